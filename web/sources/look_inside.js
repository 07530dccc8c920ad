// Small files that are called sound may be something else: what stands in for the sound (Git-LFS), or says why there is none. Only
// small ones are read while files are listed, so that a hundred thousand recordings are as quick as before.
import * as say from './sentences.js';

/** @typedef {import('./shape.js').Entry} Entry */

const SMALL_BYTES = 16384; // half a second at 16 kHz; pointers have 130, pages that report an error some thousand
const HEAD_BYTES = 64;
const PATIENCE_MS = 1000;
const TOO_SLOW = 'too slow';
const POINTER = 'version https://git-lfs.github.com/spec/';
const APPLE_DOUBLE = [0x00, 0x05, 0x16, 0x07];
const decoder = new TextDecoder();

/**
 * Entries that are sound as far as their first bytes tell; of the others it is noted why they are not.
 * @param {AsyncIterable<Entry>} entries @param {import('./shape.js').Findings} findings
 * @param {number} [patience_ms]  for one file; then no other is looked into
 * @returns {AsyncGenerator<Entry>}
 */
export async function* lookInside(entries, findings, patience_ms = PATIENCE_MS) {
  let isQuick = true; // a place that lets one wait (a folder in the cloud) is listed by names alone from then on
  for await (const entry of entries) {
    const isSmall = entry.bytes !== null && entry.bytes <= SMALL_BYTES;
    const why = isSmall && isQuick ? await within(whyNoSound(entry), patience_ms) : '';
    if (why === TOO_SLOW) isQuick = false;
    if (why && why !== TOO_SLOW) findings.skip(entry.path, why);
    else yield entry;
  }
}

/** @param {Promise<string>} answer @param {number} ms @returns {Promise<string>}  TOO_SLOW if it does not come */
async function within(answer, ms) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let timer;
  const late = new Promise((/** @type {(value: string) => void} */ resolve) => {
    timer = setTimeout(() => resolve(TOO_SLOW), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Entry} entry @returns {Promise<string>}  "": nothing speaks against it, or it cannot be read now */
async function whyNoSound({ open }) {
  const content = await open().catch(() => null);
  if (!content) return '';
  const head = content.slice(0, HEAD_BYTES);
  const bytes = new Uint8Array(head instanceof Blob ? await head.arrayBuffer() : head);
  const text = decoder.decode(bytes);
  if (text.startsWith(POINTER)) return say.LFS_POINTER;
  if (/^\s*<(!doctype html|html|head|body)\b/i.test(text)) return say.WEB_PAGE;
  if (APPLE_DOUBLE.every((byte, i) => bytes[i] === byte)) return say.SYSTEM_FILE;
  return '';
}
