import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Inference } from '../../../web/engine/inference.js';
import { host, loaderFor, ortThatRuns, restoreFetch } from '../support/model_host.mjs';

afterEach(restoreFetch);

test('runtime, detector and model arrive with progress in bytes', async () => {
  host();
  const { load, inference, states, problems, progress } = loaderFor();
  await load();
  assert.deepEqual(problems, []);
  assert.deepEqual(states, ['loading', 'ready cnn']);
  assert.ok(inference.detector && inference.models[0]);
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
    const { load, inference, states, problems } = loaderFor();
    await load();
    assert.equal(inference.modelStates[0], 'failed');
    assert.match(problems.join(' '), name);
    files[path] = kept;
    asked.length = 0;
    await load(true);
    assert.equal(inference.modelStates[0], 'ready');
    assert.equal(states.at(-1), 'ready cnn');
    assert.ok(asked.includes(`${path} reload`), asked.join());
    assert.ok(!asked.some((line) => line.startsWith('models/index.json')));
  });
}

test('a model whose bytes are not those of its card is refused', async () => {
  host({ 'models/cnn/model.onnx': new Uint8Array(5000).fill(3) });
  const { load, inference, problems } = loaderFor();
  await load();
  assert.equal(inference.models[0], null);
  assert.match(problems[0], /SHA-256/);
});

test('a card that the engine refuses keeps the model out, in the engine’s words', async () => {
  const { asked } = host();
  const { load, inference, problems } = loaderFor({
    loadCard: () => {
      throw new Error('It wants recipe "x" version 9.');
    },
  });
  await load();
  assert.equal(inference.modelStates[0], 'failed');
  assert.match(problems.join(), /^It wants recipe "x" version 9\. The picture works without it; press Try again/);
  asked.length = 0;
  await load(true);
  assert.ok(asked.includes('models/cnn/card.json reload'), 'the next try asks for the card again');
});

test('a model of another shape than its card says is refused', async () => {
  host();
  const { load, inference, problems } = loaderFor({ ort: ortThatRuns([1, 300, 40]) });
  await load();
  assert.equal(inference.modelStates[0], 'failed');
  assert.match(problems[0], /\[1, 300, 40\].*\[1, 300, 64\]/);
});

test('without the speech detector the model still works', async () => {
  const { files } = host();
  delete files['models/vad/model.onnx'];
  const { load, inference, problems } = loaderFor();
  await load();
  assert.equal(inference.modelStates[0], 'ready');
  assert.equal(inference.detector, null);
  assert.match(problems.join(), /silero|vad.*404.*Loudness alone/);
});

test('no connection is said as such', async () => {
  host({ 'models/index.json': new TypeError('failed to fetch') });
  const { load, problems } = loaderFor();
  await load();
  assert.match(problems[0], /no connection/);
});

test('an answer that is not finite is not passed on', async () => {
  const inference = new Inference(() => {});
  inference.setModel(0, { run: async () => Float32Array.of(NaN) }, 'ready');
  const session = { setReadiness() {}, answer: assert.fail };
  assert.equal(await inference.answer(session, { kind: 2, slot: 0, input: null, state: null }, () => true), false);
});
