// Reads .npy files back, as NumPy’s description of the format says.
import assert from 'node:assert/strict';

/** After numpy/lib/format.py: magic, version, length, a Python literal padded with spaces to a line end at 64 × n. */
export function parseNpy(bytes) {
  assert.equal(bytes.toString('latin1', 0, 6), '\x93NUMPY');
  assert.deepEqual([bytes[6], bytes[7]], [1, 0]);
  const start = 10 + bytes.readUInt16LE(8);
  assert.equal(start % 64, 0);
  const head = bytes.toString('latin1', 10, start);
  const match = head.match(/^\{'descr': '<f4', 'fortran_order': False, 'shape': \(((?:\d+,|\d+(?:, \d+)+))\), \} *\n$/);
  assert.ok(match, head);
  const shape = match[1].split(',').filter(Boolean).map(Number);
  const values = new Float32Array(Uint8Array.from(bytes.subarray(start)).buffer);
  assert.equal(
    values.length,
    shape.reduce((a, b) => a * b, 1),
  );
  return { shape, values: [...values] };
}
