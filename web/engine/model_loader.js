// From nothing to two running networks. The speech detector and the model fail separately: one does not take the other
// down.
import { missingPart, withoutDetector, withoutModel } from '../sentences.js';
import { EmotionModel, SpeechDetector, loadRuntime } from './ort.js';

/** @typedef {import('./models.js').LoadedModel} LoadedModel */

/**
 * @typedef {object} LoaderParts
 * @property {URL} base
 * @property {import('./models.js').ModelFiles} files
 * @property {import('./engine_wasm.js').EngineWasm} engine
 * @property {import('./inference.js').Inference} inference
 * @property {(state: import('../states.js').ModelState, card: import('./messages.js').Card | null) => void} onState
 * @property {(message: string) => void} onProblem
 * @property {(files: LoaderParts['files'], base: URL, attempt: number) => Promise<import('./ort.js').Ort>} [openRuntime]
 */

export class ModelLoader {
  #parts;
  #attempt = 0;
  #loading = false;
  /** @type {Promise<import('./ort.js').Ort> | null} */ #runtime = null;
  /** @type {import('./messages.js').Card | null} */ #card = null;

  /** @param {LoaderParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {boolean} fresh  again, after a failure: past the caches */
  async load(fresh) {
    if (this.#loading) return;
    this.#loading = true;
    this.#attempt += 1;
    const { files, onProblem } = this.#parts;
    if (fresh) files.refresh();
    this.#enter('loading');
    try {
      const index = await files.index();
      const detector = this.#use(index.speech_detector ?? 'silero_vad', (loaded) => this.#openDetector(loaded));
      const model = this.#use(index.default, (loaded) => this.#openModel(loaded));
      // "ready" comes after both, so that a clip's numbers do not depend on which was faster.
      await Promise.all([detector.catch((error) => onProblem(withoutDetector(error.message))), model]);
      this.#enter('ready');
    } catch (error) {
      onProblem(withoutModel(/** @type {Error} */ (error).message));
      this.#enter('failed');
    } finally {
      this.#loading = false;
    }
  }

  /**
   * @param {string} name  of the model's folder
   * @param {(model: LoadedModel) => Promise<void>} open
   */
  async #use(name, open) {
    const { files } = this.#parts;
    const [, loaded] = await Promise.all([this.#openRuntime(), files.model(name)]);
    try {
      await open(loaded);
    } catch (error) {
      files.forget(name);
      throw error;
    }
  }

  /** @param {LoadedModel} loaded */
  async #openDetector({ bytes }) {
    const { inference } = this.#parts;
    inference.detector ??= await SpeechDetector.create(await this.#openRuntime(), bytes);
  }

  /** @param {LoadedModel} loaded */
  async #openModel({ card, cardText, bytes }) {
    const { engine, inference } = this.#parts;
    engine.loadCard(cardText);
    inference.model ??= await EmotionModel.create(await this.#openRuntime(), bytes, card);
    this.#card = card;
  }

  #openRuntime() {
    const open = this.#parts.openRuntime ?? openRuntime;
    this.#runtime ??= open(this.#parts.files, this.#parts.base, this.#attempt).catch((error) => {
      this.#runtime = null;
      throw error;
    });
    return this.#runtime;
  }

  /** @param {import('../states.js').ModelState} state */
  #enter(state) {
    this.#parts.inference.modelState = state;
    this.#parts.onState(state, this.#card);
  }
}

/** @param {import('./models.js').ModelFiles} files @param {URL} base @param {number} attempt */
async function openRuntime(files, base, attempt) {
  const wasm = await files.runtime();
  // A runtime that failed to start stays broken, and browsers remember a failed import: each attempt has its own address.
  const query = attempt > 1 ? `?attempt=${attempt}` : '';
  const moduleUrl = new URL(`ort/ort.wasm.min.mjs${query}`, base);
  const scriptUrl = new URL(`ort/ort-wasm-simd-threaded.mjs${query}`, base);
  const wasmUrl = new URL('ort/ort-wasm-simd-threaded.wasm', base);
  // The runtime imports its script only at the first session, and would hide why that failed.
  for (const url of [moduleUrl, scriptUrl]) {
    await import(url.href).catch((error) => {
      throw new Error(missingPart(url.pathname.split('/').slice(-2).join('/'), error.message));
    });
  }
  return loadRuntime({ moduleUrl, scriptUrl, wasmUrl }, wasm.buffer);
}
