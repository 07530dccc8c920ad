// Answers a session's questions with whatever models have arrived, and tells sessions what has.
import { withoutCompared, withoutDetector, withoutModel } from '../shell/sentences.js';
import { REQUEST_DETECTOR } from './engine_wasm.js';

/** A step's answer holds a state of thousands of numbers: no call for each. @param {Float32Array} values */
function allFinite(values) {
  let sum = 0;
  for (let i = 0; i < values.length; ++i) sum += 0 * values[i];
  return sum === 0;
}

/**
 * @typedef {object} Network  one model that can be run (engine/ort.js); state: of a step, null: of a window
 * @property {(input: Float32Array, state: Float32Array | null) => Promise<Float32Array>} run
 * @property {() => Promise<void>} [prepareWindows]  of one whose windows need what its steps do not; before the first window
 */
/** @typedef {import('../generated/contract.js').ModelState} ModelState */

/** The chosen model, and the one it is compared with. */
export const SLOTS = 2;

export class Inference {
  /** @type {Network | null} */ detector = null;
  /** @type {(Network | null)[]} */ models = Array(SLOTS).fill(null);
  /** @type {ModelState[]} */ modelStates = Array(SLOTS).fill('absent'); // a model that answers is ready, whatever else loads
  /** @type {Promise<unknown> | null} */ #running = null;
  #onFailure;

  /** @param {(message: string, slot: number | null) => void} onFailure  a network (null: the detector) broke; it is not asked again */
  constructor(onFailure) {
    this.#onFailure = onFailure;
  }

  /** @param {import('./engine_wasm.js').SessionWasm} session */
  tellReadiness(session) {
    session.setReadiness(this.detector !== null, this.modelStates);
  }

  /** Between two runs, until the next await: the moment to exchange a model. */
  async whenIdle() {
    while (this.#running) await this.#running.catch(() => {});
  }

  /** @param {number} slot @param {Network | null} network @param {ModelState} state */
  setModel(slot, network, state) {
    this.models[slot] = network;
    this.modelStates[slot] = state;
  }

  /**
   * @param {import('./engine_wasm.js').SessionWasm} session
   * @param {import('./engine_wasm.js').Request} request
   * @param {() => boolean} isCurrent  whether the session still lives once the answer is there
   * @returns {Promise<boolean>} whether it was answered
   */
  async answer(session, request, isCurrent) {
    const isDetector = request.kind === REQUEST_DETECTOR;
    const network = isDetector ? this.detector : this.models[request.slot];
    if (!network) return false; // it broke a moment ago, and the person has been told
    const startedMs = performance.now();
    try {
      const values = await this.run(network, request.input, request.state);
      if (!isCurrent()) return false;
      session.answer(values, performance.now() - startedMs);
      return true;
    } catch (error) {
      if (isDetector) this.#giveUpDetector(/** @type {Error} */ (error).message);
      else this.#giveUp(request.slot, /** @type {Error} */ (error).message);
      if (isCurrent()) this.tellReadiness(session);
      return false;
    }
  }

  /** @param {Network} network @param {Float32Array} input @param {Float32Array | null} state */
  async run(network, input, state = null) {
    const running = network.run(input, state);
    this.#running = running;
    try {
      const values = await running;
      if (!allFinite(values)) throw new Error('its answer is not a number');
      return values;
    } finally {
      this.#running = null;
    }
  }

  /** @param {string} why */
  #giveUpDetector(why) {
    this.detector = null;
    this.#onFailure(withoutDetector(`The speech detector stopped (${why}).`), null);
  }

  /** @param {number} slot @param {string} why */
  #giveUp(slot, why) {
    this.setModel(slot, null, 'failed');
    const message =
      slot === 0
        ? withoutModel(`The model stopped (${why}).`)
        : withoutCompared(`The compared model stopped (${why}).`);
    this.#onFailure(message, slot);
  }
}
