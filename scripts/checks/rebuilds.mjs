// How many of the program's and the tests' C++ files a change of a header rebuilds, read from the include lines.
//   node scripts/checks/rebuilds.mjs              the twenty headers that rebuild most
//   node scripts/checks/rebuilds.mjs HEADER…      these, with the files: contract/data_view.h
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * @param {string} [root]  of a checkout
 * @returns {{units: number, rebuilt: Map<string, string[]>}}  all .cpp files; by header those that include it, directly
 *   or through others
 */
export function rebuilds(root = ROOT) {
  const included = new Map();
  const includesOf = (file) => {
    if (!included.has(file)) {
      const text = readFileSync(join(root, file), 'utf8');
      const names = [...text.matchAll(/^\s*#\s*include\s*"([^"]+)"/gm)].map(([, name]) => name);
      const places = (name) => [join('src', name), join('tests', name), join(dirname(file), name)];
      included.set(
        file,
        names.map((name) => places(name).find((place) => existsSync(join(root, place)))).filter(Boolean),
      );
    }
    return included.get(file);
  };
  const units = ['src', 'tests'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.cpp'))
      .map((name) => join(folder, name)),
  );
  const rebuilt = new Map();
  for (const unit of units) {
    const seen = new Set();
    const queue = [...includesOf(unit)];
    for (let header = queue.pop(); header; header = queue.pop()) {
      if (seen.has(header)) continue;
      seen.add(header);
      queue.push(...includesOf(header));
    }
    for (const header of seen) {
      const name = header.startsWith('src') ? relative('src', header) : header;
      rebuilt.set(name, [...(rebuilt.get(name) ?? []), unit]);
    }
  }
  return { units: units.length, rebuilt };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { units, rebuilt } = rebuilds();
  const asked = process.argv.slice(2);
  const most = [...rebuilt].toSorted(([, a], [, b]) => b.length - a.length).slice(0, 20);
  for (const [header, files] of asked.length ? asked.map((name) => [name, rebuilt.get(name) ?? []]) : most) {
    console.log(`${String(files.length).padStart(4)} of ${units}  ${header}`);
    if (asked.length) for (const file of files.toSorted()) console.log(`      ${file}`);
  }
}
