// The page's end of the data service: data.wasm in a worker, which holds the catalogue and answers what the Data room
// asks to see (src/contract/data_view.h). Requests and views are bytes that only C++ reads.
import { WorkerCalls } from './calls.js';
import { Failure } from './failure.js';
import * as say from './data_service_sentences.js';

/** @typedef {import('../formats/table.js').Row} Row */
/** @typedef {{path?: string, text: string} | {path?: string, columns: string[], rows: Row[]}} TableText */
/** Columns count from 0, −1 or absent: none. @typedef {{header: boolean, path: number, field: Partial<Record<string, number>>, numbers: number[]}} Mapping */
/** A way in which names are read: a corpus', or "folder" (without a name). @typedef {{key: string, name: string, example: string}} Naming */
/** @typedef {'hidden' | 'not_sound' | 'no_sound' | 'no_voice' | 'unlike_name'} SkipCause */
/** @typedef {{naming: string, name: string, files: number, soundFiles: number, firstFailure: string}} NamingFit  naming: its key */
/** @typedef {{file: number, path: string, cause: SkipCause, reason: string}} SkippedFile  file: index into the paths */
/**
 * What became of a table. rows: of the table; preview: the first eight, as cells; speakers: whose sex it told;
 * problem: why none of it was used, "" otherwise
 * @typedef {{path: string, rows: number, matched: number, unmatched: number, ambiguous: number, speakers: number,
 *   problem: string, problems: {line: number, reason: string}[], mapping: Mapping, columns: string[],
 *   preview: string[][]}} TableReport
 */
/**
 * What was recognised. rows: 0 nothing, and what was open before is still open; kept: by row, the file's index in the
 * paths, NO_FILE none; carried: rows whose numbers are known from recordings of the same name
 * @typedef {{summary: string, main: string | null, folderDepth: number, fits: NamingFit[], skipped: SkippedFile[],
 *   leftOut: Record<SkipCause, number>, tables: TableReport[], carried: number, rows: number, title: string,
 *   attribution: string, kept: Uint32Array<ArrayBuffer>}} OpenReport
 */
/**
 * fields: by path, what is known of it already (rows of Parquet); they win over tables, tables over names
 * @typedef {{title: string, attribution?: string, paths: string[], tables?: TableText[], fields?: (Row | null)[],
 *   mapping?: Mapping, forced?: string, folderDepth?: number, carry?: boolean}} OpenPaths
 */
/** @typedef {TableText & {title: string, attribution?: string, paths?: string[], mapping?: Mapping, carry?: boolean}} OpenTable */
/** @typedef {{name: string, unit: string, values: ArrayLike<number>}} NumberColumn */

/**
 * @typedef {object} DataServiceParts
 * @property {() => Worker} createWorker
 * @property {(bytes: ArrayBuffer) => void} onView  of every answer; also unasked, when what is shown has changed
 * @property {(message: string) => void} onProblem
 */

/** In OpenReport.kept: the row has no file. */
export const NO_FILE = 0xffffffff;

export class DataService {
  #parts;
  #worker;
  #isAnswering = false;
  /** @type {Uint8Array | null} */ #nextRequest = null;
  /** @type {(error: Error) => void} */ #refuse = () => {};
  /** Rejects with a sentence if data.wasm cannot be had. @type {Promise<void>} */ ready;

  /** @param {DataServiceParts} parts */
  constructor(parts) {
    this.#parts = parts;
    /** @type {(nothing: void) => void} */ let accept = () => {};
    this.ready = new Promise((resolve, reject) => {
      accept = resolve;
      this.#refuse = reject;
    });
    this.ready.catch(() => {}); // whoever awaits it gets the error
    /** @type {WorkerCalls<import('./data_service_core.js').DataServiceApi>} */
    this.#worker = new WorkerCalls(parts.createWorker(), {
      onEvent: (view) => parts.onView(view),
      onReady: () => accept(),
      onBroken: (why) =>
        this.#end(
          this.#worker.isReady ? say.DATA_SERVICE_LOST : say.dataServiceMissing(why || 'its worker did not start'),
        ),
    });
  }

  /** While one request is being answered only the newest waits. @param {ArrayBuffer | Uint8Array} request */
  ask(request) {
    this.#nextRequest = bytesOf(request);
    if (!this.#isAnswering) this.#askNext();
  }

  /** A BuiltInDataset. @param {ArrayBuffer | Uint8Array} bytes @returns {Promise<{rows: number, title: string, attribution: string}>} */
  openBuiltIn(bytes) {
    return this.#worker.call('openBuiltIn', [bytesOf(bytes)]);
  }

  /** @param {OpenPaths} options @returns {Promise<OpenReport>} */
  openPaths(options) {
    return this.#worker.call('openPaths', [options]);
  }

  /** The rows are the table's, those without a file too. @param {OpenTable} options @returns {Promise<OpenReport>} */
  openTable(options) {
    return this.#worker.call('openTable', [options]);
  }

  /** Which rows can be heard. @param {Uint8Array} mask  by row @returns {Promise<void>} */
  setSound(mask) {
    return this.#worker.call('setSound', [mask]);
  }

  /** @param {string} name @param {string} unit @param {Uint32Array} rows @param {ArrayLike<number>} values  NaN unknown @returns {Promise<void>} */
  setNumbers(name, unit, rows, values) {
    return this.setNumberColumns([{ name, unit, values }], rows);
  }

  /** @param {NumberColumn[]} columns @param {Uint32Array} rows  of all columns; others keep theirs @returns {Promise<void>} */
  setNumberColumns(columns, rows) {
    return this.#worker.call('setNumberColumns', [columns, rows]);
  }

  /**
   * @param {'mlp180' | 'embedding'} kind
   * @param {number} width
   * @param {Float32Array} values  row-major; a row of NaN has none
   * @param {Uint32Array} [rows]  whose they are; absent: of all
   * @param {string} [madeBy]
   * @returns {Promise<void>}
   */
  setFeatures(kind, width, values, rows, madeBy = kind) {
    return this.#worker.call('setFeatures', [kind, width, values, rows, madeBy]);
  }

  /** @param {readonly (ArrayLike<number>)[]} groups  rows of the same content @returns {Promise<void>} */
  setDuplicates(groups) {
    return this.#worker.call('setDuplicates', [groups]);
  }

  /** A correction. @param {string} field  by its name @param {Uint32Array} rows @param {string} word  '' unknown @returns {Promise<void>} */
  setWord(field, rows, word) {
    return this.#worker.call('setWord', [field, rows, word]);
  }

  /** What a request selects, in the order of the table. @param {ArrayBuffer | Uint8Array} request @returns {Promise<Uint32Array<ArrayBuffer>>} */
  rows(request) {
    return this.#worker.call('rows', [bytesOf(request)]);
  }

  /** @param {Uint32Array} rows @returns {Promise<string[]>} */
  paths(rows) {
    return this.#worker.call('paths', [rows]);
  }

  /** Before it is opened: rows are those below its header, not matched to files yet. @param {TableText} table @returns {Promise<TableReport>} */
  lookAtTable(table) {
    return this.#worker.call('lookAtTable', [table]);
  }

  /** How names can be read, in the order of src/dataset/corpora.cpp. @returns {Promise<Naming[]>} */
  namings() {
    return this.#worker.call('namings', []);
  }

  /** All of it as a BuiltInDataset. @returns {Promise<ArrayBuffer>} */
  save() {
    return this.#worker.call('save', []);
  }

  /** @param {'svg' | 'csv'} kind @param {ArrayBuffer | Uint8Array} request @param {'dark' | 'light'} [theme] @returns {Promise<string>} */
  chartFile(kind, request, theme = 'light') {
    return this.#worker.call('chartFile', [kind, bytesOf(request), theme]);
  }

  /** The whole selection. @param {ArrayBuffer | Uint8Array} request @returns {Promise<string>} */
  tableCsv(request) {
    return this.#worker.call('tableCsv', [bytesOf(request)]);
  }

  /** Its memory is given back; what it held is gone. */
  close() {
    this.#end(say.DATA_SERVICE_CLOSED, false);
  }

  async #askNext() {
    while (this.#nextRequest) {
      const request = this.#nextRequest;
      this.#nextRequest = null;
      this.#isAnswering = true;
      try {
        await this.#worker.call('ask', [request]);
      } catch (error) {
        const { kind, message } = /** @type {Failure} */ (error);
        if (kind === 'item') this.#parts.onProblem(message);
        else return; // said by #end
      }
      this.#isAnswering = false;
    }
  }

  /** @param {string} sentence @param {boolean} [isSaid] */
  #end(sentence, isSaid = true) {
    const failure = new Failure(sentence, 'broken');
    this.#refuse(failure);
    this.#worker.end(failure);
    if (isSaid) this.#parts.onProblem(sentence);
  }
}

/** @param {ArrayBuffer | Uint8Array} bytes */
const bytesOf = (bytes) => (bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes));
