import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, test } from 'node:test';
import { Inference } from '../../web/engine/inference.js';
import { ModelLoader } from '../../web/engine/model_loader.js';
import { ModelFiles } from '../../web/engine/models.js';
import { agreedShape } from '../../web/engine/ort.js';

const BASE = new URL('http://page.test/emoscope/');
const realFetch = globalThis.fetch;
afterEach(() => (globalThis.fetch = realFetch));

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const card = (name, bytes, extra = {}) =>
  JSON.stringify({ name, sha256: sha256(bytes), bytes: bytes.length, input: { shape: [1, 300, 64] }, ...extra });

function host(changes = {}) {
  const onnx = new Uint8Array(5000).fill(1);
  const vad = new Uint8Array(2000).fill(2);
  const files = {
    'models/index.json': '{"default":"cnn","speech_detector":"vad","runtime_bytes":3000}',
    'models/cnn/card.json': card('cnn', onnx),
    'models/cnn/model.onnx': onnx,
    'models/vad/card.json': card('vad', vad),
    'models/vad/model.onnx': vad,
    'ort/ort-wasm-simd-threaded.wasm': new Uint8Array(3000),
    ...changes,
  };
  const asked = [];
  globalThis.fetch = async (url, { cache }) => {
    assert.ok(url.href.startsWith(BASE.href), url.href);
    const path = url.href.slice(BASE.href.length);
    asked.push(`${path} ${cache}`);
    if (files[path] === undefined) return new Response('', { status: 404 });
    if (files[path] instanceof Error) throw files[path];
    return new Response(files[path]);
  };
  return { files, asked };
}

const network = { run: async () => new Float32Array(257) };
function ortThatRuns(inputShape = ['batch', 300, 64]) {
  class Tensor {}
  const run = async () => ({ output: { data: [0] }, stateN: { data: new Float32Array(256) }, logits: { data: [] } });
  const session = {
    run,
    inputNames: ['input'],
    outputNames: ['logits'],
    inputMetadata: [{ isTensor: true, shape: inputShape }],
  };
  return { Tensor, InferenceSession: { create: async () => session } };
}

function loaderFor({ ort = ortThatRuns(), loadCard = () => {} } = {}) {
  const states = [];
  const problems = [];
  const progress = [];
  const inference = new Inference(() => {});
  const files = new ModelFiles(BASE, (loaded, total) => progress.push([loaded, total]));
  const loader = new ModelLoader({
    base: BASE,
    files,
    engine: { loadCard },
    inference,
    onState: (state, card) => states.push(card ? `${state} ${card.name}` : state),
    onProblem: (message) => problems.push(message),
    openRuntime: async (from) => (await from.runtime(), ort),
  });
  return { loader, inference, states, problems, progress };
}

test('runtime, detector and model arrive with progress in bytes', async () => {
  host();
  const { loader, inference, states, problems, progress } = loaderFor();
  await loader.load(false);
  assert.deepEqual(problems, []);
  assert.deepEqual(states, ['loading', 'ready cnn']);
  assert.ok(inference.detector && inference.model);
  assert.deepEqual(progress.at(-1), [10000, 10000]);
  assert.ok(
    progress.every(([loaded, total], i) => loaded <= (total || Infinity) && loaded >= (progress[i - 1]?.[0] ?? 0)),
  );
});

for (const [what, path, name] of [
  ['model', 'models/cnn/model.onnx', /models\/cnn\/model\.onnx.*404.*Try again/],
  ['card', 'models/cnn/card.json', /card\.json.*404/],
  ['runtime', 'ort/ort-wasm-simd-threaded.wasm', /ort-wasm.*404/],
]) {
  test(`a missing ${what} is said so, and “Try again” loads just what is missing`, async () => {
    const { files, asked } = host();
    const kept = files[path];
    delete files[path];
    const { loader, inference, states, problems } = loaderFor();
    await loader.load(false);
    assert.equal(inference.modelState, 'failed');
    assert.match(problems.join(' '), name);
    files[path] = kept;
    asked.length = 0;
    await loader.load(true);
    assert.equal(inference.modelState, 'ready');
    assert.equal(states.at(-1), 'ready cnn');
    assert.ok(asked.includes(`${path} reload`), asked.join());
    assert.ok(!asked.some((line) => line.startsWith('models/index.json')));
  });
}

test('a model whose bytes are not those of its card is refused', async () => {
  host({ 'models/cnn/model.onnx': new Uint8Array(5000).fill(3) });
  const { loader, inference, problems } = loaderFor();
  await loader.load(false);
  assert.equal(inference.model, null);
  assert.match(problems[0], /SHA-256/);
});

test('a card that the engine refuses keeps the model out, in the engine’s words', async () => {
  const { asked } = host();
  const { loader, inference, problems } = loaderFor({
    loadCard: () => {
      throw new Error('It wants recipe "x" version 9.');
    },
  });
  await loader.load(false);
  assert.equal(inference.modelState, 'failed');
  assert.match(problems.join(), /^It wants recipe "x" version 9\. The picture works without it; press Try again/);
  asked.length = 0;
  await loader.load(true);
  assert.ok(asked.includes('models/cnn/card.json reload'), 'the next try asks for the card again');
});

test('a model of another shape than its card says is refused', async () => {
  host();
  const { loader, inference, problems } = loaderFor({ ort: ortThatRuns([1, 300, 40]) });
  await loader.load(false);
  assert.equal(inference.modelState, 'failed');
  assert.match(problems[0], /\[1, 300, 40\].*\[1, 300, 64\]/);
});

test('without the speech detector the model still works', async () => {
  const { files } = host();
  delete files['models/vad/model.onnx'];
  const { loader, inference, problems } = loaderFor();
  await loader.load(false);
  assert.equal(inference.modelState, 'ready');
  assert.equal(inference.detector, null);
  assert.match(problems.join(), /silero|vad.*404.*Loudness alone/);
});

test('no connection is said as such', async () => {
  host({ 'models/index.json': new TypeError('failed to fetch') });
  const { loader, problems } = loaderFor();
  await loader.load(false);
  assert.match(problems[0], /no connection/);
});

test('the shape of a window: the model may leave sizes open, the card may not', () => {
  const shape = (dims) => ({ isTensor: true, shape: dims });
  assert.deepEqual(agreedShape({ input: { shape: [1, 300, 64] } }, shape(['N', 'T', 64])), [1, 300, 64]);
  assert.throws(() => agreedShape({ name: 'm', input: { shape: [1, 300, 64] } }, shape([1, 64])));
  assert.throws(() => agreedShape({ name: 'm' }, shape([1, 300, 64])));
});

test('an answer that is not finite is not passed on', async () => {
  assert.ok(network);
  const inference = new Inference(() => {});
  inference.model = { run: async () => Float32Array.of(NaN) };
  const session = { setReadiness() {}, answer: assert.fail };
  assert.equal(await inference.answer(session, { kind: 2, input: null, state: null }, () => true), false);
});
