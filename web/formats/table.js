// A table that lies beside sounds. JSON lines and Parquet become columns and rows; CSV stays text, because data.wasm
// (src/dataset/csv.h) reads it. What columns mean is for others.
import { openParquet } from './parquet.js';
import { unreadableTable } from '../sources/sentences.js';
import { endingOf, kindOf } from '../sources/endings.js';

/** @typedef {import('../sources/shape.js').TableFile} TableFile */
/** @typedef {import('../sources/shape.js').Value} Value */
/** @typedef {Record<string, Value>} Row */
/** @typedef {{path: string, text: string} | {path: string, columns: string[], rows: Row[]}} Table */

/**
 * @param {TableFile} file
 * @param {AbortSignal} [signal]
 * @returns {Promise<Table>}  rejects with a sentence
 */
export async function readTable(file, signal) {
  if (file.read) return file.read(signal);
  try {
    if (endingOf(file.path) === 'parquet') return { path: file.path, ...(await parquetTable(file, signal)) };
    const text = textOf(await bytesOf(file, signal));
    const isLines = endingOf(file.path) === 'jsonl';
    return { path: file.path, ...(isLines ? parseLines(text) : { text }) };
  } catch (error) {
    signal?.throwIfAborted();
    throw new Error(unreadableTable(file.path, /** @type {Error} */ (error).message), { cause: error });
  }
}

/**
 * The sounds that lie inside a Parquet table, each with its row.
 * @param {TableFile} file
 * @param {AbortSignal} [signal]
 * @returns {AsyncGenerator<import('../sources/shape.js').Found>}
 */
export async function* soundsInTable(file, signal) {
  const parquet = await openParquet(await sliceable(file, signal), file.path);
  const column = parquet.soundColumn;
  if (column === null) return;
  const names = new Set();
  let index = 0;
  for await (const { row, name } of parquet.rows(signal)) {
    const at = index++;
    // Names may be missing or all alike (“audio.wav”): a row is its place.
    const written = name.replaceAll('\\', '/').replace(/^(?:[a-z]:)?\/+/i, '') || `row ${at + 1}`;
    const own = kindOf(written).kind === 'sound' ? written : `${written}.wav`; // the column says that it is sound
    const unlike = names.has(own) ? `row ${at + 1}/${own}` : own;
    names.add(unlike);
    yield {
      path: `${file.path}/${unlike}`,
      holder: file.path,
      bytes: null,
      modified: null,
      fields: row,
      open: (soundSignal) => parquet.sound(at, soundSignal),
    };
  }
}

/** @param {TableFile} file @param {AbortSignal} [signal] @returns {Promise<{columns: string[], rows: Row[]}>} */
async function parquetTable(file, signal) {
  const parquet = await openParquet(await sliceable(file, signal), file.path);
  const rows = [];
  for await (const { row } of parquet.rows(signal)) rows.push(row);
  return { columns: parquet.columns, rows };
}

/** @param {string} text @returns {{columns: string[], rows: Row[]}} */
function parseLines(text) {
  const columns = new Set();
  const rows = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, i) => parseLine(line, i));
  for (const row of rows) for (const column of Object.keys(row)) columns.add(column);
  return { columns: [...columns], rows };
}

/** @param {string} line @param {number} index @returns {Row} */
function parseLine(line, index) {
  try {
    const row = JSON.parse(line);
    if (row !== null && typeof row === 'object') return Object.fromEntries(Object.entries(row).map(flat));
  } catch {
    // said below
  }
  throw new Error(`line ${index + 1} is not a JSON object`);
}

/** @param {[string, unknown]} field @returns {[string, Value]} */
function flat([name, value]) {
  return [name, value !== null && typeof value === 'object' ? JSON.stringify(value) : /** @type {Value} */ (value)];
}

/** @param {TableFile} file @param {AbortSignal} [signal] @returns {Promise<Blob>}  a Blob's parts are read only when asked for */
async function sliceable(file, signal) {
  const content = await file.open(signal);
  return content instanceof Blob ? content : new Blob([content]);
}

/** @param {TableFile} file @param {AbortSignal} [signal] */
async function bytesOf(file, signal) {
  const content = await file.open(signal);
  return content instanceof Blob ? content.arrayBuffer() : content;
}

/** UTF-8, UTF-16 by its mark or by its zeros, and what older spreadsheets write. @param {ArrayBuffer} bytes */
function textOf(bytes) {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const wide = withoutMark(new Uint8Array(bytes, 0, Math.min(LOOKED_AT, bytes.byteLength)));
  if (wide) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const LOOKED_AT = 200;

/** Text of letters and commas in UTF-16 has a zero in every second byte, other text has none. @param {Uint8Array} bytes @returns {string}  "": it is not */
function withoutMark(bytes) {
  const zeros = [0, 0];
  bytes.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] += 1;
  });
  const most = bytes.length / 4; // half of what plain letters would have
  if (zeros[1] > most && zeros[0] === 0) return 'utf-16le';
  return zeros[0] > most && zeros[1] === 0 ? 'utf-16be' : '';
}
