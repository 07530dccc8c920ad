import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FrameLoop } from '../../../web/shell/frame_loop.js';

test('an idle page asks for no frames, a busy one for one at a time', () => {
  const frames = [];
  let more = true;
  const loop = new FrameLoop(
    () => more,
    (callback) => frames.push(callback),
  );
  loop.request();
  loop.request();
  assert.equal(frames.length, 1);
  frames.shift()(0);
  assert.equal(frames.length, 1);
  more = false;
  frames.shift()(16);
  assert.equal(frames.length, 0);
});
