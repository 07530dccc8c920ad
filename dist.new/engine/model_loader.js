// From nothing to running networks, and from one model to another while sound is heard: the old one answers until the new
// one can. The speech detector and each slot's model fail separately: one does not take the other down.
import { importModule } from '../wasm/load_program.js';
import {
  ANOTHER_WAS_CHOSEN,
  defaultInstead,
  missingPart,
  withoutCompared,
  withoutDetector,
  withoutModel,
} from '../shell/sentences.js';
import { SLOTS } from './inference.js';
import { EmotionModel, SpeechDetector, StreamModel, loadRuntime } from './ort.js';

/** @typedef {import('./models.js').LoadedModel} LoadedModel */
/** @typedef {{name: string, card: import('./messages.js').Card, cardText: string, network: EmotionModel | StreamModel}} OpenModel */

/**
 * @typedef {object} LoaderParts
 * @property {URL} base
 * @property {import('./models.js').ModelFiles} files
 * @property {import('./engine_wasm.js').EngineWasm} engine
 * @property {import('./inference.js').Inference} inference
 * @property {(index: import('./messages.js').ModelIndex) => void} onIndex
 * @property {(slot: number, state: import('../generated/contract.js').ModelState, card: import('./messages.js').Card | null) => void} onState
 * @property {(message: string) => void} onProblem
 * @property {(files: LoaderParts['files'], base: URL, attempt: number) => Promise<import('./ort.js').Ort>} [openRuntime]
 */

export class ModelLoader {
  #parts;
  #attempt = 0;
  #loading = false;
  /** @type {Promise<import('./ort.js').Ort> | null} */ #runtime = null;
  /** @type {Promise<void>} */ #detectorTried = Promise.resolve();
  /** @type {(string | null)[]} */ #wanted = Array(SLOTS).fill(null);
  /** @type {(OpenModel | null)[]} */ #open = Array(SLOTS).fill(null);
  /** @type {number[]} */ #turns = Array(SLOTS).fill(0);
  /** @type {string[]} */ #told = Array(SLOTS).fill('');

  /** @param {LoaderParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * First the chosen model, then the compared one.
   * @param {boolean} fresh  after a failure: past the caches
   * @param {(string | null)[]} wanted  by slot; null: the default one, none
   */
  async load(fresh, wanted) {
    if (this.#loading) return;
    this.#loading = true;
    this.#wanted = [...wanted];
    this.#attempt += 1;
    const { files, onProblem, onIndex } = this.#parts;
    if (fresh) files.refresh();
    try {
      this.#enter(0, 'loading');
      const index = await files.index();
      onIndex(index);
      this.#detectorTried = this.#openDetector(index.speech_detector ?? 'silero_vad').catch((error) =>
        onProblem(withoutDetector(error.message)),
      );
      await this.#loadChosen(index.default);
      await this.#loadCompared();
    } catch (error) {
      onProblem(withoutModel(/** @type {Error} */ (error).message));
      this.#settle(0);
    } finally {
      this.#loading = false;
    }
  }

  /**
   * Throws a sentence if it cannot be; then what was there before goes on.
   * @param {number} slot
   * @param {string | null} name  null: the default one in slot 0, none in slot 1
   */
  async use(slot, name) {
    const turn = ++this.#turns[slot];
    const isCurrent = () => turn === this.#turns[slot];
    this.#wanted[slot] = name;
    if (name === null && slot !== 0) return this.#clear(slot, isCurrent);
    this.#enter(slot, 'loading');
    try {
      const model = await this.#openModel(name);
      await this.#install(slot, model, isCurrent);
    } catch (error) {
      if (!isCurrent()) throw new Error(ANOTHER_WAS_CHOSEN, { cause: error });
      this.#wanted[slot] = this.#open[slot]?.name ?? name;
      this.#settle(slot);
      throw error;
    }
  }

  /** Its network broke while running. @param {number} slot */
  stopped(slot) {
    this.#settle(slot);
  }

  /** @param {string} defaultName */
  async #loadChosen(defaultName) {
    const { inference, onProblem } = this.#parts;
    const name = this.#wanted[0];
    if (inference.models[0]) {
      await this.#detectorTried;
      return this.#settle(0);
    }
    try {
      await this.use(0, name);
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      if (message === ANOTHER_WAS_CHOSEN) return;
      if (name === null || name === defaultName) throw error;
      await this.use(0, null);
      onProblem(defaultInstead(message));
    }
  }

  async #loadCompared() {
    const { inference, onProblem } = this.#parts;
    const name = this.#wanted[1];
    if (name === null || inference.models[1]) return;
    await this.use(1, name).catch((error) => {
      if (error.message !== ANOTHER_WAS_CHOSEN) onProblem(withoutCompared(error.message));
    });
  }

  /** @param {string | null} name  null: the default one @returns {Promise<OpenModel>} */
  async #openModel(name) {
    const { files } = this.#parts;
    const wanted = name ?? (await files.index()).default;
    const shared = this.#open.find((model, slot) => model?.name === wanted && this.#parts.inference.models[slot]);
    if (shared) return shared;
    files.countAfresh();
    return this.#fetch(wanted, async ({ card, cardText, bytes, window }, ort) => {
      const network = card.stream
        ? await StreamModel.create(ort, bytes, card, window)
        : await EmotionModel.create(ort, bytes, card);
      return { name: wanted, card, cardText, network };
    });
  }

  /** @param {string} name  of its folder */
  async #openDetector(name) {
    const { inference } = this.#parts;
    if (inference.detector) return;
    inference.detector = await this.#fetch(name, ({ bytes }, ort) => SpeechDetector.create(ort, bytes));
  }

  /**
   * The files are let go afterwards: what runs needs them no more, and what was of no use is loaded afresh the next time.
   * @template T
   * @param {string} name  of the model's folder
   * @param {(model: LoadedModel, ort: import('./ort.js').Ort) => Promise<T>} open
   * @returns {Promise<T>}
   */
  async #fetch(name, open) {
    const { files } = this.#parts;
    const [ort, loaded] = await Promise.all([this.#openRuntime(), files.model(name)]);
    try {
      return await open(loaded, ort);
    } finally {
      files.forget(name);
    }
  }

  /** @param {number} slot @param {OpenModel} model @param {() => boolean} isCurrent */
  async #install(slot, model, isCurrent) {
    const { engine, inference } = this.#parts;
    // "ready" comes after both, so that a clip's numbers do not depend on which was faster.
    await this.#detectorTried;
    await inference.whenIdle();
    const before = this.#open[slot];
    try {
      if (!isCurrent()) throw new Error(ANOTHER_WAS_CHOSEN);
      engine.loadCard(slot, model.cardText);
    } catch (error) {
      this.#release(model);
      throw error;
    }
    this.#open[slot] = model;
    inference.setModel(slot, model.network, 'ready');
    if (before) this.#release(before);
    this.#enter(slot, 'ready');
  }

  /** @param {number} slot @param {() => boolean} isCurrent */
  async #clear(slot, isCurrent) {
    const { engine, inference } = this.#parts;
    await inference.whenIdle();
    if (!isCurrent()) throw new Error(ANOTHER_WAS_CHOSEN);
    const before = this.#open[slot];
    engine.clearCard(slot);
    this.#open[slot] = null;
    inference.setModel(slot, null, 'absent');
    if (before) this.#release(before);
    this.#enter(slot, 'absent');
  }

  /** @param {OpenModel} model */
  #release(model) {
    if (this.#open.includes(model)) return;
    model.network.close().catch(() => {}); // a network that broke may not even close
  }

  #openRuntime() {
    const open = this.#parts.openRuntime ?? openRuntime;
    this.#runtime ??= open(this.#parts.files, this.#parts.base, this.#attempt).catch((error) => {
      this.#runtime = null;
      throw error;
    });
    return this.#runtime;
  }

  /** What is so now that nothing is loading: the old model goes on, if there is one. @param {number} slot */
  #settle(slot) {
    this.#enter(slot, this.#parts.inference.models[slot] ? 'ready' : 'failed');
  }

  /** @param {number} slot @param {import('../generated/contract.js').ModelState} state */
  #enter(slot, state) {
    const { inference, onState } = this.#parts;
    if (!inference.models[slot]) inference.modelStates[slot] = state;
    const running = inference.models[slot] ? this.#open[slot] : null;
    const news = `${state} ${running?.name}`;
    if (news === this.#told[slot]) return;
    this.#told[slot] = news;
    onState(slot, state, running?.card ?? null);
  }
}

/** @param {import('./models.js').ModelFiles} files @param {URL} base @param {number} attempt */
async function openRuntime(files, base, attempt) {
  const wasm = await files.runtime();
  // A runtime that failed to start stays broken, and browsers remember a failed import: each attempt has its own address.
  const query = attempt > 1 ? `?attempt=${attempt}` : '';
  const moduleUrl = new URL(`ort/ort.wasm.min.js${query}`, base);
  const scriptUrl = new URL(`ort/ort-wasm-simd-threaded.js${query}`, base);
  const wasmUrl = new URL('ort/ort-wasm-simd-threaded.wasm', base);
  // The runtime imports its script only at the first session, and would hide why that failed.
  for (const url of [moduleUrl, scriptUrl]) {
    await importModule(url).catch((error) => {
      throw new Error(missingPart(url.pathname.split('/').slice(-2).join('/'), error.message));
    });
  }
  return loadRuntime({ moduleUrl, scriptUrl, wasmUrl }, wasm.buffer);
}
