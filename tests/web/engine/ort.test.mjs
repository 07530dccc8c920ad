import assert from 'node:assert/strict';
import { test, afterEach } from 'node:test';
import { EmotionModel, agreedShape } from '../../../web/engine/ort.js';
import { restoreFetch } from '../support/model_host.mjs';

/** A runtime whose one graph tells what it was asked. */
function runtime({ shape, outputs }) {
  const asked = [];
  class Tensor {
    constructor(type, data, dims) {
      assert.equal(
        data.length,
        dims.reduce((product, size) => product * size, 1),
      );
      Object.assign(this, { type, dims });
    }
  }
  const session = {
    inputNames: ['x'],
    outputNames: Object.keys(outputs),
    inputMetadata: [{ isTensor: true, shape }],
    release: async () => {},
    run: async ({ x }, names) => {
      asked.push({ dims: x.dims, names });
      return Object.fromEntries(names.map((name) => [name, { data: Float32Array.from(outputs[name]) }]));
    },
  };
  return { ort: { Tensor, InferenceSession: { create: async () => session } }, asked };
}

const EIGHT = Array.from({ length: 8 }, (_, i) => i);

afterEach(restoreFetch);

test('a window of logmel64 may have any number of frames', async () => {
  const { ort, asked } = runtime({ shape: ['N', 'T', 64], outputs: { logits: EIGHT } });
  const card = { name: 'm', recipe: { name: 'logmel64' }, input: { shape: [1, 300, 64] } };
  const model = await EmotionModel.create(ort, null, card);
  await model.run(new Float32Array(100 * 64));
  assert.deepEqual(
    asked.map(({ dims }) => dims),
    [
      [1, 300, 64],
      [1, 100, 64],
    ],
  );
});

for (const shape of [
  [1, 180],
  [1, 40, 1],
  [1, 1, 40, 174],
]) {
  test(`a model that takes [${shape}] is run with just that`, async () => {
    const { ort, asked } = runtime({ shape: ['N', ...shape.slice(1)], outputs: { logits: EIGHT } });
    const model = await EmotionModel.create(ort, null, { name: 'm', recipe: { name: 'other' }, input: { shape } });
    await model.run(new Float32Array(shape.reduce((product, size) => product * size, 1)));
    assert.deepEqual(asked.at(-1).dims, shape);
    await assert.rejects(model.run(new Float32Array(7)));
  });
}

test('logits and dimensions come in one answer, and nothing else is computed', async () => {
  const { ort, asked } = runtime({
    shape: [1, 300, 64],
    outputs: { embedding: [9, 9], dimensions: [0.5, -0.5], logits: [1, 2, 3] },
  });
  const model = await EmotionModel.create(ort, null, {
    name: 'm',
    input: { shape: [1, 300, 64] },
    output: { name: 'logits', shape: [1, 3] },
    dimensions: { name: 'dimensions', shape: [1, 2] },
    labels: ['sad', 'happy', 'angry'],
  });
  assert.deepEqual([...(await model.run(new Float32Array(300 * 64)))], [1, 2, 3, 0.5, -0.5]);
  assert.deepEqual(asked.at(-1).names, ['logits', 'dimensions']);
});

test('the shape of a window: the model may leave sizes open, the card may not', () => {
  const shape = (dims) => ({ isTensor: true, shape: dims });
  assert.deepEqual(agreedShape({ input: { shape: [1, 300, 64] } }, shape(['N', 'T', 64])), [1, 300, 64]);
  assert.throws(() => agreedShape({ name: 'm', input: { shape: [1, 300, 64] } }, shape([1, 64])));
  assert.throws(() => agreedShape({ name: 'm' }, shape([1, 300, 64])));
});
