// What a file is, told by its name alone: no byte is read to sort a hundred thousand files.
import * as say from './sentences.js';

const ENGINE = new Set(['wav', 'wave', 'flac', 'mp3', 'ogg', 'oga', 'aif', 'aiff']);
const BROWSER = new Set(
  'opus m4a m4b aac mp4 m4v mov 3gp 3g2 webm weba mkv mka'.split(' '), // videos have sound, too: RAVDESS' 01-… and 02-…
);
const TABLES = new Set(['csv', 'tsv', 'jsonl', 'parquet']);
const ARCHIVES = new Set(['zip', 'tar', 'gz', 'tgz', 'bz2', 'xz', '7z', 'rar', 'zst']);
export const SOUND_ENDINGS = [...ENGINE, ...BROWSER];
export const TABLE_ENDINGS = [...TABLES];
const SYSTEM_NAMES = new Set(['.ds_store', 'thumbs.db', 'desktop.ini']);

/**
 * @typedef {object} Kind
 * @property {'sound' | 'table' | 'other'} kind
 * @property {'engine' | 'browser'} reader  of a sound: our own decoder, or the browser's decodeAudioData
 * @property {string} why  it is skipped, if `other`
 */

/** @param {string} path @returns {Kind} */
export function kindOf(path) {
  const name = baseName(path).toLowerCase();
  const ending = endingOf(name);
  // macOS puts a file of its own beside each recording, with the recording's ending: "._a.wav", and "__MACOSX/".
  if (name.startsWith('._') || SYSTEM_NAMES.has(name) || path.split('/').includes('__MACOSX')) {
    return other(say.SYSTEM_FILE);
  }
  if (ENGINE.has(ending)) return { kind: 'sound', reader: 'engine', why: '' };
  if (BROWSER.has(ending)) return { kind: 'sound', reader: 'browser', why: '' };
  if (TABLES.has(ending)) return { kind: 'table', reader: 'engine', why: '' };
  if (ARCHIVES.has(ending)) return other(say.ARCHIVE_INSIDE);
  return other(say.notSound(ending && `.${ending}`));
}

/** @param {string} path @returns {string}  lower case, without its dot; "" none */
export function endingOf(path) {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** @param {string} path */
export function baseName(path) {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** @param {string} why @returns {Kind} */
function other(why) {
  return { kind: 'other', reader: 'engine', why };
}
