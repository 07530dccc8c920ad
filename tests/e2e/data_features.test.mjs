// Features of many clips in the real page: the pool's numbers beside the native program's, damaged files, memory; and
// from the Data room's dialogs to the histogram and into files.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { writeZip } from '../../scripts/bench/lib/zip_file.mjs';
import { wavBytes } from './lib/audio.mjs';
import { openPage, until, viewReady } from './lib/browser.mjs';
import { someClips, withoutRecordings } from './lib/native.mjs';
import { assertClean } from './lib/site.mjs';
import { dataIs } from './lib/opening.mjs';
import { visits } from './lib/visits.mjs';

const visit = visits({ microphone: 'none' });
const program = fileURLToPath(new URL('../../build/native-release/emoscope', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'emoscope-data-features-'));
after(() => rmSync(folder, { recursive: true }));

const RECIPES = ['mlp180', 'mfcc40_mean', 'logmel40x174', 'logmel64'];
const EMOTIONS = ['01', '03', '04', '05', '06', '07'];

/** Something like a voice: a falling buzz, different for each seed. */
function voice(seed, seconds, rate) {
  let phase = 0;
  return Float32Array.from({ length: Math.round(seconds * rate) }, (_, i) => {
    phase += (120 + 20 * seed - (30 * i) / (seconds * rate)) / rate;
    const hum = [1, 2, 3, 4, 5].reduce((sum, k) => sum + Math.sin(2 * Math.PI * k * phase) / k, 0);
    return 0.15 * hum * Math.sin((Math.PI * i) / (seconds * rate));
  });
}

/** Real clips where they are beside the checkout, made-up ones else; by the path that they have in the zip. */
function sounds() {
  const real = withoutRecordings()
    ? []
    : someClips(4).map((file) => [`Actor_01/${basename(file)}`, readFileSync(file)]);
  const made = EMOTIONS.map((emotion, i) => {
    const rate = [48000, 44100, 16000][i % 3];
    return [
      `Actor_0${(i % 2) + 1}/03-01-${emotion}-01-02-02-0${(i % 2) + 1}.wav`,
      wavBytes(voice(i, 0.6 + 0.3 * i, rate), rate),
    ];
  });
  return Object.fromEntries([...real, ...made]);
}

/** @param {Record<string, Buffer>} content @param {(bytes: Buffer) => void} [spoil] */
async function zipOf(name, content, spoil = () => {}) {
  const file = join(folder, name);
  await writeZip(file, Object.entries(content));
  const bytes = readFileSync(file);
  spoil(bytes);
  writeFileSync(file, bytes);
  return file;
}

/** The native program's words about the same files. */
function native(content, words) {
  const clips = mkdtempSync(join(folder, 'clips-'));
  for (const [path, bytes] of Object.entries(content)) {
    mkdirSync(dirname(join(clips, path)), { recursive: true });
    writeFileSync(join(clips, path), bytes);
  }
  const text = execFileSync(program, words(clips), { encoding: 'utf8', maxBuffer: 1 << 28 });
  return text.replaceAll(`${clips}/`, '').trim().split(/\r?\n/);
}
const nativeFeatures = (content, recipe) =>
  Object.fromEntries(
    native(content, (clips) => ['features', clips, '--recipe', recipe, '--format', 'json'])
      .map((line) => JSON.parse(line))
      .map(({ file, shape, values }) => [file, { shape, values }]),
  );

/** The page with a file chosen in an input of the test's own. */
async function withFile(file) {
  const opened = await openPage(visit.browser, visit.site.url);
  await opened.page.evaluate(() => {
    document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'of-the-test' }));
  });
  await opened.page.setInputFiles('#of-the-test', file);
  return opened;
}

/** Runs in the page: its own zip source and pool, on the file of the test's input. */
async function analyse({ options, size = 2, times = 1 }) {
  const base = new URL('.', document.baseURI);
  const load = (path) => import(new URL(path, base).href);
  const { zipSource } = await load('sources/open.js');
  const { listSource } = await load('sources/listing.js');
  const { createPool } = await load('workers/pool.js');
  const { startWorker } = await load('workers/start_worker.js');
  const { entries } = await listSource(zipSource(document.querySelector('#of-the-test').files[0]));
  const pool = createPool({ createWorker: () => startWorker(new URL('workers/feature_worker.js', base)), size });
  const items = Array.from({ length: times }, (_, round) =>
    entries.map((entry, i) => ({ ...entry, row: round * entries.length + i, name: entry.path })),
  ).flat();
  const results = {};
  const memory = [];
  let seen = 0;
  const outcome = await pool.analyse(items, {
    ...options,
    onResult: ({ name, measures, hash, recipes }) => {
      seen += 1;
      if (seen === 100 || seen === items.length) memory.push(pool.memory);
      if (times > 1) return;
      const plain = Object.entries(recipes).map(([recipe, { shape, values, text }]) => [
        recipe,
        { shape, values: [...values], text: new TextDecoder().decode(text) },
      ]);
      results[name] = { measures: measures && [...measures], hash, recipes: Object.fromEntries(plain) };
    },
  });
  const names = pool.measures;
  pool.close();
  return { outcome, results, memory, names };
}

/** ‖a − b‖ / ‖b‖ */
function difference(a, b) {
  assert.equal(a.length, b.length);
  const norm = (values) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return norm(a.map((value, i) => value - b[i])) / (norm(b) || 1);
}

test('what the pool computes of a zip’s clips is what the native program computes of the files', async () => {
  const content = sounds();
  const { page, context, seen } = await withFile(await zipOf('clips.zip', content));
  const { outcome, results } = await page.evaluate(analyse, { options: { recipes: RECIPES } });
  assert.deepEqual(outcome, { state: 'finished', count: Object.keys(content).length, failed: [], problem: '' });
  for (const recipe of RECIPES) {
    const wanted = nativeFeatures(content, recipe);
    assert.deepEqual(Object.keys(results).sort(), Object.keys(wanted).sort());
    for (const [file, { shape, values }] of Object.entries(wanted)) {
      const got = results[file].recipes[recipe];
      assert.deepEqual(got.shape, shape, `${recipe} of ${file}`);
      const far = difference(got.values, values);
      assert.ok(far < 1e-5, `${recipe} of ${file} differs by ${far}`);
    }
  }
  await assertClean(page, seen);
  await context.close();
});

test('the measures are the native catalogue’s, by their names', async () => {
  const content = sounds();
  const { page, context } = await withFile(await zipOf('measured.zip', content));
  const { results, names } = await page.evaluate(analyse, { options: { measures: true } });
  const [head, ...lines] = native(content, (clips) => ['catalogue', '--data', clips, '--csv']);
  const columns = head.split(',');
  for (const line of lines) {
    const cells = line.split(',');
    const { measures } = results[cells[columns.indexOf('path')]];
    names.forEach(({ name, unit }, i) => {
      const column = columns.findIndex((title) => title === name || title === `${name} (${unit})`);
      assert.ok(column > 0, `${name} in ${head}`);
      const [got, wanted] = [measures[i], cells[column] === '' ? NaN : Number(cells[column])];
      const same = Object.is(got, wanted) || Math.abs(got - wanted) <= 2e-4 * Math.abs(wanted) + 1e-6;
      assert.ok(same, `${name} of ${line}: ${got}`);
    });
  }
  assert.equal(lines.length, Object.keys(content).length);
  await context.close();
});

test('text that the workers write reads back as the very same numbers', async () => {
  const content = Object.fromEntries(Object.entries(sounds()).slice(-2));
  const { page, context } = await withFile(await zipOf('text.zip', content));
  const { results: numbers } = await page.evaluate(analyse, { options: { recipes: RECIPES } });
  const { results: json } = await page.evaluate(analyse, { options: { recipes: RECIPES, text: 'json' } });
  const { results: csv } = await page.evaluate(analyse, { options: { recipes: RECIPES, text: 'csv' } });
  for (const file of Object.keys(content)) {
    for (const recipe of RECIPES) {
      const { shape, values } = numbers[file].recipes[recipe];
      const line = JSON.parse(json[file].recipes[recipe].text);
      assert.deepEqual([line.file, line.recipe, line.version, line.shape], [file, recipe, 1, shape]);
      assert.deepEqual(line.values.map(Math.fround), values);
      const lines = csv[file].recipes[recipe].text.trim().split('\n');
      const rows = lines.map((text) =>
        text
          .split(',')
          .slice(shape.length === 1 ? 1 : 2)
          .map((x) => Math.fround(x)),
      );
      const framesFirst = recipe !== 'logmel40x174';
      const flat = framesFirst ? rows.flat() : rows[0].flatMap((_, band) => rows.map((row) => row[band]));
      assert.deepEqual(flat, values, `${recipe} of ${file}`);
    }
  }
  await context.close();
});

test('equal sounds have equal hashes, whatever file they lie in, and unlike ones do not', async () => {
  const samples = voice(1, 0.5, 16000);
  const wav = wavBytes(samples, 16000);
  const longer = Buffer.concat([wav, Buffer.from('LIST\x04\x00\x00\x00abcd', 'latin1')]);
  const content = {
    'a.wav': wav,
    'b.wav': longer,
    'c.wav': wavBytes(
      samples.map((x) => 0.9 * x),
      16000,
    ),
  };
  const { page, context } = await withFile(await zipOf('hashes.zip', content));
  const { results } = await page.evaluate(analyse, { options: {} });
  assert.match(results['a.wav'].hash, /^[0-9a-f]{16}$/);
  assert.equal(results['a.wav'].hash, results['b.wav'].hash);
  assert.notEqual(results['a.wav'].hash, results['c.wav'].hash);
  await context.close();
});

test('broken clips are sentences, and the rest goes on', async () => {
  const good = Object.fromEntries(Object.entries(sounds()).slice(-3));
  const content = {
    'broken/cut.wav': wavBytes(voice(1, 0.4, 16000), 16000).subarray(0, 30),
    'broken/text.wav': Buffer.from('Das hört niemand. '.repeat(60)), // letters beyond ASCII: not left out when listed
    ...good,
    'broken/spoiled.wav': wavBytes(voice(2, 0.4, 16000), 16000),
  };
  const file = await zipOf('broken.zip', content, (bytes) => {
    const at = bytes.indexOf('spoiled.wav') + 'spoiled.wav'.length + 500;
    bytes.fill(0x55, at, at + 40);
  });
  const { page, context, seen } = await withFile(file);
  const { outcome } = await page.evaluate(analyse, { options: { recipes: ['mlp180'], measures: true } });
  assert.deepEqual([outcome.state, outcome.count], ['finished', 3]);
  const why = Object.fromEntries(outcome.failed.map((fault) => [fault.path, fault.why]));
  assert.deepEqual(Object.keys(why).sort(), ['broken/cut.wav', 'broken/spoiled.wav', 'broken/text.wav']);
  assert.match(why['broken/cut.wav'], /a WAV file that is damaged/);
  assert.match(why['broken/text.wav'], /a text file/);
  assert.match(why['broken/spoiled.wav'], /damaged in the archive/);
  assert.deepEqual(seen.errors, []);
  await context.close();
});

test('ten thousand clips leave the workers’ memory as a hundred did', async () => {
  const rates = [48000, 44100, 22050, 16000];
  const content = Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [`${i}.wav`, wavBytes(voice(i, 0.05 + 0.01 * i, rates[i % 4]), rates[i % 4])]),
  );
  const { page, context } = await withFile(await zipOf('many.zip', content));
  const options = { measures: true, recipes: ['mlp180', 'mfcc40_mean', 'logmel64'] };
  const { outcome, memory } = await page.evaluate(analyse, { options, times: 500 });
  assert.deepEqual([outcome.state, outcome.count], ['finished', 10000]);
  assert.equal(memory[1], memory[0], `${memory[0]} bytes became ${memory[1]}`);
  await context.close();
});

// From here on through the Data room itself.

const facts = (page) => page.evaluate(() => window.emoscope.data());
/** RAVDESS, as the page knows it, with the sounds of a zip, and nothing left to do. */
async function roomWith(zip, count) {
  const opened = await openPage(visit.browser, `${visit.site.url}#data`, { acceptDownloads: true });
  const { page } = opened;
  await viewReady(page);
  await dataIs(page, (now) => now.rows === 1440);
  await page.getByRole('button', { name: 'Open…' }).click();
  await page.locator('dialog input[type=file][multiple]').setInputFiles(zip);
  // What was opened is said before the files are compared, which is the last job.
  await until(page, () => window.emoscope.snapshot().notice !== '' || document.querySelector('dialog[open]') !== null);
  await dataIs(page, (now, wanted) => now.with_sound === wanted && now.job === null, count);
  await page.evaluate(() => document.querySelector('dialog[open]')?.close());
  return opened;
}

/** Presses one of the room's actions, which may lie in the list of those without room. */
async function press(page, name) {
  const button = page.locator('#mirror').getByRole('button', { name, exact: true });
  const more = page.locator('#mirror').getByLabel('More actions');
  await button.or(more).first().waitFor(); // neither is there while a job runs
  if (await button.count()) await button.click();
  else await more.selectOption({ label: name });
  await page.locator('dialog[open]').waitFor();
}

async function computeAll(page, kinds) {
  await press(page, 'Compute features');
  for (const box of await page.locator('dialog input[name=kind]').all()) await box.setChecked(false);
  for (const kind of kinds)
    await page
      .locator('dialog')
      .getByLabel(new RegExp(`^${kind}:`))
      .check();
  await page.locator('dialog').getByRole('button', { name: 'Compute', exact: true }).click();
}

async function saveFeatures(page, { recipe, format, files = 1 }) {
  await press(page, 'Save…');
  await page.locator('dialog').getByLabel('Recipe').selectOption(recipe);
  await page.locator('dialog').getByLabel('Format').selectOption(format);
  const saved = [];
  const all = new Promise((resolve) => {
    page.on('download', function hear(download) {
      saved.push(download);
      if (saved.length < files) return;
      page.off('download', hear);
      resolve();
    });
  });
  await page.locator('dialog').getByRole('button', { name: 'Compute and save' }).click();
  await all;
  return Promise.all(
    saved.map(async (download) => ({
      name: download.suggestedFilename(),
      bytes: readFileSync(await download.path()),
    })),
  );
}

function readNpy(bytes) {
  assert.equal(bytes.toString('latin1', 1, 6), 'NUMPY');
  const start = 10 + bytes.readUInt16LE(8);
  const [, words] = bytes.toString('latin1', 10, start).match(/'shape': \(([^)]*)\)/);
  const shape = words
    .split(',')
    .filter((n) => n.trim())
    .map(Number);
  return { shape, values: new Float32Array(Uint8Array.from(bytes.subarray(start)).buffer) };
}

test('from a zip to the histogram and into files: the columns are there, and the numbers are the native program’s', async () => {
  const content = sounds();
  const count = Object.keys(content).length;
  const { page, context, seen } = await roomWith(await zipOf('speech.zip', content), count);
  await computeAll(page, ['Measures', 'mlp180', 'logmel64']);
  await dataIs(
    page,
    (now, wanted) =>
      now.job === null &&
      ['logmel64_0', 'logmel64_63'].every((name) =>
        now.columns.some((column) => column.name === name && column.known === wanted),
      ),
    count,
  );

  await page.locator('#mirror').getByRole('button', { name: 'Histogram' }).first().click();
  await dataIs(page, (now) => now.chart === 'histogram');
  await page.locator('#mirror').getByLabel('Number', { exact: true }).selectOption({ label: 'Logmel64_0' });
  const first = Object.values(nativeFeatures(content, 'logmel64')).map(
    ({ shape, values }) => values.filter((_, i) => i % 64 === 0).reduce((sum, value) => sum + value, 0) / shape[0],
  );
  // The request is ahead of its answer: these numbers' bins, and no other column's.
  await dataIs(
    page,
    (now) =>
      now.counts.reduce((sum, n) => sum + n, 0) === count &&
      Math.min(...first) >= now.bin_start - 1e-3 &&
      Math.max(...first) <= now.bin_start + now.bins * now.bin_width + 1e-3,
  );
  const { bin_start, bin_width, bins } = await facts(page);
  const inBins = Array.from(
    { length: bins },
    (_, bin) => first.filter((value) => Math.min(bins - 1, Math.floor((value - bin_start) / bin_width)) === bin).length,
  );
  const { counts } = await facts(page);
  const drawn = inBins.map((_, bin) => counts.reduce((sum, n, i) => sum + (i % bins === bin ? n : 0), 0));
  assert.deepEqual(drawn, inBins, 'the histogram of the native program’s numbers');

  const mlp180 = nativeFeatures(content, 'mlp180');
  const [array, list] = (await saveFeatures(page, { recipe: 'mlp180', format: 'npy', files: 2 })).sort((a, b) =>
    a.name.endsWith('.npy') ? -1 : b.name.endsWith('.npy') ? 1 : 0,
  );
  assert.match(array.name, /mlp180.*\.npy$/);
  assert.match(list.name, /\.files\.txt$/);
  const files = list.bytes.toString().trim().split('\n');
  const { shape, values } = readNpy(array.bytes);
  assert.deepEqual(shape, [count, 180]);
  files.forEach((file, i) => {
    const far = difference([...values.subarray(180 * i, 180 * (i + 1))], mlp180[file].values);
    assert.ok(far < 1e-5, `${file} differs by ${far}`);
  });

  const [table] = await saveFeatures(page, { recipe: 'logmel64', format: 'csv' });
  const lines = native(content, (clips) => ['features', clips, '--recipe', 'logmel64', '--format', 'csv']);
  const saved = table.bytes.toString().trim().split('\n');
  assert.equal(saved[0], lines[0]);
  assert.equal(saved.length, lines.length);
  const keyed = (rows) =>
    new Map(rows.slice(1).map((row) => [row.split(',', 2).join(), row.split(',').slice(2).map(Number)]));
  const wanted = keyed(lines);
  for (const [key, row] of keyed(saved)) {
    assert.ok(difference(row, wanted.get(key)) < 1e-5, key);
  }
  await assertClean(page, seen);
  await context.close();
});

test('a broken clip is reported in the room, and the others have their numbers', async () => {
  const content = { ...Object.fromEntries(Object.entries(sounds()).slice(-4)) };
  content['Actor_01/03-01-08-01-01-01-01.wav'] = Buffer.from('Das hört niemand. '.repeat(60));
  const { page, context } = await roomWith(await zipOf('one_broken.zip', content), 5);
  await computeAll(page, ['logmel64']);
  await until(page, () => /1 could not be: “03-01-08-01-01-01-01\.wav”: /.test(window.emoscope.snapshot().notice), {
    timeout: 60000,
  });
  assert.match(await page.evaluate(() => window.emoscope.snapshot().notice), /4 clips computed/);
  await dataIs(page, (now) => now.columns.some(({ name, known: rows }) => name === 'logmel64_1' && rows === 4));
  await context.close();
});

test('a cancelled job keeps what it did, and another one can be begun', async () => {
  const clips = [1, 2, 3, 4].map((seed) => wavBytes(voice(seed, 0.3 + 0.1 * seed, 48000), 48000));
  const content = {};
  for (let actor = 1; actor <= 24; actor += 1) {
    for (const emotion of ['01', '02', '03', '04', '05', '06', '07', '08']) {
      for (const statement of ['01', '02']) {
        const who = String(actor).padStart(2, '0');
        content[`Actor_${who}/03-01-${emotion}-01-${statement}-01-${who}.wav`] = clips[(actor + Number(emotion)) % 4];
      }
    }
  }
  const count = Object.keys(content).length;
  const { page, context } = await roomWith(await zipOf('long.zip', content), count);
  await computeAll(page, ['Measures', 'logmel64']);
  await dataIs(page, (now) => /^Computing [1-9]\d* of \d+ clips/.test(now.job?.words ?? ''));
  await page.getByRole('button', { name: 'Cancel: what is done stays' }).click();
  await until(page, () => /^Cancelled: \d+ clips? of 384 computed\./.test(window.emoscope.snapshot().notice), {
    timeout: 60000,
  });
  const notice = await page.evaluate(() => window.emoscope.snapshot().notice);
  const done = Number(notice.match(/\d+/)[0]);
  assert.ok(done > 0 && done < count, notice);
  await dataIs(
    page,
    (now, rows) => now.columns.some((column) => column.name === 'logmel64_1' && column.known === rows),
    done,
  );
  await computeAll(page, ['logmel64']);
  await dataIs(
    page,
    (now, rows) => now.columns.some(({ name, known: k }) => name === 'logmel64_1' && k === rows),
    count,
  );
  await context.close();
});
