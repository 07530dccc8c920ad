// The long jobs of the Data room, one at a time: what they say of themselves, and how they are ended. What a job that was
// ended has done by then is its own business: it keeps it.

/** @typedef {import('./job.js').Progress} Progress */
/** @typedef {{verb: string, noun: string}} JobWords  “Reading”, “files” */

/** @param {string} words  of the job that runs */
const stillBusy = (words) =>
  `One thing at a time: “${words}” is still running. Wait until it is done, or cancel it first.`;

/** @typedef {{words: string, progress: number}} Said */
/**
 * @template T
 * @typedef {(parts: {signal: AbortSignal, onProgress: (progress: Progress) => void}) => Promise<T>} Work
 */

export class Jobs {
  #store;
  /** @type {AbortController | null} */ #running = null;
  /** @type {AbortSignal | null} */ #speaker = null; // of the job that begin() was called for

  /** @param {import('../shell/store.js').Store} store */
  constructor(store) {
    this.#store = store;
  }

  /**
   * Throws a sentence while another one runs.
   * @template T
   * @param {JobWords} words
   * @param {Work<T>} work
   * @returns {Promise<T>}
   */
  async run(words, work) {
    const signal = this.#start();
    this.#say({ words: words.verb, progress: 0 }, signal);
    try {
      return await work({ signal, onProgress: (progress) => this.#say(lineOf(words, progress), signal) });
    } finally {
      this.#say(null, signal);
    }
  }

  /** Begins a job that says what it does by speak(). Throws a sentence while another one runs. */
  begin() {
    this.#speaker = this.#start();
    this.#say({ words: '', progress: 0 }, this.#speaker);
    return this.#speaker;
  }

  /** Null: it is over. @param {Said | null} said */
  speak(said) {
    if (this.#speaker) this.#say(said, this.#speaker);
  }

  /** Its place is free at once; what it still says is not heard. */
  cancel() {
    const running = this.#running;
    if (!running) return;
    this.#say(null, running.signal);
    running.abort();
  }

  #start() {
    if (this.#running) throw new Error(stillBusy(this.#store.state.data_job));
    this.#running = new AbortController();
    return this.#running.signal;
  }

  /** @param {Said | null} said @param {AbortSignal} by  another job's words are not heard */
  #say(said, by) {
    if (by !== this.#running?.signal) return;
    if (!said) this.#running = null;
    this.#store.set({ data_busy: said !== null, data_job: said?.words ?? '', data_progress: said?.progress ?? 0 });
  }
}

/** “Reading 312 of 1440 files, 40 a second, 28 s left” @param {JobWords} words @param {Progress} progress */
export function lineOf({ verb, noun }, { done, total, rate, left_s }) {
  const count = total === null ? `${verb} ${done} ${noun}` : `${verb} ${done} of ${total} ${noun}`;
  const pace = rate > 0 ? `, ${rate < 9.95 ? rate.toFixed(1) : Math.round(rate)} a second` : '';
  const left = left_s === null || !(rate > 0) ? '' : `, ${timeLeft(left_s)} left`;
  return { words: `${count}${pace}${left}`, progress: total ? Math.min(1, done / total) : 0 };
}

/** @param {number} seconds */
function timeLeft(seconds) {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} minutes`;
}
