// The Features room: the view of the sound that is open, computed in short steps, live sound before it and a clip's
// emotions behind it. Blocks go to the page as bytes that only C++ reads (src/contract/features_view.h).

const SLICE_MS = 8;
const MOST_BYTES_A_TASK = 1 << 20;

/** @typedef {{samples: Float32Array, sample_rate_hz: number}} Waiting */

export class FeaturesSource {
  #view;
  #post;
  #wake;
  #wanted = false;
  /** @type {'live' | 'clip' | null} */ #open = null;
  /** @type {Waiting | null} */ #waiting = null; // a clip is copied into the engine once the room is entered

  /** @param {import('./live_source.js').SourceParts} parts */
  constructor({ engine, post, wake }) {
    this.#view = engine.features();
    this.#post = post;
    this.#wake = wake;
  }

  /** @param {Float32Array} samples @param {number} sampleRateHz */
  openClip(samples, sampleRateHz) {
    this.#view.close();
    this.#open = 'clip';
    this.#waiting = { samples, sample_rate_hz: sampleRateHz };
    this.#begin();
  }

  /** @param {number} sampleRateHz */
  openLive(sampleRateHz) {
    this.#waiting = null;
    this.#open = 'live';
    this.#view.openLive(sampleRateHz);
    this.#begin();
  }

  /** Live sound that was opened since stays. */
  closeClip() {
    if (this.#open !== 'clip') return;
    this.#open = this.#waiting = null;
    this.#view.close();
  }

  /** Live sound, always: whoever enters the room late sees the last minute. @param {Float32Array} samples */
  push(samples) {
    if (this.#open !== 'live') return;
    this.#view.push(samples);
    if (this.#wanted) this.#wake();
  }

  /** Throws the engine's sentence if the request cannot be met. @param {ArrayBuffer} bytes */
  request(bytes) {
    this.#wanted = this.#view.request(new Uint8Array(bytes));
    this.#begin();
  }

  /** @param {number} firstS @param {number} lastS @returns {string} */
  csv(firstS, lastS) {
    return this.#view.csv(firstS, lastS);
  }

  /** A few steps. @returns {Promise<boolean>} whether there may be more to do */
  async work() {
    if (!this.#wanted) return false;
    const endMs = performance.now() + SLICE_MS;
    for (let bytes = 0; bytes < MOST_BYTES_A_TASK && performance.now() < endMs;) {
      const block = this.#view.next();
      if (!block) return false;
      if (block.byteLength === 0) continue;
      bytes += block.byteLength;
      this.#post({ type: 'feature_block', bytes: block }, [block]);
    }
    return true;
  }

  #begin() {
    if (!this.#wanted) return;
    if (this.#waiting) this.#view.openClip(this.#waiting.samples, this.#waiting.sample_rate_hz);
    this.#waiting = null;
    this.#wake();
  }
}
