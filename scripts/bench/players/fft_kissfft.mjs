// KissFFT, scalar, as WebAssembly. The frames already lie in its memory.
import { createRequire } from 'node:module';
import { fftFrames, FFT, timedPlayer } from './timed.mjs';

/** @param {{version: string}} options */
export async function player({ version }) {
  // Made before node had fetch: finding one, it takes node for a page and asks for its program by an address.
  Reflect.deleteProperty(globalThis, 'fetch');
  const require = createRequire(import.meta.url);
  const { waitLoading } = require('kissfft-wasm/lib/wasm');
  const { RealFFTConfig } = require('kissfft-wasm/lib/rfft');
  const { ComplexArray, RealArray } = require('kissfft-wasm/lib/types');
  await waitLoading();
  return timedPlayer(`kissfft-wasm ${version}`, {
    fft2048(samples) {
      const plan = new RealFFTConfig(FFT.size);
      const frames = fftFrames(samples).map((frame) => [RealArray.fromArray(frame), new ComplexArray(FFT.size)]);
      return {
        step: () => frames.forEach(([input, output]) => plan.work(input, output)),
        result: () => frames.flatMap(([, output]) => powers(output.asFloat32Array())),
      };
    },
  });
}

const powers = (values) =>
  Array.from({ length: FFT.size / 2 + 1 }, (_, k) => values[2 * k] ** 2 + values[2 * k + 1] ** 2);
