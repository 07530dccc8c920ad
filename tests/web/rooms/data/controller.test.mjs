import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DataController } from '../../../../web/rooms/data/controller.js';
import { Store } from '../../../../web/shell/store.js';

const PATHS = ['Actor_01/a.wav', 'Actor_01/b.wav', 'Actor_02/c.wav'];
const bytesOf = (...numbers) => Uint8Array.from(numbers).buffer;
const settled = () => new Promise(setImmediate);

/** A controller whose data service, drawn page and clips write down what they are asked. */
function setUp({ facts = {}, kept = null, known = bytesOf(7), loads = {} } = {}) {
  const log = [];
  const notices = [];
  const handlers = [];
  const store = new Store();
  let view;
  let started = 0;
  const dataService = {
    ready: Promise.resolve(),
    ask: (bytes) => log.push(`ask ${new Uint8Array(bytes)}`),
    openBuiltIn: async (bytes) => {
      log.push(`openBuiltIn ${new Uint8Array(bytes)}`);
      return { rows: PATHS.length, title: 'Known', attribution: '' };
    },
    openPaths: async ({ paths, ...more }) => {
      log.push(`openPaths ${paths.length} ${more.forced ?? ''}`);
      const kept = paths.flatMap((path, index) => (path.startsWith('new/') ? [index] : []));
      return { rows: kept.length, kept: Uint32Array.from(kept), summary: 'as folders' };
    },
    openTable: async ({ title, columns }) => {
      log.push(`openTable ${title} ${columns}`);
      return { rows: PATHS.length, kept: new Uint32Array(PATHS.length).fill(0xffffffff) };
    },
    setSound: async (mask) => log.push(`setSound ${mask}`),
    setNumbers: async (name, unit, rows, values) => log.push(`setNumbers ${name}: ${values}`),
    paths: async (rows) => [...rows].map((row) => PATHS[row]),
    rows: async () => Uint32Array.of(2, 0),
    chartFile: async (kind, _, theme) => `${kind} ${theme}`,
    tableCsv: async () => 'path\na\n',
  };
  const clips = { number: 0, isOpen: false };
  clips.openEntry = async (name, load) => {
    log.push(`clip ${name} ${await load()}`);
    Object.assign(clips, { number: clips.number + 1, isOpen: true });
    return !name.startsWith('bad');
  };
  const pictures = [];
  const controller = new DataController({
    base: new URL('http://emoscope.test/'),
    store,
    bridge: {
      dataRequest: () => handlers.shift() ?? null,
      dataView: (bytes) => new Uint8Array(bytes)[0] === 1,
      dataFacts: () => ({ title: 'Known', rows: PATHS.length, selected: 2, catalogue: 1, next_row: -1, ...facts }),
      dataPicture: (row, bytes) => pictures.push([row, ...bytes]),
      dataOnly: (column) => log.push(`only ${column}`),
    },
    clips,
    player: { play: () => log.push('play') },
    act: (...action) => log.push(`act ${action.join(' ')}`),
    notify: (message, kind) => notices.push(kind === 'error' ? `error: ${message}` : message),
    requestFrame: () => log.push('frame'),
    drawn: () => null,
    makeDataService: ({ onView }) => {
      started += 1;
      view = onView;
      return dataService;
    },
    makePool: async () => ({
      picture: async ({ row, path }, { signal }) => {
        log.push(`picture of ${path}`);
        await settled();
        signal.throwIfAborted();
        if (path.includes('broken')) throw new Error('no sound in it');
        return { message: Uint8Array.of(row, 9) };
      },
    }),
    get: async (url) => {
      log.push(`get ${url.pathname}`);
      if (known === 'offline') throw new TypeError('failed');
      return known === 404 ? { ok: false, status: 404 } : { ok: true, arrayBuffer: async () => known };
    },
    load: async (part) => {
      log.push(`load ${part}`);
      if (loads[part]) return loads[part];
      if (part === 'storage/kept_datasets.js')
        return { reopen: async ({ open }) => kept !== null && (await open(kept.bytes), true) };
      throw new Error('no connection');
    },
    saveFile: (blob, name) => log.push(`save ${name} ${blob.type}`),
  });
  const source = (...paths) => ({
    title: 'folder',
    skipped: [],
    tables: [],
    entries: (async function* () {
      for (const path of paths) yield { path, bytes: 1, modified: null, reader: 'engine', open: async () => path };
    })(),
  });
  return {
    controller,
    log,
    notices,
    dataService,
    started: () => started,
    handlers,
    store,
    clips,
    pictures,
    source,
    see: (...numbers) => view(bytesOf(...numbers)),
  };
}

test('the known recordings are opened when the room is first shown, once', async () => {
  const { controller, log, notices } = setUp();
  await controller.shown();
  await controller.shown();
  assert.deepEqual(log, [
    'load storage/kept_datasets.js',
    'get /datasets/ravdess/built_in.bin',
    'openBuiltIn 7',
    'frame',
  ]);
  assert.deepEqual(notices, []);
});

test('what is kept on the device comes instead of what the page knows', async () => {
  const { controller, log } = setUp({ kept: { bytes: bytesOf(5) } });
  await controller.shown();
  assert.deepEqual(log, ['load storage/kept_datasets.js', 'openBuiltIn 5', 'frame']);
});

for (const [known, why] of [
  ['offline', 'no connection'],
  [404, 'the server answered 404'],
]) {
  test(`without the known recordings (${why}) that is said, and coming back tries again`, async () => {
    const { controller, log, notices } = setUp({ known });
    await controller.shown();
    assert.equal(notices.length, 1);
    assert.match(notices[0], new RegExp(`^error: .*could not be loaded \\(${why}\\).*come back`));
    await controller.shown();
    assert.equal(log.filter((line) => line.startsWith('get')).length, 2);
  });
}

test('whoever opens recordings of their own keeps them, though the known ones could not be had', async () => {
  const { controller, log, source } = setUp({ known: 404 });
  await controller.shown();
  await controller.openSource(source('new/y.wav'));
  await controller.shown();
  assert.equal(log.filter((line) => line.startsWith('get')).length, 1);
  assert.equal(controller.entryOf(0).path, 'new/y.wav');
});

test('a data service that could not be had is looked for again', async () => {
  const { controller, log, notices, dataService, started } = setUp();
  dataService.ready = Promise.reject(new Error('data.wasm could not be loaded.'));
  await controller.shown();
  assert.deepEqual(notices, ['error: data.wasm could not be loaded.']);
  dataService.ready = Promise.resolve();
  await controller.shown();
  assert.equal(started(), 2);
  assert.deepEqual(log.slice(-2), ['openBuiltIn 7', 'frame']);
});

test('handlers go to the data service and views to the drawn page, as they are; one of another version is said so', () => {
  const { controller, log, handlers, notices, see } = setUp();
  handlers.push(bytesOf(1, 2), bytesOf(3));
  for (let frame = 0; frame < 10; frame += 1) controller.ask();
  assert.deepEqual(log, ['ask 1,2', 'ask 3']);
  see(1);
  assert.equal(log.at(-1), 'frame');
  see(2);
  assert.match(notices[0], /different versions. Reload/);
});

test('a row without sound says what to do; one with sound is opened, played and known as open', async () => {
  const { controller, log, notices, store, clips, source } = setUp();
  await controller.shown();
  await controller.handlers.data_open_row(1);
  assert.match(notices[0], /“b.wav” cannot be heard yet.*Press “Open…” and choose/);
  assert.equal(store.state.data_opened_row, -1);

  await controller.openSource(source('zip/B.wav', 'c.wav'));
  assert.ok(log.includes('setSound 0,1,1'), 'the sounds found their rows in the known catalogue');
  assert.ok(!log.some((line) => line.startsWith('openPaths')));
  assert.equal(controller.last.attached, 2);
  await controller.handlers.data_open_row(1);
  assert.deepEqual(log.slice(-2), ['clip B.wav zip/B.wav', 'play']);
  assert.equal(store.state.data_opened_row, 1);

  clips.number += 1; // a sound that was opened elsewhere
  controller.clipChanged();
  assert.equal(store.state.data_opened_row, -1);
});

test('other recordings are recognised by the data service, and each row finds its sound', async () => {
  const { controller, log, store, source } = setUp();
  await controller.shown();
  const opened = await controller.openSource(source('x.wav', 'new/y.wav', 'new/z.wav'), { forced: 'folder' });
  assert.equal(opened.summary, 'as folders');
  assert.ok(log.includes('openPaths 3 folder') && log.includes('setSound 1,1'));
  assert.deepEqual(
    [controller.entryOf(0).path, controller.entryOf(1).path, controller.entryOf(2)],
    ['new/y.wav', 'new/z.wav', null],
  );
  assert.equal(store.state.data_busy, false);
});

test('where nothing is recognised, what was open stays open', async () => {
  const { controller, log, source } = setUp();
  await controller.shown();
  await controller.openSource(source('a.wav'));
  const opened = await controller.openSource(source('x.wav'));
  assert.equal(opened.rows, 0);
  assert.ok(!log.includes('setSound '));
  assert.equal(controller.entryOf(0).path, 'a.wav');
  await assert.rejects(controller.openSource(source()), /There is no sound file in “folder”\. Choose/);
});

test('a table alone is a catalogue, too; its sounds find their rows later', async () => {
  const { controller, log, source } = setUp();
  const jsonl = '{"path": "a.wav", "emotion": "sad"}\n';
  const table = { path: 'list.jsonl', bytes: jsonl.length, modified: null, open: async () => new Blob([jsonl]) };
  await controller.openSource({ ...source(), tables: [table] });
  assert.ok(log.includes('openTable folder path,emotion'), log.join());
  assert.equal(controller.entryOf(0), null);
  await controller.openSource(source('x/c.wav'));
  assert.equal(controller.entryOf(2).path, 'x/c.wav');
});

test('a clip that cannot be opened is not played, and the row does not count as open', async () => {
  const { controller, log, store, source } = setUp();
  await controller.openSource(source('new/bad.wav'));
  await controller.openRow(0);
  assert.ok(!log.includes('play'));
  assert.equal(store.state.data_opened_row, -1);
});

test('the next of the selection follows by itself only where that is chosen and it has sound', async () => {
  const facts = { next_row: 1 };
  const { controller, log, store, source } = setUp({ facts });
  await controller.openSource(source('new/a.wav', 'new/b.wav'));
  await controller.openRow(0);
  await controller.ended();
  assert.equal(store.state.data_opened_row, 0);
  store.set({ player_follow: true });
  await controller.ended();
  assert.equal(store.state.data_opened_row, 1);
  facts.next_row = -1;
  await controller.ended();
  facts.next_row = 2; // without sound
  await controller.ended();
  assert.equal(log.filter((line) => line === 'play').length, 2);
});

test('compared rows with sound get their pictures once, those without none', async () => {
  const facts = { chart: 'compare', compare_rows: [0, -1, 1, 2] };
  const { controller, log, pictures, source, see } = setUp({ facts });
  await controller.openSource(source('new/a.wav', 'new/broken.wav'));
  const { warn } = console;
  console.warn = () => {};
  see(1);
  see(1);
  for (let i = 0; i < 5; i += 1) await settled();
  facts.compare_rows = [0];
  see(1);
  facts.compare_rows = [1, 0];
  see(1);
  for (let i = 0; i < 5; i += 1) await settled();
  console.warn = warn;
  const none = [1, 0, 0, 0, 0, 0, 0, 0, 0]; // of the broken one: an empty picture says that there will be none
  assert.deepEqual(pictures, [[0, 0, 9], none, [0, 0, 9], none, [0, 0, 9]]);
  assert.deepEqual(
    log.filter((line) => line.startsWith('picture')),
    ['picture of new/a.wav', 'picture of new/broken.wav'],
  );
});

test('the chart and the table are saved under what they show; without them that is said', async () => {
  const { controller, log, handlers } = setUp({ facts: { chart: 'cross_table', title: 'RAVDESS' } });
  await assert.rejects(controller.files.saveChart('svg'), /no chart to save yet/);
  handlers.push(bytesOf(1));
  controller.ask();
  await controller.files.saveChart('svg');
  await controller.files.saveTable();
  assert.deepEqual(log.slice(-2), [
    'save RAVDESS, cross table_data.svg image/svg+xml',
    'save RAVDESS, table_data.csv text/csv;charset=utf-8',
  ]);
  await assert.rejects(controller.files.saveChart('png'), /could not be saved as a picture/);
});

test('a play-list is shown as a column of places', async () => {
  const { controller, log } = setUp();
  await controller.showOnly('play-list mine', [2, 0]);
  assert.deepEqual(log, ['setNumbers play-list mine: 2,NaN,1', 'only play-list mine', 'frame']);
});

test('a dialog that cannot be loaded says so; the person’s cancel ends the job', async () => {
  const { controller, store } = setUp({
    loads: { 'dialogs/export.js': { showExport: ({ controller: given }) => given } },
  });
  assert.equal(await controller.handlers.data_export(), controller);
  await assert.rejects(controller.handlers.data_compute(), /could not be loaded \(dialogs\/compute.js: /);
  const signal = controller.jobSignal();
  controller.busy({ words: 'Computing', progress: 0.5 });
  assert.deepEqual([controller.facts().job, store.state.data_busy], [{ words: 'Computing', progress: 0.5 }, true]);
  controller.handlers.data_cancel();
  assert.deepEqual([signal.aborted, controller.facts().job], [true, null]);
});
