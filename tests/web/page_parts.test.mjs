import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FrameLoop } from '../../web/shell/frame_loop.js';
import { CaptureClock } from '../../web/audio/capture_clock.js';
import { LatencyMeter, Percentiles } from '../../web/audio/latency.js';
import { heir, nearest } from '../../web/shell/mirror.js';
import { comparedWords, modelWords, verdictWords } from '../../web/shell/plain_view.js';
import { createPublicApi } from '../../web/shell/public_api.js';
import { SettingsMemory } from '../../web/shell/settings.js';
import { Store } from '../../web/shell/store.js';
import { RoomBridge } from '../../web/rooms/room_bridge.js';

test('the store tells only what changed', () => {
  const store = new Store();
  const seen = [];
  store.subscribe((key, value) => seen.push([key, value]));
  store.set({ notice: 'a', playing: false });
  store.set({ notice: 'a' });
  assert.deepEqual(seen, [['notice', 'a']]);
});

test('an idle page asks for no frames, a busy one for one at a time', () => {
  const frames = [];
  let more = true;
  const loop = new FrameLoop(
    () => more,
    (callback) => frames.push(callback),
  );
  loop.request();
  loop.request();
  assert.equal(frames.length, 1);
  frames.shift()(0);
  assert.equal(frames.length, 1);
  more = false;
  frames.shift()(16);
  assert.equal(frames.length, 0);
});

test('percentiles are those of the last values', () => {
  const percentiles = new Percentiles();
  for (let i = 0; i < 2000; i += 1) percentiles.add(i < 1400 ? 1e6 : i - 1400);
  percentiles.add(NaN);
  assert.equal(percentiles.at(0.5), 300);
  assert.equal(percentiles.at(0.95), 570);
  assert.equal(new Percentiles().at(0.5), 0);
});

test('latency is counted from the audio thread’s clock', () => {
  const meter = new LatencyMeter();
  meter.heard(10, 5000); // the sound of second 10 entered at 5000 ms
  meter.drew(9.99, 5020);
  meter.drew(9.99, 5040); // the same column again is no news
  assert.deepEqual(meter.summary().column, { p50: 30, p95: 30, count: 1 });
  meter.predicted(9.9, 5000);
  meter.heard(10.1, 5100);
  meter.predicted(10, 5100);
  // The second window came 100 ms after its end; sound of the gap before it waited 100 … 200 ms.
  assert.deepEqual(meter.summary().prediction, { p50: 110, p95: 190, count: 10 });
});

test('how far live sound has come is counted by the audio thread, also while the engine says nothing', () => {
  const clock = new CaptureClock();
  clock.begin(0.25); // the first session: the engine is on its way
  assert.equal(clock.nowS(0.75), 0.5);
  clock.heard(0.4, 0.75);
  assert.equal(clock.nowS(0.7), 0.4); // the page's look at the clock may be older than the sound
  assert.equal(clock.nowS(5.75), 5.4);
  clock.begin(0); // another device; until the engine speaks, the old answers grow old
  assert.equal(clock.nowS(2), 2.4);
  clock.heard(0.01, 2.5);
  assert.equal(clock.nowS(2.5), 0.01);
});

test('settings survive, and broken or forbidden storage is no problem', () => {
  const cells = new Map();
  const storage = { getItem: (key) => cells.get(key) ?? null, setItem: (key, value) => cells.set(key, value) };
  new SettingsMemory(() => storage).save({ theme: 'light' });
  assert.equal(new SettingsMemory(() => storage).values.theme, 'light');
  cells.set('emoscope.settings', '{"theme":"pink","view":{"colour_map":2,"projector":"x"}}');
  assert.deepEqual(new SettingsMemory(() => storage).values, { view: { colour_map: 2 } });
  for (const features of ['"text"', '[1]', 'null', '7', JSON.stringify({ a: 'x'.repeat(20000) })]) {
    cells.set('emoscope.settings', `{"features":${features}}`);
    assert.deepEqual(new SettingsMemory(() => storage).values, { view: {} }, features);
  }
  const features = { panes: ['mel'], n_fft: 512 };
  new SettingsMemory(() => storage).save({ features });
  assert.deepEqual(new SettingsMemory(() => storage).values.features, features);
  cells.set('emoscope.settings', '{"models":{"chosen":"a-1","compared":"../evil","other":"x"}}');
  assert.deepEqual(new SettingsMemory(() => storage).values, { view: {}, models: { chosen: 'a-1' } });
  cells.set('emoscope.settings', '}{');
  assert.deepEqual(new SettingsMemory(() => storage).values, {});
  const forbidden = new SettingsMemory(() => {
    throw new Error('SecurityError');
  });
  forbidden.save({ theme: 'dark' });
  assert.equal(forbidden.values.theme, 'dark');
});

test('focus goes to the nearest control that can take it', () => {
  const at = (name, x, disabled = false) => ({ control: { name, x, y: 0, w: 10, h: 10, disabled } });
  const controls = [at('far', 300), at('near but disabled', 102, true), at('near', 110)];
  assert.equal(nearest({ x: 100, y: 0, w: 10, h: 10 }, controls).control.name, 'near');
  assert.equal(nearest({ x: 0, y: 0, w: 1, h: 1 }, []), undefined);
});

test('focus goes to what undoes the control that went away, however far, else to the nearest', () => {
  const at = (name, x, disabled = false) => ({ control: { name, x, y: 0, w: 10, h: 10, disabled } });
  const controls = [at('Timeline: hear a moment', 105), at('Stop', 900)];
  assert.equal(heir({ name: 'Start listening', x: 100, y: 0, w: 10, h: 10 }, controls).control.name, 'Stop');
  assert.equal(
    heir({ name: 'Sample: Cheerful', x: 100, y: 0, w: 10, h: 10 }, controls).control.name,
    controls[0].control.name,
  );
  assert.equal(heir({ name: 'Sample: Cheerful', x: 0, y: 0, w: 1, h: 1 }, [at('Play', 9)]).control.name, 'Play');
});

test('words for the model and the verdict carry their numbers and units', () => {
  const state = { ...new Store().state, model_state: 'loading', bytes_loaded: 2.34e6, bytes_total: 17e6 };
  assert.equal(modelWords(state), 'Loading the model: 2.3 MB of 17 MB');
  assert.equal(verdictWords('unsure', 'sad', 0.314), 'Unsure; most like sad (31 %)');
});

test('the compared model’s words carry its title, and tell that it is on its way', () => {
  const state = { ...new Store().state, models: 'a\tOne\nb\tTwo', compared_index: 1, compared_state: 'ready' };
  const sad = { verdict: 'emotion', label: 'sad', confidence: 0.5 };
  assert.equal(comparedWords(state, sad), 'Two: Sounds sad (50 %)');
  assert.equal(comparedWords(state, null), '');
  assert.equal(comparedWords({ ...state, compared_state: 'loading' }, sad), 'Two is being loaded for comparison.');
  assert.equal(comparedWords({ ...state, compared_index: -1 }, sad), '');
});

test('window.emoscope passes on what is asked of models and explanations, and checks the label', async () => {
  const asked = [];
  const list = [{ name: 'a', state: 'ready' }];
  const { api } = createPublicApi({
    ofRooms: {},
    models: {
      list: () => list,
      chosen: 'a',
      compared: null,
      choose: async (name) => asked.push(`choose ${name}`),
      compare: async (name) => asked.push(`compare ${name}`),
      card: async (name) => ({ name }),
    },
    explain: async (label) => ({ label }),
  });
  api.models()[0].state = 'changed';
  assert.equal(list[0].state, 'ready');
  assert.deepEqual([api.model, api.compared], ['a', null]);
  await api.chooseModel('b');
  await api.compareWith(null);
  assert.deepEqual(asked, ['choose b', 'compare null']);
  assert.deepEqual(await api.card('a'), { name: 'a' });
  assert.deepEqual(await api.explain(), { label: -1 });
  assert.deepEqual(await api.explain({ label: 'sad' }), { label: 3 });
  await assert.rejects(api.explain({ label: 'bored' }), /"bored" is not one of the expressions neutral/);
});

test('window.emoscope is read-only and gives copies', () => {
  const inner = { a: [1] };
  let room = 'listen';
  const { api, emit } = createPublicApi({
    version: '1',
    snapshot: () => inner,
    clip: () => null,
    room: () => room,
    showRoom: (name) => (room = name),
    ofRooms: { features: () => inner },
  });
  assert.ok(Object.isFrozen(api));
  api.snapshot().a.push(2);
  api.features().a.push(2);
  assert.deepEqual(inner.a, [1]);
  api.showRoom('features');
  assert.equal(api.room, 'features');
  const seen = [];
  const stop = api.on('state', (detail) => seen.push(detail));
  emit('state', { capture: 'idle' });
  stop();
  emit('state', { capture: 'asking' });
  assert.deepEqual(seen, [{ capture: 'idle' }]);
  assert.throws(() => api.on('nonsense', () => {}), /"nonsense" is not an event/);
});

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
