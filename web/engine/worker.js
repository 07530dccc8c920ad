// The engine worker: engine.wasm (C++) and ONNX Runtime Web in one thread beside the page. Sound comes straight from
// the audio thread; what leaves are snapshots, which only C++ reads.
import { startProgram } from '../wasm/load_program.js';
import { EXPLANATION_ENDED, EXPLANATION_STALE } from '../shell/sentences.js';
import { ClipSource } from './clip_source.js';
import { EngineWasm } from './engine_wasm.js';
import { ExplainSource } from './explain_source.js';
import { FeaturesSource } from './features_source.js';
import { Inference } from './inference.js';
import { LiveSource } from './live_source.js';
import { ModelLoader } from './model_loader.js';
import { ModelFiles } from './models.js';
import { Pump, messageTasks } from './pump.js';

const base = new URL('../', import.meta.url);
const ENDS_EXPLANATION = ['live_start', 'clip_start', 'clip_stop'];
const scope = /** @type {import('../globals.js').WorkerScope} */ (/** @type {unknown} */ (globalThis));

/** @param {import('./messages.js').FromEngine} message @param {Transferable[]} [transfer] */
const post = (message, transfer = []) => scope.postMessage(message, transfer);
/** @param {unknown} error */
const fatal = (error) => post({ type: 'fatal', message: /** @type {Error} */ (error)?.message ?? String(error) });

/** @type {Promise<ReturnType<typeof assemble>>} */
const ready = startProgram(base, 'engine').then(assemble);
ready.then(() => post({ type: 'ready' }), fatal);

// Messages wait for the engine in the order in which they came.
scope.onmessage = (event) => {
  ready.then((parts) => handle(parts, event.data)).catch(fatal);
};

/** @param {import('./engine_wasm.js').EngineModule} module */
function assemble(module) {
  const engine = new EngineWasm(module);
  const inference = new Inference((message, slot) => {
    post({ type: 'problem', message });
    if (slot === null) readinessChanged();
    else loader.stopped(slot);
  });
  const parts = { engine, inference, post, wake: () => pump.wake() };
  const features = new FeaturesSource(parts);
  const live = new LiveSource({ ...parts, features });
  const clip = new ClipSource({ ...parts, features });
  const explain = new ExplainSource(parts);
  const pump = new Pump([live, features, explain, clip], fatal, messageTasks());
  const files = new ModelFiles(base, (loaded, total) => post({ type: 'progress', loaded, total }));
  const loader = new ModelLoader({
    base,
    files,
    engine,
    inference,
    onIndex: (index) => post({ type: 'models', index }),
    onState: (slot, state, card) => {
      post({ type: 'model', slot, state, card });
      readinessChanged();
    },
    onProblem: (message) => post({ type: 'problem', message }),
  });

  function readinessChanged() {
    live.readinessChanged();
    clip.readinessChanged();
    pump.wake();
  }
  return { engine, live, clip, features, explain, loader };
}

/** @param {ReturnType<typeof assemble>} parts @param {import('./messages.js').ToEngine} message */
function handle({ engine, live, clip, features, explain, loader }, message) {
  if (ENDS_EXPLANATION.includes(message.type)) explain.cancel(EXPLANATION_STALE);
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
      return loader.load(message.fresh, message.wanted);
    case 'use_model':
      return replyLater(message.id, () => loader.use(message.slot, message.name));
    case 'explain': {
      const { source, start_s, end_s, label } = message;
      const sound = source === 'clip' ? clip : live;
      return replyLater(message.id, () => explain.start(sound.piece(start_s, end_s), label));
    }
    case 'explain_cancel':
      return explain.cancel(EXPLANATION_ENDED);
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

/** @param {number} id @param {() => Promise<unknown>} work */
async function replyLater(id, work) {
  try {
    post({ type: 'reply', id, result: await work() });
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) return fatal(error);
    post({ type: 'reply', id, error: /** @type {Error} */ (error).message });
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
