// The sounds of a catalogue that came without them.

/** @typedef {import('../../sources/shape.js').Entry} Entry */

/**
 * By a recording's path or, if that is the name of one row only, by its name without folder and ending.
 * @param {readonly string[]} paths  by row
 * @returns {(path: string) => number | undefined}
 */
export function rowFinder(paths) {
  const byPath = new Map(paths.map((path, row) => [path, row]));
  const byStem = uniqueStems(paths);
  return (path) => byPath.get(path) ?? byStem.get(stemOf(path));
}

/**
 * Which row each is the sound of.
 * @param {readonly string[]} paths  by row
 * @param {readonly Entry[]} entries
 * @returns {Map<number, Entry> | null}  by row; null: some are sounds of no row, or there are none
 */
export function rowsOf(paths, entries) {
  if (entries.length === 0) return null;
  const rowOf = rowFinder(paths);
  const found = new Map();
  for (const entry of entries) {
    const row = rowOf(entry.path);
    if (row === undefined) return null;
    if (!found.has(row)) found.set(row, entry); // some archives hold everything twice
  }
  return found;
}

/** @param {readonly string[]} paths @returns {Map<string, number | undefined>}  undefined: several rows have it */
function uniqueStems(paths) {
  const rows = new Map();
  paths.forEach((path, row) => rows.set(stemOf(path), rows.has(stemOf(path)) ? undefined : row));
  return rows;
}

/** @param {string} path */
const stemOf = (path) =>
  path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.[^.]*$/, '')
    .toLowerCase();
