// Play-lists: the names of recordings in an order, without their sound. For this visit they lie here; on the device only
// once the person has allowed that (CatalogueStore).
import { CatalogueStore } from '../../storage/catalogue_store.js';
import { rowFinder } from './matching.js';

const KIND = 'play-list';
const FORMAT = 'emoscope play-list';

/** @typedef {{name: string, dataset: string, paths: string[]}} PlayList  dataset: title of what it is of, or "" */

/** @param {string} name  of a file @param {string} why */
const notAList = (name, why) =>
  `“${name}” is not a play-list (${why}). Choose a JSON file that was saved here, or an M3U play-list.`;

export class PlayLists {
  #kept;
  /** @type {Map<string, PlayList>} */ #lists = new Map();
  /** @type {Promise<void> | null} */ #read = null;

  /** @param {Pick<CatalogueStore, 'isAllowed' | 'allow' | 'list' | 'load' | 'save' | 'remove'>} [kept] */
  constructor(kept = new CatalogueStore()) {
    this.#kept = kept;
  }

  /** By name. @returns {Promise<PlayList[]>} */
  async all() {
    await (this.#read ??= this.#readKept());
    return [...this.#lists.values()].sort((a, b) => a.name.localeCompare(b.name));
  }

  isAllowed() {
    return this.#kept.isAllowed();
  }

  /** In place of one of the same name. @param {PlayList} list @returns {Promise<string>}  why it is not kept, or "" */
  async add(list) {
    await (this.#read ??= this.#readKept());
    this.#lists.set(list.name, list);
    return (await this.#kept.isAllowed()) ? this.#keep(list) : '';
  }

  /** @param {string} name */
  async remove(name) {
    this.#lists.delete(name);
    await this.#kept.remove(idOf(name));
  }

  /** The person said yes: all there are. @returns {Promise<string>}  why they are not kept, or "" */
  async keepAll() {
    const { kept, why } = await this.#kept.allow();
    if (!kept) return why;
    for (const list of this.#lists.values()) {
      const problem = await this.#keep(list);
      if (problem) return problem;
    }
    return '';
  }

  async #readKept() {
    for (const { id, title, notes } of await this.#kept.list()) {
      const { kind, dataset = '' } = /** @type {{kind?: string, dataset?: string}} */ (notes ?? {});
      if (kind !== KIND || this.#lists.has(title)) continue;
      const found = await this.#kept.load(id);
      const paths = (found?.rows ?? []).map((row) => /** @type {{path: string}} */ (row).path);
      this.#lists.set(title, { name: title, dataset, paths });
    }
  }

  /** @param {PlayList} list */
  async #keep({ name, dataset, paths }) {
    const rows = paths.map((path) => ({ path }));
    return (await this.#kept.save({ id: idOf(name), title: name, rows, notes: { kind: KIND, dataset } })).why;
  }
}

/** @param {string} name */
const idOf = (name) => `${KIND} ${name}`;

/** @param {PlayList} list */
export function toJson({ name, dataset, paths }) {
  return `${JSON.stringify({ format: FORMAT, version: 1, name, dataset, paths }, null, 1)}\n`;
}

/** For other players, beside the recordings' folder. @param {PlayList} list */
export function toM3u({ name, paths }) {
  const lines = paths.map((path) => `#EXTINF:-1,${path.slice(path.lastIndexOf('/') + 1)}\n${path}`);
  return `#EXTM3U\n#PLAYLIST:${name}\n${lines.join('\n')}\n`;
}

/** Throws a sentence. @param {string} fileName @param {string} text @returns {PlayList} */
export function fromText(fileName, text) {
  const list = /^\s*\{/.test(text) ? fromJson(fileName, text) : fromM3u(fileName, text);
  if (list.paths.length === 0) throw new Error(notAList(fileName, 'it names no recording'));
  return list;
}

/** @param {string} fileName @param {string} text @returns {PlayList} */
function fromJson(fileName, text) {
  /** @type {any} */ let found = null;
  try {
    found = JSON.parse(text);
  } catch {
    throw new Error(notAList(fileName, 'it is damaged'));
  }
  if (found.format !== FORMAT || !Array.isArray(found.paths))
    throw new Error(notAList(fileName, 'it is something else'));
  const paths = found.paths.filter((/** @type {unknown} */ path) => typeof path === 'string');
  return { name: nameOf(found.name, fileName), dataset: String(found.dataset ?? ''), paths };
}

/** @param {string} fileName @param {string} text @returns {PlayList} */
function fromM3u(fileName, text) {
  if (text.includes('\0')) throw new Error(notAList(fileName, 'it is no text'));
  const lines = text.split(/\r?\n|\r/).map((line) => line.replace(/^\uFEFF/, '').trim());
  const paths = lines.filter((line) => line && !line.startsWith('#')).map((line) => line.replaceAll('\\', '/'));
  const title = lines.find((line) => /^#PLAYLIST:/i.test(line));
  return { name: nameOf(title?.slice(10), fileName), dataset: '', paths };
}

/** @param {unknown} name @param {string} fileName */
function nameOf(name, fileName) {
  const own = typeof name === 'string' ? name.trim() : '';
  return (own || fileName.replace(/\.[^.]*$/, '')).slice(0, 80);
}

/**
 * The rows of a list in a catalogue, in its order.
 * @param {readonly string[]} paths  of the catalogue, by row @param {PlayList} list
 * @returns {{rows: number[], missing: number}}
 */
export function rowsOfList(paths, list) {
  const rowOf = rowFinder(paths);
  const rows = /** @type {Set<number>} */ (new Set());
  let missing = 0;
  for (const path of list.paths) {
    const row = rowOf(path);
    if (row === undefined) missing += 1;
    else rows.add(row);
  }
  return { rows: [...rows], missing };
}
