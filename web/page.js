// The page's table of contents: makes the parts and connects them.
import { createDispatcher } from './shell/actions.js';
import { followAppearance } from './shell/appearance.js';
import { ExplanationController } from './models/explanation_controller.js';
import { watchFiles } from './audio/file_input.js';
import { LatencyMeter } from './audio/latency.js';
import { ModelsController } from './models/models_controller.js';
import { NOTHING_YET, createPublicApi } from './shell/public_api.js';
import { followAddress } from './shell/address.js';
import { RoomSet } from './shell/room_set.js';
import { ROOMS } from './rooms/index.js';
import { SAMPLES } from './audio/samples.js';
import { STALE_ENGINE, firstOfMany } from './shell/sentences.js';
import { SettingsMemory } from './shell/settings.js';
import { createSound } from './audio/sound.js';
import { Store } from './shell/store.js';
import { RoomBridge } from './rooms/room_bridge.js';
import { byId, createView } from './shell/view.js';
import { createPageKeys, createActionHandlers } from './shell/action_handlers.js';

const VERSION = '0.1.0';
const base = new URL('./', import.meta.url);

const store = new Store();
const memory = new SettingsMemory(() => localStorage);
const appearance = followAppearance(store, memory);
store.set({ version: VERSION, sample_names: SAMPLES.map(({ title }) => title) });
const bridge = new RoomBridge(store, () => memory.values);
const address = followAddress({
  rooms: ROOMS,
  store,
  program: bridge,
  notify,
  requestFrame: () => view.requestFrame(),
});
const latency = new LatencyMeter();

/** @param {string} message  "" takes the last one away @param {'info' | 'error'} [kind] */
function notify(message, kind = 'info') {
  store.set({ notice: message, notice_kind: kind });
  if (message && kind === 'error') publicApi.emit('error', { message });
}

const models = new ModelsController({
  base,
  store,
  memory,
  useModel: (slot, name) => engine.useModel(slot, name),
  onExchange: () => explanation.close(),
});

const sound = createSound({
  base,
  store,
  notify,
  onSnapshot,
  onFeatureBlock: (bytes) => rooms.takeBlock(bytes),
  onClip: () => {
    explanation.close();
    rooms.clipChanged();
    publicApi.emit('clip', clip());
  },
  onListening: () => explanation.close(),
  onEnd: () => rooms.clipEnded(),
  models: {
    onModels: (index) => models.listed(index),
    onModel: (message) => models.changed(message),
    wantedModels: () => models.wanted,
    onExplainProgress: (share) => explanation.progressed(share),
  },
});
const { engine, microphone, captureClock, player, clips } = sound;

const explanation = new ExplanationController({
  store,
  bridge,
  engine,
  clipS: () => player.buffer?.duration ?? null,
  capturedS: () => capturedS,
  shown: () => snapshot(),
  onChange: () => view.requestFrame(),
});

const rooms = new RoomSet(ROOMS, {
  base,
  store,
  bridge,
  engine,
  sound,
  act: (action, argument) => act(action, argument),
  notify,
  requestFrame: () => view.requestFrame(),
  drawNow: () => view.drawNow(),
});

const handlers = createActionHandlers({
  base,
  store,
  sound,
  models,
  explanation,
  showRoom: (number) => address.show(ROOMS[number]?.name),
  ofRooms: rooms.handlers,
  appearance,
  memory,
  notify,
  askForFile: () => files.ask(),
});
const act = createDispatcher(handlers, (error) => notify(error.message, 'error'));

const files = watchFiles({
  input: /** @type {HTMLInputElement} */ (byId('file')),
  overlay: byId('drop'),
  onFiles: async ([file, ...others]) => {
    await clips.openFile(file);
    if (others.length > 0 && clips.isOpen) notify(firstOfMany(file.name, others.length + 1));
  },
  onDrop: (transfer) => rooms.drop(transfer),
});

const view = createView({
  base,
  rooms: ROOMS,
  store,
  bridge,
  act,
  notify,
  snapshot,
  beforeFrame: () => player.playing && store.set({ playhead_s: player.playheadS }),
  afterFrame: (columnS) => store.state.capture_state === 'listening' && latency.drew(columnS, performance.now()),
  onFrame: () => {
    address.follow();
    rooms.afterFrame();
  },
  onPress: () => address.pressed(),
  onSettings: () => {
    const chosen = bridge.chosen();
    const { view: before, features: featuresBefore, data: dataBefore } = memory.values;
    if (JSON.stringify(chosen) === JSON.stringify({ view: before, features: featuresBefore, data: dataBefore })) return;
    memory.save(chosen);
    appearance.apply();
  },
  onKey: createPageKeys(ROOMS.length, act, (key) => rooms.key(key)),
});

let clipShown = 0; // the number of the clip that the drawn page knows
let capturedS = 0; // of live sound

/** @param {import('./engine/messages.js').SnapshotMessage} message */
function onSnapshot(message) {
  if (message.source === 'clip' && message.clip !== clips.number) return; // of a clip that was closed
  if (!bridge.snapshot(message.bytes)) notify(STALE_ENGINE, 'error');
  clipShown = message.clip || clipShown;
  if (message.source === 'live') heardLive(message);
  else if (message.done) publicApi.emit('clip', clip());
  view.requestFrame();
}

/** @param {import('./engine/messages.js').SnapshotMessage} message */
function heardLive({ captured_s, captured_at_ms, context_s, predicted }) {
  capturedS = captured_s;
  captureClock.heard(captured_s, context_s);
  latency.heard(captured_s, captured_at_ms);
  for (const prediction of bridge.drainPredictions()) {
    if (predicted) latency.predicted(prediction.end_s, performance.now());
    publicApi.emit('prediction', prediction);
  }
}

/** @returns {import('./shell/public_api.js').EmoscopeSnapshot} */
function snapshot() {
  const { capture_state, model_state, model_name, source, notice } = store.state;
  return /** @type {any} */ ({
    ...bridge.snapshotData(),
    capture: capture_state,
    model: model_state,
    model_name,
    source,
    latency_ms: latency.summary(),
    frame_ms_p95: bridge.frameMsP95(),
    microphone: microphone.settings,
    notice,
  });
}

/** @returns {import('./shell/public_api.js').EmoscopeClip | null} */
function clip() {
  if (!clips.isOpen) return null;
  const data = clipShown === clips.number ? bridge.clipData() : null;
  const early = { ...NOTHING_YET, name: store.state.clip_name, duration_s: player.buffer?.duration };
  return /** @type {any} */ ({ ...(data ?? early), ...clips.facts });
}

const publicApi = createPublicApi({
  version: VERSION,
  snapshot,
  clip,
  room: () => store.state.room,
  showRoom: (room) => address.show(room),
  ofRooms: rooms.facts,
  models,
  explain: (label) => explanation.explain(label),
});
window.emoscope = publicApi.api;
store.subscribe((key) => {
  if (key !== 'capture_state' && key !== 'model_state') return;
  publicApi.emit('state', { capture: store.state.capture_state, model: store.state.model_state });
});

setInterval(() => {
  if (store.state.capture_state !== 'listening') return;
  const { column, prediction } = latency.summary();
  store.set({ latency_column_ms: column.p95, latency_prediction_ms: prediction.p95 });
}, 1000);

// The engine may be too busy to say anything: then the page still knows how old the last answer is.
setInterval(() => {
  const { soundS } = microphone;
  if (soundS !== null) store.set({ captured_now_s: captureClock.nowS(soundS) });
}, 200);

// In this order: words (already painted), picture, then the heavy parts.
Promise.resolve(microphone.choose(memory.values.device_id ?? '')).catch(() => {});
view.requestFrame();
view.load().finally(() => engine.loadModels());
