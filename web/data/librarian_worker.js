// The librarian's worker: data.wasm (C++) beside the page. Messages wait for it in the order in which they came.
import { DataWasm } from './data_wasm.js';
import { LibrarianWork } from './librarian_work.js';
import { LIBRARIAN_LOST, LIBRARIAN_MISSING } from './librarian_words.js';

const scope = /** @type {import('../globals.js').WorkerScope} */ (/** @type {unknown} */ (globalThis));

/** @param {import('./librarian_work.js').FromLibrarian} message @param {Transferable[]} [transfer] */
const post = (message, transfer = []) => scope.postMessage(message, transfer);

/** @type {Promise<LibrarianWork>} */
const ready = import(new URL('../data.mjs', import.meta.url).href)
  .then((module) => module.default())
  .then((module) => {
    const wasm = new DataWasm(module);
    return new LibrarianWork({
      wasm,
      post,
      later: (task, ms) => setTimeout(guarded(task), ms),
      now: () => performance.now(),
    });
  });
ready.then(
  () => post({ type: 'ready' }),
  () => post({ type: 'fatal', message: LIBRARIAN_MISSING }),
);

scope.onmessage = (event) => {
  ready.then((work) => guarded(() => work.obey(event.data))()).catch(() => {}); // said above
};

/** @param {() => void} task */
const guarded = (task) => () => {
  try {
    task();
  } catch {
    post({ type: 'fatal', message: LIBRARIAN_LOST });
  }
};
