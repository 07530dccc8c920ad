// Keeps the sources busy in turn, the first before the second, and lets the worker's messages in between two steps.

/** @typedef {{work: () => Promise<boolean>}} Worker  work: one short step; false when there is nothing to do */

export class Pump {
  #sources;
  #onError;
  #nextTask;
  #running = false;
  #woken = false;

  /**
   * @param {Worker[]} sources  in order of urgency
   * @param {(error: unknown) => void} onError
   * @param {() => Promise<void>} nextTask
   */
  constructor(sources, onError, nextTask) {
    this.#sources = sources;
    this.#onError = onError;
    this.#nextTask = nextTask;
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
      await this.#nextTask();
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

/**
 * Gives promises that resolve in tasks of their own, after the messages that are already waiting. (A timer would wait
 * for 4 ms, a resolved promise for nothing.)
 * @returns {() => Promise<void>}
 */
export function messageTasks() {
  const { port1, port2 } = new MessageChannel();
  /** @type {(() => void)[]} */
  const waiting = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(0);
    });
}
