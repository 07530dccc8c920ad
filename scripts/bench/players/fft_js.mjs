// fft.js: plain JavaScript in double precision, the fastest of its kind.
import { createRequire } from 'node:module';
import { FFT as SIZES, fftFrames, timedPlayer } from './timed.mjs';

/** @param {{version: string}} options */
export async function player({ version }) {
  const FFT = createRequire(import.meta.url)('fft.js');
  return timedPlayer(`fft.js ${version}`, {
    fft2048(samples) {
      const plan = new FFT(SIZES.size);
      const frames = fftFrames(samples).map((frame) => [Array.from(frame), plan.createComplexArray()]);
      return {
        step: () => frames.forEach(([input, output]) => plan.realTransform(output, input)),
        result: () => frames.flatMap(([, output]) => powers(output)),
      };
    },
  });
}

const powers = (values) =>
  Array.from({ length: SIZES.size / 2 + 1 }, (_, k) => values[2 * k] ** 2 + values[2 * k + 1] ** 2);
