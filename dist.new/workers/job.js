// Every long loop of the dataset room: progress a few times a second, a cancel that is heard at once, a page that stays
// awake; and what was done when it ended is kept, however it ended.
import { kindOf } from './failure.js';
import { Pace } from './pace.js';

const TELL_EVERY_MS = 100;
const BREATHE_EVERY_MS = 8; // half a frame

/**
 * @typedef {object} Progress
 * @property {number} done  items, those that failed among them
 * @property {number | null} total  null: not known
 * @property {number} rate  items a second
 * @property {number | null} left_s  seconds; null: cannot be told
 * @property {string} name  of the item that was finished last
 */

/** @typedef {import('../sources/shape.js').Skipped} Skipped */

/**
 * @template R
 * @typedef {object} Outcome
 * @property {'finished' | 'cancelled' | 'stopped'} state
 * @property {R[]} done  results, in the order of the items
 * @property {Skipped[]} failed  items that could not be done, the others went on
 * @property {string} problem  a sentence if `stopped`, else ""
 */

/**
 * @template T, R
 * @typedef {object} JobDesc
 * @property {Iterable<T> | AsyncIterable<T>} items
 * @property {(item: T, signal: AbortSignal | undefined) => R | Promise<R>} work  what it throws fails its item only, unless its kind is `stop`
 * @property {number | null} [total]  items
 * @property {(item: T) => number} [amountOf]  work in an item, e.g. its bytes; without it all are alike
 * @property {number | null} [totalAmount]  over all items
 * @property {number} [width]  items at the same time
 * @property {AbortSignal} [signal]
 * @property {(progress: Progress) => void} [onProgress]
 * @property {(result: R, item: T) => void} [onResult]  as they come, in any order if `width` > 1
 * @property {(item: T) => string} [nameOf]
 * @property {() => number} [now]  ms
 */

/**
 * Never rejects for what happens to items.
 * @template T, R
 * @param {JobDesc<T, R>} desc
 * @returns {Promise<Outcome<R>>}
 */
export async function runJob(desc) {
  const { signal, width = 1 } = desc;
  const run = new Run(desc);
  const loops = Promise.all(Array.from({ length: width }, () => run.loop()));
  const { ended, forget } = whenAborted(signal);
  try {
    await Promise.race([loops, ended]);
  } finally {
    forget();
  }
  return run.close();
}

/** @template T, R */
class Run {
  #desc;
  #now;
  #iterator;
  #pace;
  #next = 0;
  #count = 0;
  #amount = 0;
  #name = '';
  #toldAt = -Infinity;
  #breathedAt;
  #closed = false;
  #problem = '';
  /** @type {Map<number, R>} */ #results = new Map();
  /** @type {Map<number, Skipped>} */ #failures = new Map();

  /** @param {JobDesc<T, R>} desc */
  constructor(desc) {
    this.#desc = desc;
    this.#now = desc.now ?? (() => performance.now());
    this.#iterator = iteratorOf(desc.items);
    this.#breathedAt = this.#now();
    this.#pace = new Pace(this.#breathedAt);
  }

  async loop() {
    const { signal, work } = this.#desc;
    while (!this.#isOver) {
      if (this.#now() - this.#breathedAt > BREATHE_EVERY_MS) await this.#breathe();
      if (this.#isOver) return;
      const item = await this.#take();
      if (item === null || this.#isOver) return;
      try {
        this.#finish(item, await work(item.value, signal));
      } catch (error) {
        this.#fail(item, /** @type {Error} */ (error));
      }
    }
  }

  /** @returns {Outcome<R>} */
  close() {
    this.#closed = true;
    // Not awaited: a source that hangs would keep a cancelled job waiting.
    Promise.resolve(this.#iterator.return?.()).catch(() => {});
    this.#tell();
    const cancelled = this.#desc.signal?.aborted && this.#problem === '';
    return {
      state: this.#problem ? 'stopped' : cancelled ? 'cancelled' : 'finished',
      done: inOrder(this.#results),
      failed: inOrder(this.#failures),
      problem: this.#problem,
    };
  }

  get #isOver() {
    return this.#closed || this.#problem !== '' || (this.#desc.signal?.aborted ?? false);
  }

  /** @returns {Promise<{index: number, value: T} | null>} */
  async #take() {
    const index = this.#next++;
    try {
      const { done, value } = await this.#iterator.next();
      return done ? null : { index, value };
    } catch (error) {
      this.#stop(/** @type {Error} */ (error));
      return null;
    }
  }

  /** @param {{index: number, value: T}} item @param {R} result */
  #finish({ index, value }, result) {
    if (this.#closed) return;
    this.#results.set(index, result);
    this.#desc.onResult?.(result, value);
    this.#step(value);
  }

  /** @param {{index: number, value: T}} item @param {Error} error */
  #fail({ index, value }, error) {
    if (this.#closed || this.#desc.signal?.aborted) return;
    if (kindOf(error) === 'stop') return this.#stop(error);
    this.#failures.set(index, { path: this.#desc.nameOf?.(value) ?? `item ${index + 1}`, why: error.message });
    this.#step(value);
  }

  /** @param {Error} error */
  #stop(error) {
    if (!this.#closed && !this.#desc.signal?.aborted) this.#problem ||= error.message;
  }

  /** @param {T} value */
  #step(value) {
    const { amountOf, nameOf } = this.#desc;
    this.#count += 1;
    this.#amount += amountOf ? amountOf(value) : 1;
    this.#name = nameOf?.(value) ?? '';
    const now = this.#now();
    if (now - this.#toldAt >= TELL_EVERY_MS) this.#tell(now);
  }

  #tell(now = this.#now()) {
    const { onProgress, amountOf, total = null, totalAmount = null } = this.#desc;
    this.#toldAt = now;
    this.#pace.mark(now, this.#count, this.#amount);
    const whole = amountOf ? totalAmount : total;
    onProgress?.({
      done: this.#count,
      total,
      rate: this.#pace.rate,
      left_s: this.#pace.secondsFor(whole === null ? null : whole - this.#amount),
      name: this.#name,
    });
  }

  async #breathe() {
    await nextTask();
    this.#breathedAt = this.#now();
  }
}

/** Lets the browser draw and hear clicks. @returns {Promise<void>} */
export function nextTask() {
  const { scheduler } = /** @type {{scheduler?: {yield?: () => Promise<void>}}} */ (globalThis);
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel(); // timers are held back to 4 ms each
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}

/** @param {AbortSignal | undefined} signal @returns {{ended: Promise<void>, forget: () => void}} */
function whenAborted(signal) {
  let forget = () => {};
  const ended = new Promise((/** @type {(nothing: void) => void} */ resolve) => {
    if (signal?.aborted) return resolve();
    const hear = () => resolve();
    signal?.addEventListener('abort', hear, { once: true });
    forget = () => signal?.removeEventListener('abort', hear);
  });
  return { ended, forget: () => forget() };
}

/** @template T @param {Iterable<T> | AsyncIterable<T>} items @returns {Iterator<T> | AsyncIterator<T>} */
function iteratorOf(items) {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
}

/** @template V @param {Map<number, V>} byIndex @returns {V[]} */
function inOrder(byIndex) {
  return [...byIndex].sort(([a], [b]) => a - b).map(([, value]) => value);
}
