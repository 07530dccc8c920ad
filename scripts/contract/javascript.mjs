// The JavaScript side of the contract, written from what the headers declare (model.mjs).

/** @typedef {import('./model.mjs').Contract} Contract */
/** @typedef {import('./model.mjs').Enumeration} Enumeration */
/** @typedef {import('./model.mjs').Program} Program */
/** @typedef {import('./model.mjs').Exported} Exported */

const WRITTEN = 'Written by scripts/generate_contract.mjs; do not edit.';

/** @param {Contract} contract @returns {Record<string, string>}  text by path */
export function javascriptOf({ enumerations, constants, records, programs }) {
  const keys = programs.flatMap((program) => program.keys);
  const contract = [
    `// ${WRITTEN} What src/contract and the keys of src/**/*_api.h declare.`,
    constants.map(({ name, value }) => `export const ${shouted(name.replace(/^k/, ''))} = ${value};`).join('\n'),
    ...[...enumerations, ...keys].map(enumeration),
  ];
  return {
    'web/generated/contract.js': `${contract.join('\n\n')}\n`,
    'tests/web/generated/records.js': recordsFile(records),
    ...Object.fromEntries(programs.map((program) => [`web/generated/${program.name}_calls.js`, callsFile(program)])),
  };
}

/** @param {Enumeration} enumeration */
function enumeration({ name, words, values }) {
  const list = shouted(name.replace(/^Emo(?=[A-Z])/, '')) + (name.endsWith('s') ? '' : 'S');
  const type = `/** @typedef {typeof ${list}[number]} ${name.replace(/^Emo(?=[A-Z])/, '')} */`;
  const listed = words.map((word) => `'${word}'`).join(', ');
  if (values.some((value, i) => value !== i))
    throw new Error(`${name} has numbers of its own: JavaScript takes a word's number for its place in the list.`);
  return `export const ${list} = Object.freeze(/** @type {const} */ ([${listed}]));\n${type}`;
}

/** @param {Contract['records']} records */
function recordsFile(records) {
  const rows = ({ name, members }) => `  ${name}: [${members.map((m) => `['${m.name}', '${m.type}']`).join(', ')}],`;
  const comment = `// ${WRITTEN} Members of records in the order of their bytes (src/contract/archive.h).`;
  return `${comment}\nexport const RECORDS = {\n${records.map(rows).join('\n')}\n};\n`;
}

// How a value crosses: what C++ declares, the letter of the table, the type in JavaScript.
const ARRAYS = [
  { element: /^(std::)?uint8_t$/, letter: 'b', type: 'Uint8Array' },
  { element: /^float$/, letter: 'f', type: 'Float32Array' },
  { element: /^(std::)?uint32_t$/, letter: 'u', type: 'Uint32Array' },
];
const COMPANIONS = ['_size', '_count'];
const MEMORY = ['emo_alloc', 'emo_free', 'emo_last_error']; // for web/wasm/program.js alone

/** @param {Program} program */
function callsFile({ name, header, functions }) {
  const names = new Set(functions.map((one) => one.name));
  const isLength = (/** @type {string} */ one) =>
    COMPANIONS.some((end) => one.endsWith(end) && names.has(one.slice(0, -end.length)));
  const companionOf = (/** @type {string} */ pointer) =>
    COMPANIONS.map((end) => pointer + end).find((x) => names.has(x));
  const own = functions.filter((one) => !MEMORY.includes(one.name) && !isLength(one.name));
  const calls = own.map((one) => callOf(one, companionOf(one.name)));
  const type = `${name[0].toUpperCase()}${name.slice(1)}Calls`;
  return `// ${WRITTEN} What ${header} exports, and how each value crosses (web/wasm/program.js).

/**
 * @typedef {object} ${type}
${calls.map(({ name, takes, gives }) => ` * @property {(${takes}) => ${gives}} ${name}`).join('\n')}
 */

/** @type {import('../wasm/program.js').CallTable<${type}>} */
export const ${shouted(name)}_CALLS = Object.freeze({
${calls.map(({ name, signature }) => `  ${name}: '${signature}',`).join('\n')}
});
`;
}

/** @param {Exported} exported @param {string | undefined} companion  tells how long what it points at is */
function callOf({ name, gives, takes }, companion) {
  let signature = '';
  const named = [];
  for (let i = 0; i < takes.length; i += 1) {
    const isCounted = takes[i + 1]?.type === 'std::size_t' || takes[i + 1]?.type === 'size_t';
    const { letter, type } = parameter(takes[i].type, isCounted, name);
    if (letter !== 'n' && letter === letter.toLowerCase() && isCounted) named.push(`${takes[i++].name}: ${type}`);
    else named.push(`${takes[i].name}: ${type}`);
    signature += letter;
  }
  const result = resultOf(gives, companion);
  if (result.letter) signature += `>${result.letter}`;
  return { name: name.replace(/^emo_/, ''), takes: named.join(', '), gives: result.type, signature };
}

/** @param {string} type @param {boolean} isCounted @param {string} of */
function parameter(type, isCounted, of) {
  const pointed = /^const (.*?) ?\*$/.exec(type)?.[1];
  if (pointed === undefined) return { letter: 'n', type: 'number' };
  if (pointed === 'char') return { letter: isCounted ? 's' : 't', type: 'string' };
  const array = ARRAYS.find(({ element }) => element.test(pointed));
  if (!array)
    throw new Error(`${of} takes ${type}, which scripts/contract/javascript.mjs does not know how to hand over.`);
  // Without a count of its own the array is as long as another one; null: there is none.
  return { letter: isCounted ? array.letter : array.letter.toUpperCase(), type: `${array.type} | null` };
}

/** @param {string} gives @param {string | undefined} companion */
function resultOf(gives, companion) {
  if (gives === 'void') return { letter: '', type: 'void' };
  if (gives === 'EmoStatus') return { letter: '!', type: 'number' };
  const pointed = /^const (.*?) ?\*$/.exec(gives)?.[1];
  if (pointed === 'char') return { letter: companion ? `s${letterOf(companion)}` : 't', type: 'string' };
  const array = pointed && companion ? ARRAYS.find(({ element }) => element.test(pointed)) : undefined;
  if (array) return { letter: array.letter + letterOf(companion), type: `${array.type}<ArrayBuffer>` };
  return { letter: '', type: 'number' };
}

/** @param {string | undefined} companion */
const letterOf = (companion = '') => companion.slice(companion.lastIndexOf('_') + 1)[0];

/** kCoreRateHz, CaptureState → CORE_RATE_HZ, CAPTURE_STATE @param {string} name */
const shouted = (name) => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();
