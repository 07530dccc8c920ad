import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DataService } from '../../../web/workers/data_service.js';
import {
  DATA_SERVICE_CLOSED,
  DATA_SERVICE_LOST,
  dataServiceMissing,
} from '../../../web/workers/data_service_sentences.js';

/** A worker that does nothing by itself: the test says what comes from it. */
function silentWorker() {
  const worker = {
    sent: [],
    isEnded: false,
    onmessage: null,
    onerror: null,
    postMessage: (message) => worker.sent.push(message),
    terminate: () => (worker.isEnded = true),
    say: (message) => worker.onmessage({ data: message }),
  };
  return worker;
}

const settled = () => new Promise(setImmediate);

function dataServiceWith(worker) {
  const seen = { views: [], problems: [] };
  const dataService = new DataService({
    createWorker: () => worker,
    onView: (bytes) => seen.views.push(bytes),
    onProblem: (message) => seen.problems.push(message),
  });
  return { dataService, seen };
}

test('while one request is being answered only the newest waits', async () => {
  const worker = silentWorker();
  const { dataService, seen } = dataServiceWith(worker);
  const asked = () => worker.sent.map(({ args: [request] }) => request[0]);
  for (const number of [1, 2, 3, 4]) dataService.ask(Uint8Array.of(number));
  assert.deepEqual(asked(), [1]);
  worker.say({ event: new ArrayBuffer(1) });
  worker.say({ event: new ArrayBuffer(2) }); // of its own accord
  await settled();
  assert.deepEqual(asked(), [1]);
  worker.say({ id: worker.sent[0].id, value: undefined });
  await settled();
  assert.deepEqual(asked(), [1, 4]);
  worker.say({ id: worker.sent[1].id, failure: { message: 'Unreadable.', kind: 'item' } });
  await settled();
  assert.deepEqual(seen.problems, ['Unreadable.']);
  assert.equal(seen.views.length, 2);
  dataService.ask(Uint8Array.of(5).buffer);
  assert.deepEqual(worker.sent.at(-1).args, [Uint8Array.of(5)]);
});

test('calls are settled by their own replies, and errors are sentences', async () => {
  const worker = silentWorker();
  const { dataService } = dataServiceWith(worker);
  const rows = dataService.rows(Uint8Array.of(1));
  const word = dataService.setWord('emotion', Uint32Array.of(1), 'sad');
  const [first, second] = worker.sent;
  assert.equal(second.name, 'setWord');
  worker.say({ id: second.id, failure: { message: 'There is no such recording.', kind: 'item' } });
  worker.say({ id: first.id, value: Uint32Array.of(7) });
  assert.deepEqual(await rows, Uint32Array.of(7));
  await assert.rejects(word, { message: 'There is no such recording.' });
});

test('a data service that stops says so once and lets nobody wait', async () => {
  const worker = silentWorker();
  const { dataService, seen } = dataServiceWith(worker);
  worker.say({ ready: null });
  const saved = dataService.save();
  worker.onerror({ preventDefault() {} });
  await assert.rejects(saved, { message: DATA_SERVICE_LOST });
  await assert.rejects(dataService.paths(Uint32Array.of(1)), { message: DATA_SERVICE_LOST });
  dataService.ask(Uint8Array.of(1));
  assert.deepEqual(seen.problems, [DATA_SERVICE_LOST]);
  assert.ok(worker.isEnded);
});

test('one that could not be loaded says why; one that is closed says nothing', async () => {
  const missing = silentWorker();
  const first = dataServiceWith(missing);
  missing.say({ id: 0, failure: { message: 'Failed to fetch', kind: 'missing' } });
  await assert.rejects(first.dataService.ready, { message: dataServiceMissing('Failed to fetch') });
  assert.deepEqual(first.seen.problems, [dataServiceMissing('Failed to fetch')]);

  const worker = silentWorker();
  const { dataService, seen } = dataServiceWith(worker);
  worker.say({ ready: null });
  await dataService.ready;
  const rows = dataService.rows(Uint8Array.of(1));
  dataService.close();
  await assert.rejects(rows, { message: DATA_SERVICE_CLOSED });
  assert.deepEqual(seen.problems, []);
});
