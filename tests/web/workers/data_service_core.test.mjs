import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DataServiceCore } from '../../../web/workers/data_service_core.js';

/** The worker's side with a clock and tasks that the test moves. */
function workWith(wasm) {
  const views = [];
  const tasks = [];
  const clock = { now: 1000 };
  const work = new DataServiceCore({
    wasm: { answer: () => new ArrayBuffer(4), step: () => false, ...wasm },
    show: (view) => views.push(view),
    later: (task, ms) => tasks.push({ task, ms }),
    now: () => clock.now,
  });
  const goOn = () => tasks.shift().task();
  return { work, views, tasks, clock, goOn };
}

test('a request is answered at once; nothing more comes when nothing is to be done', () => {
  const { work, tasks, views, goOn } = workWith({});
  work.answer('ask', [Uint8Array.of(1)]);
  assert.equal(views.length, 1);
  goOn();
  assert.equal(tasks.length, 0);
  assert.equal(views.length, 1);
});

test('a damaged request is said, and the last good one stays', () => {
  let asked = [];
  const { work, goOn } = workWith({
    answer: (request) => {
      if (request[0] === 9) throw new Error('Damaged.');
      asked.push(request[0]);
      return new ArrayBuffer(1);
    },
    setWord: () => undefined,
  });
  work.answer('ask', [Uint8Array.of(1)]);
  assert.throws(() => work.answer('ask', [Uint8Array.of(9)]), { message: 'Damaged.' });
  goOn();
  work.answer('setWord', []);
  goOn();
  assert.deepEqual(asked, [1, 1]);
});

test('changes are shown by themselves, many at a time as one view', () => {
  const { work, tasks, views, clock, goOn } = workWith({ setNumberColumns: () => undefined, paths: () => ['a'] });
  work.answer('setNumberColumns', []);
  assert.equal(tasks.length, 0, 'nothing was asked for yet');
  work.answer('ask', [Uint8Array.of(1)]);
  goOn();
  for (let i = 2; i < 50; i++) work.answer('setNumberColumns', []);
  assert.equal(tasks.length, 1);
  assert.ok(tasks[0].ms > 0, 'not at once after a view');
  clock.now += tasks[0].ms;
  const before = views.length;
  goOn();
  assert.equal(views.length, before + 1);
  work.answer('paths', []);
  assert.equal(tasks.length, 0, 'reading changes nothing');
});

test('a map that takes long goes on in slices, is shown now and then, and at its end', () => {
  let left = 100;
  const { work, views, tasks, clock, goOn } = workWith({
    step: () => {
      clock.now += 10;
      return left > 0 && left-- > 0;
    },
  });
  work.answer('ask', [Uint8Array.of(1)]);
  let slices = 0;
  while (tasks.length > 0) {
    goOn();
    slices += 1;
    assert.ok(slices < 100);
  }
  assert.equal(left, 0);
  assert.ok(slices >= 20, `${slices} slices: calls never wait long`);
  assert.ok(views.length > 3 && views.length < slices / 2, `${views.length} views of ${slices} slices`);
});
