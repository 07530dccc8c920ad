import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Jobs, lineOf } from '../../../web/workers/jobs.js';
import { Store } from '../../../web/shell/store.js';

const files = { verb: 'Reading', noun: 'files' };

test('a job says how many, how fast and how long still', () => {
  const progress = { done: 312, total: 1440, rate: 40.2, left_s: 28.05, name: 'a.wav' };
  assert.deepEqual(lineOf(files, progress), {
    words: 'Reading 312 of 1440 files, 40 a second, 29 s left',
    progress: 312 / 1440,
  });
  const words = (more) => lineOf(files, { ...progress, ...more }).words;
  assert.equal(words({ total: null, left_s: null }), 'Reading 312 files, 40 a second');
  assert.equal(words({ rate: 2.34, left_s: 400 }), 'Reading 312 of 1440 files, 2.3 a second, 7 minutes left');
  assert.equal(words({ rate: 0, left_s: null }), 'Reading 312 of 1440 files');
});

test('one job at a time: the second is refused in a sentence, and the first goes on', async () => {
  const store = new Store();
  const jobs = new Jobs(store);
  let finish;
  const first = jobs.run(files, ({ onProgress }) => {
    onProgress({ done: 1, total: 2, rate: 1, left_s: 1, name: '' });
    return new Promise((resolve) => (finish = resolve));
  });
  assert.deepEqual([store.state.data_busy, store.state.data_progress], [true, 0.5]);
  await assert.rejects(
    jobs.run(files, async () => {}),
    /One thing at a time: “Reading 1 of 2 files, 1.0 a second, 1 s left” is still running/,
  );
  finish('done');
  assert.equal(await first, 'done');
  assert.deepEqual([store.state.data_busy, store.state.data_job, store.state.data_progress], [false, '', 0]);
});

test('a cancelled job hears it, frees its place at once and says nothing any more', async () => {
  const store = new Store();
  const jobs = new Jobs(store);
  let parts;
  const cancelled = jobs.run(files, (given) => {
    parts = given;
    return new Promise((resolve) => given.signal.addEventListener('abort', () => resolve('what was done')));
  });
  jobs.cancel();
  assert.ok(parts.signal.aborted);
  assert.equal(store.state.data_busy, false);
  const other = jobs.begin();
  jobs.speak({ words: 'Computing', progress: 0.25 });
  parts.onProgress({ done: 9, total: 10, rate: 1, left_s: 1, name: '' });
  assert.equal(await cancelled, 'what was done');
  assert.deepEqual([store.state.data_job, store.state.data_progress], ['Computing', 0.25]);
  jobs.speak(null);
  assert.deepEqual([store.state.data_busy, other.aborted], [false, false]);
});

test('a job that fails frees its place', async () => {
  const jobs = new Jobs(new Store());
  await assert.rejects(
    jobs.run(files, async () => {
      throw new Error('The disk is gone.');
    }),
    /The disk is gone/,
  );
  assert.equal(await jobs.run(files, async () => 3), 3);
});
