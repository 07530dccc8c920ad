// Which of the open recordings are the same file twice: looked for after they are shown, and cancelled at any time.
import { findDuplicates } from '../../sources/duplicates.js';

/** @typedef {import('./controller.js').DataController} DataController */
/** @typedef {import('../../sources/shape.js').Entry} Entry */

/**
 * Groups of two and more come to lie in controller.last.duplicates (null: not looked at to the end) and with the data service.
 * What lies far away is not loaded for that: there only what the place itself knows of its files counts.
 * @param {DataController} controller
 */
export async function compareFiles(controller) {
  const opened = /** @type {Record<string, any>} */ (controller.last);
  const entries = /** @type {Entry[]} */ (opened.listing.entries);
  const some = opened.isFar ? entries.filter(({ sha256 }) => sha256) : entries;
  const groups = await controller.runJob(
    { verb: 'Comparing', noun: 'files of equal size' },
    async ({ signal, onProgress }) => {
      const found = await findDuplicates(some, { signal, onProgress });
      // Before the job is over: whoever waits for its end looks here.
      if (found.state === 'finished' && some.length === entries.length) opened.duplicates = found.groups;
      return found.groups;
    },
  );
  if (opened === controller.last) await tellDuplicates(controller, groups);
}

/** The data service speaks of rows. @param {DataController} controller @param {readonly Entry[][]} groups */
export async function tellDuplicates(controller, groups) {
  const { rows } = /** @type {{rows: number}} */ (controller.last);
  /** @type {Map<Entry, number>} */ const rowOf = new Map();
  for (let row = 0; row < rows; row++) {
    const entry = controller.entryOf(row);
    if (entry) rowOf.set(entry, row);
  }
  const inRows = groups.map((group) => group.flatMap((entry) => rowOf.get(entry) ?? []));
  const several = inRows.filter(({ length }) => length > 1).map((group) => Uint32Array.from(group));
  await (await controller.dataService()).setDuplicates(several);
  controller.refresh();
}
