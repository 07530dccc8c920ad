// Weights of an ONNX model in half precision: each float tensor of some size becomes a float16 tensor and a Cast to
// float32, which ONNX Runtime computes once, while it loads the model. What runs is float32 as before.
import { bytesField, numberField, numbers, parse, serialize, text } from './protobuf.mjs';
import { ATTRIBUTE, FLOAT, FLOAT16, GRAPH, MODEL, NODE, TENSOR } from './onnx_fields.mjs';

const SUFFIX = '_float16';
const LARGEST = 65504;
// Of a tensor's largest value. Half precision keeps 2^-11 of each value down to 6e-5, and 3e-8 below that.
const TOLERANCE = 2 ** -11;

/** @typedef {{atLeast: number, keep: string[], stored: number, values: number}} Work  options and counts so far */

/**
 * @param {Buffer} model
 * @param {{atLeast?: number, keep?: string[]}} [options]  values that a tensor must have to be stored so; parts of the
 *                        names of tensors that stay float32
 * @returns {{model: Buffer, stored: number, values: number}}  how many tensors, and how many values, were stored so
 */
export function storeFloat16(model, { atLeast = 256, keep = [] } = {}) {
  const work = { atLeast, keep, stored: 0, values: 0 };
  const fields = parse(model).map((field) =>
    field.number === MODEL.graph ? bytesField(MODEL.graph, halvedGraph(field.value, work)) : field,
  );
  return { model: serialize(fields), stored: work.stored, values: work.values };
}

/** @param {Buffer} bytes @param {Work} work @returns {Buffer} */
function halvedGraph(bytes, work) {
  const casts = [];
  const fields = parse(bytes).flatMap((field) => {
    if (field.number === GRAPH.initializer) {
      const tensor = parse(field.value);
      const name = text(tensor, TENSOR.name);
      const half = halved(tensor, work, name);
      if (!half) return [field];
      casts.push(cast(name));
      return [bytesField(GRAPH.initializer, half)];
    }
    return field.number === GRAPH.node ? halvedNode(field, work) : [field];
  });
  const firstNode = fields.findIndex((field) => field.number === GRAPH.node);
  fields.splice(Math.max(firstNode, 0), 0, ...casts);
  return serialize(fields);
}

/** A Constant is followed by its Cast; the graphs inside If, Loop and Scan are gone through as well. */
function halvedNode(field, work) {
  const node = parse(field.value);
  const isConstant = text(node, NODE.op_type) === 'Constant';
  const name = text(node, NODE.output);
  let half = null;
  const attributes = node.map((part) => {
    if (part.number !== NODE.attribute) return part;
    const changed = parse(part.value).map((entry) => {
      if (entry.number === ATTRIBUTE.g || entry.number === ATTRIBUTE.graphs) {
        return bytesField(entry.number, halvedGraph(entry.value, work));
      }
      if (!isConstant || entry.number !== ATTRIBUTE.t) return entry;
      half = halved(parse(entry.value), work, name);
      return half ? bytesField(ATTRIBUTE.t, half) : entry;
    });
    return bytesField(NODE.attribute, serialize(changed));
  });
  const renamed = half
    ? attributes.map((part) => (part.number === NODE.output ? bytesField(NODE.output, name + SUFFIX) : part))
    : attributes;
  const nodeField = bytesField(GRAPH.node, serialize(renamed));
  return half ? [nodeField, cast(name)] : [nodeField];
}

/** The tensor's bytes with float16 values, or null if it stays as it is. */
function halved(tensor, work, name) {
  if (numbers(tensor, TENSOR.data_type)[0] !== FLOAT) return null;
  if (tensor.some((field) => field.number === TENSOR.external_data)) {
    throw new Error(`The values of “${name}” are in a file of their own: export the model into one file first.`);
  }
  const bytes = Buffer.concat(
    tensor
      .filter((field) => field.number === TENSOR.raw_data || field.number === TENSOR.float_data)
      .map((field) => field.value),
  );
  const count = bytes.length / 4;
  if (count < work.atLeast || work.keep.some((part) => name.includes(part))) return null;
  const half = Buffer.alloc(2 * count);
  let largest = 0;
  let worst = 0;
  for (let i = 0; i < count; i += 1) {
    const value = bytes.readFloatLE(4 * i);
    const bits = toFloat16(value);
    half.writeUInt16LE(bits, 2 * i);
    largest = Math.max(largest, Math.abs(value));
    worst = Math.max(worst, Math.abs(fromFloat16(bits) - value));
  }
  if (!(largest <= LARGEST) || !(worst <= TOLERANCE * largest)) return null;
  work.stored += 1;
  work.values += count;
  const kept = tensor.filter(
    ({ number }) => ![TENSOR.data_type, TENSOR.raw_data, TENSOR.float_data, TENSOR.name].includes(number),
  );
  return serialize([
    ...kept,
    numberField(TENSOR.data_type, FLOAT16),
    bytesField(TENSOR.name, name + SUFFIX),
    bytesField(TENSOR.raw_data, half),
  ]);
}

/** @param {string} name */
function cast(name) {
  const to = serialize([
    bytesField(ATTRIBUTE.name, 'to'),
    numberField(ATTRIBUTE.i, FLOAT),
    numberField(ATTRIBUTE.type, ATTRIBUTE.TYPE_INT),
  ]);
  return bytesField(
    GRAPH.node,
    serialize([
      bytesField(NODE.input, name + SUFFIX),
      bytesField(NODE.output, name),
      bytesField(NODE.name, `${name}_float32`),
      bytesField(NODE.op_type, 'Cast'),
      bytesField(NODE.attribute, to),
    ]),
  );
}

/** IEEE 754 binary16, rounded to the nearest, ties to even. @param {number} value @returns {number} its bits */
export function toFloat16(value) {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size >= 65520) return sign | 0x7c00;
  const exponent = Math.max(Math.floor(Math.log2(size)), -14); // of zero: -14
  const step = 2 ** (exponent - 10);
  // Adding the exponent's steps, not joining bits, carries 2047.5 steps into the next exponent.
  return sign + roundToEven(size / step) + (exponent + 14) * 1024;
}

/** @param {number} bits */
export function fromFloat16(bits) {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? 1024 + fraction : fraction) * 2 ** (Math.max(exponent, 1) - 25);
}

/** @param {number} value */
function roundToEven(value) {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2) ? below + 1 : below;
}
