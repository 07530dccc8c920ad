// A worker of the pool: reads a clip, unzips it where it must, and has data.wasm analyse it. The next one is being read
// while one is analysed; the answers keep the order of the questions.
import { startProgram } from '../wasm/load_program.js';
import { AnalysisWasm } from './analysis_wasm.js';
import { clipPicture } from '../rooms/data/clip_picture.js';
import { unreadable } from './pool_sentences.js';
import { unpack } from '../formats/unpack.js';

/** @typedef {import('../sources/shape.js').Packed} Packed */
/**
 * @typedef {{kind: 'packed', packed: Packed} | {kind: 'blob', blob: Blob} | {kind: 'bytes', bytes: ArrayBuffer}
 *   | {kind: 'samples', samples: Float32Array<ArrayBuffer>, rate: number}} ClipSource
 */
/** @typedef {import('./analysis_wasm.js').Options & {picture: {width: number, height: number} | null}} ClipOptions */
/** @typedef {{id: number, source: ClipSource, options: ClipOptions}} ToFeatureWorker */
/**
 * memory: bytes of the program; failed: `why` follows the clip's path, `sound`: the program could not read it as sound;
 * crashed: the worker is of no use any more; lost: it never was
 * @typedef {{type: 'ready', measures: {name: string, unit: string}[]}
 *   | {type: 'done', id: number, result: Analysis, memory: number}
 *   | {type: 'failed', id: number, why: string, sound: boolean}
 *   | {type: 'crashed', id: number, why: string}
 *   | {type: 'lost', why: string}} FromFeatureWorker
 */
/** @typedef {import('./analysis_wasm.js').Analysed & {picture: ReturnType<typeof clipPicture> | null}} Analysis */

const scope = /** @type {import('../globals.js').WorkerScope} */ (/** @type {unknown} */ (globalThis));

/** @param {FromFeatureWorker} message @param {Transferable[]} [transfer] */
const post = (message, transfer = []) => scope.postMessage(message, transfer);

/** @type {Promise<AnalysisWasm>} */
const ready = startProgram(new URL('../', import.meta.url), 'data').then((module) => new AnalysisWasm(module));
ready.then(
  (analysis) => post({ type: 'ready', measures: analysis.measureNames() }),
  (error) => post({ type: 'lost', why: error.message }),
);

let line = Promise.resolve();
scope.onmessage = ({ data }) => {
  const { id, source, options } = /** @type {ToFeatureWorker} */ (data);
  const content = contentOf(source);
  content.catch(() => {}); // heard when it is its turn
  line = line.then(() => answer(id, content, options));
};

/** @param {number} id @param {ReturnType<typeof contentOf>} content @param {ClipOptions} options */
async function answer(id, content, options) {
  const analysis = await ready.catch(() => null);
  if (!analysis) return;
  let sound;
  try {
    sound = await content;
  } catch (error) {
    post({ type: 'failed', id, why: /** @type {Error} */ (error).message, sound: false });
    return;
  }
  try {
    const result = analyse(analysis, sound, options);
    post({ type: 'done', id, result, memory: analysis.memory }, buffersOf(result));
  } catch (error) {
    const { message: why } = /** @type {Error} */ (error);
    if (error instanceof WebAssembly.RuntimeError) post({ type: 'crashed', id, why });
    else post({ type: 'failed', id, why, sound: !('samples' in sound) });
  }
}

/** @param {AnalysisWasm} analysis @param {Awaited<ReturnType<typeof contentOf>>} sound @param {ClipOptions} options @returns {Analysis} */
function analyse(analysis, sound, options) {
  const analysed =
    'samples' in sound
      ? analysis.analyseSamples(sound.samples, sound.rate, options)
      : analysis.analyseFile(sound.bytes, options);
  return { ...analysed, picture: options.picture && clipPicture(analysed.recipes.logmel64, options.picture) };
}

/**
 * Rejects with half a sentence.
 * @param {ClipSource} source
 * @returns {Promise<{bytes: Uint8Array} | {samples: Float32Array, rate: number}>}
 */
async function contentOf(source) {
  switch (source.kind) {
    case 'packed':
      return { bytes: await unpack(source.packed) };
    case 'bytes':
      return { bytes: new Uint8Array(source.bytes) };
    case 'samples':
      return { samples: source.samples, rate: source.rate };
    case 'blob':
      try {
        return { bytes: new Uint8Array(await source.blob.arrayBuffer()) };
      } catch (error) {
        throw new Error(unreadable(/** @type {Error} */ (error).message), { cause: error });
      }
  }
}

/** @param {Analysis} result @returns {ArrayBuffer[]} */
function buffersOf({ measures, recipes, picture }) {
  const arrays = Object.values(recipes).flatMap(({ values, text, header }) => [values, text, header]);
  return [...arrays, ...(measures ? [measures] : []), ...(picture ? [picture.message] : [])].map(
    ({ buffer }) => buffer,
  );
}
