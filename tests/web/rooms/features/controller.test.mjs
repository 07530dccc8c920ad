import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FeaturesController, PICTURE_NOT_SAVED } from '../../../../web/rooms/features/controller.js';
import { NOTHING_TO_SAVE, STALE_ENGINE } from '../../../../web/shell/sentences.js';
import { Store } from '../../../../web/shell/store.js';

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

test('a request of the drawn page goes to the engine once, as it is', () => {
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
