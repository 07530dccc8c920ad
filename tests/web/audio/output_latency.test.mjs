import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OutputLatency } from '../../../web/audio/output_latency.js';
import { Player } from '../../../web/audio/playback.js';
import { sound, setUp, near } from '../support/player.mjs';

test('the context’s latency is asked for by a timer alone, after two seconds of sound, and seldom', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { context } = setUp();
  let asked = 0;
  Object.defineProperty(context, 'outputLatency', { get: () => ((asked += 1), 0.25) });
  const player = new Player(
    () => context,
    () => player.playheadS,
  );
  const pass = (seconds) => {
    for (let frame = 0; frame < 10 * seconds; frame += 1) {
      context.currentTime += 0.1;
      assert.ok(player.playheadS >= 0);
      t.mock.timers.tick(100);
    }
  };
  player.load(sound(100));
  player.play();
  t.mock.timers.tick(60000);
  assert.equal(asked, 0, 'the output is not open yet: no sound has flowed');
  pass(1.9);
  assert.equal(asked, 0);
  player.seek(2);
  pass(1.9);
  assert.equal(asked, 0, 'what has just begun to sound is not asked about');
  pass(0.6);
  assert.equal(asked, 1);
  near(player.playheadS, 2 + 2.5 - 0.25);
  pass(29);
  assert.equal(asked, 1, 'no frame asks');
  pass(1.5);
  assert.equal(asked, 2, 'the sound may go to headphones now');
  player.pause();
  pass(100);
  assert.equal(asked, 2, 'nothing is asked in silence');
});

test('a browser that tells no latency has none', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const latency = new OutputLatency();
  const context = { currentTime: 0 };
  latency.began(/** @type {any} */ (context));
  context.currentTime = 3;
  t.mock.timers.tick(500);
  assert.equal(latency.seconds, 0);
  latency.ended();
});

test('Firefox is never asked', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const latency = new OutputLatency(false);
  const context = {
    currentTime: 0,
    get outputLatency() {
      return assert.fail('asked');
    },
  };
  latency.began(/** @type {any} */ (context));
  context.currentTime = 100;
  t.mock.timers.tick(1e6);
  assert.equal(latency.seconds, 0);
});
