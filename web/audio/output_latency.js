// How much later than the context's clock a sound is heard. Asking for it can stop Firefox for good: there the question
// waits for the audio thread, which may be waiting for the page's while an output is being opened. So it is asked by a
// timer of its own, only while sound has been flowing for a while, and what was answered last is remembered.

const SETTLED_MS = 2000; // after sound began
const BETWEEN_MS = 30000; // the output may have been changed, to headphones for instance

export class OutputLatency {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #seconds = 0;

  /** Last known; 0 before the first answer. */
  get seconds() {
    return this.#seconds;
  }

  /** Sound begins to flow. @param {Pick<AudioContext, 'outputLatency'>} context */
  began(context) {
    this.#askAfter(SETTLED_MS, context);
  }

  ended() {
    clearTimeout(this.#timer);
  }

  /** @param {number} ms @param {Pick<AudioContext, 'outputLatency'>} context */
  #askAfter(ms, context) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#seconds = context.outputLatency || 0; // not everywhere
      this.#askAfter(BETWEEN_MS, context);
    }, ms);
  }
}
