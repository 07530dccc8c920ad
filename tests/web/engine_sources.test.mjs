import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClipSource } from '../../web/engine/clip_source.js';
import { REQUEST_DETECTOR, REQUEST_MODEL } from '../../web/engine/engine_wasm.js';
import { Inference } from '../../web/engine/inference.js';
import { LiveSource } from '../../web/engine/live_source.js';
import { Pump } from '../../web/engine/pump.js';
import { ownClock } from './support/clock.mjs';

const tick = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A session that asks the detector once per 512 samples and the model once per 1600. */
class FakeSession {
  pushed = [];
  finished = false;
  destroyed = false;
  asked = [];
  answers = [];
  pending = null;
  readiness = null;

  setReadiness(detector, models) {
    this.readiness = { detector, models: [...models] };
  }
  push(samples, atMs, dropped) {
    this.pushed.push(...samples);
    this.last = { atMs, dropped };
  }
  finish() {
    this.finished = true;
  }
  nextRequest() {
    if (this.pending) return this.pending;
    const done = (kind) => this.asked.filter((k) => k === kind).length;
    const due = (kind, each) => this.pushed.length >= (done(kind) + 1) * each;
    if (this.readiness.detector && due(REQUEST_DETECTOR, 512)) return this.#ask(REQUEST_DETECTOR);
    if (this.readiness.models[0] === 'ready' && due(REQUEST_MODEL, 1600)) return this.#ask(REQUEST_MODEL);
    return null;
  }
  #ask(kind) {
    this.asked.push(kind);
    this.pending = { kind, slot: 0, input: new Float32Array(1), state: null };
    return this.pending;
  }
  answer(values) {
    assert.ok(this.pending, 'an answer belongs to a question');
    this.pending = null;
    this.answers.push(values);
  }
  snapshot() {
    return new ArrayBuffer(8);
  }
  recent() {
    return new Float32Array(3);
  }
  destroy() {
    this.destroyed = true;
  }
}

function setUp({ detector = true, model = true, network } = {}) {
  const sessions = [];
  const posted = [];
  const problems = [];
  const engine = {
    createSession: (source, rate, duration) => {
      sessions.push(Object.assign(new FakeSession(), { source, rate, duration }));
      return sessions.at(-1);
    },
  };
  const inference = new Inference((message) => problems.push(message));
  const net = network ?? { run: async () => new Float32Array(8) };
  if (detector) inference.detector = net;
  if (model) inference.setModel(0, net, 'ready');
  const parts = { engine, inference, post: (message) => posted.push(message), wake: () => pump.wake() };
  const live = new LiveSource(parts);
  const clip = new ClipSource(parts);
  const fail = (error) => {
    throw error;
  };
  // Node's message ports starve its timers; a browser's do not.
  const turns = { count: 0 };
  const nextTask = () => new Promise((resolve) => ((turns.count += 1), setImmediate(resolve)));
  const pump = new Pump([live, clip], fail, nextTask);
  return { sessions, posted, problems, inference, live, clip, pump, turns };
}

const sound = (first, count = 480) => ({
  batch: Float32Array.from({ length: 512 }, (_, i) => first + i),
  filled: count,
  endFrame: first + count,
  droppedBlocks: 2,
  wallMs: 5000,
});

test(
  'live sound goes into the session in order, on the page’s clock; buffers go back, predictions come out',
  { timeout: 10000 },
  async () => {
    const { live, sessions, posted } = setUp();
    const { port1, port2 } = new MessageChannel();
    const back = [];
    port1.on('message', (batch) => back.push(batch));
    live.start(port2, 48000, 1000);
    for (let i = 0; i < 10; i += 1) port1.postMessage(sound(i * 480));
    while (back.length < 10 || posted.filter(({ predicted }) => predicted).length < 3) await tick();
    assert.deepEqual(
      sessions[0].pushed,
      Array.from({ length: 4800 }, (_, i) => i),
    );
    assert.deepEqual(sessions[0].last, { atMs: 4000, dropped: 2 });
    assert.equal(posted.at(-1).captured_s, 0.1);
    live.stop();
    port1.close();
  },
);

test(
  'sound that comes late is told ten batches at a time, and the rest when listening ends',
  { timeout: 10000 },
  async (t) => {
    const { live, sessions, posted } = setUp({ detector: false, model: false });
    const { port1, port2 } = new MessageChannel();
    t.mock.method(Date, 'now', () => 8000); // of the batches: 5000
    live.start(port2, 48000, 1000);
    for (let i = 0; i < 25; i += 1) port1.postMessage(sound(i * 480));
    while (sessions[0].pushed.length < 25 * 480) await tick();
    assert.deepEqual(
      posted.map(({ captured_s }) => captured_s),
      [0.1, 0.2],
    );
    live.stop();
    assert.equal(posted.at(-1).captured_s, 0.25);
    assert.equal(posted.at(-1).context_s, 0.25);
    port1.close();
  },
);

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

test('a new clip replaces one that is still analysed', async () => {
  const { clip, sessions, posted } = setUp();
  clip.start(5, new Float32Array(16000 * 60), 16000);
  await tick();
  clip.start(6, new Float32Array(16000), 16000);
  while (!posted.at(-1)?.done) await tick();
  assert.equal(sessions[0].destroyed, true);
  assert.equal(sessions[1].pushed.length, 16000);
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

test('the last minute can be heard again after listening has stopped', () => {
  const { live } = setUp();
  const { port1, port2 } = new MessageChannel();
  assert.equal(live.recent(1, 3).length, 0);
  live.start(port2, 16000, 0);
  live.stop();
  assert.equal(live.recent(1, 3).length, 3);
  port1.close();
});
