// Writes the JavaScript side of the contract from the C++ headers (src/contract/*.h, src/**/*_api.h).
//   node scripts/generate_contract.mjs          after a header has changed; commit what it writes
// tests/web/generated/contract.test.mjs compares.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { javascriptOf } from './contract/javascript.mjs';
import { readContract } from './contract/model.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

/** @param {string} [before]  C++ that comes before the headers @returns {Promise<Record<string, string>>}  text by path */
export async function generate(before) {
  const files = Object.entries(javascriptOf(readContract(before)));
  const formatted = files.map(async ([path, text]) => {
    const options = await resolveConfig(root + path);
    return [path, await format(text, { ...options, filepath: path })];
  });
  return Object.fromEntries(await Promise.all(formatted));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of Object.entries(await generate())) {
    mkdirSync(dirname(root + path), { recursive: true });
    writeFileSync(root + path, text);
    console.log(`wrote ${path}`);
  }
}
