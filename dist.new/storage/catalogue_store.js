// Datasets that the person chose to keep: their rows and computed features, in IndexedDB and nowhere else. Nothing is
// written before allow(); that the database exists is the only mark of that, so removeAll() leaves no trace.
// Everything in it is made of pieces: a save that breaks off leaves the earlier one whole, features keep what was done.
import { answered, databaseExists, deleteDatabase, inTransaction, openDatabase, ownFactory } from './database.js';
import { stopping } from '../workers/failure.js';
import { runJob } from '../workers/job.js';
import * as say from '../sources/sentences.js';

const VERSION = 1;
const PIECE_ROWS = 1000;
const NAME = 'emoscope-datasets';

/** @typedef {{pieces: number, rows: number, bytes: number}} FeatureHead */
/**
 * @typedef {object} Head  what is kept of a dataset
 * @property {string} id
 * @property {string} title
 * @property {number} saved  ms since 1970
 * @property {number} rows
 * @property {number} bytes  about, rows and features
 * @property {unknown} notes  anything that can be cloned: the mapping, a folder's handle
 * @property {number} generation  of its rows
 * @property {number} pieces  of its rows
 * @property {Record<string, FeatureHead>} features  by recipe
 */
/** @typedef {{keys: string[], width: number, values: ArrayBuffer}} FeaturePiece  a row of `width` numbers for each key */
/** @typedef {{kept: boolean, why: string}} Kept  `why`: a sentence if it was not kept */
/** @typedef {{estimate?: () => Promise<{usage?: number, quota?: number}>, persist?: () => Promise<boolean>}} StorageLike */

export class CatalogueStore {
  #factory;
  #storage;
  /** @type {Promise<IDBDatabase> | null} */ #database = null;

  /** @param {{factory?: IDBFactory | null, storage?: StorageLike | null}} [backend] */
  constructor({ factory = ownFactory(), storage = globalThis.navigator?.storage ?? null } = {}) {
    this.#factory = factory;
    this.#storage = storage;
  }

  /** Whether the person said yes, in this visit or an earlier one. */
  async isAllowed() {
    if (this.#database) return true;
    return (await databaseExists(this.#factory, NAME).catch(() => false)) || this.#database !== null;
  }

  /** After the person said yes. @returns {Promise<Kept>} */
  async allow() {
    try {
      await this.#open();
      // Refused: the browser may clear it when space runs out. Not waited for: Firefox asks the person, who may not answer.
      this.#storage?.persist?.().catch(() => false);
      return { kept: true, why: '' };
    } catch (error) {
      return { kept: false, why: await this.#why(error, 0) };
    }
  }

  /** @param {number} wanted  bytes @returns {Promise<{free: number | null, fits: boolean}>}  free null: the browser does not tell */
  async room(wanted) {
    const { usage, quota } = (await this.#storage?.estimate?.().catch(() => null)) ?? {};
    const free = usage === undefined || quota === undefined ? null : Math.max(0, quota - usage);
    return { free, fits: free === null || wanted < free };
  }

  /** @returns {Promise<Head[]>} */
  async list() {
    if (!(await this.isAllowed())) return [];
    const database = await this.#open();
    return inTransaction(database, ['heads'], 'readonly', (heads) => answered(heads.getAll()));
  }

  /** About, of all that is kept. */
  async bytes() {
    return (await this.list()).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /**
   * Keeps a catalogue in place of an earlier one of this id. If it is not kept (cancelled: no reason; storage full: a
   * sentence), the earlier one stays.
   * @param {{id: string, title: string, rows: readonly object[], notes?: unknown, perPiece?: number}} catalogue  rows
   *   as JSON could hold them, or Uint8Arrays; perPiece: rows that are written at once
   * @param {{signal?: AbortSignal, onProgress?: (progress: import('../workers/job.js').Progress) => void}} [options]
   * @returns {Promise<Kept>}
   */
  async save({ id, title, rows, notes = null, perPiece = PIECE_ROWS }, { signal, onProgress } = {}) {
    if (!(await this.isAllowed())) return { kept: false, why: say.NOT_ASKED };
    let bytes = 0;
    try {
      const database = await this.#open();
      const before = await headOf(database, id);
      const generation = (before?.generation ?? 0) + 1;
      // What an earlier save left when it broke off.
      await clear(database, 'rows', [id, generation]);
      const { state, problem, done, failed } = await runJob({
        items: Array.from({ length: Math.ceil(rows.length / perPiece) }, (_, piece) => piece),
        work: async (piece) => {
          const some = rows.slice(piece * perPiece, (piece + 1) * perPiece);
          bytes += bytesOf(some);
          await this.#put(database, 'rows', [id, generation, piece], some, bytes);
        },
        total: Math.ceil(rows.length / perPiece),
        signal,
        onProgress: onProgress && ((progress) => onProgress(inRows(progress, rows.length, perPiece))),
      });
      if (state === 'finished' && failed.length === 0) {
        const pieces = done.length;
        const features = before?.features ?? {};
        const head = { id, title, saved: Date.now(), rows: rows.length, notes, generation, pieces, features };
        await inTransaction(database, ['heads'], 'readwrite', (heads) =>
          answered(heads.put({ ...head, bytes: bytes + sizeOf(features) })),
        );
        if (before) await clear(database, 'rows', [id, before.generation]);
        return { kept: true, why: '' };
      }
      await clear(database, 'rows', [id, generation]);
      return { kept: false, why: problem || (failed.length > 0 ? say.storageFailed(failed[0].why) : '') };
    } catch (error) {
      return { kept: false, why: await this.#why(error, bytes) };
    }
  }

  /** @param {string} id @returns {Promise<{head: Head, rows: object[]} | null>}  null: it is not kept; rejects with a sentence if it is broken */
  async load(id) {
    if (!(await this.isAllowed())) return null;
    const database = await this.#open();
    const head = await headOf(database, id);
    if (!head) return null;
    const pieces = await all(database, 'rows', [id, head.generation]);
    const rows = pieces.flat();
    if (rows.length !== head.rows) throw new Error(say.KEPT_IS_BROKEN);
    return { head, rows };
  }

  /**
   * Adds features of some rows; each call is kept by itself.
   * @param {string} id  of a kept catalogue
   * @param {string} recipe
   * @param {FeaturePiece} piece
   * @returns {Promise<Kept>}
   */
  async keepFeatures(id, recipe, piece) {
    if (!(await this.isAllowed())) return { kept: false, why: say.NOT_ASKED };
    const bytes = piece.values.byteLength + piece.keys.reduce((sum, { length }) => sum + length, 0);
    try {
      const database = await this.#open();
      await inTransaction(database, ['heads', 'features'], 'readwrite', async (heads, features) => {
        const head = /** @type {Head | undefined} */ (await answered(heads.get(id)));
        if (!head) throw new Error('its catalogue is not kept');
        const { pieces, rows, bytes: held } = head.features[recipe] ?? { pieces: 0, rows: 0, bytes: 0 };
        await answered(features.put(piece, [id, recipe, pieces]));
        head.features[recipe] = { pieces: pieces + 1, rows: rows + piece.keys.length, bytes: held + bytes };
        await answered(heads.put({ ...head, bytes: head.bytes + bytes }));
      });
      return { kept: true, why: '' };
    } catch (error) {
      return { kept: false, why: await this.#why(error, bytes) };
    }
  }

  /** @param {string} id @param {string} recipe @returns {Promise<FeaturePiece[]>}  in the order in which they were kept */
  async features(id, recipe) {
    if (!(await this.isAllowed())) return [];
    return all(await this.#open(), 'features', [id, recipe]);
  }

  /** One dataset, with its features. @param {string} id */
  async remove(id) {
    if (!(await this.isAllowed())) return;
    const database = await this.#open();
    await inTransaction(database, ['heads', 'rows', 'features'], 'readwrite', (heads, rows, features) =>
      Promise.all([
        answered(heads.delete(id)),
        ...[rows, features].map((store) => answered(store.delete(under([id])))),
      ]),
    );
  }

  /** Everything, and the permission with it. */
  async removeAll() {
    const open = this.#database;
    this.#database = null;
    (await open?.catch(() => null))?.close();
    await deleteDatabase(this.#factory, NAME, say.STORAGE_HELD);
  }

  /** @returns {Promise<IDBDatabase>} */
  #open() {
    this.#database ??= openDatabase(this.#factory, NAME, VERSION, (database) => {
      database.createObjectStore('heads', { keyPath: 'id' });
      for (const store of ['rows', 'features']) database.createObjectStore(store);
    }).then(
      (database) => {
        // Closed by another tab that removes everything, or by the browser: the next call opens it again, if allowed.
        const forget = () => (this.#database = null);
        database.addEventListener('versionchange', forget);
        database.addEventListener('close', forget);
        return database;
      },
      (error) => {
        this.#database = null;
        throw error;
      },
    );
    return this.#database;
  }

  /** @param {IDBDatabase} database @param {string} store @param {IDBValidKey} key @param {unknown} value @param {number} bytes  so far */
  async #put(database, store, key, value, bytes) {
    try {
      await inTransaction(database, [store], 'readwrite', (target) => answered(target.put(value, key)));
    } catch (error) {
      throw stopping(await this.#why(error, bytes), { cause: error });
    }
  }

  /** @param {unknown} error @param {number} wanted  bytes */
  async #why(error, wanted) {
    const { name, message } = /** @type {Error} */ (error ?? new Error('unknown reason'));
    if (name !== 'QuotaExceededError') return say.storageFailed(message || name);
    return say.storageFull(wanted, (await this.room(wanted)).free);
  }
}

/**
 * @param {import('../workers/job.js').Progress} progress  in pieces
 * @param {number} total  rows
 * @param {number} perPiece
 * @returns {import('../workers/job.js').Progress}
 */
function inRows(progress, total, perPiece) {
  return { ...progress, done: Math.min(total, progress.done * perPiece), total, rate: progress.rate * perPiece };
}

/** About, as the browser keeps them. @param {readonly object[]} rows */
function bytesOf(rows) {
  if (rows.every((row) => row instanceof Uint8Array)) return rows.reduce((sum, row) => sum + row.byteLength, 0);
  return JSON.stringify(rows).length;
}

/** @param {IDBDatabase} database @param {string} id @returns {Promise<Head | undefined>} */
function headOf(database, id) {
  return inTransaction(database, ['heads'], 'readonly', (heads) => answered(heads.get(id)));
}

/** @param {IDBDatabase} database @param {string} store @param {IDBValidKey[]} prefix @returns {Promise<any[]>} */
function all(database, store, prefix) {
  return inTransaction(database, [store], 'readonly', (source) => answered(source.getAll(under(prefix))));
}

/** @param {IDBDatabase} database @param {string} store @param {IDBValidKey[]} prefix */
async function clear(database, store, prefix) {
  await inTransaction(database, [store], 'readwrite', (target) => answered(target.delete(under(prefix))));
}

/** All keys that begin so: of all keys, an array is the greatest. @param {IDBValidKey[]} prefix */
function under(prefix) {
  return IDBKeyRange.bound(prefix, [...prefix, []]);
}

/** @param {Record<string, FeatureHead>} features */
function sizeOf(features) {
  return Object.values(features).reduce((sum, { bytes }) => sum + bytes, 0);
}
