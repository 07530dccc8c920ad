// Which of the open recordings are the same file twice: looked for after they are shown, and cancelled at any time.
import { findDuplicates } from '../dataset/duplicates.js';

/** @typedef {import('./desk.js').DataDesk} DataDesk */
/** @typedef {import('../dataset/sources/shape.js').Entry} Entry */

/**
 * Groups of two and more come to lie in desk.last.duplicates (null: not looked at to the end) and with the librarian.
 * What lies far away is not loaded for that: there only what the place itself knows of its files counts.
 * @param {DataDesk} desk
 */
export async function compareFiles(desk) {
  const opened = /** @type {Record<string, any>} */ (desk.last);
  const entries = /** @type {Entry[]} */ (opened.listing.entries);
  const some = opened.isFar ? entries.filter(({ sha256 }) => sha256) : entries;
  const groups = await desk.runJob(
    { verb: 'Comparing', noun: 'files of equal size' },
    async ({ signal, onProgress }) => {
      const found = await findDuplicates(some, { signal, onProgress });
      // Before the job is over: whoever waits for its end looks here.
      if (found.state === 'finished' && some.length === entries.length) opened.duplicates = found.groups;
      return found.groups;
    },
  );
  if (opened === desk.last) await tellDuplicates(desk, groups);
}

/** The librarian speaks of rows. @param {DataDesk} desk @param {readonly Entry[][]} groups */
export async function tellDuplicates(desk, groups) {
  const { rows } = /** @type {{rows: number}} */ (desk.last);
  /** @type {Map<Entry, number>} */ const rowOf = new Map();
  for (let row = 0; row < rows; row++) {
    const entry = desk.entryOf(row);
    if (entry) rowOf.set(entry, row);
  }
  const inRows = groups.map((group) => group.flatMap((entry) => rowOf.get(entry) ?? []));
  const several = inRows.filter(({ length }) => length > 1).map((group) => Uint32Array.from(group));
  await (await desk.librarian()).setDuplicates(several);
  desk.refresh();
}
