// The tables of a listing, read for the data service; sounds that lie inside tables bring their rows themselves.
import { readTable } from './table.js';

const MOST = 20;
const LARGEST_BYTES = 50e6;

/** @typedef {import('./table.js').Table} Table */
/** @typedef {Awaited<ReturnType<typeof import('../sources/listing.js').listSource>>} Listing */
/** @typedef {Record<string, import('../sources/shape.js').Value>} Fields */

/**
 * @param {Pick<Listing, 'entries' | 'tables'>} listing
 * @param {AbortSignal} [signal]
 * @returns {Promise<{tables: Table[], fields: (Fields | null)[] | undefined, problems: string[]}>}  fields: by entry;
 *   undefined: no sound lies in a table
 */
export async function tablesOf({ entries, tables }, signal) {
  const holders = new Set(entries.flatMap(({ holder }) => holder ?? []));
  const beside = tables.filter(({ path }) => !holders.has(path));
  const problems = beside.length > MOST ? [`Of ${beside.length} tables the first ${MOST} were read.`] : [];
  /** @type {Table[]} */ const read = [];
  for (const table of beside.slice(0, MOST)) {
    if ((table.bytes ?? 0) > LARGEST_BYTES) {
      problems.push(`The table “${table.path}” is too large to be read here (more than 50 MB).`);
      continue;
    }
    try {
      const found = await readTable(table, signal);
      if ('text' in found ? found.text.trim() !== '' : found.rows.length > 0) read.push(found);
    } catch (error) {
      signal?.throwIfAborted();
      problems.push(/** @type {Error} */ (error).message);
    }
  }
  const fields = holders.size > 0 ? entries.map((entry) => entry.fields ?? null) : undefined;
  return { tables: read, fields, problems };
}
