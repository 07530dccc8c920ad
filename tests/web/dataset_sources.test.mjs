import './support/dataset_places.mjs';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listSource } from '../../web/sources/listing.js';
import { kindOf } from '../../web/sources/endings.js';
import { canPickFolder, dropSource, filesSource, folderSource, pickFolder } from '../../web/sources/open.js';
import { cpuTime, file, folder, pathsOf, tree, zip } from './support/dataset_places.mjs';

const gone = (message) => Object.assign(new Error(message), { name: 'gone' });

test('a file’s name tells who can decode it, and why it is left out', () => {
  for (const path of ['a.wav', 'b/c.FLAC', 'd.mp3', 'e.ogg', 'f.aiff']) {
    assert.deepEqual([kindOf(path).kind, kindOf(path).reader], ['sound', 'engine'], path);
  }
  for (const path of ['a.opus', 'a.M4A', 'a.webm']) {
    assert.deepEqual([kindOf(path).kind, kindOf(path).reader], ['sound', 'browser'], path);
  }
  for (const path of ['a.csv', 'a.tsv', 'metadata.jsonl', 'a.parquet']) assert.equal(kindOf(path).kind, 'table', path);
  assert.match(kindOf('notes.txt').why, /not a sound file \(\.txt\); WAV, FLAC/);
  assert.match(kindOf('LICENCE').why, /no ending/);
  assert.match(kindOf('.hidden').why, /no ending/);
  assert.match(kindOf('__MACOSX/Actor_01/._a.wav').why, /operating system/);
  assert.match(kindOf('Actor_01/.DS_Store').why, /operating system/);
  assert.match(kindOf('Actor_01.zip').why, /open it by itself/);
});

test('a folder is walked to its depths, in the order of names, and what is no sound is noted with its reason', async () => {
  const source = folderSource(
    folder('RAVDESS', {
      Actor_02: { 'b.wav': 'b', 'a.wav': 'a' },
      Actor_01: { 'c.wav': 'c', 'empty.wav': '', 'readme.txt': 'x' },
      'train.csv': 'path,classname',
      'z.wav': 'z',
    }),
  );
  assert.equal(source.title, 'RAVDESS');
  const { entries, skipped, tables, state } = await listSource(source);
  assert.equal(state, 'finished');
  assert.deepEqual(
    entries.map(({ path }) => path),
    ['z.wav', 'Actor_01/c.wav', 'Actor_02/a.wav', 'Actor_02/b.wav'],
  );
  assert.deepEqual([entries[1].bytes, entries[1].modified], [1, 1e12]);
  assert.equal(await (await entries[1].open()).text(), 'c');
  assert.deepEqual(
    tables.map(({ path }) => path),
    ['train.csv'],
  );
  assert.deepEqual(
    skipped.map(({ path }) => path),
    ['Actor_01/empty.wav', 'Actor_01/readme.txt'],
  );
  assert.match(skipped[0].why, /empty/);
});

test('a folder is walked only as far as its sounds are asked for', async () => {
  let opened = 0;
  const lazy = (name) => ({
    ...folder(name, { 'a.wav': 'a' }),
    [Symbol.asyncIterator]: () => {
      opened += 1;
      return folder(name, { 'a.wav': 'a' })[Symbol.asyncIterator]();
    },
  });
  const root = folder('r', {});
  root[Symbol.asyncIterator] = async function* () {
    for (let i = 0; i < 50; i++) yield [`${i}`, lazy(`${i}`)];
  };
  const iterator = folderSource(root).entries[Symbol.asyncIterator]();
  await iterator.next();
  await iterator.next();
  assert.equal(opened, 2);
});

test('what cannot be read inside a folder is skipped; a folder that cannot be read at all is said so', async () => {
  const source = folderSource(
    folder('r', { 'a.wav': gone('it was removed'), 'b.wav': 'b', locked: new Error('denied') }),
  );
  const { entries, skipped } = await listSource(source);
  assert.deepEqual(
    entries.map(({ path }) => path),
    ['b.wav'],
  );
  assert.deepEqual(
    skipped.map(({ path }) => path),
    ['a.wav', 'locked'],
  );
  assert.match(skipped[0].why, /could not be read from the disk \(it was removed\)/);
  const { state, problem } = await listSource(folderSource(folder('r', new Error('denied'))));
  assert.equal(state, 'stopped');
  assert.match(problem, /“r” could not be read \(denied\).*open it again/);
});

test('a folder that contains itself ends', async () => {
  const loop = folder('loop', { 'a.wav': 'a' });
  loop[Symbol.asyncIterator] = async function* () {
    yield ['loop', loop];
  };
  const { state, skipped } = await listSource(folderSource(loop));
  assert.equal(state, 'finished');
  assert.match(skipped[0].why, /64 folders deep/);
});

test('the nested double tree of Kaggle’s copy stays as it is', async () => {
  const inside = { Actor_01: { '03-01-01-01-01-01-01.wav': 'x' } };
  const source = folderSource(folder('archive', { ...inside, audio_speech_actors_01_24: inside }));
  assert.deepEqual(await pathsOf(source), [
    'Actor_01/03-01-01-01-01-01-01.wav',
    'audio_speech_actors_01_24/Actor_01/03-01-01-01-01-01-01.wav',
  ]);
});

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
  assert.equal(source.title, '3 files and folders');
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
  assert.deepEqual(await pathsOf(await dropSource(transfer)), ['A/a.wav', 'b.wav', 'C.zip/c.wav']);
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
      size: 1,
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
