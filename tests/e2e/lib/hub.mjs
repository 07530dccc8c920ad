// The hub in a browser without a network: whatever the page asks huggingface.co for is answered by the local server of
// the unit tests. The page is the one that is shipped: its policy and its list of hosts are as strict as ever.
import { hub } from '../../web/support/dataset_hub.mjs';

const HUB = 'https://huggingface.co';
// What the hub lets a page read of its answers.
const EXPOSED = 'X-Error-Code,X-Error-Message,ETag,Link,Accept-Ranges,Content-Range,X-Linked-Size,X-Linked-ETag';
const OF_THE_TRANSPORT = ['content-length', 'transfer-encoding', 'connection', 'keep-alive'];

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {Parameters<typeof hub>[0]} files
 * @param {Parameters<typeof hub>[1] & {held?: (url: URL) => Promise<unknown> | null}} [options]  held: an answer waits
 *   for it
 */
export async function withHub(context, files, { held = () => null, ...options } = {}) {
  const server = await hub(files, options);
  /** @type {string[]} */ const strangers = [];
  await context.route(/^https?:\/\/(?!localhost)/, async (route) => {
    const url = new URL(route.request().url());
    if (url.origin !== HUB) {
      strangers.push(url.href);
      return route.abort();
    }
    await held(url);
    // Playwright does not route what a redirect leads to, so it is followed here.
    const response = await fetch(server.base + url.pathname + url.search, { headers: route.request().headers() });
    const headers = {};
    for (const [name, value] of response.headers) {
      if (!OF_THE_TRANSPORT.includes(name)) headers[name] = value.replaceAll(server.base, HUB);
    }
    headers['access-control-allow-origin'] = '*';
    headers['access-control-expose-headers'] = EXPOSED;
    return route.fulfill({ status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) });
  });
  return { asked: server.asked, strangers, close: server.close };
}
