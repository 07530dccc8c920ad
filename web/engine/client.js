// The page's end of the engine worker: messages out, answers back, and a fresh start if it crashes.
import { WorkerCalls } from '../workers/calls.js';
import { Failure } from '../workers/failure.js';
import { ENGINE_LOST, ENGINE_RESTARTED, engineMissing } from '../shell/sentences.js';

const CRASHES_TOLERATED = 3;

/** @typedef {import('./messages.js').FromEngine} FromEngine */
/** @typedef {import('./messages.js').EngineApi} EngineApi */
/** @typedef {Parameters<EngineApi['explain']>[0]} ExplainedSource */

/**
 * @typedef {object} EngineClientParts
 * @property {() => Worker} createWorker
 * @property {() => Promise<string>} whyMissing  why a worker does not even start, half a sentence
 * @property {(message: import('./messages.js').SnapshotMessage) => void} onSnapshot
 * @property {(bytes: ArrayBuffer) => void} onFeatureBlock
 * @property {(index: import('./messages.js').ModelIndex) => void} onModels
 * @property {(message: import('./messages.js').ModelMessage) => void} onModel
 * @property {() => (string | null)[]} wantedModels  by slot
 * @property {(share: number) => void} onExplainProgress
 * @property {(loaded: number, total: number) => void} onProgress
 * @property {(message: string) => void} onProblem
 * @property {() => void} onRestart  the new worker knows nothing: sound and clip must be handed over again
 */

export class EngineClient {
  #parts;
  #worker;
  #isLost = false;
  #crashes = 0;
  #modelsWanted = false;
  /** @type {ArrayBuffer | null} */ #featuresWanted = null;

  /** @param {EngineClientParts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#worker = this.#open();
  }

  /** @param {boolean} [fresh]  past the caches, after a failure */
  loadModels(fresh = false) {
    this.#modelsWanted = true;
    if (this.#isLost) this.#restart();
    else this.#sendModels(fresh);
  }

  /** Throws the engine's sentence; the slot keeps what it had. @param {number} slot @param {string | null} name */
  useModel(slot, name) {
    return this.#worker.call('useModel', [slot, name]);
  }

  /**
   * Throws the engine's sentence.
   * @param {{source: 'live' | 'clip', start_s: number, end_s: number, label: number}} of
   * @returns {Promise<ArrayBuffer>}  an explanation
   */
  explain({ source, start_s, end_s, label }) {
    return this.#worker.call('explain', [source, start_s, end_s, label]);
  }

  cancelExplain() {
    this.#worker.tell('cancelExplain', []);
  }

  /** @param {MessagePort} port @param {number} sampleRateHz */
  startLive(port, sampleRateHz) {
    this.#worker.tell('startLive', [port, sampleRateHz, Date.now() - performance.now()], [port]);
  }

  stopLive() {
    this.#worker.tell('stopLive', []);
  }

  /** Throws the engine's sentence. @param {ArrayBuffer} bytes @returns {Promise<import('./messages.js').Decoded>} */
  decode(bytes) {
    return this.#worker.call('decode', [bytes], { transfer: [bytes] });
  }

  /**
   * @param {number} clip  the number that its snapshots will carry
   * @param {Float32Array<ArrayBuffer>} samples  handed over: empty here afterwards
   * @param {number} sampleRateHz
   */
  startClip(clip, samples, sampleRateHz) {
    this.#worker.tell('startClip', [clip, samples, sampleRateHz], [samples.buffer]);
  }

  stopClip() {
    this.#worker.tell('stopClip', []);
  }

  /** @param {number} endS @param {number} seconds @returns {Promise<Float32Array<ArrayBuffer>>}  16 kHz mono */
  recent(endS, seconds) {
    return this.#worker.call('recent', [endS, seconds]);
  }

  /** @param {ArrayBuffer} bytes  a FeatureRequest; it holds until the next one */
  requestFeatures(bytes) {
    this.#featuresWanted = bytes;
    this.#worker.tell('featuresRequest', [bytes]);
  }

  /** The numbers of the panes that are wanted. @param {number} firstS @param {number} lastS @returns {Promise<string>} */
  featuresCsv(firstS, lastS) {
    return this.#worker.call('featuresCsv', [firstS, lastS]);
  }

  /** @returns {WorkerCalls<EngineApi>} */
  #open() {
    const { createWorker, onProblem } = this.#parts;
    return new WorkerCalls(createWorker(), {
      onEvent: (event) => this.#hear(event),
      onProblem,
      onBroken: (why) => this.#crashed(why),
    });
  }

  /** @param {FromEngine} message */
  #hear(message) {
    switch (message.type) {
      case 'snapshot':
        return this.#parts.onSnapshot(message);
      case 'feature_block':
        return this.#parts.onFeatureBlock(message.bytes);
      case 'model':
        return this.#parts.onModel(message);
      case 'models':
        return this.#parts.onModels(message.index);
      case 'explain_progress':
        return this.#parts.onExplainProgress(message.share);
      case 'progress':
        return this.#parts.onProgress(message.loaded, message.total);
      case 'problem':
        return this.#parts.onProblem(message.message);
    }
  }

  /** @param {string} why  half a sentence, or "" */
  #crashed(why) {
    const { isReady } = this.#worker;
    this.#crashes += 1;
    if (isReady && this.#crashes <= CRASHES_TOLERATED) {
      this.#worker.end(new Failure(ENGINE_RESTARTED, 'interrupted'));
      this.#restart();
      this.#parts.onProblem(ENGINE_RESTARTED);
      return;
    }
    this.#isLost = true;
    this.#worker.end(new Failure(ENGINE_LOST, 'broken'));
    this.#parts.onModel({ type: 'model', slot: 0, state: 'failed', card: null });
    if (isReady) this.#parts.onProblem(ENGINE_LOST);
    else if (why) this.#parts.onProblem(engineMissing(why));
    else this.#parts.whyMissing().then((cause) => this.#parts.onProblem(engineMissing(cause)));
  }

  #restart() {
    this.#isLost = false;
    this.#worker = this.#open();
    if (this.#modelsWanted) this.#sendModels(false);
    this.#parts.onRestart();
    if (this.#featuresWanted) this.requestFeatures(this.#featuresWanted);
  }

  /** @param {boolean} fresh */
  #sendModels(fresh) {
    this.#worker.tell('loadModels', [fresh, this.#parts.wantedModels()]);
  }
}
