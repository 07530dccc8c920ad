// Places that sounds come from, made up for tests: zips, folders, drops. Imported first, it also lets the page's modules
// find their libraries.
import { register } from 'node:module';
register('./dataset_vendor.mjs', import.meta.url);

const { BlobReader, BlobWriter, ZipWriter, configure } = await import('@zip.js/zip.js');
configure({ useWebWorkers: false });

/** @param {string} text @param {string} path */
export const file = (text, path, options = {}) => {
  const made = new File([text], path.slice(path.lastIndexOf('/') + 1), { lastModified: 1e12, ...options });
  if (path.includes('/')) Object.defineProperty(made, 'webkitRelativePath', { value: path });
  return made;
};

/**
 * @param {[name: string, content: string | Uint8Array | null, options?: object][]} members  null: a folder
 * @param {string} [name]
 * @returns {Promise<File>}
 */
export async function zip(members, name = 'speech.zip') {
  const writer = new ZipWriter(new BlobWriter('application/zip'), { extendedTimestamp: false });
  for (const [path, content, options] of members) {
    if (content === null) await writer.add(path, undefined, { directory: true, ...options });
    else await writer.add(path, new BlobReader(new Blob([content])), options);
  }
  return new File([await writer.close()], name);
}

/** A part of a file's bytes exchanged, wherever it stands. @param {File} whole @param {(bytes: Buffer) => Buffer | void} change */
export async function damaged(whole, change) {
  const bytes = Buffer.from(await whole.arrayBuffer());
  return new File([change(bytes) ?? bytes], whole.name);
}

/** Like a FileSystemDirectoryHandle. @param {string} name @param {Record<string, any>} content  strings are files, Errors are thrown */
export function folder(name, content) {
  return {
    kind: 'directory',
    name,
    async *[Symbol.asyncIterator]() {
      if (content instanceof Error) throw content;
      for (const [key, value] of Object.entries(content)) yield [key, handle(key, value)];
    },
  };
}

function handle(name, value) {
  if (typeof value === 'object' && !(value instanceof Error && value.name === 'gone')) return folder(name, value);
  const getFile = async () => {
    if (value instanceof Error) throw value;
    return file(value, name);
  };
  return { kind: 'file', name, getFile };
}

/** Like the older FileSystemEntry, which hands out two children at a time. */
export function tree(name, content) {
  if (typeof content === 'string') {
    return { isFile: true, isDirectory: false, name, file: (resolve) => resolve(file(content, name)) };
  }
  const children = Object.entries(content).map(([key, value]) => tree(key, value));
  const createReader = () => {
    let given = 0;
    return { readEntries: (resolve) => resolve(children.slice(given, (given += 2))) };
  };
  return { isFile: false, isDirectory: true, name, createReader };
}

/** @param {import('../../../web/sources/shape.js').Source} source */
export async function pathsOf(source) {
  const paths = [];
  for await (const { path } of source.entries) paths.push(path);
  return paths;
}

/** Of this process: a busy machine must not fail a test. @param {() => Promise<void>} work @returns {Promise<number>}  ms */
export async function cpuTime(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
