// How long one window takes each model of models/ in ONNX Runtime Web on one thread, all in one run, turn by turn:
//   node scripts/bench_models.mjs [MODEL.onnx …]
// Milliseconds (fastest tenth, median) and the ratio of medians to first-cnn's. Best on an idle machine.
import { readdirSync, existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import * as ort from 'onnxruntime-web';

const ROUNDS = 60;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
ort.env.wasm.numThreads = 1;

/** @param {string} file */
function cardOf(file) {
  const path = join(dirname(file), 'card.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

const given = process.argv.slice(2);
const files = given.length
  ? given
  : readdirSync(join(root, 'models'))
      .map((name) => join(root, 'models', name, 'model.onnx'))
      .filter((file) => existsSync(file) && cardOf(file)?.task === 'emotion');

const runs = [];
for (const file of files) {
  const card = cardOf(file);
  const shape = card?.input.shape ?? [1, 300, 64];
  const session = await ort.InferenceSession.create(readFileSync(file));
  const values = Float32Array.from(
    { length: shape.reduce((a, b) => a * b) },
    (_, i) => -13 + 10 * Math.abs(Math.sin(i)),
  );
  const feeds = { [card?.input.name ?? session.inputNames[0]]: new ort.Tensor('float32', values, shape) };
  runs.push({
    name: card?.name ?? basename(file),
    bytes: readFileSync(file).length,
    session,
    feeds,
    ms: /** @type {number[]} */ ([]),
  });
}
for (let round = 0; round < ROUNDS; ++round)
  for (const run of runs) {
    const started = performance.now();
    await run.session.run(run.feeds);
    if (round > 2) run.ms.push(performance.now() - started);
  }
const at = (/** @type {number[]} */ ms, /** @type {number} */ share) =>
  [...ms].sort((a, b) => a - b)[Math.floor(share * ms.length)];
const yardstick = at((runs.find((run) => run.name === 'first-cnn') ?? runs[0]).ms, 0.5);
for (const { name, bytes, ms } of runs)
  console.log(
    `${name.padEnd(16)} ${(bytes / 1e6).toFixed(2)} MB  ${at(ms, 0.1).toFixed(2)} ms  median ${at(ms, 0.5).toFixed(2)} ms  ` +
      `ratio ${(at(ms, 0.5) / yardstick).toFixed(2)}`,
  );
