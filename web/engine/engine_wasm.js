// The only caller of engine.wasm (src/web/engine_api.h). What leaves here is copied: the module's memory may move
// at the next call.
import { MODEL_STATES, SOURCES } from '../generated/contract.js';
import { ENGINE_CALLS } from '../generated/engine_calls.js';
import { callsOf, write } from '../wasm/program.js';

/** @typedef {import('../wasm/program.js').WasmModule} EngineModule */
/** @typedef {import('../generated/engine_calls.js').EngineCalls} EngineCalls */

export const REQUEST_NONE = 0;
export const REQUEST_DETECTOR = 1;
export const REQUEST_MODEL = 2;
export const REQUEST_STEP = 3; // of a model that is run as a stream

/** slot: of the model that is asked; state: of a model's first step empty @typedef {{kind: number, slot: number, input: Float32Array, state: Float32Array | null}} Request */

export class EngineWasm {
  #module;
  /** @type {EngineCalls} */ #calls;
  #generation = 0;

  /** @param {EngineModule} module */
  constructor(module) {
    this.#module = module;
    this.#calls = callsOf(module, ENGINE_CALLS);
  }

  /** Throws the engine's sentence if the card is not for it; the slot keeps the one it had. @param {number} slot @param {string} json */
  loadCard(slot, json) {
    this.#calls.card_load(slot, json);
  }

  /** @param {number} slot  has no model any more */
  clearCard(slot) {
    this.#calls.card_clear(slot);
  }

  /** @param {import('../generated/contract.js').Source} source @param {number} sampleRateHz @param {number} durationS */
  createSession(source, sampleRateHz, durationS = 0) {
    this.#generation += 1;
    const number = SOURCES.indexOf(source);
    return new SessionWasm(this.#calls, this.#calls.session_create(number, sampleRateHz, durationS, this.#generation));
  }

  /** The one view of the Features room. */
  features() {
    return new FeaturesWasm(this.#calls, (pointer, samples) => write(this.#module, pointer, samples));
  }

  /** The one explanation. */
  explanation() {
    return new ExplanationWasm(this.#calls);
  }
}

/**
 * start_s: where the samples begin in their sound; label: the number of an expression, −1 the most probable
 * @typedef {{slot: number, samples: Float32Array, sample_rate_hz: number, start_s: number, label: number}} ExplanationDesc
 */

export class SessionWasm {
  #calls;
  #handle;

  /** @param {EngineCalls} calls @param {number} handle */
  constructor(calls, handle) {
    this.#calls = calls;
    this.#handle = handle;
  }

  /** @param {boolean} detector @param {readonly import('../generated/contract.js').ModelState[]} models  by slot */
  setReadiness(detector, models) {
    this.#calls.session_set_detector_ready(this.#handle, Number(detector));
    models.forEach((state, slot) =>
      this.#calls.session_set_model_state(this.#handle, slot, MODEL_STATES.indexOf(state)),
    );
  }

  /** @param {Float32Array} samples @param {number} capturedAtMs @param {number} droppedBlocks */
  push(samples, capturedAtMs = 0, droppedBlocks = 0) {
    this.#calls.session_push(this.#handle, samples, capturedAtMs, droppedBlocks);
  }

  finish() {
    this.#calls.session_finish(this.#handle);
  }

  /** @returns {Request | null} */
  nextRequest() {
    const kind = this.#calls.session_next_request(this.#handle);
    if (kind === REQUEST_NONE) return null;
    return {
      kind,
      slot: kind === REQUEST_DETECTOR ? 0 : this.#calls.session_request_slot(this.#handle),
      input: this.#calls.session_request_input(this.#handle),
      state: kind === REQUEST_MODEL ? null : this.#calls.session_request_state(this.#handle),
    };
  }

  /** @param {Float32Array} values @param {number} elapsedMs */
  answer(values, elapsedMs) {
    this.#calls.session_answer(this.#handle, values, elapsedMs);
  }

  /** @returns {ArrayBuffer} */
  snapshot() {
    return this.#calls.session_snapshot(this.#handle).buffer;
  }

  /** 16 kHz mono. @param {number} endS @param {number} seconds */
  recent(endS, seconds) {
    return this.#calls.session_recent(this.#handle, endS, seconds);
  }

  destroy() {
    this.#calls.session_destroy(this.#handle);
  }
}

/** The Features room's view of the sound that is open. */
export class FeaturesWasm {
  #calls;
  #fill;
  #generation = 0;

  /** @param {EngineCalls} calls @param {(pointer: number, samples: Float32Array) => void} fill  the program's memory */
  constructor(calls, fill) {
    this.#calls = calls;
    this.#fill = fill;
  }

  /** @param {Float32Array} samples @param {number} sampleRateHz */
  openClip(samples, sampleRateHz) {
    this.#generation += 1;
    this.#calls.features_open_clip(samples.length, sampleRateHz, this.#generation);
    this.#fill(this.#calls.features_clip_samples(), samples);
  }

  /** @param {number} sampleRateHz */
  openLive(sampleRateHz) {
    this.#generation += 1;
    this.#calls.features_open_live(sampleRateHz, this.#generation);
  }

  close() {
    this.#calls.features_close();
  }

  /** @param {Float32Array} samples */
  push(samples) {
    this.#calls.features_push(samples);
  }

  /** Throws the engine's sentence if it cannot be met. @param {Uint8Array} bytes @returns {boolean} any pane is wanted */
  request(bytes) {
    return this.#calls.features_request(bytes) === 1;
  }

  /** One short step. @returns {ArrayBuffer | null} its block, empty if it made none; null: nothing is due */
  next() {
    return this.#calls.features_next() === 0 ? null : this.#calls.features_block().buffer;
  }

  /** Throws the engine's sentence if there is nothing, or too much. @param {number} firstS @param {number} lastS */
  csv(firstS, lastS) {
    this.#calls.features_csv(firstS, lastS);
    return this.#calls.features_csv_text();
  }
}

/** What a model's answer about one sound rests on (src/contract/explanation.h), worked out run by run. */
export class ExplanationWasm {
  #calls;

  /** @param {EngineCalls} calls */
  constructor(calls) {
    this.#calls = calls;
  }

  /** Throws the engine's sentence if it cannot be explained. @param {ExplanationDesc} desc */
  open({ slot, samples, sample_rate_hz, start_s, label }) {
    this.#calls.explain_open(slot, samples, sample_rate_hz, label);
    this.#calls.explain_place(start_s);
  }

  /** Throws the engine's sentence. @returns {Float32Array | null}  what the model is to be run on; null: done */
  next() {
    return this.#calls.explain_next() === 0 ? null : this.#calls.explain_input();
  }

  /** @param {Float32Array} values  as for a session's request */
  answer(values) {
    this.#calls.explain_answer(values);
  }

  /** 0 … 1 */
  progress() {
    return this.#calls.explain_progress();
  }

  /** @returns {ArrayBuffer} */
  result() {
    return this.#calls.explain_result().buffer;
  }

  close() {
    this.#calls.explain_close();
  }
}
