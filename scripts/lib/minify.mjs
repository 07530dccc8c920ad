import { readFileSync, writeFileSync } from 'node:fs';
import { minify } from 'terser';

/** Shortens an ES module in its place; names of properties, which C++ and other modules know, stay. @param {string} path */
export async function minifyModule(path) {
  const { code } = await minify(readFileSync(path, 'utf8'), { module: true, ecma: 2020, compress: { passes: 2 } });
  if (!code) throw new Error(`${path} is empty after minifying: build again.`);
  writeFileSync(path, code);
}
