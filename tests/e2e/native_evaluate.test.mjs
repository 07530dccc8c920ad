// emoscope evaluate, as a person in a terminal meets it; and the cards' numbers, computed again.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'node:test';

import { withoutRecordings } from './lib/native.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'build/native-release/emoscope');
const shared = process.env.EMOSCOPE_SHARED || join(root, '../shared');
const ravdess = join(shared, 'data/ravdess');
const models = join(root, 'models');
const golden = join(root, 'tests/golden');
const folder = mkdtempSync(join(tmpdir(), 'emoscope-evaluate-'));
const skip = withoutRecordings();

/** @param {string[]} words */
function evaluate(...words) {
  return spawnSync(program, ['evaluate', ...words], { encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** @param {string[]} words */
function measured(...words) {
  const run = evaluate(...words);
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout);
}

/** A folder with copies of some clips. @param {string} name @param {(file: string) => boolean} wanted */
function someClips(name, wanted) {
  const place = join(folder, name);
  mkdirSync(place);
  for (const file of readdirSync(ravdess).filter(wanted)) copyFileSync(join(ravdess, file), join(place, file));
  return place;
}

/** The folds/fold_K of all models. */
const keptFolds = readdirSync(models).flatMap((model) => {
  const folds = join(models, model, 'folds');
  if (!existsSync(folds)) return [];
  return readdirSync(folds).map((fold) => ({ model, fold: Number(fold.replace('fold_', '')) }));
});

test('what cannot be measured is said in a sentence that names the way out', () => {
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  const all = ['--protocol', 'all', '--model', 'first-cnn'];
  /** @type {[string[], RegExp][]} */
  const wrong = [
    [
      [...all, '--data', join(folder, 'none')],
      /There is no clip to measure\. .*none: the name is of no corpus known here/,
    ],
    [[...all, '--data', empty], /holds no sound file/],
    [[...all, '--data', golden], /There is no clip to measure\. .*of no corpus known here.*--labels/],
    [[...all, '--data', golden, '--labels', join(golden, 'manifest.json')], /manifest\.json: Line 1 of the labels/],
    [[...all, '--nonspeech', '--conditions', 'nois 10 dB'], /no condition "nois 10 dB"\. Nearest: .*noise 10 dB/],
    [[...all, '--nonspeech', '--hop', '0'], /--hop cannot be "0"/],
    [[...all, '--nonspeech', '--condition-data', 'opus'], /--condition-data wants NAME=FOLDER/],
    [[...all, '--nonspeech', '--fit'], /--fit wants --data/],
    [['--model', 'first-cnn'], /wants --data FOLDER/],
    [['--data', golden, '--model', 'nothing'], /no model "nothing"/],
    [['--data', golden, '--protocol', 'fold'], /no protocol "fold"\. Nearest: folds/],
    [['--data', golden, '--protocol', 'folds', '--weights', empty], /no weights of folds.*--protocol all/],
    [['--data', golden, '--protocol', 'folds', '--folds', '1,7'], /--folds cannot hold "7"/],
    [['clip.wav'], /takes no file "clip\.wav"/],
    [['--condition', 'all'], /Nearest: --conditions/],
  ];
  for (const [words, sentence] of wrong) {
    const run = evaluate(...words);
    assert.equal(run.status, 2, words.join(' '));
    assert.match(run.stderr, sentence);
    assert.equal(run.stdout, '');
  }
});

test('sounds without speech are measured without any data', () => {
  const { nonspeech } = measured('--protocol', 'all', '--model', 'first-cnn', '--nonspeech', '--hop', '5');
  assert.ok(nonspeech.sounds >= 60);
  assert.ok(nonspeech.rejected_sounds >= 0.95, `only ${nonspeech.rejected_sounds} rejected`);
  assert.equal(nonspeech.by_kind.silence.rejected_sounds, 1);
  const kinds = Object.values(nonspeech.by_kind);
  assert.equal(
    kinds.reduce((sum, kind) => sum + kind.sounds, 0),
    nonspeech.sounds,
  );
});

test('the figures of a few clips are those of emoscope predict, for any number of threads', { skip }, () => {
  const data = someClips('few', (file) => /^03-01-0[1-8]-01-01-01-0[12]\./.test(file));
  const words = ['--protocol', 'all', '--model', 'first-cnn', '--data', data, '--conditions', 'noise 10 dB,cut 1 s'];
  const lines = join(folder, 'few.jsonl');
  const one = evaluate(...words, '--threads', '1', '--predictions', lines);
  const two = evaluate(...words, '--threads', '2');
  assert.equal(one.status, 0, one.stderr);
  assert.equal(one.stdout, two.stdout);

  const result = JSON.parse(one.stdout);
  const files = readdirSync(data)
    .sort()
    .map((file) => join(data, file));
  const run = spawnSync(program, ['predict', '--model', 'first-cnn', ...files], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const said = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const told = readFileSync(lines, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(result.clips, 16);
  said.forEach((clip, i) => {
    assert.equal(told[i].label, clip.label === 'no_speech' ? 'no speech' : clip.label);
    assert.equal(told[i].windows.length, clip.windows.length);
    assert.ok(Math.abs(told[i].confidence - clip.confidence) < 1e-6);
  });
  const names = result.confusion.rows_truth;
  const right = said.filter(
    (clip, i) => clip.label === names[Number(files[i].slice(-'00-01-01-01-01.flac'.length).slice(0, 2)) - 1],
  );
  assert.equal(right.length, told.filter((line) => line.label === line.truth).length);
  assert.ok(Math.abs(result.pooled.accuracy - right.length / 16) < 1e-4);
  assert.deepEqual(Object.keys(result.by_actor), ['01', '02']);
  assert.equal(result.by_actor['02'].sex, 'female');
  assert.deepEqual(Object.keys(result.robustness), ['noise 10 dB', 'cut 1 s']);
  for (const condition of Object.values(result.robustness))
    assert.ok(Math.abs(condition.loss - (result.robustness_clean.ua - condition.ua)) < 2e-4);
});

test('labels from a table are used instead of names, and other clips are left out with a word', { skip }, () => {
  const data = someClips('table', (file) => /^03-01-0[135]-01-01-01-03\./.test(file));
  const table = join(folder, 'labels.tsv');
  writeFileSync(
    table,
    'file\temotion\tspeaker\tsex\n03-01-01-01-01-01-03.opus\tanger\tX\tF\nx/03-01-03-01-01-01-03.wav\tps\tX\tF\n',
  );
  const run = evaluate('--protocol', 'all', '--model', 'first-cnn', '--data', data, '--labels', table, '--hop', '5');
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stderr, /1 clips are left out: nothing tells their label/);
  const result = JSON.parse(run.stdout);
  assert.deepEqual(result.classes, ['angry', 'surprised']);
  assert.deepEqual(Object.keys(result.by_actor), ['X']);
  assert.deepEqual(result.shared_classes.labels, ['angry', 'surprised']);
  assert.equal(result.left_out.unlabelled, 1);
});

test('--fit writes cross-fitted numbers into the folds’ cards and keeps the rest of them', { skip }, () => {
  const data = someClips('fit', (file) => /^03-01-0[1-8]-0[12]-01-01-(01|04)\./.test(file));
  const weights = join(folder, 'weights');
  for (const fold of [1, 2]) {
    const place = join(weights, `fold_${fold}`);
    mkdirSync(place, { recursive: true });
    for (const file of ['model.onnx', 'card.json']) copyFileSync(join(models, 'first-cnn', file), join(place, file));
  }
  const before = JSON.parse(readFileSync(join(weights, 'fold_1/card.json'), 'utf8'));
  const result = measured('--weights', weights, '--folds', '1,2', '--data', data, '--fit', '--hop', '3');
  assert.deepEqual(Object.keys(result.fit.folds), ['1', '2']);
  for (const { fold, temperature, clip_temperature, clip_unsure_below } of result.per_fold) {
    const card = JSON.parse(readFileSync(join(weights, `fold_${fold}/card.json`), 'utf8'));
    assert.deepEqual(
      {
        temperature: card.temperature,
        clip_temperature: card.clip_temperature,
        clip_unsure_below: card.clip_unsure_below,
      },
      { temperature, clip_temperature, clip_unsure_below },
    );
    assert.equal(card.sha256, before.sha256);
    assert.equal(card.smoothing_s, before.smoothing_s);
  }
  // Cross-fitted: fold 1's comes from fold 2's clips alone.
  const alone = measured('--weights', weights, '--folds', '2', '--data', data, '--fit', '--hop', '3');
  assert.equal(alone.fit.cross_fitted, false);
  assert.deepEqual(alone.fit.folds['2'], result.fit.folds['1']);
});

test('models keep the weights of a fold to be measured again', () => {
  const kept = new Set(keptFolds.map(({ model }) => model));
  for (const model of readdirSync(models)) {
    const file = join(models, model, 'card.json');
    const family = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).family : '';
    if (model === 'emoscope-s') assert.ok(kept.has(model), 'emoscope-s has no folds');
    if (family === 'baseline')
      assert.ok(
        [...kept].some((name) => name !== 'emoscope-s'),
        'no baseline has folds',
      );
  }
});

for (const { model, fold } of keptFolds)
  test(`the card's numbers of ${model}, fold ${fold}, come out again`, { skip }, () => {
    const card = JSON.parse(readFileSync(join(models, model, 'card.json'), 'utf8'));
    const told = card.metrics.per_fold.find((/** @type {any} */ entry) => entry.fold === fold);
    const result = measured('--model', model, '--protocol', 'folds', '--folds', String(fold), '--data', ravdess);
    const [found] = result.per_fold;
    assert.equal(found.clips, told.clips);
    // Weights kept as float16 and other processors' arithmetic may turn over two clips that stand on an edge.
    const edge = 2 / found.clips;
    assert.ok(Math.abs(found.wa - told.wa) <= edge + 1e-4, `WA ${found.wa}, card ${told.wa}`);
    assert.ok(Math.abs(found.ua - told.ua) <= 2 * edge + 1e-4, `UA ${found.ua}, card ${told.ua}`);
    assert.ok(Math.abs(found.no_speech_clips - told.no_speech_clips) <= 1);
  });
