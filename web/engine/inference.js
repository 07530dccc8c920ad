// Answers a session's questions with whatever models have arrived, and tells sessions what has.
import { withoutDetector, withoutModel } from '../sentences.js';
import { REQUEST_DETECTOR } from './engine_wasm.js';

/**
 * @typedef {object} Network  one model that can be run (engine/ort.js)
 * @property {(input: Float32Array, state: Float32Array | null) => Promise<Float32Array>} run
 */

export class Inference {
  /** @type {Network | null} */ detector = null;
  /** @type {Network | null} */ model = null;
  /** @type {import('../states.js').ModelState} */ modelState = 'absent';
  #onFailure;

  /** @param {(message: string) => void} onFailure  a network broke while running; it is not asked again */
  constructor(onFailure) {
    this.#onFailure = onFailure;
  }

  /** @param {import('./engine_wasm.js').SessionWasm} session */
  tellReadiness(session) {
    session.setReadiness(this.detector !== null, this.modelState);
  }

  /**
   * @param {import('./engine_wasm.js').SessionWasm} session
   * @param {import('./engine_wasm.js').Request} request
   * @param {() => boolean} isCurrent  whether the session still lives once the answer is there
   * @returns {Promise<boolean>} whether it was answered
   */
  async answer(session, request, isCurrent) {
    const isDetector = request.kind === REQUEST_DETECTOR;
    const network = isDetector ? this.detector : this.model;
    if (!network) return false; // it broke a moment ago, and the person has been told
    const startedMs = performance.now();
    try {
      const values = await network.run(request.input, request.state);
      if (!values.every(Number.isFinite)) throw new Error('its answer is not a number');
      if (!isCurrent()) return false;
      session.answer(values, performance.now() - startedMs);
      return true;
    } catch (error) {
      this.#giveUp(isDetector, /** @type {Error} */ (error).message);
      if (isCurrent()) this.tellReadiness(session);
      return false;
    }
  }

  /** @param {boolean} isDetector @param {string} why */
  #giveUp(isDetector, why) {
    if (isDetector) {
      this.detector = null;
      this.#onFailure(withoutDetector(`The speech detector stopped (${why}).`));
    } else {
      this.model = null;
      this.modelState = 'failed';
      this.#onFailure(withoutModel(`The model stopped (${why}).`));
    }
  }
}
