// The only caller of the feature workers' part of data.wasm (src/web/data_api.h). What leaves here is copied: the
// module's memory may move at the next call.

/**
 * @typedef {object} AnalysisModule  what Emscripten's factory gives
 * @property {Uint8Array} HEAPU8
 * @property {(bytes: number) => number} _emo_alloc
 * @property {(pointer: number) => void} _emo_free
 * @property {() => number} _emo_last_error
 * @property {(bytes: number, size: number, measures: number, recipes: number) => number} _emo_analyse_file
 * @property {(samples: number, count: number, rate: number, measures: number, recipes: number) => number} _emo_analyse_samples
 * @property {() => void} _emo_analysis_release
 * @property {(name: number) => number} _emo_analysis_recipe_place
 * @property {(recipe: number) => number} _emo_analysis_recipe_version
 * @property {() => number} _emo_analysis_measure_count
 * @property {(measure: number) => number} _emo_analysis_measure_name
 * @property {(measure: number) => number} _emo_analysis_measure_unit
 * @property {() => number} _emo_analysis_measures
 * @property {(half: number) => number} _emo_analysis_hash
 * @property {(recipe: number) => number} _emo_analysis_axes
 * @property {(recipe: number, axis: number) => number} _emo_analysis_length
 * @property {(recipe: number) => number} _emo_analysis_values
 * @property {(recipe: number) => number} _emo_analysis_value_count
 * @property {(recipe: number) => number} _emo_analysis_csv_header
 * @property {(recipe: number, file: number) => number} _emo_analysis_csv
 * @property {(recipe: number) => number} _emo_analysis_json
 * @property {() => number} _emo_analysis_text
 */

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
  #m;
  #scratch = 0;
  #scratchBytes = 0;

  /** @param {AnalysisModule} module */
  constructor(module) {
    this.#m = module;
  }

  /** Bytes that the program holds. */
  get memory() {
    return this.#m.HEAPU8.byteLength;
  }

  /** The measures' names and units, in their order. */
  measureNames() {
    return Array.from({ length: this.#m._emo_analysis_measure_count() }, (_, i) => ({
      name: this.#text(this.#m._emo_analysis_measure_name(i)),
      unit: this.#text(this.#m._emo_analysis_measure_unit(i)),
    }));
  }

  /** Throws the program's sentence. @param {Uint8Array} bytes  a sound file @param {Options} options @returns {Analysed} */
  analyseFile(bytes, options) {
    const places = this.#places(options);
    const pointer = this.#place(bytes);
    const status = this.#m._emo_analyse_file(pointer, bytes.length, Number(options.measures), maskOf(places));
    return this.#result(status, options, places);
  }

  /** Throws the program's sentence. @param {Float32Array} samples  mono @param {number} rate  Hz @param {Options} options */
  analyseSamples(samples, rate, options) {
    const places = this.#places(options);
    const pointer = this.#place(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
    const status = this.#m._emo_analyse_samples(
      pointer,
      samples.length,
      rate,
      Number(options.measures),
      maskOf(places),
    );
    return this.#result(status, options, places);
  }

  /** @param {Options} options @returns {number[]} */
  #places({ recipes }) {
    return recipes.map((name) => {
      const place = this.#m._emo_analysis_recipe_place(this.#place(zeroTerminated(name)));
      if (place < 0) throw new Error(`There is no recipe “${name}”.`);
      return place;
    });
  }

  /** @param {number} status @param {Options} options @param {number[]} places @returns {Analysed} */
  #result(status, options, places) {
    if (status !== 0) throw new Error(this.#text(this.#m._emo_last_error()));
    const measures = options.measures
      ? this.#floats(this.#m._emo_analysis_measures(), this.#m._emo_analysis_measure_count())
      : null;
    const hash = [1, 0].map((half) => (this.#m._emo_analysis_hash(half) >>> 0).toString(16).padStart(8, '0')).join('');
    const recipes = Object.fromEntries(
      options.recipes.map((name, i) => [name, this.#recipe(name, places[i], options)]),
    );
    this.#m._emo_analysis_release();
    return { measures, hash, recipes };
  }

  /** @param {string} name @param {number} place @param {Options} options @returns {RecipeResult} */
  #recipe(name, place, { text, file }) {
    const axes = this.#m._emo_analysis_axes(place);
    const shape = Array.from({ length: axes }, (_, axis) => this.#m._emo_analysis_length(place, axis));
    const result = {
      shape,
      width: shape[shape.length - 1],
      values: new Float32Array(0),
      text: NOTHING(),
      header: NOTHING(),
    };
    if (text === 'csv') {
      result.header = this.#written(this.#m._emo_analysis_csv_header(place));
      const field = this.#place(zeroTerminated(csvField(file)));
      result.text = this.#written(this.#m._emo_analysis_csv(place, field));
    } else if (text === 'json') {
      const head = { file, recipe: name, version: this.#m._emo_analysis_recipe_version(place), shape };
      const list = this.#written(this.#m._emo_analysis_json(place));
      result.text = joined(`${JSON.stringify(head).slice(0, -1)},"values":`, list, '}\n');
    } else {
      result.values = this.#floats(this.#m._emo_analysis_values(place), this.#m._emo_analysis_value_count(place));
    }
    return result;
  }

  /** @param {number} pointer @param {number} count */
  #floats(pointer, count) {
    return new Float32Array(this.#m.HEAPU8.buffer, pointer, count).slice();
  }

  /** @param {number} size  of the text that was just made */
  #written(size) {
    const pointer = this.#m._emo_analysis_text();
    return this.#m.HEAPU8.slice(pointer, pointer + size);
  }

  /** Puts an argument into the module's memory. @param {Uint8Array} bytes */
  #place(bytes) {
    if (bytes.length > this.#scratchBytes) {
      if (this.#scratch) this.#m._emo_free(this.#scratch);
      this.#scratch = this.#m._emo_alloc(bytes.length);
      this.#scratchBytes = this.#scratch ? bytes.length : 0;
      if (!this.#scratch)
        throw new Error('There is not enough memory for it. Close other pages, or cut the recording.');
    }
    this.#m.HEAPU8.set(bytes, this.#scratch);
    return this.#scratch;
  }

  /** @param {number} pointer  zero-terminated */
  #text(pointer) {
    const end = this.#m.HEAPU8.indexOf(0, pointer);
    return new TextDecoder().decode(this.#m.HEAPU8.slice(pointer, end));
  }
}

/** @param {number[]} places */
const maskOf = (places) => places.reduce((mask, place) => mask | (1 << place), 0);
/** @param {string} text */
const zeroTerminated = (text) => new TextEncoder().encode(`${text}\0`);

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
