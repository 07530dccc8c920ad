// The engine worker: engine.wasm (C++) and ONNX Runtime Web in one thread beside the page. Sound comes straight from
// the audio thread; what leaves are snapshots, which only C++ reads.
import { ClipSource } from './clip_source.js';
import { EngineWasm } from './engine_wasm.js';
import { FeaturesSource } from './features_source.js';
import { Inference } from './inference.js';
import { LiveSource } from './live_source.js';
import { ModelLoader } from './model_loader.js';
import { ModelFiles } from './models.js';
import { Pump, messageTasks } from './pump.js';

const base = new URL('../', import.meta.url);
const scope = /** @type {import('../globals.js').WorkerScope} */ (/** @type {unknown} */ (globalThis));

/** @param {import('./messages.js').FromEngine} message @param {Transferable[]} [transfer] */
const post = (message, transfer = []) => scope.postMessage(message, transfer);
/** @param {unknown} error */
const fatal = (error) => post({ type: 'fatal', message: String(error) });

/** @type {Promise<ReturnType<typeof assemble>>} */
const ready = import(new URL('engine.mjs', base).href).then((module) => module.default()).then(assemble);
ready.then(() => post({ type: 'ready' }), fatal);

// Messages wait for the engine in the order in which they came.
scope.onmessage = (event) => {
  ready.then((parts) => obey(parts, event.data)).catch(fatal);
};

/** @param {import('./engine_wasm.js').EngineModule} module */
function assemble(module) {
  const engine = new EngineWasm(module);
  const inference = new Inference((message) => {
    post({ type: 'problem', message });
    readinessChanged(inference.modelState, null);
  });
  const parts = { engine, inference, post, wake: () => pump.wake() };
  const features = new FeaturesSource(parts);
  const live = new LiveSource({ ...parts, features });
  const clip = new ClipSource({ ...parts, features });
  const pump = new Pump([live, features, clip], fatal, messageTasks());
  const files = new ModelFiles(base, (loaded, total) => post({ type: 'progress', loaded, total }));
  const onProblem = (/** @type {string} */ message) => post({ type: 'problem', message });
  const loader = new ModelLoader({ base, files, engine, inference, onState: readinessChanged, onProblem });

  /** @param {import('../states.js').ModelState} state @param {import('./messages.js').Card | null} card */
  function readinessChanged(state, card) {
    post({ type: 'model', state, card });
    live.readinessChanged();
    clip.readinessChanged();
    pump.wake();
  }
  return { engine, live, clip, features, loader };
}

/** @param {ReturnType<typeof assemble>} parts @param {import('./messages.js').ToEngine} message */
function obey({ engine, live, clip, features, loader }, message) {
  switch (message.type) {
    case 'live_start':
      return live.start(message.port, message.sample_rate_hz, message.clock_offset_ms);
    case 'live_stop':
      return live.stop();
    case 'clip_start':
      return clip.start(message.clip, message.samples, message.sample_rate_hz);
    case 'clip_stop':
      return clip.stop();
    case 'load_models':
      return loader.load(message.fresh);
    case 'decode':
      return reply(message.id, () => withTransfer(engine.decode(new Uint8Array(message.bytes))));
    case 'recent':
      return reply(message.id, () => withTransfer({ samples: live.recent(message.end_s, message.seconds) }));
    case 'features_request':
      return attempt(() => features.request(message.bytes));
    case 'features_csv':
      return reply(message.id, () => ({ result: { text: features.csv(message.first_s, message.last_s) } }));
  }
}

/** @param {() => void} work  what cannot be done is said, and the rest goes on */
function attempt(work) {
  try {
    work();
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    post({ type: 'problem', message: /** @type {Error} */ (error).message });
  }
}

/** @template {{samples: Float32Array}} T @param {T} result */
const withTransfer = (result) => ({ result, transfer: [result.samples.buffer] });

/** @param {number} id @param {() => {result: unknown, transfer?: Transferable[]}} work */
function reply(id, work) {
  try {
    const { result, transfer } = work();
    post({ type: 'reply', id, result }, transfer);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error; // the module is broken, not the file
    post({ type: 'reply', id, error: /** @type {Error} */ (error).message });
  }
}
