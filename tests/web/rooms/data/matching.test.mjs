import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsOf } from '../../../../web/rooms/data/matching.js';

test('sounds find the rows of a catalogue that came without them, by path or by a name that is unique', () => {
  const paths = ['Actor_01/03-01.wav', 'Actor_02/03-02.wav', 'x/same.wav', 'y/same.wav'];
  const entry = (path) => ({ path });
  const match = (...opened) => {
    const found = rowsOf(paths, opened.map(entry));
    return found && [...found].map(([row, { path }]) => `${row} ${path}`);
  };
  assert.deepEqual(match('Actor_02/03-02.wav'), ['1 Actor_02/03-02.wav']);
  assert.deepEqual(match('audio/a1/03-01.FLAC', 'audio/03-02.mp3'), ['0 audio/a1/03-01.FLAC', '1 audio/03-02.mp3']);
  assert.deepEqual(match('y/same.wav'), ['3 y/same.wav']);
  assert.equal(match('z/same.wav'), null, 'two rows have that name');
  assert.equal(match('Actor_01/03-01.wav', 'song.wav'), null, 'one is a sound of no row');
  assert.deepEqual(match('a/03-01.wav', 'b/03-01.wav'), ['0 a/03-01.wav'], 'an archive that holds everything twice');
  assert.equal(match(), null);
});
