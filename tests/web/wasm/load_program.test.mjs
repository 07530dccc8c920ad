import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { importModule, startProgram, whyUnusable } from '../../../web/wasm/load_program.js';

const { fetch } = globalThis;
/** What the made-up server answers, by file name: [status, type, body]. */
let answers;
beforeEach(() => {
  answers = {};
  globalThis.fetch = async (url) => {
    const [status, type, body] = answers[new URL(url).pathname.split('/').at(-1)] ?? [404, 'text/html', ''];
    if (status === 0) throw new TypeError('Failed to fetch');
    return new Response(body, { status, headers: type ? { 'Content-Type': type } : {} });
  };
});
afterEach(() => (globalThis.fetch = fetch));

// (module (func (export "seven") (result i32) i32.const 7))
const SEVEN = Uint8Array.from(
  [
    [0, 97, 115, 109, 1, 0, 0, 0],
    [1, 5, 1, 96, 0, 1, 127],
    [3, 2, 1, 0],
    [7, 9, 1, 5, 115, 101, 118, 101, 110, 0, 0],
    [10, 6, 1, 4, 0, 65, 7, 11],
  ].flat(),
);
const folder = new URL('../support/', import.meta.url);
const start = () => startProgram(folder, 'tiny_program', { scale: 6 });

for (const type of [
  'application/wasm',
  'application/wasm; charset=binary',
  'application/octet-stream',
  'text/plain',
  '',
]) {
  test(`a program is started that the server sends as “${type}”`, async () => {
    answers['tiny_program.wasm'] = [200, type, SEVEN];
    assert.equal((await start()).answer(), 42);
  });
}

for (const [what, answer, words] of [
  ['no connection', [0], /^tiny_program\.wasm: no connection$/],
  ['a missing file', [404, 'text/html', 'not here'], /^tiny_program\.wasm: the server answered 404$/],
  ['a page in its place', [200, 'text/html', '<!doctype html>'], /^tiny_program\.wasm: .*“text\/html” is no program: /],
  ['half of it', [200, 'application/wasm', SEVEN.slice(0, 20)], /^tiny_program\.wasm: .*is no program: /],
]) {
  test(`${what} instead of a program is said`, async () => {
    answers['tiny_program.wasm'] = answer;
    await assert.rejects(start(), { message: words });
  });
}

for (const [what, answer, words] of [
  ['no connection', [0], /^no connection$/],
  ['a missing file', [404, 'text/html', ''], /^the server answered 404$/],
  [
    'a server that does not know its type',
    [200, 'application/octet-stream', ''],
    /“application\/octet-stream” and not as “text\/javascript”$/,
  ],
  ['a server that names no type', [200, '', new Uint8Array(1)], /“nothing known” and not as “text\/javascript”$/],
  ['a module with a fault of its own', [200, 'application/javascript', ''], /Cannot find module|ERR_MODULE_NOT_FOUND/],
]) {
  test(`why a module could not be used: ${what}`, async () => {
    answers['not_there.js'] = answer;
    await assert.rejects(importModule(new URL('not_there.js', folder)), { message: words });
  });
}

test('of a worker whose file is as it should be only that is known', async () => {
  answers['worker.js'] = [200, 'text/javascript; charset=utf-8', ''];
  assert.equal(await whyUnusable(new URL('worker.js', folder)), 'its program does not run here');
});
