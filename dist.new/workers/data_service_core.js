// What the data service's worker does, without the worker: calls in order, views when what is shown has changed, and slices
// of a map that takes long between messages.

const SLICE_MS = 30; // a call waits no longer than this behind a map
const VIEW_EVERY_MS = 150; // how often a growing map, or a job that adds numbers, is shown

/**
 * What the page asks of the data service (web/workers/calls.js); a view comes as an event.
 * @typedef {Omit<import('./data_wasm.js').DataWasm, 'answer' | 'step'> & {ask: (request: Uint8Array) => void}} DataServiceApi
 */

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
 * @property {(view: ArrayBuffer) => void} show
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

  /** Throws a sentence. @param {string} name @param {any[]} args @returns {unknown} */
  answer(name, args) {
    if (name === 'ask') return this.#ask(args[0]);
    const methods = /** @type {import('./calls.js').Api} */ (/** @type {unknown} */ (this.#parts.wasm));
    const result = methods[name](...args);
    if (CHANGES.has(name)) {
      this.#isDue = true;
      this.#plan(Math.max(0, this.#shownAt + VIEW_EVERY_MS - this.#parts.now()));
    }
    return result;
  }

  /** @param {Uint8Array} request */
  #ask(request) {
    try {
      this.#show(request);
      this.#request = request;
    } finally {
      this.#plan(0);
    }
  }

  /** @param {Uint8Array} request */
  #show(request) {
    const bytes = this.#parts.wasm.answer(request);
    this.#shownAt = this.#parts.now();
    this.#isDue = false;
    this.#hasMoved = false;
    this.#parts.show(bytes);
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
}
