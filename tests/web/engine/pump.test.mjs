import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownClock } from '../support/clock.mjs';
import { tick, setUp, sound } from '../support/engine_sources.mjs';

test('a long clip lets the worker’s messages in between its slices', async (t) => {
  const clock = ownClock(t);
  const slow = {
    run: async () => {
      clock.now += 1;
      return new Float32Array(8);
    },
  };
  const { clip, posted, turns } = setUp({ network: slow });
  clip.start(2, new Float32Array(160000), 16000);
  while (!posted.at(-1)?.done) await tick();
  // Some 400 answers of a millisecond each, in slices of twelve.
  assert.ok(turns.count >= 25, `the worker could hear only ${turns.count} times`);
});

test('live sound goes before a clip', async () => {
  const { live, clip, pump, sessions } = setUp();
  const { port1, port2 } = new MessageChannel();
  clip.start(4, new Float32Array(16000 * 60), 16000);
  live.start(port2, 16000, 0);
  await tick();
  port1.postMessage(sound(0, 512));
  await tick();
  await tick();
  pump.wake();
  assert.ok(sessions[1].answers.length > 0);
  clip.stop();
  live.stop();
  port1.close();
});

test('a model that breaks is said so once, and the sound goes on', async () => {
  const broken = { run: async () => new Float32Array(8).fill(NaN) };
  const { live, sessions, problems, inference } = setUp({ detector: false, network: broken });
  inference.setModel(0, broken, 'ready');
  const { port1, port2 } = new MessageChannel();
  live.start(port2, 16000, 0);
  for (let i = 0; i < 20; i += 1) port1.postMessage(sound(i * 480));
  await tick();
  await tick();
  assert.equal(problems.length, 1);
  assert.match(problems[0], /model stopped.*press Try again/);
  assert.equal(inference.modelStates[0], 'failed');
  assert.equal(sessions[0].pushed.length, 9600);
  live.stop();
  port1.close();
});
