// emoscope catalogue, as a person in a terminal meets it; and the set embedded in the page, made again in part.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { after } from 'node:test';

import { writeWav } from './lib/audio.mjs';
import { readBuiltInDataset } from './lib/built_in_dataset.mjs';
import { someClips, withoutRecordings } from './lib/native.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'build/native-release/emoscope');
const manifest = join(process.env.EMOSCOPE_SHARED || join(root, '../shared'), 'data/MANIFEST.tsv');
const folder = mkdtempSync(join(tmpdir(), 'emoscope-catalogue-'));
after(() => rmSync(folder, { recursive: true }));

/** @param {string[]} words */
const catalogue = (...words) => spawnSync(program, ['catalogue', ...words], { encoding: 'utf8', maxBuffer: 1 << 28 });

/** @param {string[]} words */
function done(...words) {
  const run = catalogue(...words);
  assert.equal(run.status, 0, run.stderr);
  return run.stdout;
}

/** @param {number} hz */
function tone(hz, seconds = 1.5, rate = 16000) {
  return Float32Array.from({ length: seconds * rate }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rate));
}

/** A folder of made recordings with RAVDESS' names; two are alike. @param {string} name */
function madeFolder(name) {
  const here = join(folder, name);
  mkdirSync(join(here, 'Actor_02'), { recursive: true });
  writeWav(join(here, '03-01-03-02-01-01-01.wav'), tone(200), 16000);
  writeWav(join(here, 'Actor_02/03-01-05-01-02-02-02.wav'), tone(300), 16000);
  writeWav(join(here, 'Actor_02/03-01-01-01-02-01-02.wav'), tone(200), 16000);
  writeWav(join(here, 'notes.wav'), tone(440), 16000);
  return here;
}

/** @param {string} text */
function csvTable(text) {
  const [header, ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
}

test('without an output it says what the recordings are', () => {
  const told = done('--data', madeFolder('counts'));
  assert.match(told, /^3 files of RAVDESS; 1 left out: 1 with names that do not fit\.$/m);
  assert.match(told, /^emotion: neutral 1, happy 1, angry 1$/m);
  assert.match(told, /^actor: 01 1, 02 2$/m);
  assert.match(told, /^sex: female 2, male 1$/m);
});

test('the table has a line a recording with its fields and measures, in order of the paths', () => {
  const here = madeFolder('table');
  const text = done('--data', here, '--csv');
  const rows = csvTable(text);
  assert.deepEqual(
    rows.map((row) => row.path),
    ['03-01-03-02-01-01-01.wav', 'Actor_02/03-01-01-01-02-01-02.wav', 'Actor_02/03-01-05-01-02-02-02.wav'],
  );
  assert.equal(rows[0].emotion, 'happy');
  assert.equal(rows[0].intensity, 'strong');
  assert.equal(rows[0]['duration (s)'], '1.5');
  assert.ok(Math.abs(Number(rows[0]['RMS level (dBFS)']) + 9.031) < 0.01);
  assert.ok(Math.abs(Number(rows[2]['F0 mean (Hz)']) - 300) < 1);
  const file = join(folder, 'table.csv');
  assert.match(done('--data', here, '--csv', '--out', file), /3 rows in/);
  assert.equal(readFileSync(file, 'utf8'), text);
});

test('a set holds what the table says, mlp180, duplicates, title and attribution; threads do not change it', () => {
  const here = madeFolder('set');
  const words = ['--data', here, '--no-embedding', '--title', 'Made', '--attribution', 'Nobody, CC0.'];
  done(...words, '--out', join(folder, 'one.bin'), '--threads', '1');
  done(...words, '--out', join(folder, 'four.bin'), '--threads', '4');
  const bytes = readFileSync(join(folder, 'one.bin'));
  assert.ok(bytes.equals(readFileSync(join(folder, 'four.bin'))));
  const set = readBuiltInDataset(bytes);
  assert.equal(set.title, 'Made');
  assert.equal(set.attribution, 'Nobody, CC0.');
  assert.deepEqual(set.duplicates, [[0, 1]]);
  assert.equal(set.embedding.width, 0);
  assert.equal(set.mlp180.madeBy, 'mlp180, version 1');
  const [duration, rms] = set.columns;
  assert.equal(duration.name, 'duration');
  assert.deepEqual(duration.values, [1.5, 1.5, 1.5]);
  assert.ok(Math.abs(rms.values[0] + 9.031) < 0.01);
  const run = spawnSync(program, ['features', join(here, set.paths[2]), '--recipe', 'mlp180'], { encoding: 'utf8' });
  const expected = JSON.parse(run.stdout).values;
  assert.equal(expected.length, 180);
  const largest = expected.map((_, i) => Math.max(...set.mlp180.rows.map((row) => Math.abs(row[i]))));
  set.mlp180.rows[2].forEach((value, i) => {
    const error = Math.abs(value - expected[i]);
    assert.ok(error <= 2 ** -10.9 * Math.abs(expected[i]) + 1e-7 * largest[i], `${i}: ${value}, not ${expected[i]}`);
  });
});

test('RAVDESS’ recordings can be called as in its release, with what a table says of the originals', () => {
  const here = madeFolder('official');
  const table = join(folder, 'originals.tsv');
  const names = ['03-01-03-02-01-01-01', '03-01-01-01-02-01-02', '03-01-05-01-02-02-02'];
  const lines = names.map((name, i) => `x/${name}.flac\t${(i > 0 ? 'ab' : 'cd').repeat(32)}\t${2.25 + i}`);
  writeFileSync(table, ['file\toriginal_sha256\tseconds', ...lines, ''].join('\n'));
  const out = join(folder, 'official.bin');
  done('--data', here, '--out', out, '--no-embedding', '--official-paths', '--originals', table);
  const set = readBuiltInDataset(readFileSync(out));
  assert.deepEqual(set.paths, [
    'Actor_01/03-01-03-02-01-01-01.wav',
    'Actor_02/03-01-01-01-02-01-02.wav',
    'Actor_02/03-01-05-01-02-02-02.wav',
  ]);
  assert.deepEqual(set.columns[0].values, [2.25, 3.25, 4.25]);
  assert.deepEqual(set.duplicates, [[1, 2]]);
  assert.equal(set.title, 'official');

  /** @param {string} text */
  const refused = (text) => {
    writeFileSync(table, text);
    const run = catalogue('--data', here, '--csv', '--originals', table);
    assert.equal(run.status, 2);
    return run.stderr;
  };
  assert.match(refused('file\tseconds\nx\t1\n'), /no column "original_sha256"/);
  assert.match(refused(`file\tseconds\toriginal_sha256\nx\tlong\t${'a'.repeat(64)}\n`), /line 2: .*seconds/);
  assert.match(refused('file\tseconds\toriginal_sha256\nx\t1\tabc\n'), /line 2: .*SHA-256/);
  assert.match(refused('file\tseconds\toriginal_sha256\nx\t1\n'), /line 2: cells are missing/);
  assert.match(refused(`file\tseconds\toriginal_sha256\nx\t1\t${'a'.repeat(64)}\n`), /does not name it/);
});

test('a file that cannot be read gets a sentence and a row without numbers, and the status is 2', () => {
  const here = madeFolder('damaged');
  writeFileSync(join(here, '03-01-02-01-01-01-03.wav'), 'Eggs, flour and milk: this is not a recording.\n');
  const run = catalogue('--data', here, '--csv');
  assert.equal(run.status, 2);
  assert.match(run.stderr, /03-01-02-01-01-01-03\.wav: This is a text file/);
  const rows = csvTable(run.stdout);
  assert.equal(rows.length, 4);
  const row = rows.find((each) => each.emotion === 'calm');
  assert.equal(row?.['duration (s)'], '');
  assert.equal(row?.['F0 mean (Hz)'], '');
});

test('what cannot be done is refused with a sentence', () => {
  const here = madeFolder('refused');
  /** @param {string[]} words */
  const refused = (...words) => {
    const run = catalogue(...words);
    assert.equal(run.status, 2, words.join(' '));
    assert.equal(run.stdout, '', words.join(' '));
    return run.stderr;
  };
  assert.match(refused(), /wants --data FOLDER/);
  assert.match(refused('--data', join(folder, 'nowhere')), /wants --data FOLDER/);
  assert.match(refused(here), /--data FOLDER, not/);
  assert.match(refused('--dta', here), /Nearest: --data/);
  assert.match(refused('--data', here, '--originals', join(folder, 'none.tsv')), /none\.tsv/);
  assert.match(refused('--data', here, '--model', 'mlp180', '--out', join(folder, 'x.bin')), /gives no embedding/);
  const unknown = join(folder, 'unknown');
  mkdirSync(unknown);
  writeWav(join(unknown, 'a.wav'), tone(200), 16000);
  assert.match(refused('--data', unknown), /no recording's name tells what it is/);
  const nowhere = catalogue('--data', here, '--csv', '--out', join(folder, 'no/where.csv'));
  assert.equal(nowhere.status, 2);
  assert.match(nowhere.stderr, /could not be written/);
});

test('recordings heard again give the embedded RAVDESS’ embeddings', { skip: withoutRecordings() }, () => {
  const here = join(folder, 'again');
  mkdirSync(here);
  const clips = [...someClips(7)];
  for (const clip of clips) copyFileSync(clip, join(here, basename(clip)));
  const out = join(folder, 'again.bin');
  const words = ['--data', here, '--official-paths', '--originals', manifest, '--model', 'emoscope-s', '--out', out];
  done(...words);
  const again = readBuiltInDataset(readFileSync(out));
  const known = readBuiltInDataset(readFileSync(join(root, 'web/datasets/ravdess/built_in.bin')));
  assert.equal(again.paths.length, clips.length);
  assert.equal(again.embedding.madeBy, known.embedding.madeBy);
  assert.equal(again.mlp180.madeBy, known.mlp180.madeBy);
  for (const kind of /** @type {const} */ (['embedding', 'mlp180'])) {
    const largest = known[kind].rows.reduce(
      (most, row) => most.map((value, i) => Math.max(value, Math.abs(row[i]) || 0)),
      Array(known[kind].width).fill(0),
    );
    again.paths.forEach((path, r) => {
      const row = known.paths.indexOf(path);
      assert.ok(row >= 0, path);
      assert.deepEqual(
        again.fields.map((field) => field[r]),
        known.fields.map((field) => field[row]),
      );
      assert.equal(again.columns[0].values[r], known.columns[0].values[row]);
      again[kind].rows[r].forEach((value, i) => {
        const kept = known[kind].rows[row][i];
        // Both are rounded to 11 bits; another processor's ONNX Runtime rounds its own way.
        const near = Math.abs(value - kept) <= 2 ** -10 * Math.abs(kept) + 1e-4 * largest[i];
        assert.ok(near || (Number.isNaN(value) && Number.isNaN(kept)), `${path} ${kind} ${i}: ${value}, not ${kept}`);
      });
    });
  }
});
