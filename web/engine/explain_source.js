// Why a model answered so: the engine takes pieces out of the sound, the model is run on each version, one run at a time,
// live sound before it. One explanation at once; a newer one, another model or another sound ends it.
import {
  EXPLANATION_REPLACED,
  EXPLANATION_STALE,
  NOTHING_TO_EXPLAIN,
  NO_MODEL_TO_EXPLAIN,
} from '../shell/sentences.js';

const EXPLAINED_SLOT = 0;
const SHORTEST_S = 0.1;
const POST_EVERY_MS = 100;

/** @typedef {{samples: Float32Array, sample_rate_hz: number, start_s: number}} Piece  start_s: where it begins */
/** @typedef {{resolve: (bytes: ArrayBuffer) => void, reject: (error: Error) => void}} Asker */

export class ExplainSource {
  #explanation;
  #inference;
  #post;
  #wake;
  /** @type {Asker | null} */ #asker = null;
  /** @type {import('./inference.js').Network | null} */ #network = null; // that is explained
  #prepared = false; // it can be asked; nobody waits in #work until it can
  #postedAtMs = -Infinity; // the first run is told at once

  /** @param {import('./live_source.js').SourceParts} parts */
  constructor({ engine, inference, post, wake }) {
    this.#explanation = engine.explanation();
    this.#inference = inference;
    this.#post = post;
    this.#wake = wake;
  }

  /**
   * @param {Piece} piece
   * @param {number} label  of the contract's expressions; −1: the most probable
   * @returns {Promise<ArrayBuffer>}  throws a sentence
   */
  async start(piece, label) {
    this.cancel(EXPLANATION_REPLACED);
    const network = this.#inference.models[EXPLAINED_SLOT];
    if (!network) throw new Error(NO_MODEL_TO_EXPLAIN);
    if (piece.samples.length < SHORTEST_S * piece.sample_rate_hz) throw new Error(NOTHING_TO_EXPLAIN);
    this.#explanation.open({ slot: EXPLAINED_SLOT, label, ...piece });
    this.#network = network;
    this.#postedAtMs = -Infinity;
    this.#prepared = !network.prepareWindows;
    return new Promise((resolve, reject) => {
      this.#asker = { resolve, reject };
      if (network.prepareWindows) this.#prepare(this.#asker, network.prepareWindows());
      else this.#wake();
    });
  }

  /** @param {Asker} asker @param {Promise<void>} preparation */
  async #prepare(asker, preparation) {
    try {
      await preparation;
      if (asker !== this.#asker) return;
      this.#prepared = true;
      this.#wake();
    } catch (error) {
      if (asker === this.#asker) this.cancel(/** @type {Error} */ (error).message);
    }
  }

  /** @param {string} why  a sentence for whoever asked */
  cancel(why) {
    if (!this.#asker) return;
    this.#asker.reject(new Error(why));
    this.#asker = null;
    this.#explanation.close();
  }

  /** One run. @returns {Promise<boolean>} whether there may be more to do */
  async work() {
    const asker = this.#asker;
    if (!asker || !this.#prepared) return false;
    try {
      const network = this.#inference.models[EXPLAINED_SLOT];
      if (!network || network !== this.#network) throw new Error(EXPLANATION_STALE);
      const input = this.#explanation.next();
      if (input === null) return this.#finish(asker);
      const values = await this.#inference.run(network, input);
      if (asker !== this.#asker) return true;
      this.#explanation.answer(values);
      this.#tell();
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error; // the module is broken, not the sound
      if (asker === this.#asker) this.cancel(/** @type {Error} */ (error).message);
    }
    return true;
  }

  /** @param {Asker} asker */
  #finish(asker) {
    this.#asker = null;
    const bytes = this.#explanation.result();
    this.#explanation.close();
    asker.resolve(bytes);
    return false;
  }

  #tell() {
    if (performance.now() - this.#postedAtMs < POST_EVERY_MS) return;
    this.#postedAtMs = performance.now();
    this.#post({ type: 'explain_progress', share: this.#explanation.progress() });
  }
}
