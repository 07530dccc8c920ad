// What the headers declare, as plain data: enumerations, constants, records and exported functions.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { declarations } from './clang_ast.mjs';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));

/** @typedef {import('./clang_ast.mjs').Node} Node */
/** @typedef {{name: string, words: string[], values: number[]}} Enumeration  in the order of the header */
/** @typedef {{name: string, value: number}} Constant */
/** members: in the order in which visit() writes them @typedef {{name: string, members: {name: string, type: string}[]}} Record */
/** @typedef {{name: string, gives: string, takes: {name: string, type: string}[]}} Exported */
/** @typedef {{name: string, header: string, functions: Exported[], keys: Enumeration[]}} Program */
/** @typedef {{enumerations: Enumeration[], constants: Constant[], records: Record[], programs: Program[]}} Contract */

/** @param {string} [before]  C++ that comes before the headers: macros @returns {Contract} */
export function readContract(before = '') {
  const headers = readdirSync(`${SRC}contract`)
    .filter((name) => name.endsWith('.h'))
    .sort()
    .map((name) => `contract/${name}`);
  const includes = before + headers.map((header) => `#include "${header}"\n`).join('');
  const found = collect(declarations(includes, 'emo').filter(isNamespace).flatMap(inner));
  const values = evaluate(includes, found);
  const enumerations = found.enumerations.map(({ path, words }) => ({
    name: path.replace('::', ''),
    words,
    values: words.map((word) => values.get(`emo::${path}::${word}`) ?? NaN),
  }));
  for (const enumeration of enumerations) compareWords(enumeration, found.lists);
  const constants = found.constants.map(({ name }) => ({ name, value: values.get(`emo::${name}`) ?? NaN }));
  return { enumerations, constants, records: found.records, programs: programHeaders().map(programOf) };
}

/** The headers of exported functions, by the program's name: NAME_api.h. @returns {string[]} */
function programHeaders() {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('_api.h') && !path.endsWith('heap_api.h'))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/** @param {string} header @returns {Program} */
function programOf(header) {
  const found = declarations(`#include "${header}"\n`, 'emo_');
  /** @type {Map<string, string[]>} */ const keys = new Map();
  for (const { kind, name = '', type } of found) {
    if (kind !== 'EnumConstantDecl') continue;
    const of = type?.qualType ?? '';
    keys.set(of, [...(keys.get(of) ?? []), name]);
  }
  const functions = found.filter(({ kind, name }) => kind === 'FunctionDecl' && name?.startsWith('emo_'));
  return {
    name: header.replace(/^.*\/|_api\.h$/g, ''),
    header: `src/${header}`,
    functions: functions.map(exportedOf),
    keys: [...keys].map(([name, words]) => keysOf(name, words)),
  };
}

/** @param {Node} node @returns {Exported} */
function exportedOf({ name = '', type, ...node }) {
  const takes = inner(node).filter(({ kind }) => kind === 'ParmVarDecl');
  return {
    name,
    gives: type?.qualType.replace(/ ?\(.*$/, '') ?? '',
    takes: takes.map((parameter) => ({ name: parameter.name ?? '', type: parameter.type?.qualType ?? '' })),
  };
}

/** Keys without what all of them begin with, and without the last one, which counts them. @param {string} name @param {string[]} words */
function keysOf(name, words) {
  const listed = words.filter((word) => !word.endsWith('_count'));
  const [, prefix] = /** @type {RegExpExecArray} */ (/^(emo_[a-z]+_)/.exec(words[0]));
  return { name, words: listed.map((word) => word.slice(prefix.length)), values: listed.map((_, i) => i) };
}

/** @typedef {{path: string, words: string[]}} Words  path: names under namespace emo */
/** @typedef {{enumerations: Words[], constants: {name: string, isWhole: boolean}[], records: Record[], lists: Map<string, string[]>}} Found */

/** @param {Node[]} nodes @param {string} [within] @param {Found} [found] */
function collect(nodes, within = '', found = { enumerations: [], constants: [], records: [], lists: new Map() }) {
  for (const node of nodes) {
    const path = within + node.name;
    if (node.kind === 'EnumDecl' && node.name) {
      const words = inner(node).filter(({ kind }) => kind === 'EnumConstantDecl');
      if (words.length > 0) found.enumerations.push({ path, words: words.map(({ name = '' }) => name) });
    } else if (node.kind === 'CXXRecordDecl' && inner(node).length > 0) {
      collect(inner(node), `${path}::`, found);
      const record = recordOf(node);
      if (record) found.records.push(record);
    } else if (node.kind === 'VarDecl' && within === '') {
      const type = node.type?.desugaredQualType ?? node.type?.qualType ?? '';
      if (/^const (unsigned |signed )?(int|long|short|char|float|double)( long)*$/.test(type)) {
        found.constants.push({ name: path, isWhole: !/float|double/.test(type) });
      } else if (/string_view/.test(type)) {
        found.lists.set(path, strings(node));
      }
    }
  }
  return found;
}

/** @param {Node} node @returns {Record | null}  null: it has no visit() */
function recordOf(node) {
  const template = inner(node).find(({ kind, name }) => kind === 'FunctionTemplateDecl' && name === 'visit');
  if (!template) return null;
  const order = all(template, 'MemberExpr').map(({ name = '' }) => name.replace('->', ''));
  const fields = inner(node).filter(({ kind }) => kind === 'FieldDecl');
  const types = new Map(fields.map(({ name = '', type }) => [name, type?.qualType ?? '']));
  return { name: node.name ?? '', members: order.map((name) => ({ name, type: types.get(name) ?? '' })) };
}

/** clang works the numbers out, however they are written. @param {string} includes @param {Found} found */
function evaluate(includes, { constants, enumerations }) {
  const asked = [
    ...enumerations.flatMap(({ path, words }) =>
      words.map((word) => ({ name: `emo::${path}::${word}`, isWhole: true })),
    ),
    ...constants.map(({ name, isWhole }) => ({ name: `emo::${name}`, isWhole })),
  ];
  const lines = asked.map(({ name, isWhole }, i) =>
    isWhole
      ? `value_${i} = static_cast<long long>(${name}),`
      : `value_${i} = __builtin_bit_cast(long long, static_cast<double>(${name})),`,
  );
  const source = `${includes}\nenum class emo_asked : long long {\n${lines.join('\n')}\n};\n`;
  const [answers] = declarations(source, 'emo_asked').filter(({ kind }) => kind === 'EnumDecl');
  const bits = new DataView(new ArrayBuffer(8));
  return new Map(
    inner(answers).map((answer, i) => {
      const whole = BigInt(all(answer, 'ConstantExpr')[0].value ?? '');
      bits.setBigInt64(0, whole);
      return [asked[i].name, asked[i].isWhole ? Number(whole) : bits.getFloat64(0)];
    }),
  );
}

/** An enumeration's words stand once more as text in C++. @param {Enumeration} enumeration @param {Map<string, string[]>} lists */
function compareWords({ name, words }, lists) {
  const list = lists.get(`k${name.replace(/Name$/, '')}Names`);
  if (list && list.join() !== words.join())
    throw new Error(`The names of ${name} are not its enumerators: ${list.join(', ')} / ${words.join(', ')}.`);
}

/** @param {Node} node @returns {string[]} */
const strings = (node) => all(node, 'StringLiteral').map(({ value = '""' }) => JSON.parse(value));

/** @param {Node} node @param {string} kind @returns {Node[]} */
const all = (node, kind) => inner(node).flatMap((child) => (child.kind === kind ? [child] : all(child, kind)));

/** @param {{inner?: Node[]}} node */
const inner = (node) => node.inner ?? [];

/** @param {Node} node */
const isNamespace = ({ kind, name }) => kind === 'NamespaceDecl' && name === 'emo';
