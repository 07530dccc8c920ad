import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { CatalogueStore } from '../../../web/storage/catalogue_store.js';

const rows = (count, word = 'calm') => Array.from({ length: count }, (_, i) => ({ path: `${i}.wav`, emotion: word }));
const allowed = async (storage = null) => {
  const store = new CatalogueStore({ storage });
  assert.deepEqual(await store.allow(), { kept: true, why: '' });
  return store;
};
const restore = [];
const { put } = IDBObjectStore.prototype;
/** Lets `put` fail from its nth call on. */
function full(after, error = new DOMException('no room', 'QuotaExceededError')) {
  let calls = 0;
  IDBObjectStore.prototype.put = function (...arguments_) {
    if (++calls > after) throw error;
    return put.apply(this, arguments_);
  };
}

afterEach(async () => {
  IDBObjectStore.prototype.put = put;
  restore.splice(0).forEach((undo) => undo());
  await new CatalogueStore({ storage: null }).removeAll();
});

test('nothing is kept, and no database made, before the person allows it', async () => {
  const store = new CatalogueStore({ storage: null });
  assert.equal(await store.isAllowed(), false);
  const { kept, why } = await store.save({ id: 'r', title: 'R', rows: rows(3) });
  assert.equal(kept, false);
  assert.match(why, /until you allow it/);
  assert.deepEqual([await store.list(), await store.load('r'), await store.features('r', 'mlp180')], [[], null, []]);
  assert.equal(
    (await store.keepFeatures('r', 'mlp180', { keys: [], width: 1, values: new ArrayBuffer(0) })).kept,
    false,
  );
  assert.deepEqual(await indexedDB.databases(), []);
});

test('a catalogue comes back on the next visit as it was kept', async () => {
  const first = await allowed();
  const notes = { mapping: { emotion: 'classname' } };
  assert.deepEqual(await first.save({ id: 'r', title: 'RAVDESS', rows: rows(2500), notes }), { kept: true, why: '' });
  const second = new CatalogueStore({ storage: null });
  assert.equal(await second.isAllowed(), true);
  const { head, rows: found } = await second.load('r');
  assert.deepEqual(found, rows(2500));
  assert.deepEqual([head.title, head.rows, head.pieces, head.notes], ['RAVDESS', 2500, 3, notes]);
  assert.deepEqual(
    (await second.list()).map(({ id }) => id),
    ['r'],
  );
  const exact = JSON.stringify(rows(2500)).length;
  assert.ok(Math.abs((await second.bytes()) - exact) < 10, `${await second.bytes()} of ${exact}`);
});

test('a question of the browser’s that nobody answers, or a no, holds nothing up', async () => {
  for (const persist of [() => new Promise(() => {}), () => Promise.reject(new Error('no'))]) {
    const store = await allowed({ persist });
    assert.deepEqual(await store.save({ id: 'r', title: 'R', rows: rows(3) }), { kept: true, why: '' });
  }
});

test('keeping it again replaces it', async () => {
  const store = await allowed();
  await store.save({ id: 'r', title: 'old', rows: rows(2500) });
  await store.save({ id: 'r', title: 'new', rows: rows(10, 'sad') });
  const { head, rows: found } = await store.load('r');
  assert.deepEqual([head.title, found], ['new', rows(10, 'sad')]);
  assert.ok((await store.bytes()) < 1000);
});

test('features are kept piece by piece', async () => {
  const store = await allowed();
  await store.save({ id: 'r', title: 'R', rows: rows(4) });
  const piece = (from) => ({
    keys: [`${from}.wav`, `${from + 1}.wav`],
    width: 3,
    values: Float32Array.of(from, 1, 2, 3, 4, 5).buffer,
  });
  for (const from of [0, 2]) assert.equal((await store.keepFeatures('r', 'mlp180', piece(from))).kept, true);
  await store.keepFeatures('r', 'logmel64', piece(7));
  const found = await store.features('r', 'mlp180');
  assert.deepEqual(
    found.map(({ keys }) => keys[0]),
    ['0.wav', '2.wav'],
  );
  assert.equal(new Float32Array(found[1].values)[0], 2);
  const [head] = await store.list();
  assert.deepEqual(head.features.mlp180, { pieces: 2, rows: 4, bytes: 2 * (24 + 10) });
  await store.save({ id: 'r', title: 'R', rows: rows(5) });
  assert.equal((await store.features('r', 'mlp180')).length, 2, 'they belong to the sounds, not to the rows’ order');
  assert.equal((await store.list())[0].bytes, JSON.stringify(rows(5)).length + 3 * 34);
});

test('features of a catalogue that is not kept are not kept either', async () => {
  const store = await allowed();
  const { kept, why } = await store.keepFeatures('x', 'mlp180', { keys: ['a'], width: 1, values: new ArrayBuffer(4) });
  assert.equal(kept, false);
  assert.match(why, /its catalogue is not kept/);
  assert.deepEqual(await store.features('x', 'mlp180'), []);
});

test('a full storage is a sentence with numbers, and the earlier catalogue stays', async () => {
  const store = await allowed({ estimate: async () => ({ usage: 99e6, quota: 100e6 }) });
  await store.save({ id: 'r', title: 'old', rows: rows(1500) });
  full(1);
  const { kept, why } = await store.save({ id: 'r', title: 'new', rows: rows(5000) });
  assert.equal(kept, false);
  assert.match(why, /^The browser’s storage is full: .* MB were to be kept and 1\.0 MB are free\. The page goes on/);
  const { head, rows: found } = await store.load('r');
  assert.deepEqual([head.title, found.length], ['old', 1500]);
  IDBObjectStore.prototype.put = put;
  assert.equal((await store.save({ id: 'r', title: 'newer', rows: rows(3) })).kept, true);
  assert.equal((await store.load('r')).rows.length, 3, 'what the broken save had written is gone');
});

test('a storage that is full only when the transaction ends is noticed as well', async () => {
  const store = await allowed();
  const { transaction } = IDBDatabase.prototype;
  restore.push(() => (IDBDatabase.prototype.transaction = transaction));
  IDBDatabase.prototype.transaction = function (stores, mode) {
    const made = transaction.call(this, stores, mode);
    if (mode !== 'readwrite') return made;
    Object.defineProperty(made, 'error', { value: new DOMException('no room', 'QuotaExceededError') });
    queueMicrotask(() => made.abort());
    return made;
  };
  const { kept, why } = await store.save({ id: 'r', title: 'R', rows: rows(10) });
  assert.equal(kept, false);
  assert.match(why, /storage is full/);
});

test('features that do not fit any more leave those that did', async () => {
  const store = await allowed();
  await store.save({ id: 'r', title: 'R', rows: rows(2) });
  const piece = { keys: ['0.wav'], width: 2, values: new ArrayBuffer(8) };
  await store.keepFeatures('r', 'mlp180', piece);
  full(0);
  const { kept, why } = await store.keepFeatures('r', 'mlp180', piece);
  assert.deepEqual([kept, /is full/.test(why)], [false, true]);
  IDBObjectStore.prototype.put = put;
  assert.equal((await store.features('r', 'mlp180')).length, 1);
  assert.equal((await store.list())[0].features.mlp180.pieces, 1);
});

test('a cancelled save leaves the earlier catalogue and no reason', async () => {
  const store = await allowed();
  await store.save({ id: 'r', title: 'old', rows: rows(3) });
  const stop = new AbortController();
  const told = [];
  const answer = await store.save(
    { id: 'r', title: 'new', rows: rows(50_000) },
    {
      signal: stop.signal,
      onProgress: (progress) => {
        told.push(progress);
        stop.abort();
      },
    },
  );
  assert.deepEqual(answer, { kept: false, why: '' });
  assert.deepEqual([told[0].done, told[0].total], [1000, 50_000]);
  assert.equal((await store.load('r')).head.title, 'old');
});

test('rows that cannot be kept are refused whole', async () => {
  const store = await allowed();
  const { kept, why } = await store.save({ id: 'r', title: 'R', rows: [...rows(1500), { open: () => {} }] });
  assert.equal(kept, false);
  assert.match(why, /did not keep the dataset/);
  assert.equal(await store.load('r'), null);
});

test('a browser that keeps nothing at all is said so', async () => {
  const factory = {
    open: () => {
      throw new DOMException('not here', 'SecurityError');
    },
    deleteDatabase: indexedDB.deleteDatabase,
  };
  const store = new CatalogueStore({ factory, storage: null });
  assert.equal(await store.isAllowed(), false);
  const { kept, why } = await store.allow();
  assert.equal(kept, false);
  assert.match(why, /not here.*private window.*goes on/);
});

test('one dataset is removed with its features, the others stay', async () => {
  const store = await allowed();
  for (const id of ['a', 'ab', 'b']) {
    await store.save({ id, title: id, rows: rows(2) });
    await store.keepFeatures(id, 'mlp180', { keys: ['0.wav'], width: 1, values: new ArrayBuffer(4) });
  }
  await store.remove('a');
  assert.deepEqual(
    (await store.list()).map(({ id }) => id),
    ['ab', 'b'],
  );
  assert.deepEqual([await store.load('a'), await store.features('a', 'mlp180')], [null, []]);
  assert.equal((await store.features('ab', 'mlp180')).length, 1);
  assert.equal((await store.load('b')).rows.length, 2);
});

test('removing everything leaves no database and no permission, even with another tab open', async () => {
  const store = await allowed();
  await store.save({ id: 'r', title: 'R', rows: rows(2) });
  const other = new CatalogueStore({ storage: null });
  assert.equal((await other.list()).length, 1);
  await store.removeAll();
  assert.deepEqual(await indexedDB.databases(), []);
  assert.deepEqual([await store.isAllowed(), await other.isAllowed()], [false, false]);
  assert.deepEqual(await other.list(), []);
});

test('the room that is left is told before anything is kept', async () => {
  const store = new CatalogueStore({ storage: { estimate: async () => ({ usage: 10, quota: 110 }) } });
  assert.deepEqual(await store.room(50), { free: 100, fits: true });
  assert.deepEqual(await store.room(150), { free: 100, fits: false });
  assert.deepEqual(await new CatalogueStore({ storage: null }).room(150), { free: null, fits: true });
});

test('a catalogue with a piece missing is not shown as if it were whole', async () => {
  const store = await allowed();
  await store.save({ id: 'r', title: 'R', rows: rows(2500) });
  const request = indexedDB.open('emoscope-datasets');
  const database = await new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const transaction = database.transaction('rows', 'readwrite');
  transaction.objectStore('rows').delete(['r', 1, 1]);
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  database.close();
  await assert.rejects(store.load('r'), /could not be read back completely/);
});
