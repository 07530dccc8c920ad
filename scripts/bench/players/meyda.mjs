// Meyda, given exactly librosa's frames: centred, zero-padded, 2048 samples each 512. What it makes of them differs by
// its own definitions: a symmetric Hann window, triangles rounded to whole bins on another mel scale and of height 1,
// ln(1 + mel), an unnormalised DCT, chroma without a tuning estimate and weighted by octave.
import { timedPlayer } from './timed.mjs';

const FRAME = 2048;
const HOP = 512;

/** @param {{library: string, version: string}} options  library: a module with Meyda as its default, or a plain script */
export async function player({ library, version }) {
  const Meyda = (await import(library)).default ?? globalThis.Meyda;
  const features = (wanted) => (samples, rate) => {
    Object.assign(Meyda, { bufferSize: FRAME, sampleRate: rate, melBands: 128, numberOfMFCCCoefficients: 40 });
    let last = [];
    return {
      step: () => (last = centredFrames(samples).map((frame) => Meyda.extract(wanted, frame))),
      result: () => transposed(last.map((frame) => wanted.flatMap((name) => powers(name, frame[name])))),
    };
  };
  const means = (wanted) => (samples, rate) => {
    const { step } = features(wanted)(samples, rate);
    let last = [];
    return {
      step() {
        const frames = step();
        last = wanted.flatMap((name) => mean(frames.map((frame) => powers(name, frame[name]))));
      },
      result: () => last,
    };
  };
  return timedPlayer(`Meyda ${version}`, {
    mlp180: means(['mfcc', 'chroma', 'melBands']),
    'mlp180:no_mel': means(['mfcc', 'chroma']),
    mfcc40: features(['mfcc']),
    mel128: features(['melBands']),
    chroma: features(['chroma']),
  });
}

function centredFrames(samples) {
  const padded = new Float32Array(samples.length + FRAME);
  padded.set(samples, FRAME / 2);
  const frames = [];
  for (let at = 0; at + FRAME <= padded.length; at += HOP) frames.push(padded.subarray(at, at + FRAME));
  return frames;
}

/** Frames of values → values in librosa's order, all of a row together. */
const transposed = (frames) => frames[0].flatMap((_, row) => frames.map((values) => values[row]));

const powers = (name, values) => (name === 'melBands' ? values.map(Math.expm1) : values);

function mean(rows) {
  const sums = new Array(rows[0].length).fill(0);
  for (const row of rows) row.forEach((value, i) => (sums[i] += value));
  return sums.map((sum) => sum / rows.length);
}
