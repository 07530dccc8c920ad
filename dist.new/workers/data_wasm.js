// The only caller of the data service's part of data.wasm (src/web/data_api.h). What leaves here is copied: the
// module's memory may move at the next call. Everything throws C++'s sentence.
import { MAP_FEATURES, THEMES } from '../generated/contract.js';
import { DATA_CALLS } from '../generated/data_calls.js';
import { callsOf } from '../wasm/program.js';

/** @typedef {import('../wasm/program.js').WasmModule} DataModule */
/** @typedef {import('./data_service.js').OpenPaths} OpenPaths */
/** @typedef {import('./data_service.js').OpenTable} OpenTable */
/** @typedef {import('./data_service.js').OpenReport} OpenReport */
/** @typedef {import('./data_service.js').TableText} TableText */
/** @typedef {import('../formats/table.js').Row} Row */

const CHART_FILES = ['svg', 'csv'];

const decoder = new TextDecoder();

export class DataWasm {
  /** @type {import('../generated/data_calls.js').DataCalls} */ #calls;

  /** @param {DataModule} module */
  constructor(module) {
    this.#calls = callsOf(module, DATA_CALLS);
  }

  /** @param {Uint8Array} bytes @returns {{rows: number, title: string, attribution: string}} */
  openBuiltIn(bytes) {
    this.#calls.data_open_built_in(bytes);
    return JSON.parse(this.#takeText());
  }

  /** @param {OpenPaths} options @returns {OpenReport} */
  openPaths({ fields, tables = [], mapping, ...options }) {
    /** @type {object[]} */ const told = tables.map((table, i) => tableOf(table, i === 0 ? mapping : undefined));
    if (fields?.some(Boolean)) told.push(fieldsTable(options.paths, fields));
    return this.#open({ ...options, tables: told, byTable: false });
  }

  /** @param {OpenTable} options @returns {OpenReport} */
  openTable({ title, attribution, paths = [], mapping, carry, ...table }) {
    return this.#open({ title, attribution, paths, carry, tables: [tableOf(table, mapping)], byTable: true });
  }

  /** @param {Uint8Array} mask */
  setSound(mask) {
    this.#calls.data_set_sound(mask);
  }

  /** @param {import('./data_service.js').NumberColumn[]} columns @param {Uint32Array} rows */
  setNumberColumns(columns, rows) {
    for (const { name, unit, values } of columns) {
      if (values.length !== rows.length)
        throw new Error(`${values.length} numbers came for ${rows.length} recordings.`);
      this.#calls.data_set_numbers(name, unit, rows, Float32Array.from(values));
    }
  }

  /** @param {import('../generated/contract.js').MapFeatures} kind @param {number} width @param {Float32Array} values @param {Uint32Array | undefined} rows @param {string} madeBy */
  setFeatures(kind, width, values, rows, madeBy) {
    this.#calls.data_set_features(MAP_FEATURES.indexOf(kind), madeBy, width, values, rows ?? null);
  }

  /** @param {readonly (ArrayLike<number>)[]} groups */
  setDuplicates(groups) {
    this.#calls.data_set_duplicates(Uint32Array.from(groups.flatMap((group) => [group.length, ...Array.from(group)])));
  }

  /** @param {string} field @param {Uint32Array} rows @param {string} word */
  setWord(field, rows, word) {
    this.#calls.data_set_word(field, rows, word);
  }

  /** @param {Uint8Array} request  a DataRequest @returns {ArrayBuffer}  a DataView */
  answer(request) {
    this.#calls.data_answer(request);
    return this.#take().buffer;
  }

  /** A slice of what the last answer is still short of. @returns {boolean}  false: it is complete */
  step() {
    return this.#calls.data_step() === 1;
  }

  /** @param {Uint8Array} request @returns {Uint32Array<ArrayBuffer>} */
  rows(request) {
    this.#calls.data_rows(request);
    const rows = this.#calls.data_numbers();
    this.#calls.data_release();
    return rows;
  }

  /** @param {Uint32Array} rows @returns {string[]} */
  paths(rows) {
    if (rows.length === 0) return [];
    this.#calls.data_paths(rows);
    return this.#takeText().split('\0');
  }

  /** @returns {ArrayBuffer} */
  save() {
    this.#calls.data_save();
    return this.#take().buffer;
  }

  /** @param {TableText} table @returns {import('./data_service.js').TableReport} */
  lookAtTable(table) {
    this.#calls.data_look_at_table(JSON.stringify(tableOf(table)));
    return JSON.parse(this.#takeText());
  }

  /** @returns {import('./data_service.js').Naming[]} */
  namings() {
    this.#calls.data_namings();
    return JSON.parse(this.#takeText());
  }

  /** @param {string} kind @param {Uint8Array} request @param {import('../generated/contract.js').Theme} theme @returns {string} */
  chartFile(kind, request, theme) {
    this.#calls.data_chart_file(CHART_FILES.indexOf(kind), request, THEMES.indexOf(theme));
    return this.#takeText();
  }

  /** @param {Uint8Array} request @returns {string} */
  tableCsv(request) {
    this.#calls.data_table_csv(request);
    return this.#takeText();
  }

  /** @param {object} options @returns {OpenReport} */
  #open(options) {
    this.#calls.data_open(JSON.stringify(options));
    const kept = this.#calls.data_numbers();
    return { ...JSON.parse(this.#takeText()), kept };
  }

  /** @returns {Uint8Array<ArrayBuffer>} */
  #take() {
    const bytes = this.#calls.data_result();
    this.#calls.data_release();
    return bytes;
  }

  #takeText() {
    return decoder.decode(this.#take());
  }
}

/** @param {TableText} table @param {import('./data_service.js').Mapping} [mapping] */
function tableOf(table, mapping) {
  const { path = '' } = table;
  if ('text' in table) return { path, text: table.text, mapping };
  return { path, cells: cellsOf(table.columns, table.rows), mapping };
}

/** What is known of each path already, as a table. @param {string[]} paths @param {(Row | null)[]} fields */
function fieldsTable(paths, fields) {
  const columns = [...new Set(fields.flatMap((row) => Object.keys(row ?? {})))].filter((name) => name !== 'path');
  const rows = paths.flatMap((path, i) => (fields[i] ? [{ ...fields[i], path }] : []));
  return { path: '', cells: cellsOf(['path', ...columns], rows) };
}

/** @param {string[]} columns @param {Row[]} rows @returns {string[][]}  the header first */
function cellsOf(columns, rows) {
  return [
    columns,
    ...rows.map((row) => columns.map((column) => (row[column] === null ? '' : String(row[column] ?? '')))),
  ];
}
