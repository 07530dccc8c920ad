// Workers that analyse clips, as many as the machine has cores: each reads, unzips and computes by itself, so that the
// page's thread only hands names out and takes numbers in. At most two clips a worker are in memory at any time.
import { decodeMedia } from '../audio/media.js';
import { runJob } from './job.js';
import { Failure, kindOf } from './failure.js';
import { PoolWorker } from './pool_worker.js';
import { unreadable } from './pool_sentences.js';

const MOST_WORKERS = 8;
const IN_FLIGHT = 2; // a worker: one being analysed, one being read
const ATTEMPTS = 4; // a clip whose worker was stopped by others' clips

/** @typedef {import('../sources/shape.js').Entry} Entry */
/** @typedef {import('./feature_worker.js').Analysis} Analysis */
/** @typedef {import('./feature_worker.js').ClipOptions} ClipOptions */

/** @typedef {Pick<Entry, 'reader' | 'open' | 'packed'> & {row: number, name: string}} Item */
/** @typedef {Analysis & {row: number, name: string}} Result */

/**
 * @typedef {object} PoolParts
 * @property {() => Worker} createWorker  of feature_worker.js
 * @property {number} [size]
 * @property {typeof decodeMedia} [decodeInBrowser]  what our own program cannot read
 */

/**
 * @typedef {object} AnalyseOptions
 * @property {boolean} [measures]
 * @property {string[]} [recipes]  by name
 * @property {'csv' | 'json' | null} [text]  the recipes' numbers as text, made in the workers
 * @property {(result: Result) => unknown} [onResult]  in any order; if it gives a promise, that clip's place is held
 * @property {(item: Item) => unknown} [onFailed]  before the next is begun
 * @property {(progress: import('./job.js').Progress) => void} [onProgress]
 * @property {AbortSignal} [signal]
 */
/**
 * @typedef {object} PoolOutcome
 * @property {'finished' | 'cancelled' | 'stopped'} state
 * @property {number} count  clips that were finished, however the job ended
 * @property {import('../sources/shape.js').Skipped[]} failed
 * @property {string} problem  a sentence if `stopped`
 */

/** @param {PoolParts} parts */
export const createPool = (parts) => new Pool(parts);

export class Pool {
  #workers;
  #decodeInBrowser;
  #free;
  /** @type {(() => void)[]} */ #queue = [];

  /** @param {PoolParts} parts */
  constructor({ createWorker, size = defaultSize(), decodeInBrowser = decodeMedia }) {
    this.#workers = Array.from({ length: size }, () => new PoolWorker(createWorker));
    this.#decodeInBrowser = decodeInBrowser;
    this.#free = size * IN_FLIGHT;
  }

  get size() {
    return this.#workers.length;
  }

  /** Bytes that the workers' programs hold. */
  get memory() {
    return this.#workers.reduce((sum, { memory }) => sum + memory, 0);
  }

  /** What the measures are called, in their order; known once a clip was analysed. */
  get measures() {
    return this.#workers.find(({ measures }) => measures.length > 0)?.measures ?? [];
  }

  /**
   * Never rejects for what happens to clips. Cancelled or stopped: what was done has been told.
   * @param {Item[]} items
   * @param {AnalyseOptions} options
   * @returns {Promise<PoolOutcome>}
   */
  async analyse(items, { measures = false, recipes = [], text = null, onResult, onFailed, onProgress, signal }) {
    let count = 0;
    const over = new AbortController();
    const stop = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
    const { state, failed, problem } = await runJob({
      items,
      total: items.length,
      width: this.size * IN_FLIGHT,
      nameOf: ({ name }) => name,
      signal,
      onProgress,
      work: async (item) => {
        const options = { measures, recipes, text, file: item.name, picture: null };
        try {
          const analysis = await this.#one(item, options, stop);
          if (stop.aborted) return;
          count += 1;
          await onResult?.({ row: item.row, name: item.name, ...analysis });
        } catch (error) {
          if (!stop.aborted) await onFailed?.(item);
          throw error;
        }
      },
    });
    over.abort();
    if (state !== 'finished') this.#interrupt();
    return { state, count, failed, problem };
  }

  /**
   * A small picture of a clip's log-mel bands (clip_picture.js).
   * @param {Item} item
   * @param {{width: number, height: number, signal?: AbortSignal}} options
   */
  async picture(item, { width, height, signal }) {
    const options = { measures: false, recipes: ['logmel64'], text: null, file: item.name, picture: { width, height } };
    const { picture } = await this.#one(item, options, signal);
    return /** @type {NonNullable<Analysis['picture']>} */ (picture);
  }

  /** Gives the workers' memory back; they come again when they are needed. */
  close() {
    for (const worker of this.#workers) worker.close();
  }

  /** @param {Item} item @param {ClipOptions} options @param {AbortSignal} [signal] @returns {Promise<Analysis>} */
  async #one(item, options, signal) {
    await this.#turn();
    try {
      return await this.#attempt(item, options, signal);
    } finally {
      this.#free += 1;
      this.#queue.shift()?.();
    }
  }

  /** @param {Item} item @param {ClipOptions} options @param {AbortSignal} [signal] @returns {Promise<Analysis>} */
  async #attempt(item, options, signal) {
    let inBrowser = item.reader === 'browser';
    let why = /** @type {Error | null} */ (null); // our own program's
    for (let left = ATTEMPTS; ; left -= 1) {
      signal?.throwIfAborted();
      const { source, transfer } = await this.#sourceOf(item, inBrowser, signal).catch((error) => {
        throw why ?? error;
      });
      signal?.throwIfAborted();
      const worker = this.#workers.reduce((best, other) => (other.load < best.load ? other : best));
      try {
        return await worker.run([source, options], transfer);
      } catch (error) {
        if (kindOf(error) === 'no_sound' && !inBrowser) {
          inBrowser = true;
          why = /** @type {Error} */ (error);
        } else if (kindOf(error) !== 'interrupted' || left === 1) {
          throw error;
        }
      }
    }
  }

  /**
   * @param {Item} item @param {boolean} inBrowser @param {AbortSignal} [signal]
   * @returns {Promise<{source: import('./feature_worker.js').ClipSource, transfer: Transferable[]}>}
   */
  async #sourceOf({ packed, open }, inBrowser, signal) {
    if (packed && !inBrowser) return { source: { kind: 'packed', packed }, transfer: [] };
    const content = await open(signal);
    if (inBrowser) {
      const bytes = content instanceof Blob ? await content.arrayBuffer() : content;
      const { buffer } = await this.#decodeInBrowser(bytes).catch(({ message }) => {
        throw new Error(unreadable(message));
      });
      const samples = mean(buffer);
      return { source: { kind: 'samples', samples, rate: buffer.sampleRate }, transfer: [samples.buffer] };
    }
    if (content instanceof Blob) return { source: { kind: 'blob', blob: content }, transfer: [] };
    return { source: { kind: 'bytes', bytes: content }, transfer: [content] };
  }

  /** Backpressure: whoever comes waits until one of those before has left. */
  async #turn() {
    this.#free -= 1;
    if (this.#free < 0)
      await new Promise((/** @type {(nothing: void) => void} */ resolve) => this.#queue.push(resolve));
  }

  /** Drops what the workers are doing; their other clips are handed out again. */
  #interrupt() {
    for (const worker of this.#workers) if (worker.load > 0) worker.close(new Failure('', 'interrupted'));
  }
}

function defaultSize() {
  return Math.max(1, Math.min(MOST_WORKERS, globalThis.navigator?.hardwareConcurrency || 2));
}

/** Of the channels. @param {AudioBuffer} buffer @returns {Float32Array<ArrayBuffer>} */
function mean(buffer) {
  const samples = new Float32Array(buffer.length);
  for (let channel = 0; channel < buffer.numberOfChannels; channel += 1) {
    const data = buffer.getChannelData(channel);
    for (let i = 0; i < data.length; i += 1) samples[i] += data[i] / buffer.numberOfChannels;
  }
  return samples;
}
