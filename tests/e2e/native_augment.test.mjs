// emoscope augment, as a person in a terminal meets it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'node:test';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'build/native-release/emoscope');
const tones = join(root, 'tests/golden/tones.wav'); // 2 s at 22050 Hz
const folder = mkdtempSync(join(tmpdir(), 'emoscope-augment-'));

/** @param {string[]} words */
function augment(...words) {
  return spawnSync(program, ['augment', ...words], { encoding: 'utf8', maxBuffer: 1 << 26 });
}

/**
 * Mono float WAV as the program writes it.
 * @param {string} name
 */
function wav(name) {
  const bytes = readFileSync(join(folder, name));
  assert.equal(bytes.toString('latin1', 0, 4), 'RIFF');
  assert.equal(bytes.readUInt32LE(4), bytes.length - 8);
  assert.equal(bytes.toString('latin1', 8, 16), 'WAVEfmt ');
  assert.equal(bytes.readUInt16LE(20), 3, 'not IEEE float');
  assert.equal(bytes.readUInt16LE(22), 1, 'not mono');
  assert.equal(bytes.toString('latin1', 50, 54), 'data');
  assert.equal(bytes.readUInt32LE(54), bytes.length - 58);
  return { rate: bytes.readUInt32LE(24), samples: new Float32Array(bytes.buffer.slice(bytes.byteOffset + 58)) };
}

/**
 * @param {string} name
 * @param {string[]} words
 */
function made(name, ...words) {
  const run = augment(tones, ...words, '--out', join(folder, name));
  assert.equal(run.status, 0, run.stderr);
  assert.equal(run.stdout + run.stderr, '');
  return wav(name);
}

/** @param {Float32Array} samples */
const rms = (samples) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

test('augment --list names every operation with its parameters, defaults and ranges', () => {
  const { status, stdout } = augment('--list');
  assert.equal(status, 0);
  for (const name of ['gain', 'noise', 'room', 'band_limit', 'mu_law', 'time_stretch', 'pitch_shift', 'time_shift'])
    assert.match(stdout, new RegExp(`^${name}: `, 'm'));
  assert.match(stdout, /^ +snr_db=20 +\(-40 … 100 dB\)/m);
  assert.match(stdout, /^ +colour=white +\(white, pink, brown, blue, violet\)/m);
  assert.match(stdout, /^ +hop_length=none /m);
});

test('augment keeps the sample rate and changes what its operation says', () => {
  const plain = made('plain.wav', '--op', 'gain', '--set', 'gain_db=0');
  assert.equal(plain.rate, 22050);
  assert.equal(plain.samples.length, 44100);
  const quiet = made('quiet.wav', '--op', 'gain', '--set', 'gain_db=-20');
  assert.ok(Math.abs(rms(quiet.samples) / rms(plain.samples) - 0.1) < 1e-5);
  assert.equal(made('fast.wav', '--op', 'time_stretch', '--set', 'rate=2,n_fft=1024').samples.length, 22050);
  const inverted = made('inverted.wav', '--op=polarity');
  assert.ok(inverted.samples.every((x, i) => x === -plain.samples[i]));
});

test('operations follow one another, each with the settings behind it', () => {
  const both = made('both.wav', '--op', 'fit_length', '--set', 'length_s=1', '--op', 'speed', '--set', 'factor=2');
  assert.equal(both.samples.length, 11025);
  const other = made('other.wav', '--op', 'speed', '--set', 'factor=2', '--op', 'fit_length', '--set', 'length_s=1');
  assert.equal(other.samples.length, 22050);
});

test('the same seed writes the same file, another seed another', () => {
  const noisy = (/** @type {string} */ name, /** @type {string} */ seed) =>
    made(name, '--op', 'noise', '--set', 'snr_db=10', '--seed', seed).samples;
  const first = noisy('a.wav', '18446744073709551615');
  assert.deepEqual(noisy('b.wav', '18446744073709551615'), first);
  assert.notDeepEqual(noisy('c.wav', '2'), first);
});

test('the program reads back what augment wrote', () => {
  made('read.wav', '--op', 'room');
  const run = spawnSync(program, ['features', join(folder, 'read.wav'), '--recipe', 'logmel64'], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(JSON.parse(run.stdout).shape, [201, 64]);
});

test('augment answers mistakes with a sentence, the nearest names and status 2', () => {
  const out = join(folder, 'x.wav');
  /** @type {[string[], RegExp][]} */
  const mistakes = [
    [[tones, '--op', 'nois', '--out', out], /no operation "nois". Nearest: noise/],
    [[tones, '--op', 'noise', '--set', 'snr=3', '--out', out], /no parameter "snr".*Nearest: snr_db/],
    [[tones, '--op', 'noise', '--set', 'snr_db=300', '--out', out], /snr_db cannot be "300"/],
    [[tones, '--op', 'noise', '--set', 'snr_db', '--out', out], /name=value/],
    [[tones, '--set', 'snr_db=3', '--op', 'noise', '--out', out], /before any --op/],
    [[tones, '--op', 'band_limit', '--set', 'high_hz=12000', '--out', out], /half the sample rate/],
    [[tones, '--op', 'noise', '--seed', '-1', '--out', out], /--seed cannot be "-1"/],
    [[tones, '--op', 'noise'], /--out OUT\.wav/],
    [[tones, '--out', out], /--op NAME/],
    [[join(folder, 'none.wav'), '--op', 'noise', '--out', out], /no such file/],
    [[tones, '--op', 'noise', '--out', join(folder, 'absent', 'x.wav')], /could not be written/],
  ];
  for (const [words, sentence] of mistakes) {
    const run = augment(...words);
    assert.equal(run.status, 2, words.join(' '));
    assert.match(run.stderr, sentence);
  }
});
