// How much later than the context's clock a sound is heard. Asking for it can stop Firefox for good: there the question
// waits for the audio thread, which may be waiting for the page's while an output is being opened. So it is asked by a
// timer of its own, only while sound has been flowing for a while, and what was answered last is remembered. Firefox is
// not asked at all: even then one session in seven stopped. Its playhead is ahead of the ear by the output's delay.

const SETTLED_S = 2; // of sound that has flowed, by the context's clock: an output may take long to open
const LOOK_MS = 500;
const BETWEEN_MS = 30000; // the output may have been changed, to headphones for instance

/** @typedef {Pick<AudioContext, 'outputLatency' | 'currentTime'>} Clock */

export class OutputLatency {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #seconds = 0;
  #beganS = 0;
  #mayAsk;

  /** @param {boolean} [mayAsk]  whether the browser answers without waiting */
  constructor(mayAsk = !('mozInnerScreenX' in globalThis)) {
    this.#mayAsk = mayAsk;
  }

  /** Last known; 0 before the first answer. */
  get seconds() {
    return this.#seconds;
  }

  /** Sound begins to flow, or will. @param {Clock} context */
  began(context) {
    if (!this.#mayAsk) return;
    this.#beganS = context.currentTime;
    this.#askAfter(LOOK_MS, context);
  }

  ended() {
    clearTimeout(this.#timer);
  }

  /** @param {number} ms @param {Clock} context */
  #askAfter(ms, context) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (context.currentTime - this.#beganS < SETTLED_S) return this.#askAfter(LOOK_MS, context);
      this.#seconds = context.outputLatency || 0; // not everywhere
      return this.#askAfter(BETWEEN_MS, context);
    }, ms);
  }
}
