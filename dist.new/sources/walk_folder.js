// A folder through the File System Access API, folder by folder as the walk goes on.
import * as say from './sentences.js';
import { byName } from './shape.js';

const DEEPEST = 64;
const ASKED_AT_ONCE = 32; // sizes come from another process, one by one they take a second a thousand

/** @typedef {import('./shape.js').Findings} Findings */
/** @typedef {{kind: 'file' | 'directory', name: string}} Handle */
/** @typedef {AsyncIterable<[string, Handle]>} Listing */

/**
 * @param {FileSystemDirectoryHandle} folder
 * @param {Findings} findings
 * @param {{prefix?: string, depth?: number}} [where]
 * @returns {AsyncGenerator<import('./shape.js').Entry>}
 */
export async function* walkFolder(folder, findings, { prefix = '', depth = 0 } = {}) {
  let inside;
  try {
    inside = await contentOf(folder);
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    if (depth === 0) throw new Error(say.unreadableFolder(folder.name, message), { cause: error });
    findings.skip(prefix.slice(0, -1), say.unreadable(message));
    return;
  }
  for (let i = 0; i < inside.files.length; i += ASKED_AT_ONCE) {
    const some = inside.files.slice(i, i + ASKED_AT_ONCE);
    const found = await Promise.all(some.map((handle) => look(handle, `${prefix}${handle.name}`, findings)));
    for (const entry of found) if (entry) yield entry;
  }
  for (const handle of inside.folders) {
    const path = `${prefix}${handle.name}`;
    if (depth >= DEEPEST) findings.skip(path, say.tooDeep(DEEPEST));
    else yield* walkFolder(handle, findings, { prefix: `${path}/`, depth: depth + 1 });
  }
}

/** @param {FileSystemDirectoryHandle} folder */
async function contentOf(folder) {
  const files = /** @type {FileSystemFileHandle[]} */ ([]);
  const folders = /** @type {FileSystemDirectoryHandle[]} */ ([]);
  for await (const [, handle] of /** @type {Listing} */ (/** @type {unknown} */ (folder))) {
    if (handle.kind === 'file') files.push(/** @type {FileSystemFileHandle} */ (handle));
    else folders.push(/** @type {FileSystemDirectoryHandle} */ (handle));
  }
  const sorted = (/** @type {{name: string}} */ a, /** @type {{name: string}} */ b) => byName(a.name, b.name);
  return { files: files.sort(sorted), folders: folders.sort(sorted) };
}

/** @param {FileSystemFileHandle} handle @param {string} path @param {Findings} findings */
async function look(handle, path, findings) {
  try {
    const { size, lastModified } = await handle.getFile();
    // A File is a snapshot: a new one is requested before it is read.
    return findings.take({ path, bytes: size, modified: lastModified, open: () => handle.getFile() });
  } catch (error) {
    findings.skip(path, say.unreadable(/** @type {Error} */ (error).message));
    return null;
  }
}
