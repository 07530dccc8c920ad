// The only file that knows ONNX Runtime Web. One thread: more would need cross-origin isolation, which a plain static
// host does not give.

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

/** Silero VAD: 16 kHz, 64 samples of context and 512 new ones, state [2,1,128]. */
export class SpeechDetector {
  #ort;
  #session;
  #rate;

  /** @param {Ort} ort @param {import('onnxruntime-web').InferenceSession} session */
  constructor(ort, session) {
    this.#ort = ort;
    this.#session = session;
    this.#rate = new ort.Tensor('int64', BigInt64Array.of(16000n), []);
  }

  /** @param {Ort} ort @param {Uint8Array} bytes */
  static async create(ort, bytes) {
    const detector = new SpeechDetector(ort, await openSession(ort, bytes));
    await detector.run(new Float32Array(576), new Float32Array(256));
    return detector;
  }

  /** @param {Float32Array} input @param {Float32Array | null} state @returns {Promise<Float32Array>} */
  async run(input, state) {
    const { Tensor } = this.#ort;
    const outputs = await this.#session.run({
      input: new Tensor('float32', input, [1, input.length]),
      state: new Tensor('float32', state ?? new Float32Array(256), [2, 1, 128]),
      sr: this.#rate,
    });
    const answer = new Float32Array(257);
    answer[0] = /** @type {Float32Array} */ (outputs.output.data)[0];
    answer.set(/** @type {Float32Array} */ (outputs.stateN.data), 1);
    return answer;
  }
}

export class EmotionModel {
  #ort;
  #session;
  #shape;

  /** @param {Ort} ort @param {import('onnxruntime-web').InferenceSession} session @param {number[]} shape */
  constructor(ort, session, shape) {
    this.#ort = ort;
    this.#session = session;
    this.#shape = shape;
  }

  /** @param {Ort} ort @param {Uint8Array} bytes @param {import('./messages.js').Card} card */
  static async create(ort, bytes, card) {
    const session = await openSession(ort, bytes);
    const shape = agreedShape(card, session.inputMetadata[0]);
    const model = new EmotionModel(ort, session, shape);
    const count = shape.reduce((product, size) => product * size, 1);
    await model.run(new Float32Array(count)); // the first run is several times slower than the rest
    return model;
  }

  /** @param {Float32Array} input @returns {Promise<Float32Array>} logits */
  async run(input) {
    const tensor = new this.#ort.Tensor('float32', input, this.#shape);
    const outputs = await this.#session.run({ [this.#session.inputNames[0]]: tensor });
    return /** @type {Float32Array} */ (outputs[this.#session.outputNames[0]].data);
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
