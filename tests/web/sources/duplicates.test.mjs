import { cpuTime, file, zip } from '../support/dataset_places.mjs';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { contentKey, findDuplicates } from '../../../web/sources/duplicates.js';
import { stopping } from '../../../web/workers/failure.js';
import { listSource } from '../../../web/sources/listing.js';
import { filesSource, zipSource } from '../../../web/sources/open.js';

const entry = (path, content, more = {}) => ({
  path,
  bytes: content.length,
  modified: null,
  reader: 'engine',
  open: async () => new TextEncoder().encode(content).buffer,
  ...more,
});
const pathsIn = (groups) => groups.map((group) => group.map(({ path }) => path));

test('sounds of equal content are found, whatever they are called', async () => {
  const { groups, state } = await findDuplicates([
    entry('a', 'same'),
    entry('b', 'diff'),
    entry('c', 'same'),
    entry('d', 'other'),
    entry('e', 'twice'),
    entry('f', 'same'),
    entry('g', 'twice'),
  ]);
  assert.equal(state, 'finished');
  assert.deepEqual(pathsIn(groups), [
    ['a', 'c', 'f'],
    ['e', 'g'],
  ]);
});

test('only those of equal size are read', async () => {
  const opened = [];
  const watched = (path, content) =>
    entry(path, content, { open: async () => (opened.push(path), new Blob([content])) });
  const { read } = await findDuplicates([
    watched('a', '1'),
    watched('b', '22'),
    watched('c', '33'),
    watched('d', '444'),
  ]);
  assert.deepEqual(opened, ['b', 'c']);
  assert.equal(read, 2);
});

test('of an archive, only those whose checksums agree, too, are unpacked', async () => {
  const opened = [];
  const packed = (path, content, crc32) =>
    entry(path, content, { packed: { crc32 }, open: async () => (opened.push(path), new Blob([content])) });
  const some = [packed('a', '11', 1), packed('b', '22', 2), packed('c', '11', 1), packed('d', '33', 1)];
  assert.deepEqual(pathsIn((await findDuplicates(some)).groups), [['a', 'c']]);
  assert.deepEqual(opened, ['a', 'c', 'd']);
  opened.length = 0;
  const onDisk = entry('e', '22', { open: async () => (opened.push('e'), new Blob(['22'])) });
  assert.deepEqual(pathsIn((await findDuplicates([...some, onDisk])).groups), [
    ['a', 'c'],
    ['b', 'e'],
  ]);
  assert.equal(opened.length, 5, 'one on the disk may equal any of its size');
});

test('one whose size is unknown is compared with all', async () => {
  const { groups } = await findDuplicates([entry('a', 'x'), entry('b', 'yy'), entry('c', 'yy', { bytes: null })]);
  assert.deepEqual(pathsIn(groups), [['b', 'c']]);
});

test('where the hash is known nothing is read', async () => {
  const known = (path, content) =>
    entry(path, content, { sha256: createHash('sha256').update(content).digest('hex'), open: assert.fail });
  const { groups, read } = await findDuplicates([known('a', 'x1'), known('b', 'x2'), known('c', 'x1')]);
  assert.deepEqual([pathsIn(groups), read], [[['a', 'c']], 0]);
  const mixed = await findDuplicates([known('a', 'x1'), entry('b', 'x1')]);
  assert.deepEqual([pathsIn(mixed.groups), mixed.read], [[['a', 'b']], 1]);
});

test('the double tree of a zip and a folder’s copies are found', async () => {
  const actor = [
    ['Actor_01/a.wav', 'aaa'],
    ['Actor_01/b.wav', 'bbb'],
  ];
  const inner = actor.map(([path, content]) => [`again/${path}`, content]);
  const zipped = await listSource(zipSource(await zip([...actor, ...inner])));
  const picked = await listSource(filesSource([file('aaa', 'R/copy.wav')]));
  const { groups } = await findDuplicates([...zipped.entries, ...picked.entries]);
  assert.deepEqual(pathsIn(groups), [
    ['Actor_01/a.wav', 'again/Actor_01/a.wav', 'copy.wav'],
    ['Actor_01/b.wav', 'again/Actor_01/b.wav'],
  ]);
});

test('one that cannot be read is named and the rest goes on', async () => {
  const broken = entry('b', 'xx', { open: () => Promise.reject(new Error('damaged')) });
  const { groups, failed } = await findDuplicates([entry('a', 'xx'), broken, entry('c', 'xx')]);
  assert.deepEqual(pathsIn(groups), [['a', 'c']]);
  assert.deepEqual(failed, [{ path: 'b', why: 'damaged' }]);
});

test('a cancelled search gives what it had found', async () => {
  const stop = new AbortController();
  const entries = Array.from({ length: 100 }, (_, i) =>
    entry(`${i}`, `${i % 2}`, {
      open: async () => {
        if (i === 20) stop.abort();
        return new Blob([`${i % 2}`]);
      },
    }),
  );
  const { state, groups, read } = await findDuplicates(entries, { signal: stop.signal, width: 1 });
  assert.equal(state, 'cancelled');
  assert.ok(read >= 20 && read < 25, `${read}`);
  assert.equal(groups.length, 2);
});

test('the hub’s “too many requests” stops the search with its sentence', async () => {
  const limited = entry('b', 'xx', { open: () => Promise.reject(stopping('Too many requests.')) });
  const { state, problem } = await findDuplicates([entry('a', 'xx'), limited]);
  assert.deepEqual([state, problem], ['stopped', 'Too many requests.']);
});

test('progress counts the bytes that are read', async () => {
  const told = [];
  await findDuplicates([entry('a', 'xx'), entry('b', 'yy'), entry('c', 'z')], { onProgress: (p) => told.push(p) });
  assert.deepEqual([told.at(-1).done, told.at(-1).total, told.at(-1).left_s], [2, 2, 0]);
});

test('a large content is hashed in pieces, and one changed byte shows', async () => {
  const bytes = new Uint8Array(20 << 20);
  let largest = 0;
  const watched = (blob) => {
    const slice = blob.slice.bind(blob);
    blob.arrayBuffer = () => assert.fail('read as a whole');
    blob.slice = (start, end) => ((largest = Math.max(largest, end - start)), slice(start, end));
    return blob;
  };
  const first = await contentKey(watched(new Blob([bytes])));
  assert.equal(await contentKey(watched(new Blob([bytes]))), first);
  bytes[15 << 20] = 1;
  assert.notEqual(await contentKey(watched(new Blob([bytes]))), first);
  assert.equal(largest, 8 << 20);
  const small = new TextEncoder().encode('abc');
  assert.equal(await contentKey(small.buffer), createHash('sha256').update('abc').digest('hex'));
});

test('a hundred thousand different sizes are sorted out without reading', async () => {
  const spent = (length) => {
    const entries = Array.from({ length }, (_, i) => ({ ...entry(`${i}`, ''), bytes: i + 1, open: assert.fail }));
    return cpuTime(async () => assert.deepEqual((await findDuplicates(entries)).groups, []));
  };
  await spent(5000);
  const few = await spent(10_000);
  const many = await spent(100_000);
  assert.ok(many < 40 * Math.max(few, 5), `${few.toFixed()} ms, then ${many.toFixed()} ms of processor time`);
});
