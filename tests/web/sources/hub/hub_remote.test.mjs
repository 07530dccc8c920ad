// The hub through its worker: the same answers over a message port as without one.
import '../../support/dataset_places.mjs';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { afterEach, test } from 'node:test';
import { HUB_HOSTS } from '../../../../web/sources/hub/hub_client.js';
import { HubRemote } from '../../../../web/sources/hub/hub_remote.js';
import { HubService } from '../../../../web/sources/hub/hub_service.js';
import { runJob } from '../../../../web/workers/job.js';
import { listSource } from '../../../../web/sources/listing.js';
import { readTable } from '../../../../web/formats/table.js';
import { serve } from '../../../../web/workers/serve.js';
import { hub, refusal, soundParquet } from '../../support/dataset_hub.mjs';

const endings = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A hub, and the page's end of a worker that asks it. */
async function connect(files, options) {
  const server = await hub(files, options);
  const { port1, port2 } = new MessageChannel();
  const service = new HubService({ base: server.base });
  serve(port2, (...question) => service.answer(...question));
  const remote = new HubRemote(port1);
  endings.push(server.close, () => (remote.close(), port2.close()));
  return { ...server, remote };
}

const REPO = 'MahiA/RAVDESS';
const FILES = {
  'README.md': '# RAVDESS',
  'audios/03-01-03-01-02-01-05.wav': Buffer.from([1, 2, 3, 4, 5]),
  'audios/03-01-04-01-02-01-05.wav': Buffer.from([6, 7]),
  'train.csv': 'path,classname\naudios/03-01-03-01-02-01-05.wav,happy\n',
};

test('a dataset is listed, a sound and a table of it are fetched, through the worker', async () => {
  const { remote } = await connect(FILES);
  const source = await remote.source({ repo: REPO });
  assert.deepEqual([source.title, source.info.licence], [REPO, 'cc-by-nc-sa-4.0']);
  const { state, entries, skipped, tables } = await listSource(source);
  assert.equal(state, 'finished');
  assert.deepEqual(
    entries.map(({ path, bytes, reader }) => [path, bytes, reader]),
    [
      ['audios/03-01-03-01-02-01-05.wav', 5, 'engine'],
      ['audios/03-01-04-01-02-01-05.wav', 2, 'engine'],
    ],
  );
  assert.deepEqual(
    skipped.map(({ path }) => path),
    ['README.md'],
  );
  assert.deepEqual([...new Uint8Array(await entries[1].open())], [6, 7]);
  assert.match((await readTable(tables[0])).text, /^path,classname\n.*audios\/03-01-03-01-02-01-05\.wav"?,happy\n/);
  assert.match(new TextDecoder().decode(await tables[0].open()), /^path,classname/);
});

test('sounds inside Parquet keep their rows, and more than a batch of them come all', async () => {
  const sounds = Array.from({ length: 450 }, (_, i) => ({ bytes: Uint8Array.of(i % 256, 1), path: `take_${i}.wav` }));
  const { remote } = await connect({ 'train.parquet': soundParquet(sounds, { rowGroupSize: 100 }) });
  const { entries, tables } = await listSource(await remote.source({ repo: REPO }));
  assert.equal(entries.length, 450);
  assert.deepEqual(entries[301].fields, { actor: 14, label: 'calm', text: 'Dogs' });
  assert.deepEqual([...new Uint8Array(await entries[301].open())], [45, 1]);
  assert.equal((await readTable(tables[0])).rows.length, 450);
});

test('what goes wrong is the same sentence; what stops a job stops it here, too', async () => {
  let limited = false;
  const { remote } = await connect(FILES, {
    answer: (request, path) =>
      limited && path.includes('/resolve/') ? refusal(429, '', 'slow', { 'Retry-After': '600' }) : null,
  });
  await assert.rejects(remote.source({ repo: 'some/other' }), /“some\/other” is not on the hub, or it is private/);
  await assert.rejects(remote.source({ repo: 'a/b/c' }), /is not the name of a dataset/);
  const { entries } = await listSource(await remote.source({ repo: REPO }));
  limited = true;
  const { state, problem } = await runJob({ items: entries, work: (entry) => entry.open() });
  assert.equal(state, 'stopped');
  assert.match(problem, /too many requests/);
});

test('listing and loading can be cancelled, and closing ends what is still asked', async () => {
  let held = null;
  const waiting = new Promise((resolve) => (held = resolve));
  const { remote, asked } = await connect(FILES, {
    answer: (request, path) => (path.includes('/tree/') && held(), null),
  });
  const stop = new AbortController();
  const source = await remote.source({ repo: REPO, signal: stop.signal });
  const listing = listSource(source, { signal: stop.signal, onEntry: () => stop.abort() });
  await waiting;
  assert.equal((await listing).state, 'cancelled');
  const again = await listSource(await remote.source({ repo: REPO }));
  const before = asked.length;
  await assert.rejects(again.entries[0].open(AbortSignal.abort()), { name: 'AbortError' });
  assert.equal(asked.length, before, 'nothing was asked for');
  const open = again.entries[0].open();
  remote.close();
  await assert.rejects(open, /was closed\. Open it again/);
});

test('content that a redirect brings from elsewhere is not taken', async () => {
  const elsewhere = createServer((request, response) => response.end('12345'));
  await new Promise((resolve) => elsewhere.listen(0, '127.0.0.1', () => resolve(undefined)));
  endings.push(() => (elsewhere.closeAllConnections(), elsewhere.close()));
  const Location = `http://127.0.0.1:${elsewhere.address().port}/sound`;
  const { remote } = await connect(FILES, {
    answer: (request, path) => (path.includes('/resolve/') ? { status: 302, headers: { Location } } : null),
  });
  const { entries } = await listSource(await remote.source({ repo: REPO }));
  await assert.rejects(entries[0].open(), /pointed to 127\.0\.0\.1:\d+, which this page does not ask/);
});

test('the policy of the document that speaks with the hub names the hub’s hosts alone', () => {
  const html = readFileSync(new URL('../../../../web/sources/hub/hub.html', import.meta.url), 'utf8');
  const [, policy] = html.match(/http-equiv="Content-Security-Policy"\s+content="([^"]*)"/);
  const rules = Object.fromEntries(policy.split(';').map((rule) => rule.trim().split(/ (.*)/s)));
  assert.deepEqual(
    rules['connect-src'].split(' '),
    HUB_HOSTS.map((host) => `https://${host.startsWith('.') ? `*${host}` : host}`),
  );
  assert.equal(rules['default-src'], "'none'");
  assert.equal(rules['script-src'], "'self'");
  assert.ok(!/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/.test(html));
});
