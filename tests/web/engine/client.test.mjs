import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EngineClient } from '../../../web/engine/client.js';

function setUp() {
  const workers = [];
  const log = [];
  const client = new EngineClient({
    createWorker: () => {
      const worker = {
        sent: [],
        ended: false,
        postMessage: (message) => worker.sent.push(message),
        terminate: () => (worker.ended = true),
        say: (data) => worker.onmessage({ data }),
        crash: () => worker.onerror({ preventDefault() {} }),
      };
      workers.push(worker);
      return worker;
    },
    whyMissing: async () => 'the server answered 404',
    onSnapshot: () => log.push('snapshot'),
    onModel: ({ slot, state }) => log.push(`model ${slot} ${state}`),
    onModels: (index) => log.push(`models ${index.default}`),
    wantedModels: () => ['a', null],
    onExplainProgress: (share) => log.push(`explained ${share}`),
    onProgress: () => log.push('progress'),
    onProblem: (message) => log.push(message),
    onRestart: () => log.push('restart'),
  });
  return { client, workers, log };
}

test('a question gets its own answer, in whatever order answers come', async () => {
  const { client, workers } = setUp();
  const first = client.recent(1, 3);
  const second = client.recent(2, 3);
  const [a, b] = workers[0].sent;
  workers[0].say({ id: b.id, value: 'second' });
  workers[0].say({ id: a.id, value: 'first' });
  assert.deepEqual(await Promise.all([first, second]), ['first', 'second']);
});

test('an error is the engine’s sentence', async () => {
  const { client, workers } = setUp();
  const decoded = client.decode(new ArrayBuffer(1));
  workers[0].say({ id: workers[0].sent[0].id, failure: { message: 'This is not sound.', kind: 'item' } });
  await assert.rejects(decoded, { message: 'This is not sound.' });
});

test('a crashed worker is replaced, gets the models again, and open questions end', async () => {
  const { client, workers, log } = setUp();
  workers[0].say({ ready: null });
  client.loadModels();
  const open = client.recent(1, 3);
  workers[0].crash();
  await assert.rejects(open, /started again/);
  assert.equal(workers[0].ended, true);
  assert.equal(workers.length, 2);
  assert.deepEqual(workers[1].sent, [{ id: 0, name: 'loadModels', args: [false, ['a', null]] }]);
  assert.equal(log[0], 'restart');
  assert.match(log[1], /started again/);
  assert.equal(workers[0].onmessage, null, 'the dead worker is not heard any more');
});

test('a model is asked for by slot; news of models and explanations pass on', async () => {
  const { client, workers, log } = setUp();
  const refused = assert.rejects(client.useModel(1, 'b'), { message: 'It is broken.' });
  const [{ id, ...asked }] = workers[0].sent;
  assert.deepEqual(asked, { name: 'useModel', args: [1, 'b'] });
  workers[0].say({ event: { type: 'models', index: { default: 'a', models: [] } } });
  workers[0].say({ event: { type: 'model', slot: 1, state: 'failed', card: null } });
  workers[0].say({ id, failure: { message: 'It is broken.', kind: 'item' } });
  await refused;
  const explained = client.explain({ source: 'clip', start_s: 0, end_s: 2, label: -1 });
  workers[0].say({ event: { type: 'explain_progress', share: 0.5 } });
  workers[0].say({ id: workers[0].sent[1].id, value: 'bytes' });
  assert.equal(await explained, 'bytes');
  assert.deepEqual(log, ['models a', 'model 1 failed', 'explained 0.5']);
});

test('a worker that keeps crashing is given up with a way out; “Try again” starts it once more', () => {
  const { client, workers, log } = setUp();
  for (let i = 0; i < 4; i += 1) {
    workers.at(-1).say({ ready: null });
    workers.at(-1).say({ id: 0, failure: { message: 'unreachable', kind: 'broken' } });
  }
  assert.equal(workers.length, 4);
  assert.match(log.at(-1), /Reload the page/);
  assert.ok(log.includes('model 0 failed'));
  client.loadModels(true);
  assert.equal(workers.length, 5);
});

test('a worker that never became ready is not tried in a circle; why is said', async () => {
  const { workers, log } = setUp();
  workers[0].crash();
  await new Promise(setImmediate);
  assert.equal(workers.length, 1);
  assert.match(log.at(-1), /could not be loaded \(the server answered 404\)/);
  const other = setUp();
  other.workers[0].say({ id: 0, failure: { message: 'engine.wasm: no connection', kind: 'missing' } });
  assert.match(other.log.at(-1), /could not be loaded \(engine\.wasm: no connection\)/);
});

test('what nobody waits for and cannot be done is said, and the engine goes on', () => {
  const { client, workers, log } = setUp();
  workers[0].say({ ready: null });
  client.requestFeatures(new ArrayBuffer(1));
  workers[0].say({ id: 0, failure: { message: 'n_fft is 3; 256 can be used.', kind: 'item' } });
  assert.deepEqual(log, ['n_fft is 3; 256 can be used.']);
  assert.equal(workers[0].ended, false);
});

test('an engine that was started again is told what the Features room wants', () => {
  const workers = [];
  const client = new EngineClient({
    createWorker: () => {
      const worker = { sent: [], postMessage: (message) => worker.sent.push(message), terminate() {} };
      workers.push(worker);
      return worker;
    },
    onFeatureBlock: (bytes) => blocks.push(bytes),
    onProblem() {},
    onModel() {},
    onRestart: () => client.startClip(1, new Float32Array(1), 16000),
  });
  const blocks = [];
  workers[0].onmessage({ data: { ready: null } });
  workers[0].onmessage({ data: { event: { type: 'feature_block', bytes: 'block' } } });
  assert.deepEqual(blocks, ['block']);
  const options = new ArrayBuffer(8);
  client.requestFeatures(new ArrayBuffer(4));
  client.requestFeatures(options);
  workers[0].onerror({ preventDefault() {} });
  assert.deepEqual(
    workers[1].sent.map(({ name }) => name),
    ['startClip', 'featuresRequest'],
    'the sound first',
  );
  assert.equal(workers[1].sent[1].args[0], options);
});

test('the numbers come as text, or as the engine’s sentence', async () => {
  const sent = [];
  let worker;
  const client = new EngineClient({
    createWorker: () => (worker = { postMessage: (message) => sent.push(message), terminate() {} }),
  });
  const text = client.featuresCsv(1, 2.5);
  assert.deepEqual(sent[0], { id: 1, name: 'featuresCsv', args: [1, 2.5] });
  worker.onmessage({ data: { id: 1, value: 'a,b' } });
  assert.equal(await text, 'a,b');
  const refused = client.featuresCsv(0, 1e9);
  worker.onmessage({ data: { id: 2, failure: { message: 'That is too much.', kind: 'item' } } });
  await assert.rejects(refused, { message: 'That is too much.' });
});
