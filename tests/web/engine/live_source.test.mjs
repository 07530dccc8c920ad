import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tick, setUp, sound } from '../support/engine_sources.mjs';

test(
  'live sound goes into the session in order, on the page’s clock; buffers go back, predictions come out',
  { timeout: 10000 },
  async () => {
    const { live, sessions, posted } = setUp();
    const { port1, port2 } = new MessageChannel();
    const back = [];
    port1.on('message', (batch) => back.push(batch));
    live.start(port2, 48000, 1000);
    for (let i = 0; i < 10; i += 1) port1.postMessage(sound(i * 480));
    while (back.length < 10 || posted.filter(({ predicted }) => predicted).length < 3) await tick();
    assert.deepEqual(
      sessions[0].pushed,
      Array.from({ length: 4800 }, (_, i) => i),
    );
    assert.deepEqual(sessions[0].last, { atMs: 4000, dropped: 2 });
    assert.equal(posted.at(-1).captured_s, 0.1);
    live.stop();
    port1.close();
  },
);

test('the last minute can be heard again after listening has stopped', () => {
  const { live } = setUp();
  const { port1, port2 } = new MessageChannel();
  assert.equal(live.recent(1, 3).length, 0);
  live.start(port2, 16000, 0);
  live.stop();
  assert.equal(live.recent(1, 3).length, 3);
  port1.close();
});

test(
  'sound that comes late is told ten batches at a time, and the rest when listening ends',
  { timeout: 10000 },
  async (t) => {
    const { live, sessions, posted } = setUp({ detector: false, model: false });
    const { port1, port2 } = new MessageChannel();
    t.mock.method(Date, 'now', () => 8000); // of the batches: 5000
    live.start(port2, 48000, 1000);
    for (let i = 0; i < 25; i += 1) port1.postMessage(sound(i * 480));
    while (sessions[0].pushed.length < 25 * 480) await tick();
    assert.deepEqual(
      posted.map(({ captured_s }) => captured_s),
      [0.1, 0.2],
    );
    live.stop();
    assert.equal(posted.at(-1).captured_s, 0.25);
    assert.equal(posted.at(-1).context_s, 0.25);
    port1.close();
  },
);
