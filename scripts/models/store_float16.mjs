// Halves a model's file: weights become float16, cast to float32 while ONNX Runtime loads them, so that the model runs as
// before. Write over the model itself or beside it; with --card the card's "bytes" and "sha256" follow.
//   node scripts/models/store_float16.mjs MODEL.onnx OUT.onnx [--card card.json] [--at-least 256] [--keep PART_OF_NAME]…
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { updateCard } from './lib/card_hash.mjs';
import { storeFloat16 } from './lib/float16.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    card: { type: 'string' },
    'at-least': { type: 'string', default: '256' },
    keep: { type: 'string', multiple: true },
  },
});
const [from, to] = positionals;
if (!from || !to || positionals.length > 2) {
  console.error(
    'Usage: node scripts/models/store_float16.mjs MODEL.onnx OUT.onnx [--card card.json] [--at-least 256] [--keep PART_OF_NAME]…',
  );
  process.exit(2);
}
const before = readFileSync(from);
const {
  model,
  stored,
  values: count,
} = storeFloat16(before, {
  atLeast: Number(values['at-least']),
  keep: values.keep,
});
writeFileSync(to, model);
if (values.card) updateCard(values.card, model);
console.log(`${to}: ${stored} tensors (${count} values) as float16, ${before.length} → ${model.length} bytes`);
