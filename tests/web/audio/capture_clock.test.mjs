import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CaptureClock } from '../../../web/audio/capture_clock.js';

test('how far live sound has come is counted by the audio thread, also while the engine says nothing', () => {
  const clock = new CaptureClock();
  clock.begin(0.25); // the first session: the engine is on its way
  assert.equal(clock.nowS(0.75), 0.5);
  clock.heard(0.4, 0.75);
  assert.equal(clock.nowS(0.7), 0.4); // the page's look at the clock may be older than the sound
  assert.equal(clock.nowS(5.75), 5.4);
  clock.begin(0); // another device; until the engine speaks, the old answers grow old
  assert.equal(clock.nowS(2), 2.4);
  clock.heard(0.01, 2.5);
  assert.equal(clock.nowS(2.5), 0.01);
});
