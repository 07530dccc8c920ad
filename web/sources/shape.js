// What every place that sounds come from looks like: a title, sounds that are found one after another and read only when
// asked for, and a list of what was left out and why.
import * as say from './sentences.js';
import { endingOf, kindOf } from './endings.js';
import { lookInside } from './look_inside.js';
import { soundsInTables } from './sounds_in_tables.js';

/**
 * @typedef {object} Entry  a sound that has not been read yet
 * @property {string} path  from what was opened, parts joined by "/"
 * @property {number | null} bytes  null: not known before it is opened
 * @property {number | null} modified  ms since 1970
 * @property {'engine' | 'browser'} reader  who can decode it
 * @property {(signal?: AbortSignal) => Promise<Blob | ArrayBuffer>} open  rejects with a sentence or half of one
 * @property {string} [sha256]  of its content, where the place knows it; hex
 * @property {Record<string, Value>} [fields]  of its row, where sounds lie in a table
 * @property {string} [holder]  the path of that table
 * @property {Packed} [packed]  where it lies in a zip: a worker that has this can read it without the page's thread
 */
/**
 * What a zip's table of contents says of a member; can be posted.
 * @typedef {{file: File, offset: number, packedBytes: number, bytes: number, method: number, crc32: number}} Packed
 */
/** @typedef {string | number | boolean | null} Value */
/** @typedef {{path: string, why: string}} Skipped  `why` is half a sentence, to be read after the path */
/** @typedef {Omit<Entry, 'reader'>} Found */
/**
 * CSV, TSV, JSON lines or Parquet; see ../table.js. `read`: where only the place itself can read it
 * @typedef {Found & {read?: (signal?: AbortSignal) => Promise<import('../formats/table.js').Table>}} TableFile
 */

/**
 * @typedef {object} Source
 * @property {string} title
 * @property {AsyncIterable<Entry>} entries  can be walked once; throws a sentence if the whole cannot be read further
 * @property {Skipped[]} skipped  grows while `entries` is walked
 * @property {Skipped[]} [noted]  what is wrong with sounds that were found nevertheless; grows likewise
 * @property {TableFile[]} tables  grows while `entries` is walked
 * @property {Found[]} [archives]  zips in it, which are not opened by themselves; grows likewise
 * @property {ZipNames} [zipNames]  filled while `entries` is walked
 * @property {(encoding: string) => Source} [reread]  the same with names of zips in this encoding; see zip_names.js
 * @property {FileSystemDirectoryHandle} [folder]  that it is, where the browser can find it again on another visit
 */

/** How names were read that do not say how they are written; encoding "": all of them say so. @typedef {{encoding: string, example: string}} ZipNames */

/** What was found besides sounds. */
export class Findings {
  /** @type {Skipped[]} */ skipped = [];
  /** @type {Skipped[]} */ noted = [];
  /** @type {TableFile[]} */ tables = [];
  /** @type {Found[]} */ archives = [];
  /** @type {ZipNames} */ zipNames = { encoding: '', example: '' };

  /** @param {string} path @param {string} why */
  skip(path, why) {
    this.skipped.push({ path, why });
  }

  /** Of a sound that is taken all the same. @param {string} path @param {string} why */
  note(path, why) {
    this.noted.push({ path, why });
  }

  /** @param {Found} found @returns {Entry | null}  null: it is not a sound, which is noted */
  take(found) {
    const { kind, reader, why } = kindOf(found.path);
    if (kind === 'other') {
      this.skip(found.path, why);
      if (endingOf(found.path) === 'zip' && found.bytes !== 0) this.archives.push(found);
    } else if (found.bytes === 0) this.skip(found.path, say.EMPTY_FILE);
    else if (kind === 'sound') return { ...found, reader };
    else this.tables.push(found);
    return null;
  }
}

/** @typedef {(findings: Findings) => AsyncGenerator<Entry>} Walk */

/**
 * @param {string} title @param {Walk} walk
 * @param {boolean} [isHere]  its files are on this machine: their first bytes are looked at
 * @returns {Source}
 */
export function sourceOf(title, walk, isHere = false) {
  const findings = new Findings();
  const entries = walk(findings);
  return {
    title,
    entries: isHere ? withTables(lookInside(entries, findings), findings) : entries,
    skipped: findings.skipped,
    noted: findings.noted,
    tables: findings.tables,
    archives: findings.archives,
    zipNames: findings.zipNames,
  };
}

/** @param {AsyncIterable<Entry>} entries @param {Findings} findings @returns {AsyncGenerator<Entry>} */
async function* withTables(entries, findings) {
  yield* entries;
  yield* soundsInTables(findings);
}

/** A file from a dialogue or a drop. @param {File} file @param {string} path @returns {Found} */
export function foundFile(file, path) {
  return { path, bytes: file.size, modified: file.lastModified, open: async () => file };
}

/** Of two names; a listing's order must not depend on the machine's language. @param {string} a @param {string} b */
export function byName(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
