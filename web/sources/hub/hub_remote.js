// The page's end of the hub: sources whose sounds are fetched in a worker (hub_service.js). Made only after the person
// chose the hub.
import { JobStop } from '../../workers/job.js';
import { HUB_CLOSED, hubPartMissing } from '../sentences.js';
import { sourceOf } from '../shape.js';

/** @typedef {import('./hub_service.js').FromHub} FromHub */
/** @typedef {import('../shape.js').Findings} Findings */
/** @typedef {import('../shape.js').Source & {info: import('./hub_client.js').HubInfo}} HubSource */
/** @typedef {{resolve: (value: any) => void, reject: (error: Error) => void, found?: (message: FromHub & {type: 'found'}) => void}} Waiting */

export class HubRemote {
  #port;
  #end;
  #nextId = 1;
  /** @type {Map<number, Waiting>} */ #waiting = new Map();

  /** @param {MessagePort} port  to a HubService @param {() => void} [end]  takes the worker away */
  constructor(port, end = () => {}) {
    this.#port = port;
    this.#end = end;
    port.onmessage = ({ data }) => this.#receive(data);
  }

  /**
   * Asks whether the dataset is there; rejects with a sentence.
   * @param {{repo: string, revision?: string, signal?: AbortSignal}} desc
   * @returns {Promise<HubSource>}
   */
  async source({ repo, revision, signal }) {
    const of = this.#nextId; // the id that the next question gets
    const { title, info } = await this.#ask({ type: 'ask', repo, revision }, signal);
    return { ...sourceOf(title, (findings) => this.#walk(of, findings, signal)), info };
  }

  /** What is still asked for fails. */
  close() {
    this.fail(HUB_CLOSED);
    this.#port.close();
    this.#end();
  }

  /** @param {string} sentence */
  fail(sentence) {
    for (const { reject } of this.#waiting.values()) reject(new JobStop(sentence));
    this.#waiting.clear();
  }

  /** @param {number} of @param {Findings} findings @param {AbortSignal} [signal] @returns {AsyncGenerator<import('../shape.js').Entry>} */
  async *#walk(of, findings, signal) {
    let entries = 0;
    let tables = 0;
    /** @type {import('../shape.js').Entry[]} */ const found = [];
    let wake = () => {};
    const take = (/** @type {FromHub & {type: 'found'}} */ message) => {
      findings.skipped.push(...message.skipped);
      for (const words of message.tables) {
        const index = tables++;
        findings.tables.push({
          ...words,
          open: (own) => this.#ask({ type: 'table_file', of, index }, own),
          read: (own) => this.#ask({ type: 'table', of, index }, own),
        });
      }
      for (const words of message.entries) {
        const index = entries++;
        found.push({ ...words, open: (own) => this.#ask({ type: 'sound', of, index }, own) });
      }
      wake();
    };
    let isDone = false;
    const id = this.#nextId; // of the question that follows
    const listed = this.#ask({ type: 'list', of }, signal, take).finally(() => {
      isDone = true;
      wake();
    });
    listed.catch(() => {}); // told below
    try {
      for (let next = 0; ; next++) {
        while (next === found.length && !isDone) {
          await new Promise((/** @type {(nothing: void) => void} */ resolve) => (wake = resolve));
        }
        if (next === found.length) break;
        yield found[next];
      }
      await listed;
    } finally {
      if (!isDone) this.#port.postMessage({ id, type: 'cancel' }); // no one listens any more
    }
  }

  /**
   * @param {object} question
   * @param {AbortSignal} [signal]
   * @param {Waiting['found']} [found]
   * @returns {Promise<any>}
   */
  #ask(question, signal, found) {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const cancel = () => {
        this.#waiting.delete(id);
        this.#port.postMessage({ id, type: 'cancel' });
        reject(signal?.reason);
      };
      const ending = (/** @type {(value: any) => void} */ end) => (/** @type {any} */ value) => {
        signal?.removeEventListener('abort', cancel);
        end(value);
      };
      signal?.addEventListener('abort', cancel, { once: true });
      this.#waiting.set(id, { resolve: ending(resolve), reject: ending(reject), found });
      this.#port.postMessage({ ...question, id });
    });
  }

  /** @param {FromHub} message */
  #receive(message) {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    if (message.type === 'found') return waiting.found?.(message);
    this.#waiting.delete(message.id);
    if (message.type === 'done') waiting.resolve(message.value);
    else waiting.reject(message.stops ? new JobStop(message.message) : new Error(message.message));
  }
}

/** Makes the document that may speak with the hub, and nothing else. @returns {Promise<HubRemote>} */
export async function connectHub() {
  const frame = document.createElement('iframe');
  Object.assign(frame, { hidden: true, title: 'The hub', src: new URL('hub.html', import.meta.url).href });
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  if (!frame.contentDocument?.getElementById('hub')) {
    frame.remove();
    throw new Error(hubPartMissing('its document did not come'));
  }
  const { port1, port2 } = new MessageChannel();
  const hear = (/** @type {MessageEvent} */ { source, data }) => {
    if (source === frame.contentWindow) remote.fail(hubPartMissing(data?.hub_problem || 'its worker did not start'));
  };
  window.addEventListener('message', hear);
  const remote = new HubRemote(port1, () => {
    window.removeEventListener('message', hear);
    frame.remove(); // and the worker with it
  });
  frame.contentWindow?.postMessage(null, location.origin, [port2]);
  return remote;
}
