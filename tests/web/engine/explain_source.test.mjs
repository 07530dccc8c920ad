import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExplainSource } from '../../../web/engine/explain_source.js';
import { Inference } from '../../../web/engine/inference.js';
import { Pump } from '../../../web/engine/pump.js';

/** An explanation that needs some runs, as engine.wasm's. */
class FakeExplanation {
  opened = [];
  answers = [];
  closed = 0;
  runs = 5;

  open(desc) {
    if (desc.label === 7) throw new Error('This model does not know that expression.');
    this.opened.push(desc);
    this.answers = [];
  }
  next() {
    return this.answers.length < this.runs ? Float32Array.of(this.answers.length) : null;
  }
  answer(values) {
    this.answers.push(values[0]);
  }
  progress() {
    return this.answers.length / this.runs;
  }
  result() {
    return new ArrayBuffer(12);
  }
  close() {
    this.closed += 1;
  }
}

function setUp(before = []) {
  const engine = new FakeExplanation();
  const inference = new Inference(() => {});
  inference.setModel(0, { run: async (input) => Float32Array.of(input[0] * 10) }, 'ready');
  const posted = [];
  const source = new ExplainSource({
    engine: { explanation: () => engine },
    inference,
    post: (message) => posted.push(message),
    wake: () => pump.wake(),
  });
  const fail = (error) => {
    throw error;
  };
  const pump = new Pump([...before, source], fail, () => new Promise((resolve) => setImmediate(resolve)));
  return { source, engine, inference, posted };
}

const PIECE = { samples: new Float32Array(16000), sample_rate_hz: 16000, start_s: 2 };

test('the model is run on each version of the sound, and the answer is the engine’s bytes', async () => {
  const { source, engine, posted } = setUp();
  const bytes = await source.start(PIECE, 3);
  assert.equal(bytes.byteLength, 12);
  assert.deepEqual(engine.opened, [{ slot: 0, label: 3, ...PIECE }]);
  assert.deepEqual(engine.answers, [0, 10, 20, 30, 40]);
  assert.equal(engine.closed, 1);
  assert.deepEqual(posted[0], { type: 'explain_progress', share: 0.2 });
});

test('live sound goes first, between any two runs', async () => {
  const order = [];
  let due = 0;
  const live = { work: async () => (due > 0 ? ((due -= 1), order.push('live'), true) : false) };
  const { source, inference } = setUp([live]);
  inference.setModel(0, { run: async () => (order.push('run'), (due = 2), Float32Array.of(0)) }, 'ready');
  await source.start(PIECE, -1);
  assert.equal(order.join(' '), Array(5).fill('run live live').join(' '));
});

test('a newer question ends the older one', async () => {
  const { source, engine } = setUp();
  const older = assert.rejects(source.start(PIECE, -1), { message: /Another explanation/ });
  await source.start(PIECE, 1);
  await older;
  assert.equal(engine.opened.length, 2);
});

test('another model ends it before the engine is asked again', async () => {
  const { source, inference, engine } = setUp();
  inference.setModel(0, { run: async () => (change(), Float32Array.of(0)) }, 'ready');
  const change = () => inference.setModel(0, { run: async () => Float32Array.of(1) }, 'ready');
  await assert.rejects(source.start(PIECE, -1), { message: /model or the sound was changed/ });
  assert.ok(engine.answers.length <= 1);
});

test('cancelling answers whoever asked, and a run that comes back later is dropped', async () => {
  const { source, engine, inference } = setUp();
  let finish = () => {};
  const run = new Promise((resolve) => (finish = () => resolve(Float32Array.of(1))));
  inference.setModel(0, { run: () => run }, 'ready');
  const asked = assert.rejects(source.start(PIECE, -1), { message: 'closed' });
  await new Promise((resolve) => setTimeout(resolve, 5));
  source.cancel('closed');
  await asked;
  finish();
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(engine.answers, []);
});

test('no model, no sound, an expression that the model lacks, a broken run: each is a sentence', async () => {
  const { source, inference } = setUp();
  await assert.rejects(source.start({ ...PIECE, samples: new Float32Array(10) }, -1), {
    message: /no sound to explain/,
  });
  await assert.rejects(source.start(PIECE, 7), { message: 'This model does not know that expression.' });
  inference.setModel(0, { run: async () => Float32Array.of(NaN) }, 'ready');
  await assert.rejects(source.start(PIECE, -1), { message: /not a number/ });
  inference.setModel(0, null, 'failed');
  await assert.rejects(source.start(PIECE, -1), { message: /no model to explain/ });
});

test('while what windows need is on its way, other work goes on; what went wrong with it is said', async () => {
  let turns = 0;
  const other = { work: async () => (turns < 50 ? ((turns += 1), true) : false) };
  const { source, inference, engine } = setUp([other]);
  let arrive = { resolve: () => {}, reject: (_) => {} };
  const prepareWindows = () => new Promise((resolve, reject) => (arrive = { resolve, reject }));
  inference.setModel(0, { run: async () => Float32Array.of(1), prepareWindows }, 'ready');
  const asked = source.start(PIECE, 3);
  assert.equal(await source.work(), false);
  assert.deepEqual(engine.answers, []);
  arrive.resolve();
  assert.equal((await asked).byteLength, 12);
  assert.equal(turns, 50);

  const failed = assert.rejects(source.start(PIECE, 3), { message: 'model.onnx is not there.' });
  arrive.reject(new Error('model.onnx is not there.'));
  await failed;
  assert.equal(await source.work(), false);
});
