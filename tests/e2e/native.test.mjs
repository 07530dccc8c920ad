// The native program as a person in a terminal meets it; emoscope features: native_features.test.mjs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'node:test';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'build/native-release/emoscope');
const shared = process.env.EMOSCOPE_SHARED ?? join(root, '../shared');
const golden = join(root, 'tests/golden');
const folder = mkdtempSync(join(tmpdir(), 'emoscope-'));

/** @param {string[]} words */
function emoscope(...words) {
  return spawnSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** @param {string} text */
const lines = (text) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** @param {import('node:test').TestContext} t */
function needsData(t) {
  if (existsSync(join(shared, 'data'))) return true;
  assert.ok(!process.env.EMOSCOPE_REQUIRE_DATA, 'the recordings in ../shared/data are absent');
  t.skip('../shared/data is absent');
  return false;
}

test('bad input is a sentence on stderr and status 2; the other files are still done', () => {
  const text = join(folder, 'list.wav');
  const empty = join(folder, 'empty.wav');
  writeFileSync(text, 'Eggs, flour and milk: this is not a recording.\n');
  writeFileSync(empty, '');
  const run = emoscope('predict', text, join(golden, 'tones.wav'), empty, join(folder, 'none.wav'));
  assert.equal(run.status, 2);
  assert.equal(lines(run.stdout).length, 1);
  assert.match(run.stderr, /list\.wav: This is a text file/);
  assert.match(run.stderr, /empty\.wav: The file is empty/);
  assert.match(run.stderr, /none\.wav: there is no such file/);
});

test('unknown names are answered with the nearest known ones', () => {
  const wav = join(golden, 'tones.wav');
  assert.match(emoscope('predict', '--modle', 'x', wav).stderr, /Nearest: --model/);
  assert.match(emoscope('predict', '--model', 'nothing', wav).stderr, /no model "nothing"/);
  assert.equal(emoscope('dance').status, 2);
});

test('noise, tones and silence are no speech', () => {
  const made = ['noise', 'tones', 'chirp', 'silence', 'click', 'short'].map((name) => join(golden, `${name}.wav`));
  for (const line of lines(emoscope('predict', ...made).stdout)) {
    assert.equal(line.verdict, 'no_speech', line.file);
    assert.deepEqual(line.probabilities, {});
  }
});

test('predict says windows and clip of real speech, in probabilities', (t) => {
  if (!needsData(t)) return;
  const file = join(shared, 'data/originals/ravdess/03-01-05-02-01-02-22.wav');
  const run = emoscope('predict', file);
  assert.equal(run.status, 0, run.stderr);
  const [line] = lines(run.stdout);
  const sum = (/** @type {Record<string, number>} */ p) => Object.values(p).reduce((a, b) => a + b, 0);
  assert.equal(Object.keys(line.probabilities).length, 8);
  assert.ok(Math.abs(sum(line.probabilities) - 1) < 1e-5);
  const spoken = line.windows.filter((/** @type {{verdict: string}} */ w) => w.verdict !== 'no_speech');
  assert.ok(spoken.length >= 10);
  for (const window of spoken) assert.ok(Math.abs(sum(window.probabilities) - 1) < 1e-5);
  for (const window of line.windows) assert.ok(Math.abs(window.end_s - window.start_s - 3) < 1e-9);
});

test('without --model, the default of models/index.json answers', () => {
  const index = JSON.parse(readFileSync(join(root, 'models/index.json'), 'utf8'));
  const [line] = lines(emoscope('predict', join(golden, 'tones.wav')).stdout);
  assert.equal(line.model, index.default);
});

test('--compare gives what the other model says alone', (t) => {
  if (!needsData(t)) return;
  const file = join(shared, 'data/originals/ravdess/03-01-05-02-01-02-22.wav');
  const [both] = lines(emoscope('predict', '--model', 'first-cnn', '--compare', 'mlp180-four', file).stdout);
  const alone = (/** @type {string} */ name) => lines(emoscope('predict', '--model', name, file).stdout)[0];
  const { compared, ...chosen } = both;
  assert.deepEqual(chosen, alone('first-cnn'));
  assert.deepEqual({ file, ...compared }, alone('mlp180-four'));
  assert.equal(Object.keys(compared.probabilities).length, 4);
  assert.match(emoscope('predict', '--compare', 'nothing', file).stderr, /no model "nothing"/);
});

test('a card that speaks of what its model does not give is refused in a sentence', () => {
  const card = JSON.parse(readFileSync(join(root, 'models/first-cnn/card.json'), 'utf8'));
  const wav = join(golden, 'tones.wav');
  const refusal = (/** @type {object} */ changes) => {
    const dir = join(folder, 'model');
    mkdirSync(dir, { recursive: true });
    copyFileSync(join(root, 'models/first-cnn/model.onnx'), join(dir, 'model.onnx'));
    writeFileSync(join(dir, 'card.json'), JSON.stringify({ ...card, ...changes }));
    const run = emoscope('predict', '--model-dir', dir, wav);
    return run.status === 2 ? run.stderr : `status ${run.status}`;
  };
  assert.match(refusal({ dimensions: { name: 'dimensions', shape: [1, 2] } }), /no output "dimensions"/);
  const four = { labels: card.labels.slice(0, 4), output: { name: 'logits', shape: [1, 4] } };
  assert.match(refusal(four), /answers with 8 numbers; its card speaks of 4/);
  assert.match(refusal({ recipe: { name: 'logmel64', version: 7 } }), /version 7, this program has version 1/);
});

test('many files in one command work (ONNX Runtime reads the command line)', () => {
  const many = Array.from({ length: 1500 }, (_, i) => join(folder, `absent_${i}_with_a_rather_long_name.wav`));
  const run = emoscope('predict', join(golden, 'tones.wav'), ...many);
  assert.equal(run.status, 2);
  assert.equal(lines(run.stdout).length, 1);
});

test('the native program says what PyTorch said in training, window by window (24 clips)', (t) => {
  if (!needsData(t)) return;
  const { sha256, clips } = JSON.parse(readFileSync(join(root, 'models/first-cnn/parity.json'), 'utf8'));
  const card = JSON.parse(readFileSync(join(root, 'models/first-cnn/card.json'), 'utf8'));
  assert.equal(sha256, card.sha256, 'parity.json belongs to another model: run scripts/train/parity.py');
  assert.ok(clips.length >= 20);
  const files = clips.map((/** @type {{file: string}} */ clip) => join(shared, 'data/ravdess', clip.file));
  let worst = 0;
  let compared = 0;
  lines(emoscope('predict', '--model', 'first-cnn', ...files).stdout).forEach((line, index) => {
    const spoken = line.windows.filter((/** @type {{verdict: string}} */ w) => w.verdict !== 'no_speech');
    assert.equal(spoken.length, clips[index].windows.length, line.file);
    spoken.forEach((/** @type {any} */ window, /** @type {number} */ i) => {
      const expected = clips[index].windows[i];
      assert.ok(Math.abs(window.end_s - expected.end_s) < 1e-3);
      Object.values(window.probabilities).forEach((p, k) => {
        worst = Math.max(worst, Math.abs(Number(p) - expected.probabilities[k]));
        compared += 1;
      });
    });
  });
  t.diagnostic(`${compared} probabilities, largest difference ${worst}`);
  assert.ok(worst <= 1e-3, `largest difference ${worst}`);
});
