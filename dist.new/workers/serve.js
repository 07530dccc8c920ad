// The worker's end of calls.js: answers questions in the order in which they came, once it is ready.
import { plainOf } from './failure.js';

/** @typedef {import('./calls.js').ToWorker} ToWorker */
/** @typedef {import('./calls.js').FromWorker} FromWorker */
/** @typedef {{signal: AbortSignal, tell: (part: any) => void}} Context  tell: a part of the answer, before it is complete */
/** @typedef {(name: string, args: any[], context: Context) => unknown} Answer  may give a promise; throws a sentence */

/**
 * @param {{postMessage: (message: any, transfer: Transferable[]) => void, onmessage: ((event: MessageEvent) => void) | null}} port
 * @param {Answer} answer
 * @param {{ready?: Promise<any>, moves?: (value: any) => Transferable[]}} [options]  moves: what of an answer is handed over
 *   instead of copied
 * @returns {{emit: (event: any, transfer?: Transferable[]) => void, broke: (error: unknown) => void}}
 */
export function serve(port, answer, { ready = Promise.resolve(), moves = buffersOf } = {}) {
  /** @type {Map<number, AbortController>} */ const running = new Map();

  /** @param {FromWorker} message @param {Transferable[]} [transfer] */
  const post = (message, transfer = []) => port.postMessage(message, transfer);

  /** @param {ToWorker} message */
  async function receive(message) {
    if ('cancel' in message) return running.get(message.cancel)?.abort();
    const { id, name, args } = message;
    const stop = new AbortController();
    running.set(id, stop);
    try {
      const value = await answer(name, args, { signal: stop.signal, tell: (part) => post({ id, part }) });
      if (id !== 0) post({ id, value }, moves(value));
    } catch (error) {
      post({ id, failure: plainOf(error) });
    } finally {
      running.delete(id);
    }
  }

  ready.then(
    (value) => post({ ready: value }),
    (error) => post({ id: 0, failure: { ...plainOf(error), kind: 'missing' } }),
  );
  port.onmessage = ({ data }) => {
    ready.then(
      () => receive(data),
      () => {}, // said above
    );
  };
  return {
    emit: (event, transfer) => post({ event }, transfer),
    broke: (error) => post({ id: 0, failure: { ...plainOf(error), kind: 'broken' } }),
  };
}

/** Buffers that an answer is, or has as its own properties. @param {any} value @returns {ArrayBuffer[]} */
export function buffersOf(value) {
  if (typeof value !== 'object' || value === null) return [];
  const own = value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? [value] : Object.values(value);
  const buffers = own.map((one) => (ArrayBuffer.isView(one) ? one.buffer : one));
  return [...new Set(buffers.filter((one) => one instanceof ArrayBuffer))];
}
