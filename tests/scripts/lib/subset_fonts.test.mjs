import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const files = (folder, pattern) =>
  readdirSync(new URL(folder, root), { recursive: true })
    .filter((name) => pattern.test(name))
    .map((name) => folder + name);
const glyphs = JSON.parse(read('scripts/lib/glyphs.json'));
const codes = (ranges) =>
  new Set(
    ranges.flatMap((range) => {
      const [first, last = first] = range.split('-').map((end) => parseInt(end, 16));
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    }),
  );

/** "file: character" for each that is not there; comments of C++ and JavaScript do not count. */
function missing(paths, there) {
  return paths.flatMap((path) => {
    const text = read(path)
      .replace(/^\s*(\/\/|\*|\/\*\*).*$|\s\/\/ .*$/gm, '')
      .replace(/\\u([0-9a-fA-F]{4})/g, (_, hex) => String.fromCodePoint(parseInt(hex, 16)));
    const absent = [...new Set(text)].filter((c) => c.codePointAt(0) >= 0x20 && !there.has(c.codePointAt(0)));
    return absent.map((character) => `${path}: ${character}`);
  });
}

test('the fonts hold every character that the program and its sentences write', () => {
  const own = codes(glyphs.own);
  const sources = [
    ...['src/ui/', 'src/contract/', 'src/features/', 'src/session/'].flatMap((folder) => files(folder, /\.(cpp|h)$/)),
    ...files('web/', /sentences\.js$/),
  ];
  const written = missing(sources, own);
  assert.deepEqual(written, [], 'add it to "own" in scripts/lib/glyphs.json and run scripts/setup.sh');
  assert.ok(missing(sources, codes(['0020-007E'])).length > 10, 'characters beyond ASCII were found at all');
});

test('the regular font holds every character of the models’ cards and of European names', () => {
  const regular = codes([...glyphs.own, ...glyphs.names]);
  assert.deepEqual(missing(files('models/', /card\.json$/), regular), []);
  for (const character of 'ÀÿŁőşžœĦ') assert.ok(regular.has(character.codePointAt(0)), character);
});
