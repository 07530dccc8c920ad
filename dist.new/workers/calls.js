// One way for the page and its workers to talk: questions by name, answers, parts of an answer, failures, events. This is
// the page's end; serve.js is the worker's.
import { failureOf, Failure } from './failure.js';

/** id 0: nobody waits for the answer @typedef {{id: number, name: string, args: any[]} | {cancel: number}} ToWorker */
/**
 * ready: once, with what the worker tells of itself. A failure with id 0 is of something that nobody waits for.
 * @typedef {{ready: any} | {event: any} | {id: number, value: any} | {id: number, part: any}
 *   | {id: number, failure: import('./failure.js').PlainFailure}} FromWorker
 */
/** @typedef {Record<string, (...args: any[]) => any>} Api  what a worker can be asked */
/** @typedef {{resolve: (value: any) => void, reject: (error: unknown) => void, onPart?: (part: any) => void}} Waiting */
/** @typedef {Pick<Worker | MessagePort, 'postMessage' | 'onmessage'> & {onerror?: unknown, terminate?: () => void, close?: () => void}} Port */
/**
 * @typedef {object} Listeners
 * @property {(event: any) => void} [onEvent]
 * @property {(value: any) => void} [onReady]
 * @property {(sentence: string) => void} [onProblem]  of something that nobody waits for
 * @property {(why: string, id: number) => void} [onBroken]  the worker is of no use any more: end() it; id: of the question
 *   that it was at, 0 none
 */

/** @template {Api} Questions */
export class WorkerCalls {
  #port;
  #listeners;
  #nextId = 1;
  /** @type {Map<number, Waiting>} in the order of the questions */ #waiting = new Map();
  /** @type {Failure | null} */ #ended = null;
  /** Whether its program has started. */
  isReady = false;

  /** @param {Port} port @param {Listeners} [listeners] */
  constructor(port, listeners = {}) {
    this.#port = port;
    this.#listeners = listeners;
    port.onmessage = (/** @type {MessageEvent<FromWorker>} */ { data }) => this.#hear(data);
    port.onerror = (/** @type {ErrorEvent} */ event) => {
      event.preventDefault?.();
      this.#broke(event.message || '', this.#waiting.keys().next().value ?? 0);
    };
  }

  /** Questions that wait for an answer. */
  get load() {
    return this.#waiting.size;
  }

  /**
   * Rejects with a Failure, or with the signal's reason.
   * @template {keyof Questions & string} Name
   * @param {Name} name
   * @param {Parameters<Questions[Name]>} args
   * @param {{transfer?: Transferable[], signal?: AbortSignal, onPart?: (part: any) => void}} [options]
   * @returns {Promise<Awaited<ReturnType<Questions[Name]>>>}
   */
  call(name, args, { transfer = [], signal, onPart } = {}) {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      if (signal?.aborted) return reject(signal.reason);
      const id = this.#nextId++;
      this.#post({ id, name, args }, transfer); // throws for what cannot be sent
      const cancel = () => {
        this.#waiting.delete(id);
        this.#post({ cancel: id });
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', cancel, { once: true });
      const free = () => signal?.removeEventListener('abort', cancel);
      this.#waiting.set(id, {
        resolve: (value) => (free(), resolve(value)),
        reject: (error) => (free(), reject(error)),
        onPart,
      });
    });
  }

  /**
   * Nobody waits for it.
   * @template {keyof Questions & string} Name
   * @param {Name} name @param {Parameters<Questions[Name]>} args @param {Transferable[]} [transfer]
   */
  tell(name, args, transfer = []) {
    if (!this.#ended) this.#post({ id: 0, name, args }, transfer);
  }

  /** @param {number} id @param {Failure} failure  what the caller gets */
  fail(id, failure) {
    this.#take(id)?.reject(failure);
  }

  /** Takes the worker away; pending and later calls fail with this. @param {Failure} failure */
  end(failure) {
    if (this.#ended) return;
    this.#ended = failure;
    this.#port.onmessage = null;
    this.#port.terminate?.();
    this.#port.close?.();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(failure);
  }

  /** @param {FromWorker} message */
  #hear(message) {
    if (this.#ended) return;
    if ('event' in message) this.#listeners.onEvent?.(message.event);
    else if ('ready' in message) {
      this.isReady = true;
      this.#listeners.onReady?.(message.ready);
    } else if ('part' in message) this.#waiting.get(message.id)?.onPart?.(message.part);
    else if ('value' in message) this.#take(message.id)?.resolve(message.value);
    else this.#failed(message.id, failureOf(message.failure));
  }

  /** @param {number} id @param {Failure} failure */
  #failed(id, failure) {
    if (failure.kind === 'broken' || failure.kind === 'missing') this.#broke(failure.message, id);
    else if (id === 0) this.#listeners.onProblem?.(failure.message);
    else this.fail(id, failure);
  }

  /** @param {string} why @param {number} id */
  #broke(why, id) {
    if (this.#ended) return;
    if (this.#listeners.onBroken) this.#listeners.onBroken(why, id);
    else this.end(new Failure(why, 'broken'));
  }

  /** @param {number} id */
  #take(id) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  /** @param {ToWorker} message @param {Transferable[]} [transfer] */
  #post(message, transfer = []) {
    this.#port.postMessage(message, transfer);
  }
}
