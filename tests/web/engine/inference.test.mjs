import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Inference } from '../../../web/engine/inference.js';
import { addModel, addStream, host, loaderFor, ortThatRuns, restoreFetch } from '../support/model_host.mjs';

afterEach(restoreFetch);

/** A page that runs cnn, and could run two others. */
async function running(options = {}) {
  const { files, asked } = host();
  addModel(files, 'small', 7);
  addModel(files, 'large', 8);
  const ort = ortThatRuns();
  const made = loaderFor({ ort, ...options });
  await made.load();
  asked.length = made.states.length = 0;
  return { ...made, files, asked, released: ort.released };
}

test('at first only the default model is fetched, and the list of all is told', async () => {
  const { files, asked } = host();
  addModel(files, 'small', 7);
  files['models/index.json'] = JSON.stringify({
    default: 'cnn',
    speech_detector: 'vad',
    models: ['cnn', { name: 'small', ua: 0.7 }],
  });
  const { load, indices } = loaderFor();
  await load();
  assert.deepEqual(indices[0].models, [{ name: 'cnn' }, { name: 'small', ua: 0.7 }]);
  assert.ok(!asked.some((path) => path.includes('small')), asked.join());
});

test('a remembered model is fetched instead of the default one, the compared one after it', async () => {
  const { files, asked } = host();
  addModel(files, 'small', 7);
  addModel(files, 'large', 8);
  const { load, states, cards } = loaderFor();
  await load(false, ['small', 'large']);
  assert.deepEqual(states, ['loading', 'ready small', '1 loading', '1 ready large']);
  assert.deepEqual(cards, ['small', 'large']);
  const models = asked.filter((path) => path.includes('onnx'));
  assert.ok(!models.some((path) => path.includes('cnn')), models.join());
  assert.match(models.at(-1), /large/);
});

test('a remembered model that is gone leaves the default one answering, and it is said', async () => {
  host();
  const { load, states, problems, cards } = loaderFor();
  await load(false, ['gone', 'gone too']);
  assert.deepEqual(cards, ['cnn', null]);
  assert.ok(states.includes('ready cnn'));
  assert.equal(states.at(-1), '1 failed');
  assert.match(problems[0], /models\/gone\/card\.json.*404.*default model is used instead/);
  assert.match(problems[1], /gone%20too.*404.*chosen model goes on|gone too.*404.*chosen model goes on/);
});

test('the old model answers until the new one can, and is then given back', async () => {
  const { loader, inference, states, cards, released } = await running();
  const [old] = inference.models;
  const seen = [];
  const watch = setInterval(() => seen.push(inference.modelStates[0], inference.models[0] === old));
  const switched = loader.use(0, 'small');
  assert.equal(inference.models[0], old);
  await switched;
  clearInterval(watch);
  assert.notEqual(inference.models[0], old);
  assert.ok(!seen.includes('loading'), 'sessions are never told that the model was loading');
  assert.deepEqual(states, ['loading cnn', 'ready small']);
  assert.deepEqual(cards, ['small', null]);
  assert.deepEqual(released, [1]);
});

for (const [what, spoil, words] of [
  ['missing', (files) => delete files['models/small/model.onnx'], /small\/model\.onnx.*404/],
  ['another file than its card says', (files) => (files['models/small/model.onnx'] = new Uint8Array(9)), /SHA-256/],
  ['of another shape', (files) => addModel(files, 'small', 7, { input: { shape: [1, 180] } }), /shape/],
  [
    'without its output',
    (files) => addModel(files, 'small', 7, { output: { name: 'p' } }),
    /no output “p” \(it has logits\)/,
  ],
  [
    'of other expressions',
    (files) => addModel(files, 'small', 7, { labels: ['sad', 'angry'] }),
    /8 numbers.*speaks of 2/,
  ],
]) {
  test(`a model that is ${what} is refused with a sentence, and the old one goes on`, async () => {
    const { loader, inference, states, problems, cards, files, released } = await running();
    const [old] = inference.models;
    spoil(files);
    await assert.rejects(loader.use(0, 'small'), { message: words });
    assert.equal(inference.models[0], old);
    assert.equal(inference.modelStates[0], 'ready');
    assert.deepEqual(states, ['loading cnn', 'ready cnn']);
    assert.deepEqual(cards, ['cnn', null]);
    assert.deepEqual(problems, []); // whoever asked has the sentence
    assert.ok(!released.includes(1), 'the old one was not given back');
  });
}

test('of a model that is run as a stream, that graph alone is fetched; the other one when an explanation asks', async () => {
  const { loader, inference, files, asked, released } = await running();
  addStream(files, 'flow', 9);
  await loader.use(0, 'flow');
  assert.deepEqual(
    asked.map((line) => line.split(' ')[0]),
    ['models/flow/card.json', 'models/flow/stream.onnx'],
  );
  const step = await inference.run(inference.models[0], new Float32Array(640), new Float32Array(0));
  assert.equal(step.length, 8 + 3);
  const window = await inference.run(inference.models[0], new Float32Array(300 * 64));
  assert.equal(window.length, 8);
  assert.match(asked.at(-1), /models\/flow\/model\.onnx/);
  await loader.use(0, 'small');
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(released, [1, 9, 109]);
});

test('a stream, or a window fetched for it, that is another file than its card says is refused', async () => {
  const { loader, inference, files } = await running();
  addStream(files, 'flow', 9);
  files['models/flow/model.onnx'] = new Uint8Array(9);
  await loader.use(0, 'flow');
  await assert.rejects(inference.run(inference.models[0], new Float32Array(300 * 64)), {
    message: /flow\/model\.onnx.*SHA-256|SHA-256.*flow\/model\.onnx/,
  });
  addStream(files, 'other', 10);
  files['models/other/stream.onnx'] = new Uint8Array(3000).fill(4);
  await assert.rejects(loader.use(0, 'other'), { message: /stream\.onnx/ });
  assert.equal(inference.modelStates[0], 'ready');
});

test('a card that the engine refuses leaves the old model and the old card', async () => {
  const { loader, inference, cards, released } = await running({
    loadCard: (_, text) => {
      if (text.includes('"small"')) throw new Error('It wants recipe "x" version 9.');
    },
  });
  const [old] = inference.models;
  await assert.rejects(loader.use(0, 'small'), { message: 'It wants recipe "x" version 9.' });
  assert.equal(inference.models[0], old);
  assert.deepEqual(cards, ['cnn', null]);
  assert.deepEqual(released, [7], 'the refused one is given back');
});

test('of two handlers the newer one counts, however long the older one takes', async () => {
  const { loader, cards, states } = await running();
  const fetchNow = globalThis.fetch;
  let letGo = () => {};
  const held = new Promise((resolve) => (letGo = resolve));
  globalThis.fetch = async (url, options) => {
    if (url.href.includes('small/model')) await held;
    return fetchNow(url, options);
  };
  const first = loader.use(0, 'small');
  const overruled = assert.rejects(first, { message: 'Another model was chosen meanwhile.' });
  await loader.use(0, 'large');
  letGo();
  await overruled;
  assert.deepEqual(cards, ['large', null]);
  assert.equal(states.at(-1), 'ready large');
});

test('a model in both slots is opened once and kept while one of them needs it', async () => {
  const { loader, inference, asked, released } = await running();
  await loader.use(1, 'cnn');
  assert.equal(inference.models[1], inference.models[0]);
  assert.deepEqual(asked, []);
  await loader.use(0, 'small');
  assert.deepEqual(released, []);
  await loader.use(1, null);
  assert.deepEqual(released, [1]);
  assert.deepEqual(inference.modelStates, ['ready', 'absent']);
});

test('a model is not exchanged while one is being run', async () => {
  const { loader, inference, cards } = await running();
  let finish = () => {};
  const slow = { run: () => new Promise((resolve) => (finish = () => resolve(new Float32Array(8)))) };
  const run = inference.run(slow, new Float32Array(1));
  const switched = loader.use(0, 'small');
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(cards, ['cnn', null]);
  finish();
  await run;
  await switched;
  assert.deepEqual(cards, ['small', null]);
});

test('the progress of a switch counts the new model alone', async () => {
  const { loader, progress } = await running();
  await loader.use(0, 'small');
  assert.deepEqual(progress.at(-1), [5000, 5000]);
});

test('each question goes to the model of its slot', async () => {
  const inference = new Inference(() => {});
  inference.setModel(0, { run: async () => Float32Array.of(1) }, 'ready');
  inference.setModel(1, { run: async () => Float32Array.of(2) }, 'ready');
  const answers = [];
  const session = { answer: (values) => answers.push(values[0]), setReadiness() {} };
  for (const slot of [1, 0]) await inference.answer(session, { kind: 2, slot, input: null, state: null }, () => true);
  assert.deepEqual(answers, [2, 1]);
});

test('a compared model that breaks leaves the chosen one answering', async () => {
  const problems = [];
  const inference = new Inference((message, slot) => problems.push([message, slot]));
  inference.setModel(0, { run: async () => Float32Array.of(1) }, 'ready');
  inference.setModel(1, { run: async () => Float32Array.of(NaN) }, 'ready');
  let told = null;
  const session = { answer() {}, setReadiness: (_, states) => (told = [...states]) };
  assert.equal(await inference.answer(session, { kind: 2, slot: 1, input: null, state: null }, () => true), false);
  assert.deepEqual(told, ['ready', 'failed']);
  assert.match(problems[0][0], /compared model stopped.*chosen model goes on/);
  assert.equal(problems[0][1], 1);
});
