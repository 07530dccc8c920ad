import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Store } from '../../../web/shell/store.js';
import { RoomBridge } from '../../../web/rooms/room_bridge.js';

function fakeUi(requests = []) {
  const told = [];
  const text = (pointer) => new TextDecoder().decode(module.HEAPU8.slice(pointer, module.HEAPU8.indexOf(0, pointer)));
  const module = {
    HEAPU8: new Uint8Array(4096),
    _emo_alloc: () => 64,
    _emo_free() {},
    _emo_ui_number: (key, value) => told.push([key, value]),
    _emo_ui_text: (key, pointer) => told.push([key, text(pointer)]),
    _emo_ui_snapshot: (pointer, size) => (told.push([...module.HEAPU8.slice(pointer, pointer + size)]), 0),
    _emo_ui_remember: (room, pointer) => told.push(['remember', room, text(pointer)]),
    _emo_ui_tell: (room, pointer) => told.push(['tell', room, text(pointer)]),
    _emo_ui_request: () => requests.shift() ?? 0,
    _emo_ui_request_bytes: () => (module.HEAPU8.set([5, 6, 7], 1024), 1024),
    _emo_ui_take: (room, kind, pointer, size) => {
      told.push(['take', room, kind, ...module.HEAPU8.slice(pointer, pointer + size)]);
      return size === 2 || size === 5 ? 0 : -1;
    },
    _emo_ui_open_address: (pointer) => (told.push(['open', text(pointer)]), module.HEAPU8.set([63, 0], 256), 256),
    _emo_ui_snapshot_json: () => (module.HEAPU8.set(new TextEncoder().encode('{"label":"sad"}\0'), 512), 512),
  };
  return { module, told };
}

test('what was so before the drawn page arrived is told when it does', () => {
  const store = new Store();
  const bridge = new RoomBridge(store);
  assert.deepEqual(bridge.snapshotData(), {});
  assert.equal(bridge.controls(), '');
  store.set({ capture_state: 'listening', devices: ['A', 'B\nC'] });
  bridge.snapshot(Uint8Array.of(1, 2).buffer);
  const { module, told } = fakeUi();
  bridge.attach(module);
  assert.ok(told.some(([key, value]) => key === 0 && value === 3));
  assert.ok(told.some(([key, value]) => key === 3 && value === 'A\nB C'));
  assert.deepEqual(told.at(-1), [1, 2]);
  told.length = 0;
  store.set({ theme: 'light', playing: true, notice: 'Größe' });
  assert.deepEqual(told, [
    [6, 1],
    [5, 1],
    [0, 'Größe'],
  ]);
  assert.equal(bridge.snapshotData().label, 'sad');
});

test('requests and answers of a room pass as bytes, and what was chosen in it is told again', () => {
  const bridge = new RoomBridge(new Store(), () => ({ features: { n_fft: 512 }, data: { chart: 2 } }));
  assert.equal(bridge.request('features'), null);
  assert.deepEqual(bridge.region(), { start_s: 0, end_s: 0, selected: false });
  assert.deepEqual([bridge.remembered('features'), bridge.facts('data')], [{}, null]);
  bridge.pressText(1, 'before the module has come'); // is nobody's
  const { module, told } = fakeUi([3, 0]);
  bridge.attach(module);
  const [LISTEN, FEATURES, DATA] = [0, 1, 2];
  assert.ok(told.some(([what, room, json]) => what === 'remember' && room === FEATURES && json === '{"n_fft":512}'));
  assert.ok(told.some(([what, room, json]) => what === 'remember' && room === DATA && json === '{"chart":2}'));
  const asked = bridge.request('features');
  module.HEAPU8.fill(0); // it is a copy: the module's memory may change
  assert.deepEqual([...new Uint8Array(asked)], [5, 6, 7]);
  assert.equal(bridge.dataRequest(), null);
  told.length = 0;
  const answers = [
    bridge.featureBlock(Uint8Array.of(1, 2).buffer),
    bridge.dataView(Uint8Array.of(2).buffer),
    bridge.dataPicture(258, Uint8Array.of(5)),
    bridge.explanation(null),
  ];
  assert.deepEqual(answers, [true, false, true, false]);
  assert.deepEqual(told, [
    ['take', FEATURES, 0, 1, 2],
    ['take', DATA, 0, 2],
    ['take', DATA, 1, 2, 1, 0, 0, 5], // the row first
    ['take', LISTEN, 0],
  ]);
});

test('what concerns one room is told to it, in its words', () => {
  const store = new Store();
  const bridge = new RoomBridge(store);
  const { module, told } = fakeUi();
  module._emo_ui_press_text = (id) => told.push(['text', id]);
  bridge.attach(module);
  told.length = 0;
  store.set({ data_job: 'Reading', data_busy: true, player_rate: 1.5, explaining: 0.25 });
  bridge.dataOnly('play-list A');
  bridge.pressText(196608 + 9, 'Ärger');
  assert.equal(bridge.openAddress('data/map'), '?');
  assert.deepEqual(told.sort(), [
    ['open', 'data/map'],
    ['tell', 0, '{"explaining":true}'],
    ['tell', 2, '{"busy":true}'],
    ['tell', 2, '{"job":"Reading"}'],
    ['tell', 2, '{"only":"play-list A"}'],
    ['tell', 2, '{"rate":1.5}'],
    ['text', 196617],
  ]);
});
