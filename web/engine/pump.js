// Keeps the sources busy in turn, the first before the second, and lets the worker's messages in between two steps.

/** @typedef {{work: () => Promise<boolean>}} Worker  work: one short step; false when there is nothing to do */

export class Pump {
  #sources;
  #onError;
  #running = false;
  #woken = false;

  /** @param {Worker[]} sources  in order of urgency @param {(error: unknown) => void} onError */
  constructor(sources, onError) {
    this.#sources = sources;
    this.#onError = onError;
  }

  wake() {
    this.#woken = true;
    if (this.#running) return;
    this.#running = true;
    this.#run().catch((error) => {
      this.#running = false;
      this.#onError(error);
    });
  }

  async #run() {
    for (;;) {
      this.#woken = false;
      const busy = await this.#step();
      if (!busy && !this.#woken) break;
      await nextTask();
    }
    this.#running = false;
  }

  async #step() {
    for (const source of this.#sources) {
      if (await source.work()) return true;
    }
    return false;
  }
}

const channel = new MessageChannel();
/** @type {(() => void)[]} */
const waiting = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Resolves in a task of its own, after messages that are already waiting. @returns {Promise<void>} */
function nextTask() {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(0);
  });
}
