// Sound for the tests: WAV in and out, resampling, and the alignment of what the page heard with what was played.
import { readFileSync, writeFileSync } from 'node:fs';
import { wavHeader } from '../../../scripts/lib/wav.mjs';

/** Mono mean of a 16-bit PCM WAV. @returns {{samples: Float32Array, rate: number}} */
export function readWav(path) {
  const bytes = readFileSync(path);
  let rate = 0;
  let channels = 0;
  for (let at = 12; at + 8 <= bytes.length;) {
    const id = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (id === 'fmt ') {
      channels = bytes.readUInt16LE(at + 10);
      rate = bytes.readUInt32LE(at + 12);
    } else if (id === 'data') {
      const count = Math.floor(Math.min(size, bytes.length - at - 8) / 2 / channels);
      const samples = new Float32Array(count);
      for (let i = 0; i < count * channels; i += 1) {
        samples[Math.floor(i / channels)] += bytes.readInt16LE(at + 8 + 2 * i) / 32768 / channels;
      }
      return { samples, rate };
    }
    at += 8 + size + (size % 2);
  }
  throw new Error(`${path}: no data chunk`);
}

/** The bytes of a 16-bit mono WAV. */
export function wavBytes(samples, rate) {
  const pcm = Buffer.alloc(2 * samples.length);
  samples.forEach((sample, i) => {
    pcm.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(sample * 32768))), 2 * i);
  });
  return Buffer.concat([wavHeader(rate, pcm.length), pcm]);
}

export const writeWav = (path, samples, rate) => writeFileSync(path, wavBytes(samples, rate));

/** Windowed sinc, 48 zero crossings: far better than what it is compared with. */
export function resample(samples, from, to) {
  const cutoff = 0.95 * Math.min(1, to / from);
  const half = Math.ceil(48 / cutoff);
  const output = new Float32Array(Math.floor((samples.length * to) / from));
  const divisor = gcd(from, to);
  const phases = to / divisor;
  const kernels = Array.from({ length: phases }, (_, n) => {
    const fraction = ((n * from) / to) % 1;
    return Float64Array.from({ length: 2 * half }, (__, k) => {
      const t = k - half + 1 - fraction;
      const window = 0.42 + 0.5 * Math.cos((Math.PI * t) / half) + 0.08 * Math.cos((2 * Math.PI * t) / half);
      return Math.abs(t) >= half ? 0 : cutoff * sinc(cutoff * t) * window;
    });
  });
  for (let n = 0; n < output.length; n += 1) {
    const first = Math.floor((n * from) / to) - half + 1;
    const kernel = kernels[n % phases];
    let sum = 0;
    for (let k = 0; k < kernel.length; k += 1) sum += kernel[k] * (samples[first + k] ?? 0);
    output[n] = sum;
  }
  return output;
}

const gcd = (a, b) => (b === 0 ? a : gcd(b, a % b));
const sinc = (x) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** One sound after another with silence before, between and behind. @returns {{samples, starts: number[]}} starts in s */
export function splice(clips, rate, silenceS) {
  const gap = Math.round(silenceS * rate);
  const total = clips.reduce((sum, clip) => sum + clip.length + gap, gap);
  const samples = new Float32Array(total);
  let at = gap;
  const starts = clips.map((clip) => {
    samples.set(clip, at);
    const start = at / rate;
    at += clip.length + gap;
    return start;
  });
  return { samples, starts };
}

/** Where the loud part of a sound begins and ends, in seconds. */
export function loudPart(samples, rate, belowPeakDb = 25) {
  const frame = Math.round(0.02 * rate);
  const levels = [];
  for (let at = 0; at + frame <= samples.length; at += frame) {
    let sum = 0;
    for (let i = at; i < at + frame; i += 1) sum += samples[i] * samples[i];
    levels.push(10 * Math.log10(sum / frame + 1e-12));
  }
  const least = Math.max(...levels) - belowPeakDb;
  const first = levels.findIndex((level) => level > least);
  const last = levels.findLastIndex((level) => level > least);
  return { start_s: first * 0.02, end_s: (last + 1) * 0.02 };
}

/**
 * How much of the sound was cut at the start before the page heard it, from the levels that its predictions carry (RMS
 * of the last 100 ms of the 16 kHz stream). @returns {{cut_s: number, error_db: number}} cut_s < 0: silence came first
 */
export function findCut(samples, rate, predictions, { from_s = -0.3, to_s = 0.6 } = {}) {
  const core = resample(samples, rate, 16000);
  const energy = new Float64Array(core.length + 1);
  core.forEach((sample, i) => (energy[i + 1] = energy[i] + sample * sample));
  const clamp = (i) => Math.max(0, Math.min(core.length, i));
  const levelAt = (end) => 10 * Math.log10((energy[clamp(end)] - energy[clamp(end - 1600)]) / 1600 + 1e-12);
  const loud = predictions.filter(({ level_dbfs }) => level_dbfs > -60);
  let best = { cut_s: 0, error_db: Infinity };
  for (let cut = Math.round(from_s * 16000); cut <= to_s * 16000; cut += 1) {
    let sum = 0;
    for (const { end_s, level_dbfs } of loud) {
      sum += Math.min(20, Math.abs(levelAt(Math.round(end_s * 16000) + cut) - level_dbfs));
    }
    const error_db = sum / loud.length;
    if (error_db < best.error_db) best = { cut_s: cut / 16000, error_db };
  }
  return best;
}

/** The sound from the cut on (silence first if it is negative). */
export function cutStart(samples, rate, cut_s) {
  const cut = Math.round(cut_s * rate);
  if (cut >= 0) return samples.slice(cut);
  const longer = new Float32Array(samples.length - cut);
  longer.set(samples, -cut);
  return longer;
}
