import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';

const web = new URL('../../web/', import.meta.url);
const read = (path) => readFileSync(new URL(path, web), 'utf8');
const modules = readdirSync(web, { recursive: true }).filter((path) => path.endsWith('.js'));
const html = read('index.html');

test('the page’s policy lets nothing in or out but the page itself', () => {
  const [, policy] = html.match(/http-equiv="Content-Security-Policy"\s+content="([^"]*)"/);
  const rules = Object.fromEntries(policy.split(';').map((rule) => rule.trim().split(/ (.*)/s)));
  assert.equal(rules['default-src'], "'self'");
  assert.equal(rules['script-src'], "'self' 'wasm-unsafe-eval'");
  assert.equal(rules['connect-src'], "'self'");
  assert.equal(rules['style-src'], "'self'");
  assert.ok(!policy.includes('http'), 'no host is named');
});

test('there is no inline script or style', () => {
  assert.ok(!/<script(?![^>]*\bsrc=)/.test(html));
  assert.ok(!/<style|\sstyle=|\son\w+=/.test(html));
});

test('every address is relative, so that the page works under a sub-path', () => {
  for (const [, address] of html.matchAll(/\b(?:src|href)="([^"]*)"/g)) {
    assert.ok(!address.startsWith('/') && !address.includes('://'), address);
    assert.ok(existsSync(new URL(address, web)), address);
  }
});

test('every module imports only modules that are there', () => {
  for (const path of modules) {
    for (const [, address] of read(path).matchAll(/^import[^;]*?from '([^']*)';/gms)) {
      assert.ok(address.startsWith('.'), `${path}: ${address}`);
      assert.ok(existsSync(new URL(address, new URL(path, web))), `${path}: ${address}`);
    }
  }
});

test('every module of the page is asked for at once, not one after another', () => {
  const found = new Set();
  const follow = (path) => {
    for (const [, address] of read(path).matchAll(/^import[^;]*?from '([^']*)';/gms)) {
      const named = posix.join(posix.dirname(path), address);
      if (!found.has(named)) follow((found.add(named), named));
    }
  };
  follow('page.js');
  const preloaded = [...html.matchAll(/<link rel="modulepreload" href="([^"]*)"/g)].map(([, address]) => address);
  assert.deepEqual(preloaded, [...found].sort());
});

test('each third party and each wasm module lives behind one file', () => {
  const callers = (pattern) => modules.filter((path) => pattern.test(read(path).replace(/\/\*\*.*?\*\//gs, '')));
  assert.deepEqual(callers(/InferenceSession|ort\.env/), ['engine/ort.js']);
  for (const [library, file] of [
    ['zip', 'sources/walk_zip.js'],
    ['zip_writer', 'formats/npz.js'],
    ['hub', 'sources/hub/hub_client.js'],
    ['parquet', 'formats/parquet.js'],
  ]) {
    assert.deepEqual(callers(new RegExp(`library\\('${library}'`)), [file], library);
  }
  assert.deepEqual(callers(/_emo_/), ['wasm/program.js']);
  for (const [program, ...users] of [
    ['ui', 'shell/ui_bridge.js'],
    ['engine', 'engine/engine_wasm.js'],
    ['data', 'workers/analysis_wasm.js', 'workers/data_wasm.js'],
  ])
    assert.deepEqual(callers(new RegExp(`callsOf\\(\\w+, ${program.toUpperCase()}_CALLS\\)`)), users);
});

test('the parts that the plain page fills are there', () => {
  const script = read('shell/plain_view.js');
  const wanted = [...script.matchAll(/#(?:part|button)\('([a-z-]+)'\)/g)].map(([, name]) => name);
  assert.ok(wanted.length > 10);
  for (const name of wanted) assert.ok(html.includes(`data-part="${name}"`), name);
  for (const [, id] of (read('page.js') + read('shell/view.js')).matchAll(/byId\('(\w+)'\)/g))
    assert.ok(html.includes(`id="${id}"`), id);
});

test('the code of the audio thread stays small', () => {
  assert.ok(read('audio/capture_worklet.js').split('\n').length <= 51);
});

test('the samples are those that the script makes', () => {
  const script = readFileSync(new URL('../../scripts/make_samples.sh', import.meta.url), 'utf8');
  const made = [...script.matchAll(/^clip (\w+) /gm)].map(([, name]) => `samples/${name}.wav`);
  const named = [...read('audio/samples.js').matchAll(/file: '([^']*)'/g)].map(([, file]) => file);
  assert.deepEqual(named, made);
});
