// Features of many clips for the catalogue: what the pool tells of each is gathered, means alone of what has frames, and
// handed to the data service in one piece at the end, however the job ended.

/** @typedef {import('./pool.js').Item} Item */
/** @typedef {import('./pool.js').Result} Result */
/** @typedef {{measures: boolean, recipes: string[]}} ComputeOptions */
/** @typedef {{name: string, unit: string, values: Float32Array}} Column */

/** What can be computed for the catalogue. ms: of one core, for a clip of four seconds at 48 kHz. */
export const KINDS = [
  {
    name: 'measures',
    title: 'Measures',
    about: 'duration, RMS level, F0 mean and range, speaking rate, share of clipped samples',
    numbers: 6,
    ms: 18,
  },
  {
    name: 'mlp180',
    title: 'mlp180',
    about: 'means of 40 MFCC, 12 chroma and 128 mel bands, for the map, too',
    numbers: 180,
    ms: 3,
  },
  { name: 'mfcc40_mean', title: 'mfcc40_mean', about: 'means of 40 MFCC at 22.05 kHz', numbers: 40, ms: 5 },
  {
    name: 'logmel64',
    title: 'logmel64',
    about: 'means of the 64 log-mel bands that the models hear',
    numbers: 64,
    ms: 4,
  },
];
const READING_MS = 6; // unzipping and decoding

/** Seconds that it will take. @param {ComputeOptions} options @param {number} count  clips @param {number} workers */
export function secondsFor(options, count, workers) {
  const ms = KINDS.filter((kind) => wants(options, kind.name)).reduce((sum, kind) => sum + kind.ms, READING_MS);
  return (count * ms) / 1000 / Math.max(1, workers);
}

/** Bytes that the catalogue grows by. @param {ComputeOptions} options @param {number} count  clips */
export function bytesFor(options, count) {
  return 4 * count * KINDS.filter((kind) => wants(options, kind.name)).reduce((sum, kind) => sum + kind.numbers, 0);
}

/** @param {ComputeOptions} options @param {string} name */
const wants = (options, name) => (name === 'measures' ? options.measures : options.recipes.includes(name));

/**
 * @param {object} parts
 * @param {Pick<import('./pool.js').Pool, 'analyse' | 'measures'>} parts.pool
 * @param {Pick<import('./data_service.js').DataService, 'setNumberColumns' | 'setFeatures'>} parts.dataService
 * @param {Item[]} parts.items
 * @param {ComputeOptions} parts.options
 * @param {AbortSignal} [parts.signal]
 * @param {(progress: import('./job.js').Progress) => void} [parts.onProgress]
 */
export async function compute({ pool, dataService, items, options, signal, onProgress }) {
  const rows = new Uint32Array(items.length);
  /** @type {Map<string, Matrix>} */ const gathered = new Map();
  let count = 0;
  const keep = (/** @type {string} */ name, /** @type {Float32Array} */ values) => {
    let matrix = gathered.get(name);
    if (!matrix) gathered.set(name, (matrix = new Matrix(items.length, values.length)));
    matrix.put(count, values);
  };
  const outcome = await pool.analyse(items, {
    ...options,
    signal,
    onProgress,
    onResult: ({ row, measures, recipes }) => {
      if (measures) keep('measures', measures);
      for (const [name, { shape, values }] of Object.entries(recipes)) keep(name, meansOf(values, shape));
      rows[count] = row;
      count += 1;
    },
  });
  if (count > 0) await hand(dataService, pool, gathered, rows.subarray(0, count));
  return outcome;
}

/**
 * @param {Pick<import('./data_service.js').DataService, 'setNumberColumns' | 'setFeatures'>} dataService
 * @param {Pick<import('./pool.js').Pool, 'measures'>} pool
 * @param {Map<string, Matrix>} gathered
 * @param {Uint32Array} rows
 */
async function hand(dataService, pool, gathered, rows) {
  /** @type {Column[]} */ const columns = [];
  for (const [name, matrix] of gathered) {
    if (name === 'mlp180') {
      // The data service makes columns of these by itself.
      await dataService.setFeatures(name, matrix.width, matrix.whole(rows.length), rows);
    } else {
      for (let i = 0; i < matrix.width; i += 1) {
        const known = name === 'measures' ? pool.measures[i] : { name: `${name}_${i}`, unit: '' };
        columns.push({ ...known, values: matrix.column(i, rows.length) });
      }
    }
  }
  if (columns.length > 0) await dataService.setNumberColumns(columns, rows);
}

/** Of a matrix's frames, {frames, numbers}; numbers alone are their own. @param {Float32Array} values @param {number[]} shape */
export function meansOf(values, shape) {
  if (shape.length === 1) return values;
  const [frames, width] = shape;
  const sums = new Float64Array(width);
  for (let i = 0; i < values.length; i += 1) sums[i % width] += values[i];
  return Float32Array.from(sums, (sum) => sum / frames);
}

/** A row a clip. */
class Matrix {
  #values;

  /** @param {number} rows @param {number} width */
  constructor(rows, width) {
    this.width = width;
    this.#values = new Float32Array(rows * width);
  }

  /** @param {number} row @param {Float32Array} values */
  put(row, values) {
    this.#values.set(values, row * this.width);
  }

  /** @param {number} rows  the first */
  whole(rows) {
    return this.#values.slice(0, rows * this.width);
  }

  /** @param {number} column @param {number} rows  the first */
  column(column, rows) {
    return Float32Array.from({ length: rows }, (_, row) => this.#values[row * this.width + column]);
  }
}
