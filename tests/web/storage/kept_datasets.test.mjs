import '../support/dataset_places.mjs';
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { KeptDatasets, keptDatasetsOf, reopen } from '../../../web/storage/kept_datasets.js';
import { CatalogueStore } from '../../../web/storage/catalogue_store.js';
import { Store } from '../../../web/shell/store.js';

afterEach(() => new CatalogueStore({ storage: null }).removeAll());

test('what is kept comes back byte by byte, newest first, with its size on the page', async () => {
  const page = new Store();
  const keptDatasets = new KeptDatasets(page, new CatalogueStore({ storage: null }));
  assert.deepEqual(await keptDatasets.list(), []);
  assert.equal(page.state.data_kept, '');
  const bytes = Uint8Array.from({ length: 2_500_000 }, (_, i) => i % 251).buffer;
  assert.deepEqual(await keptDatasets.keep({ title: 'old', recordings: 7, bytes }), { kept: true, why: '' });
  await new Promise((resolve) => setTimeout(resolve, 2));
  await keptDatasets.keep({ title: 'new', recordings: 1, bytes: bytes.slice(0, 10) });
  assert.deepEqual(
    (await keptDatasets.list()).map(({ title, recordings, bytes: size }) => [title, recordings, size]),
    [
      ['new', 1, 10],
      ['old', 7, 2_500_000],
    ],
  );
  assert.equal(page.state.data_kept, 'Kept on this device: 2.5 MB');
  assert.deepEqual(new Uint8Array(await keptDatasets.load('old')), new Uint8Array(bytes));
  const opened = [];
  const again = { store: page, open: async ({ byteLength }) => opened.push(byteLength), notify: assert.fail };
  assert.deepEqual([await reopen(again), opened], [true, [10]]);
  await keptDatasets.remove('new');
  assert.equal(await keptDatasets.load('new'), null);
  await keptDatasets.removeAll();
  assert.deepEqual([page.state.data_kept, await indexedDB.databases(), await reopen(again)], ['', [], false]);
});

test('a kept dataset that cannot be opened is said, and the room begins without it', async () => {
  const page = new Store();
  await keptDatasetsOf(page).keep({ title: 'R', recordings: 1, bytes: new ArrayBuffer(10) });
  const notices = [];
  const open = async () => Promise.reject(new Error('It was written by another version of the page.'));
  assert.equal(await reopen({ store: page, open, notify: (...said) => notices.push(said) }), false);
  assert.deepEqual(notices, [['It was written by another version of the page.', 'error']]);
});

for (const [what, get] of [
  ['is forbidden', () => assert.fail('The operation is insecure.')],
  ['is not there', () => undefined],
]) {
  test(`where storage ${what}, nothing is kept and that is said`, async () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB');
    Object.defineProperty(globalThis, 'indexedDB', { get, configurable: true });
    const keptDatasets = new KeptDatasets(new Store(), new CatalogueStore({ storage: null }));
    Object.defineProperty(globalThis, 'indexedDB', before);
    assert.deepEqual(await keptDatasets.list(), []);
    const { kept, why } = await keptDatasets.keep({ title: 'R', recordings: 1, bytes: new ArrayBuffer(10) });
    assert.equal(kept, false);
    assert.match(why, /^The browser did not keep the dataset \(it offers no storage here\)/);
    await keptDatasets.removeAll();
  });
}

test('a full disk is said, and leaves no empty database behind as a mark of a yes', async () => {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('no room', 'QuotaExceededError');
  };
  const keptDatasets = new KeptDatasets(new Store(), new CatalogueStore({ storage: null }));
  const { kept, why } = await keptDatasets.keep({ title: 'R', recordings: 1, bytes: new ArrayBuffer(10) });
  IDBObjectStore.prototype.put = put;
  assert.equal(kept, false);
  assert.match(why, /storage is full/);
  assert.deepEqual(await indexedDB.databases(), []);
});
