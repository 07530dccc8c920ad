import '../support/dataset_places.mjs';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { npyHead } from '../../../web/formats/npy.js';
import { parseNpy } from '../support/npy_arrays.mjs';

test('a NumPy head says the shape as Python writes it, in the same number of bytes for any', () => {
  for (const shape of [[5], [0, 180], [1440, 180], [100000, 40, 174]]) {
    const head = Buffer.from(npyHead(shape));
    assert.equal(head.length, 128);
    const body = Buffer.alloc(
      4 *
        Math.min(
          1e6,
          shape.reduce((a, b) => a * b, 1),
        ),
    );
    if (body.length < 4e6) assert.deepEqual(parseNpy(Buffer.concat([head, body])).shape, shape);
  }
  assert.match(Buffer.from(npyHead([5])).toString('latin1'), /'shape': \(5,\), \}/);
});
