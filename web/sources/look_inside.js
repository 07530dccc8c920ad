// Files that are called sound may be something else: what stands in for the sound (Git-LFS), or says why there is none; or
// only their beginning is here. Their first bytes tell, which are looked at while files are listed: of all small files, and
// of larger ones that lie on this machine as long as that takes no time to speak of.
import * as say from './sentences.js';

/** @typedef {import('./shape.js').Entry} Entry */
/**
 * @typedef {object} Patience
 * @property {number} [file_ms]  for one file; a place that lets one wait longer is listed by names alone from then on
 * @property {number} [large_ms]  for all larger files together
 * @property {() => number} [now]  in ms
 */

const SMALL_BYTES = 16384; // half a second at 16 kHz; pointers have 130
const HEAD_BYTES = 64;
const LEAST_TEXT = 14; // “404: Not Found”; fewer bytes tell too little
const AT_ONCE = 16;
const MOST_PACKED = 1000; // members of an archive, one after another, that were sound: so are the others
const PATIENCE_MS = 1000;
const LARGE_MS = 4000; // some ten thousand files of a quick disk
const TOO_SLOW = { why: '', problem: '', isSlow: true };
const POINTER = 'version https://git-lfs.github.com/spec/';
const APPLE_DOUBLE = [0x00, 0x05, 0x16, 0x07];
const SLACK_BYTES = 16; // some writers count the header in
const PIPE_BYTES = 0x7fff0000; // a size that stands for “I do not know yet”, as signal/container.cpp has it
const decoder = new TextDecoder();

/**
 * Entries that are sound as far as their first bytes tell; of the others it is noted why they are not, and of those that are
 * incomplete that they are.
 * @param {AsyncIterable<Entry>} entries @param {import('./shape.js').Findings} findings @param {Patience} [patience]
 * @returns {AsyncGenerator<Entry>}
 */
export async function* lookInside(entries, findings, patience = {}) {
  const looking = new Looking(patience);
  /** @type {{entry: Entry, answer: Promise<Look>}[]} */ const waiting = [];
  async function* finished(/** @type {number} */ most) {
    while (waiting.length > most) {
      const { entry, answer } = /** @type {typeof waiting[0]} */ (waiting.shift());
      const { why, problem } = await answer;
      if (problem) findings.note(entry.path, problem);
      if (why) findings.skip(entry.path, why);
      else yield entry;
    }
  }
  const walk = entries[Symbol.asyncIterator]();
  /** @type {{error: unknown} | null} */ let broken = null; // what was found before still comes
  try {
    while (!broken) {
      const next = await walk.next().catch((/** @type {unknown} */ error) => ((broken = { error }), null));
      if (!next || next.done) break;
      waiting.push({ entry: next.value, answer: looking.at(next.value) });
      yield* finished(AT_ONCE - 1);
    }
    yield* finished(0);
  } finally {
    await walk.return?.(); // nobody asks for more
  }
  if (broken) throw /** @type {{error: unknown}} */ (broken).error;
}

/** why: it is no sound; problem: it is one, but; both half a sentence or "" @typedef {{why: string, problem: string, isSlow?: boolean}} Look */
/** @type {Look} */ const NOTHING = { why: '', problem: '' };

class Looking {
  #fileMs;
  #largeMs;
  #now;
  #isQuick = true;
  #packedInRow = 0;
  /** @type {number | null} */ #beganMs = null; // with the first larger file

  /** @param {Patience} patience */
  constructor({ file_ms = PATIENCE_MS, large_ms = LARGE_MS, now = () => performance.now() }) {
    this.#fileMs = file_ms;
    this.#largeMs = large_ms;
    this.#now = now;
  }

  /** @param {Entry} entry @returns {Promise<Look>} */
  async at(entry) {
    if (entry.bytes === null || !this.#isQuick) return NOTHING;
    if (entry.packed && this.#packedInRow >= MOST_PACKED) return NOTHING;
    if (entry.bytes > SMALL_BYTES && !this.#mayOpenLarge(entry)) return NOTHING;
    const look = await within(lookAt(entry), this.#fileMs);
    if (look.isSlow) this.#isQuick = false;
    if (entry.packed) this.#packedInRow = look.why ? 0 : this.#packedInRow + 1;
    return look;
  }

  /** Of a zip's member not even the beginning can be had without unpacking it. @param {Entry} entry */
  #mayOpenLarge({ packed }) {
    if (packed) return false;
    this.#beganMs ??= this.#now();
    return this.#now() - this.#beganMs < this.#largeMs;
  }
}

/** @param {Promise<Look>} answer @param {number} ms @returns {Promise<Look>}  TOO_SLOW if it does not come */
async function within(answer, ms) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let timer;
  const late = new Promise((/** @type {(value: Look) => void} */ resolve) => {
    timer = setTimeout(() => resolve(TOO_SLOW), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Entry} entry @returns {Promise<Look>}  NOTHING: nothing speaks against it, or it cannot be read now */
async function lookAt({ open }) {
  try {
    const content = await open();
    const size = content instanceof Blob ? content.size : content.byteLength;
    const head = content.slice(0, HEAD_BYTES);
    const bytes = new Uint8Array(head instanceof Blob ? await head.arrayBuffer() : head);
    const why = whyNoSound(bytes);
    return { why, problem: !why && promisedBytes(bytes) > size + SLACK_BYTES ? say.INCOMPLETE : '' };
  } catch {
    return NOTHING; // what opens it will say why
  }
}

/** @param {Uint8Array} bytes  the first ones @returns {string} */
function whyNoSound(bytes) {
  const text = decoder.decode(bytes);
  if (text.startsWith(POINTER)) return say.LFS_POINTER;
  if (/^\s*<(!doctype html|html|head|body)\b/i.test(text)) return say.WEB_PAGE;
  if (APPLE_DOUBLE.every((byte, i) => bytes[i] === byte)) return say.SYSTEM_FILE;
  // Every sound's beginning holds some byte that is no letter.
  if (
    bytes.length >= LEAST_TEXT &&
    bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d))
  ) {
    return /^\s*(<\?xml|<[a-z]|\{\s*")/i.test(text) ? say.ERROR_REPORT : say.TEXT_FILE;
  }
  return '';
}

/** The length of the file by its own header. @param {Uint8Array} bytes @returns {number}  0: unknown */
function promisedBytes(bytes) {
  if (bytes.length < 16) return 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const code = (/** @type {number} */ at) => decoder.decode(bytes.subarray(at, at + 4));
  const known = (/** @type {number} */ chunk) => (chunk < PIPE_BYTES ? chunk + 8 : 0);
  if (code(0) === 'RIFF' && code(8) === 'WAVE') return known(view.getUint32(4, true));
  if (code(0) === 'RIFX' && code(8) === 'WAVE') return known(view.getUint32(4));
  if (code(0) === 'FORM' && code(8).startsWith('AIF')) return known(view.getUint32(4));
  if (code(4) !== 'ftyp') return 0;
  const second = view.getUint32(0); // MP4: where the box after the first one ends
  return second + 8 <= bytes.length && view.getUint32(second) > 1 ? second + view.getUint32(second) : 0;
}
