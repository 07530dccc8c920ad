// The engine worker: engine.wasm (C++) and ONNX Runtime Web in one thread beside the page. Sound comes straight from
// the audio thread; what leaves are snapshots, which only C++ reads.
import { startProgram } from '../wasm/load_program.js';
import { serve } from '../workers/serve.js';
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
import { SoundDecoder } from './sound_decoder.js';

const base = new URL('../', import.meta.url);
const ENDS_EXPLANATION = ['startLive', 'startClip', 'stopClip'];
const scope = /** @type {import('../globals.js').WorkerScope} */ (/** @type {unknown} */ (globalThis));

/** @type {Promise<ReturnType<typeof assemble>>} */
const assembled = startProgram(base, 'engine').then(assemble);
const { emit: post, broke } = serve(scope, async (name, args) => answer(await assembled, name, args), {
  ready: assembled.then(() => null),
});

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
  const pump = new Pump([live, features, explain, clip], broke, messageTasks());
  const decoder = new SoundDecoder((attempt) => startProgram(base, 'decoder', {}, attempt));
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
  return { decoder, live, clip, features, explain, loader };
}

/**
 * @param {ReturnType<typeof assemble>} parts
 * @param {string} name
 * @param {any[]} args
 */
function answer({ decoder, live, clip, features, explain, loader }, name, args) {
  if (ENDS_EXPLANATION.includes(name)) explain.cancel(EXPLANATION_STALE);
  /** @type {import('./messages.js').EngineApi} */
  const answers = {
    startLive: (port, sampleRateHz, clockOffsetMs) => live.start(port, sampleRateHz, clockOffsetMs),
    stopLive: () => live.stop(),
    decode: (bytes) => decoder.decode(new Uint8Array(bytes)),
    startClip: (number, samples, sampleRateHz) => clip.start(number, samples, sampleRateHz),
    stopClip: () => clip.stop(),
    recent: (endS, seconds) => live.recent(endS, seconds),
    featuresRequest: (bytes) => features.request(bytes),
    featuresCsv: (firstS, lastS) => features.csv(firstS, lastS),
    loadModels: async (fresh, wanted) => {
      await loader.load(fresh, wanted);
      decoder.prepare();
    },
    useModel: (slot, model) => loader.use(slot, model),
    explain: (source, startS, endS, label) =>
      explain.start((source === 'clip' ? clip : live).piece(startS, endS), label),
    cancelExplain: () => explain.cancel(EXPLANATION_ENDED),
  };
  return /** @type {import('../workers/calls.js').Api} */ (/** @type {unknown} */ (answers))[name](...args);
}
