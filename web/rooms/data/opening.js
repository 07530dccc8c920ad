// Opening recordings: the way from a place that a person names to what is shown, and what is said on the way. Listing,
// recognising and reading are the controller's.
import { dropSource, folderSource } from '../../sources/open.js';
import { keptDatasetsOf } from '../../storage/kept_datasets.js';
import * as say from './opening_sentences.js';
import { compareFiles } from './same_files.js';

/** @typedef {import('./controller.js').DataController} DataController */
/** @typedef {import('../../sources/shape.js').Source} Source */
/**
 * @typedef {object} Place  what there is besides the sounds
 * @property {{close: () => void}} [hub]  that the sounds come through
 */
/**
 * What an opening adds to controller.last; reopen: shows another source instead, and says what came of it
 * @typedef {{folder: FileSystemDirectoryHandle | null, isFar: boolean, duplicates: import('../../sources/shape.js').Entry[][] | null,
 *   reopen: (source: Source) => Promise<void>}} More
 */

/** What the sounds that are shown come through. @type {WeakMap<DataController, {close: () => void}>} */
const hubs = new WeakMap();

export class Opening {
  #parts;

  /** @param {{controller: DataController, notify: (message: string, kind?: 'info' | 'error') => void}} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  get controller() {
    return this.#parts.controller;
  }

  get notify() {
    return this.#parts.notify;
  }

  get keptDatasets() {
    return keptDatasetsOf(this.#parts.controller.store);
  }

  async show() {
    const { showOpen } = await import('../../dialogs/open.js');
    await showOpen({ opening: this });
  }

  /** Inside the event, afterwards the browser has forgotten what was dropped. @param {DataTransfer} transfer */
  async drop(transfer) {
    const dropped = dropSource(transfer);
    await this.openSource(await dropped);
  }

  /** Says itself what came of it. @param {Source & {attribution?: string}} source @param {Place} [place] */
  async openSource(source, { hub } = {}) {
    const { controller } = this.#parts;
    const isShown = await this.#try(async () => {
      const opened = await controller.openSource(source);
      const { folder = null } = source;
      const reopen = (/** @type {Source} */ other) => this.openSource(other, { hub });
      Object.assign(opened, /** @type {More} */ ({ folder, isFar: hub !== undefined, duplicates: null, reopen }));
      if (opened.rows === 0) hub?.close();
      else this.#keepHub(hub);
      this.#tell().catch(({ message }) => this.notify(message, 'error'));
      return opened.rows > 0;
    });
    if (isShown) await this.#compare().catch(({ message }) => this.notify(message, 'error'));
    else if (hub !== hubs.get(controller)) hub?.close();
  }

  /** What the page knows, without sound. */
  async openEmbedded() {
    await this.#try(async () => {
      await this.#parts.controller.openBuiltIn();
      this.#keepHub();
      return true;
    });
  }

  /** Inside a click, as the browser may ask for the folder. @param {import('../../storage/kept_datasets.js').KeptSet} set */
  async openKept(set) {
    const mayRead = set.folder && (await mayReadAgain(set.folder));
    const isShown = await this.#try(async () => {
      const bytes = await this.keptDatasets.load(set.id);
      if (!bytes) throw new Error(say.gone(set.title));
      await this.#parts.controller.openBytes(bytes);
      this.#keepHub();
      return true;
    });
    if (!isShown) return;
    if (set.folder && mayRead) await this.openSource(folderSource(set.folder));
    else this.notify(set.folder ? say.folderRefused(set.title) : say.NO_SOUND_YET);
  }

  /** @param {() => Promise<boolean>} open @returns {Promise<boolean>} */
  async #try(open) {
    this.#parts.controller.cancel();
    try {
      return await open();
    } catch (error) {
      this.notify(/** @type {Error} */ (error).message, 'error');
      return false;
    }
  }

  /** In the dialog where there is something to look at, else in a sentence. */
  async #tell() {
    const { controller } = this.#parts;
    const {
      listing,
      skipped = [],
      tableProblems = [],
      rows,
      attached,
    } = /** @type {Record<string, any>} */ (controller.last);
    const odd =
      listing.skipped.length +
      (listing.noted ?? []).length +
      skipped.length +
      tableProblems.length +
      (listing.zipNames ? 1 : 0);
    const isClean = listing.state === 'finished' && odd === 0;
    if (isClean && attached > 0) return this.notify(say.attached(attached, rows, listing.entries.length));
    if (isClean && rows > 0) return this.notify(say.opened(listing.title, rows));
    const { showRecognised } = await import('../../dialogs/recognised.js');
    return showRecognised({ controller });
  }

  /** Some archives hold every file twice: whoever reads the counts has to know. */
  async #compare() {
    const { controller } = this.#parts;
    const opened = /** @type {import('./recordings.js').Opened} */ (controller.last);
    await compareFiles(controller);
    const groups = opened.duplicates ?? [];
    if (groups.length === 0 || opened !== controller.last) return;
    const files = groups.reduce((sum, { length }) => sum + length, 0);
    this.notify(say.duplicatesIn(opened.listing.title, groups.length, files));
  }

  /** @param {Place['hub']} [hub]  that what is shown now comes through */
  #keepHub(hub) {
    const { controller } = this.#parts;
    if (hubs.get(controller) !== hub) hubs.get(controller)?.close();
    if (hub) hubs.set(controller, hub);
    else hubs.delete(controller);
  }
}

/** @typedef {{requestPermission?: (options: {mode: 'read'}) => Promise<PermissionState>}} Askable */

/** @param {FileSystemDirectoryHandle} folder @returns {Promise<boolean>} */
async function mayReadAgain(folder) {
  const askable = /** @type {Askable} */ (/** @type {unknown} */ (folder));
  return (await askable.requestPermission?.({ mode: 'read' }).catch(() => 'denied')) === 'granted';
}
