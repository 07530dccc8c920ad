// The data service's worker: data.wasm (C++) beside the page. Messages wait for it in the order in which they came.
import { startProgram } from '../wasm/load_program.js';
import { DataWasm } from './data_wasm.js';
import { DataServiceCore } from './data_service_core.js';
import { DATA_SERVICE_LOST, dataServiceMissing } from './data_service_sentences.js';

const scope = /** @type {import('../globals.js').WorkerScope} */ (/** @type {unknown} */ (globalThis));

/** @param {import('./data_service_core.js').FromDataService} message @param {Transferable[]} [transfer] */
const post = (message, transfer = []) => scope.postMessage(message, transfer);

/** @type {Promise<DataServiceCore>} */
const ready = startProgram(new URL('../', import.meta.url), 'data').then(
  (module) =>
    new DataServiceCore({
      wasm: new DataWasm(module),
      post,
      later: (task, ms) => setTimeout(guarded(task), ms),
      now: () => performance.now(),
    }),
);
ready.then(
  () => post({ type: 'ready' }),
  (error) => post({ type: 'fatal', message: dataServiceMissing(error.message) }),
);

scope.onmessage = (event) => {
  ready.then((work) => guarded(() => work.handle(event.data))()).catch(() => {}); // said above
};

/** @param {() => void} task */
const guarded = (task) => () => {
  try {
    task();
  } catch {
    post({ type: 'fatal', message: DATA_SERVICE_LOST });
  }
};
