// The only caller of the data service's part of data.wasm (src/web/data_api.h). What leaves here is copied: the
// module's memory may move at the next call. Everything throws C++'s sentence.
import { MAP_FEATURES, THEMES } from '../generated/contract.js';

/**
 * @typedef {object} DataModule  what Emscripten's factory gives
 * @property {Uint8Array} HEAPU8
 * @property {(bytes: number) => number} _emo_alloc
 * @property {(pointer: number) => void} _emo_free
 * @property {() => number} _emo_last_error
 * @property {(bytes: number, size: number) => number} _emo_data_open_built_in
 * @property {(json: number, size: number) => number} _emo_data_open
 * @property {(mask: number, count: number) => number} _emo_data_set_sound
 * @property {(column: number, unit: number, rows: number, values: number, count: number) => number} _emo_data_set_numbers
 * @property {(kind: number, madeBy: number, width: number, values: number, count: number, rows: number, rowCount: number) => number} _emo_data_set_features
 * @property {(groups: number, count: number) => number} _emo_data_set_duplicates
 * @property {(field: number, rows: number, count: number, word: number) => number} _emo_data_set_word
 * @property {(request: number, size: number) => number} _emo_data_answer
 * @property {() => number} _emo_data_step
 * @property {(request: number, size: number) => number} _emo_data_rows
 * @property {(rows: number, count: number) => number} _emo_data_paths
 * @property {() => number} _emo_data_save
 * @property {() => number} _emo_data_namings
 * @property {(json: number, size: number) => number} _emo_data_look_at_table
 * @property {(kind: number, request: number, size: number, theme: number) => number} _emo_data_chart_file
 * @property {(request: number, size: number) => number} _emo_data_table_csv
 * @property {() => number} _emo_data_result
 * @property {() => number} _emo_data_result_size
 * @property {() => number} _emo_data_numbers
 * @property {() => number} _emo_data_number_count
 * @property {() => void} _emo_data_release
 */

/** @typedef {import('./data_service.js').OpenPaths} OpenPaths */
/** @typedef {import('./data_service.js').OpenTable} OpenTable */
/** @typedef {import('./data_service.js').OpenReport} OpenReport */
/** @typedef {import('./data_service.js').TableText} TableText */
/** @typedef {import('../formats/table.js').Row} Row */

const CHART_FILES = ['svg', 'csv'];

export class DataWasm {
  #m;
  #encoder = new TextEncoder();
  #decoder = new TextDecoder();

  /** @param {DataModule} module */
  constructor(module) {
    this.#m = module;
  }

  /** @param {Uint8Array} bytes @returns {{rows: number, title: string, attribution: string}} */
  openBuiltIn(bytes) {
    this.#with([bytes], ([at]) => this.#m._emo_data_open_built_in(at, bytes.length));
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
    this.#with([mask], ([at]) => this.#m._emo_data_set_sound(at, mask.length));
  }

  /** @param {import('./data_service.js').NumberColumn[]} columns @param {Uint32Array} rows */
  setNumberColumns(columns, rows) {
    for (const { name, unit, values } of columns) {
      if (values.length !== rows.length)
        throw new Error(`${values.length} numbers came for ${rows.length} recordings.`);
      this.#with([this.#text(name), this.#text(unit), rows, Float32Array.from(values)], ([column, u, r, v]) =>
        this.#m._emo_data_set_numbers(column, u, r, v, rows.length),
      );
    }
  }

  /** @param {string} kind @param {number} width @param {Float32Array} values @param {Uint32Array | undefined} rows @param {string} madeBy */
  setFeatures(kind, width, values, rows, madeBy) {
    const parts = [this.#text(madeBy), values, rows ?? new Uint32Array(0)];
    this.#with(parts, ([by, v, r]) =>
      this.#m._emo_data_set_features(
        MAP_FEATURES.indexOf(/** @type {import('../generated/contract.js').MapFeatures} */ (kind)),
        by,
        width,
        v,
        values.length,
        rows ? r : 0,
        rows?.length ?? 0,
      ),
    );
  }

  /** @param {readonly (ArrayLike<number>)[]} groups */
  setDuplicates(groups) {
    const numbers = Uint32Array.from(groups.flatMap((group) => [group.length, ...Array.from(group)]));
    this.#with([numbers], ([at]) => this.#m._emo_data_set_duplicates(at, numbers.length));
  }

  /** @param {string} field @param {Uint32Array} rows @param {string} word */
  setWord(field, rows, word) {
    this.#with([this.#text(field), rows, this.#text(word)], ([f, r, w]) =>
      this.#m._emo_data_set_word(f, r, rows.length, w),
    );
  }

  /** @param {Uint8Array} request  a DataRequest @returns {ArrayBuffer}  a DataView */
  answer(request) {
    this.#with([request], ([at]) => this.#m._emo_data_answer(at, request.length));
    return this.#take().buffer;
  }

  /** A slice of what the last answer is still short of. @returns {boolean}  false: it is complete */
  step() {
    return this.#m._emo_data_step() === 1;
  }

  /** @param {Uint8Array} request @returns {Uint32Array<ArrayBuffer>} */
  rows(request) {
    this.#with([request], ([at]) => this.#m._emo_data_rows(at, request.length));
    const rows = this.#takeNumbers();
    this.#m._emo_data_release();
    return rows;
  }

  /** @param {Uint32Array} rows @returns {string[]} */
  paths(rows) {
    if (rows.length === 0) return [];
    this.#with([rows], ([at]) => this.#m._emo_data_paths(at, rows.length));
    return this.#takeText().split('\0');
  }

  /** @returns {ArrayBuffer} */
  save() {
    this.#with([], () => this.#m._emo_data_save());
    return this.#take().buffer;
  }

  /** @param {TableText} table @returns {import('./data_service.js').TableReport} */
  lookAtTable(table) {
    const json = this.#encoder.encode(JSON.stringify(tableOf(table)));
    this.#with([json], ([at]) => this.#m._emo_data_look_at_table(at, json.length));
    return JSON.parse(this.#takeText());
  }

  /** @returns {import('./data_service.js').Naming[]} */
  namings() {
    this.#with([], () => this.#m._emo_data_namings());
    return JSON.parse(this.#takeText());
  }

  /** @param {string} kind @param {Uint8Array} request @param {string} theme @returns {string} */
  chartFile(kind, request, theme) {
    this.#with([request], ([at]) =>
      this.#m._emo_data_chart_file(
        CHART_FILES.indexOf(kind),
        at,
        request.length,
        THEMES.indexOf(/** @type {import('../generated/contract.js').Theme} */ (theme)),
      ),
    );
    return this.#takeText();
  }

  /** @param {Uint8Array} request @returns {string} */
  tableCsv(request) {
    this.#with([request], ([at]) => this.#m._emo_data_table_csv(at, request.length));
    return this.#takeText();
  }

  /** @param {object} options @returns {OpenReport} */
  #open(options) {
    const json = this.#encoder.encode(JSON.stringify(options));
    this.#with([json], ([at]) => this.#m._emo_data_open(at, json.length));
    const kept = this.#takeNumbers();
    return { ...JSON.parse(this.#takeText()), kept };
  }

  /** Zero-terminated. @param {string} text */
  #text(text) {
    return this.#encoder.encode(`${text}\0`);
  }

  /**
   * Puts the arguments into the module's memory for one call; −1 is an error.
   * @param {(Uint8Array | Uint32Array | Float32Array)[]} values
   * @param {(pointers: number[]) => number} call
   */
  #with(values, call) {
    const pointers = values.map((value) => this.#m._emo_alloc(value.byteLength || 1));
    values.forEach((value, i) => {
      this.#m.HEAPU8.set(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), pointers[i]);
    });
    const status = call(pointers);
    for (const pointer of pointers) this.#m._emo_free(pointer);
    if (status < 0) throw this.#lastError();
  }

  /** @returns {Uint8Array<ArrayBuffer>} */
  #take() {
    const pointer = this.#m._emo_data_result();
    const bytes = this.#m.HEAPU8.slice(pointer, pointer + this.#m._emo_data_result_size());
    this.#m._emo_data_release();
    return bytes;
  }

  #takeText() {
    return this.#decoder.decode(this.#take());
  }

  /** @returns {Uint32Array<ArrayBuffer>} */
  #takeNumbers() {
    const pointer = this.#m._emo_data_numbers();
    const bytes = this.#m.HEAPU8.slice(pointer, pointer + 4 * this.#m._emo_data_number_count());
    return new Uint32Array(bytes.buffer);
  }

  #lastError() {
    const start = this.#m._emo_last_error();
    return new Error(this.#decoder.decode(this.#m.HEAPU8.slice(start, this.#m.HEAPU8.indexOf(0, start))));
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
