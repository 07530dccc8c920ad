// Everything on this machine that sounds can be opened from; each way gives a Source.
import { baseName } from './endings.js';
import { byName, foundFile, sourceOf } from './shape.js';
import { walkFolder } from './walk_folder.js';
import { walkTree } from './walk_tree.js';
import { walkZip } from './walk_zip.js';

/** @typedef {import('./shape.js').Source} Source */
/** @typedef {import('./shape.js').Findings} Findings */
/** @typedef {{showDirectoryPicker?: (options: object) => Promise<FileSystemDirectoryHandle>}} PickerWindow */

/**
 * Asks for a folder; only inside a click.
 * @param {PickerWindow} [window]
 * @returns {Promise<FileSystemDirectoryHandle | null>}  null: the person closed the question
 */
export async function pickFolder(window = /** @type {PickerWindow} */ (globalThis)) {
  try {
    return (await window.showDirectoryPicker?.({ id: 'emoscope-dataset', mode: 'read' })) ?? null;
  } catch (error) {
    if (/** @type {Error} */ (error).name === 'AbortError') return null;
    throw error;
  }
}

/** @param {PickerWindow} [window]  without it, `<input webkitdirectory>` does the same */
export const canPickFolder = (window = /** @type {PickerWindow} */ (globalThis)) =>
  typeof window.showDirectoryPicker === 'function';

/** @param {FileSystemDirectoryHandle} folder @returns {Source} */
export function folderSource(folder) {
  return { ...sourceOf(folder.name, (findings) => walkFolder(folder, findings), true), folder };
}

/** @param {File} file @param {string} [encoding]  of names that do not say it; see zip_names.js @returns {Source} */
export function zipSource(file, encoding = '') {
  return {
    ...sourceOf(file.name, (findings) => walkZip(file, findings, { encoding }), true),
    reread: (encoding) => zipSource(file, encoding),
  };
}

/** A zip that lies in another place. Rejects with half a sentence. @param {import('./shape.js').Found} found @returns {Promise<Source>} */
export async function innerZipSource({ path, open }) {
  const content = await open();
  return zipSource(new File([content], baseName(path)));
}

/**
 * From `<input type=file multiple>` or `<input webkitdirectory>`; zips among them are opened, too.
 * @param {Iterable<File>} files
 * @returns {Source}
 */
export function filesSource(files) {
  const things = [...files].map((file) => ({ kind: /** @type {const} */ ('file'), file, path: pathOf(file) }));
  things.sort((a, b) => byName(a.path, b.path));
  const folder = commonFolder(things.map(({ path }) => path));
  return thingsSource(
    folder ? things.map((thing) => ({ ...thing, path: thing.path.slice(folder.length + 1) })) : things,
    folder,
  );
}

/**
 * Folders, files and zips that were dropped. Call it inside the event: afterwards the browser has forgotten them.
 * @param {DataTransfer} transfer
 * @returns {Promise<Source>}
 */
export async function dropSource({ items, files }) {
  const kept = [...(items ?? [])]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ handle: handleOf(item), entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile?.() }));
  if (kept.length === 0) return filesSource(files);
  const things = /** @type {Thing[]} */ ([]);
  for (const { handle, entry, file } of kept) {
    const asked = await handle;
    if (asked?.kind === 'directory') {
      things.push({ kind: 'folder', folder: /** @type {FileSystemDirectoryHandle} */ (asked), path: asked.name });
    } else if (entry?.isDirectory) {
      things.push({ kind: 'tree', entry, path: entry.name });
    } else if (file) {
      things.push({ kind: 'file', file, path: file.name });
    }
  }
  const [first] = things;
  if (things.length !== 1 || first.kind === 'file') return thingsSource(things, '');
  return first.kind === 'folder' ? folderSource(first.folder) : thingsSource([{ ...first, path: '' }], first.path);
}

/**
 * @typedef {{kind: 'file', file: File, path: string}
 *   | {kind: 'folder', folder: FileSystemDirectoryHandle, path: string}
 *   | {kind: 'tree', entry: FileSystemEntry, path: string}} Thing  `path` "": it is itself what was opened
 */

/** @param {Thing[]} things @param {string} title  "" none that is common @param {string} [encoding]  of names in zips @returns {Source} */
function thingsSource(things, title, encoding = '') {
  const name = title || (things.length === 1 ? things[0].path : counted(things));
  async function* walk(/** @type {Findings} */ findings) {
    const hasSiblings = things.filter(isZip).length > 1;
    for (const thing of things) {
      // A lone archive's paths are its own; beside others its name tells whose they are.
      const prefix = things.length === 1 ? '' : `${thing.path}/`;
      if (isZip(thing)) yield* walkOneZip(thing, findings, { prefix, encoding }, hasSiblings);
      else yield* walkThing(thing, findings);
    }
  }
  return { ...sourceOf(name, walk, true), reread: (encoding) => thingsSource(things, title, encoding) };
}

/** "3 files", "2 folders", "3 files and 1 folder". @param {Thing[]} things */
function counted(things) {
  const files = things.filter(({ kind }) => kind === 'file').length;
  const folders = things.length - files;
  const some = (/** @type {number} */ count, /** @type {string} */ noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  return [files > 0 && some(files, 'file'), folders > 0 && some(folders, 'folder')].filter(Boolean).join(' and ');
}

/** @param {Thing} thing @param {Findings} findings */
async function* walkThing(thing, findings) {
  if (thing.kind === 'folder') {
    yield* walkFolder(thing.folder, findings, { prefix: thing.path && `${thing.path}/` });
  } else if (thing.kind === 'tree') {
    yield* walkTree(thing.entry, findings, thing.path);
  } else {
    const found = findings.take(foundFile(thing.file, thing.path));
    if (found) yield found;
  }
}

/**
 * @param {Thing & {kind: 'file'}} thing
 * @param {Findings} findings
 * @param {{prefix: string, encoding: string}} options
 * @param {boolean} hasSiblings  which go on if this one is damaged
 */
async function* walkOneZip({ file, path }, findings, options, hasSiblings) {
  try {
    yield* walkZip(file, findings, options);
  } catch (error) {
    if (!hasSiblings) throw error;
    findings.skip(path, /** @type {Error} */ (error).message);
  }
}

/** @param {Thing} thing @returns {thing is Thing & {kind: 'file'}}  a zip inside a chosen folder is not meant by itself */
function isZip(thing) {
  return thing.kind === 'file' && /\.zip$/i.test(thing.path) && !thing.file.webkitRelativePath;
}

/** @param {DataTransferItem} item @returns {Promise<FileSystemHandle | null>} */
function handleOf(item) {
  const { getAsFileSystemHandle } = /** @type {{getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>}} */ (
    /** @type {unknown} */ (item)
  );
  if (!getAsFileSystemHandle) return Promise.resolve(null);
  // Some browsers have it and refuse it; the older interface then has the same thing.
  return getAsFileSystemHandle.call(item).catch(() => null);
}

/** @param {File} file */
function pathOf(file) {
  return file.webkitRelativePath || file.name;
}

/** @param {string[]} paths @returns {string}  the folder that all lie in; "" none */
function commonFolder([first = '', ...rest]) {
  const folder = first.includes('/') ? first.slice(0, first.indexOf('/')) : '';
  return folder && rest.every((path) => path.startsWith(`${folder}/`)) ? folder : '';
}
