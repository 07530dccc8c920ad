// Players inside a page of a real Chromium, each in a context of its own.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { launch } from '../../../tests/e2e/lib/browser.mjs';

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};
// Isolated, a page's clock counts in 5 µs instead of 100.
const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const AWAKE = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** @param {Record<string, string>} files  address in the page → file on disk */
export async function startChromium(files) {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const type = TYPES[extname(path)] ?? 'text/html';
    if (path !== '/' && !files[path]) return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': type, ...ISOLATED });
    response.end(path === '/' ? '<!doctype html><title>Benchmark</title>' : readFileSync(files[path]));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const browser = await launch({ flags: AWAKE }).catch((error) => {
    server.close();
    throw new Error(`Chromium could not be started (CHROMIUM names one): ${error.message.split('\n')[0]}`);
  });

  return {
    version: `Chromium ${browser.version()}`,
    /** @param {string} module  its address; exports player(options) */
    async player(module, options) {
      const page = await (await browser.newContext()).newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.evaluate(
        async ([address, given]) => {
          window.player = await (await import(address)).player(given);
        },
        [module, options],
      );
      const call = (method, ...list) => page.evaluate(([m, args]) => window.player[m](...args), [method, list]);
      return {
        version: () => call('version'),
        // Arrays cross as base64: Playwright's own way of passing numbers takes seconds for a clip.
        sound: (samples, rate) =>
          page.evaluate(
            ([text, hz]) =>
              window.player.sound(new Float32Array(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer), hz),
            [Buffer.from(samples.buffer).toString('base64'), rate],
          ),
        prepare: (one) => call('prepare', one),
        run: (one, times) => call('run', one, times),
        result: async (one) => {
          const text = await page.evaluate((name) => {
            const bytes = new Uint8Array(Float32Array.from(window.player.result(name)).buffer);
            return btoa(bytes.reduce((all, byte) => all + String.fromCharCode(byte), ''));
          }, one);
          return new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
        },
        close: () => page.close(),
      };
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
