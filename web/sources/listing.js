import { runJob } from '../workers/job.js';

/** @typedef {import('./shape.js').Entry} Entry */

/**
 * Walks a source to its end, or until it is cancelled or breaks: what was found until then is there.
 * @param {import('./shape.js').Source} source
 * @param {{signal?: AbortSignal, onProgress?: (progress: import('../workers/job.js').Progress) => void,
 *   onEntry?: (entry: Entry) => void}} [options]
 */
export async function listSource(source, { signal, onProgress, onEntry } = {}) {
  const { title, entries, skipped, noted = [], tables, archives = [], zipNames, reread } = source;
  const { state, done, problem } = await runJob({
    items: entries,
    work: (entry) => entry,
    nameOf: ({ path }) => path,
    onResult: onEntry,
    signal,
    onProgress,
  });
  return {
    title,
    state,
    problem,
    entries: done,
    skipped: [...skipped],
    noted: [...noted],
    tables: [...tables],
    archives: [...archives],
    zipNames: zipNames?.encoding ? { ...zipNames } : null,
    reread,
  };
}
