// From nothing to two running networks. The speech detector and the model fail separately: one does not take the other
// down.
import { missingPart } from '../sentences.js';
import { EmotionModel, SpeechDetector, loadRuntime } from './ort.js';

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
      const model = files.model(index.default);
      const detector = files.model(index.speech_detector ?? 'silero_vad');
      // "ready" comes after both, so that a clip's numbers do not depend on which was faster.
      await Promise.all([
        this.#loadDetector(detector).catch((error) => onProblem(error.message)),
        this.#loadModel(model),
      ]);
      this.#enter('ready');
    } catch (error) {
      onProblem(/** @type {Error} */ (error).message);
      this.#enter('failed');
    } finally {
      this.#loading = false;
    }
  }

  /** @param {Promise<import('./models.js').LoadedModel>} file */
  async #loadDetector(file) {
    const { inference } = this.#parts;
    if (inference.detector) return;
    const [ort, { bytes }] = await Promise.all([this.#openRuntime(), file]);
    inference.detector = await SpeechDetector.create(ort, bytes);
  }

  /** @param {Promise<import('./models.js').LoadedModel>} file */
  async #loadModel(file) {
    const { engine, inference } = this.#parts;
    if (inference.model) return;
    const [ort, { card, cardText, bytes }] = await Promise.all([this.#openRuntime(), file]);
    engine.loadCard(cardText);
    inference.model = await EmotionModel.create(ort, bytes, card);
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
  try {
    return await loadRuntime({ moduleUrl, scriptUrl, wasmUrl }, wasm.buffer);
  } catch (error) {
    throw new Error(missingPart('ort/ort.wasm.min.mjs', /** @type {Error} */ (error).message));
  }
}
