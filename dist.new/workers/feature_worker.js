// A worker of the pool: reads a clip, unzips it where it must, and has data.wasm analyse it. The next one is being read
// while one is analysed; the answers keep the order of the questions.
import { startProgram } from '../wasm/load_program.js';
import { Failure, kindOf } from './failure.js';
import { serve } from './serve.js';
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
/** @typedef {import('./analysis_wasm.js').Analysed & {picture: ReturnType<typeof clipPicture> | null}} Analysis */

const scope = /** @type {import('../globals.js').WorkerScope} */ (/** @type {unknown} */ (globalThis));

/**
 * What the page asks of a feature worker (web/workers/calls.js); it is ready with its measures. Fails with half a sentence
 * that follows the clip's path. memory: bytes of the program.
 * @typedef {{analyse: (source: ClipSource, options: ClipOptions) => Promise<Analysis & {memory: number}>}} FeatureApi
 */

/** @type {Promise<AnalysisWasm>} */
const loaded = startProgram(new URL('../', import.meta.url), 'data').then((module) => new AnalysisWasm(module));

let line = Promise.resolve();
serve(
  scope,
  (_, args) => {
    const [source, options] = /** @type {Parameters<FeatureApi['analyse']>} */ (args);
    const content = contentOf(source);
    content.catch(() => {}); // heard when it is its turn
    const answered = line.then(() => answer(content, options));
    line = answered.then(
      () => {},
      () => {},
    );
    return answered;
  },
  { ready: loaded.then((analysis) => analysis.measureNames()), moves: buffersIn },
);

/** @param {ReturnType<typeof contentOf>} content @param {ClipOptions} options @returns {ReturnType<FeatureApi['analyse']>} */
async function answer(content, options) {
  const [analysis, sound] = await Promise.all([loaded, content]);
  try {
    return { ...analyse(analysis, sound, options), memory: analysis.memory };
  } catch (error) {
    const isNoSound = kindOf(error) === 'item' && !('samples' in sound);
    throw isNoSound ? new Failure(/** @type {Error} */ (error).message, 'no_sound') : error;
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
function buffersIn({ measures, recipes, picture }) {
  const arrays = Object.values(recipes).flatMap(({ values, text, header }) => [values, text, header]);
  return [...arrays, ...(measures ? [measures] : []), ...(picture ? [picture.message] : [])].map(
    ({ buffer }) => buffer,
  );
}
