// The only caller of engine.wasm (src/web/engine_api.h). What leaves here is copied: the module's memory may move
// at the next call.
import { DETECTOR_STATE, MODEL_STATES, SOURCES } from '../generated/contract.js';

/**
 * @typedef {object} EngineModule  what Emscripten's factory gives
 * @property {Uint8Array} HEAPU8
 * @property {(bytes: number) => number} _emo_alloc
 * @property {(pointer: number) => void} _emo_free
 * @property {() => number} _emo_last_error
 * @property {(slot: number, json: number, bytes: number) => number} _emo_card_load
 * @property {(slot: number) => void} _emo_card_clear
 * @property {(bytes: number, size: number) => number} _emo_decode
 * @property {() => number} _emo_decoded_samples
 * @property {() => number} _emo_decoded_count
 * @property {() => number} _emo_decoded_rate_hz
 * @property {() => number} _emo_decoded_channels
 * @property {() => void} _emo_decoded_release
 * @property {(source: number, rate: number, duration: number, generation: number) => number} _emo_session_create
 * @property {(session: number) => void} _emo_session_destroy
 * @property {(session: number, ready: number) => void} _emo_session_set_detector_ready
 * @property {(session: number, slot: number, state: number) => void} _emo_session_set_model_state
 * @property {(session: number, samples: number, count: number, at_ms: number, dropped: number) => number} _emo_session_push
 * @property {(session: number) => void} _emo_session_finish
 * @property {(session: number) => number} _emo_session_next_request
 * @property {(session: number) => number} _emo_session_request_slot
 * @property {(session: number) => number} _emo_session_request_input
 * @property {(session: number) => number} _emo_session_request_input_count
 * @property {(session: number) => number} _emo_session_request_state
 * @property {(session: number, values: number, count: number, elapsed_ms: number) => void} _emo_session_answer
 * @property {(session: number) => number} _emo_session_snapshot
 * @property {(session: number) => number} _emo_session_snapshot_size
 * @property {(session: number, end_s: number, seconds: number) => number} _emo_session_recent
 * @property {() => number} _emo_session_recent_samples
 * @property {(count: number, rate: number, generation: number) => number} _emo_features_open_clip
 * @property {(rate: number, generation: number) => number} _emo_features_open_live
 * @property {() => void} _emo_features_close
 * @property {(samples: number, count: number) => number} _emo_features_push
 * @property {(bytes: number, size: number) => number} _emo_features_request
 * @property {() => number} _emo_features_next
 * @property {() => number} _emo_features_block
 * @property {() => number} _emo_features_block_size
 * @property {(first_s: number, last_s: number) => number} _emo_features_csv
 * @property {() => number} _emo_features_csv_text
 * @property {(slot: number, samples: number, count: number, rate: number, label: number) => number} _emo_explain_open
 * @property {(start_s: number) => void} _emo_explain_place
 * @property {() => number} _emo_explain_next
 * @property {() => number} _emo_explain_input
 * @property {() => number} _emo_explain_input_count
 * @property {(values: number, count: number) => void} _emo_explain_answer
 * @property {() => number} _emo_explain_progress
 * @property {() => number} _emo_explain_result
 * @property {() => number} _emo_explain_result_size
 * @property {() => void} _emo_explain_close
 */

export const REQUEST_NONE = 0;
export const REQUEST_DETECTOR = 1;
export const REQUEST_MODEL = 2;

/** slot: of the model that is asked @typedef {{kind: number, slot: number, input: Float32Array, state: Float32Array | null}} Request */

export class EngineWasm {
  #m;
  #scratch = 0;
  #scratchBytes = 0;
  #generation = 0;

  /** @param {EngineModule} module */
  constructor(module) {
    this.#m = module;
  }

  /** Throws the engine's sentence if the card is not for it; the slot keeps the one it had. @param {number} slot @param {string} json */
  loadCard(slot, json) {
    const bytes = new TextEncoder().encode(json);
    if (this.#m._emo_card_load(slot, this.#place(bytes), bytes.length) !== 0) throw this.#lastError();
  }

  /** @param {number} slot  has no model any more */
  clearCard(slot) {
    this.#m._emo_card_clear(slot);
  }

  /** @param {Uint8Array} bytes @returns {import('./messages.js').Decoded} */
  decode(bytes) {
    const pointer = this.#m._emo_alloc(bytes.length || 1);
    this.#m.HEAPU8.set(bytes, pointer);
    const status = this.#m._emo_decode(pointer, bytes.length);
    this.#m._emo_free(pointer);
    if (status !== 0) throw this.#lastError();
    const decoded = {
      samples: this.#floats(this.#m._emo_decoded_samples(), this.#m._emo_decoded_count()),
      sample_rate_hz: this.#m._emo_decoded_rate_hz(),
      channels: this.#m._emo_decoded_channels(),
    };
    this.#m._emo_decoded_release();
    return decoded;
  }

  /** @param {'live' | 'clip'} source @param {number} sampleRateHz @param {number} durationS */
  createSession(source, sampleRateHz, durationS = 0) {
    this.#generation += 1;
    const handle = this.#m._emo_session_create(SOURCES.indexOf(source), sampleRateHz, durationS, this.#generation);
    if (handle === 0) throw this.#lastError();
    return new SessionWasm(this.#m, handle, (samples) => this.#place(samples));
  }

  /** The one view of the Features room. */
  features() {
    return new FeaturesWasm(
      this.#m,
      (values) => this.#place(values),
      () => this.#lastError(),
    );
  }

  /** The one explanation. */
  explanation() {
    return new ExplanationWasm(
      this.#m,
      (samples) => this.#place(samples),
      () => this.#lastError(),
    );
  }

  /** @param {number} pointer @param {number} count */
  #floats(pointer, count) {
    return new Float32Array(this.#m.HEAPU8.buffer, pointer, count).slice();
  }

  /** Puts an argument into the module's memory. @param {Uint8Array | Float32Array} values */
  #place(values) {
    if (values.byteLength > this.#scratchBytes) {
      if (this.#scratch) this.#m._emo_free(this.#scratch);
      this.#scratch = this.#m._emo_alloc(values.byteLength);
      this.#scratchBytes = values.byteLength;
    }
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.#m.HEAPU8.set(bytes, this.#scratch);
    return this.#scratch;
  }

  #lastError() {
    const start = this.#m._emo_last_error();
    const end = this.#m.HEAPU8.indexOf(0, start);
    return new Error(new TextDecoder().decode(this.#m.HEAPU8.slice(start, end)));
  }
}

/**
 * start_s: where the samples begin in their sound; label: the number of an expression, −1 the most probable
 * @typedef {{slot: number, samples: Float32Array, sample_rate_hz: number, start_s: number, label: number}} ExplanationDesc
 */

export class SessionWasm {
  #m;
  #handle;
  #place;

  /**
   * @param {EngineModule} module
   * @param {number} handle
   * @param {(samples: Float32Array) => number} place
   */
  constructor(module, handle, place) {
    this.#m = module;
    this.#handle = handle;
    this.#place = place;
  }

  /** @param {boolean} detector @param {readonly import('../generated/contract.js').ModelState[]} models  by slot */
  setReadiness(detector, models) {
    this.#m._emo_session_set_detector_ready(this.#handle, detector ? 1 : 0);
    models.forEach((state, slot) =>
      this.#m._emo_session_set_model_state(this.#handle, slot, MODEL_STATES.indexOf(state)),
    );
  }

  /** @param {Float32Array} samples @param {number} capturedAtMs @param {number} droppedBlocks */
  push(samples, capturedAtMs = 0, droppedBlocks = 0) {
    const pointer = this.#place(samples);
    this.#m._emo_session_push(this.#handle, pointer, samples.length, capturedAtMs, droppedBlocks);
  }

  finish() {
    this.#m._emo_session_finish(this.#handle);
  }

  /** @returns {Request | null} */
  nextRequest() {
    const kind = this.#m._emo_session_next_request(this.#handle);
    if (kind === REQUEST_NONE) return null;
    const pointer = this.#m._emo_session_request_input(this.#handle);
    const count = this.#m._emo_session_request_input_count(this.#handle);
    const input = this.#floats(pointer, count);
    const state =
      kind === REQUEST_DETECTOR ? this.#floats(this.#m._emo_session_request_state(this.#handle), DETECTOR_STATE) : null;
    const slot = kind === REQUEST_MODEL ? this.#m._emo_session_request_slot(this.#handle) : 0;
    return { kind, slot, input, state };
  }

  /** @param {Float32Array} values @param {number} elapsedMs */
  answer(values, elapsedMs) {
    this.#m._emo_session_answer(this.#handle, this.#place(values), values.length, elapsedMs);
  }

  /** @returns {ArrayBuffer} */
  snapshot() {
    const pointer = this.#m._emo_session_snapshot(this.#handle);
    const size = this.#m._emo_session_snapshot_size(this.#handle);
    return this.#m.HEAPU8.slice(pointer, pointer + size).buffer;
  }

  /** 16 kHz mono. @param {number} endS @param {number} seconds */
  recent(endS, seconds) {
    const count = this.#m._emo_session_recent(this.#handle, endS, seconds);
    return this.#floats(this.#m._emo_session_recent_samples(), count);
  }

  destroy() {
    this.#m._emo_session_destroy(this.#handle);
  }

  /** @param {number} pointer @param {number} count */
  #floats(pointer, count) {
    return new Float32Array(this.#m.HEAPU8.buffer, pointer, count).slice();
  }
}

/** The Features room's view of the sound that is open. */
export class FeaturesWasm {
  #m;
  #place;
  #lastError;
  #generation = 0;

  /**
   * @param {EngineModule} module
   * @param {(values: Float32Array | Uint8Array) => number} place
   * @param {() => Error} lastError
   */
  constructor(module, place, lastError) {
    this.#m = module;
    this.#place = place;
    this.#lastError = lastError;
  }

  /** @param {Float32Array} samples @param {number} sampleRateHz */
  openClip(samples, sampleRateHz) {
    this.#generation += 1;
    const room = this.#m._emo_features_open_clip(samples.length, sampleRateHz, this.#generation);
    if (room === 0) throw this.#lastError();
    this.#m.HEAPU8.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), room);
  }

  /** @param {number} sampleRateHz */
  openLive(sampleRateHz) {
    this.#generation += 1;
    if (this.#m._emo_features_open_live(sampleRateHz, this.#generation) !== 0) throw this.#lastError();
  }

  close() {
    this.#m._emo_features_close();
  }

  /** @param {Float32Array} samples */
  push(samples) {
    this.#m._emo_features_push(this.#place(samples), samples.length);
  }

  /** Throws the engine's sentence if it cannot be met. @param {Uint8Array} bytes @returns {boolean} any pane is wanted */
  request(bytes) {
    const wanted = this.#m._emo_features_request(this.#place(bytes), bytes.length);
    if (wanted < 0) throw this.#lastError();
    return wanted === 1;
  }

  /** One short step. @returns {ArrayBuffer | null} its block, empty if it made none; null: nothing is due */
  next() {
    if (this.#m._emo_features_next() === 0) return null;
    const size = this.#m._emo_features_block_size();
    const pointer = this.#m._emo_features_block();
    return this.#m.HEAPU8.slice(pointer, pointer + size).buffer;
  }

  /** Throws the engine's sentence if there is nothing, or too much. @param {number} firstS @param {number} lastS */
  csv(firstS, lastS) {
    const size = this.#m._emo_features_csv(firstS, lastS);
    if (size === 0) throw this.#lastError();
    const pointer = this.#m._emo_features_csv_text();
    return new TextDecoder().decode(this.#m.HEAPU8.subarray(pointer, pointer + size));
  }
}

/** What a model's answer about one sound rests on (src/contract/explanation.h), worked out run by run. */
export class ExplanationWasm {
  #m;
  #place;
  #lastError;

  /**
   * @param {EngineModule} module
   * @param {(values: Float32Array) => number} place
   * @param {() => Error} lastError
   */
  constructor(module, place, lastError) {
    this.#m = module;
    this.#place = place;
    this.#lastError = lastError;
  }

  /** Throws the engine's sentence if it cannot be explained. @param {ExplanationDesc} desc */
  open({ slot, samples, sample_rate_hz, start_s, label }) {
    const pointer = this.#place(samples);
    if (this.#m._emo_explain_open(slot, pointer, samples.length, sample_rate_hz, label) !== 0) throw this.#lastError();
    this.#m._emo_explain_place(start_s);
  }

  /** Throws the engine's sentence. @returns {Float32Array | null}  what the model is to be run on; null: done */
  next() {
    const due = this.#m._emo_explain_next();
    if (due < 0) throw this.#lastError();
    if (due === 0) return null;
    const pointer = this.#m._emo_explain_input();
    return new Float32Array(this.#m.HEAPU8.buffer, pointer, this.#m._emo_explain_input_count()).slice();
  }

  /** @param {Float32Array} values  as for a session's request */
  answer(values) {
    this.#m._emo_explain_answer(this.#place(values), values.length);
  }

  /** 0 … 1 */
  progress() {
    return this.#m._emo_explain_progress();
  }

  /** @returns {ArrayBuffer} */
  result() {
    const pointer = this.#m._emo_explain_result();
    return this.#m.HEAPU8.slice(pointer, pointer + this.#m._emo_explain_result_size()).buffer;
  }

  close() {
    this.#m._emo_explain_close();
  }
}
