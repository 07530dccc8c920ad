// The benchmark's own faults: programs that do not run, results that disagree, tables that are not written. No time is
// asserted. The programs must have been built (the bench stage of scripts/test.sh does).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { correlation, differentPitch, meanAbsolute, relative } from '../../scripts/bench/lib/agreement.mjs';
import { CASES, GOALS } from '../../scripts/bench/lib/cases.mjs';
import { readFloatWav, vowel } from '../../scripts/bench/lib/clip.mjs';
import { startLinePlayer } from '../../scripts/bench/lib/line_player.mjs';
import { compareResults, quartiles } from '../../scripts/bench/lib/measure.mjs';
import { duration, short } from '../../scripts/bench/lib/report.mjs';

const bench = fileURLToPath(new URL('../../scripts/bench/bench.mjs', import.meta.url));
const floats = (...values) => Float32Array.from(values);

function inFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-test-'));
  return Promise.resolve(use(folder)).finally(() => rmSync(folder, { recursive: true }));
}

function runBench(list, environment = {}) {
  return spawnSync(process.execPath, [bench, '--quick', '--without', 'librosa', ...list], {
    encoding: 'utf8',
    timeout: 60000,
    env: { ...process.env, ...environment },
  });
}

test('native and WASM agree in every case, peers in theirs, and the table is written', () =>
  inFolder((folder) => {
    const out = join(folder, 'deep', 'RESULTS.md');
    const without = ['chromium', 'meyda_chromium', 'meyda_node'].flatMap((id) => ['--without', id]);
    const { status, stderr } = runBench([...without, '--out', out], { EMOSCOPE_SHARED: join(folder, 'nothing') });
    assert.equal(status, 0, stderr);
    const text = readFileSync(out, 'utf8');
    for (const { what } of CASES) assert.ok(text.includes(`## ${what}\n`), what);
    for (const { what } of GOALS) assert.ok(text.includes(what), what);
    assert.equal(text.match(/^\| Emoscope, WASM in node.*\(≤ [\d.e-]+\) \|$/gm)?.length, CASES.length + 1, text);
    for (const peer of ['PFFFT', 'kissfft-wasm', 'fft.js'])
      assert.match(text, new RegExp(`^\\| ${peer}.* [\\d.e-]+ \\(≤ 0.00001\\) \\|$`, 'm'));
    assert.match(text, /librosa: left out by --without/);
    assert.match(text, /Clip: a synthetic vowel, 4\.10 s, mono, 48 kHz \(196997 samples\)/);
    assert.doesNotMatch(text, /NaN|undefined|Infinity/);
  }));

test('Meyda runs on the same frames, and its other numbers are told as such', () =>
  inFolder((folder) => {
    const out = join(folder, 'RESULTS.md');
    const without = ['node', 'chromium', 'meyda_chromium'].flatMap((id) => ['--without', id]);
    const { status, stderr } = runBench([...without, '--only', 'mel128', '--out', out], { EMOSCOPE_SHARED: folder });
    assert.equal(status, 0, stderr);
    assert.match(readFileSync(out, 'utf8'), /^\| Meyda in node .* other numbers; correlation: -?[01]\.\d\d \|$/m);
  }));

test('a case that nobody knows is refused with the known ones', () => {
  const { status, stderr } = runBench(['--only', 'mlp18']);
  assert.notEqual(status, 0);
  assert.match(stderr, /--only mlp18: known are mlp180, logmel64/);
});

test('results beyond the limit are faults unless the peer differs by definition', () => {
  const one = { name: 'x', difference: relative, limit: 0.01 };
  const row = (id, values, entrant = {}) => ({
    entrant: { id, ...entrant },
    result: floats(...values),
    difference: NaN,
  });
  const rows = [
    row('librosa', [1, 2]),
    row('native', [1, 2.001]),
    row('node', [1, 2.5]),
    row('meyda_node', [7, 7], { differs: true }),
    row('chromium', [1]),
  ];
  assert.deepEqual(
    compareResults(one, rows).map(({ entrant }) => entrant.id),
    ['node', 'chromium'],
  );
});

test('a player that dies is an error with its last words, not a wait for ever', () =>
  inFolder(async (folder) => {
    const player = await startLinePlayer({
      name: 'mortal',
      folder,
      command: process.execPath,
      arguments: ['-e', 'console.error("out of paper"); process.exit(3)'],
    });
    await assert.rejects(() => player.version(), /mortal ended \(3\): out of paper/);
    const missing = await startLinePlayer({ name: 'missing', folder, command: join(folder, 'none') });
    await assert.rejects(() => missing.version(), /could not be started/);
  }));

test('differences are measured as the table says', () => {
  assert.equal(relative(floats(3, 4), floats(3, 4)), 0);
  assert.equal(relative(floats(3, 9), floats(3, 4)), 1);
  assert.equal(relative(floats(1), floats(1, 2)), Infinity);
  assert.equal(meanAbsolute(floats(1, -1), floats(0, 0)), 1);
  // Unvoiced alike, 5 cents, 20 cents, voiced against unvoiced.
  assert.equal(differentPitch(floats(0, 100.289, 101.162, 100), floats(0, 100, 100, 0)), 0.5);
  assert.ok(Math.abs(correlation([1, 2, 3], [-2, -4, -6]) + 1) < 1e-12);
});

test('quartiles lie between the samples', () => {
  assert.deepEqual(quartiles([4, 1, 3, 2, 5]), { low: 2, median: 3, high: 4 });
  assert.deepEqual(quartiles([1, 2]), { low: 1.25, median: 1.5, high: 1.75 });
});

test('times are written with three digits and a fitting unit', () => {
  assert.deepEqual([2.2e-6, 1.23456e-3, 0.1567, 2].map(duration), ['2.2 µs', '1.23 ms', '157 ms', '2 s']);
  assert.deepEqual([0.14649, 1234.5, 30.04].map(short), ['0.146', '1235', '30']);
});

test('the made vowel is loud enough to have a pitch and the same every time', () => {
  const [one, two] = [vowel(48000, 48000), vowel(48000, 48000)];
  assert.deepEqual(one, two);
  const peak = one.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  assert.ok(peak > 0.05 && peak < 1, `peak ${peak}`);
});

test('a float WAV is read past chunks of odd size, and other kinds are refused', () => {
  const samples = floats(0.25, -0.5);
  const chunk = (name, body) => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  };
  const format = (code) => {
    const body = Buffer.alloc(16);
    body.writeUInt16LE(code, 0);
    body.writeUInt16LE(1, 2);
    body.writeUInt32LE(48000, 4);
    return body;
  };
  const wav = (code) =>
    Buffer.concat([
      chunk('RIFF', Buffer.from('')).subarray(0, 8),
      Buffer.from('WAVE'),
      chunk('fmt ', format(code)),
      chunk('LIST', Buffer.from('odd')),
      chunk('data', Buffer.from(samples.buffer)),
    ]);
  assert.deepEqual(readFloatWav(wav(3)), { rate: 48000, samples });
  assert.throws(() => readFloatWav(wav(1)), /32-bit floats/);
});

test('the librosa player asks for nothing that is not written beside it', () => {
  const players = new URL('../../scripts/bench/players/', import.meta.url);
  const python = readFileSync(new URL('librosa_player.py', players), 'utf8');
  for (const { name, variants } of CASES)
    if (name !== 'logmel64_stream')
      for (const key of [name, ...(variants?.librosa ?? []).map((v) => `${name}:${v}`)])
        assert.ok(python.includes(`"${key}":`), key);
  assert.ok(existsSync(new URL('node_host.mjs', players)));
});
