// Makes models/silero_vad/model.onnx from the npm package's file; the builds call it.
//   node scripts/models/speech_detector.mjs silero_vad_v6.onnx OUT.onnx [--card card.json]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { updateCard } from './lib/card_hash.mjs';
import { speechDetector } from './lib/speech_detector.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { card: { type: 'string' } } });
const [from, to] = positionals;
if (!from || !to) {
  console.error('Usage: node scripts/models/speech_detector.mjs silero_vad_v6.onnx OUT.onnx [--card card.json]');
  process.exit(2);
}
const model = speechDetector(readFileSync(from));
mkdirSync(dirname(to), { recursive: true });
writeFileSync(to, model);
if (values.card) updateCard(values.card, model);
