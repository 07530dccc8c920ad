// A host with models, a runtime that runs nothing, and a loader between them.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Inference } from '../../../web/engine/inference.js';
import { ModelLoader } from '../../../web/engine/model_loader.js';
import { ModelFiles } from '../../../web/engine/models.js';

const BASE = new URL('http://page.test/emoscope/');
const realFetch = globalThis.fetch;
export const restoreFetch = () => (globalThis.fetch = realFetch);

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const card = (name, bytes, extra = {}) =>
  JSON.stringify({ name, sha256: sha256(bytes), bytes: bytes.length, input: { shape: [1, 300, 64] }, ...extra });

export function host(changes = {}) {
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

/** Adds a model to a host's files; its bytes are all `fill`, by which the fake runtime tells it. */
export function addModel(files, name, fill, extra = {}) {
  const onnx = new Uint8Array(5000).fill(fill);
  files[`models/${name}/card.json`] = card(name, onnx, extra);
  files[`models/${name}/model.onnx`] = onnx;
}

/** Adds a model that is run as a stream; the bytes of its other graph are all `fill` + 100. */
export function addStream(files, name, fill, extra = {}) {
  const onnx = new Uint8Array(3000).fill(fill);
  const stream = { file: 'stream.onnx', sha256: sha256(onnx), bytes: onnx.length, frames: 10, state: 3, memory: 2 };
  addModel(files, name, fill + 100, { stream, ...extra });
  files[`models/${name}/stream.onnx`] = onnx;
}

/** A graph of 3000 bytes is a stream. opened, released: the fills of what was opened and given back. */
export function ortThatRuns(inputShape = ['batch', 300, 64]) {
  class Tensor {}
  const released = [];
  const run = async () => ({
    output: { data: [0] },
    stateN: { data: new Float32Array(256) },
    logits: { data: new Float32Array(8) },
  });
  const opened = [];
  const tensor = (shape) => ({ isTensor: true, shape });
  const stream = {
    inputNames: ['frames', 'state'],
    outputNames: ['logits', 'next_state'],
    inputMetadata: [tensor([1, 10, 64]), tensor([1, 3])],
    run: async () => ({ logits: { data: new Float32Array(8) }, next_state: { data: new Float32Array(3) } }),
  };
  const window = { run, inputNames: ['input'], outputNames: ['logits'], inputMetadata: [tensor(inputShape)] };
  const create = async (bytes) => {
    opened.push(bytes[0]);
    const release = async () => released.push(bytes[0]);
    return { ...(bytes.length === 3000 ? stream : window), release };
  };
  return { Tensor, InferenceSession: { create }, released, opened };
}

export function loaderFor({ ort = ortThatRuns(), loadCard = () => {} } = {}) {
  const cards = [null, null]; // by slot, as the engine holds them
  const states = [];
  const problems = [];
  const progress = [];
  const indices = [];
  const inference = new Inference(() => {});
  const files = new ModelFiles(BASE, (loaded, total) => progress.push([loaded, total]));
  const loader = new ModelLoader({
    base: BASE,
    files,
    engine: {
      loadCard(slot, text) {
        loadCard(slot, text);
        cards[slot] = JSON.parse(text).name;
      },
      clearCard: (slot) => (cards[slot] = null),
    },
    inference,
    onIndex: (index) => indices.push(index),
    onState: (slot, state, card) => states.push([slot || '', state, card?.name].filter(Boolean).join(' ')),
    onProblem: (message) => problems.push(message),
    openRuntime: async (from) => (await from.runtime(), ort),
  });
  const load = (fresh = false, wanted = [null, null]) => loader.load(fresh, wanted);
  return { load, loader, inference, states, problems, progress, indices, cards };
}
