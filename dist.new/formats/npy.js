// NumPy's .npy after numpy/lib/format.py, version 1.0.

const HEAD_BYTES = 128; // one length for any shape, so that a head can be written again when the shape is known

/** Of an array of 32-bit floats, little-endian, row after row. @param {readonly number[]} shape */
export function npyHead(shape) {
  const dimensions = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const words = `{'descr': '<f4', 'fortran_order': False, 'shape': (${dimensions}), }`;
  const head = new Uint8Array(HEAD_BYTES).fill(0x20);
  head.set([0x93, ...bytesOf('NUMPY'), 1, 0, HEAD_BYTES - 10, 0]);
  head.set(bytesOf(words), 10);
  head[HEAD_BYTES - 1] = 0x0a;
  return head;
}

/** The bytes of numbers as the machine holds them, little-endian on all that browsers run on. @param {Float32Array<ArrayBuffer>} values */
export const floatBytes = (values) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
const bytesOf = (text) => new TextEncoder().encode(text);
