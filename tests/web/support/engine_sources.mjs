// Live sound and a clip over a session that answers at once, without the engine’s program.
import assert from 'node:assert/strict';
import { ClipSource } from '../../../web/engine/clip_source.js';
import { REQUEST_DETECTOR, REQUEST_MODEL } from '../../../web/engine/engine_wasm.js';
import { Inference } from '../../../web/engine/inference.js';
import { LiveSource } from '../../../web/engine/live_source.js';
import { Pump } from '../../../web/engine/pump.js';

export const tick = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A session that asks the detector once per 512 samples and the model once per 1600. */
export class FakeSession {
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

export function setUp({ detector = true, model = true, network } = {}) {
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

export const sound = (first, count = 480) => ({
  batch: Float32Array.from({ length: 512 }, (_, i) => first + i),
  filled: count,
  endFrame: first + count,
  droppedBlocks: 2,
  wallMs: 5000,
});
