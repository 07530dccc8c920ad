// What is open in the Data room: its catalogue lies with the data service, its sounds here, a way to read each by its row.
import { listSource } from '../../sources/listing.js';
import * as say from './controller_sentences.js';
import { NO_FILE } from '../../workers/data_service.js';
import { rowsOf } from './matching.js';
import { tablesOf } from '../../formats/tables.js';

const BUILT_IN = 'datasets/ravdess/built_in.bin';

/** @typedef {import('../../sources/shape.js').Entry} Entry */
/** @typedef {import('../../sources/shape.js').Source} Source */
/** @typedef {Awaited<ReturnType<typeof listSource>> & {attribution?: string, info?: any}} Listing */
/** @typedef {Pick<import('../../workers/data_service.js').OpenPaths, 'forced' | 'folderDepth' | 'mapping'>} Correction */
/**
 * What became of a listing: the data service's answer and where it came from. attached: so many rows of the catalogue that
 * was open anyway have found their sound in it.
 * @typedef {{listing: Listing, options: Correction, attached: number, rows: number, tableProblems?: string[]} &
 *   Partial<import('../../workers/data_service.js').OpenReport> & Noted} Opened
 * @typedef {{folder?: FileSystemDirectoryHandle | null, duplicates?: Entry[][] | null}} Noted  by the opening
 */

/**
 * @typedef {object} RecordingsParts
 * @property {URL} base
 * @property {() => Promise<import('../../workers/data_service.js').DataService>} dataService
 * @property {import('../../workers/jobs.js').Jobs} jobs
 * @property {() => void} onRows  another catalogue: rows mean something else
 * @property {() => void} onSound  other rows have sound
 * @property {(url: URL) => Promise<Response>} [get]
 */

export class Recordings {
  #parts;
  /** @type {Map<number, Entry>} */ #entries = new Map(); // by row
  /** @type {string[] | null} */ #paths = null; // by row, of a catalogue that came without sounds
  /** @type {Opened | null} */ #last = null;

  /** @param {RecordingsParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** Null: nothing was opened by the person yet. */
  get last() {
    return this.#last;
  }

  /** Of the last listing. @returns {readonly Entry[]} */
  get entries() {
    return this.#last?.listing.entries ?? [];
  }

  /** @param {number} row @returns {Entry | null}  null: it has no sound */
  entryOf(row) {
    return this.#entries.get(row) ?? null;
  }

  /** What the page itself knows. Rejects with a sentence. */
  async openBuiltIn() {
    const { base, get = (/** @type {URL} */ url) => fetch(url) } = this.#parts;
    const response = await get(new URL(BUILT_IN, base)).catch(() => null);
    if (!response?.ok) {
      throw new Error(say.noBuiltInDataset(response ? `the server answered ${response.status}` : 'no connection'));
    }
    const bytes = await response.arrayBuffer().catch(() => {
      throw new Error(say.noBuiltInDataset('the connection broke off'));
    });
    return this.openBytes(bytes);
  }

  /** A catalogue without sounds. Rejects with a sentence. @param {ArrayBuffer} bytes  a BuiltInDataset */
  async openBytes(bytes) {
    const dataService = await this.#parts.dataService();
    const answer = await dataService.openBuiltIn(bytes);
    this.#paths = await dataService.paths(everyRow(answer.rows));
    this.#last = null;
    this.#take(new Map());
    return answer;
  }

  /** Rejects with a sentence. @param {Source & {attribution?: string, info?: any}} source @param {Correction} [options] */
  async openSource(source, options) {
    const words = { verb: 'Finding', noun: 'files' };
    const listing = await this.#parts.jobs.run(words, ({ signal, onProgress }) =>
      listSource(source, { signal, onProgress }),
    );
    return this.openListing({ ...listing, attribution: source.attribution, info: source.info }, options);
  }

  /**
   * A listing that was ended early counts as far as it went. Rejects with a sentence; then what was open stays open, as
   * it does if no row is recognised.
   * @param {Listing} listing
   * @param {Correction} [options]  what the person says it is
   * @returns {Promise<Opened>}
   */
  async openListing(listing, options) {
    const { entries, tables } = listing;
    if (entries.length === 0 && tables.length === 0) {
      const why = listing.problem || say.nothingFound(listing.title, listing.skipped);
      if (listing.archives.length === 0) throw new Error(why);
      return (this.#last = nothingBut(listing, why)); // archives, which the dialog offers to open
    }
    const attached = options || !this.#paths ? null : rowsOf(this.#paths, entries);
    if (attached) return this.#attach(listing, attached);
    return this.#parts.jobs.run({ verb: 'Recognising', noun: 'files' }, ({ signal }) =>
      this.#recognise(listing, options ?? {}, signal),
    );
  }

  /** @param {Listing} listing @param {Correction} options @param {AbortSignal} signal @returns {Promise<Opened>} */
  async #recognise(listing, options, signal) {
    const { title, entries, attribution = '' } = listing;
    const dataService = await this.#parts.dataService();
    const { tables, fields, problems } = await tablesOf(listing, signal).catch((error) => {
      if (signal.aborted) return { tables: [], fields: undefined, problems: [] }; // then by the names alone
      throw error;
    });
    const request = { title, attribution, carry: true, ...options };
    const paths = entries.map(({ path }) => path);
    if (paths.length + tables.length === 0) throw new Error(problems[0] ?? say.nothingFound(title, listing.skipped));
    const answer = await (paths.length > 0
      ? dataService.openPaths({ ...request, paths, tables, fields })
      : dataService.openTable({ ...request, ...tables[0] })); // a catalogue whose sounds may be opened later
    const opened = { ...answer, listing, options, attached: 0, tableProblems: problems };
    this.#last = opened;
    if (answer.rows === 0) return opened;
    const sounds = new Map();
    answer.kept.forEach((file, row) => {
      if (file !== NO_FILE) sounds.set(row, entries[file]);
    });
    this.#paths = sounds.size > 0 ? null : await dataService.paths(everyRow(answer.rows));
    await dataService.setSound(maskOf(sounds, answer.rows));
    this.#take(sounds);
    return opened;
  }

  /** @param {Listing} listing @param {Map<number, Entry>} found @returns {Promise<Opened>} */
  async #attach(listing, found) {
    const rows = this.#paths?.length ?? 0;
    for (const [row, entry] of found) this.#entries.set(row, entry);
    await (await this.#parts.dataService()).setSound(maskOf(this.#entries, rows));
    const opened = { listing, options: {}, attached: found.size, rows };
    this.#last = opened;
    this.#parts.onSound();
    return opened;
  }

  /** @param {Map<number, Entry>} entries */
  #take(entries) {
    this.#entries = entries;
    this.#parts.onRows();
  }
}

/** @param {Map<number, Entry>} entries @param {number} rows */
function maskOf(entries, rows) {
  const mask = new Uint8Array(rows);
  for (const row of entries.keys()) mask[row] = 1;
  return mask;
}

/** @param {number} rows */
const everyRow = (rows) => Uint32Array.from({ length: rows }, (_, row) => row);

/** @param {Listing} listing @param {string} summary @returns {Opened} */
function nothingBut(listing, summary) {
  const none = { rows: 0, main: null, folderDepth: 0, fits: [], skipped: [], tables: [], kept: new Uint32Array() };
  return /** @type {Opened} */ (/** @type {unknown} */ ({ ...none, summary, listing, options: {}, attached: 0 }));
}
