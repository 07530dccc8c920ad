import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stopping } from '../../../web/workers/failure.js';
import { runJob } from '../../../web/workers/job.js';
import { cpuTime } from '../support/dataset_places.mjs';

const count = (n) => Array.from({ length: n }, (_, i) => i);
const never = new Promise(() => {});

test('results come in the order of the items, however many are worked on at once', async () => {
  const { state, done, failed } = await runJob({
    items: count(20),
    work: async (i) => {
      for (let turns = (i * 7) % 5; turns > 0; turns--) await null;
      return i * i;
    },
    width: 4,
  });
  assert.equal(state, 'finished');
  assert.deepEqual(
    done,
    count(20).map((i) => i * i),
  );
  assert.deepEqual(failed, []);
});

test('no more items are worked on at once than was said', async () => {
  let busy = 0;
  let most = 0;
  await runJob({
    items: count(30),
    width: 3,
    work: async () => {
      most = Math.max(most, ++busy);
      await new Promise((resolve) => setImmediate(resolve));
      busy -= 1;
    },
  });
  assert.equal(most, 3);
});

test('what fails is named with its reason, and the others go on', async () => {
  const { state, done, failed } = await runJob({
    items: ['a', 'b', 'c'],
    work: (name) => {
      if (name === 'b') throw new Error('it is damaged');
      return name;
    },
    nameOf: (name) => `${name}.wav`,
  });
  assert.deepEqual([state, done], ['finished', ['a', 'c']]);
  assert.deepEqual(failed, [{ path: 'b.wav', why: 'it is damaged' }]);
});

test('an interrupted job keeps what was done', async () => {
  const stop = new AbortController();
  const { state, done, problem } = await runJob({
    items: count(1000),
    signal: stop.signal,
    work: (i) => {
      if (i === 99) stop.abort();
      return i;
    },
  });
  assert.equal(state, 'cancelled');
  assert.deepEqual(done, count(100));
  assert.equal(problem, '');
});

test('a cancel is heard at once, though an item or the items themselves hang', async () => {
  for (const desc of [
    { items: count(3), work: (i) => (i === 1 ? never : i) },
    {
      items: (async function* () {
        yield 0;
        await never;
      })(),
      work: (i) => i,
    },
  ]) {
    const stop = new AbortController();
    const running = runJob({ ...desc, signal: stop.signal });
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    const { state, done } = await running;
    assert.deepEqual([state, done], ['cancelled', [0]]);
  }
});

test('a job that was cancelled before it began does nothing', async () => {
  const { state, done } = await runJob({ items: count(3), work: assert.fail, signal: AbortSignal.abort() });
  assert.deepEqual([state, done], ['cancelled', []]);
});

test('what finishes after the cancel changes nothing any more', async () => {
  const stop = new AbortController();
  let release = () => {};
  const told = [];
  const running = runJob({
    items: count(2),
    work: (i) => (i === 0 ? i : new Promise((resolve) => (release = resolve))),
    signal: stop.signal,
    onProgress: ({ done }) => told.push(done),
  });
  await new Promise((resolve) => setImmediate(resolve));
  stop.abort();
  const { done } = await running;
  const tellings = told.length;
  release(1);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(done, [0]);
  assert.equal(told.length, tellings);
});

test('what no item can survive stops the job, with its sentence and what was done', async () => {
  const { state, done, problem } = await runJob({
    items: count(10),
    work: (i) => {
      if (i === 4) throw stopping('The storage is full.');
      return i;
    },
  });
  assert.deepEqual([state, done, problem], ['stopped', [0, 1, 2, 3], 'The storage is full.']);
});

test('items that break off stop the job, too', async () => {
  const items = (async function* () {
    yield 1;
    throw new Error('The archive is damaged.');
  })();
  const { state, done, problem } = await runJob({ items, work: (i) => i });
  assert.deepEqual([state, done, problem], ['stopped', [1], 'The archive is damaged.']);
});

test('a source that is left early is told so', async () => {
  let closed = false;
  const items = (async function* () {
    try {
      for (let i = 0; ; i++) yield i;
    } finally {
      closed = true;
    }
  })();
  const stop = new AbortController();
  await runJob({ items, signal: stop.signal, work: (i) => i === 5 && stop.abort() });
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(closed);
});

test('progress tells count, rate and time left, a few times a second', async () => {
  let time = 0;
  const told = [];
  await runJob({
    items: count(100),
    total: 100,
    now: () => time,
    work: () => {
      time += 50; // ms: twenty a second
    },
    nameOf: (i) => `${i}.wav`,
    onProgress: (progress) => told.push(progress),
  });
  assert.ok(told.length >= 45 && told.length <= 55, `${told.length} for five seconds`);
  const half = told.find(({ done }) => done === 51);
  assert.equal(half.total, 100);
  assert.equal(half.name, '50.wav');
  assert.ok(Math.abs(half.rate - 20) < 0.5, `${half.rate}`);
  assert.ok(Math.abs(half.left_s - 49 / 20) < 0.1, `${half.left_s}`);
  assert.deepEqual([told.at(-1).done, told.at(-1).left_s], [100, 0]);
});

test('the time left follows the amount of work, and the last seconds', async () => {
  let time = 0;
  const told = [];
  const sizes = [...Array(100).fill(1), ...Array(10).fill(100)];
  await runJob({
    items: sizes,
    amountOf: (size) => size,
    total: sizes.length,
    totalAmount: 1100,
    now: () => time,
    work: (size) => {
      time += size * 100; // ms: ten units a second
    },
    onProgress: (progress) => told.push(progress),
  });
  const { left_s } = told.find(({ done }) => done === 100);
  assert.ok(Math.abs(left_s - 100) < 5, `${left_s}`);
});

test('without a total the time left is unknown', async () => {
  const told = [];
  await runJob({ items: count(3), work: () => {}, onProgress: (progress) => told.push(progress) });
  assert.deepEqual([told.at(-1).total, told.at(-1).left_s, told.at(-1).done], [null, null, 3]);
});

test('a long loop of short steps lets others have their turn', async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const spin = () => {
    const until = performance.now() + 1;
    while (performance.now() < until);
  };
  await runJob({ items: count(100), work: spin });
  clearInterval(timer);
  assert.ok(turns >= 5, `${turns}`);
});

test('a hundred thousand items take time that grows with their number', async () => {
  const timed = (n) =>
    cpuTime(async () => assert.equal((await runJob({ items: count(n), work: (i) => i })).done.length, n));
  await timed(5000);
  const few = await timed(10_000);
  const many = await timed(100_000);
  assert.ok(many < 40 * Math.max(few, 5), `${few.toFixed()} ms, then ${many.toFixed()} ms`);
});
