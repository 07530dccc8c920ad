// Which sounds are the same, byte for byte: only those of equal size are read, one after another, and where the place
// that they come from knows their hash, not even those.
import { sha256Hex } from '../engine/sha256.js';
import { runJob } from '../workers/job.js';

const PIECE_BYTES = 8 << 20;

/** @typedef {import('./shape.js').Entry} Entry */
/** @typedef {{entry: Entry, key: string}} Keyed */

/**
 * A cancelled search gives the groups among what was read until then.
 * @param {readonly Entry[]} entries
 * @param {object} [options]
 * @param {AbortSignal} [options.signal]
 * @param {(progress: import('../workers/job.js').Progress) => void} [options.onProgress]
 * @param {number} [options.width]  entries read at the same time
 * @returns {Promise<{state: 'finished' | 'cancelled' | 'stopped', problem: string, groups: Entry[][], read: number,
 *   failed: import('../workers/job.js').Skipped[]}>}  groups of two and more in the order of `entries`; `read`: entries that were
 */
export async function findDuplicates(entries, { signal, onProgress, width = 2 } = {}) {
  const suspects = sameSize(entries);
  const known = suspects.filter(({ sha256 }) => sha256);
  const unknown = suspects.filter(({ sha256 }) => !sha256);
  const { state, problem, done, failed } = await runJob({
    items: unknown,
    work: async (entry, stop) => ({ entry, key: await contentKey(await entry.open(stop), stop) }),
    total: unknown.length,
    amountOf: ({ bytes }) => bytes ?? 0,
    totalAmount: unknown.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
    nameOf: ({ path }) => path,
    width,
    signal,
    onProgress,
  });
  const keyed = [...known.map((entry) => ({ entry, key: String(entry.sha256) })), ...done];
  return { state, problem, failed, read: done.length, groups: groupsOf(keyed, entries) };
}

/**
 * The SHA-256 of a content; of the SHA-256s of its pieces if it is large, so that it is never in memory as a whole.
 * @param {Blob | ArrayBuffer} content
 * @param {AbortSignal} [signal]
 */
export async function contentKey(content, signal) {
  if (!(content instanceof Blob)) return sha256Hex(new Uint8Array(content));
  if (content.size <= PIECE_BYTES) return sha256Hex(new Uint8Array(await content.arrayBuffer()));
  let keys = '';
  for (let start = 0; start < content.size; start += PIECE_BYTES) {
    signal?.throwIfAborted();
    keys += await sha256Hex(new Uint8Array(await content.slice(start, start + PIECE_BYTES).arrayBuffer()));
  }
  return `pieces-${await sha256Hex(new TextEncoder().encode(keys))}`;
}

/**
 * Those whose size another one has, or whose size no one knows; in archives also their checksum, where all of a size
 * have one.
 * @param {readonly Entry[]} entries
 */
function sameSize(entries) {
  // One of unknown size may equal any other.
  if (entries.some(({ bytes }) => bytes === null)) return entries.length > 1 ? [...entries] : [];
  /** @type {Map<number | null, Entry[]>} */ const bySize = new Map();
  for (const entry of entries) {
    const same = bySize.get(entry.bytes);
    if (same) same.push(entry);
    else bySize.set(entry.bytes, [entry]);
  }
  const suspects = new Set([...bySize.values()].filter(({ length }) => length > 1).flatMap(sameChecksum));
  return entries.filter((entry) => suspects.has(entry));
}

/** @param {Entry[]} entries  of one size @returns {Entry[]} */
function sameChecksum(entries) {
  if (!entries.every(({ packed }) => packed)) return entries;
  /** @type {Map<number, number>} */ const counts = new Map();
  const sums = entries.map(({ packed }) => /** @type {number} */ (packed?.crc32));
  for (const sum of sums) counts.set(sum, (counts.get(sum) ?? 0) + 1);
  return entries.filter((_, i) => (counts.get(sums[i]) ?? 0) > 1);
}

/** @param {Keyed[]} keyed @param {readonly Entry[]} order @returns {Entry[][]} */
function groupsOf(keyed, order) {
  const keys = new Map(keyed.map(({ entry, key }) => [entry, key]));
  /** @type {Map<string, Entry[]>} */ const byKey = new Map();
  for (const entry of order) {
    const key = keys.get(entry);
    if (key === undefined) continue;
    const group = byKey.get(key);
    if (group) group.push(entry);
    else byKey.set(key, [entry]);
  }
  return [...byKey.values()].filter((group) => group.length > 1);
}
