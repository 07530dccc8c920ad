// Comma- and tab-separated tables; papaparse lives behind this file.
import { library } from './vendor.js';

/**
 * @param {string} text  with a first line of column names
 * @returns {Promise<{columns: string[], rows: Record<string, string>[]}>}
 */
export async function parseCsv(text) {
  const { Papa } = await library('csv', 'CSV tables');
  const { data, meta } = Papa.parse(text, { header: true, skipEmptyLines: 'greedy' });
  const columns = /** @type {string[]} */ (meta.fields ?? []);
  const rows = /** @type {Record<string, string>[]} */ (data);
  return { columns, rows: rows.map((row) => pick(row, columns)) };
}

/** Cells beyond the last column are dropped, missing ones are "". @param {Record<string, string>} row @param {string[]} columns */
function pick(row, columns) {
  return Object.fromEntries(columns.map((column) => [column, Object.hasOwn(row, column) ? row[column] : '']));
}
