// One worker of the pool, replaced by a new one if it stops. Clips are analysed in the order in which they were given.
import { WorkerCalls } from './calls.js';
import { Failure, stopping } from './failure.js';
import { CRASHED, POOL_CLOSED, poolMissing } from './pool_sentences.js';

/** @typedef {import('./feature_worker.js').Analysis} Analysis */
/** @typedef {import('./feature_worker.js').FeatureApi} FeatureApi */

export class PoolWorker {
  #createWorker;
  /** @type {WorkerCalls<FeatureApi> | null} */ #worker = null;

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
    return this.#worker?.load ?? 0;
  }

  /**
   * Rejects with half a sentence; `no_sound`: perhaps the browser can read it; `interrupted`: the worker stopped before
   * the clip's turn came.
   * @param {Parameters<FeatureApi['analyse']>} question @param {Transferable[]} transfer @returns {Promise<Analysis>}
   */
  async run(question, transfer) {
    try {
      this.#worker ??= this.#open();
    } catch (error) {
      throw stopping(poolMissing(/** @type {Error} */ (error).message));
    }
    const { memory, ...analysis } = await this.#worker.call('analyse', question, { transfer });
    this.memory = memory;
    return analysis;
  }

  /** Gives up what it is doing; the next clip gets a new worker. @param {Failure} [reason] */
  close(reason = new Failure(POOL_CLOSED, 'broken')) {
    const worker = this.#worker;
    this.#worker = null;
    this.memory = 0;
    worker?.end(reason);
  }

  /** @returns {WorkerCalls<FeatureApi>} */
  #open() {
    /** @type {WorkerCalls<FeatureApi>} */
    const worker = new WorkerCalls(this.#createWorker(), {
      onReady: (measures) => (this.measures = measures),
      onBroken: (why, id) => {
        if (!worker.isReady) return this.close(stopping(poolMissing(why || 'its worker did not start')));
        worker.fail(id, new Failure(CRASHED));
        return this.close(new Failure('', 'interrupted'));
      },
    });
    return worker;
  }
}
