import '../support/dataset_places.mjs';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOf } from '../../../web/sources/endings.js';

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
