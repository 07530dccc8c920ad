// The part of RESULTS.md that scripts/bench_dataset.mjs writes: the last one, kept when the rest is written anew.
import { existsSync, readFileSync } from 'node:fs';

const HEADING = '## A whole corpus in the page';

/** @param {string} file @returns {string}  that part, with its heading; "" none */
export function keptDatasetSection(file) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const at = text.indexOf(`\n${HEADING}`);
  return at < 0 ? '' : text.slice(at);
}

/** The file's text with that part new. @param {string} file @param {string} body */
export function withDatasetSection(file, body) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const kept = keptDatasetSection(file);
  return `${text.slice(0, text.length - kept.length).trimEnd()}\n\n${HEADING}\n\n${body.trim()}\n`;
}
