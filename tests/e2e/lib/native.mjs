// The native program beside the page: the same C++ on the same sound.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
export const program = join(root, 'build/native-release/emoscope');
const shared = process.env.EMOSCOPE_SHARED || join(root, '../shared');
export const recordings = join(shared, 'data');

/** For test options: false, or why there is nothing to test with. With EMOSCOPE_REQUIRE_DATA=1 absence fails instead. */
export function withoutRecordings() {
  if (existsSync(recordings) || process.env.EMOSCOPE_REQUIRE_DATA === '1') return false;
  return 'the recordings are not beside the checkout';
}

export const original = (name) => join(recordings, 'originals', name);
/** What ../shared/cases/README.md describes. */
export const sharedCase = (name) => join(shared, 'cases', name);

/** Real clips of all forms, evenly chosen. @param {number} count */
export function someClips(count) {
  const folder = join(recordings, 'ravdess');
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.flac'))
    .sort();
  const step = files.length / count;
  return Array.from({ length: count }, (_, i) => join(folder, files[Math.floor(i * step)]));
}

export const defaultModel = () => JSON.parse(readFileSync(join(root, 'dist/models/index.json'), 'utf8')).default;

/** @param {string[]} files @param {string[]} words options of the program */
export function predict(files, words = []) {
  const model = words.includes('--model') ? [] : ['--model', defaultModel()];
  const command = ['predict', ...model, ...words, ...files];
  const output = execFileSync(program, command, { maxBuffer: 1 << 28 });
  return output
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** The largest difference between two tellings of the same probabilities. */
export function difference(a, b) {
  const left = a ?? {};
  const right = b ?? {};
  assert.deepEqual(Object.keys(left), Object.keys(right), 'both have the same labels, or none');
  return Math.max(0, ...Object.keys(left).map((label) => Math.abs(left[label] - right[label])));
}

/** Checks a finished clip of the page against the native program's line. @returns {number} the largest difference */
export function compareClip(clip, native, tolerance) {
  assert.equal(clip.predictions.length, native.windows.length, 'as many windows');
  let largest = difference(clip.probabilities, native.probabilities);
  clip.predictions.forEach((window, i) => {
    const other = native.windows[i];
    assert.ok(Math.abs(window.end_s - other.end_s) < 1e-4, `window ${i} ends at ${window.end_s} and ${other.end_s}`);
    assert.equal(window.verdict === 'no_speech', other.verdict === 'no_speech', `window ${i}: speech or not`);
    largest = Math.max(largest, difference(window.probabilities, other.probabilities));
  });
  assert.ok(largest <= tolerance, `probabilities differ by ${largest}`);
  return largest;
}
