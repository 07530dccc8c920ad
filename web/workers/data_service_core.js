// What the data service's worker does, without the worker: calls in order, views when what is shown has changed, and slices
// of a map that takes long between messages.

const SLICE_MS = 30; // a call waits no longer than this behind a map
const VIEW_EVERY_MS = 150; // how often a growing map, or a job that adds numbers, is shown

/** problem: the request could not be read @typedef {{type: 'answered', problem: string}} Answered */
/**
 * @typedef {{type: 'ready'} | {type: 'view', bytes: ArrayBuffer} | Answered |
 *   {type: 'reply', id: number, result?: unknown, error?: string} | {type: 'fatal', message: string}} FromDataService
 */
/** @typedef {{type: 'ask', request: Uint8Array} | {type: 'call', id: number, name: string, args: any[]}} ToDataService */

/** These change what is to be seen. */
const CHANGES = new Set([
  'openBuiltIn',
  'openPaths',
  'openTable',
  'setSound',
  'setNumberColumns',
  'setFeatures',
  'setDuplicates',
  'setWord',
]);

/**
 * @typedef {object} WorkParts
 * @property {import('./data_wasm.js').DataWasm} wasm
 * @property {(message: FromDataService, transfer?: Transferable[]) => void} post
 * @property {(task: () => void, ms: number) => void} later  after other messages
 * @property {() => number} now  ms
 */

export class DataServiceCore {
  #parts;
  /** @type {Uint8Array | null} */ #request = null;
  #shownAt = -Infinity;
  #isDue = false; // a view is wanted: content has changed
  #isPlanned = false;
  #hasMoved = false; // the map, since it was shown

  /** @param {WorkParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {ToDataService} message */
  handle(message) {
    if (message.type === 'ask') this.#ask(message.request);
    else this.#call(message);
  }

  /** @param {Uint8Array} request */
  #ask(request) {
    const problem = this.#attempt(() => {
      this.#show(request);
      this.#request = request;
    });
    this.#parts.post({ type: 'answered', problem });
    this.#plan(0);
  }

  /** @param {Extract<ToDataService, {type: 'call'}>} call */
  #call({ id, name, args }) {
    /** @type {unknown} */ let result;
    const error = this.#attempt(() => {
      const method = /** @type {Record<string, (...args: any[]) => unknown>} */ (
        /** @type {unknown} */ (this.#parts.wasm)
      );
      result = method[name](...args);
    });
    if (error) this.#parts.post({ type: 'reply', id, error });
    else this.#parts.post({ type: 'reply', id, result }, buffersOf(result));
    if (!error && CHANGES.has(name)) {
      this.#isDue = true;
      this.#plan(Math.max(0, this.#shownAt + VIEW_EVERY_MS - this.#parts.now()));
    }
  }

  /** @param {Uint8Array} request */
  #show(request) {
    const bytes = this.#parts.wasm.answer(request);
    this.#shownAt = this.#parts.now();
    this.#isDue = false;
    this.#hasMoved = false;
    this.#parts.post({ type: 'view', bytes }, [bytes]);
  }

  /** @param {number} ms */
  #plan(ms) {
    if (this.#isPlanned || !this.#request) return;
    this.#isPlanned = true;
    this.#parts.later(() => {
      this.#isPlanned = false;
      this.#goOn();
    }, ms);
  }

  /** What has become due: a view of changed content, a slice of the map. */
  #goOn() {
    const { wasm, now } = this.#parts;
    if (this.#isDue) this.#show(/** @type {Uint8Array} */ (this.#request));
    const start = now();
    let hasMore = wasm.step();
    this.#hasMoved ||= hasMore;
    while (hasMore && now() - start < SLICE_MS) hasMore = wasm.step();
    if (this.#hasMoved && (!hasMore || now() - this.#shownAt >= VIEW_EVERY_MS)) {
      this.#show(/** @type {Uint8Array} */ (this.#request));
    }
    if (hasMore) this.#plan(0);
  }

  /** @param {() => void} work @returns {string}  why it could not be done, '' otherwise */
  #attempt(work) {
    try {
      work();
      return '';
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error; // the module is broken, not the options
      return /** @type {Error} */ (error).message;
    }
  }
}

/** @param {any} result @returns {Transferable[]} */
function buffersOf(result) {
  if (result instanceof ArrayBuffer) return [result];
  if (ArrayBuffer.isView(result)) return [/** @type {ArrayBuffer} */ (result.buffer)];
  return result?.kept instanceof Uint32Array ? [result.kept.buffer] : [];
}
