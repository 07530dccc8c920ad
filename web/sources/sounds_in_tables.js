// Sounds that lie inside Parquet tables: each row is one, whatever it is called. The same from the disk and from the hub.
import { soundsInTable } from '../formats/table.js';
import { kindOf as kindOfFailure } from '../workers/failure.js';
import { endingOf, kindOf } from './endings.js';

/**
 * After all files were found. What cannot be read is noted with its sentence.
 * @param {import('./shape.js').Findings} findings @param {AbortSignal} [signal]
 * @returns {AsyncGenerator<import('./shape.js').Entry>}
 */
export async function* soundsInTables(findings, signal) {
  for (const table of findings.tables.filter(({ path }) => endingOf(path) === 'parquet')) {
    try {
      for await (const found of soundsInTable(table, signal)) {
        const { kind, reader } = kindOf(found.path);
        yield { ...found, reader: kind === 'sound' ? reader : 'engine' };
      }
    } catch (error) {
      if (kindOfFailure(error) === 'stop' || signal?.aborted) throw error;
      findings.skip(table.path, /** @type {Error} */ (error).message);
    }
  }
}
