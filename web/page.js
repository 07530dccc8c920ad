// The page's table of contents: makes the parts, connects them, and carries out what the person asks for.
import { createDispatcher } from './actions.js';
import { followAppearance } from './appearance.js';
import { ClipDesk, monoBuffer } from './clip.js';
import { EngineClient } from './engine_client.js';
import { startWorker } from './engine_worker_start.js';
import { watchFiles } from './file_input.js';
import { FrameLoop } from './frame_loop.js';
import { keepKeysFromGlfw } from './keyboard.js';
import { LatencyMeter } from './latency.js';
import { Microphone } from './microphone.js';
import { Mirror } from './mirror.js';
import { Picture } from './picture.js';
import { PlainView } from './plain_view.js';
import { Player } from './playback.js';
import { createPublicApi } from './public_api.js';
import { SAMPLES } from './samples.js';
import { NOTHING_TO_REPLAY, firstOfMany } from './sentences.js';
import { SettingsMemory } from './settings.js';
import { Store } from './store.js';
import { UiBridge } from './ui_bridge.js';

const VERSION = '0.1.0';
const MOMENT_S = 3;
const CORE_RATE_HZ = 16000; // of emo_session_recent (src/contract/constants.h)
const base = new URL('./', import.meta.url);

const store = new Store();
const memory = new SettingsMemory(() => localStorage);
const appearance = followAppearance(store, memory);
store.set({ version: VERSION, sample_names: SAMPLES.map(({ title }) => title) });

/** @param {string} message  "" takes the last one away @param {'info' | 'error'} [kind] */
function notify(message, kind = 'info') {
  store.set({ notice: message, notice_kind: kind });
  if (message && kind === 'error') publicApi.emit('error', { message });
}
const problem = (/** @type {string} */ message) => notify(message, 'error');

// ---- what is heard

const latency = new LatencyMeter();

const engine = new EngineClient({
  createWorker: () => startWorker(new URL('engine/worker.js', base)),
  onSnapshot: (message) => {
    if (!bridge.snapshot(message.bytes)) problem('The page and its engine are of different versions. Reload the page.');
    if (message.source === 'live') heardLive(message);
    else if (message.done) publicApi.emit('clip', bridge.clipData());
    loop.request();
  },
  onModel: (model_state, card) => {
    store.set({ model_state });
    if (card) describeModel(card);
  },
  onProgress: (bytes_loaded, bytes_total) => store.set({ bytes_loaded, bytes_total }),
  onProblem: problem,
  onRestart: () => {
    microphone.connectEngine();
    clips.resume();
  },
});

const microphone = new Microphone({
  mediaDevices: navigator.mediaDevices,
  createContext: () => new AudioContext({ latencyHint: 'interactive' }),
  createCaptureNode: async (context, batchFrames) => {
    await context.audioWorklet.addModule(new URL('capture_worklet.js', base).href);
    return new AudioWorkletNode(context, 'emoscope-capture', {
      numberOfOutputs: 1,
      channelCount: 1,
      channelCountMode: 'explicit', // the browser mixes stereo microphones to one channel
      processorOptions: { batchFrames },
    });
  },
  onState: (capture_state, message) => {
    if (capture_state === 'idle') engine.stopLive();
    if (capture_state === 'listening') store.set({ source: 'live' });
    if (message) problem(message);
    else if (capture_state === 'asking') notify('');
    store.set({ capture_state });
  },
  onSound: (port, sampleRateHz) => engine.startLive(port, sampleRateHz),
  onDevices: (devices, chosenId) => {
    deviceIds = devices.map(({ id }) => id);
    store.set({ devices: devices.map(({ label }) => label), device_index: deviceIds.indexOf(chosenId) });
  },
});
/** @type {string[]} */
let deviceIds = [];

const player = new Player(
  () => new AudioContext(),
  () => {
    store.set({ playing: player.playing, playhead_s: player.playheadS });
    loop.request();
  },
);

const clips = new ClipDesk({
  store,
  engine,
  player,
  stopListening: () => microphone.stop(),
  decodeInBrowser: (bytes) => new OfflineAudioContext(1, 1, 48000).decodeAudioData(bytes),
  notify,
  onClip: () => publicApi.emit('clip', clips.isOpen ? bridge.clipData() : null),
});

/** @param {import('./engine/messages.js').SnapshotMessage} message */
function heardLive(message) {
  latency.heard(message.captured_s, message.captured_at_ms);
  for (const prediction of bridge.drainPredictions()) {
    if (message.predicted) latency.predicted(prediction.end_s, performance.now());
    publicApi.emit('prediction', prediction);
  }
}

/** @param {import('./engine/messages.js').Card} card */
function describeModel({ name, title, note, metrics, protocol, unsure_below }) {
  // A number never comes without the protocol it was measured by.
  const measured = metrics?.ua_mean && protocol ? `UA ${metrics.ua_mean.toFixed(2)}, ${protocol}` : '';
  store.set({ model_name: title ?? name, model_note: note ?? measured });
  if (unsure_below !== undefined) store.set({ unsure_threshold: unsure_below });
}

/** @param {number} endS */
async function replayMoment(endS) {
  const samples = await engine.recent(endS, MOMENT_S);
  if (samples.length === 0) return notify(NOTHING_TO_REPLAY);
  return player.playOnce(monoBuffer(samples, CORE_RATE_HZ));
}

// ---- what the person asks for

const act = createDispatcher(
  {
    start_listening: () => {
      if (clips.isOpen) clips.close();
      return microphone.start();
    },
    stop_listening: () => microphone.stop(),
    open_file: () => files.ask(),
    play_sample: async (index) => {
      const { title, file } = SAMPLES[index];
      await clips.openAddress(title, new URL(file, base));
      player.play();
    },
    play_clip: () => player.play(),
    pause_clip: () => player.pause(),
    seek_clip: (seconds) => player.seek(seconds),
    close_clip: () => clips.close(),
    choose_device: (index) => {
      memory.save({ device_id: deviceIds[index] ?? '' });
      return microphone.choose(deviceIds[index] ?? '');
    },
    replay_moment: replayMoment,
    toggle_theme: () => appearance.toggleTheme(),
    dismiss_notice: () => notify(''),
    retry_model: () => {
      notify('');
      engine.loadModels(true);
    },
    reload_page: () => location.reload(),
  },
  (error) => problem(error.message),
);

const files = watchFiles({
  input: /** @type {HTMLInputElement} */ (byId('file')),
  overlay: byId('drop'),
  onFiles: async ([file, ...others]) => {
    await clips.openFile(file);
    if (others.length > 0 && clips.isOpen) notify(firstOfMany(file.name, others.length + 1));
  },
});

// ---- what is seen

const bridge = new UiBridge(store, () => memory.values.view ?? {});
const mirror = new Mirror(byId('mirror'), {
  press: (id, value) => {
    bridge.press(id, value);
    remember(bridge.settings());
    loop.request();
  },
  hover: (id) => (bridge.hover(id), loop.request()),
  focus: (id) => (bridge.focus(id), loop.request()),
});
const plain = new PlainView({ root: byId('plain'), store, act });
keepKeysFromGlfw((key) => {
  const used = picture.isVisible && bridge.key(key);
  if (used) remember(bridge.settings());
  if (used) loop.request();
  return used;
});

/** @param {import('./settings.js').ViewSettings} view */
function remember(view) {
  if (JSON.stringify(view) === JSON.stringify(memory.values.view)) return;
  memory.save({ view });
  appearance.apply();
}

const picture = new Picture({
  wrap: byId('wrap'),
  canvas: /** @type {HTMLCanvasElement} */ (byId('canvas')),
  bridge,
  loadModule: async () => {
    const { default: factory } = await import(new URL('ui.mjs', base).href);
    return factory({ canvas: byId('canvas'), emoAction: act });
  },
  requestFrame: () => loop.request(),
  onVisible: showPicture,
  notify,
});

/** @param {boolean} visible */
function showPicture(visible) {
  const focusedName = document.activeElement?.textContent ?? '';
  document.body.dataset.view = visible ? 'picture' : 'plain';
  byId('plain').hidden = visible;
  byId('stage').inert = !visible;
  if (!visible || !focusedName) return;
  drawPicture(performance.now());
  mirror.focusByName(focusedName);
}

/** @param {number} nowMs @returns {boolean} */
function drawPicture(nowMs) {
  const animates = bridge.frame(nowMs);
  const controls = bridge.controls();
  mirror.update(controls);
  if (controls !== '') mirror.describe(bridge.overlay(), byId('overlay-words'));
  if (store.state.capture_state === 'listening') {
    const newestS = bridge.newestColumnS();
    setTimeout(() => latency.drew(newestS, performance.now())); // runs after this frame was handed to the screen
  }
  return animates;
}

const loop = new FrameLoop((nowMs) => {
  if (player.playing) store.set({ playhead_s: player.playheadS });
  const animates = picture.isVisible ? drawPicture(nowMs) : (plain.update(snapshot()), false);
  setText(byId('live'), bridge.spokenLine());
  setText(byId('alert'), picture.isVisible ? store.state.notice : '');
  return animates || player.playing;
});
store.subscribe(() => loop.request());

setInterval(() => {
  if (store.state.capture_state !== 'listening') return;
  store.set({
    latency_column_ms: latency.column.at(0.95),
    latency_prediction_ms: latency.prediction.at(0.95),
  });
}, 1000);

// ---- what others may know

/** @returns {import('./public_api.js').EmoscopeSnapshot} */
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

const publicApi = createPublicApi({
  version: VERSION,
  snapshot,
  clip: () => /** @type {any} */ (clips.isOpen ? bridge.clipData() : null),
});
window.emoscope = publicApi.api;
store.subscribe((key) => {
  if (key !== 'capture_state' && key !== 'model_state') return;
  publicApi.emit('state', { capture: store.state.capture_state, model: store.state.model_state });
});

// ---- in this order: words, picture, then the heavy parts

microphone.listDevices().catch(() => {});
loop.request();
picture.load().finally(() => engine.loadModels());

/** @param {string} id @returns {HTMLElement} */
function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html lacks #${id}`);
  return element;
}

/** @param {HTMLElement} element @param {string} text */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
