// What the development server adds to the page: a script of its own origin, so that the page's policy stays as strict as
// it is, which listens to server-sent events.
import { readFileSync } from 'node:fs';

const SCRIPT = new URL('dev_page.js', import.meta.url);

export class ReloadChannel {
  #version = Date.now(); // a page of an earlier run of the server is an old one, too
  #failure = '';
  /** @type {Set<import('node:http').ServerResponse>} */ #pages = new Set();

  /** Answers what is for the channel. @returns {boolean} whether it was */
  answer(path, request, response) {
    if (path === 'dev/page.js') {
      response.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache' });
      response.end(readFileSync(SCRIPT));
      return true;
    }
    if (path !== 'dev/events') return false;
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    this.#pages.add(response);
    request.on('close', () => this.#pages.delete(response));
    this.#tell(response);
    return true;
  }

  /** @param {string} text  of a page @returns {string} */
  addScript(text) {
    return text.replace('</head>', `<script type="module" src="dev/page.js?${this.#version}"></script></head>`);
  }

  reload() {
    this.#version += 1;
    this.#failure = '';
    for (const page of this.#pages) this.#tell(page);
  }

  /** The page stays, and says what the build said. @param {string} output */
  fail(output) {
    this.#failure = output.trimEnd().split('\n').slice(-40).join('\n');
    for (const page of this.#pages) this.#tell(page);
  }

  close() {
    for (const page of this.#pages) page.end();
  }

  #tell(page) {
    page.write(`data: ${JSON.stringify({ version: this.#version, failure: this.#failure })}\n\n`);
  }
}
