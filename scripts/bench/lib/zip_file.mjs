import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';

/**
 * @param {string} path
 * @param {Iterable<[name: string, content: Uint8Array]> | AsyncIterable<[name: string, content: Uint8Array]>} members
 * @param {number} [level]  of the compression, 0 to 9
 */
export async function writeZip(path, members, level = 6) {
  const options = { level, dataDescriptor: false, extendedTimestamp: false, useWebWorkers: false };
  const zip = new ZipWriter(Writable.toWeb(createWriteStream(path)), options);
  for await (const [name, content] of members) await zip.add(name, new Uint8ArrayReader(content));
  await zip.close();
}
