import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileName, pixelsOf } from '../../../../web/rooms/features/downloads.js';

test('names of files hold no character that a system refuses', () => {
  const name = (sound, more = {}) => fileName({ sound, room: 'features', ending: 'png', ...more });
  assert.equal(name('a/b\\c:d*e?"f<g>h|i\n.wav'), 'a_b_c_d_e_f_g_h_i__features.png');
  assert.equal(name('Größe 1.5.flac', { startS: -0.001, endS: 3 }), 'Größe 1.5_features_0.00-3.00s.png');
  assert.equal(name('..'), 'live_features.png');
  assert.equal(name(''), 'live_features.png');
  assert.equal(name('x'.repeat(300)).length, 80 + '_features.png'.length);
});

test('the picture is cut at whole device pixels, and never outside of the canvas', () => {
  const canvas = { width: 780, height: 1688, cssWidth: 390 };
  assert.deepEqual(pixelsOf({ x: 10.25, y: 20, w: 100, h: 50 }, canvas), {
    left: 21,
    top: 40,
    width: 200,
    height: 100,
  });
  assert.deepEqual(pixelsOf({ x: -5, y: 800, w: 999, h: 999 }, canvas), { left: 0, top: 1600, width: 780, height: 88 });
  assert.equal(pixelsOf({ x: 400, y: 0, w: 10, h: 10 }, canvas), null);
});
