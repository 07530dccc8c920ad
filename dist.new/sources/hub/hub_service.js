// The worker's end of the hub: datasets are asked, listed and read here, and what was found is sent to the page
// (hub_remote.js), sounds as whole buffers.
import { hubSource } from './hub.js';
import { readTable } from '../../formats/table.js';

const TELL_AFTER_MS = 50; // what was found is told together, but not kept back while a page of the list is waited for

/** @typedef {import('../shape.js').Entry} Entry */
/** @typedef {import('../shape.js').TableFile} TableFile */
/** @typedef {Omit<Entry, 'open'>} Told  an entry in words; its number says which is meant */
/** @typedef {{entries: Told[], tables: Told[], skipped: import('../shape.js').Skipped[]}} Found  parts of `list` */
/**
 * What the page asks of the hub's worker (web/workers/calls.js). `of`: the number that `ask` gave; index: in the order in
 * which they were reported. list returns the number of entries.
 * @typedef {object} HubApi
 * @property {(repo: string, revision?: string) => Promise<{of: number, title: string, info: import('./hub_client.js').HubInfo}>} ask
 * @property {(of: number) => Promise<number>} list
 * @property {(of: number, index: number) => Promise<ArrayBuffer>} sound
 * @property {(of: number, index: number) => Promise<any>} table
 * @property {(of: number, index: number) => Promise<ArrayBuffer>} tableFile
 */
/** @typedef {{source: Awaited<ReturnType<typeof hubSource>>, stop: AbortController, entries: Entry[]}} Opened */

export class HubService {
  #desc;
  /** @type {Opened[]} */ #opened = [];

  /** @param {Partial<import('./hub_client.js').HubDesc>} [desc] */
  constructor(desc = {}) {
    this.#desc = desc;
  }

  /** @type {import('../../workers/serve.js').Answer} */
  async answer(name, args, { signal, tell }) {
    if (name === 'ask') return this.#ask(args[0], args[1], signal);
    const [of, index] = args;
    const opened = this.#opened[of];
    if (!opened) throw new Error('it was not asked for before');
    if (name === 'list') return this.#list(tell, opened, signal);
    if (name === 'sound') return opened.entries[index].open(signal);
    const table = opened.source.tables[index];
    if (name === 'table') return readTable(table, signal);
    const content = await table.open(signal);
    return content instanceof Blob ? content.arrayBuffer() : content;
  }

  /** @param {string} repo @param {string | undefined} revision @param {AbortSignal} signal */
  async #ask(repo, revision, signal) {
    const stop = new AbortController();
    signal.addEventListener('abort', () => stop.abort(), { once: true });
    const source = await hubSource({ ...this.#desc, repo, ...(revision && { revision }), signal: stop.signal });
    const of = this.#opened.push({ source, stop, entries: [] }) - 1;
    return { of, title: source.title, info: source.info };
  }

  /** @param {(found: Found) => void} tell @param {Opened} opened @param {AbortSignal} signal */
  async #list(tell, { source, stop, entries }, signal) {
    let told = { entries: 0, tables: 0, skipped: 0 };
    /** @type {ReturnType<typeof setTimeout> | null} */ let planned = null;
    const tellNews = () => {
      planned = null;
      const { tables, skipped } = source;
      tell({
        entries: entries.slice(told.entries).map(inWords),
        tables: tables.slice(told.tables).map(inWords),
        skipped: skipped.slice(told.skipped),
      });
      told = { entries: entries.length, tables: tables.length, skipped: skipped.length };
    };
    signal.addEventListener('abort', () => stop.abort(), { once: true });
    try {
      for await (const entry of source.entries) {
        entries.push(entry);
        planned ??= setTimeout(tellNews, TELL_AFTER_MS);
        signal.throwIfAborted();
      }
    } finally {
      if (planned !== null) clearTimeout(planned);
      tellNews();
    }
    return entries.length;
  }
}

/** @param {Entry | TableFile} found @returns {Told} */
function inWords({ open, ...words }) {
  return /** @type {Told} */ (words);
}
