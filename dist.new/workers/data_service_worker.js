// The data service's worker: data.wasm (C++) beside the page.
import { startProgram } from '../wasm/load_program.js';
import { serve } from './serve.js';
import { DataWasm } from './data_wasm.js';
import { DataServiceCore } from './data_service_core.js';

const scope = /** @type {import('../globals.js').WorkerScope} */ (/** @type {unknown} */ (globalThis));

/** @type {Promise<DataServiceCore>} */
const loaded = startProgram(new URL('../', import.meta.url), 'data').then(
  (module) =>
    new DataServiceCore({
      wasm: new DataWasm(module),
      show: (view) => emit(view, [view]),
      later: (task, ms) => setTimeout(guarded(task), ms),
      now: () => performance.now(),
    }),
);
const { emit, broke } = serve(scope, async (name, args) => (await loaded).answer(name, args), {
  ready: loaded.then(() => null),
});

/** @param {() => void} task */
const guarded = (task) => () => {
  try {
    task();
  } catch (error) {
    broke(error);
  }
};
