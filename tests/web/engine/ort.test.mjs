import assert from 'node:assert/strict';
import { test, afterEach } from 'node:test';
import { EmotionModel, StreamModel, agreedShape } from '../../../web/engine/ort.js';
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

/** A runtime whose graphs are a stream with a state of three numbers, and a window: each adds up what it hears. */
function streamRuntime({
  frames = [1, 10, 64],
  state = [1, 3],
  outputs = ['logits', 'dimensions', 'next_state'],
} = {}) {
  const asked = [];
  const released = [];
  class Tensor {
    constructor(type, data, dims) {
      Object.assign(this, { type, data, dims });
    }
  }
  const sum = (data) => Math.fround(data.reduce((total, value) => total + value, 0));
  const metadata = (shape) => ({ isTensor: true, shape });
  const stream = {
    inputNames: ['frames', 'state'],
    outputNames: outputs,
    inputMetadata: [metadata(frames), metadata(state)],
    release: async () => released.push('stream'),
    run: async (feeds) => {
      asked.push({ frames: [...feeds.frames.data], state: [...feeds.state.data], dims: feeds.state.dims });
      const news = sum(feeds.frames.data);
      return {
        logits: { data: Float32Array.of(news, feeds.state.data[0]) },
        dimensions: { data: Float32Array.of(0.5, -0.5) },
        next_state: { data: Float32Array.of(...feeds.state.data.slice(1), news) },
      };
    },
  };
  const window = {
    inputNames: ['logmel64'],
    outputNames: ['logits', 'dimensions'],
    inputMetadata: [metadata([1, 'frames', 64])],
    release: async () => released.push('window'),
    run: async () => ({ logits: { data: Float32Array.of(7, 8) }, dimensions: { data: Float32Array.of(0, 1) } }),
  };
  const create = async (bytes) => (bytes[0] === 1 ? stream : window);
  return { ort: { Tensor, InferenceSession: { create } }, asked, released };
}

const STREAM_CARD = {
  name: 'm',
  recipe: { name: 'logmel64' },
  input: { shape: [1, 300, 64] },
  output: { name: 'logits', shape: [1, 2] },
  dimensions: { name: 'dimensions', shape: [1, 2] },
  labels: ['sad', 'happy'],
  stream: { file: 'stream.onnx', sha256: '', frames: 10, state: 3, memory: 4 },
};
const noWindow = () => assert.fail('nobody asked for a window');

test('a stream begins with what silence leaves, and gives the next state behind its answer', async () => {
  const { ort, asked } = streamRuntime();
  const model = await StreamModel.create(ort, Uint8Array.of(1), STREAM_CARD, noWindow);
  assert.equal(asked.length, 5, 'as many steps of silence as it remembers, and one to see that nothing changes');
  const silence = Math.fround(asked[4].frames.reduce((total, value) => total + value, 0));
  assert.ok(Math.abs(silence - 640 * Math.log(1e-6)) < 1e-2);
  assert.deepEqual(asked[4].state, [silence, silence, silence]);
  const frames = new Float32Array(640).fill(0.5);
  const first = await model.run(frames, new Float32Array(0));
  assert.deepEqual([...first], [320, silence, 0.5, -0.5, silence, silence, 320]);
  const second = await model.run(frames, first.slice(4));
  assert.deepEqual(asked.at(-1).state, [silence, silence, 320]);
  assert.deepEqual(asked.at(-1).dims, [1, 3]);
  assert.deepEqual([...second.slice(4)], [silence, 320, 320]);
});

test('the graph of whole windows comes with the first explanation, once, and is given back with the other', async () => {
  const { ort, released } = streamRuntime();
  let fetched = 0;
  const fetchWindow = async () => {
    fetched += 1;
    if (fetched === 1) throw new Error('models/m/model.onnx is not there.');
    return Uint8Array.of(2);
  };
  const model = await StreamModel.create(ort, Uint8Array.of(1), STREAM_CARD, fetchWindow);
  await assert.rejects(model.run(new Float32Array(300 * 64)), /is not there/);
  for (let i = 0; i < 2; ++i) assert.deepEqual([...(await model.run(new Float32Array(300 * 64), null))], [7, 8, 0, 1]);
  assert.equal(fetched, 2, 'a failed one is tried again');
  await model.close();
  assert.deepEqual(released, ['stream', 'window']);
});

for (const [what, runtime, change, words] of [
  ['other frames', { frames: [1, 20, 64] }, {}, /takes frames of shape \[1, 20, 64\], but its card says \[1, 10, 64\]/],
  ['another state', { state: [1, 9] }, {}, /takes state of shape \[1, 9\], but its card says \[1, 3\]/],
  ['no next state', { outputs: ['logits', 'dimensions'] }, {}, /no output “next_state”/],
  ['no dimensions', { outputs: ['logits', 'next_state'] }, {}, /no output “dimensions”/],
  ['other labels', {}, { labels: ['sad', 'happy', 'calm'] }, /answers with 4 numbers, but its card speaks of 5/],
  ['a longer memory', {}, { stream: { ...STREAM_CARD.stream, memory: 2 } }, /remembers more than the 2 steps/],
]) {
  test(`a stream with ${what} than its card says is refused with a sentence`, async () => {
    const { ort, released } = streamRuntime(runtime);
    const card = { ...STREAM_CARD, ...change };
    await assert.rejects(StreamModel.create(ort, Uint8Array.of(1), card, noWindow), { message: words });
    assert.deepEqual(released, ['stream']);
  });
}

test('the shape of a window: the model may leave sizes open, the card may not', () => {
  const shape = (dims) => ({ isTensor: true, shape: dims });
  assert.deepEqual(agreedShape({ input: { shape: [1, 300, 64] } }, shape(['N', 'T', 64])), [1, 300, 64]);
  assert.throws(() => agreedShape({ name: 'm', input: { shape: [1, 300, 64] } }, shape([1, 64])));
  assert.throws(() => agreedShape({ name: 'm' }, shape([1, 300, 64])));
});
