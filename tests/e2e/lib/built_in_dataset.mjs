// Reads a built-in dataset by what src/explorer/built_in_dataset.cpp and src/dataset/catalogue_bytes.cpp say of their bytes: an
// implementation of its own, so that what is written is what is described.
import assert from 'node:assert/strict';

import { fromFloat16 } from '../../../scripts/models/lib/float16.mjs';

class Bytes {
  /** @param {Buffer} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  /** @param {number} count */
  take(count) {
    assert.ok(this.at + count <= this.bytes.length, 'the bytes end too early');
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }
  u32 = () => this.take(4).readUInt32LE();
  text = () => this.take(this.u32()).toString('utf8');
  /** @template T @param {number} count @param {() => T} one @returns {T[]} */
  list = (count, one) => Array.from({ length: count }, one);
}

/** @param {Buffer} bytes */
function fnv1a(bytes) {
  let sum = 0xcbf29ce484222325n;
  for (const byte of bytes) sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
  return sum;
}

/** What follows a header with this magic, version 1 and a right checksum. @param {Buffer} bytes @param {string} magic */
function contentOf(bytes, magic) {
  assert.equal(bytes.toString('latin1', 0, 4), magic);
  assert.equal(bytes.readUInt32LE(4), 1);
  assert.equal(bytes.readBigUInt64LE(8), fnv1a(bytes.subarray(16)));
  return new Bytes(bytes.subarray(16));
}

/** @param {Buffer} bytes */
function readCatalogue(bytes) {
  const reader = contentOf(bytes, 'EMOC');
  const count = reader.u32();
  const all = reader.take(reader.u32());
  let begin = 0;
  const paths = reader.list(count, () => {
    const end = reader.u32();
    const path = all.toString('utf8', begin, end);
    begin = end;
    return path;
  });
  const fields = reader.list(reader.u32(), () => {
    const words = reader.list(reader.u32(), reader.text);
    return reader.list(count, () => words[reader.take(2).readUInt16LE()] ?? '');
  });
  const columns = reader.list(reader.u32(), () => ({
    name: reader.text(),
    unit: reader.text(),
    values: reader.list(count, () => reader.take(4).readFloatLE()),
  }));
  assert.equal(reader.at, reader.bytes.length);
  return { paths, fields, columns };
}

/** @param {Buffer} bytes */
export function readBuiltInDataset(bytes) {
  const reader = contentOf(bytes, 'EMOK');
  const catalogue = readCatalogue(reader.take(reader.u32()));
  const [title, attribution] = [reader.text(), reader.text()];
  const features = reader.list(reader.u32(), () => {
    const madeBy = reader.text();
    const width = reader.u32();
    const exponents = reader.list(width, () => reader.take(1).readInt8());
    const rows = catalogue.paths.map(() =>
      exponents.map((exponent) => fromFloat16(reader.take(2).readUInt16LE()) * 2 ** exponent),
    );
    return { madeBy, width, rows };
  });
  const duplicates = reader.list(reader.u32(), () => reader.list(reader.u32(), reader.u32));
  assert.equal(reader.at, reader.bytes.length);
  return { ...catalogue, title, attribution, mlp180: features[0], embedding: features[1], duplicates };
}
