// A zip's member, read where nobody has to wait for it: a pool's worker gets the archive (a File: a name, no content)
// and the place that the table of contents names.
import * as say from '../sources/sentences.js';

const HEADER_BYTES = 30;
const GUESSED_NAMES_BYTES = 512; // of the local header's name and extra field: mostly one read is enough
const STORED = 0;
const GZIP_HEAD = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
const MOST_STORED_BYTES = 0xffff; // in one block of a deflate stream

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
  return inflate(method === STORED ? storedBlocks(content) : [content], bytes, wanted);
}

/** @param {Uint8Array} header */
function contentStart(header) {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length < HEADER_BYTES || view.getUint32(0, true) !== 0x04034b50) {
    throw damaged('its content is not where the table of contents says');
  }
  return HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}

/** A deflate stream that packs nothing. @param {Uint8Array<ArrayBuffer>} content */
function storedBlocks(content) {
  const blocks = [];
  let at = 0;
  do {
    const block = content.subarray(at, (at += MOST_STORED_BYTES));
    const { length } = block;
    const head = [at >= content.length ? 1 : 0, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255];
    blocks.push(Uint8Array.from(head), block);
  } while (at < content.length);
  return blocks;
}

/**
 * A deflate stream between gzip's head and tail is a gzip file, whose checksum and size the browser itself compares.
 * @param {Uint8Array<ArrayBuffer>[]} deflated @param {number} bytes  that come out @param {number} crc32  of them
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function inflate(deflated, bytes, crc32) {
  const { readable, writable } = new DecompressionStream('gzip');
  let unpacked = false;
  const feed = async () => {
    const writer = writable.getWriter();
    for (const part of [GZIP_HEAD, ...deflated]) await writer.write(part);
    unpacked = true;
    const tail = new DataView(new ArrayBuffer(8));
    tail.setUint32(0, crc32, true);
    tail.setUint32(4, bytes, true);
    await writer.write(new Uint8Array(tail.buffer));
    await writer.close();
  };
  feed().catch(() => {}); // the reader gets the error
  const whole = new Uint8Array(bytes);
  const reader = readable.getReader();
  let at = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return whole;
      if (at + value.length > bytes) throw new RangeError('longer than said');
      whole.set(value, at);
      at += value.length;
    }
  } catch (error) {
    reader.cancel().catch(() => {});
    if (error instanceof RangeError || (unpacked && at < bytes)) throw damaged('its size does not agree');
    throw damaged(unpacked ? 'its checksum does not agree' : 'its content cannot be unpacked');
  }
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
