// dist/ under a sub-path, as a project's page on a static host is, and what must hold whenever a page was open.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serve } from '../../../scripts/serve.mjs';

export const dist = process.env.EMOSCOPE_DIST || fileURLToPath(new URL('../../../dist', import.meta.url));

/** @param {string} [prefix] */
export async function startSite(prefix = '/emoscope/') {
  if (!existsSync(dist)) throw new Error(`${dist} is missing: build the target dist first`);
  const { server, url } = await serve({ dir: dist, prefix });
  return { url, close: () => (server.closeAllConnections(), server.close()) };
}

/**
 * No request has left the origin, the Content-Security-Policy was never violated, nothing was thrown.
 * @param {import('playwright-core').Page} page
 * @param {{requests: string[], errors: string[], violations: string[]}} seen
 */
export async function assertClean(page, seen) {
  const { origin } = new URL(page.url());
  const strangers = seen.requests.filter((address) => {
    const local = address.replace(/^blob:/, '');
    return !address.startsWith('data:') && new URL(local).origin !== origin;
  });
  assert.deepEqual(strangers, [], 'no request leaves the origin');
  assert.deepEqual(seen.violations, [], 'no violation of the policy (console)');
  assert.deepEqual(await page.evaluate(() => window.cspViolations), [], 'no violation of the policy (event)');
  assert.deepEqual(seen.errors, [], 'no error on the console');
}
