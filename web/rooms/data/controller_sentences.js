// What the Data room's controller says: what, why, what to do.
import { OPENABLE } from '../../sources/sentences.js';

/** @param {string} why */
export const noBuiltInDataset = (why) =>
  `The recordings that this page knows could not be loaded (${why}). Check the connection, go to another room and come back to try again, or open recordings of your own.`;
/** @param {string} name  of a file, or "" */
export const noSound = (name) =>
  `${name ? `“${name}”` : 'This recording'} cannot be heard yet: the page knows its data, its sound is not part of the page. Press “Open…” and choose the folder or zip that holds it.`;
export const STALE_DATA_SERVICE = 'The page and its Data room are of different versions. Reload the page.';
export const NO_CHART = 'There is no chart to save yet. Open recordings and choose a chart, then save it again.';
export const NO_PICTURE = 'The chart could not be saved as a picture. Show it in the Data room and try again.';
export const NOTHING_SELECTED =
  'Nothing is selected, so there is nothing to save. Remove a filter, or open recordings first.';

const MOST_REASONS = 2;

/** @param {string} part  of the page @param {string} why */
export const missingPart = (part, why) =>
  `This part of the Data room could not be loaded (${part}: ${why}). Try again; if that does not help, reload the page.`;
/** @param {string} title  of what was opened @param {{why: string}[]} [skipped]  what was in it */
export function nothingFound(title, skipped = []) {
  const counts = new Map();
  for (const { why } of skipped) counts.set(why, (counts.get(why) ?? 0) + 1);
  const reasons = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([why, count]) => `${count.toLocaleString('en-GB')}: ${why}.`);
  const left = reasons.length > 0 ? ` Left out, ${reasons.slice(0, MOST_REASONS).join(' ')}` : '';
  return `There is no sound file in “${title}”.${left} Choose a folder or an archive with sound files in it: ${OPENABLE}.`;
}
