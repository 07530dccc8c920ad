// Replaces a model's one If at the top by one of its branches, for a condition that is always the same here.
import { bytesField, parse, serialize, text } from './protobuf.mjs';
import { ATTRIBUTE, GRAPH, MODEL, NODE } from './onnx_fields.mjs';

/**
 * @param {Buffer} model  whose graph computes everything in one If, besides nodes without inputs of their own (Constant),
 *                        those of the condition, and what uses the If's outputs
 * @param {'then_branch' | 'else_branch'} branch
 * @returns {Buffer}
 */
export function keepBranch(model, branch) {
  return serialize(
    parse(model).map((field) =>
      field.number === MODEL.graph ? bytesField(MODEL.graph, serialize(inlined(parse(field.value), branch))) : field,
    ),
  );
}

function inlined(graph, branch) {
  const nodes = graph.filter(isNode).map((field) => parse(field.value));
  const ifs = nodes.filter((node) => text(node, NODE.op_type) === 'If');
  if (ifs.length !== 1) throw new Error(`The graph has ${ifs.length} If nodes at its top; one was expected.`);
  const attribute = ifs[0]
    .filter((part) => part.number === NODE.attribute)
    .map((part) => parse(part.value))
    .find((parts) => text(parts, ATTRIBUTE.name) === branch);
  if (!attribute) throw new Error(`The graph's If has no ${branch}.`);
  const inner = parse(attribute.find((part) => part.number === ATTRIBUTE.g).value);
  const results = inner.filter((field) => field.number === GRAPH.output).map((field) => text(parse(field.value), 1));
  const renames = all(ifs[0], NODE.output).map((name, i) => identity(results[i], name));
  const after = nodes.slice(nodes.indexOf(ifs[0]) + 1).map((node) => bytesField(GRAPH.node, serialize(node)));
  const innerNodes = inner.filter(isNode);
  const innerWeights = inner.filter((field) => field.number === GRAPH.initializer);
  const rest = graph.filter((field) => !isNode(field));
  return [...innerNodes, ...renames, ...after, ...innerWeights, ...rest];
}

const isNode = (field) => field.number === GRAPH.node;
const all = (fields, number) =>
  fields.filter((field) => field.number === number).map((field) => field.value.toString());

function identity(from, to) {
  return bytesField(
    GRAPH.node,
    serialize([bytesField(NODE.input, from), bytesField(NODE.output, to), bytesField(NODE.op_type, 'Identity')]),
  );
}
