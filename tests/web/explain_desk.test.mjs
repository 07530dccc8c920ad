import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExplainDesk } from '../../web/explain_desk.js';
import { Store } from '../../web/store.js';

function setUp({ clipS = null, capturedS = 0, playheadS = -1, understood = true } = {}) {
  const store = new Store();
  store.set({ playhead_s: playheadS });
  const asked = [];
  const shown = [];
  const answers = [];
  let cancelled = 0;
  const desk = new ExplainDesk({
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
    onChange() {},
  });
  return { desk, store, asked, shown, answers, cancelled: () => cancelled };
}

test('a short clip is explained whole', async () => {
  const { desk, store, asked, shown, answers } = setUp({ clipS: 3.5, playheadS: 1 });
  const explained = desk.explain();
  assert.deepEqual(asked, [{ source: 'clip', start_s: 0, end_s: 3.5, label: -1 }]);
  assert.ok(store.state.explaining > 0);
  desk.progressed(0.5);
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
    const { desk, asked } = setUp({ clipS: 60, playheadS });
    desk.explain(4);
    assert.deepEqual(asked, [{ source: 'clip', start_s, end_s, label: 4 }]);
  });
}

test('of live sound the last three seconds are explained, or what there is of them', () => {
  const { desk, asked } = setUp({ capturedS: 20 });
  desk.explain();
  assert.deepEqual(asked, [{ source: 'live', start_s: 17, end_s: 20, label: -1 }]);
  const young = setUp({ capturedS: 2 });
  young.desk.explain();
  assert.equal(young.asked[0].start_s, 0);
});

test('closing ends the work and takes away what is shown', async () => {
  const { desk, store, shown, answers, cancelled } = setUp({ clipS: 2 });
  desk.close();
  assert.deepEqual([cancelled(), shown.length], [0, 0]); // nothing was there
  const first = desk.explain();
  answers[0].resolve(new ArrayBuffer(1));
  await first;
  const second = desk.explain();
  desk.close();
  assert.equal(cancelled(), 1);
  assert.deepEqual(shown.at(-1), null);
  assert.equal(store.state.explaining, 0);
  answers[1].resolve(new ArrayBuffer(2)); // it was on its way already
  await assert.rejects(second);
  assert.deepEqual(shown.at(-1), null);
});

test('the engine’s sentence comes through, and the page is not busy any more', async () => {
  const { desk, store, answers } = setUp({ clipS: 2 });
  const explained = desk.explain();
  answers[0].reject(new Error('There is no sound to explain yet.'));
  await assert.rejects(explained, { message: 'There is no sound to explain yet.' });
  assert.equal(store.state.explaining, 0);
});

test('a newer question stays busy when the older one ends', async () => {
  const { desk, store, answers } = setUp({ clipS: 2 });
  const older = desk.explain();
  desk.explain();
  answers[0].reject(new Error('Another explanation was asked for meanwhile.'));
  await assert.rejects(older);
  assert.ok(store.state.explaining > 0);
});

test('an explanation of another version is not shown as one', async () => {
  const { desk, answers } = setUp({ clipS: 2, understood: false });
  const explained = desk.explain();
  answers[0].resolve(new ArrayBuffer(1));
  await assert.rejects(explained, { message: /different versions/ });
});
