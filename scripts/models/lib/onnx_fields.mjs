// Field numbers of onnx.proto3, as far as the scripts here need them.
export const MODEL = { graph: 7 };
export const GRAPH = { node: 1, initializer: 5, input: 11, output: 12 };
export const NODE = { input: 1, output: 2, name: 3, op_type: 4, attribute: 5 };
export const ATTRIBUTE = { name: 1, i: 3, t: 5, g: 6, graphs: 11, type: 20, TYPE_INT: 2 };
export const TENSOR = { dims: 1, data_type: 2, float_data: 4, name: 8, raw_data: 9, external_data: 13 };
export const FLOAT = 1;
export const FLOAT16 = 10;
