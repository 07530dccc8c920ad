// emoscope explain, as a person in a terminal meets it, with the first model and real speech where it is there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'node:test';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'build/native-release/emoscope');
const tones = join(root, 'tests/golden/tones.wav'); // 2 s at 22050 Hz
const folder = mkdtempSync(join(tmpdir(), 'emoscope-explain-'));
const shared = process.env.EMOSCOPE_SHARED ?? join(root, '../shared');
const speech = [
  ['03-01-05-02-01-01-15', 'angry'],
  ['03-01-03-01-02-01-04', 'happy'],
  ['03-01-04-02-02-02-10', 'sad'],
].map(([name, label]) => ({ file: join(shared, `data/ravdess/${name}.flac`), label }));

/** @param {string[]} words */
function explain(...words) {
  return spawnSync(program, ['explain', ...words, '--model', 'first-cnn'], { encoding: 'utf8', maxBuffer: 1 << 26 });
}

/** @param {string[]} words */
function explained(...words) {
  const run = explain(...words, '--format', 'json');
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout);
}

test('explain gives a map, its edges and what it cost, the same each time', () => {
  const first = explained(tones);
  assert.equal(first.model, 'first-cnn');
  assert.equal(first.rows, 8);
  assert.equal(first.columns, 16);
  assert.equal(first.drops.length, 128);
  assert.ok(first.drops.every((/** @type {number} */ d) => Number.isFinite(d) && Math.abs(d) <= 1));
  assert.equal(first.edges_hz.length, 9);
  assert.ok(first.edges_hz[0] === 0 && Math.abs(first.edges_hz[8] - 8000) < 1e-6);
  assert.ok(Math.abs(first.end_s - 2) < 1e-3);
  assert.ok(first.runs > 1 && first.runs <= 200);
  assert.ok(first.base_probability >= first.runner_up_probability);
  const second = explained(tones);
  assert.deepEqual({ ...second, milliseconds: 0 }, { ...first, milliseconds: 0 });
});

test('explain writes the same map as a table, an array and a picture', () => {
  const map = explained(tones, '--label', 'sad');
  assert.equal(map.label, 'sad');
  const table = join(folder, 'map.csv');
  const array = join(folder, 'map.npy');
  const picture = explain(tones, '--label', 'sad', '--out', table);
  assert.equal(picture.status, 0, picture.stderr);
  assert.equal(picture.stdout.split('\n').filter((line) => /Hz \|.{32}\|$/u.test(line)).length, 8);
  const rows = readFileSync(table, 'utf8').trim().split('\n');
  assert.equal(rows[0], 'label,low_hz,high_hz,start_s,end_s,drop');
  const drops = rows.slice(1).map((row) => Number(row.split(',')[5]));
  assert.equal(drops.length, 128);
  drops.forEach((drop, i) => assert.ok(Math.abs(drop - map.drops[i]) < 1e-7));
  assert.match(rows[17], /^sad,377\.\d+,754\.\d+,0,0\.125,/);

  assert.equal(explain(tones, '--label', 'sad', '--out', array).status, 0);
  const bytes = readFileSync(array);
  assert.match(bytes.toString('latin1', 0, 128), /NUMPY.*'shape': \(8, 16\)/s);
  const values = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset + bytes.length - 512, bytes.byteOffset + bytes.length),
  );
  values.forEach((value, i) => assert.ok(Math.abs(value - map.drops[i]) < 1e-7));
});

test('explain takes a part of a file, and its times are the file’s', () => {
  const map = explained(tones, '--from', '0.5', '--to', '1.5', '--bands', '4');
  assert.equal(map.rows, 4);
  assert.equal(map.columns, 8);
  assert.ok(Math.abs(map.start_s - 0.5) < 1e-6 && Math.abs(map.end_s - 1.5) < 1e-3);
});

test('explain refuses what it cannot do, in words and with status 2', () => {
  /** @type {[string[], RegExp][]} */
  const wrong = [
    [[], /Name one sound file/],
    [[tones, tones], /Name one sound file/],
    [[tones, '--label', 'hapy'], /no expression "hapy"\. Nearest: happy/],
    [[tones, '--runs', '3'], /20 … 20000/],
    [[tones, '--from', '5'], /nothing between --from and --to: it is 2\.00 s long/],
    [[tones, '--from', 'soon'], /--from cannot be "soon"/],
    [[tones, '--format', 'npy'], /name a file with --out/],
    [[tones, '--format', 'png'], /no format "png"/],
    [[join(folder, 'absent.wav')], /absent\.wav/],
  ];
  for (const [words, sentence] of wrong) {
    const run = explain(...words);
    assert.equal(run.status, 2, words.join(' '));
    assert.match(run.stderr, sentence);
    assert.equal(run.stdout, '');
  }
});

test('without the fifth that matters most a real model is less sure than without any other', (t) => {
  if (!existsSync(speech[0].file)) {
    assert.ok(!process.env.EMOSCOPE_REQUIRE_DATA, `${speech[0].file} is missing`);
    t.skip('no recordings here');
    return;
  }
  for (const { file, label } of speech) {
    const { check, base_probability: base, drops, runs } = explained(file, '--label', label, '--check');
    t.diagnostic(
      `${label}: ${base.toFixed(2)}, without most ${check.without_most.toFixed(2)}, random ${check.without_random.toFixed(2)}, least ${check.without_least.toFixed(2)}`,
    );
    assert.ok(runs <= 200);
    assert.ok(Math.max(...drops) > 0.01);
    assert.ok(check.without_most < base - 0.1, file);
    assert.ok(check.without_most < check.without_random, file);
    assert.ok(check.without_random < check.without_least, file);
  }
});
