// The data service's program itself, as it lies in dist/, behind its worker's work: in node, without a browser.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { DataWasm } from '../../web/workers/data_wasm.js';
import { DataServiceCore } from '../../web/workers/data_service_core.js';
import { requestBytes } from '../web/support/data_request.mjs';

const root = new URL('../../', import.meta.url);
const dist = process.env.EMOSCOPE_DIST ? pathToFileURL(`${process.env.EMOSCOPE_DIST}/`) : new URL('dist/', root);
const program = new URL('data.js', dist);
const known = () => new Uint8Array(readFileSync(new URL('web/datasets/ravdess/built_in.bin', root)));

async function startProgram() {
  globalThis.self ??= globalThis; // what a worker has
  globalThis.location ??= { href: program.href };
  const { default: start } = await import(program.href);
  return new DataWasm(await start({ wasmBinary: readFileSync(new URL('data.wasm', program)) }));
}

/** The names of RAVDESS' speech. */
function ravdessPaths() {
  const two = (number) => String(number).padStart(2, '0');
  const paths = [];
  for (let actor = 1; actor <= 24; actor++)
    for (let emotion = 1; emotion <= 8; emotion++)
      for (let intensity = 1; intensity <= (emotion === 1 ? 1 : 2); intensity++)
        for (const [statement, repetition] of [
          [1, 1],
          [1, 2],
          [2, 1],
          [2, 2],
        ]) {
          const name = [3, 1, emotion, intensity, statement, repetition, actor].map(two).join('-');
          paths.push(`Actor_${two(actor)}/${name}.wav`);
        }
  return paths;
}

test('the set that the page knows opens, is answered about, saved and opened again', async () => {
  const wasm = await startProgram();
  const opened = wasm.openBuiltIn(known());
  assert.equal(opened.rows, 1440);
  assert.match(opened.attribution, /CC BY-NC-SA/);
  const happy = requestBytes({ words: [{ field: 1, codes: [2] }] });
  const rows = wasm.rows(happy);
  assert.equal(rows.length, 192);
  assert.ok(wasm.paths(rows).every((path) => /03-01-03-/.test(path)));
  assert.match(wasm.tableCsv(happy), /^path,/);
  assert.match(wasm.chartFile('csv', happy, 'dark'), /happy/);
  assert.match(wasm.chartFile('svg', happy, 'light'), /^<svg|^<\?xml/);
  const again = wasm.openBuiltIn(new Uint8Array(wasm.save()));
  assert.deepEqual(again, opened);
  assert.throws(() => wasm.openBuiltIn(new Uint8Array(40)), { name: 'Error' });
  assert.throws(() => wasm.answer(new Uint8Array(3)), { name: 'Error' });
  assert.equal(wasm.rows(happy).length, 192, 'what was open stays open');
});

test('a person’s own copy takes over what is known of its recordings', async () => {
  const wasm = await startProgram();
  wasm.openBuiltIn(known());
  const report = wasm.openPaths({ title: 'Mine', paths: ravdessPaths(), carry: true });
  assert.equal(report.rows, 1440);
  assert.equal(report.carried, 1440);
  assert.equal(report.main, 'ravdess');
  assert.match(report.attribution, /1440 recordings.*CC BY-NC-SA/);
  const wanted = requestBytes({ chart: 4, map_features: 0 });
  assert.ok(wasm.answer(wanted).byteLength > 1440 * 15, 'the map is there at once');
  wasm.setSound(new Uint8Array(1440).fill(1));
  wasm.setWord('emotion', Uint32Array.of(0), 'boredom');
  assert.match(wasm.chartFile('csv', requestBytes(), 'dark'), /boredom/);
  assert.throws(() => wasm.setWord('mood', Uint32Array.of(0), 'x'), /mood/);
});

test('t-SNE grows in slices behind the worker’s work and ends', async () => {
  const wasm = await startProgram();
  wasm.openBuiltIn(known());
  // A hundred recordings: what is tested is that it goes on and ends, not how long it takes.
  const paths = ravdessPaths().filter((_, i) => i % 14 === 0);
  wasm.openPaths({ title: 'Some', paths, carry: true });
  const shown = [];
  const tasks = [];
  const work = new DataServiceCore({
    wasm,
    show: (view) => shown.push(view),
    later: (task) => tasks.push(task),
    now: () => performance.now(),
  });
  work.answer('ask', [requestBytes({ chart: 4, map_features: 0, map_method: 1 })]);
  while (tasks.length > 0) tasks.shift()();
  const views = shown.map((bytes) => new Uint8Array(bytes));
  assert.ok(views.length >= 2);
  assert.notDeepEqual(views.at(-1), views[0]);
  assert.equal(wasm.step(), false);
});

test('100 000 files are opened and scrolled through', async () => {
  const wasm = await startProgram();
  const paths = Array.from({ length: 100_000 }, (_, i) => `set/${['happy', 'sad', 'angry'][i % 3]}/take_${i}.wav`);
  const report = wasm.openPaths({ title: 'Many', paths });
  assert.equal(report.rows, 100_000);
  assert.equal(report.main, 'folder');
  const rows = wasm.rows(requestBytes({ words: [{ field: 1, codes: [2] }] }));
  assert.equal(rows.length, 33_334);
  assert.equal(wasm.paths(rows).at(-1), 'set/happy/take_99999.wav');
  assert.ok(wasm.answer(requestBytes({ first_row: 90_000, row_count: 50 })).byteLength < 20_000);
});

test('how names can be read, and what a table looks like, are said by the program', async () => {
  const wasm = await startProgram();
  const namings = wasm.namings();
  assert.deepEqual([namings[0].key, namings.at(-1).key], ['ravdess', 'folder']);
  for (const { key, example } of namings.slice(0, -1)) {
    const report = wasm.openPaths({ title: key, paths: [example] });
    assert.deepEqual([report.rows, report.main], [1, key]);
  }
  const table = wasm.lookAtTable({ path: 'a.csv', text: 'file;mood\na.wav;"sad;"\n' });
  assert.deepEqual([table.rows, table.columns, table.preview], [1, ['file', 'mood'], [['a.wav', 'sad;']]]);
  assert.match(wasm.lookAtTable({ path: 'b.csv', text: 'a,"b' }).problem, /never closed/);
  const rows = wasm.lookAtTable({
    path: 'c.jsonl',
    columns: ['file', 'n'],
    rows: [{ file: 'x.wav', n: 1 }, { n: null }],
  });
  assert.deepEqual(
    [rows.columns, rows.preview],
    [
      ['file', 'n'],
      [
        ['x.wav', '1'],
        ['', ''],
      ],
    ],
  );
});
