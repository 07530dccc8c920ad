// The only caller of the feature workers' part of data.wasm (src/web/data_api.h). What leaves here is copied: the
// module's memory may move at the next call.
import { DATA_CALLS } from '../generated/data_calls.js';
import { callsOf } from '../wasm/program.js';

/** @typedef {import('../wasm/program.js').WasmModule} AnalysisModule */

/**
 * @typedef {object} Options
 * @property {boolean} measures
 * @property {string[]} recipes  by name
 * @property {'csv' | 'json' | null} text  each recipe's numbers as text instead
 * @property {string} file  what the text calls the clip
 */
/**
 * values: row-major, `text` instead if that was asked for; header: of CSV; width: numbers a frame
 * @typedef {object} RecipeResult
 * @property {number[]} shape
 * @property {number} width
 * @property {Float32Array<ArrayBuffer>} values
 * @property {Uint8Array<ArrayBuffer>} text  UTF-8
 * @property {Uint8Array<ArrayBuffer>} header
 */
/** @typedef {{measures: Float32Array<ArrayBuffer> | null, hash: string, recipes: Record<string, RecipeResult>}} Analysed */

const NOTHING = () => new Uint8Array(0);

export class AnalysisWasm {
  #module;
  /** @type {import('../generated/data_calls.js').DataCalls} */ #calls;

  /** @param {AnalysisModule} module */
  constructor(module) {
    this.#module = module;
    this.#calls = callsOf(module, DATA_CALLS);
  }

  /** Bytes that the program holds. */
  get memory() {
    return this.#module.HEAPU8.byteLength;
  }

  /** The measures' names and units, in their order. */
  measureNames() {
    return Array.from({ length: this.#calls.analysis_measure_count() }, (_, i) => ({
      name: this.#calls.analysis_measure_name(i),
      unit: this.#calls.analysis_measure_unit(i),
    }));
  }

  /** Throws the program's sentence. @param {Uint8Array} bytes  a sound file @param {Options} options @returns {Analysed} */
  analyseFile(bytes, options) {
    const places = this.#places(options);
    this.#calls.analyse_file(bytes, Number(options.measures), maskOf(places));
    return this.#result(options, places);
  }

  /** Throws the program's sentence. @param {Float32Array} samples  mono @param {number} rate  Hz @param {Options} options */
  analyseSamples(samples, rate, options) {
    const places = this.#places(options);
    this.#calls.analyse_samples(samples, rate, Number(options.measures), maskOf(places));
    return this.#result(options, places);
  }

  /** @param {Options} options @returns {number[]} */
  #places({ recipes }) {
    return recipes.map((name) => {
      const place = this.#calls.analysis_recipe_place(name);
      if (place < 0) throw new Error(`There is no recipe “${name}”.`);
      return place;
    });
  }

  /** @param {Options} options @param {number[]} places @returns {Analysed} */
  #result(options, places) {
    const measures = options.measures ? this.#calls.analysis_measures() : null;
    const hash = [1, 0].map((half) => (this.#calls.analysis_hash(half) >>> 0).toString(16).padStart(8, '0')).join('');
    const recipes = Object.fromEntries(
      options.recipes.map((name, i) => [name, this.#recipe(name, places[i], options)]),
    );
    this.#calls.analysis_release();
    return { measures, hash, recipes };
  }

  /** @param {string} name @param {number} place @param {Options} options @returns {RecipeResult} */
  #recipe(name, place, { text, file }) {
    const axes = this.#calls.analysis_axes(place);
    const shape = Array.from({ length: axes }, (_, axis) => this.#calls.analysis_length(place, axis));
    const result = {
      shape,
      width: shape[shape.length - 1],
      values: new Float32Array(0),
      text: NOTHING(),
      header: NOTHING(),
    };
    if (text === 'csv') {
      this.#calls.analysis_csv_header(place);
      result.header = this.#calls.analysis_text();
      this.#calls.analysis_csv(place, csvField(file));
      result.text = this.#calls.analysis_text();
    } else if (text === 'json') {
      const head = { file, recipe: name, version: this.#calls.analysis_recipe_version(place), shape };
      this.#calls.analysis_json(place);
      result.text = joined(`${JSON.stringify(head).slice(0, -1)},"values":`, this.#calls.analysis_text(), '}\n');
    } else {
      result.values = this.#calls.analysis_values(place);
    }
    return result;
  }
}

/** @param {number[]} places */
const maskOf = (places) => places.reduce((mask, place) => mask | (1 << place), 0);

/** RFC 4180. @param {string} text */
export const csvField = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** @param {string} before @param {Uint8Array} list @param {string} after */
function joined(before, list, after) {
  const head = new TextEncoder().encode(before);
  const tail = new TextEncoder().encode(after);
  const whole = new Uint8Array(head.length + list.length + tail.length);
  whole.set(head);
  whole.set(list, head.length);
  whole.set(tail, head.length + list.length);
  return whole;
}
