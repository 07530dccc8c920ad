// The page's end of the engine worker: messages out, answers back, and a fresh start if it crashes.
import { ENGINE_LOST, ENGINE_RESTARTED, engineMissing } from '../shell/sentences.js';

const CRASHES_TOLERATED = 3;

/** @typedef {import('./messages.js').FromEngine} FromEngine */
/** @typedef {import('./messages.js').ToEngine} ToEngine */

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
  #isReady = false;
  #isLost = false;
  #crashes = 0;
  #modelsWanted = false;
  /** @type {ArrayBuffer | null} */ #featuresWanted = null;
  #nextId = 1;
  /** @type {Map<number, {resolve: (result: any) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();

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
    return this.#ask((id) => ({ type: 'use_model', id, slot, name }));
  }

  /**
   * Throws the engine's sentence.
   * @param {{source: 'live' | 'clip', start_s: number, end_s: number, label: number}} of
   * @returns {Promise<ArrayBuffer>}  an explanation
   */
  async explain(of) {
    return (await this.#ask((id) => ({ type: 'explain', id, ...of }))).bytes;
  }

  cancelExplain() {
    this.#send({ type: 'explain_cancel' });
  }

  /** @param {MessagePort} port @param {number} sampleRateHz */
  startLive(port, sampleRateHz) {
    const clock_offset_ms = Date.now() - performance.now();
    this.#send({ type: 'live_start', port, sample_rate_hz: sampleRateHz, clock_offset_ms }, [port]);
  }

  stopLive() {
    this.#send({ type: 'live_stop' });
  }

  /** Throws the engine's sentence. @param {ArrayBuffer} bytes @returns {Promise<import('./messages.js').Decoded>} */
  decode(bytes) {
    return this.#ask((id) => ({ type: 'decode', id, bytes }), [bytes]);
  }

  /**
   * @param {number} clip  the number that its snapshots will carry
   * @param {Float32Array<ArrayBuffer>} samples  handed over: empty here afterwards
   * @param {number} sampleRateHz
   */
  startClip(clip, samples, sampleRateHz) {
    this.#send({ type: 'clip_start', clip, samples, sample_rate_hz: sampleRateHz }, [samples.buffer]);
  }

  stopClip() {
    this.#send({ type: 'clip_stop' });
  }

  /** @param {number} endS @param {number} seconds @returns {Promise<Float32Array<ArrayBuffer>>}  16 kHz mono */
  async recent(endS, seconds) {
    return (await this.#ask((id) => ({ type: 'recent', id, end_s: endS, seconds }))).samples;
  }

  /** @param {ArrayBuffer} bytes  a FeatureRequest; it holds until the next one */
  requestFeatures(bytes) {
    this.#featuresWanted = bytes;
    this.#send({ type: 'features_request', bytes });
  }

  /** The numbers of the panes that are wanted. @param {number} firstS @param {number} lastS @returns {Promise<string>} */
  async featuresCsv(firstS, lastS) {
    return (await this.#ask((id) => ({ type: 'features_csv', id, first_s: firstS, last_s: lastS }))).text;
  }

  #open() {
    const worker = this.#parts.createWorker();
    this.#isReady = false;
    worker.onmessage = (event) => {
      if (worker === this.#worker) this.#hear(event.data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#crashed(event.message);
    };
    return worker;
  }

  /** @param {FromEngine} message */
  #hear(message) {
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        return;
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
      case 'reply':
        return this.#settle(message);
      case 'fatal':
        return this.#crashed(message.message);
    }
  }

  /** @param {string} [why]  half a sentence */
  #crashed(why) {
    this.#worker.terminate();
    this.#crashes += 1;
    for (const { reject } of this.#waiting.values()) reject(new Error(ENGINE_RESTARTED));
    this.#waiting.clear();
    if (this.#isReady && this.#crashes <= CRASHES_TOLERATED) {
      this.#restart();
      this.#parts.onProblem(ENGINE_RESTARTED);
      return;
    }
    this.#isLost = true;
    this.#parts.onModel({ type: 'model', slot: 0, state: 'failed', card: null });
    if (this.#isReady) this.#parts.onProblem(ENGINE_LOST);
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
    this.#send({ type: 'load_models', fresh, wanted: this.#parts.wantedModels() });
  }

  /** @param {ToEngine} message @param {Transferable[]} [transfer] */
  #send(message, transfer = []) {
    this.#worker.postMessage(message, transfer);
  }

  /** @param {(id: number) => ToEngine} make @param {Transferable[]} [transfer] @returns {Promise<any>} */
  #ask(make, transfer = []) {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      if (this.#isLost) return reject(new Error(ENGINE_LOST));
      this.#waiting.set(id, { resolve, reject });
      return this.#send(make(id), transfer);
    });
  }

  /** @param {Extract<FromEngine, {type: 'reply'}>} reply */
  #settle({ id, result, error }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error));
  }
}
