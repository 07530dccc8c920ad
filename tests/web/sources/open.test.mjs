import { cpuTime, file, folder, pathsOf, tree, zip } from '../support/dataset_places.mjs';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listSource } from '../../../web/sources/listing.js';
import {
  canPickFolder,
  dropSource,
  filesSource,
  innerZipSource,
  pickFolder,
  zipSource,
} from '../../../web/sources/open.js';

/** A DataTransfer's items can be asked only inside the event: afterwards they answer nothing. */
function drop(things, { handles = true } = {}) {
  let over = false;
  const items = things.map((thing) => ({
    kind: 'file',
    ...(handles && {
      async getAsFileSystemHandle() {
        return over ? null : thing.handle;
      },
    }),
    webkitGetAsEntry: () => (over ? null : thing.entry),
    getAsFile: () => (over ? null : thing.file),
  }));
  return { transfer: { items, files: [] }, end: () => (over = true) };
}

test('files of <input webkitdirectory> have the same paths as the folder', async () => {
  const source = filesSource([
    file('b', 'RAVDESS/Actor_01/b.wav'),
    file('x', 'RAVDESS/more.zip'),
    file('a', 'RAVDESS/Actor_01/a.wav'),
  ]);
  assert.equal(source.title, 'RAVDESS');
  assert.deepEqual(await pathsOf(source), ['Actor_01/a.wav', 'Actor_01/b.wav']);
  assert.match(source.skipped[0].why, /archive inside/);
});

test('many files are opened together, zips among them', async () => {
  const source = filesSource([await zip([['c.wav', 'c']], 'some.zip'), file('b', 'b.wav'), file('a', 'a.opus')]);
  assert.equal(source.title, '3 files');
  const { entries } = await listSource(source);
  assert.deepEqual(
    entries.map(({ path, reader }) => [path, reader]),
    [
      ['a.opus', 'browser'],
      ['b.wav', 'engine'],
      ['some.zip/c.wav', 'engine'],
    ],
  );
});

test('one damaged zip among several does not cost the others', async () => {
  const source = filesSource([file('no zip at all, but long enough', 'a.zip'), await zip([['b.wav', 'b']], 'b.zip')]);
  assert.deepEqual(await pathsOf(source), ['b.zip/b.wav']);
  assert.equal(source.skipped[0].path, 'a.zip');
});

for (const [what, options] of [
  ['getAsFileSystemHandle', {}],
  ['webkitGetAsEntry', { handles: false }],
]) {
  test(`a dropped folder is walked by ${what}`, async () => {
    const content = { Actor_01: { 'a.wav': 'a', 'b.wav': 'b', 'c.wav': 'c' }, 'd.wav': 'd' };
    const { transfer, end } = drop([{ handle: folder('RAVDESS', content), entry: tree('RAVDESS', content) }], options);
    const asked = dropSource(transfer);
    end();
    const source = await asked;
    assert.equal(source.title, 'RAVDESS');
    assert.deepEqual(await pathsOf(source), ['d.wav', 'Actor_01/a.wav', 'Actor_01/b.wav', 'Actor_01/c.wav']);
  });
}

test('folders and files dropped together keep their names', async () => {
  const { transfer } = drop([
    { handle: folder('A', { 'a.wav': 'a' }) },
    { handle: { kind: 'file' }, file: file('b', 'b.wav') },
    { handle: { kind: 'file' }, file: await zip([['c.wav', 'c']], 'C.zip') },
  ]);
  const source = await dropSource(transfer);
  assert.equal(source.title, '2 files and 1 folder');
  assert.deepEqual(await pathsOf(source), ['A/a.wav', 'b.wav', 'C.zip/c.wav']);
});

test('a handle that the browser refuses is asked for the older way', async () => {
  const item = {
    kind: 'file',
    getAsFileSystemHandle: async () => {
      throw new Error('refused');
    },
    webkitGetAsEntry: () => tree('A', { 'a.wav': 'a' }),
    getAsFile: () => null,
  };
  assert.deepEqual(await pathsOf(await dropSource({ items: [item], files: [] })), ['a.wav']);
});

test('asking for a folder: no is not an error', async () => {
  const no = Object.assign(new Error('no'), { name: 'AbortError' });
  assert.equal(await pickFolder({ showDirectoryPicker: () => Promise.reject(no) }), null);
  assert.equal(await pickFolder({}), null);
  assert.equal(canPickFolder({}), false);
  await assert.rejects(pickFolder({ showDirectoryPicker: () => Promise.reject(new Error('broken')) }), /broken/);
});

test('a hundred thousand files are listed in time that grows with their number', async () => {
  const listed = (count) => {
    const files = Array.from({ length: count }, (_, i) => ({
      name: `${i % 977}.wav`,
      size: 100_000,
      lastModified: 0,
      webkitRelativePath: `R/${i % 24}/${i}.wav`,
    }));
    return cpuTime(async () => {
      const { entries } = await listSource(filesSource(files));
      assert.equal(new Set(entries.map(({ path }) => path)).size, count);
    });
  };
  await listed(5000); // warm
  const few = await listed(10_000);
  const many = await listed(100_000);
  assert.ok(many < 40 * few, `${few.toFixed()} ms for 10 000, ${many.toFixed()} ms for 100 000`);
});

test('what is opened together is counted as what it is', () => {
  const titleOf = (...paths) => filesSource(paths.map((path) => file('x', path))).title;
  assert.equal(titleOf('a.wav', 'b.wav'), '2 files');
  assert.equal(titleOf('a.wav'), 'a.wav');
});

test('zips inside are named, and each can be opened by itself', async () => {
  const inner = await zip([
    ['a.wav', 'a sound'],
    ['b.wav', 'another'],
  ]);
  const outer = await zip([
    ['set/read me.txt', 'x'],
    ['set/audio.zip', new Uint8Array(await inner.arrayBuffer())],
    ['set/other.rar', 'x'],
  ]);
  const { entries, skipped, archives } = await listSource(zipSource(outer));
  assert.equal(entries.length, 0);
  assert.match(skipped.find(({ path }) => path === 'set/audio.zip').why, /an archive inside/);
  assert.deepEqual(
    archives.map(({ path }) => path),
    ['set/audio.zip'],
  );
  const source = await innerZipSource(archives[0]);
  assert.equal(source.title, 'audio.zip');
  const listing = await listSource(source);
  assert.deepEqual(
    listing.entries.map(({ path }) => path),
    ['a.wav', 'b.wav'],
  );
  assert.equal(Buffer.from(await listing.entries[1].open()).toString(), 'another');
});
