// scripts/dev.mjs: serves the checkout over what was built, builds after changes, and tells the page.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { startDev } from '../../scripts/dev.mjs';

const put = (file, text) => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

/** A checkout with a page of one line, and the server; `made` holds the targets in their order. */
async function start(t, make = () => ({ ok: true, output: '' })) {
  const root = mkdtempSync(join(tmpdir(), 'emoscope-dev-'));
  const build = join(root, 'build');
  put(join(root, 'web/index.html'), '<html><head><meta charset="utf-8" /></head></html>');
  put(join(root, 'web/page.js'), 'export const one = 1;');
  put(join(root, 'src/ui/bars.cpp'), '// one');
  put(join(root, 'src/contract/states.h'), '// one');
  put(join(build, 'page/page.js'), 'minified');
  put(join(build, 'page/engine.wasm'), 'old');
  put(join(build, 'page/vendor/zip.js'), 'zip');
  put(join(build, 'programs/engine.wasm'), 'new');
  const made = [];
  const logged = [];
  const server = await startDev({
    root,
    build,
    make: async (target) => (made.push(target), make(target)),
    log: (line) => logged.push(line),
  });
  t.after(() => {
    server.close();
    rmSync(root, { recursive: true, force: true });
  });
  const get = async (path) => (await fetch(server.url + path)).text();
  return { root, made, logged, get, url: server.url };
}

/** The server's messages; next() waits for one. */
async function listen(t, url) {
  const stop = new AbortController();
  t.after(() => stop.abort());
  const { body } = await fetch(`${url}dev/events`, { signal: stop.signal });
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async () => {
    while (!text.includes('\n\n')) text += (await reader.read()).value;
    const [message] = text.split('\n\n', 1);
    text = text.slice(message.length + 2);
    return JSON.parse(message.replace(/^data: /, ''));
  };
  return { next };
}

test('the checkout comes first, then the programs, then what else was built', async (t) => {
  const { get, made, url } = await start(t);
  assert.deepEqual(made, ['dist']);
  assert.equal(await get('page.js'), 'export const one = 1;');
  assert.equal(await get('engine.wasm'), 'new');
  assert.equal(await get('vendor/zip.js'), 'zip');
  assert.equal((await fetch(`${url}gone.js`)).status, 404);
  assert.equal((await fetch(`${url}%2e%2e/src/ui/bars.cpp`)).status, 404);
});

test('a page gets one script of its own origin, and nothing else in it changes', async (t) => {
  const { get } = await start(t);
  const html = await get('');
  const script = html.match(/<script type="module" src="(dev\/page\.js\?\d+)"><\/script>/);
  assert.equal(html.replace(script[0], ''), '<html><head><meta charset="utf-8" /></head></html>');
  assert.match(await get(script[1]), /EventSource/);
});

test('a changed script is told of at once and built by nobody', async (t) => {
  const { root, made, get, url } = await start(t);
  const events = await listen(t, url);
  const { version } = await events.next();
  assert.match(await get(''), new RegExp(`page\\.js\\?${version}"`));
  put(join(root, 'web/page.js'), 'export const two = 2;');
  assert.equal((await events.next()).version, version + 1);
  assert.equal(await get('page.js'), 'export const two = 2;');
  assert.deepEqual(made, ['dist']);
});

test('changed C++ is built before the page hears of it; the contract is written anew first', async (t) => {
  const { root, made, url } = await start(t);
  const events = await listen(t, url);
  const { version } = await events.next();
  put(join(root, 'src/ui/bars.cpp'), '// two');
  assert.equal((await events.next()).version, version + 1);
  assert.deepEqual(made, ['dist', 'programs']);
  put(join(root, 'src/contract/states.h'), '// two');
  assert.equal((await events.next()).version, version + 2);
  assert.deepEqual(made.slice(2), ['contract', 'programs']);
});

test('a build that fails leaves the page as it is and says why; the next one takes that back', async (t) => {
  let ok = false;
  const { root, url } = await start(t, (target) => ({ ok: ok || target === 'dist', output: 'bars.cpp:1: error' }));
  const events = await listen(t, url);
  const { version } = await events.next();
  put(join(root, 'src/ui/bars.cpp'), 'wrong');
  assert.deepEqual(await events.next(), { version, failure: 'bars.cpp:1: error' });
  ok = true;
  put(join(root, 'src/ui/bars.cpp'), '// right');
  assert.deepEqual(await events.next(), { version: version + 1, failure: '' });
});

test('what changes during a build is built after it, once', { timeout: 20000 }, async (t) => {
  const building = [];
  const { root, made, logged, url } = await start(t, (target) =>
    target === 'dist' ? { ok: true } : new Promise((done) => building.push(() => done({ ok: true, output: '' }))),
  );
  const events = await listen(t, url);
  const { version } = await events.next();
  const until = async (condition) => {
    while (!condition()) await new Promise((done) => setTimeout(done, 5));
  };
  put(join(root, 'src/ui/bars.cpp'), '// two');
  await until(() => building.length === 1);
  put(join(root, 'src/ui/bars.cpp'), '// three');
  put(join(root, 'src/ui/plane.cpp'), '// three');
  await until(() => logged.filter((line) => line.endsWith('has changed')).length === 3);
  building[0]();
  assert.equal((await events.next()).version, version + 1);
  await until(() => building.length === 2);
  building[1]();
  assert.equal((await events.next()).version, version + 2);
  assert.deepEqual(made, ['dist', 'programs', 'programs']);
});
