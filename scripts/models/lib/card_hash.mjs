import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/** Writes the model's size and hash into its card, whose text stays as it is otherwise. */
export function updateCard(/** @type {string} */ path, /** @type {Buffer} */ model) {
  const text = readFileSync(path, 'utf8');
  const sha256 = createHash('sha256').update(model).digest('hex');
  const updated = text
    .replace(/("bytes":\s*)\d+/, `$1${model.length}`)
    .replace(/("sha256":\s*)"[0-9a-f]{64}"/, `$1"${sha256}"`);
  const { bytes, sha256: written } = JSON.parse(updated);
  if (bytes !== model.length || written !== sha256) {
    throw new Error(`${path} has no "bytes" and "sha256" at its top that could be brought up to date: add them.`);
  }
  writeFileSync(path, updated);
}
