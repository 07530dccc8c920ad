// A zip on the disk: its table of contents is read, then one member at a time, when it is asked for. @zip.js/zip.js lives
// behind this file.
import * as say from './sentences.js';
import { library } from '../formats/vendor.js';

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
 * @param {string} [prefix]
 * @returns {AsyncGenerator<import('./shape.js').Entry>}
 */
export async function* walkZip(file, findings, prefix = '') {
  const { ZipReader } = await library('zip', 'zip archives');
  const reader = new ZipReader(new DiskReader(file), OPTIONS);
  const names = new Set();
  let count = 0;
  try {
    for await (const member of /** @type {AsyncIterable<Member>} */ (reader.getEntriesGenerator())) {
      count += 1;
      const name = member.filename.replaceAll('\\', '/'); // some programs write Windows' separators
      const path = `${prefix}${name}`;
      const why = names.has(name) ? say.NAMED_TWICE : faultOf(member);
      names.add(name);
      if (why) {
        findings.skip(path || '(no name)', why);
        continue;
      }
      const found = findings.take({
        path,
        bytes: member.uncompressedSize,
        modified: timeOf(member.lastModDate),
        open: (signal) => unpack(/** @type {FileMember} */ (member), signal),
        packed: packedOf(file, /** @type {FileMember} */ (member)),
      });
      if (found) yield found;
    }
  } catch (error) {
    throw new Error(sentenceFor(file.name, /** @type {Error} */ (error), count), { cause: error });
  }
}

/** @param {Member} member @returns {string}  why it is not taken; "" it can be */
function faultOf(member) {
  const { filename: name, compressionMethod, uncompressedSize } = member;
  if (name === '' || /[\0-\x1f\x7f\ufffd]/.test(name)) return say.NAMELESS;
  if (/^[/\\]|^[a-z]:/i.test(name) || name.split(/[/\\]/).includes('..')) return say.LEADS_OUT;
  if (member.symlink) return say.SYMLINK;
  if (member.directory) return say.FOLDER;
  if (member.encrypted) return say.ENCRYPTED;
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) return say.unknownCompression(compressionMethod);
  if (uncompressedSize > LARGEST_BYTES) return say.tooLarge(uncompressedSize, LARGEST_BYTES);
  return '';
}

/** @param {File} file @param {FileMember} member @returns {import('./shape.js').Packed | undefined} */
function packedOf(file, { offset, compressedSize, uncompressedSize, compressionMethod, signature }) {
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
