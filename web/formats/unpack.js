// A zip's member, read where nothing else waits for it: a pool's worker gets the archive (a File: a name, no content)
// and the place that the table of contents names.
import * as say from '../sources/sentences.js';
import { crc32 } from './crc32.js';

const HEADER_BYTES = 30;
const GUESSED_NAMES_BYTES = 512; // of the local header's name and extra field: mostly one read is enough
const STORED = 0;

/** @typedef {import('../sources/shape.js').Packed} Packed */

/**
 * Rejects with half a sentence that follows the path.
 * @param {Packed} packed
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function unpack({ file, offset, packedBytes, bytes, method, crc32: wanted }) {
  const guess = await read(file, offset, HEADER_BYTES + GUESSED_NAMES_BYTES + packedBytes);
  const start = contentStart(guess);
  const end = start + packedBytes;
  const content = end <= guess.length ? guess.subarray(start, end) : await read(file, offset + start, packedBytes);
  if (content.length !== packedBytes) throw damaged('the archive ends before its content does');
  const whole = method === STORED ? content : await inflate(content, bytes);
  if (whole.length !== bytes) throw damaged('its size does not agree');
  if (crc32(whole) !== wanted) throw damaged('its checksum does not agree');
  return whole;
}

/** @param {Uint8Array} header */
function contentStart(header) {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length < HEADER_BYTES || view.getUint32(0, true) !== 0x04034b50) {
    throw damaged('its content is not where the table of contents says');
  }
  return HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}

/** @param {Uint8Array<ArrayBuffer>} packed @param {number} bytes  of what comes out, and not one more */
async function inflate(packed, bytes) {
  const whole = new Uint8Array(bytes);
  const { readable, writable } = new DecompressionStream('deflate-raw');
  const writer = writable.getWriter();
  // Their faults are heard by the reader below.
  writer.write(packed).catch(() => {});
  writer.close().catch(() => {});
  const reader = readable.getReader();
  let at = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (at + value.length > bytes) throw new RangeError('longer than said');
      whole.set(value, at);
      at += value.length;
    }
  } catch (error) {
    reader.cancel().catch(() => {});
    throw damaged(error instanceof RangeError ? 'its size does not agree' : 'its content cannot be unpacked');
  }
  return whole.subarray(0, at);
}

/** @param {File} file @param {number} offset @param {number} length */
async function read(file, offset, length) {
  try {
    return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
  } catch (error) {
    throw new Error(say.unreadable(/** @type {Error} */ (error).message), { cause: error });
  }
}

/** @param {string} why */
const damaged = (why) => new Error(say.damagedMember(why));
