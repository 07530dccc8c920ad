// Live sound: the audio thread's batches go into the session at once; its questions to the models are answered behind.
import { CORE_RATE_HZ } from '../generated/contract.js';
import { REQUEST_DETECTOR } from './engine_wasm.js';

// Sound that waited longer than this to be heard is told to the page many batches at a time: the engine has to catch up.
const LATE_MS = 60;
const LATE_BATCHES = 10;
const SLICE_MS = 24; // of the detector's short questions at a time, which are many only when there is something to catch up

/**
 * @typedef {object} SourceParts
 * @property {import('./engine_wasm.js').EngineWasm} engine
 * @property {import('./inference.js').Inference} inference
 * @property {(message: import('./messages.js').FromEngine, transfer?: Transferable[]) => void} post
 * @property {() => void} wake  there is work
 * @property {import('./features_source.js').FeaturesSource} [features]  sees the same sound
 */

export class LiveSource {
  #parts;
  /** @type {import('./engine_wasm.js').SessionWasm | null} */ #session = null;
  /** @type {MessagePort | null} */ #port = null;
  #clockOffsetMs = 0;
  #sampleRateHz = 1;
  #heardSamples = 0;
  #heardAtMs = 0;
  #heardFrame = 0; // of the audio thread's clock
  #untold = 0; // batches since the last snapshot

  /** @param {SourceParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {MessagePort} port @param {number} sampleRateHz @param {number} clockOffsetMs */
  start(port, sampleRateHz, clockOffsetMs) {
    this.stop();
    this.#session?.destroy();
    this.#session = this.#parts.engine.createSession('live', sampleRateHz);
    this.#parts.inference.tellReadiness(this.#session);
    this.#parts.features?.openLive(sampleRateHz);
    this.#port = port;
    this.#sampleRateHz = sampleRateHz;
    this.#clockOffsetMs = clockOffsetMs;
    this.#heardSamples = this.#heardFrame = this.#untold = 0;
    port.onmessage = (event) => this.#hear(event.data);
  }

  /** The session stays, so that its last minute can be heard again. */
  stop() {
    if (this.#untold > 0) this.#post(false);
    this.#port?.close();
    this.#port = null;
  }

  readinessChanged() {
    if (!this.#session) return;
    this.#parts.inference.tellReadiness(this.#session);
    this.#post(false);
  }

  /** @param {number} endS @param {number} seconds */
  recent(endS, seconds) {
    return this.#session?.recent(endS, seconds) ?? new Float32Array(0);
  }

  /** @param {number} startS @param {number} endS @returns {import('./explain_source.js').Piece} */
  piece(startS, endS) {
    const samples = this.recent(endS, endS - startS);
    return { samples, sample_rate_hz: CORE_RATE_HZ, start_s: endS - samples.length / CORE_RATE_HZ };
  }

  /** Answers the detector's questions of a slice, or one of the model. @returns {Promise<boolean>} whether there was one */
  async work() {
    const session = this.#session;
    const endMs = performance.now() + SLICE_MS;
    let answered = false;
    do {
      const request = session?.nextRequest();
      if (!session || !request) return answered;
      answered = await this.#parts.inference.answer(session, request, () => session === this.#session);
      if (request.kind !== REQUEST_DETECTOR) {
        if (answered) this.#post(true);
        return answered;
      }
    } while (answered && performance.now() < endMs);
    return answered;
  }

  /** @param {import('./messages.js').SoundBatch} sound */
  #hear({ batch, filled, endFrame, droppedBlocks, wallMs }) {
    this.#heardSamples += filled;
    this.#heardFrame = endFrame;
    this.#heardAtMs = wallMs - this.#clockOffsetMs;
    this.#session?.push(batch.subarray(0, filled), this.#heardAtMs, droppedBlocks);
    this.#parts.features?.push(batch.subarray(0, filled));
    this.#port?.postMessage(batch, [batch.buffer]);
    this.#untold += 1;
    if (Date.now() - wallMs <= LATE_MS || this.#untold >= LATE_BATCHES) this.#post(false);
    this.#parts.wake();
  }

  /** @param {boolean} predicted */
  #post(predicted) {
    this.#untold = 0;
    const bytes = /** @type {import('./engine_wasm.js').SessionWasm} */ (this.#session).snapshot();
    this.#parts.post(
      {
        type: 'snapshot',
        source: 'live',
        clip: 0,
        bytes,
        captured_s: this.#heardSamples / this.#sampleRateHz,
        captured_at_ms: this.#heardAtMs,
        context_s: this.#heardFrame / this.#sampleRateHz,
        predicted,
        done: false,
      },
      [bytes],
    );
  }
}
