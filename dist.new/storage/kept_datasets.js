// What the person chose to keep: whole catalogues with their features as the data service writes them, and where their
// sounds were, if the browser can find that place again.
import { CatalogueStore } from './catalogue_store.js';
import { KEPT_IS_BROKEN } from '../sources/sentences.js';
import { KEPT, size } from '../rooms/data/opening_sentences.js';

const PIECE_BYTES = 1 << 20;

/** @typedef {import('./catalogue_store.js').Head} Head */
/** @typedef {{kind: 'known-set', recordings: number, folder: FileSystemDirectoryHandle | null}} Notes */
/** @typedef {{id: string, title: string, saved: number, recordings: number, bytes: number, folder: FileSystemDirectoryHandle | null}} KeptSet */

export class KeptDatasets {
  #page;
  #kept;

  /** @param {import('../shell/store.js').Store} page @param {CatalogueStore} [kept] */
  constructor(page, kept = new CatalogueStore()) {
    this.#page = page;
    this.#kept = kept;
  }

  /** Newest first. @returns {Promise<KeptSet[]>} */
  async list() {
    return (await this.all()).sets;
  }

  /** Datasets, newest first, and how much else is kept (play-lists). @returns {Promise<{sets: KeptSet[], others: number}>} */
  async all() {
    const heads = await this.#kept.list().catch(() => /** @type {Head[]} */ ([])); // no storage: nothing is kept
    const sets = heads
      .filter(({ notes }) => notesOf(notes) !== null)
      .map(({ id, title, saved, bytes, notes }) => {
        const { recordings, folder } = /** @type {Notes} */ (notesOf(notes));
        return { id, title, saved, recordings, bytes, folder };
      });
    const total = heads.reduce((sum, { bytes }) => sum + bytes, 0);
    this.#page.set({ data_kept: heads.length > 0 ? `${KEPT}: ${size(total)}` : '' });
    return { sets: sets.sort((a, b) => b.saved - a.saved), others: heads.length - sets.length };
  }

  /** @param {number} wanted  bytes */
  room(wanted) {
    return this.#kept.room(wanted);
  }

  /**
   * After the person's yes; in place of an earlier one of this title.
   * @param {{title: string, recordings: number, bytes: ArrayBuffer, folder?: FileSystemDirectoryHandle | null}} set
   * @param {Pick<Parameters<CatalogueStore['save']>[1] & object, 'signal' | 'onProgress'>} [options]
   * @returns {Promise<import('./catalogue_store.js').Kept>}
   */
  async keep({ title, recordings, bytes, folder = null }, options) {
    const had = await this.#kept.isAllowed();
    const asked = await this.#kept.allow();
    if (!asked.kept) return asked;
    const rows = [];
    for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) {
      rows.push(new Uint8Array(bytes, at, Math.min(PIECE_BYTES, bytes.byteLength - at)).slice());
    }
    const notes = { kind: 'known-set', recordings, folder };
    const kept = await this.#kept.save({ id: title, title, rows, notes, perPiece: 1 }, options);
    if (!kept.kept && !had) await this.#kept.removeAll().catch(() => {}); // no empty database as a mark of a yes
    await this.list();
    return kept;
  }

  /** Rejects with a sentence. @param {string} id @returns {Promise<ArrayBuffer | null>}  null: it is not kept */
  async load(id) {
    const found = await this.#kept.load(id);
    if (!found) return null;
    const pieces = /** @type {Uint8Array[]} */ (found.rows);
    if (!pieces.every((piece) => piece instanceof Uint8Array)) throw new Error(KEPT_IS_BROKEN);
    const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole.buffer;
  }

  /** @param {string} id */
  async remove(id) {
    await this.#kept.remove(id);
    await this.list();
  }

  async removeAll() {
    await this.#kept.removeAll();
    await this.list();
  }
}

/** @param {unknown} notes @returns {Notes | null}  null: another version of the page wrote it */
function notesOf(notes) {
  const found = /** @type {Partial<Notes> | null} */ (notes);
  return found?.kind === 'known-set' ? /** @type {Notes} */ (found) : null;
}

/** @type {WeakMap<import('../shell/store.js').Store, KeptDatasets>} */ const made = new WeakMap();

/** One for the page. @param {import('../shell/store.js').Store} store */
export function keptDatasetsOf(store) {
  const keptDatasets = made.get(store) ?? new KeptDatasets(store);
  made.set(store, keptDatasets);
  return keptDatasets;
}

/**
 * At the room's start: what was kept last. If it is damaged, or from another version of the page, a notice says so.
 * @param {{store: import('../shell/store.js').Store, open: (bytes: ArrayBuffer) => Promise<unknown>,
 *   notify: (message: string, kind: 'error') => void}} page
 * @returns {Promise<boolean>}  whether it is open
 */
export async function reopen({ store, open, notify }) {
  try {
    const keptDatasets = keptDatasetsOf(store);
    const [last] = await keptDatasets.list();
    const bytes = last ? await keptDatasets.load(last.id) : null;
    if (bytes) await open(bytes);
    return bytes !== null;
  } catch (error) {
    notify(/** @type {Error} */ (error).message, 'error');
    return false;
  }
}
