import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPool } from '../../../web/workers/pool.js';

/** Workers that answer when they are told to. `behave(question, worker)` gives an answer, or null for none yet. */
function workers(behave) {
  const made = [];
  const createWorker = () => {
    const worker = {
      questions: [],
      transfers: [],
      terminated: false,
      postMessage({ id, args: [source, options] }, transfer) {
        const question = { id, source, options };
        worker.questions.push(question);
        worker.transfers.push(transfer);
        setImmediate(() => {
          if (worker.terminated) return;
          worker.say({ ready: [] });
          const answer = behave(question, worker);
          if (answer) worker.say({ id, ...answer });
        });
      },
      say: (data) => worker.onmessage?.({ data }),
      terminate: () => (worker.terminated = true),
    };
    made.push(worker);
    return worker;
  };
  return { made, createWorker };
}

const analysed = (extra = {}) => ({ measures: null, hash: 'ff', recipes: {}, picture: null, ...extra });
const done = (extra) => ({ value: { ...analysed(extra), memory: 1000 } });
const failed = (message, noSound = false) => ({ failure: { message, kind: noSound ? 'no_sound' : 'item' } });
const item = (row, extra = {}) => ({
  row,
  name: `${row}.wav`,
  reader: 'engine',
  open: async () => new Blob([`${row}`]),
  ...extra,
});
const items = (count) => Array.from({ length: count }, (_, row) => item(row));

const decoded = (channels) => ({
  buffer: {
    length: channels[0].length,
    numberOfChannels: channels.length,
    sampleRate: 48000,
    getChannelData: (channel) => channels[channel],
  },
});

test('every clip is analysed once, by all workers, and never more than two a worker are under way', async () => {
  let most = 0;
  let underWay = 0;
  const { made, createWorker } = workers(() => ((underWay -= 1), done()));
  const pool = createPool({ createWorker, size: 3 });
  const list = items(50).map((one) => ({
    ...one,
    open: async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      return one.open();
    },
  }));
  const seen = [];
  const told = [];
  const outcome = await pool.analyse(list, {
    recipes: ['mlp180'],
    onResult: ({ row, name, hash }) => seen.push(`${row} ${name} ${hash}`),
    onProgress: (progress) => told.push(progress),
  });
  assert.deepEqual(outcome, { state: 'finished', count: 50, failed: [], problem: '' });
  assert.deepEqual(seen.sort(), list.map(({ row, name }) => `${row} ${name} ff`).sort());
  assert.equal(made.length, 3);
  assert.ok(made.every(({ questions }) => questions.length > 5));
  assert.ok(most <= 6, `${most} at once`);
  assert.deepEqual([told.at(-1).done, told.at(-1).total], [50, 50]);
  assert.equal(pool.memory, 3000);
});

test('what is asked for reaches the worker', async () => {
  const { made, createWorker } = workers(() => done());
  await createPool({ createWorker, size: 1 }).analyse(items(1), { measures: true, recipes: ['logmel64'], text: 'csv' });
  const options = { measures: true, recipes: ['logmel64'], text: 'csv', file: '0.wav', picture: null };
  assert.deepEqual(made[0].questions[0].options, options);
});

test('a broken clip is a sentence, and the rest goes on', async () => {
  const { createWorker } = workers(({ options }) =>
    options.file === '3.wav' ? failed('the file is damaged') : done(),
  );
  const left = [];
  const {
    state,
    count,
    failed: faults,
  } = await createPool({ createWorker, size: 2 }).analyse(items(8), {
    onFailed: ({ name }) => left.push(name),
  });
  assert.deepEqual([state, count], ['finished', 7]);
  assert.deepEqual(faults, [{ path: '3.wav', why: 'the file is damaged' }]);
  assert.deepEqual(left, ['3.wav']);
});

test('a clip that cannot be opened is a sentence, too', async () => {
  const { createWorker } = workers(() => done());
  const gone = item(9, { open: async () => Promise.reject(new Error('it was moved')) });
  const { count, failed: faults } = await createPool({ createWorker, size: 1 }).analyse([...items(2), gone], {});
  assert.equal(count, 2);
  assert.deepEqual(faults, [{ path: '9.wav', why: 'it was moved' }]);
});

for (const [how, crash] of [
  [
    'says that its program broke',
    (worker, { id }) => worker.say({ id, failure: { message: 'unreachable', kind: 'broken' } }),
  ],
  ['dies', (worker) => worker.onerror({ message: 'gone' })],
]) {
  test(`a worker that ${how} is replaced: its clip is reported, what else it held is done again`, async () => {
    const opened = [];
    const { made, createWorker } = workers((question, worker) => {
      if (question.options.file !== '4.wav') return done();
      crash(worker, question);
      return null;
    });
    const list = items(12).map((one) => ({ ...one, open: async () => (opened.push(one.name), new ArrayBuffer(8)) }));
    const outcome = await createPool({ createWorker, size: 1 }).analyse(list, {});
    assert.deepEqual([outcome.state, outcome.count], ['finished', 11]);
    assert.equal(outcome.failed[0].path, '4.wav');
    assert.match(outcome.failed[0].why, /stopped unexpectedly/);
    assert.equal(made.length, 2);
    assert.ok(made[0].terminated);
    assert.equal(opened.filter((name) => name === '5.wav').length, 2, 'what was handed over is opened anew');
  });
}

test('a program that cannot be loaded stops the job with a sentence', async () => {
  for (const break_ of [
    (worker) => worker.say({ id: 0, failure: { message: 'no connection', kind: 'missing' } }),
    (worker) => worker.onerror({ message: 'no connection' }),
  ]) {
    const createWorker = () => {
      const worker = { postMessage: () => setImmediate(() => worker.onmessage && break_(worker)), terminate() {} };
      worker.say = (data) => worker.onmessage({ data });
      return worker;
    };
    const { state, count, problem } = await createPool({ createWorker, size: 2 }).analyse(items(5), {});
    assert.deepEqual([state, count], ['stopped', 0]);
    assert.match(problem, /could not be loaded \(no connection\)/);
  }
});

test('a cancelled job ends at once, keeps what was done, and leaves a pool that works', async () => {
  const cancel = new AbortController();
  const { made, createWorker } = workers(({ options }) => (Number.parseInt(options.file, 10) < 3 ? done() : null));
  const pool = createPool({ createWorker, size: 1 });
  const rows = [];
  const { state, count } = await pool.analyse(items(20), {
    signal: cancel.signal,
    onResult: ({ row }) => {
      rows.push(row);
      if (row === 2) cancel.abort();
    },
  });
  assert.deepEqual([state, count, rows], ['cancelled', 3, [0, 1, 2]]);
  assert.ok(made[0].terminated, 'nobody waits for what it was at');
  const again = await pool.analyse(items(3), {});
  assert.equal(again.count, 3);
  assert.ok(!made[1].terminated);
});

test('a result that is still being written holds its place', async () => {
  const { made, createWorker } = workers(() => done());
  const pool = createPool({ createWorker, size: 1 });
  const writing = [];
  const job = pool.analyse(items(6), { onResult: () => new Promise((resolve) => writing.push(resolve)) });
  while (writing.length < 2) await new Promise(setImmediate);
  for (let i = 0; i < 10; i += 1) await new Promise(setImmediate);
  assert.equal(made[0].questions.length, 2);
  let written = 0;
  while (written < 6) {
    await new Promise(setImmediate);
    for (const resolve of writing.splice(0)) ((written += 1), resolve());
  }
  assert.equal((await job).count, 6);
});

test('members of a zip and files are only named to the worker, bytes are handed over', async () => {
  const { made, createWorker } = workers(() => done());
  const packed = { file: new File(['x'], 'a.zip'), offset: 7, packedBytes: 1, bytes: 1, method: 0, crc32: 1 };
  const buffer = new ArrayBuffer(16);
  await createPool({ createWorker, size: 1 }).analyse(
    [
      item(0, { packed, open: () => assert.fail('read on the page’s thread') }),
      item(1),
      item(2, { open: async () => buffer }),
    ],
    {},
  );
  const [{ questions, transfers }] = made;
  assert.deepEqual(
    questions.map(({ source }) => source.kind),
    ['packed', 'blob', 'bytes'],
  );
  assert.deepEqual(transfers, [[], [], [buffer]]);
});

test('what only the browser can decode comes to the worker as samples, mixed to one channel', async () => {
  const { made, createWorker } = workers(() => done());
  const decodeInBrowser = async () => decoded([Float32Array.of(1, 0.5), Float32Array.of(0, 0.5)]);
  const pool = createPool({ createWorker, size: 1, decodeInBrowser });
  await pool.analyse([item(0, { reader: 'browser' })], {});
  const [{ source }] = made[0].questions;
  assert.deepEqual([source.kind, source.rate, [...source.samples]], ['samples', 48000, [0.5, 0.5]]);
});

test('what our program cannot read is tried in the browser; if that cannot either, our sentence stands', async () => {
  const behave = ({ source }) => (source.kind === 'samples' ? done() : failed('This Ogg file holds no Vorbis.', true));
  const can = workers(behave);
  const read = createPool({ ...can, size: 1, decodeInBrowser: async () => decoded([Float32Array.of(1)]) });
  assert.equal((await read.analyse(items(1), {})).count, 1);
  const cannot = workers(behave);
  const unread = createPool({ ...cannot, size: 1, decodeInBrowser: () => Promise.reject(new Error('no')) });
  const { failed: faults } = await unread.analyse(items(1), {});
  assert.deepEqual(faults, [{ path: '0.wav', why: 'This Ogg file holds no Vorbis.' }]);
});

test('a picture is asked for with its size, and waits its turn among the clips', async () => {
  const picture = { width: 2, height: 1, message: new Uint8Array(10) };
  const { made, createWorker } = workers(({ options }) => done({ picture: options.picture && picture }));
  const pool = createPool({ createWorker, size: 1 });
  const pictures = items(5).map((one) => pool.picture(one, { width: 192, height: 64 }));
  assert.deepEqual(await Promise.all(pictures), Array(5).fill(picture));
  const { options } = made[0].questions[0];
  assert.deepEqual([options.recipes, options.picture], [['logmel64'], { width: 192, height: 64 }]);
});

test('a picture that is no longer wanted is not made', async () => {
  const { made, createWorker } = workers(() => done({ picture: {} }));
  const pool = createPool({ createWorker, size: 1 });
  const wanted = pool.picture(item(0), { width: 1, height: 1, signal: AbortSignal.abort() });
  await assert.rejects(wanted, { name: 'AbortError' });
  assert.equal(made.length, 0);
});
