// The clip that everybody gets: recorded speech where there is some beside the checkout, else a made vowel.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RATE_HZ = 48000;
const SPEECH = join('golden', '03-01-05-02-01-01-01.wav');
const SAMPLES = 196997; // the speech clip's: 4.10 s

/** @param {string} shared  the folder with the recordings; need not exist */
export function benchClip(shared) {
  const file = join(shared, SPEECH);
  if (!existsSync(file)) return { name: 'a synthetic vowel', rate: RATE_HZ, samples: vowel(SAMPLES, RATE_HZ) };
  const { rate, samples } = readFloatWav(readFileSync(file));
  return { name: 'RAVDESS 03-01-05-02-01-01-01 (speech, anger)', rate, samples };
}

/** 32-bit float mono only, as the reference clips are. @param {Buffer} bytes */
export function readFloatWav(bytes) {
  let rate = 0;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + size);
    if (name === 'fmt ') {
      const format = body.readUInt16LE(0);
      if (format !== 3 || body.readUInt16LE(2) !== 1) throw new Error('a mono WAV of 32-bit floats is expected');
      rate = body.readUInt32LE(4);
    }
    if (name === 'data') return { rate, samples: new Float32Array(Uint8Array.from(body).buffer) };
    at += 8 + size + (size % 2);
  }
  throw new Error('the WAV file has no data');
}

/** Pulses of a gliding pitch through three resonances, with pauses; the same numbers everywhere. */
export function vowel(count, rate) {
  const samples = new Float32Array(count);
  const resonances = [700, 1220, 2600].map((hz) => resonance(hz, 90, rate));
  let phase = 0;
  for (let i = 0; i < count; i += 1) {
    const seconds = i / rate;
    phase += (140 + 40 * Math.sin(2 * Math.PI * 0.7 * seconds)) / rate;
    const pulse = phase >= 1 ? 1 : 0;
    phase %= 1;
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 1.8 * seconds));
    samples[i] = 0.02 * syllable * resonances.reduce((sum, step) => sum + step(pulse), 0);
  }
  return samples;
}

function resonance(hz, bandwidthHz, rate) {
  const radius = Math.exp((-Math.PI * bandwidthHz) / rate);
  const turn = 2 * radius * Math.cos((2 * Math.PI * hz) / rate);
  let [y1, y2] = [0, 0];
  return (x) => {
    const y = x + turn * y1 - radius * radius * y2;
    [y1, y2] = [y, y1];
    return y;
  };
}
