// Reads the words of the C++ headers, so that JavaScript's copies cannot drift.
import { readFileSync } from 'node:fs';

const root = new URL('../../../', import.meta.url);

export const readHeader = (path) => readFileSync(new URL(path, root), 'utf8');

/** The strings of `constexpr std::array<std::string_view, N> NAME{…}`. */
export function stringArray(text, name) {
  const [, count, body] = text.match(new RegExp(`std::string_view, (\\d+)> ${name}\\{([^}]*)\\}`, 's'));
  const words = [...body.matchAll(/"([^"]*)"/g)].map(([, word]) => word);
  if (words.length !== Number(count)) throw new Error(`${name}: ${words.length} words, declared ${count}`);
  return words;
}

/** The names of `enum NAME … {…}` without comments, values and a closing prefix. */
export function enumNames(text, name) {
  const [, body] = text.match(new RegExp(`enum (?:class )?${name}[^{]*\\{([^}]*)\\}`, 's'));
  return body
    .replace(/\/\/.*$/gm, '')
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
}
