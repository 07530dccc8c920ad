// The only file that knows ONNX Runtime Web. One thread: more would need cross-origin isolation, which a plain static
// host does not give.
import { CORE_RATE_HZ, DETECTOR_ANSWER, DETECTOR_INPUT, DETECTOR_STATE } from '../generated/contract.js';

/** @typedef {typeof import('onnxruntime-web')} Ort */

/**
 * @param {{moduleUrl: URL, wasmUrl: URL, scriptUrl: URL}} urls
 * @param {ArrayBuffer} wasm  fetched by the caller, who shows its progress
 * @returns {Promise<Ort>}
 */
export async function loadRuntime(urls, wasm) {
  const ort = /** @type {Ort} */ (await import(urls.moduleUrl.href));
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { mjs: urls.scriptUrl.href, wasm: urls.wasmUrl.href };
  ort.env.wasm.wasmBinary = wasm;
  ort.env.logLevel = 'error';
  return ort;
}

/** Silero VAD (src/contract/constants.h). */
export class SpeechDetector {
  #ort;
  #session;
  #rate;

  /** @param {Ort} ort @param {import('onnxruntime-web').InferenceSession} session */
  constructor(ort, session) {
    this.#ort = ort;
    this.#session = session;
    this.#rate = new ort.Tensor('int64', BigInt64Array.of(BigInt(CORE_RATE_HZ)), []);
  }

  /** @param {Ort} ort @param {Uint8Array} bytes */
  static async create(ort, bytes) {
    const detector = new SpeechDetector(ort, await openSession(ort, bytes));
    await detector.run(new Float32Array(DETECTOR_INPUT), new Float32Array(DETECTOR_STATE));
    return detector;
  }

  /** @param {Float32Array} input @param {Float32Array | null} state @returns {Promise<Float32Array>} */
  async run(input, state) {
    const { Tensor } = this.#ort;
    const outputs = await this.#session.run({
      input: new Tensor('float32', input, [1, input.length]),
      state: new Tensor('float32', state ?? new Float32Array(DETECTOR_STATE), [2, 1, DETECTOR_STATE / 2]),
      sr: this.#rate,
    });
    const answer = new Float32Array(DETECTOR_ANSWER);
    answer[0] = /** @type {Float32Array} */ (outputs.output.data)[0];
    answer.set(/** @type {Float32Array} */ (outputs.stateN.data), 1);
    return answer;
  }
}

/** Any model that comes with a card: one input, `logits` and perhaps `dimensions` out. */
export class EmotionModel {
  #ort;
  #session;
  #shape;
  #outputs;

  /**
   * @param {Ort} ort
   * @param {import('onnxruntime-web').InferenceSession} session
   * @param {{shape: (number | null)[], outputs: string[]}} agreed
   */
  constructor(ort, session, { shape, outputs }) {
    this.#ort = ort;
    this.#session = session;
    this.#shape = shape;
    this.#outputs = outputs;
  }

  /** @param {Ort} ort @param {Uint8Array} bytes @param {import('./messages.js').Card} card */
  static async create(ort, bytes, card) {
    const session = await openSession(ort, bytes);
    try {
      const shape = agreedShape(card, session.inputMetadata[0]);
      const model = new EmotionModel(ort, session, {
        shape: openFrames(card, shape),
        outputs: outputsOf(card, session),
      });
      const count = shape.reduce((product, size) => product * size, 1);
      const { length } = await model.run(new Float32Array(count)); // the first run is several times slower than the rest
      checkAnswer(card, length);
      return model;
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  /** @param {Float32Array} input @returns {Promise<Float32Array>}  logits, then the dimensions if the card has them */
  async run(input) {
    const tensor = new this.#ort.Tensor('float32', input, filledShape(this.#shape, input.length));
    const found = await this.#session.run({ [this.#session.inputNames[0]]: tensor }, this.#outputs);
    const parts = this.#outputs.map((name) => /** @type {Float32Array} */ (found[name].data));
    if (parts.length === 1) return parts[0];
    const answer = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    answer.set(parts[0]);
    answer.set(parts[1], parts[0].length);
    return answer;
  }

  /** Gives its memory back; it cannot run any more. */
  close() {
    return this.#session.release();
  }
}

/** @param {Ort} ort @param {Uint8Array} bytes */
function openSession(ort, bytes) {
  return ort.InferenceSession.create(bytes, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
}

/**
 * The shape of one window, on which card and model must agree; the model may leave sizes open (batch, frames).
 * @param {import('./messages.js').Card} card
 * @param {import('onnxruntime-web').InferenceSession.ValueMetadata} metadata
 * @returns {number[]}
 */
export function agreedShape(card, metadata) {
  const shape = metadata.isTensor ? metadata.shape : [];
  const wanted = card.input?.shape ?? [];
  const agrees =
    shape.length === wanted.length &&
    shape.every((size, axis) => typeof size !== 'number' || size < 0 || size === wanted[axis]);
  if (!agrees) {
    throw new Error(
      `The model “${card.name}” takes input of shape [${shape.join(', ')}], but its card says [${wanted.join(', ')}], so it is not used.`,
    );
  }
  return [...wanted];
}

/**
 * The shape to run with: a window of logmel64 may have any number of frames.
 * @param {import('./messages.js').Card} card
 * @param {number[]} shape
 * @returns {(number | null)[]}  null: as many as there are
 */
function openFrames({ recipe }, shape) {
  return recipe?.name === 'logmel64' ? shape.map((size, axis) => (axis === 1 ? null : size)) : shape;
}

/** @param {(number | null)[]} shape @param {number} count @returns {number[]} */
function filledShape(shape, count) {
  const known = shape.reduce((/** @type {number} */ product, size) => product * (size ?? 1), 1);
  return shape.map((size) => size ?? count / known);
}

/**
 * What is to be computed; everything else in the graph is left out.
 * @param {import('./messages.js').Card} card
 * @param {{outputNames: readonly string[]}} session
 * @returns {string[]}
 */
function outputsOf(card, { outputNames }) {
  const wanted = [card.output?.name ?? 'logits'];
  if (card.dimensions) wanted.push(card.dimensions.name ?? 'dimensions');
  for (const name of wanted) {
    if (outputNames.includes(name)) continue;
    throw new Error(
      `The model “${card.name}” has no output “${name}” (it has ${outputNames.join(', ')}), though its card says so, so it is not used.`,
    );
  }
  return wanted;
}

/** @param {import('./messages.js').Card} card @param {number} found  numbers in an answer */
function checkAnswer({ name, labels, dimensions }, found) {
  if (!labels) return;
  const wanted = labels.length + (dimensions ? 2 : 0);
  if (found === wanted) return;
  throw new Error(
    `The model “${name}” answers with ${found} numbers, but its card speaks of ${wanted} (${labels.length} expressions${dimensions ? ' and two dimensions' : ''}), so it is not used.`,
  );
}
