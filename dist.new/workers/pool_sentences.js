// What the pool, the computing of features and their export say: what, why, what to do.
import { megabytes } from '../shell/sentences.js';

// Half sentences that follow a file's path.
export const CRASHED = 'analysing it stopped unexpectedly, so it was left out; the others went on';
/** @param {string} why */
export const unreadable = (why) => `could not be read (${why})`;

// Whole sentences.
/** @param {string} why */
export const poolMissing = (why) =>
  `The part of the page that analyses recordings could not be loaded (${why}). Try again; what was done is kept.`;
export const POOL_CLOSED = 'The part of the page that analyses recordings was closed. Open the Data room again.';

/** @param {number} count */
export const clips = (count) => `${count.toLocaleString('en')} ${count === 1 ? 'clip' : 'clips'}`;

/** @param {number} seconds */
export function duration(seconds) {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/**
 * @param {{state: string, count: number, failed: {path: string, why: string}[], problem: string}} outcome
 * @param {{done: string, total: number}} words  done: “computed”
 */
export function outcomeWords({ state, count, failed, problem }, { done, total }) {
  const left = failed.length === 0 ? '' : ` ${faultWords(failed)}`;
  if (state === 'stopped') return `${problem}${left}`;
  if (state === 'cancelled') return `Cancelled: ${clips(count)} of ${total.toLocaleString('en')} ${done}.${left}`;
  return `${clips(count)} ${done}.${left}`;
}

/** @param {{path: string, why: string}[]} failed */
function faultWords(failed) {
  const [{ path, why }] = failed;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const first = `“${name}”: ${why}${/[.!?]$/.test(why) ? '' : '.'}`;
  if (failed.length === 1) return `1 could not be: ${first}`;
  return `${failed.length.toLocaleString('en')} could not be; the first: ${first}`;
}

export const NOTHING_TO_COMPUTE =
  'None of these rows has a sound that can be opened. Press Open recordings and choose the folder or zip that holds them.';
export const NOTHING_WANTED = 'Choose at least one kind of numbers.';
export const NOT_SAVED = 'Nothing was saved.';
/** @param {string} path @param {number[]} shape @param {number[]} first */
export const unlikeShape = (path, shape, first) =>
  `“${path}” gives ${shape.join(' × ')} numbers, the clips before gave ${first.join(' × ')}: they make no one array. Choose CSV or JSON lines.`;
/** @param {string} why */
export const notWritten = (why) =>
  `The file could not be written (${why}). Check the free space of the disk, or choose another place.`;
/** @param {number} bytes @param {number} count */
export const sizeWords = (bytes, count) => `About ${megabytes(bytes)} for ${clips(count)}.`;
