// A recording for the fake microphone: real clips with pauses where they are at hand, else the page's synthetic samples.
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readWav, resample, splice, writeWav } from './audio.mjs';
import { original, withoutRecordings } from './native.mjs';

export const MICROPHONE_RATE_HZ = 44100; // Chromium's fake one

export function speechFiles() {
  const samples = fileURLToPath(new URL('../../../dist/samples', import.meta.url));
  if (withoutRecordings()) return readdirSync(samples).map((name) => join(samples, name));
  return readdirSync(original('ravdess')).map((name) => original(`ravdess/${name}`));
}

/** @param {number} seconds  at least so long @returns {string} a WAV */
export function speechWav(seconds) {
  const clips = speechFiles().map((file) => {
    const { samples, rate } = readWav(file);
    return resample(samples, rate, MICROPHONE_RATE_HZ);
  });
  const chosen = [];
  for (let heard = 0; heard < seconds; heard += chosen.at(-1).length / MICROPHONE_RATE_HZ + 0.4) {
    chosen.push(clips[chosen.length % clips.length]);
  }
  const path = join(mkdtempSync(join(tmpdir(), 'emoscope-')), 'speech.wav');
  writeWav(path, splice(chosen, MICROPHONE_RATE_HZ, 0.4).samples, MICROPHONE_RATE_HZ);
  return path;
}
