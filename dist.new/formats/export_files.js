// Features of many clips as one file, written as they come: the whole is never in memory. What takes the bytes is a Blob
// that grows on the browser's side, or a file on the disk that the person has named.
import { stopping } from '../workers/failure.js';
import { floatBytes, npyHead } from './npy.js';
import { createNpz } from './npz.js';
import { notWritten, unlikeShape } from '../workers/pool_sentences.js';

const PIECE_BYTES = 8 << 20;

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {import('../workers/analysis_wasm.js').RecipeResult} RecipeResult */
/** @typedef {'csv' | 'json' | 'npy' | 'npz'} Format */

/**
 * @typedef {object} Sink
 * @property {(bytes: Bytes) => Promise<void>} write
 * @property {(head: Bytes) => Promise<void>} rewrite  the first piece that was written, in as many bytes
 * @property {() => Promise<Blob | null>} finish  null: it lies on the disk
 * @property {() => Promise<void>} abort
 */

/** @returns {Sink} */
export function blobSink() {
  /** @type {BlobPart[]} */ const pieces = [];
  /** @type {Bytes | null} */ let head = null;
  /** @type {Bytes[]} */ let open = [];
  let openBytes = 0;
  const close = () => {
    // A Blob's content is the browser's: it goes to the disk when there is much of it.
    if (openBytes > 0) pieces.push(new Blob(open));
    open = [];
    openBytes = 0;
  };
  return {
    async write(bytes) {
      if (!head) {
        head = bytes;
        return;
      }
      open.push(bytes);
      openBytes += bytes.length;
      if (openBytes >= PIECE_BYTES) close();
    },
    async rewrite(bytes) {
      head = bytes;
    },
    async finish() {
      close();
      return new Blob(head ? [head, ...pieces] : []);
    },
    async abort() {
      pieces.length = 0;
      open = [];
    },
  };
}

/** @param {FileSystemWritableFileStream} file @returns {Sink} */
export function diskSink(file) {
  return {
    write: (bytes) => file.write(bytes),
    rewrite: (data) => file.write({ type: 'write', position: 0, data }),
    finish: async () => (await file.close(), null),
    abort: () => file.abort(),
  };
}

/**
 * The formats' writers: clips in the order in which they are given.
 * @param {Format} format @param {Sink} sink
 * @returns {{add: (name: string, result: RecipeResult) => Promise<void>, finish: () => Promise<void>, names: string[]}}
 *   names: of the clips in it
 */
export function writerOf(format, sink) {
  /** @type {string[]} */ const names = [];
  const writer = { csv: tableWriter, json: lineWriter, npy: arrayWriter, npz: archiveWriter }[format](sink, names);
  return {
    names,
    async add(name, result) {
      await writer.add(name, result);
      names.push(name);
    },
    finish: writer.finish,
  };
}

/** @param {Sink} sink @param {string[]} names */
function tableWriter(sink, names) {
  return {
    async add(/** @type {string} */ _name, /** @type {RecipeResult} */ { header, text }) {
      if (names.length === 0) await sink.write(header);
      await sink.write(text);
    },
    finish: async () => {},
  };
}

/** @param {Sink} sink */
function lineWriter(sink) {
  return {
    add: (/** @type {string} */ _name, /** @type {RecipeResult} */ { text }) => sink.write(text),
    finish: async () => {},
  };
}

/** One array: clips × what each gives, all alike. @param {Sink} sink @param {string[]} names */
function arrayWriter(sink, names) {
  /** @type {number[]} */ let first = [];
  return {
    async add(/** @type {string} */ name, /** @type {RecipeResult} */ { shape, values }) {
      if (names.length === 0) {
        first = shape;
        await sink.write(npyHead([0, ...shape]));
      } else if (shape.join() !== first.join()) {
        throw new Error(unlikeShape(name, shape, first));
      }
      await sink.write(floatBytes(values));
    },
    finish: () => sink.rewrite(npyHead([names.length, ...first])),
  };
}

/** An array a clip, by its path: numpy.load(…)['Actor_01/a.wav']. @param {Sink} sink */
function archiveWriter(sink) {
  const zip = createNpz((bytes) => sink.write(bytes));
  return {
    add: (/** @type {string} */ name, /** @type {RecipeResult} */ { shape, values }) =>
      zip.add(`${name}.npy`, [npyHead(shape), floatBytes(values)]),
    finish: () => zip.finish(),
  };
}

/**
 * Bytes of the whole, nearly.
 * @param {Format} format
 * @param {{numbers: number, width: number}} of  a clip; width: numbers a line of text
 * @param {number} count  clips
 */
export function sizeOf(format, { numbers, width }, count) {
  const textual = format === 'csv' || format === 'json';
  return count * (textual ? numbers * 11.5 + 60 * (format === 'csv' ? numbers / width : 1) : numbers * 4 + 300);
}

/**
 * Never rejects for what happens to clips. Cancelled or stopped: there is no file.
 * @param {object} parts
 * @param {Pick<import('../workers/pool.js').Pool, 'analyse'>} parts.pool
 * @param {import('../workers/pool.js').Item[]} parts.items  in this order they come to lie in the file
 * @param {string} parts.recipe
 * @param {Format} parts.format
 * @param {Sink} parts.sink
 * @param {AbortSignal} [parts.signal]
 * @param {(progress: import('../workers/job.js').Progress) => void} [parts.onProgress]
 * @returns {Promise<import('../workers/pool.js').PoolOutcome & {blob: Blob | null, names: string[]}>}
 */
export async function exportFeatures({ pool, items, recipe, format, sink, signal, onProgress }) {
  const places = new Map(items.map(({ row }, place) => [row, place]));
  const placeOf = (/** @type {{row: number}} */ { row }) => places.get(row) ?? 0;
  const turns = new Turns();
  const writer = writerOf(format, sink);
  const write = async (/** @type {() => Promise<unknown>} */ work) => {
    try {
      await work();
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      throw stopping(name === 'Error' ? message : notWritten(message));
    }
  };
  let outcome = await pool.analyse(items, {
    recipes: [recipe],
    text: format === 'csv' || format === 'json' ? format : null,
    signal,
    onProgress,
    onResult: (result) =>
      turns.take(placeOf(result), () => write(() => writer.add(result.name, result.recipes[recipe]))),
    onFailed: (item) => turns.take(placeOf(item), async () => {}),
  });
  let blob = null;
  if (outcome.state === 'finished' && outcome.count > 0) {
    try {
      await write(async () => {
        await writer.finish();
        blob = await sink.finish();
      });
    } catch (error) {
      outcome = { ...outcome, state: 'stopped', problem: /** @type {Error} */ (error).message };
    }
  }
  if (outcome.state !== 'finished' || outcome.count === 0) await sink.abort().catch(() => {});
  return { ...outcome, blob, names: writer.names };
}

/** Work that comes in any order and is done in the order of its places, from 0. */
class Turns {
  #next = 0;
  /** @type {Map<number, () => void>} */ #waiting = new Map();

  /** @param {number} place  one that has had its turn is let through @param {() => Promise<void>} work */
  async take(place, work) {
    if (place < this.#next) return;
    if (place > this.#next) {
      await new Promise((/** @type {(nothing: void) => void} */ resolve) => this.#waiting.set(place, resolve));
    }
    try {
      await work();
    } finally {
      this.#next = place + 1;
      const next = this.#waiting.get(this.#next);
      this.#waiting.delete(this.#next);
      next?.();
    }
  }
}
