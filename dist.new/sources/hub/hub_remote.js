// The page's end of the hub: sources whose sounds are fetched in a worker (hub_service.js). Made only after the person
// chose the hub.
import { WorkerCalls } from '../../workers/calls.js';
import { stopping } from '../../workers/failure.js';
import { HUB_CLOSED, hubPartMissing } from '../sentences.js';
import { sourceOf } from '../shape.js';

/** @typedef {import('../shape.js').Findings} Findings */
/** @typedef {import('../shape.js').Source & {info: import('./hub_client.js').HubInfo}} HubSource */

export class HubRemote {
  /** @type {WorkerCalls<import('./hub_service.js').HubApi>} */ #worker;
  #end;

  /** @param {MessagePort} port  to a HubService @param {() => void} [end]  takes the worker away */
  constructor(port, end = () => {}) {
    this.#worker = new WorkerCalls(port);
    this.#end = end;
  }

  /**
   * Asks whether the dataset is there; rejects with a sentence.
   * @param {{repo: string, revision?: string, signal?: AbortSignal}} desc
   * @returns {Promise<HubSource>}
   */
  async source({ repo, revision, signal }) {
    const { of, title, info } = await this.#worker.call('ask', [repo, revision], { signal });
    return { ...sourceOf(title, (findings) => this.#walk(of, findings, signal)), info };
  }

  /** What is still asked for fails. */
  close() {
    this.fail(HUB_CLOSED);
    this.#end();
  }

  /** @param {string} sentence */
  fail(sentence) {
    this.#worker.end(stopping(sentence));
  }

  /** @param {number} of @param {Findings} findings @param {AbortSignal} [signal] @returns {AsyncGenerator<import('../shape.js').Entry>} */
  async *#walk(of, findings, signal) {
    let entries = 0;
    let tables = 0;
    /** @type {import('../shape.js').Entry[]} */ const found = [];
    let wake = () => {};
    const take = (/** @type {import('./hub_service.js').Found} */ part) => {
      findings.skipped.push(...part.skipped);
      for (const words of part.tables) {
        const index = tables++;
        findings.tables.push({
          ...words,
          open: (own) => this.#worker.call('tableFile', [of, index], { signal: own }),
          read: (own) => this.#worker.call('table', [of, index], { signal: own }),
        });
      }
      for (const words of part.entries) {
        const index = entries++;
        found.push({ ...words, open: (own) => this.#worker.call('sound', [of, index], { signal: own }) });
      }
      wake();
    };
    let isDone = false;
    const left = new AbortController();
    const stop = signal ? AbortSignal.any([signal, left.signal]) : left.signal;
    const listed = this.#worker.call('list', [of], { signal: stop, onPart: take }).finally(() => {
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
      left.abort(); // no one listens any more
    }
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
