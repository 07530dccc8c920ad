import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExplanationController } from '../../../web/models/explanation_controller.js';
import { Store } from '../../../web/shell/store.js';

const NOTHING = { verdict: 'no_speech', probabilities: null };

function setUp({ clipS = null, capturedS = 0, playheadS = -1, understood = true, shown: said = NOTHING } = {}) {
  const store = new Store();
  store.set({ playhead_s: playheadS });
  const asked = [];
  const shown = [];
  const answers = [];
  let cancelled = 0;
  const controller = new ExplanationController({
    store,
    engine: {
      explain: (of) => {
        asked.push(of);
        return new Promise((resolve, reject) => answers.push({ resolve, reject }));
      },
      cancelExplain: () => (cancelled += 1),
    },
    bridge: {
      explanation: (bytes) => (shown.push(bytes), understood),
      explanationData: () => ({ label: 'sad' }),
    },
    clipS: () => clipS,
    capturedS: () => capturedS,
    shown: () => said,
    onChange() {},
  });
  return { controller, store, asked, shown, answers, cancelled: () => cancelled };
}

test('a short clip is explained whole', async () => {
  const { controller, store, asked, shown, answers } = setUp({ clipS: 3.5, playheadS: 1 });
  const explained = controller.explain();
  assert.deepEqual(asked, [{ source: 'clip', start_s: 0, end_s: 3.5, label: -1 }]);
  assert.ok(store.state.explaining > 0);
  controller.progressed(0.5);
  assert.equal(store.state.explaining, 0.5);
  const bytes = new ArrayBuffer(4);
  answers[0].resolve(bytes);
  assert.deepEqual(await explained, { label: 'sad' });
  assert.deepEqual(shown, [bytes]);
  assert.equal(store.state.explaining, 0);
});

for (const [playheadS, start_s, end_s] of [
  [-1, 0, 10],
  [3, 0, 10],
  [30, 25, 35],
  [58, 50, 60],
]) {
  test(`of a minute with the play head at ${playheadS} s, ${start_s} to ${end_s} s are explained`, () => {
    const { controller, asked } = setUp({ clipS: 60, playheadS });
    controller.explain(4);
    assert.deepEqual(asked, [{ source: 'clip', start_s, end_s, label: 4 }]);
  });
}

for (const [verdict, probabilities, label] of [
  ['emotion', { happy: 0.2, sad: 0.1, angry: 0.7 }, 4],
  ['unsure', { happy: 0.3, fearful: 0.4, angry: 0.3 }, 5],
  ['no_speech', { happy: 0.3, fearful: 0.4 }, -1],
  ['waiting', null, -1],
]) {
  test(`what the page says (${verdict}) is what is explained`, () => {
    const { controller, asked } = setUp({ clipS: 3, shown: { verdict, probabilities } });
    controller.explain();
    assert.equal(asked[0].label, label);
  });
}

test('of live sound the last three seconds are explained, or what there is of them', () => {
  const { controller, asked } = setUp({ capturedS: 20 });
  controller.explain();
  assert.deepEqual(asked, [{ source: 'live', start_s: 17, end_s: 20, label: -1 }]);
  const young = setUp({ capturedS: 2 });
  young.controller.explain();
  assert.equal(young.asked[0].start_s, 0);
});

test('closing ends the work and takes away what is shown', async () => {
  const { controller, store, shown, answers, cancelled } = setUp({ clipS: 2 });
  controller.close();
  assert.deepEqual([cancelled(), shown.length], [0, 0]); // nothing was there
  const first = controller.explain();
  answers[0].resolve(new ArrayBuffer(1));
  await first;
  const second = controller.explain();
  controller.close();
  assert.equal(cancelled(), 1);
  assert.deepEqual(shown.at(-1), null);
  assert.equal(store.state.explaining, 0);
  answers[1].resolve(new ArrayBuffer(2)); // it was on its way already
  await assert.rejects(second);
  assert.deepEqual(shown.at(-1), null);
});

test('the engine’s sentence comes through, and the page is not busy any more', async () => {
  const { controller, store, answers } = setUp({ clipS: 2 });
  const explained = controller.explain();
  answers[0].reject(new Error('There is no sound to explain yet.'));
  await assert.rejects(explained, { message: 'There is no sound to explain yet.' });
  assert.equal(store.state.explaining, 0);
});

test('a newer question stays busy when the older one ends', async () => {
  const { controller, store, answers } = setUp({ clipS: 2 });
  const older = controller.explain();
  controller.explain();
  answers[0].reject(new Error('Another explanation was asked for meanwhile.'));
  await assert.rejects(older);
  assert.ok(store.state.explaining > 0);
});

test('an explanation of another version is not shown as one', async () => {
  const { controller, answers } = setUp({ clipS: 2, understood: false });
  const explained = controller.explain();
  answers[0].resolve(new ArrayBuffer(1));
  await assert.rejects(explained, { message: /different versions/ });
});
