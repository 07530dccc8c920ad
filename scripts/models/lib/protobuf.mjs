// Protocol buffers as lists of fields in their order, without a schema: what nobody touches is written back byte for byte.

/**
 * @typedef {object} Field
 * @property {number} number
 * @property {number} wire  0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes
 * @property {bigint | Buffer} value  a varint as bigint, everything else as its bytes
 */

/** @param {Buffer} bytes @returns {Field[]} */
export function parse(bytes) {
  const fields = [];
  let at = 0;
  const take = (count) => {
    if (at + count > bytes.length)
      throw new Error(`The message ends inside a field at byte ${at}: the file is cut off.`);
    at += count;
    return bytes.subarray(at - count, at);
  };
  const varint = () => {
    for (let value = 0n, shift = 0n; shift < 70n; shift += 7n) {
      const byte = take(1)[0];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new Error(`The number at byte ${at} has more than ten bytes: this is no protocol buffer.`);
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const wire = key & 7;
    if (![0, 1, 2, 5].includes(wire))
      throw new Error(`Byte ${at} starts a field of kind ${wire}: this is no ONNX file.`);
    const value = wire === 0 ? varint() : take(wire === 2 ? Number(varint()) : wire === 1 ? 8 : 4);
    fields.push({ number: key >> 3, wire, value });
  }
  return fields;
}

/** @param {Field[]} fields @returns {Buffer} */
export function serialize(fields) {
  const parts = [];
  for (const { number, wire, value } of fields) {
    parts.push(varintBytes(BigInt(number * 8 + wire)));
    if (typeof value === 'bigint') parts.push(varintBytes(value));
    else parts.push(...(wire === 2 ? [varintBytes(BigInt(value.length))] : []), value);
  }
  return Buffer.concat(parts);
}

/** @param {number} number @param {Buffer | string} value @returns {Field} */
export const bytesField = (number, value) => ({ number, wire: 2, value: Buffer.from(value) });

/** @param {number} number @param {number} value @returns {Field} */
export const numberField = (number, value) => ({ number, wire: 0, value: BigInt(value) });

/** The numbers of a repeated integer, packed or not. @param {Field[]} fields @param {number} number @returns {number[]} */
export function numbers(fields, number) {
  return fields
    .filter((field) => field.number === number)
    .flatMap(({ value }) => (typeof value === 'bigint' ? [Number(value)] : unpacked(value)));
}

/** The last value of a text field, as protocol buffers want it. @param {Field[]} fields @param {number} number */
export function text(fields, number) {
  return fields.findLast((field) => field.number === number)?.value.toString() ?? '';
}

/** @param {Buffer} bytes @returns {number[]} */
function unpacked(bytes) {
  const list = [];
  for (let at = 0, value = 0, scale = 1; at < bytes.length; at += 1) {
    value += (bytes[at] & 0x7f) * scale;
    scale *= 128;
    if (bytes[at] < 0x80) {
      list.push(value);
      value = 0;
      scale = 1;
    }
  }
  return list;
}

/** @param {bigint} value */
function varintBytes(value) {
  const bytes = [];
  for (; value > 0x7fn; value >>= 7n) bytes.push(Number(value & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(value)]);
}
