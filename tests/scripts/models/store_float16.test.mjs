import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as ort from 'onnxruntime-node';
import { fromFloat16, storeFloat16, toFloat16 } from '../../../scripts/models/lib/float16.mjs';
import { ATTRIBUTE, FLOAT, GRAPH, MODEL, NODE, TENSOR } from '../../../scripts/models/lib/onnx_fields.mjs';
import { bytesField, numberField, numbers, parse, serialize } from '../../../scripts/models/lib/protobuf.mjs';

const SIZE = 16;

function exampleWeights() {
  return Float32Array.from({ length: SIZE * SIZE }, (_, i) => Math.cos(1.7 * i) / (1 + (i % 11)));
}

/** input [1,16] · an initialiser [16,16] · a Constant of the same values. */
function exampleModel(weights) {
  const tensor = (name) =>
    serialize([
      numberField(TENSOR.dims, SIZE),
      numberField(TENSOR.dims, SIZE),
      numberField(TENSOR.data_type, FLOAT),
      bytesField(TENSOR.name, name),
      bytesField(TENSOR.raw_data, Buffer.from(weights.buffer)),
    ]);
  const node = (type, inputs, output, attributes = []) =>
    bytesField(
      GRAPH.node,
      serialize([
        ...inputs.map((input) => bytesField(NODE.input, input)),
        bytesField(NODE.output, output),
        bytesField(NODE.op_type, type),
        ...attributes,
      ]),
    );
  const constant = serialize([
    bytesField(ATTRIBUTE.name, 'value'),
    bytesField(ATTRIBUTE.t, tensor('')),
    numberField(ATTRIBUTE.type, 4),
  ]);
  const graph = serialize([
    node('Constant', [], 'second', [bytesField(NODE.attribute, constant)]),
    node('MatMul', ['input', 'first'], 'between'),
    node('MatMul', ['between', 'second'], 'output'),
    bytesField(2, 'example'),
    bytesField(GRAPH.initializer, tensor('first')),
    bytesField(GRAPH.input, floatValue('input')),
    bytesField(12, floatValue('output')),
  ]);
  const opset = serialize([bytesField(1, ''), numberField(2, 17)]);
  return serialize([numberField(1, 8), bytesField(MODEL.graph, graph), bytesField(8, opset)]);
}

/** ValueInfoProto: a name, and a float tensor of shape [1, 16]. */
function floatValue(name) {
  const dims = [1, SIZE].map((size) => bytesField(1, serialize([numberField(1, size)])));
  const type = serialize([numberField(1, FLOAT), bytesField(2, serialize(dims))]);
  return serialize([bytesField(1, name), bytesField(2, serialize([bytesField(1, type)]))]);
}

async function answer(model, input) {
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  return (await session.run({ input: new ort.Tensor('float32', input, [1, SIZE]) })).output.data;
}

test('every half-precision number survives, and what lies between two goes to the nearer, ties to even', () => {
  for (let bits = 0; bits < 65536; bits += 1) {
    if ((bits & 0x7c00) === 0x7c00) continue; // infinite or not a number
    assert.equal(toFloat16(fromFloat16(bits)), bits);
    if (bits & 0x8000 || bits === 0x7bff) continue;
    const [low, high] = [fromFloat16(bits), fromFloat16(bits + 1)];
    assert.equal(toFloat16(low + 0.49 * (high - low)), bits);
    assert.equal(toFloat16(low + 0.51 * (high - low)), bits + 1);
    assert.equal(toFloat16((low + high) / 2), bits + (bits & 1));
  }
  assert.equal(toFloat16(65520), 0x7c00);
  assert.equal(toFloat16(-1), 0xbc00);
  assert.equal(toFloat16(NaN), 0x7e00);
});

test('a protocol buffer is written back byte for byte, and one cut off is refused', () => {
  const model = exampleModel(exampleWeights());
  assert.deepEqual(serialize(parse(model)), model);
  assert.throws(() => parse(model.subarray(0, model.length - 3)), /cut off/);
});

test('a model stored in half precision loads, answers nearly the same and is half as large', async () => {
  const weights = exampleWeights();
  const model = exampleModel(weights);
  const { model: small, stored, values } = storeFloat16(model);
  assert.equal(stored, 2, 'the initialiser and the Constant');
  assert.equal(values, 2 * SIZE * SIZE);
  assert.ok(small.length < 0.5 * model.length + 500, `${small.length} of ${model.length} bytes`);
  const input = Float32Array.from({ length: SIZE }, (_, i) => Math.sin(3 * i));
  const [before, after] = [await answer(model, input), await answer(small, input)];
  assert.equal(after.length, SIZE);
  const largest = Math.max(...before.map(Math.abs));
  before.forEach((value, i) => assert.ok(Math.abs(after[i] - value) < 2e-3 * largest, `${after[i]} for ${value}`));
  assert.ok(
    before.some((value, i) => value !== after[i]),
    'the weights were rounded',
  );
});

test('tensors that are short, beyond half precision, or no floats stay as they are', () => {
  const weights = exampleWeights();
  const beyond = Float32Array.from(weights);
  beyond[7] = 1e5;
  for (const [changed, options] of [
    [weights, { atLeast: SIZE * SIZE + 1 }],
    [beyond, {}],
    [Float32Array.from(weights, () => 1e-9), {}],
  ]) {
    const model = exampleModel(changed);
    const { model: same, stored } = storeFloat16(model, options);
    assert.equal(stored, 0);
    assert.deepEqual(same, model);
  }
  const once = storeFloat16(exampleModel(weights)).model;
  assert.deepEqual(storeFloat16(once).model, once, 'a second time changes nothing');
});

test('the numbers of a tensor’s shape are read packed and unpacked', () => {
  const unpacked = [numberField(TENSOR.dims, 300), numberField(TENSOR.dims, 64)];
  assert.deepEqual(numbers(unpacked, TENSOR.dims), [300, 64]);
  assert.deepEqual(numbers([bytesField(TENSOR.dims, Buffer.from([0xac, 0x02, 0x40]))], TENSOR.dims), [300, 64]);
});
