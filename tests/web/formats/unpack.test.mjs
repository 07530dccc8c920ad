import { damaged, zip } from '../support/dataset_places.mjs';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unpack } from '../../../web/formats/unpack.js';
import { listSource } from '../../../web/sources/listing.js';
import { zipSource } from '../../../web/sources/open.js';

const noise = (length) => {
  let state = 1;
  return Uint8Array.from({ length }, () => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) >> 16);
};

async function tellsApart(level) {
  const content = new Uint8Array(20_000).map((_, i) => i % 7);
  const archive = await zip([['a.wav', content, { level }]]);
  const { entries } = await listSource(zipSource(archive));
  const [{ packed }] = entries;
  const fails = (changed, why) => assert.rejects(unpack({ ...packed, ...changed }), { message: why });
  await fails({ crc32: packed.crc32 ^ 1 }, /^damaged in the archive \(its checksum does not agree\)/);
  await fails({ bytes: packed.bytes - 1 }, /its size does not agree/);
  await fails({ bytes: packed.bytes + 1 }, /its size does not agree/);
  await fails({ offset: 3 }, /not where the table of contents says/);
  await fails({ packedBytes: 1e6 }, /ends before its content/);
  const spoiled = await damaged(archive, (bytes) => void bytes.fill(0xff, 40, 60));
  await fails({ file: spoiled }, /cannot be unpacked|checksum|size/);
  const gone = { slice: () => ({ arrayBuffer: () => Promise.reject(new Error('it was removed')) }) };
  await fails({ file: gone }, /could not be read from the disk \(it was removed\)/);
}

test('a member comes out as through the library, packed or stored, whatever lies before it', async () => {
  const content = noise(70_000);
  const archive = await zip([
    ['a.wav', new Uint8Array(50_000).fill(7), { level: 9 }],
    ['b.wav', content, { level: 0, extraField: new Map([[0xfefe, noise(900)]]) }],
    ['c.wav', content, { level: 6 }],
    ['empty.wav', new Uint8Array(0), { level: 0 }],
    ['one_block.wav', content.subarray(0, 0xffff), { level: 0 }],
  ]);
  const { entries } = await listSource(zipSource(archive));
  for (const { path, packed, open } of entries) {
    assert.deepEqual(await unpack(packed), new Uint8Array(await open()), path);
  }
});

test('only the member’s own bytes of the archive are read', async () => {
  const archive = await zip(Array.from({ length: 20 }, (_, i) => [`${i}.wav`, noise(100_000), { level: 0 }]));
  const { entries } = await listSource(zipSource(archive));
  let read = 0;
  const slice = archive.slice.bind(archive);
  archive.slice = (start, end) => ((read += end - start), slice(start, end));
  await unpack(entries[7].packed);
  assert.ok(read < 101_000, `${read} bytes`);
});

for (const [how, level] of [
  ['packed', 6],
  ['stored', 0],
]) {
  test(`damage of a ${how} member is told apart: checksum, size, content, place`, () => tellsApart(level));
}
