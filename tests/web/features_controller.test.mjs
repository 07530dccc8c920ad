import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileName, pixelsOf } from '../../web/rooms/features/downloads.js';
import { EngineClient } from '../../web/engine/client.js';
import { FeaturesController, PICTURE_NOT_SAVED } from '../../web/rooms/features/controller.js';
import { NOTHING_TO_SAVE, STALE_ENGINE } from '../../web/shell/sentences.js';
import { Store } from '../../web/shell/store.js';

function setUp({ region = { start_s: 0.5, end_s: 2.25, selected: true } } = {}) {
  const log = { handlers: [], notices: [], saved: [], asked: [] };
  const handlers = [];
  const store = new Store();
  store.set({ source: 'clip', clip_name: 'angry voice.wav', room: 'features' });
  const controller = new FeaturesController({
    store,
    bridge: {
      featureRequest: () => handlers.shift() ?? null,
      featureBlock: (bytes) => new Uint8Array(bytes)[0] === 1,
      featuresSettings: () => ({ n_fft: 2048 }),
      region: () => region,
      pictureBox: () => ({ x: 0, y: 0, w: 1, h: 1 }),
    },
    engine: {
      requestFeatures: (bytes) => log.handlers.push(bytes),
      featuresCsv: async (...range) => (log.asked.push(range), 'time_s,zcr\n0,0.1\n'),
    },
    notify: (message) => log.notices.push(message),
    drawn: () => null,
    saveFile: (blob, name) => log.saved.push({ blob, name }),
  });
  return { controller, handlers, log, store };
}

test('a options of the drawn page goes to the engine once, as it is', () => {
  const { controller, handlers, log } = setUp();
  const options = Uint8Array.of(1, 2, 3).buffer;
  handlers.push(options);
  for (let frame = 0; frame < 100; frame += 1) controller.ask();
  assert.deepEqual(log.handlers, [options]);
  assert.equal(controller.facts().work.requests, 1);
});

test('blocks are counted; one of another version is said so', () => {
  const { controller, log } = setUp();
  controller.take(Uint8Array.of(1, 0, 0, 0).buffer);
  assert.deepEqual(log.notices, []);
  controller.take(Uint8Array.of(9).buffer);
  assert.deepEqual(log.notices, [STALE_ENGINE]);
  assert.deepEqual(controller.facts().work, { requests: 0, blocks: 2, bytes: 5 });
});

test('the numbers of the region are saved under the sound’s name and its time', async () => {
  const { controller, log } = setUp();
  await controller.saveNumbers();
  assert.deepEqual(log.asked, [[0.5, 2.25]]);
  assert.equal(log.saved[0].name, 'angry voice_features_0.50-2.25s.csv');
  assert.match(log.saved[0].blob.type, /^text\/csv/);
  assert.equal(await log.saved[0].blob.text(), 'time_s,zcr\n0,0.1\n');
});

test('with nothing to save, and with nothing drawn, that is said', async () => {
  const { controller, log } = setUp({ region: { start_s: 0, end_s: 0, selected: false } });
  await controller.saveNumbers();
  await controller.savePicture();
  assert.deepEqual(log.notices, [NOTHING_TO_SAVE, PICTURE_NOT_SAVED]);
  assert.deepEqual(log.saved, []);
});

test('names of files hold no character that a system refuses', () => {
  const name = (sound, more = {}) => fileName({ sound, room: 'features', ending: 'png', ...more });
  assert.equal(name('a/b\\c:d*e?"f<g>h|i\n.wav'), 'a_b_c_d_e_f_g_h_i__features.png');
  assert.equal(name('Größe 1.5.flac', { startS: -0.001, endS: 3 }), 'Größe 1.5_features_0.00-3.00s.png');
  assert.equal(name('..'), 'live_features.png');
  assert.equal(name(''), 'live_features.png');
  assert.equal(name('x'.repeat(300)).length, 80 + '_features.png'.length);
});

test('the picture is cut at whole device pixels, and never outside of the canvas', () => {
  const canvas = { width: 780, height: 1688, cssWidth: 390 };
  assert.deepEqual(pixelsOf({ x: 10.25, y: 20, w: 100, h: 50 }, canvas), {
    left: 21,
    top: 40,
    width: 200,
    height: 100,
  });
  assert.deepEqual(pixelsOf({ x: -5, y: 800, w: 999, h: 999 }, canvas), { left: 0, top: 1600, width: 780, height: 88 });
  assert.equal(pixelsOf({ x: 400, y: 0, w: 10, h: 10 }, canvas), null);
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
