import { folder, pathsOf } from '../support/dataset_places.mjs';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listSource } from '../../../web/sources/listing.js';
import { folderSource } from '../../../web/sources/open.js';

const gone = (message) => Object.assign(new Error(message), { name: 'gone' });

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
  assert.ok(opened >= 2 && opened <= 2 + 16, `${opened} folders were opened: those that are looked at ahead`);
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
