// What a model that is run as a stream costs beside one that hears three seconds each 100 ms, in ONNX Runtime Web on one
// thread, all in one run, turn by turn:
//   node scripts/bench_streaming.mjs FOLDER [--window models/emoscope-s] [--rounds 300]
// FOLDER holds card.json and the stream's graph (scripts/train/multicorpus/export.py). First one step beside one window;
// then a second of listening to somebody who speaks: ten of either, 31 steps of the speech detector, and the engine's own work
// on the sound at 48 kHz if it is built (web-release). Processor time, so that a busy machine can be used.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath, pathToFileURL } from 'node:url';

import * as ort from 'onnxruntime-web';

import { EngineWasm } from '../web/engine/engine_wasm.js';
import { EmotionModel, SpeechDetector, StreamModel } from '../web/engine/ort.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    window: { type: 'string', default: join(root, 'models/emoscope-s') },
    rounds: { type: 'string', default: '300' },
  },
});
const [folder] = positionals;
if (!folder) {
  console.error('Usage: node scripts/bench_streaming.mjs FOLDER [--window models/emoscope-s] [--rounds 300]');
  process.exit(2);
}
const RATE_HZ = 48000;
const CHUNKS_A_SECOND = 16000 / 512;
const STEPS_A_SECOND = 10;
ort.env.wasm.numThreads = 1;

const cardOf = (/** @type {string} */ place) => JSON.parse(readFileSync(join(place, 'card.json'), 'utf8'));
const frames = (/** @type {number} */ count) =>
  Float32Array.from({ length: count * 64 }, (_, i) => -13 + 10 * Math.abs(Math.sin(i)));

/** @param {number[]} ms @param {number} share */
const at = (ms, share) => [...ms].sort((a, b) => a - b)[Math.floor(share * ms.length)];

/** Engine.wasm without a page: what a second of sound costs until its frames, columns and snapshots are there. */
async function engineSecond() {
  const found = join(root, 'build/web-release/programs/engine.js');
  if (!existsSync(found)) return null;
  Object.assign(globalThis, { self: { location: { href: import.meta.url } } }); // it is built for a worker
  const { default: start } = await import(pathToFileURL(found).href);
  const engine = new EngineWasm(await start({ wasmBinary: readFileSync(found.replace(/\.js$/, '.wasm')) }));
  const session = engine.createSession('live', RATE_HZ);
  session.setReadiness(false, ['absent', 'absent']);
  const block = Float32Array.from(
    { length: RATE_HZ / 100 },
    (_, i) => 0.3 * Math.sin((2 * Math.PI * 220 * i) / RATE_HZ),
  );
  return () => {
    for (let i = 0; i < 100; ++i) {
      session.push(block);
      session.nextRequest();
      session.snapshot();
    }
  };
}

const runtime = /** @type {any} */ (ort);
const card = cardOf(folder);
const window = await EmotionModel.create(
  runtime,
  readFileSync(join(values.window, 'model.onnx')),
  cardOf(values.window),
);
const stream = await StreamModel.create(runtime, readFileSync(join(folder, card.stream.file)), card, async () => {
  throw new Error('no window is asked for here');
});
const detectorFile = ['native-release', 'web-release']
  .map((preset) => join(root, 'build', preset, 'models/silero_vad/model.onnx'))
  .find(existsSync);
const detector = detectorFile ? await SpeechDetector.create(runtime, readFileSync(detectorFile)) : null;
const engine = await engineSecond();

/** @type {Record<string, number[]>} */
const ms = { step: [], window: [], detector: [], engine: [] };
let state = new Float32Array(0);
/** @param {keyof typeof ms} what @param {() => unknown} work */
async function timed(what, work) {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  ms[what].push((user + system) / 1000);
  return result;
}
for (let round = 0; round < Number(values.rounds); ++round) {
  const answer = /** @type {Float32Array} */ (await timed('step', () => stream.run(frames(10), state)));
  state = answer.slice(-card.stream.state);
  await timed('window', () => window.run(frames(300)));
  if (detector) await timed('detector', () => detector.run(new Float32Array(576).fill(0.01), new Float32Array(256)));
  if (engine && round % 10 === 0) await timed('engine', engine);
}
for (const list of Object.values(ms)) list.splice(0, Math.min(10, list.length >> 2)); // while the machine warms up

const second = (/** @type {number} */ share, /** @type {'step' | 'window'} */ what) =>
  STEPS_A_SECOND * at(ms[what], share) +
  (ms.detector.length ? CHUNKS_A_SECOND * at(ms.detector, share) : 0) +
  (ms.engine.length ? at(ms.engine, share) : 0);
const line = (/** @type {string} */ what, /** @type {(share: number) => number} */ of) =>
  console.log(`${what.padEnd(44)} ${[0.1, 0.5, 0.9].map((share) => of(share).toFixed(2).padStart(8)).join('')}`);
const ratio = (/** @type {number} */ share) => at(ms.step, share) / at(ms.window, share);
console.log(`${''.padEnd(44)} ${['tenth', 'median', '9 tenths'].map((name) => name.padStart(8)).join('')}`);
line(`one window of ${cardOf(values.window).name}, ms`, (share) => at(ms.window, share));
line(`one step of ${card.name}, ms`, (share) => at(ms.step, share));
line('  ratio (goal 0.25)', ratio);
if (ms.detector.length) line('one step of the speech detector, ms', (share) => at(ms.detector, share));
if (ms.engine.length) line('a second of sound in engine.wasm, ms', (share) => at(ms.engine, share));
line('a second of listening by windows, ms', (share) => second(share, 'window'));
line('a second of listening by steps, ms', (share) => second(share, 'step'));
line('  ratio (goal 0.40)', (share) => second(share, 'step') / second(share, 'window'));
