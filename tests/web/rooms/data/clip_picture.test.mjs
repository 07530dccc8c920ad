import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clipPicture } from '../../../../web/rooms/data/clip_picture.js';

test('a picture has the loudest of what shares a point, 80 dB from white to black, lowest band first', () => {
  const neper = (db) => (db * Math.LN10) / 10;
  const shape = [4, 2];
  const values = Float32Array.from([0, -32, -20, -80, -90, -32, -20, -48].map(neper));
  const { width, height, message } = clipPicture({ values, shape }, { width: 2, height: 64 });
  assert.deepEqual([width, height], [2, 2]);
  assert.deepEqual([...new Uint32Array(message.buffer, 0, 2)], [2, 2]);
  assert.deepEqual([...message.subarray(8)], [255, 191, 153, 153]);
});
