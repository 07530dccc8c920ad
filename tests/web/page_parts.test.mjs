import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FrameLoop } from '../../web/shell/frame_loop.js';
import { LatencyMeter, Percentiles } from '../../web/audio/latency.js';
import { heir, nearest } from '../../web/shell/mirror.js';
import { comparedWords, modelWords, verdictWords } from '../../web/shell/plain_view.js';
import { createPublicApi } from '../../web/shell/public_api.js';
import { SettingsMemory } from '../../web/shell/settings.js';
import { Store } from '../../web/shell/store.js';
import { UiBridge } from '../../web/shell/ui_bridge.js';

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
  const module = {
    HEAPU8: new Uint8Array(4096),
    _emo_ui_alloc: () => 64,
    _emo_ui_free() {},
    _emo_ui_number: (key, value) => told.push([key, value]),
    _emo_ui_text: (key, pointer) => {
      const end = module.HEAPU8.indexOf(0, pointer);
      told.push([key, new TextDecoder().decode(module.HEAPU8.slice(pointer, end))]);
    },
    _emo_ui_snapshot: (pointer, size) => (told.push([...module.HEAPU8.slice(pointer, pointer + size)]), 0),
    _emo_ui_set_features_settings: (pointer) => {
      const end = module.HEAPU8.indexOf(0, pointer);
      told.push(['features', new TextDecoder().decode(module.HEAPU8.slice(pointer, end))]);
    },
    _emo_ui_feature_request: () => requests.shift() ?? 0,
    _emo_ui_feature_request_bytes: () => (module.HEAPU8.set([5, 6, 7], 1024), 1024),
    _emo_ui_feature_block: (pointer, size) => (module.HEAPU8[pointer] === 1 && size === 2 ? 0 : -1),
    _emo_ui_snapshot_json: () => (module.HEAPU8.set(new TextEncoder().encode('{"label":"sad"}\0'), 512), 512),
  };
  return { module, told };
}

test('what was so before the drawn page arrived is told when it does', () => {
  const store = new Store();
  const bridge = new UiBridge(store);
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

test('handlers and blocks of the Features room pass as bytes, and its settings are told again', () => {
  const bridge = new UiBridge(new Store(), () => ({ features: { n_fft: 512 } }));
  assert.equal(bridge.featureRequest(), null);
  assert.deepEqual(bridge.region(), { start_s: 0, end_s: 0, selected: false });
  assert.deepEqual(bridge.featuresSettings(), {});
  const { module, told } = fakeUi([3, 0]);
  bridge.attach(module);
  assert.ok(told.some(([key, value]) => key === 'features' && value === '{"n_fft":512}'));
  const options = bridge.featureRequest();
  module.HEAPU8.fill(0); // it is a copy: the module's memory may change
  assert.deepEqual([...new Uint8Array(options)], [5, 6, 7]);
  assert.equal(bridge.featureRequest(), null);
  assert.equal(bridge.featureBlock(Uint8Array.of(1, 2).buffer), true);
  assert.equal(bridge.featureBlock(Uint8Array.of(2).buffer), false);
});

test('handlers, views and pictures of the Data room pass as bytes, and its settings are told again', () => {
  const bridge = new UiBridge(new Store(), () => ({ data: { chart: 2 } }));
  assert.deepEqual([bridge.dataRequest(), bridge.dataFacts()], [null, null]);
  assert.deepEqual(bridge.dataSettings(), {});
  bridge.pressText(1, 'before the module has come'); // is nobody's
  const { module, told } = fakeUi();
  const text = (pointer) => new TextDecoder().decode(module.HEAPU8.slice(pointer, module.HEAPU8.indexOf(0, pointer)));
  const sizes = [3, 0];
  Object.assign(module, {
    _emo_ui_set_data_settings: (pointer) => told.push(['data', text(pointer)]),
    _emo_ui_data_request: () => sizes.shift(),
    _emo_ui_data_request_bytes: () => (module.HEAPU8.set([7, 8, 9], 1024), 1024),
    _emo_ui_data_view: (pointer, size) => (size === 2 && module.HEAPU8[pointer] === 1 ? 0 : -1),
    _emo_ui_data_picture: (row, pointer, size) => (row === 12 && size === 1 && module.HEAPU8[pointer] === 5 ? 0 : -1),
    _emo_ui_data_only: (pointer) => told.push(['only', text(pointer)]),
    _emo_ui_press_text: (id, pointer) => told.push([id, text(pointer)]),
  });
  bridge.attach(module);
  assert.ok(told.some(([key, value]) => key === 'data' && value === '{"chart":2}'));
  const options = bridge.dataRequest();
  module.HEAPU8.fill(0);
  assert.deepEqual([...new Uint8Array(options)], [7, 8, 9]);
  assert.equal(bridge.dataRequest(), null);
  assert.deepEqual(
    [Uint8Array.of(1, 2), Uint8Array.of(1)].map((bytes) => bridge.dataView(bytes.buffer)),
    [true, false],
  );
  assert.deepEqual(
    [12, 13].map((row) => bridge.dataPicture(row, Uint8Array.of(5))),
    [true, false],
  );
  told.length = 0;
  bridge.pressText(1008, 'Ärger');
  bridge.dataOnly('play-list A');
  assert.deepEqual(told, [
    [1008, 'Ärger'],
    ['only', 'play-list A'],
  ]);
});
