// Calls into one of our WebAssembly programs. web/generated/NAME_calls.js says of each function how its values cross; what
// comes out is copied, because the program's memory may move at the next call.

/**
 * @typedef {object} WasmModule  what Emscripten's factory gives, beside the functions
 * @property {Uint8Array} HEAPU8  another one after the memory has grown
 * @property {(bytes: number) => number} _emo_alloc
 * @property {(pointer: number) => void} _emo_free
 * @property {() => number} _emo_last_error
 */
/** @typedef {(...values: any[]) => any} Call */
/**
 * How the values of each function cross (see callOf); its type tells the functions'.
 * @template Calls
 * @typedef {Readonly<Record<keyof Calls & string, string>> & {readonly calls?: Calls}} CallTable
 */

const NO_MEMORY = 'There is not enough memory for it. Close other pages, or cut the recording.';
/** @type {Record<string, typeof Uint8Array | typeof Float32Array | typeof Uint32Array>} */
const ARRAYS = { b: Uint8Array, f: Float32Array, u: Uint32Array };
/** What the function is called that tells how long a result is. @type {Record<string, string>} */
const LENGTHS = { s: '_size', c: '_count' };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The program's functions by name. One that returns −1 for an error throws the program's sentence.
 * @template Calls
 * @param {WasmModule} module
 * @param {CallTable<Calls>} table
 * @returns {Calls}
 */
export function callsOf(module, table) {
  const calls = Object.entries(/** @type {Record<string, string>} */ (table)).map(([name, signature]) => [
    name,
    callOf(/** @type {any} */ (module), `_emo_${name}`, signature),
  ]);
  return Object.fromEntries(calls);
}

/** A copy of what lies there. @param {WasmModule} module @param {number} pointer @param {number} size  bytes */
export const read = (module, pointer, size) => module.HEAPU8.slice(pointer, pointer + size);

/** Into memory that the program has given. @param {WasmModule} module @param {number} pointer @param {ArrayBufferView} values */
export function write(module, pointer, values) {
  module.HEAPU8.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), pointer);
}

/**
 * Takes: n a number; t text; s text and its size; b, f, u an array and its length, in capitals the array alone. Gives,
 * after ">": t text up to a zero; ! a status; s, b, f, u what lies at a pointer, with the letter of its length.
 * @param {WasmModule & Record<string, Call>} module @param {string} name @param {string} signature @returns {Call}
 */
function callOf(module, name, signature) {
  const [takes, gives = ''] = signature.split('>');
  const [kind, length] = gives;
  if (kind === undefined && !/[^n]/.test(takes)) return module[name];
  return (...values) => {
    /** @type {number[]} */ const held = [];
    const given = [...takes].flatMap((letter, i) =>
      letter === 'n' ? [values[i]] : hand(module, held, letter, values[i]),
    );
    const result = module[name](...given);
    const taken = length === undefined ? result : copy(module, kind, result, module[name + LENGTHS[length]](...given));
    for (const pointer of held) module._emo_free(pointer);
    if (gives === 't') return textAt(module, result);
    if (gives === '!' && result < 0) throw new Error(textAt(module, module._emo_last_error()));
    return taken;
  };
}

/** @param {WasmModule} module @param {number[]} held @param {string} letter @param {any} value @returns {number[]}  arguments */
function hand(module, held, letter, value) {
  const isText = letter === 't' || letter === 's';
  const array = isText ? encoder.encode(letter === 't' ? `${value}\0` : value) : value;
  const isCounted = letter !== 't' && letter === letter.toLowerCase();
  if (array === null) return isCounted ? [0, 0] : [0];
  const pointer = module._emo_alloc(array.byteLength || 1);
  if (pointer === 0) {
    for (const other of held) module._emo_free(other);
    throw new Error(NO_MEMORY);
  }
  held.push(pointer);
  write(module, pointer, array);
  return isCounted ? [pointer, array.length] : [pointer];
}

/** @param {WasmModule} module @param {string} kind @param {number} pointer @param {number} count */
function copy(module, kind, pointer, count) {
  if (kind === 's') return decoder.decode(read(module, pointer, count));
  const Type = ARRAYS[kind];
  return new Type(read(module, pointer, count * Type.BYTES_PER_ELEMENT).buffer);
}

/** @param {WasmModule} module @param {number} pointer  zero-terminated */
function textAt({ HEAPU8 }, pointer) {
  return decoder.decode(HEAPU8.slice(pointer, HEAPU8.indexOf(0, pointer)));
}
