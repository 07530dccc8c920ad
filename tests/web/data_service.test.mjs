import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DataWasm } from '../../web/workers/data_wasm.js';
import { DataService } from '../../web/workers/data_service.js';
import { DataServiceCore } from '../../web/workers/data_service_core.js';
import {
  DATA_SERVICE_CLOSED,
  DATA_SERVICE_LOST,
  dataServiceMissing,
} from '../../web/workers/data_service_sentences.js';

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

/** Just enough of the module: a memory that moves at every allocation, as growth does. */
function fakeModule() {
  const module = {
    HEAPU8: new Uint8Array(1 << 16),
    next: 8,
    freed: 0,
    given: 0,
    _emo_alloc(bytes) {
      module.HEAPU8 = new Uint8Array(module.HEAPU8);
      const pointer = module.next;
      module.next += Math.ceil(bytes / 8) * 8;
      module.given += 1;
      return pointer;
    },
    _emo_free: () => (module.freed += 1),
    text(pointer) {
      return new TextDecoder().decode(module.HEAPU8.slice(pointer, module.HEAPU8.indexOf(0, pointer)));
    },
    put(text) {
      module.HEAPU8.set(new TextEncoder().encode(`${text}\0`), 40000);
      module.size = new TextEncoder().encode(text).length;
      return 0;
    },
    _emo_last_error: () => (module.put('Nicht möglich.'), 40000),
    _emo_data_result: () => 40000,
    _emo_data_result_size: () => module.size,
    _emo_data_numbers: () => 50000,
    _emo_data_numbers_count: () => 2,
    _emo_data_release: () => {},
    _emo_data_open(json, size) {
      module.options = JSON.parse(new TextDecoder().decode(module.HEAPU8.slice(json, json + size)));
      new Uint32Array(module.HEAPU8.buffer, 50000, 2).set([1, 0xffffffff]);
      return module.put('{"rows":2,"summary":"Zwei Geräusche."}');
    },
    _emo_data_set_numbers(column, unit, rows, values, count) {
      module.numbers = {
        name: module.text(column),
        unit: module.text(unit),
        rows: [...new Uint32Array(module.HEAPU8.buffer, rows, count)],
        values: [...new Float32Array(module.HEAPU8.buffer, values, count)],
      };
      return 0;
    },
    _emo_data_set_duplicates(groups, count) {
      module.groups = [...new Uint32Array(module.HEAPU8.buffer, groups, count)];
      return 0;
    },
    _emo_data_set_word: () => -1,
    _emo_data_paths: () => module.put('a/ä.wav\0b.wav'),
  };
  return module;
}

test('a options and its report cross the memory whole, tables as cells, known fields as a last table', () => {
  const module = fakeModule();
  const report = new DataWasm(module).openPaths({
    title: 'T',
    paths: ['x/ä.wav', 'y.wav'],
    tables: [
      { path: 't.csv', columns: ['name', 'n'], rows: [{ name: 'y', n: 3 }, { name: null }] },
      { path: 'u.csv', text: 'a,b' },
    ],
    fields: [null, { emotion: 'sad', path: 'elsewhere', take: 2 }],
    mapping: { header: true, path: 0, field: {}, numbers: [] },
  });
  assert.deepEqual(report, { rows: 2, summary: 'Zwei Geräusche.', kept: Uint32Array.of(1, 0xffffffff) });
  assert.deepEqual(module.options.tables, [
    {
      path: 't.csv',
      cells: [
        ['name', 'n'],
        ['y', '3'],
        ['', ''],
      ],
      mapping: { header: true, path: 0, field: {}, numbers: [] },
    },
    { path: 'u.csv', text: 'a,b' },
    {
      path: '',
      cells: [
        ['path', 'emotion', 'take'],
        ['y.wav', 'sad', '2'],
      ],
    },
  ]);
  assert.equal(module.freed, module.given);
});

test('numbers, groups and paths cross the memory; an error is C++’s sentence', () => {
  const module = fakeModule();
  const wasm = new DataWasm(module);
  wasm.setNumberColumns([{ name: 'Länge', unit: 's', values: [1.5, NaN] }], Uint32Array.of(4, 5));
  assert.deepEqual(module.numbers, { name: 'Länge', unit: 's', rows: [4, 5], values: [1.5, NaN] });
  assert.throws(
    () => wasm.setNumberColumns([{ name: 'a', unit: '', values: [1] }], Uint32Array.of(4, 5)),
    /2 recordings/,
  );
  wasm.setDuplicates([Uint32Array.of(1, 2), [7, 8, 9]]);
  assert.deepEqual(module.groups, [2, 1, 2, 3, 7, 8, 9]);
  assert.deepEqual(wasm.paths(Uint32Array.of(0, 1)), ['a/ä.wav', 'b.wav']);
  assert.deepEqual(wasm.paths(new Uint32Array(0)), []);
  assert.throws(() => wasm.setWord('emotion', Uint32Array.of(0), 'x'), { message: 'Nicht möglich.' });
});
