import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tick, setUp } from '../support/engine_sources.mjs';

test('a clip is pushed whole, answered whole, and reported done once', async () => {
  const { clip, sessions, posted } = setUp();
  const samples = Float32Array.from({ length: 160000 }, (_, i) => i);
  clip.start(1, samples, 16000);
  while (!posted.at(-1)?.done) await tick();
  await tick();
  assert.equal(sessions[0].duration, 10);
  assert.ok(sessions[0].pushed.every((sample, index) => sample === index));
  assert.equal(sessions[0].pushed.length, samples.length);
  assert.equal(sessions[0].finished, true);
  assert.equal(sessions[0].answers.length, Math.floor(160000 / 512) + 100);
  assert.equal(posted.filter(({ done }) => done).length, 1);
});

test('a clip opened before the model had arrived is analysed afresh with it', async () => {
  const { clip, sessions, posted, inference } = setUp({ detector: false, model: false });
  inference.setModel(0, null, 'loading');
  clip.start(3, new Float32Array(16000), 16000);
  await tick();
  await tick();
  assert.equal(posted.at(-1).done, false);
  inference.detector = { run: async () => new Float32Array(257) };
  inference.setModel(0, { run: async () => new Float32Array(8) }, 'ready');
  clip.readinessChanged();
  while (!posted.at(-1).done) await tick();
  assert.equal(sessions.length, 2);
  assert.equal(sessions[0].destroyed, true);
  assert.deepEqual(sessions[1].readiness, { detector: true, models: ['ready', 'absent'] });
});

test('a clip is analysed afresh with another model, and with one that comes to be compared, but not without it', async () => {
  const { clip, sessions, posted, inference } = setUp();
  const net = () => ({ run: async () => new Float32Array(8) });
  clip.start(3, new Float32Array(16000), 16000);
  while (!posted.at(-1)?.done) await tick();
  for (const [slot, network, state, begun] of [
    [0, net(), 'ready', 2],
    [1, net(), 'ready', 3],
    [1, null, 'absent', 3],
  ]) {
    inference.setModel(slot, network, state);
    posted.length = 0;
    clip.readinessChanged();
    while (!posted.at(-1)?.done) await tick();
    assert.equal(sessions.length, begun, `slot ${slot} ${state}`);
    assert.equal(sessions.at(-1).readiness.models[slot], state);
  }
});

test('a clip is not done while the compared model is on its way, and is when that has failed', async () => {
  const { clip, posted, inference } = setUp();
  inference.setModel(1, null, 'loading');
  clip.start(3, new Float32Array(16000), 16000);
  for (let i = 0; i < 5; i += 1) await tick();
  assert.equal(posted.filter(({ done }) => done).length, 0);
  inference.setModel(1, null, 'failed');
  clip.readinessChanged();
  while (!posted.at(-1)?.done) await tick();
});

test('a part of the clip is cut at its own rate', () => {
  const { clip } = setUp();
  clip.start(
    3,
    Float32Array.from({ length: 400 }, (_, i) => i),
    100,
  );
  const { samples, sample_rate_hz, start_s } = clip.piece(1, 2);
  assert.deepEqual([samples.length, samples[0], sample_rate_hz, start_s], [100, 100, 100, 1]);
  assert.equal(clip.piece(3, 9).samples.length, 100);
});

test('a new clip replaces one that is still analysed', async () => {
  const { clip, sessions, posted } = setUp();
  clip.start(5, new Float32Array(16000 * 60), 16000);
  await tick();
  clip.start(6, new Float32Array(16000), 16000);
  while (!posted.at(-1)?.done) await tick();
  assert.equal(sessions[0].destroyed, true);
  assert.equal(sessions[1].pushed.length, 16000);
});
