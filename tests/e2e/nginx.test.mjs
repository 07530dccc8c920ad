// The page behind nginx as Debian ships it, and behind a server that knows fewer types.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { clipOf, launch, modelReady, openPage, until, viewReady } from './lib/browser.mjs';
import { debianTypes, hasNginx, startNginx } from './lib/nginx.mjs';

const skip = hasNginx ? false : 'nginx is not here: ./scripts/setup.sh fetches it';
const dist = process.env.EMOSCOPE_DIST || fileURLToPath(new URL('../../dist', import.meta.url));

let browser;
before(async () => (browser = await launch({ quick: true })));
after(() => browser?.close());

/** @param {string} types */
async function predictsBehind(types) {
  const site = await startNginx(types);
  try {
    const { page, context, seen } = await openPage(browser, site.url);
    await viewReady(page);
    await modelReady(page);
    await page.getByRole('button', { name: 'Sample: Cheerful' }).click();
    await until(page, () => window.emoscope.clip()?.finished, { timeout: 60000 });
    assert.equal(Object.keys((await clipOf(page)).probabilities ?? {}).length, 8, 'the sample has its prediction');
    await page.evaluate(() => window.emoscope.showRoom('data'));
    await until(page, () => window.emoscope.data()?.rows === 1440, { timeout: 60000 });
    assert.deepEqual(seen.errors, []);
    await context.close();
  } finally {
    await site.close();
  }
}

test('the page is made of files whose type every server knows', () => {
  const strangers = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.mjs'));
  assert.deepEqual(strangers, []);
});

test('with Debian’s own types it hears a sample and shows the recordings', { skip }, () =>
  predictsBehind(debianTypes()),
);

test('with no type for WebAssembly, pictures and models it does the same', { skip }, () =>
  predictsBehind('types { text/html html; text/css css; application/javascript js; }'),
);

test('with no type for scripts the page says that this is why it does not start', { skip }, async () => {
  const site = await startNginx('types { text/html html; }');
  const { page, context } = await openPage(browser, site.url);
  await page.getByText(/could not be started \(the server sends it as “application\/octet-stream”/).waitFor();
  await context.close();
  await site.close();
});
