// A zip on the disk: its table of contents is read, then one member at a time, when it is asked for. @zip.js/zip.js lives
// behind this file.
import * as say from './sentences.js';
import { unpack as unpackAt } from '../formats/unpack.js';
import { library } from '../formats/vendor.js';
import { guessEncoding, readName } from './zip_names.js';

const LARGEST_BYTES = 400e6;
const STORED = 0;
const DEFLATED = 8;
// Names are judged here, so that one bad name does not cost the rest of the archive.
const OPTIONS = { useWebWorkers: false, checkSignature: true, filenameValidation: 'tolerant' };

/** @typedef {import('./shape.js').Findings} Findings */
/** @typedef {import('@zip.js/zip.js').Entry} Member */
/** @typedef {import('@zip.js/zip.js').FileEntry} FileMember */

/**
 * @param {File} file
 * @param {Findings} findings
 * @param {{prefix?: string, encoding?: string}} [options]  encoding: of names that do not say theirs; "": guessed from all of them
 * @returns {AsyncGenerator<import('./shape.js').Entry>}
 */
export async function* walkZip(file, findings, { prefix = '', encoding = '' } = {}) {
  const { ZipReader } = await library('zip', 'zip archives');
  const reader = new ZipReader(new DiskReader(file), OPTIONS);
  const names = new Set();
  const places = new Places(file);
  /** @type {Member[]} */ const waiting = []; // from the first name on that has to be guessed, until all are known
  let count = 0;

  /** @param {Member} member @param {string} asWritten */
  async function taken(member, asWritten) {
    const name = asWritten.replaceAll('\\', '/'); // some programs write Windows' separators
    const path = `${prefix}${name}`;
    const offset = await places.of(member);
    const why = names.has(name) ? say.NAMED_TWICE : faultOf(member, asWritten) || (offset < 0 ? say.ELSEWHERE : '');
    names.add(name);
    if (why) {
      findings.skip(path || '(no name)', why);
      return null;
    }
    const packed = packedOf(file, /** @type {FileMember} */ (member), offset);
    const isMoved = packed !== undefined && offset !== member.offset;
    return findings.take({
      path,
      bytes: member.uncompressedSize,
      modified: timeOf(member.lastModDate),
      open: (signal) =>
        isMoved ? unpackAt(packed).then(({ buffer }) => buffer) : unpack(/** @type {FileMember} */ (member), signal),
      packed,
    });
  }

  let broken = null;
  try {
    for await (const member of /** @type {AsyncIterable<Member>} */ (reader.getEntriesGenerator())) {
      count += 1;
      if (waiting.length > 0 || isUnclear(member)) {
        waiting.push(member);
        continue;
      }
      const found = await taken(member, member.filename);
      if (found) yield found;
    }
  } catch (error) {
    broken = new Error(sentenceFor(file.name, /** @type {Error} */ (error), count), { cause: error });
  }
  const unclear = waiting.filter(isUnclear);
  const chosen = encoding || guessEncoding(unclear.map(({ rawFilename }) => rawFilename));
  const nameOf = (/** @type {Member} */ member) =>
    isUnclear(member) ? readName(member.rawFilename, chosen) : member.filename;
  if (unclear.length > 0) Object.assign(findings.zipNames, { encoding: chosen, example: nameOf(unclear[0]) });
  for (const member of waiting) {
    const found = await taken(member, nameOf(member));
    if (found) yield found;
  }
  if (broken) throw broken;
}

/** Its name holds more than ASCII, and neither says that it is UTF-8 nor is it. @param {Member} member */
const isUnclear = ({ filenameUTF8, rawFilename }) => !filenameUTF8 && rawFilename.some((byte) => byte > 0x7f);

const WRAP = 2 ** 32;
const LOCAL_HEADER = 0x04034b50;

/**
 * Where members lie. Some programs (macOS' Archive Utility) write archives of more than 4 GiB in the old form, whose places
 * begin again at 0 after 4 GiB: members follow each other, and each begins with a mark.
 */
class Places {
  #file;
  #wrapped = 0; // bytes that the last one lies behind its place as written

  /** @param {File} file */
  constructor(file) {
    this.#file = file;
  }

  /** @param {Member} member @returns {Promise<number>}  −1: nowhere */
  async of({ offset, zip64 }) {
    if (this.#file.size < WRAP || zip64) return offset;
    for (let wrapped = this.#wrapped; wrapped < this.#file.size; wrapped += WRAP) {
      const place = (offset % WRAP) + wrapped;
      const mark = new DataView(await this.#file.slice(place, place + 4).arrayBuffer());
      if (mark.byteLength < 4 || mark.getUint32(0, true) !== LOCAL_HEADER) continue;
      this.#wrapped = wrapped;
      return place;
    }
    return -1;
  }
}

/** @param {Member} member @param {string} name @returns {string}  why it is not taken; "" it can be */
function faultOf(member, name) {
  const { compressionMethod, uncompressedSize } = member;
  if (name === '' || /[\0-\x1f\x7f\ufffd]/.test(name)) return say.NAMELESS;
  if (/^[/\\]|^[a-z]:/i.test(name) || name.split(/[/\\]/).includes('..')) return say.LEADS_OUT;
  if (member.symlink) return say.SYMLINK;
  if (member.directory) return say.FOLDER;
  if (member.encrypted) return say.ENCRYPTED;
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) return say.unknownCompression(compressionMethod);
  if (uncompressedSize > LARGEST_BYTES) return say.tooLarge(uncompressedSize, LARGEST_BYTES);
  return '';
}

/** @param {File} file @param {FileMember} member @param {number} offset @returns {import('./shape.js').Packed | undefined} */
function packedOf(file, { compressedSize, uncompressedSize, compressionMethod, signature }, offset) {
  if (signature === undefined) return undefined;
  return {
    file,
    offset,
    packedBytes: compressedSize,
    bytes: uncompressedSize,
    method: compressionMethod,
    crc32: signature,
  };
}

/** @param {FileMember} member @param {AbortSignal} [signal] @returns {Promise<ArrayBuffer>} */
async function unpack(member, signal) {
  signal?.throwIfAborted();
  try {
    return await member.arrayBuffer({ signal });
  } catch (error) {
    signal?.throwIfAborted();
    const { name, message } = /** @type {Error} */ (error);
    const fromDisk = name === 'NotReadableError' || name === 'NotFoundError';
    throw new Error(fromDisk ? say.unreadable(message) : say.damagedMember(faultWords(message)), { cause: error });
  }
}

/** @param {string} message  the library's */
function faultWords(message) {
  if (/crc32|signature/i.test(message)) return 'its checksum does not agree';
  if (/size/i.test(message)) return 'its size does not agree';
  if (/local file header|out of bounds/i.test(message)) return 'its content is not where the table of contents says';
  return 'its content cannot be unpacked';
}

/** @param {string} name @param {Error} error @param {number} count  members read before */
function sentenceFor(name, { message }, count) {
  if (/^File format is not recognized$/.test(message)) return say.notZip(name);
  if (/^End of central directory not found$/.test(message)) return say.cutZip(name);
  if (/^Split zip file$/.test(message)) return say.splitZip(name);
  if (/^Encrypted central directory/.test(message)) return say.lockedZip(name);
  if (/central directory/i.test(message) || count > 0) return say.brokenZip(name, count);
  return say.unreadableZip(name, message);
}

/** @param {Date | undefined} date */
function timeOf(date) {
  const time = date?.getTime();
  return time === undefined || Number.isNaN(time) ? null : time;
}

/** What the library reads from: slices of the file, never the file. */
class DiskReader {
  #file;

  /** @param {File} file */
  constructor(file) {
    this.#file = file;
    this.size = file.size;
  }

  /** @param {number} offset @param {number} length */
  async readUint8Array(offset, length) {
    return new Uint8Array(await this.#file.slice(offset, offset + length).arrayBuffer());
  }

  /** @param {{offset?: number, size?: number}} [range] */
  createReadable({ offset = 0, size = this.size - offset } = {}) {
    return this.#file.slice(offset, offset + size).stream();
  }

  get readable() {
    return this.createReadable();
  }
}
