// Brings in the runtime, the speech detector and the emotion model, each checked against its card. What has arrived is
// kept: "Try again" loads only what is missing, past the caches.
import { wrongHash } from '../shell/sentences.js';
import { fetchBytes, fetchText } from './fetch_bytes.js';
import { sha256Hex } from './sha256.js';

/** @typedef {import('./messages.js').Card} Card */
/** @typedef {import('./messages.js').ModelIndex} ModelIndex */
/**
 * bytes: of the graph that listening runs. window: fetches the other one, of a model that is run as a stream.
 * @typedef {{card: Card, cardText: string, bytes: Uint8Array<ArrayBuffer>, window: () => Promise<Uint8Array<ArrayBuffer>>}} LoadedModel
 */

const RUNTIME = 'ort/ort-wasm-simd-threaded.wasm';

export class ModelFiles {
  #base;
  #onProgress;
  /** @type {Map<string, Promise<any>>} */ #kept = new Map();
  /** @type {Map<string, {loaded: number, total: number}>} */ #counts = new Map();
  #fresh = false;

  /**
   * @param {URL} base  the page's folder
   * @param {(loaded: number, total: number) => void} onProgress  of everything together; total 0: unknown yet
   */
  constructor(base, onProgress) {
    this.#base = base;
    this.#onProgress = onProgress;
  }

  /** From now on past the caches. */
  refresh() {
    this.#fresh = true;
  }

  /** @returns {Promise<ModelIndex>} */
  index() {
    return this.#once('models/index.json', async (name) => {
      const index = listed(JSON.parse(await fetchText(this.#desc(name))));
      this.#expect(RUNTIME, index.runtime_bytes ?? 0);
      return index;
    });
  }

  /** @returns {Promise<Uint8Array<ArrayBuffer>>} */
  runtime() {
    return this.#once(RUNTIME, (name) => fetchBytes(this.#counted(name)));
  }

  /** @param {string} model  its folder @returns {Promise<LoadedModel>} */
  model(model) {
    return this.#once(`models/${model}`, async (folder) => {
      const cardText = await fetchText(this.#desc(`${folder}/card.json`));
      const card = /** @type {Card} */ (JSON.parse(cardText));
      const graph = { ...card, file: card.file ?? 'model.onnx' };
      const bytes = await this.#graph(folder, card.stream ?? graph);
      return { card, cardText, bytes, window: () => this.#graph(folder, graph) };
    });
  }

  /** @param {string} folder @param {{file: string, bytes?: number, sha256: string}} identity  as the card has it */
  async #graph(folder, { file, bytes: size, sha256 }) {
    const name = `${folder}/${file}`;
    this.#expect(name, size ?? 0);
    const bytes = await fetchBytes(this.#counted(name));
    const found = await sha256Hex(bytes);
    const expected = String(sha256).toLowerCase();
    if (found !== expected) throw new Error(wrongHash(name, expected, found));
    return bytes;
  }

  /** Progress is of what is still on its way, and of what comes from now on. */
  countAfresh() {
    for (const [name, { loaded, total }] of this.#counts) {
      if (loaded > 0 && loaded >= total) this.#counts.delete(name);
    }
  }

  /** @param {string} model  is loaded afresh the next time */
  forget(model) {
    this.#kept.delete(`models/${model}`);
  }

  /**
   * @template T
   * @param {string} name
   * @param {(name: string) => Promise<T>} load
   * @returns {Promise<T>}
   */
  #once(name, load) {
    const kept = this.#kept.get(name) ?? load(name);
    this.#kept.set(name, kept);
    kept.catch(() => this.#kept.delete(name));
    return kept;
  }

  /** @param {string} name @returns {import('./fetch_bytes.js').FetchDesc} */
  #desc(name) {
    return { url: new URL(name, this.#base), name, fresh: this.#fresh };
  }

  /** @param {string} name */
  #counted(name) {
    const count = this.#counts.get(name) ?? { loaded: 0, total: 0 };
    this.#counts.set(name, count);
    const onProgress = (/** @type {number} */ loaded, /** @type {number} */ total) => {
      count.loaded = loaded;
      count.total = Math.max(count.total, total, loaded);
      this.#report();
    };
    return { ...this.#desc(name), onProgress };
  }

  /** @param {string} name @param {number} total */
  #expect(name, total) {
    this.#counts.set(name, { loaded: 0, total });
  }

  #report() {
    const counts = [...this.#counts.values()];
    const loaded = counts.reduce((sum, count) => sum + count.loaded, 0);
    const known = counts.every((count) => count.total > 0);
    this.#onProgress(loaded, known ? counts.reduce((sum, count) => sum + count.total, 0) : 0);
  }
}

/** A model may be listed by its bare name. @param {any} index @returns {ModelIndex} */
function listed(index) {
  const models = (index.models ?? [index.default]).map((/** @type {any} */ entry) =>
    typeof entry === 'string' ? { name: entry } : entry,
  );
  return { ...index, models };
}
