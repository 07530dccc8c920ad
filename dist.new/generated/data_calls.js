// Written by scripts/generate_contract.mjs; do not edit. What src/web/data_api.h exports, and how each value crosses (web/wasm/program.js).

/**
 * @typedef {object} DataCalls
 * @property {() => Uint8Array<ArrayBuffer>} data_result
 * @property {() => Uint32Array<ArrayBuffer>} data_numbers
 * @property {() => void} data_release
 * @property {(bytes: Uint8Array | null) => number} data_open_built_in
 * @property {(json: string) => number} data_open
 * @property {() => number} data_save
 * @property {() => number} data_namings
 * @property {(json: string) => number} data_look_at_table
 * @property {(by_row: Uint8Array | null) => number} data_set_sound
 * @property {(column: string, unit: string, rows: Uint32Array | null, values: Float32Array | null) => number} data_set_numbers
 * @property {(kind: number, made_by: string, width: number, values: Float32Array | null, rows: Uint32Array | null) => number} data_set_features
 * @property {(groups: Uint32Array | null) => number} data_set_duplicates
 * @property {(field: string, rows: Uint32Array | null, word: string) => number} data_set_word
 * @property {(request: Uint8Array | null) => number} data_answer
 * @property {() => number} data_step
 * @property {(request: Uint8Array | null) => number} data_rows
 * @property {(rows: Uint32Array | null) => number} data_paths
 * @property {(request: Uint8Array | null) => number} data_table_csv
 * @property {(kind: number, request: Uint8Array | null, theme: number) => number} data_chart_file
 * @property {(bytes: Uint8Array | null, measures: number, recipes: number) => number} analyse_file
 * @property {(samples: Float32Array | null, sample_rate_hz: number, measures: number, recipes: number) => number} analyse_samples
 * @property {() => void} analysis_release
 * @property {(name: string) => number} analysis_recipe_place
 * @property {(recipe: number) => number} analysis_recipe_version
 * @property {() => number} analysis_measure_count
 * @property {(measure: number) => string} analysis_measure_name
 * @property {(measure: number) => string} analysis_measure_unit
 * @property {() => Float32Array<ArrayBuffer>} analysis_measures
 * @property {(half: number) => number} analysis_hash
 * @property {(recipe: number) => number} analysis_axes
 * @property {(recipe: number, axis: number) => number} analysis_length
 * @property {(recipe: number) => Float32Array<ArrayBuffer>} analysis_values
 * @property {(recipe: number) => void} analysis_csv_header
 * @property {(recipe: number, file: string) => void} analysis_csv
 * @property {(recipe: number) => void} analysis_json
 * @property {() => Uint8Array<ArrayBuffer>} analysis_text
 */

/** @type {import('../wasm/program.js').CallTable<DataCalls>} */
export const DATA_CALLS = Object.freeze({
  data_result: '>bs',
  data_numbers: '>uc',
  data_release: '',
  data_open_built_in: 'b>!',
  data_open: 's>!',
  data_save: '>!',
  data_namings: '>!',
  data_look_at_table: 's>!',
  data_set_sound: 'b>!',
  data_set_numbers: 'ttUf>!',
  data_set_features: 'ntnfu>!',
  data_set_duplicates: 'u>!',
  data_set_word: 'tut>!',
  data_answer: 'b>!',
  data_step: '',
  data_rows: 'b>!',
  data_paths: 'u>!',
  data_table_csv: 'b>!',
  data_chart_file: 'nbn>!',
  analyse_file: 'bnn>!',
  analyse_samples: 'fnnn>!',
  analysis_release: '',
  analysis_recipe_place: 't',
  analysis_recipe_version: 'n',
  analysis_measure_count: '',
  analysis_measure_name: 'n>t',
  analysis_measure_unit: 'n>t',
  analysis_measures: '>fc',
  analysis_hash: 'n',
  analysis_axes: 'n',
  analysis_length: 'nn',
  analysis_values: 'n>fc',
  analysis_csv_header: 'n',
  analysis_csv: 'nt',
  analysis_json: 'n',
  analysis_text: '>bs',
});
