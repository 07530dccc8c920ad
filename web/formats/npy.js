// NumPy's files: .npy after numpy/lib/format.py, version 1.0, and .npz, which is a zip of them, stored.
import { crc32 } from './crc32.js';
import { NPZ_TOO_LARGE, tooManyForNpz } from '../workers/pool_sentences.js';

const HEAD_BYTES = 128; // one length for any shape, so that a head can be written again when the shape is known
const MOST_MEMBERS = 0xffff;
const MOST_BYTES = 0xffffffff;
const UTF8_NAMES = 0x0800;
const DOS_DATE = 0x0021; // 1980-01-01: archives of the same numbers are the same

/** Of an array of 32-bit floats, little-endian, row after row. @param {readonly number[]} shape */
export function npyHead(shape) {
  const dimensions = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const words = `{'descr': '<f4', 'fortran_order': False, 'shape': (${dimensions}), }`;
  const head = new Uint8Array(HEAD_BYTES).fill(0x20);
  head.set([0x93, ...bytesOf('NUMPY'), 1, 0, HEAD_BYTES - 10, 0]);
  head.set(bytesOf(words), 10);
  head[HEAD_BYTES - 1] = 0x0a;
  return head;
}

/** The bytes of numbers as the machine holds them, little-endian on all that browsers run on. @param {Float32Array<ArrayBuffer>} values */
export const floatBytes = (values) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** A zip whose members are not packed; each is written whole. */
export class StoredZip {
  #write;
  #at = 0;
  /** @type {Uint8Array<ArrayBuffer>[]} */ #directory = [];
  #directoryBytes = 0;
  #count = 0;

  /** @param {(bytes: Uint8Array<ArrayBuffer>) => Promise<void>} write */
  constructor(write) {
    this.#write = write;
  }

  /** Throws a sentence beyond what a zip can hold. @param {string} name @param {Uint8Array<ArrayBuffer>[]} parts */
  async add(name, parts) {
    const path = bytesOf(name);
    const size = parts.reduce((sum, { length }) => sum + length, 0);
    if (this.#count === MOST_MEMBERS) throw new Error(tooManyForNpz(MOST_MEMBERS));
    if (this.#at + size + this.#directoryBytes + 2 * path.length + 98 > MOST_BYTES) throw new Error(NPZ_TOO_LARGE);
    const member = { path, size, crc: parts.reduce((crc, part) => crc32(part, crc), 0) };
    this.#directory.push(directoryEntry(member, this.#at), path);
    this.#directoryBytes += 46 + path.length;
    this.#count += 1;
    await this.#put(localHead(member));
    await this.#put(path);
    for (const part of parts) await this.#put(part);
  }

  /** The table of contents. */
  async finish() {
    const start = this.#at;
    for (const part of this.#directory) await this.#put(part);
    const { bytes, u16, u32 } = record(22, 0x06054b50);
    u16(8, this.#count);
    u16(10, this.#count);
    u32(12, this.#at - start);
    u32(16, start);
    await this.#put(bytes);
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  async #put(bytes) {
    this.#at += bytes.length;
    await this.#write(bytes);
  }
}

/** @typedef {{path: Uint8Array, size: number, crc: number}} Member */

/** @param {Member} member */
function localHead(member) {
  const made = record(30, 0x04034b50);
  describe(made, 4, member);
  return made.bytes;
}

/** @param {Member} member @param {number} offset */
function directoryEntry(member, offset) {
  const made = record(46, 0x02014b50);
  made.u16(4, 20);
  describe(made, 6, member);
  made.u32(42, offset);
  return made.bytes;
}

/** What both of a member's heads say. @param {ReturnType<typeof record>} made @param {number} at @param {Member} member */
function describe({ u16, u32 }, at, { path, size, crc }) {
  u16(at, 20); // as old as 2.0 can read it
  u16(at + 2, UTF8_NAMES);
  u16(at + 8, DOS_DATE);
  u32(at + 10, crc);
  u32(at + 14, size);
  u32(at + 18, size);
  u16(at + 22, path.length);
}

/** @param {number} length @param {number} signature */
function record(length, signature) {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signature, true);
  return {
    bytes,
    u16: (/** @type {number} */ at, /** @type {number} */ value) => view.setUint16(at, value, true),
    u32: (/** @type {number} */ at, /** @type {number} */ value) => view.setUint32(at, value, true),
  };
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
const bytesOf = (text) => new TextEncoder().encode(text);
