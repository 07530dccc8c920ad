// PFFFT with SIMD as WebAssembly. The frames already lie in its memory.
import { FFT, fftFrames, timedPlayer } from './timed.mjs';

const REAL = 0;
const FORWARD = 0;

/** @param {{library: string, version: string}} options */
export async function player({ library, version }) {
  const wasm = await (await import(library)).default();
  return timedPlayer(`@echogarden/pffft-wasm ${version}`, {
    fft2048(samples) {
      const setup = wasm._pffft_new_setup(FFT.size, REAL);
      const floats = FFT.frames * FFT.size;
      const [input, output, work] = [floats, floats, FFT.size].map((n) => wasm._pffft_aligned_malloc(4 * n));
      fftFrames(samples).forEach((frame, t) =>
        frame.forEach((x, i) => wasm.setValue(at(input, t) + 4 * i, x, 'float')),
      );
      return {
        step() {
          for (let t = 0; t < FFT.frames; t += 1)
            wasm._pffft_transform_ordered(setup, at(input, t), at(output, t), work, FORWARD);
        },
        result: () => Array.from({ length: FFT.frames }, (_, t) => powersAt(at(output, t))).flat(),
      };
    },
  });

  function at(pointer, frame) {
    return pointer + 4 * FFT.size * frame;
  }
  // It packs the real values of the first and the last bin together.
  function powersAt(pointer) {
    const value = (i) => wasm.getValue(pointer + 4 * i, 'float');
    const inner = Array.from({ length: FFT.size / 2 - 1 }, (_, k) => value(2 * k + 2) ** 2 + value(2 * k + 3) ** 2);
    return [value(0) ** 2, ...inner, value(1) ** 2];
  }
}
