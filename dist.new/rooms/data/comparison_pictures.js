// Pictures for the comparison: each row that is compared and has sound gets one, made by the pool in the background, and
// kept for as long as the catalogue is open. What the drawn page holds of them is its own business: it gets those of the
// rows in view with each change of what is compared.

const WIDTH = 192;
const HEIGHT = 64;
const MOST_KEPT = 400; // 12 kB each
const NO_PICTURE = new Uint8Array(8); // 0 × 0

/** @typedef {import('../../sources/shape.js').Entry} Entry */

/**
 * @typedef {object} PictureParts
 * @property {() => Promise<Pick<import('../../workers/pool.js').Pool, 'picture'>>} pool
 * @property {(row: number) => Entry | null} entryOf
 * @property {(row: number, bytes: Uint8Array) => void} onPicture
 */

export class ComparisonPictures {
  #parts;
  /** @type {Map<number, Uint8Array>} */ #made = new Map(); // the one used last at the end
  /** @type {Set<number>} */ #hopeless = new Set();
  #inView = '';
  #run = new AbortController();

  /** @param {PictureParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** Rows in view that have one. @returns {number[]} */
  get shown() {
    return this.#inView
      ? this.#inView
          .split(',')
          .map(Number)
          .filter((row) => this.#made.has(row))
      : [];
  }

  /** Another catalogue: rows mean something else. */
  forget() {
    this.#run.abort();
    this.#made.clear();
    this.#hopeless.clear();
    this.#inView = '';
  }

  /** @param {number[]} rows  that are compared; those below 0 are gaps */
  async show(rows) {
    const { onPicture, entryOf } = this.#parts;
    const wanted = rows.filter((row) => row >= 0 && entryOf(row) !== null);
    const key = wanted.join();
    if (key === this.#inView) return;
    this.#inView = key;
    this.#run.abort();
    this.#run = new AbortController();
    const { signal } = this.#run;
    for (const row of wanted) {
      if (this.#hopeless.has(row)) onPicture(row, NO_PICTURE);
      const bytes = this.#made.get(row);
      if (!bytes) continue;
      this.#made.delete(row);
      this.#made.set(row, bytes);
      onPicture(row, bytes);
    }
    const missing = wanted.filter((row) => !this.#made.has(row) && !this.#hopeless.has(row));
    if (missing.length === 0) return;
    const pool = await this.#parts.pool();
    await Promise.all(missing.map((row) => this.#make(pool, row, signal)));
  }

  /** @param {Pick<import('../../workers/pool.js').Pool, 'picture'>} pool @param {number} row @param {AbortSignal} signal */
  async #make(pool, row, signal) {
    const entry = this.#parts.entryOf(row);
    if (!entry || signal.aborted) return;
    try {
      const { message } = await pool.picture(
        { row, name: entry.path, ...entry },
        { width: WIDTH, height: HEIGHT, signal },
      );
      if (signal.aborted) return;
      this.#made.set(row, message);
      for (const oldest of this.#made.keys()) {
        if (this.#made.size <= MOST_KEPT) break;
        this.#made.delete(oldest);
      }
      this.#parts.onPicture(row, message);
    } catch (error) {
      if (signal.aborted) return;
      this.#hopeless.add(row); // a click on it says why it cannot be heard
      this.#parts.onPicture(row, NO_PICTURE);
      console.warn(`${entry.path}: ${/** @type {Error} */ (error).message}`);
    }
  }
}
