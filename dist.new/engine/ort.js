// The only file that knows ONNX Runtime Web. One thread: more would need cross-origin isolation, which a plain static
// host does not give.
import { CORE_RATE_HZ, DETECTOR_ANSWER, DETECTOR_INPUT, DETECTOR_STATE } from '../generated/contract.js';

const NEXT_STATE = 'next_state';
/** The recipe logmel64 of digital silence (src/features/recipes/logmel64.h). */
const BANDS = 64;
const FLOOR = Math.log(1e-6);
/** Of silence, at the beginning: about as much work as one window. */
const STEPS_AT_ONCE = 8;

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
    return joined(await this.#session.run({ [this.#session.inputNames[0]]: tensor }, this.#outputs), this.#outputs);
  }

  /** Gives its memory back; it cannot run any more. */
  close() {
    return this.#session.release();
  }
}

/**
 * A model that is run as a stream (src/session/card.h): a step computes only what is new, the rest is in the state. The
 * graph of whole windows is fetched when the first explanation asks for one.
 */
export class StreamModel {
  #ort;
  #session;
  #card;
  #stream;
  #outputs;
  #fetchWindow;
  /** @type {Promise<EmotionModel> | null} */ #window = null;
  /** @type {Float32Array} */ #beginning; // the state after silence

  /**
   * @param {Ort} ort
   * @param {import('onnxruntime-web').InferenceSession} session
   * @param {import('./messages.js').Card & {stream: import('./messages.js').StreamContract}} card
   * @param {() => Promise<Uint8Array>} fetchWindow
   */
  constructor(ort, session, card, fetchWindow) {
    this.#ort = ort;
    this.#session = session;
    this.#card = card;
    this.#stream = card.stream;
    this.#fetchWindow = fetchWindow;
    checkStream(card, session);
    this.#outputs = [...outputsOf(card, session), NEXT_STATE];
    this.#beginning = new Float32Array(card.stream.state);
  }

  /** @param {Ort} ort @param {Uint8Array} bytes  of the stream's graph @param {import('./messages.js').Card} card @param {() => Promise<Uint8Array>} fetchWindow */
  static async create(ort, bytes, card, fetchWindow) {
    const session = await openSession(ort, bytes);
    try {
      const model = new StreamModel(ort, session, /** @type {any} */ (card), fetchWindow);
      await model.#hearSilence();
      return model;
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  /**
   * @param {Float32Array} input  a step's frames, or a window if there is no state
   * @param {Float32Array | null} [state]  empty: the beginning
   * @returns {Promise<Float32Array>}  logits, the dimensions if the card has them, of a step the next state
   */
  async run(input, state = null) {
    if (state === null) return (await this.#wholeWindow()).run(input);
    const { frames, state: size } = this.#stream;
    const { Tensor } = this.#ort;
    const remembered = state.length === 0 ? this.#beginning : state;
    const found = await this.#session.run(
      {
        frames: new Tensor('float32', input, [1, frames, input.length / frames]),
        state: new Tensor('float32', remembered, [1, size]),
      },
      this.#outputs,
    );
    return joined(found, this.#outputs);
  }

  /** What a window is run on comes from the network. */
  async prepareWindows() {
    await this.#wholeWindow();
  }

  /** Gives its memory back; it cannot run any more. */
  async close() {
    await this.#session.release();
    await (await this.#window)?.close();
  }

  /** Until nothing else is left in the state. Messages are heard in between: somebody may be listening to another model. */
  async #hearSilence() {
    const { frames, state: size, memory } = this.#stream;
    const silence = new Float32Array(frames * BANDS).fill(FLOOR);
    for (let i = 0; i < memory; ++i) {
      this.#beginning = (await this.run(silence, this.#beginning)).slice(-size);
      if (i % STEPS_AT_ONCE === STEPS_AT_ONCE - 1) await new Promise((resolve) => setTimeout(resolve));
    }
    const answer = await this.run(silence, this.#beginning);
    checkAnswer(this.#card, answer.length - size);
    if (answer.slice(-size).every((value, i) => value === this.#beginning[i])) return;
    throw new Error(
      `The model “${this.#card.name}” remembers more than the ${memory} steps that its card speaks of, so it is not used.`,
    );
  }

  #wholeWindow() {
    const { stream, ...card } = this.#card;
    this.#window ??= this.#fetchWindow().then((bytes) => EmotionModel.create(this.#ort, bytes, card));
    this.#window.catch(() => (this.#window = null)); // the next explanation tries again
    return this.#window;
  }
}

/** @param {import('onnxruntime-web').InferenceSession.ReturnType} found @param {string[]} outputs @returns {Float32Array} */
function joined(found, outputs) {
  const parts = outputs.map((name) => /** @type {Float32Array} */ (found[name].data));
  if (parts.length === 1) return parts[0];
  const answer = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    answer.set(part, at);
    at += part.length;
  }
  return answer;
}

/**
 * @param {import('./messages.js').Card & {stream: import('./messages.js').StreamContract}} card
 * @param {import('onnxruntime-web').InferenceSession} session
 */
function checkStream({ name, stream }, { inputNames, inputMetadata, outputNames }) {
  for (const [input, shape] of Object.entries({ frames: [1, stream.frames, BANDS], state: [1, stream.state] })) {
    const metadata = inputMetadata[inputNames.indexOf(input)];
    const found = metadata?.isTensor ? metadata.shape : null;
    if (found?.length === shape.length && shape.every((size, axis) => found[axis] === size)) continue;
    throw new Error(
      `The stream of the model “${name}” takes ${found ? `${input} of shape [${found.join(', ')}]` : `no ${input}`}, but its card says [${shape.join(', ')}], so it is not used.`,
    );
  }
  if (outputNames.includes(NEXT_STATE)) return;
  throw new Error(`The stream of the model “${name}” has no output “${NEXT_STATE}”, so it is not used.`);
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
