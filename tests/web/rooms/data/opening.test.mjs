import { file, folder } from '../../support/dataset_places.mjs';
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Jobs } from '../../../../web/workers/jobs.js';
import { Opening } from '../../../../web/rooms/data/opening.js';
import { CatalogueStore } from '../../../../web/storage/catalogue_store.js';
import { listSource } from '../../../../web/sources/listing.js';
import { filesSource, zipSource } from '../../../../web/sources/open.js';
import { Store } from '../../../../web/shell/store.js';

afterEach(() => new CatalogueStore({ storage: null }).removeAll());

/** A controller whose data service recognises everything. */
function setUp({ rows = (listing) => listing.entries.length, attached = 0 } = {}) {
  const told = { notices: [], duplicates: [], opened: [], known: 0, bytes: [] };
  const store = new Store();
  const jobs = new Jobs(store);
  const controller = {
    store,
    last: null,
    notify: (message, kind = 'info') => told.notices.push([kind, message]),
    cancel: () => jobs.cancel(),
    runJob: (words, work) => jobs.run(words, work),
    refresh: () => {},
    dataService: async () => ({ setDuplicates: async (groups) => told.duplicates.push(groups.map((g) => [...g])) }),
    entryOf: (row) => controller.last?.listing.entries[row] ?? null,
    openBuiltIn: async () => (told.known += 1),
    openBytes: async (bytes) => told.bytes.push(bytes.byteLength),
    openSource: async (source) => {
      const listing = await jobs.run({ verb: 'Finding', noun: 'files' }, ({ signal, onProgress }) =>
        listSource(source, { signal, onProgress }),
      );
      if (listing.entries.length === 0) throw new Error(listing.problem || 'nothing was found');
      told.opened.push(listing.entries.map(({ path }) => path));
      controller.last = { listing, rows: rows(listing), attached, skipped: [] };
      return controller.last;
    },
  };
  return { controller, told, opening: new Opening({ controller, notify: controller.notify }) };
}

test('what is opened is said in a sentence, and files that are the same are found afterwards', async () => {
  const { controller, told, opening } = setUp();
  await opening.openSource(filesSource([file('one', 'a.wav'), file('two', 'b.wav'), file('one', 'c.wav')]));
  assert.deepEqual(told.notices, [
    ['info', '3 files: 3 recordings are open.'],
    ['info', '3 files: 2 files have the same content as another one, in 1 group. “What was recognised” says which.'],
  ]);
  assert.deepEqual(told.duplicates, [[[0, 2]]]);
  assert.deepEqual(
    controller.last.duplicates.map((group) => group.map(({ path }) => path)),
    [['a.wav', 'c.wav']],
  );
  assert.equal(controller.store.state.data_busy, false);
});

test('what cannot be opened is said, and what was open before stays', async () => {
  const { controller, told, opening } = setUp();
  await opening.openSource(filesSource([file('one', 'a.wav')]));
  const before = controller.last;
  await opening.openSource(zipSource(new File(['no zip at all'], 'bad.zip')));
  assert.equal(controller.last, before);
  assert.deepEqual(told.notices.at(-1), [
    'error',
    '“bad.zip” is not a zip archive. Open a .zip file, a folder or sound files.',
  ]);
});

test('a dataset from the hub is not loaded to compare its files, and its worker ends with it', async () => {
  const { controller, told, opening } = setUp();
  let closed = 0;
  const hub = { close: () => (closed += 1) };
  const source = (sha256) => ({
    title: 'MahiA/RAVDESS',
    skipped: [],
    tables: [],
    entries: (async function* () {
      for (const path of ['a.wav', 'b.wav']) {
        yield { path, bytes: 1, modified: null, reader: 'engine', open: assert.fail, sha256 };
      }
    })(),
  });
  await opening.openSource(source('1'), { hub });
  assert.deepEqual([told.duplicates, closed], [[[[0, 1]]], 0]);
  const second = { close: () => (closed += 10) };
  await opening.openSource(source(undefined), { hub: second });
  assert.equal(closed, 1, 'of the first');
  assert.equal(controller.last.duplicates, null, 'not known');
  await opening.openEmbedded();
  assert.deepEqual([closed, told.known], [11, 1]);
});

test('a dataset from the hub in which nothing is recognised does not keep its worker', async () => {
  const { opening } = setUp({ rows: () => 0 });
  let closed = 0;
  const entries = (async function* () {
    yield { path: 'x.wav', bytes: 1, modified: null, reader: 'engine', open: assert.fail };
  })();
  await opening.openSource({ title: 'x', skipped: [], tables: [], entries }, { hub: { close: () => (closed += 1) } });
  assert.ok(closed > 0);
});

test('opening something else ends the search for files that are the same', async () => {
  const { controller, told, opening } = setUp();
  let release = () => {};
  const slow = (path) =>
    Object.assign(file('11', path), { arrayBuffer: () => new Promise((resolve) => (release = resolve)) });
  const first = opening.openSource(filesSource([slow('a.wav'), slow('b.wav')]));
  while (!/Comparing/.test(controller.store.state.data_job)) await new Promise((resolve) => setImmediate(resolve));
  await opening.openSource(filesSource([file('x', 'c.wav')]));
  await first;
  release(new ArrayBuffer(0));
  assert.deepEqual(told.opened.at(-1), ['c.wav']);
  assert.deepEqual(
    [told.duplicates.flat(), controller.last.duplicates],
    [[], []],
    'nothing of the first, all of the second',
  );
});

test('a kept dataset is opened again, with its folder if the browser may still read it', async () => {
  for (const [answer, opened, notice] of [
    ['granted', [['a.wav']], /1 recording is open/],
    ['denied', [], /was not allowed to read the folder of “R”/],
  ]) {
    const { told, opening } = setUp();
    const handle = { ...folder('R', { 'a.wav': 'sound' }), requestPermission: async () => answer };
    await opening.keptDatasets.keep({ title: 'R', recordings: 1, bytes: new ArrayBuffer(10) });
    const [set] = await opening.keptDatasets.list();
    await opening.openKept({ ...set, folder: handle });
    assert.deepEqual([told.bytes, told.opened], [[10], opened]);
    assert.match(told.notices.at(-1)[1], notice);
    await opening.keptDatasets.removeAll();
    await opening.openKept(set);
    assert.match(told.notices.at(-1)[1], /“R” is not kept any more/);
  }
});
