// A dropped folder where the File System Access API is missing: the older interface of entries and callbacks.
import * as say from './sentences.js';
import { byName, foundFile } from './shape.js';

/** @typedef {import('./shape.js').Findings} Findings */

/**
 * @param {FileSystemEntry} entry
 * @param {Findings} findings
 * @param {string} path  of the entry; "" for a folder that is itself what was opened
 * @returns {AsyncGenerator<import('./shape.js').Entry>}
 */
export async function* walkTree(entry, findings, path) {
  try {
    if (entry.isFile) {
      const file = await fileOf(/** @type {FileSystemFileEntry} */ (entry));
      const found = findings.take(foundFile(file, path));
      if (found) yield found;
      return;
    }
  } catch (error) {
    findings.skip(path, say.unreadable(/** @type {Error} */ (error).message));
    return;
  }
  let inside;
  try {
    inside = await contentOf(/** @type {FileSystemDirectoryEntry} */ (entry));
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    if (path === '') throw new Error(say.unreadableFolder(entry.name, message), { cause: error });
    findings.skip(path, say.unreadable(message));
    return;
  }
  for (const child of inside) yield* walkTree(child, findings, path ? `${path}/${child.name}` : child.name);
}

/** @param {FileSystemDirectoryEntry} folder */
async function contentOf(folder) {
  const reader = folder.createReader();
  const inside = /** @type {FileSystemEntry[]} */ ([]);
  for (;;) {
    // Browsers hand out a hundred at a time; an empty answer is the end.
    const some = await new Promise((/** @type {(some: FileSystemEntry[]) => void} */ resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    inside.push(...some);
  }
  return inside.sort((a, b) => Number(a.isDirectory) - Number(b.isDirectory) || byName(a.name, b.name));
}

/** @param {FileSystemFileEntry} entry @returns {Promise<File>} */
function fileOf(entry) {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
