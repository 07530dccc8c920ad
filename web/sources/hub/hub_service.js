// The worker's end of the hub: datasets are asked, listed and read here, and what was found is sent to the page
// (hub_remote.js), sounds as whole buffers.
import { hubSource } from './hub.js';
import { JobStop } from '../../workers/job.js';
import { readTable } from '../../formats/table.js';

const TELL_AFTER_MS = 50; // what was found is told together, but not kept back while a page of the list is waited for

/** @typedef {import('../shape.js').Entry} Entry */
/** @typedef {import('../shape.js').TableFile} TableFile */
/** @typedef {Omit<Entry, 'open'>} Told  an entry in words; its number says which is meant */
/**
 * @typedef {{id: number, type: 'ask', repo: string, revision?: string}
 *   | {id: number, type: 'list', of: number}
 *   | {id: number, type: 'sound' | 'table' | 'table_file', of: number, index: number}
 *   | {id: number, type: 'cancel'}} ToHub  `of`: the id of an `ask`; index: in the order in which they were told
 */
/**
 * @typedef {{id: number, type: 'found', entries: Told[], tables: Told[], skipped: import('../shape.js').Skipped[]}
 *   | {id: number, type: 'done', value: any}
 *   | {id: number, type: 'failed', message: string, stops: boolean}} FromHub
 */
/** @typedef {{source: Awaited<ReturnType<typeof hubSource>>, stop: AbortController, entries: Entry[]}} Opened */

export class HubService {
  #post;
  #desc;
  /** @type {Map<number, Opened>} */ #opened = new Map();
  /** @type {Map<number, AbortController>} */ #running = new Map();

  /** @param {(message: FromHub, transfer: Transferable[]) => void} post @param {Partial<import('./hub_client.js').HubDesc>} [desc] */
  constructor(post, desc = {}) {
    this.#post = post;
    this.#desc = desc;
  }

  /** @param {ToHub} message */
  async receive(message) {
    if (message.type === 'cancel') return this.#running.get(message.id)?.abort();
    const stop = new AbortController();
    this.#running.set(message.id, stop);
    try {
      const value = await this.#answer(message, stop);
      this.#post({ id: message.id, type: 'done', value }, value instanceof ArrayBuffer ? [value] : []);
    } catch (error) {
      const { message: why } = /** @type {Error} */ (error);
      this.#post({ id: message.id, type: 'failed', message: why, stops: error instanceof JobStop }, []);
    } finally {
      this.#running.delete(message.id);
    }
  }

  /** @param {Exclude<ToHub, {type: 'cancel'}>} message @param {AbortController} stop @returns {Promise<any>} */
  async #answer(message, stop) {
    if (message.type === 'ask') {
      const { repo, revision } = message;
      const source = await hubSource({ ...this.#desc, repo, ...(revision && { revision }), signal: stop.signal });
      this.#opened.set(message.id, { source, stop, entries: [] });
      return { title: source.title, info: source.info };
    }
    const opened = this.#opened.get(message.of);
    if (!opened) throw new Error('it was not asked for before');
    if (message.type === 'list') return this.#list(message.id, opened, stop.signal);
    if (message.type === 'sound') return opened.entries[message.index].open(stop.signal);
    const table = opened.source.tables[message.index];
    if (message.type === 'table') return readTable(table, stop.signal);
    const content = await table.open(stop.signal);
    return content instanceof Blob ? content.arrayBuffer() : content;
  }

  /** @param {number} id @param {Opened} opened @param {AbortSignal} signal */
  async #list(id, { source, stop, entries }, signal) {
    let told = { entries: 0, tables: 0, skipped: 0 };
    /** @type {ReturnType<typeof setTimeout> | null} */ let planned = null;
    const tell = () => {
      planned = null;
      const { tables, skipped } = source;
      this.#post(
        {
          id,
          type: 'found',
          entries: entries.slice(told.entries).map(inWords),
          tables: tables.slice(told.tables).map(inWords),
          skipped: skipped.slice(told.skipped),
        },
        [],
      );
      told = { entries: entries.length, tables: tables.length, skipped: skipped.length };
    };
    signal.addEventListener('abort', () => stop.abort(), { once: true });
    try {
      for await (const entry of source.entries) {
        entries.push(entry);
        planned ??= setTimeout(tell, TELL_AFTER_MS);
        signal.throwIfAborted();
      }
    } finally {
      if (planned !== null) clearTimeout(planned);
      tell();
    }
    return entries.length;
  }
}

/** @param {Entry | TableFile} found @returns {Told} */
function inWords({ open, ...words }) {
  return /** @type {Told} */ (words);
}
