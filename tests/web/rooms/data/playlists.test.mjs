import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PlayLists, fromText, rowsOfList, toJson, toM3u } from '../../../../web/rooms/data/playlists.js';

const list = { name: 'Happy and loud', dataset: 'RAVDESS, speech', paths: ['Actor_02/b.wav', 'Actor_01/a.wav'] };

/** What CatalogueStore keeps, without a database. */
function fakeStore({ allowed = false, why = '' } = {}) {
  const heads = new Map();
  return {
    heads,
    isAllowed: async () => allowed,
    allow: async () => {
      allowed = !why;
      return { kept: allowed, why };
    },
    list: async () => (allowed ? [...heads.values()] : []),
    load: async (id) => heads.get(id),
    save: async (head) => {
      heads.set(head.id, head);
      return { kept: true, why: '' };
    },
    remove: async (id) => void heads.delete(id),
  };
}

test('a list survives as JSON and as M3U, in its order', () => {
  assert.deepEqual(fromText('x.json', toJson(list)), list);
  assert.deepEqual(fromText('x.m3u8', toM3u(list)), { ...list, dataset: '' });
});

test('play-lists of other programs are read: Windows paths, comments, no title', () => {
  const text = '\uFEFF# mine\r\nActor_01\\a.wav\r\n\r\n#EXTINF:3,b\r\nActor_02\\b.wav\r\n';
  assert.deepEqual(fromText('My list.m3u', text), {
    name: 'My list',
    dataset: '',
    paths: ['Actor_01/a.wav', 'Actor_02/b.wav'],
  });
});

test('what is no play-list is said so', () => {
  for (const [text, why] of [
    ['{"a": ', 'damaged'],
    ['{"a": 1}', 'something else'],
    ['', 'names no recording'],
    ['RIFF\0\0WAVE', 'no text'],
    [toJson({ ...list, paths: [] }), 'names no recording'],
  ]) {
    assert.throws(() => fromText('x.json', text), new RegExp(`“x.json” is not a play-list \\(.*${why}.*JSON`));
  }
});

test('its rows are found in its order, by path or by a unique name; what is missing is counted', () => {
  const paths = ['Actor_01/a.wav', 'Actor_02/b.wav', 'Actor_03/c.wav'];
  assert.deepEqual(rowsOfList(paths, list), { rows: [1, 0], missing: 0 });
  const moved = { ...list, paths: ['elsewhere/C.flac', 'd.wav', 'Actor_03/c.wav'] };
  assert.deepEqual(rowsOfList(paths, moved), { rows: [2], missing: 1 });
});

test('nothing is kept before the person said yes; then all there is, and later ones too', async () => {
  const store = fakeStore();
  const lists = new PlayLists(store);
  assert.equal(await lists.add(list), '');
  assert.equal(store.heads.size, 0);
  assert.equal(await lists.keepAll(), '');
  await lists.add({ ...list, name: 'Another' });
  assert.equal(store.heads.size, 2);
  const nextVisit = new PlayLists(store);
  assert.deepEqual(
    (await nextVisit.all()).map(({ name, paths }) => [name, paths.length]),
    [
      ['Another', 2],
      ['Happy and loud', 2],
    ],
  );
  assert.deepEqual((await nextVisit.all())[1], list);
  await nextVisit.remove('Another');
  assert.deepEqual((await new PlayLists(store).all()).length, 1);
});

test('kept datasets are no play-lists, and why nothing is kept is said', async () => {
  const store = fakeStore({ allowed: true });
  store.heads.set('RAVDESS', { id: 'RAVDESS', title: 'RAVDESS', rows: [], notes: { kind: 'known-set' } });
  assert.deepEqual(await new PlayLists(store).all(), []);
  const refused = new PlayLists(fakeStore({ why: 'The browser’s storage is full.' }));
  await refused.add(list);
  assert.equal(await refused.keepAll(), 'The browser’s storage is full.');
});
