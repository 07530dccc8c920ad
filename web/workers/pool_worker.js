// One worker of the pool, replaced by a new one if it stops. Clips are analysed in the order in which they were given.
import { JobStop } from './job.js';
import { CRASHED, POOL_CLOSED, poolMissing } from './pool_sentences.js';

/** @typedef {import('./feature_worker.js').Analysis} Analysis */
/** @typedef {import('./feature_worker.js').FromFeatureWorker} FromFeatureWorker */
/** @typedef {Omit<import('./feature_worker.js').ToFeatureWorker, 'id'>} Question */

/** The worker stopped before the clip's turn came: it can be given to another one. */
export class Interrupted extends Error {}

/** The program could not read it as sound; perhaps the browser can. */
export class NoSound extends Error {}

export class PoolWorker {
  #createWorker;
  /** @type {Worker | null} */ #worker = null;
  #isReady = false;
  #nextId = 1;
  /** @type {Map<number, {resolve: (analysis: Analysis) => void, reject: (error: Error) => void}>} in order */
  #waiting = new Map();

  /** Bytes that the program of this worker holds. */
  memory = 0;
  /** Of the program's measures, in their order; once a clip was analysed. @type {{name: string, unit: string}[]} */
  measures = [];

  /** @param {() => Worker} createWorker */
  constructor(createWorker) {
    this.#createWorker = createWorker;
  }

  /** Clips that it has. */
  get load() {
    return this.#waiting.size;
  }

  /** Rejects with half a sentence, or as above. @param {Question} question @param {Transferable[]} transfer @returns {Promise<Analysis>} */
  run(question, transfer) {
    return new Promise((resolve, reject) => {
      try {
        this.#worker ??= this.#open();
        const id = this.#nextId++;
        this.#worker.postMessage({ id, ...question }, transfer);
        this.#waiting.set(id, { resolve, reject });
      } catch (error) {
        reject(new JobStop(poolMissing(/** @type {Error} */ (error).message)));
      }
    });
  }

  /** What it has is given up; the next clip gets a new worker. @param {Error} [reason] */
  close(reason = new Error(POOL_CLOSED)) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#isReady = false;
    this.memory = 0;
    const given = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of given) reject(reason);
  }

  #open() {
    const worker = this.#createWorker();
    worker.onmessage = ({ data }) => {
      if (worker === this.#worker) this.#hear(data);
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      if (worker !== this.#worker) return;
      if (this.#isReady) this.#crashed(Math.min(...this.#waiting.keys()));
      else this.close(new JobStop(poolMissing(event.message || 'its worker did not start')));
    };
    return worker;
  }

  /** @param {FromFeatureWorker} message */
  #hear(message) {
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        this.measures = message.measures;
        return;
      case 'done':
        this.memory = message.memory;
        this.#take(message.id)?.resolve(message.result);
        return;
      case 'failed':
        this.#take(message.id)?.reject(new (message.sound ? NoSound : Error)(message.why));
        return;
      case 'crashed':
        this.#crashed(message.id);
        return;
      case 'lost':
        this.close(new JobStop(poolMissing(message.why)));
    }
  }

  /** @param {number} id  of the clip that it was at */
  #crashed(id) {
    this.#take(id)?.reject(new Error(CRASHED));
    this.close(new Interrupted());
  }

  /** @param {number} id */
  #take(id) {
    const given = this.#waiting.get(id);
    this.#waiting.delete(id);
    return given;
  }
}
