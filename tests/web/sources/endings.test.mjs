import '../support/dataset_places.mjs';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SOUND_ENDINGS, kindOf } from '../../../web/sources/endings.js';
import { ACCEPTED } from '../../../web/rooms/data/opening_sentences.js';
import { nothingFound } from '../../../web/rooms/data/controller_sentences.js';
import { SOUND_FORMATS, notSound } from '../../../web/sources/sentences.js';

test('a file’s name tells who can decode it, and why it is left out', () => {
  for (const path of ['a.wav', 'b/c.FLAC', 'd.mp3', 'e.ogg', 'f.aiff']) {
    assert.deepEqual([kindOf(path).kind, kindOf(path).reader], ['sound', 'engine'], path);
  }
  for (const path of ['a.opus', 'a.M4A', 'a.webm', '01-01-03-01-01-01-01.mp4', 'a.MOV', 'a.3gp', 'a.mkv', 'a.aac']) {
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

test('every sentence that says what can be opened says all of it, and the file dialog offers it', () => {
  const others = {
    wave: 'WAV',
    oga: 'OGG',
    aif: 'AIFF',
    m4b: 'M4A',
    m4v: 'MP4',
    '3g2': '3GP',
    weba: 'WebM',
    mka: 'MKV',
  };
  for (const ending of SOUND_ENDINGS) {
    const name = others[ending] ?? ending;
    assert.match(SOUND_FORMATS, new RegExp(`\\b${name}\\b`, 'i'), ending);
    assert.ok(ACCEPTED.split(',').includes(`.${ending}`), ending);
  }
  for (const sentence of [notSound('.txt'), nothingFound('x')]) assert.ok(sentence.includes(SOUND_FORMATS), sentence);
});
