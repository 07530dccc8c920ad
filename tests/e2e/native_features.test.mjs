// emoscope features: every option, every format read back, every refusal.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { after } from 'node:test';

import { wavBytes, writeWav } from './lib/audio.mjs';
import { someClips, withoutRecordings } from './lib/native.mjs';

const program = fileURLToPath(new URL('../../build/native-release/emoscope', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'emoscope-features-'));
after(() => rmSync(folder, { recursive: true }));

function emoscope(words, input = '') {
  return spawnSync(program, words, { encoding: 'utf8', input, maxBuffer: 1 << 28 });
}
function features(...words) {
  const run = emoscope(['features', ...words]);
  assert.equal(run.status, 0, run.stderr);
  assert.equal(run.stderr, '');
  return run.stdout;
}
/** What the refused command said. */
function refused(...words) {
  const run = emoscope(words);
  assert.equal(run.status, 2, words.join(' '));
  assert.equal(run.stdout, '', words.join(' '));
  assert.match(run.stderr, /^emoscope: .*\.\n$/, words.join(' '));
  return run.stderr;
}

const jsonLines = (text) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

function csvTable(text) {
  assert.ok(text.endsWith('\n'));
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}

/** @returns {{shape: number[], values: Float32Array}} */
function readNpy(path) {
  const bytes = readFileSync(path);
  assert.equal(bytes.toString('latin1', 1, 6), 'NUMPY');
  const start = 10 + bytes.readUInt16LE(8);
  assert.equal(start % 64, 0);
  const [, type, dims] = bytes.toString('latin1', 10, start).match(/'descr': '(...)'.*'shape': \(([^)]*)\)/);
  assert.equal(type, '<f4');
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length));
  const shape = dims
    .split(',')
    .filter((n) => n.trim() !== '')
    .map(Number);
  assert.equal(
    values.length,
    shape.reduce((a, b) => a * b, 1),
  );
  return { shape, values };
}

/** A sung vowel with vibrato: pulses through two resonances, a little noise. */
function voice(seconds, rate, f0 = 140) {
  const samples = new Float32Array(Math.round(seconds * rate));
  let phase = 0;
  let seed = 1;
  const states = [700, 1200].map((hz) => ({ hz, y1: 0, y2: 0 }));
  for (let i = 0; i < samples.length; i += 1) {
    phase += (f0 * (1 + 0.05 * Math.sin((2 * Math.PI * 5 * i) / rate))) / rate;
    seed = (seed * 1103515245 + 12345) % 2147483648;
    let x = (phase >= 1 ? 1 : 0) + 0.002 * (seed / 1073741824 - 1);
    if (phase >= 1) phase -= 1;
    for (const s of states) {
      const r = Math.exp((-Math.PI * 90) / rate);
      const y = (1 - r) * x + 2 * r * Math.cos((2 * Math.PI * s.hz) / rate) * s.y1 - r * r * s.y2;
      [s.y2, s.y1] = [s.y1, y];
      x = y;
    }
    samples[i] = x;
  }
  const loudest = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return samples.map((x) => (0.5 * x) / loudest);
}

function file(name, samples, rate = 16000) {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeWav(path, samples, rate);
  return path;
}

const short = file('short.wav', voice(0.7, 16000));
const long = file('long.wav', voice(1.9, 22050, 200), 22050);
const other = file('other.wav', voice(0.7, 16000, 180));
const list = JSON.parse(features('--list', '--format', 'json'));
const featureNames = list.features.map(({ name }) => name);
const recipeNames = list.recipes.map(({ name }) => name);

test('the recipes of the design are there', () => {
  for (const name of ['mlp180', 'mfcc40_mean', 'logmel40x174', 'logmel64']) assert.ok(recipeNames.includes(name), name);
});

test('JSON is one line a file in the order of the arguments, whatever the threads', () => {
  const lines = jsonLines(features(long, short, long, '--recipe', 'logmel64', '--threads', '3'));
  assert.deepEqual(
    lines.map((line) => line.file),
    [long, short, long],
  );
  assert.deepEqual(lines[0], lines[2]);
  for (const line of lines) {
    assert.deepEqual(Object.keys(line), ['file', 'recipe', 'version', 'shape', 'values']);
    assert.equal(line.values.length, line.shape[0] * line.shape[1]);
  }
  assert.deepEqual(lines[1].shape, [71, 64]);
});

test('JSON of a feature tells its parameters, unit and time', () => {
  const [line] = jsonLines(features(short, '--feature', 'rms', '--set', 'hop_length=160'));
  assert.equal(line.feature, 'rms');
  assert.equal(line.parameters.hop_length, 160);
  assert.equal(line.parameters.preemphasis, 0);
  assert.ok(Math.abs(line.frame_s - 0.01) < 1e-12);
  assert.equal(line.shape.at(-1), 71);
});

test('every recipe is the same numbers as JSON, CSV and NumPy', () => {
  for (const recipe of recipeNames) {
    const args = [short, other, '--recipe', recipe];
    const json = jsonLines(features(...args));
    const table = csvTable(features(...args, '--format', 'csv'));
    const npy = join(folder, `${recipe}.npy`);
    features(...args, '--out', npy);
    const { shape, values } = readNpy(npy);
    assert.deepEqual(shape, [2, ...json[0].shape], recipe);
    const expected = Float32Array.from(json.flatMap((line) => line.values));
    assert.deepEqual(values, expected, recipe);
    const vector = json[0].shape.length === 1;
    const label = vector ? 1 : 2;
    assert.deepEqual(table[0].slice(0, label), vector ? ['file'] : ['file', 'time_s'], recipe);
    assert.equal(new Set(table[0]).size, table[0].length, `${recipe}: no column's name occurs twice`);
    if (vector) {
      assert.equal(table.length, 3);
      const told = table.slice(1).flatMap((row) => row.slice(1).map(Number));
      assert.deepEqual(Float32Array.from(told), expected, recipe);
    } else {
      const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
      const told = table.slice(1).flatMap((row) => row.slice(2).map(Number));
      assert.equal(told.length, expected.length, recipe);
      assert.ok(Math.abs(sum(told) - sum(json.flatMap((line) => line.values))) < 1e-6 * told.length, recipe);
    }
    assert.equal(readFileSync(npy.replace('.npy', '.files.txt'), 'utf8'), `${short}\n${other}\n`);
  }
});

test('columns and rows of a series fit: a line a frame, a column a row of the feature', () => {
  const args = [short, other, '--feature', 'mfcc', '--set', 'n_mfcc=5'];
  const json = jsonLines(features(...args));
  const [header, ...rows] = csvTable(features(...args, '--format', 'csv'));
  assert.deepEqual(header, ['file', 'time_s', 'mfcc_0', 'mfcc_1', 'mfcc_2', 'mfcc_3', 'mfcc_4']);
  const frames = json[0].shape[1];
  assert.deepEqual(json[0].shape, [5, frames]);
  assert.equal(rows.length, 2 * frames);
  rows.forEach((row, i) => {
    const line = json[Math.floor(i / frames)];
    const t = i % frames;
    assert.equal(row[0], line.file);
    assert.ok(Math.abs(Number(row[1]) - (line.first_frame_s + t * line.frame_s)) < 1e-6);
    for (let r = 0; r < 5; r += 1) assert.equal(Number(row[2 + r]), line.values[r * frames + t]);
  });
});

test('the time axis of logmel64 as a table runs along the frames', () => {
  const [header, ...rows] = csvTable(features(short, '--recipe', 'logmel64', '--format', 'csv'));
  assert.equal(header.length, 2 + 64);
  assert.equal(rows.length, 71);
  assert.deepEqual([rows[0][1], rows[70][1]], ['0.000000', '0.700000']);
  const [line] = jsonLines(features(short, '--recipe', 'logmel64'));
  rows.forEach((row, t) => assert.equal(Number(row[2 + 7]), line.values[64 * t + 7]));
});

test('a file name with a comma, a quote and an umlaut survives CSV', () => {
  const odd = file('Grüße, "laut".wav', voice(0.3, 16000));
  const rows = features(odd, '--feature', 'rms', '--format', 'csv').trimEnd().split('\n');
  assert.ok(rows[1].startsWith(`"${odd.replaceAll('"', '""')}",0.000000,`));
});

test('one file and --feature make an array of the shape of the feature', () => {
  const npy = join(folder, 'one.npy');
  features(short, '--feature', 'mfcc', '--out', npy);
  const [line] = jsonLines(features(short, '--feature', 'mfcc'));
  const { shape, values } = readNpy(npy);
  assert.deepEqual(shape, line.shape);
  assert.deepEqual(values, Float32Array.from(line.values));
  assert.ok(!existsSync(join(folder, 'one.files.txt')));
});

test('series of unlike lengths make no one array, but a file each in a folder', () => {
  const npy = join(folder, 'unlike.npy');
  assert.match(
    refused('features', short, long, '--recipe', 'logmel64', '--out', npy),
    /long\.wav gives 191 × 64 numbers, .*short\.wav gave 71 × 64.*folder/,
  );
  assert.ok(!existsSync(npy));
  const out = join(folder, 'unlike');
  features(short, long, '--recipe', 'logmel64', '--out', out);
  assert.deepEqual(readNpy(join(out, 'short.npy')).shape, [71, 64]);
  assert.deepEqual(readNpy(join(out, 'long.npy')).shape, [191, 64]);
});

test('in a folder, files of like names are kept apart', () => {
  const samples = voice(0.3, 16000);
  const sources = ['in/a/x.wav', 'in/b/x.wav', 'in/b/y.wav', 'in/b/y.WAV'].map((name) => file(name, samples));
  const out = join(folder, 'apart/');
  features(...sources, '--feature', 'rms', '--format', 'csv', '--out', out);
  const made = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  assert.deepEqual(made.map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(out.length)).sort(), [
    'a/x.csv',
    'b/x.csv',
    'b/y.WAV.csv',
    'b/y.wav.csv',
  ]);
  assert.ok(readFileSync(join(out, 'b/x.csv'), 'utf8').includes(sources[1]));
});

test('--out FILE takes its format from its ending and holds what stdout would', () => {
  for (const [ending, format] of [
    ['json', 'json'],
    ['jsonl', 'json'],
    ['csv', 'csv'],
  ]) {
    const out = join(folder, `told.${ending}`);
    assert.equal(features(short, long, '--feature', 'rms', '--out', out), '');
    assert.equal(readFileSync(out, 'utf8'), features(short, long, '--feature', 'rms', '--format', format));
  }
});

test('bytes do not depend on the number of threads', () => {
  const samples = voice(1, 16000);
  const sources = Array.from({ length: 40 }, (_, i) => {
    return file(`many/${i}.wav`, samples.slice(0, 1600 + ((i * 7919) % 14000)));
  });
  for (const words of [
    ['--recipe', 'logmel64'],
    ['--recipe', 'mlp180', '--format', 'csv'],
    ['--feature', 'mfcc', '--format', 'csv'],
  ]) {
    const one = features(...sources, ...words, '--threads', '1');
    for (const threads of [2, 4, 64]) assert.equal(features(...sources, ...words, `--threads=${threads}`), one);
  }
});

test('a bad file gets its sentence, the others are done, and the status is 2', () => {
  const text = join(folder, 'letter.wav');
  const empty = join(folder, 'empty.wav');
  writeFileSync(text, 'Dear reader, this is no sound.\n');
  writeFileSync(empty, '');
  const sources = [text, short, empty, join(folder, 'absent.wav'), other];
  const run = emoscope(['features', ...sources, '--recipe', 'mlp180']);
  assert.equal(run.status, 2);
  assert.deepEqual(
    jsonLines(run.stdout).map((line) => line.file),
    [short, other],
  );
  const said = run.stderr.trimEnd().split('\n');
  assert.equal(said.length, 3);
  assert.match(said[0], /^emoscope: .*letter\.wav: This is a text file/);
  assert.match(said[1], /empty\.wav: The file is empty/);
  assert.match(said[2], /absent\.wav: there is no such file/);

  const npy = join(folder, 'good.npy');
  assert.equal(emoscope(['features', ...sources, '--recipe', 'mlp180', '--out', npy]).status, 2);
  assert.deepEqual(readNpy(npy).shape, [2, 180]);
  assert.equal(readFileSync(join(folder, 'good.files.txt'), 'utf8'), `${short}\n${other}\n`);
});

test('names come from lists and folders too', () => {
  const samples = voice(0.2, 16000);
  for (const name of ['tree/b.wav', 'tree/a/z.wav', 'tree/a.WAV', 'tree/.hidden.wav', 'tree/.git/q.wav']) {
    file(name, samples);
  }
  writeFileSync(join(folder, 'tree/notes.txt'), 'not a sound');
  const tree = join(folder, 'tree');
  const inTree = ['a.WAV', 'a/z.wav', 'b.wav'].map((name) => join(tree, name));
  const named = (text) => jsonLines(text).map((line) => line.file);
  assert.deepEqual(named(features(short, tree, other, '--feature', 'rms')), [short, ...inTree, other]);

  const names = join(folder, 'names.txt');
  writeFileSync(names, `${other}\r\n\r\n${tree}\n`);
  assert.deepEqual(named(features('--files-from', names, '--feature', 'rms')), [other, ...inTree]);
  const run = emoscope(['features', short, '--files-from', '-', '--feature', 'rms'], `${other}\n${long}`);
  assert.deepEqual(named(run.stdout), [short, other, long]);

  const bare = join(folder, 'bare');
  mkdirSync(bare);
  const half = emoscope(['features', bare, short, '--feature', 'rms']);
  assert.equal(half.status, 2);
  assert.match(half.stderr, /bare: the folder holds no sound file/);
  assert.deepEqual(named(half.stdout), [short]);
  assert.match(refused('features', '--files-from', join(folder, 'nowhere.txt'), '--feature', 'rms'), /cannot be read/);
});

test('several channels are averaged', () => {
  const left = voice(0.5, 16000).map((x) => Math.round(x * 32768) / 32768);
  const right = voice(0.5, 16000, 190).map((x) => Math.round(x * 32768) / 32768);
  const mixed = new Float32Array(2 * left.length);
  left.forEach((x, i) => mixed.set([x, right[i]], 2 * i));
  const bytes = wavBytes(mixed, 16000);
  bytes.writeUInt16LE(2, 22);
  bytes.writeUInt32LE(4 * 16000, 28);
  bytes.writeUInt16LE(4, 32);
  const stereo = join(folder, 'stereo.wav');
  writeFileSync(stereo, bytes);
  const mean = file(
    'mean.wav',
    left.map((x, i) => (x + right[i]) / 2),
  ); // in 16 bits: within half a step
  const [a, b] = jsonLines(features(stereo, mean, '--feature', 'rms'));
  assert.deepEqual(a.shape, b.shape);
  a.values.forEach((value, i) =>
    assert.ok(Math.abs(value - b.values[i]) < 0.51 / 32768, `${i}: ${value} ${b.values[i]}`),
  );
  assert.ok(Math.max(...a.values) > 0.01);
});

test('every feature and recipe gives numbers at 8 kHz and at 96 kHz', () => {
  const tooPoor = [];
  for (const rate of [8000, 96000]) {
    const path = file(`${rate}.wav`, voice(0.6, rate), rate);
    for (const words of [...recipeNames.map((n) => ['--recipe', n]), ...featureNames.map((n) => ['--feature', n])]) {
      const run = emoscope(['features', path, ...words]);
      if (run.status === 2) {
        assert.match(run.stderr, /above half the sample rate/);
        tooPoor.push(`${words[1]} at ${rate}`);
        continue;
      }
      const [line] = jsonLines(run.stdout);
      assert.equal(
        line.values.length,
        line.shape.reduce((a, b) => a * b),
      );
      assert.ok(line.values.some(Number.isFinite), `${words[1]} at ${rate}`);
    }
  }
  // Its seventh band begins at 6.4 kHz; librosa refuses too.
  assert.deepEqual(tooPoor, ['spectral_contrast at 8000']);
});

test('--list names every feature with every parameter, in lines of at most 120 columns', () => {
  const text = features('--list');
  for (const line of text.split('\n')) assert.ok([...line].length <= 120, line);
  for (const { name, unit, summary, parameters } of list.features) {
    assert.ok(summary.length > 10, `${name} has a summary`);
    const start = text.match(new RegExp(`^${name}(  \\[.*\\])?$`, 'm'));
    assert.ok(start, name);
    if (unit !== '') assert.ok(start[0].includes(unit), name);
    const block = text.slice(start.index).split('\n\n')[0];
    for (const { name: parameter, help, kind, choices } of parameters) {
      assert.ok(help.length > 5, `${name}.${parameter} has help`);
      assert.match(block, new RegExp(`^    ${parameter} `, 'm'));
      if (kind === 'choice') for (const choice of choices) assert.ok(block.includes(choice), `${parameter}: ${choice}`);
    }
  }
  for (const recipe of recipeNames) assert.ok(text.includes(`  ${recipe} `), recipe);
  for (const wanted of ['preemphasis', 'highpass_hz', 'noise_reduction_db']) {
    assert.ok(list.preprocessing.some(({ name }) => name === wanted));
  }
  const alone = features('--list', featureNames[0]);
  assert.ok(alone.startsWith(featureNames[0]));
  assert.ok(!alone.includes(`\n${featureNames[1]}`));
  assert.equal(JSON.parse(features('--list', featureNames[1], '--format=json')).features.length, 1);
});

test('the defaults that --list tells, given with --set, change nothing; values outside the range are refused', () => {
  for (const { name, parameters } of list.features) {
    const all = [...parameters, ...list.preprocessing];
    const word = (value) => (value === null ? 'none' : String(value));
    const defaults = all.flatMap((p) => ['--set', `${p.name}=${word(p.default)}`]);
    assert.equal(features(short, '--feature', name, ...defaults), features(short, '--feature', name), name);
    for (const p of all.filter(({ low }) => low !== undefined)) {
      for (const value of [p.low - 1, p.high + Math.abs(p.high) + 1]) {
        const said = refused('features', short, '--feature', name, '--set', `${p.name}=${value}`);
        assert.ok(said.includes(`${p.name} cannot be`) && said.includes('Valid:'), said);
      }
    }
  }
});

test('--set takes several parameters at once and may be repeated', () => {
  const once = features(short, '--feature', 'mfcc', '--set', 'n_mfcc=7,hop_length=256');
  assert.equal(features(short, '--feature', 'mfcc', '--set', 'n_mfcc=7', '--set=hop_length=256'), once);
  assert.equal(JSON.parse(once).shape[0], 7);
  assert.equal(features(short, '--feature', 'mfcc', '--set', 'n_mfcc=9', '--set', 'n_mfcc=7,hop_length=256'), once);
});

test('unknown names and bad values are answered with the nearest valid ones', () => {
  const feature = (...words) => refused('features', short, ...words);
  assert.match(feature('--recipe', 'logmel46'), /no recipe "logmel46".*Nearest: logmel64/);
  assert.match(feature('--feature', 'mffc'), /no feature "mffc".*Nearest: mfcc/);
  assert.match(feature('--feature', 'mlp180'), /mlp180 is a recipe.*--recipe mlp180/);
  assert.match(feature('--recipe', 'rms'), /rms is a feature.*--feature rms/);
  assert.match(feature('--feature', 'mfcc', '--set', 'n_mfc=3'), /no parameter "n_mfc".*Nearest: n_mfcc/);
  assert.match(feature('--feature', 'mfcc', '--set', 'n_mfcc=many'), /n_mfcc cannot be "many".*whole number/);
  assert.match(feature('--feature', 'mfcc', '--set', 'n_mfcc=2.5'), /n_mfcc cannot be "2.5"/);
  assert.match(feature('--feature', 'mfcc', '--set', 'n_mfcc'), /--set wants name=value.*"n_mfcc"/);
  assert.match(feature('--feature', 'mfcc', '--set', 'window=han'), /window cannot be "han".*Nearest: hann/);
  assert.match(feature('--recipe', 'logmel64', '--format', 'cvs'), /no format "cvs".*Nearest: csv/);
  assert.match(feature('--recipe', 'logmel64', '--thread', '2'), /no option "--thread".*Nearest: --threads/);
  assert.match(feature('--recipe', 'logmel64', '--threads', '0'), /--threads cannot be "0".*1 … /);
  assert.match(feature('--recipe', 'logmel64', '--threads', 'two'), /--threads cannot be "two"/);
  assert.match(feature('--recipe', 'logmel64', '-f', 'csv'), /no option "-f"/);
  assert.match(feature('--recipe'), /--recipe needs a value/);
  assert.match(refused('features', '--list', 'mffc'), /no feature "mffc".*Nearest: mfcc/);
  assert.match(refused('features', '--list', 'mlp180'), /emoscope recipe mlp180/);
  assert.match(refused('recipe', 'logmel46'), /Nearest: logmel64/);
  assert.match(refused('feature', short), /no command "feature".*Nearest: features/);
  assert.match(refused('help', 'recipes'), /Nearest: recipe/);
});

test('contradictions are named', () => {
  const wav = ['features', short];
  assert.match(refused(...wav, '--recipe', 'logmel64', '--feature', 'rms'), /--recipe and --feature contradict/);
  assert.match(refused(...wav, '--recipe', 'logmel64', '--set', 'n_mels=3'), /--recipe and --set contradict/);
  assert.match(refused(...wav), /--recipe NAME .*logmel64.* or --feature NAME/);
  assert.match(refused('features', '--recipe', 'logmel64'), /at least one sound file/);
  assert.match(refused('features', '--list', '--recipe', 'logmel64'), /--list and --recipe contradict/);
  assert.match(refused('features', '--list', '--format', 'csv'), /--format json/);
  assert.match(refused(...wav, '--feature', 'rms', '--feature', 'rms'), /--feature is given twice/);
  assert.match(refused(...wav, '--feature', 'rms', '--list=yes'), /--list takes no value/);
  assert.match(refused(...wav, '--feature', 'rms', '--format', 'npy'), /npy wants --out/);
  const out = (name, ...rest) => refused(...wav, '--feature', 'rms', '--out', join(folder, name), ...rest);
  assert.match(out('x.npy', '--format', 'csv'), /--out .*x\.npy and --format csv contradict/);
  assert.match(out('x.dat', '--format', 'npy'), /ends in \.npy/);
  assert.match(out('x.dat'), /does not say the format/);
  assert.match(out('no/such/x.csv'), /there is no such folder/);
  assert.match(out('short.wav', '--format', 'csv'), /short\.wav is a source and would be overwritten/);
  assert.ok(readFileSync(short).length > 1000);
});

test('an output that cannot be written is said', { skip: !existsSync('/dev/full') }, () => {
  const run = emoscope(['features', short, '--recipe', 'logmel64', '--format', 'json', '--out', '/dev/full']);
  assert.equal(run.status, 2);
  assert.match(run.stderr, /\/dev\/full could not be written/);
});

test('progress is shown only where asked for or to a person, and never on stdout', () => {
  const quiet = emoscope(['features', short, long, '--feature', 'rms']);
  const loud = emoscope(['features', short, long, '--feature', 'rms', '--progress']);
  assert.equal(quiet.stderr, '');
  assert.equal(loud.stdout, quiet.stdout);
  assert.match(loud.stderr, /\[#+\] {2}2 of 2 files {2}[\d.]+\/s {2}in [\d.]+ s\n$/);
});

const OPTIONS = {
  predict: '--model --model-dir --compare --as-live',
  explain: '--model --model-dir --label --from --to --bands --runs --check --format --out',
  evaluate:
    '--data --labels --model --model-dir --protocol --weights --folds --hop --conditions --condition-data ' +
    '--condition-hop --nonspeech --fit --predictions --out --threads --progress',
  catalogue:
    '--data --out --csv --model --model-dir --no-embedding --title --attribution --originals --official-paths ' +
    '--threads --progress',
  features: '--recipe --feature --set --format --out --files-from --threads --progress --list',
  recipe: '',
  augment: '--op --set --seed --out --list',
  'training-features': '--list --out --variants --seed --threads',
};

test('help names every command and every option, with an example', () => {
  const overview = emoscope(['--help']);
  assert.equal(overview.status, 0);
  assert.equal(emoscope(['help']).stdout, overview.stdout);
  assert.match(overview.stdout, /^  emoscope help corpora +\S/m);
  assert.match(emoscope(['help', 'corpora']).stdout, /^  RAVDESS {2,}\S.*\n {20}\S/m);
  const nothing = emoscope([]);
  assert.deepEqual([nothing.status, nothing.stdout], [2, overview.stdout]);
  for (const [command, options] of Object.entries(OPTIONS)) {
    assert.match(overview.stdout, new RegExp(`^  emoscope ${command} +\\S`, 'm'));
    const { status, stdout } = emoscope(['help', command]);
    assert.equal(status, 0, command);
    assert.ok(stdout.startsWith(`emoscope ${command}`), command);
    for (const option of options.split(' ').filter(Boolean)) {
      assert.match(stdout, new RegExp(`^  ${option}\\b.*\\S`, 'm'), command);
    }
    assert.match(stdout, new RegExp(`^  (.* \\| )?emoscope ${command}\\b`, 'm'), `${command} has an example`);
    for (const line of stdout.split('\n')) assert.ok(line.length <= 120, line);
    assert.equal(emoscope([command, '--help']).stdout, stdout);
  }
});

test('words that are named like commands are files like others', () => {
  const named = file('predict', voice(0.3, 16000));
  const words = ['features', '--feature', 'rms', 'predict'];
  const { stdout } = spawnSync(program, words, { encoding: 'utf8', cwd: dirname(named) });
  assert.equal(jsonLines(stdout)[0].file, 'predict');
});

test('recipe alone lists the recipes, with a name it prints that one whole', () => {
  const text = emoscope(['recipe']).stdout;
  for (const name of recipeNames) {
    assert.match(text, new RegExp(`^  ${name} +\\S`, 'm'));
    const whole = JSON.parse(emoscope(['recipe', name]).stdout);
    assert.equal(whole.name, name);
    assert.ok(whole.version >= 1);
    assert.ok(Object.keys(whole).length > 6, name);
  }
  const { n_mels, hop_length, window_frames } = JSON.parse(emoscope(['recipe', 'logmel64']).stdout);
  assert.deepEqual({ n_mels, hop_length, window_frames }, { n_mels: 64, hop_length: 160, window_frames: 300 });
});

test('what the command writes is what librosa wrote', () => {
  const golden = fileURLToPath(new URL('../golden/', import.meta.url));
  for (const [name, set] of [
    ['mel_power', 'n_mels=128'],
    ['mel_db', 'db=true,ref=max'],
  ]) {
    const npy = join(folder, 'golden.npy');
    features(join(golden, 'tones.wav'), '--feature', 'melspectrogram', '--set', set, '--out', npy);
    const ours = readNpy(npy);
    const theirs = readNpy(join(golden, `tones.${name}.npy`));
    assert.deepEqual(ours.shape, theirs.shape);
    const largest = theirs.values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    ours.values.forEach((x, i) => assert.ok(Math.abs(x - theirs.values[i]) <= 1e-4 * largest, `${name} ${i}`));
  }
});

test(
  'real clips: threads change no byte, and the array holds the numbers of the lines',
  { skip: withoutRecordings() },
  () => {
    const clips = someClips(6);
    const one = features(...clips, '--recipe', 'mlp180', '--threads', '1');
    assert.equal(features(...clips, '--recipe', 'mlp180', '--threads', '4'), one);
    const npy = join(folder, 'real.npy');
    features(...clips, '--recipe', 'mlp180', '--out', npy);
    const { shape, values } = readNpy(npy);
    assert.deepEqual(shape, [6, 180]);
    assert.deepEqual(values, Float32Array.from(jsonLines(one).flatMap((line) => line.values)));
    assert.ok(values.every(Number.isFinite));
  },
);
