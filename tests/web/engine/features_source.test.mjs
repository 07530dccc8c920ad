import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FeaturesSource } from '../../../web/engine/features_source.js';
import { ownClock } from '../support/clock.mjs';

/** A view that owes a number of blocks of a size for each sound that is opened while something is wanted. */
function setUp({ blocks = 3, blockBytes = 100, step = () => {} } = {}) {
  const calls = [];
  const posted = [];
  let owed = 0;
  let wakes = 0;
  const view = {
    openClip: (samples, rate) => (calls.push(['openClip', samples.length, rate]), (owed = blocks)),
    openLive: (rate) => calls.push(['openLive', rate]),
    close: () => (calls.push(['close']), (owed = 0)),
    push: (samples) => (calls.push(['push', samples.length]), (owed += 1)),
    request: (bytes) => (calls.push(['request', bytes[0]]), bytes[0] !== 0),
    csv: (from, to) => `csv ${from} ${to}`,
    next() {
      step();
      if (owed === 0) return null;
      owed -= 1;
      return new ArrayBuffer(owed % 2 ? 0 : blockBytes);
    },
  };
  const post = (message, transfer) => posted.push({ message, transfer });
  const source = new FeaturesSource({ engine: { features: () => view }, post, wake: () => (wakes += 1) });
  return { source, calls, posted, wakes: () => wakes };
}
const wanted = Uint8Array.of(1).buffer;
const unwanted = Uint8Array.of(0).buffer;
const called = (calls, name) => calls.filter(([n]) => n === name);

test('a clip is copied into the engine only once the room is entered', async () => {
  const { source, calls, wakes } = setUp();
  source.openClip(new Float32Array(1000), 48000);
  assert.equal(await source.work(), false);
  assert.deepEqual(called(calls, 'openClip'), []);
  source.request(wanted);
  source.request(wanted);
  assert.deepEqual(called(calls, 'openClip'), [['openClip', 1000, 48000]]);
  assert.ok(wakes() >= 1);
  source.openClip(new Float32Array(7), 16000);
  assert.equal(called(calls, 'openClip').length, 2, 'with the room open at once');
});

test('every block is posted whole and its memory handed over; steps without a block post nothing', async () => {
  const { source, posted } = setUp({ blocks: 6 });
  source.request(wanted);
  source.openClip(new Float32Array(10), 48000);
  while (await source.work());
  assert.equal(posted.length, 3);
  for (const { message, transfer } of posted) {
    assert.equal(message.type, 'feature_block');
    assert.equal(message.bytes.byteLength, 100);
    assert.deepEqual(transfer, [message.bytes]);
  }
});

test('nothing is computed while nothing is wanted', async () => {
  const { source, posted } = setUp();
  source.request(wanted);
  source.openClip(new Float32Array(10), 48000);
  source.request(unwanted);
  assert.equal(await source.work(), false);
  assert.equal(posted.length, 0);
});

test('the worker hears its messages every few milliseconds and after every megabyte', async (t) => {
  const clock = ownClock(t);
  const slow = setUp({ blocks: 1000, step: () => (clock.now += 3) });
  slow.source.request(wanted);
  slow.source.openClip(new Float32Array(10), 48000);
  assert.equal(await slow.source.work(), true);
  assert.ok(clock.now >= 8 && clock.now <= 15, `${clock.now / 3} steps of 3 ms`);

  const large = setUp({ blocks: 1000, blockBytes: 400_000 });
  large.source.request(wanted);
  large.source.openClip(new Float32Array(10), 48000);
  assert.equal(await large.source.work(), true);
  assert.ok(large.posted.length <= 3);
});

test('live sound always reaches the view, and a clip that closes later does not close it', async () => {
  const { source, calls, posted } = setUp();
  source.openClip(new Float32Array(10), 48000);
  source.openLive(44100);
  source.closeClip();
  source.push(new Float32Array(128));
  assert.deepEqual(called(calls, 'push'), [['push', 128]]);
  assert.deepEqual(calls.at(-2), ['openLive', 44100]);
  assert.equal(posted.length, 0);
  source.request(wanted);
  while (await source.work());
  assert.equal(posted.length, 1);
  source.openClip(new Float32Array(10), 48000);
  source.push(new Float32Array(128));
  assert.equal(called(calls, 'push').length, 1, 'not into a clip');
});

test('numbers for export come from the view', () => {
  assert.equal(setUp().source.csv(1.5, 2), 'csv 1.5 2');
});
