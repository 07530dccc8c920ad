import '../../support/dataset_places.mjs';
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { hubSource } from '../../../../web/sources/hub/hub.js';
import { HubClient } from '../../../../web/sources/hub/hub_client.js';
import { runJob } from '../../../../web/workers/job.js';
import { listSource } from '../../../../web/sources/listing.js';
import { readTable } from '../../../../web/formats/table.js';
import { hub, refusal, soundParquet } from '../../support/dataset_hub.mjs';

const servers = [];
const start = async (...args) => {
  const server = await hub(...args);
  servers.push(server);
  return server;
};
afterEach(async () => {
  for (const { close } of servers.splice(0)) await close();
});

const NAME = '03-01-03-01-02-01-05.wav';
const FILES = {
  'README.md': '# RAVDESS',
  [`audios/${NAME}`]: Buffer.from([1, 2, 3, 4, 5]),
  'audios/ü #1 100%.wav': Buffer.from([6, 7]),
  'audios/third.flac': Buffer.from([8]),
  'train.csv': 'path,classname\n' + `audios/${NAME},happy\n"audios/ü #1 100%.wav","calm, very"\n`,
  'test.csv': 'path,classname\naudios/third.flac,sad\n',
};

const SOUND_BYTES = 20_000;
let state = 1;
const noise = () => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) >> 16; // cannot be packed
const sounds = Array.from({ length: 40 }, (_, i) => ({
  bytes: Uint8Array.from({ length: SOUND_BYTES }, noise),
  path: `03-01-0${(i % 8) + 1}-01-01-01-01_${i}.wav`,
}));

test('a dataset of sound files beside CSV: all pages of its list, its licence, its tables', async () => {
  const { base, asked } = await start(FILES);
  const source = await hubSource({ base });
  assert.deepEqual(
    [source.title, source.info.licence, source.info.downloads, source.info.gated],
    ['MahiA/RAVDESS', 'cc-by-nc-sa-4.0', 1234, false],
  );
  const { state, entries, tables, skipped } = await listSource(source);
  assert.equal(state, 'finished');
  assert.deepEqual(
    entries.map(({ path, bytes, sha256 }) => [path, bytes, sha256]),
    [
      [`audios/${NAME}`, 5, `sha-audios/${NAME}`],
      ['audios/ü #1 100%.wav', 2, 'sha-audios/ü #1 100%.wav'],
      ['audios/third.flac', 1, undefined],
    ],
  );
  assert.ok(asked.filter(({ path }) => path.includes('/tree/main')).length === 3, 'three pages');
  assert.ok(!asked.some(({ path }) => path.includes('/resolve/')), 'no content');
  assert.deepEqual(
    skipped.map(({ path }) => path),
    ['README.md'],
  );
  const train = await readTable(tables.find(({ path }) => path === 'train.csv'));
  assert.match(train.text, /^path,classname\n.*\n.*audios\/ü #1 100%\.wav"?,"calm, very"/);
});

test('a sound is fetched by one request when it is asked for, whatever signs its name has', async () => {
  for (const lfs of [true, false]) {
    const { base, asked } = await start(FILES, { lfs });
    const { entries } = await listSource(await hubSource({ base }));
    asked.length = 0;
    assert.deepEqual([...new Uint8Array(await entries[1].open())], [6, 7]);
    assert.ok(entries[1].open.length <= 1);
    assert.equal(asked.length, lfs ? 2 : 1, 'the answer, and where it lies');
    const content = await entries[0].open();
    assert.ok(content instanceof ArrayBuffer, 'a blob of the library would be empty in a worker');
  }
});

test('the dataset is named as people name it', async () => {
  for (const repo of [
    'MahiA/RAVDESS',
    ' https://huggingface.co/datasets/MahiA/RAVDESS/tree/main/audios ',
    'datasets/MahiA/RAVDESS/',
    'https://huggingface.co/datasets/MahiA/RAVDESS?row=3',
  ]) {
    assert.equal(new HubClient({ repo }).repo, 'MahiA/RAVDESS');
  }
  for (const repo of ['', 'a/b/c', '../x', 'a b/c', 'x/..']) {
    assert.throws(() => new HubClient({ repo }), /is not the name of a dataset.*owner\/name/, repo);
  }
});

test('a dataset that is private or not there, or needs an account, is said so', async () => {
  const { base } = await start(FILES);
  await assert.rejects(hubSource({ base, repo: 'some/other' }), /“some\/other” is not on the hub, or it is private/);
  await assert.rejects(hubSource({ base, revision: 'v9' }), /no version “v9”/);
  const gated = await start(FILES, { answer: () => refusal(401, 'GatedRepo', 'restricted') });
  await assert.rejects(hubSource({ base: gated.base }), /agreed to its terms.*open the folder here/);
  const hidden = await start(FILES, { answer: () => ({ status: 403 }) });
  await assert.rejects(hubSource({ base: hidden.base }), /is not on the hub, or it is private/);
});

test('another version of the dataset can be opened', async () => {
  const { base, asked } = await start(FILES);
  const { entries } = await listSource(await hubSource({ base, revision: 'v1/x' }));
  assert.equal(entries.length, 3);
  assert.ok(asked.every(({ path }) => /\/(revision|tree)\/v1\/x/.test(path)));
});

test('a file that has gone fails alone', async () => {
  const files = { ...FILES };
  const { base } = await start(files);
  const { entries } = await listSource(await hubSource({ base }));
  delete files['audios/ü #1 100%.wav'];
  const { state, done, failed } = await runJob({
    items: entries,
    work: (entry) => entry.open(),
    nameOf: ({ path }) => path,
  });
  assert.deepEqual([state, done.length], ['finished', 2]);
  assert.match(failed[0].why, /is not in the dataset “MahiA\/RAVDESS” any more/);
});

test('“too many requests” is waited out if it is short, else it stops the job, which keeps what it had', async () => {
  let refusals = 1;
  const waits = [];
  const headers = { RateLimit: '"resolvers";r=0;t=7' };
  const answer = (request, path) =>
    path.includes('/resolve/') && path.includes('third') && refusals-- > 0
      ? refusal(429, '', 'slow down', headers)
      : null;
  const { base } = await start(FILES, { answer });
  const options = { base, wait: async (seconds) => void waits.push(seconds) };
  const { entries } = await listSource(await hubSource(options));
  const work = (entry) => entry.open();
  assert.equal((await runJob({ items: entries, work })).done.length, 3);
  assert.deepEqual(waits, [7]);

  refusals = 9;
  headers.RateLimit = '"resolvers";r=0;t=130';
  const { state, done, problem } = await runJob({ items: entries, work });
  assert.deepEqual([state, done.length, waits], ['stopped', 2, [7]]);
  assert.match(problem, /too many requests.*in 3 minutes; what has arrived is kept/);
});

test('the hub’s own failure, and no connection, are said and stop the job', async () => {
  const { base } = await start(FILES, { answer: () => ({ status: 500 }) });
  await assert.rejects(hubSource({ base }), /127\.0\.0\.1:\d+ answered with an error \(500\)/);
  const away = await start(FILES);
  const { entries } = await listSource(await hubSource({ base: away.base }));
  await servers.pop().close();
  const { state, problem } = await runJob({ items: entries, work: (entry) => entry.open() });
  assert.equal(state, 'stopped');
  assert.match(problem, /could not be reached\. Check the connection/);
});

test('a list that breaks off keeps what had come', async () => {
  let pages = 0;
  const answer = (request, path) => (path.includes('/tree/') && ++pages > 2 ? { status: 502 } : null);
  const { base } = await start(FILES, { answer });
  const { state, entries, problem } = await listSource(await hubSource({ base }));
  assert.deepEqual([state, entries.length], ['stopped', 3]);
  assert.match(problem, /502/);
});

test('only the hub’s own hosts are asked', async () => {
  const answer = (request, path) =>
    path.includes('/tree/')
      ? { status: 200, headers: { Link: '<https://elsewhere.example/next>; rel="next"' }, body: '[]' }
      : null;
  const { base } = await start(FILES, { answer });
  const { state, problem } = await listSource(await hubSource({ base }));
  assert.equal(state, 'stopped');
  assert.match(problem, /elsewhere\.example, which this page does not ask/);
});

test('listing and loading can be cancelled', async () => {
  const { base } = await start(FILES);
  const stop = new AbortController();
  const source = await hubSource({ base, signal: stop.signal });
  const { state, entries } = await listSource(source, { signal: stop.signal, onEntry: () => stop.abort() });
  assert.deepEqual([state, entries.length], ['cancelled', 1]);
  await assert.rejects(entries[0].open(), { name: 'AbortError' });
});

test('a sound that came incomplete is not taken', async () => {
  const { base } = await start(FILES, {
    answer: (request, path) =>
      path.includes('third') && path.includes('/resolve/') ? { status: 200, body: '' } : null,
  });
  const { entries } = await listSource(await hubSource({ base }));
  await assert.rejects(entries[2].open(), /came incomplete \(0 of 1 bytes\)/);
});

test('sounds inside Parquet are listed with their rows, without fetching them', async () => {
  const { base, asked } = await start({ 'data/train-00000-of-00001.parquet': soundParquet(sounds), 'README.md': 'x' });
  const { entries, state, tables } = await listSource(await hubSource({ base }));
  assert.equal(state, 'finished');
  assert.equal(entries.length, 40);
  assert.equal(entries[13].path, `data/train-00000-of-00001.parquet/${sounds[13].path}`);
  assert.deepEqual(entries[13].fields, { actor: 14, label: 'calm', text: 'Dogs' });
  assert.equal(entries[4].fields.label, null);
  const loaded = asked.filter(({ path }) => path.includes('/cdn/')).reduce((sum, { bytes }) => sum + bytes, 0);
  assert.ok(loaded < 100_000, `${loaded} of ${40 * SOUND_BYTES} bytes`);
  const { columns, rows } = await readTable(tables[0]);
  assert.deepEqual([columns, rows.length], [['actor', 'label', 'text'], 40]);
});

test('a sound inside Parquet costs its row group once', async () => {
  const { base, asked } = await start({ 'train.parquet': soundParquet(sounds) });
  const { entries } = await listSource(await hubSource({ base }));
  asked.length = 0;
  for (const i of [20, 21, 29]) assert.deepEqual(new Uint8Array(await entries[i].open()), sounds[i].bytes);
  const parts = asked.filter(({ path }) => path.includes('/cdn/'));
  const loaded = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  assert.ok(loaded > 10 * SOUND_BYTES * 0.9 && loaded < 11 * SOUND_BYTES, `${loaded} bytes`);
  assert.ok(parts.every(({ range }) => range));
});

test('where the file has a page index, a sound out of order costs its page', async () => {
  const parquet = soundParquet(sounds, { index: true, pageSize: 4 * SOUND_BYTES, rowGroupSize: 40 });
  const { base, asked } = await start({ 'train.parquet': parquet });
  const { entries } = await listSource(await hubSource({ base }));
  asked.length = 0;
  assert.deepEqual(new Uint8Array(await entries[27].open()), sounds[27].bytes);
  const loaded = asked.filter(({ path }) => path.includes('/cdn/')).reduce((sum, { bytes }) => sum + bytes, 0);
  assert.ok(loaded < 8 * SOUND_BYTES, `${loaded} bytes`);
});

test('rows without a sound, or without its name, are named by their place', async () => {
  const some = [{ bytes: sounds[0].bytes, path: null }, { bytes: null, path: 'lost.wav' }, null];
  const { base } = await start({ 'train.parquet': soundParquet(some) });
  const { entries } = await listSource(await hubSource({ base }));
  assert.deepEqual(
    entries.map(({ path }) => path),
    ['train.parquet/row 1.wav', 'train.parquet/lost.wav', 'train.parquet/row 3.wav'],
  );
  assert.equal((await entries[0].open()).byteLength, SOUND_BYTES);
  for (const i of [1, 2]) await assert.rejects(entries[i].open(), /holds no sound/);
});

test('pictures inside Parquet are no sounds', async () => {
  const { base } = await start({ 'train.parquet': soundParquet(sounds.slice(0, 3), { type: 'Image' }) });
  const { entries, tables } = await listSource(await hubSource({ base }));
  assert.deepEqual([entries.length, tables.length], [0, 1]);
});

test('a damaged Parquet file is skipped with its reason, and the others are read', async () => {
  const { base } = await start({ 'a.parquet': Buffer.alloc(1000, 7), 'b.parquet': soundParquet(sounds.slice(0, 2)) });
  const { state, entries, skipped } = await listSource(await hubSource({ base }));
  assert.deepEqual([state, entries.length], ['finished', 2]);
  assert.match(skipped[0].why, /a\.parquet is not a Parquet file or is damaged/);
});

test('a server that sends whole files instead of parts is not believed', async () => {
  const { base } = await start({ 'train.parquet': soundParquet(sounds) }, { ranges: false });
  const { skipped } = await listSource(await hubSource({ base }));
  assert.match(skipped[0].why, /instead of the part that was asked for/);
});
