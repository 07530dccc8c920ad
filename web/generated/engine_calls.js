// Written by scripts/generate_contract.mjs; do not edit. What src/web/engine_api.h exports, and how each value crosses (web/wasm/program.js).

/**
 * @typedef {object} EngineCalls
 * @property {(slot: number, json: string) => number} card_load
 * @property {(slot: number) => void} card_clear
 * @property {(source: number, sample_rate_hz: number, duration_s: number, generation: number) => number} session_create
 * @property {(session: number) => void} session_destroy
 * @property {(session: number, ready: number) => void} session_set_detector_ready
 * @property {(session: number, slot: number, state: number) => void} session_set_model_state
 * @property {(session: number, samples: Float32Array | null, captured_at_ms: number, dropped_blocks: number) => number} session_push
 * @property {(session: number) => void} session_finish
 * @property {(session: number) => number} session_next_request
 * @property {(session: number) => number} session_request_slot
 * @property {(session: number) => Float32Array<ArrayBuffer>} session_request_input
 * @property {(session: number) => Float32Array<ArrayBuffer>} session_request_state
 * @property {(session: number, values: Float32Array | null, elapsed_ms: number) => void} session_answer
 * @property {(session: number) => Uint8Array<ArrayBuffer>} session_snapshot
 * @property {(session: number, end_s: number, seconds: number) => Float32Array<ArrayBuffer>} session_recent
 * @property {(count: number, sample_rate_hz: number, generation: number) => number} features_open_clip
 * @property {() => number} features_clip_samples
 * @property {(sample_rate_hz: number, generation: number) => number} features_open_live
 * @property {() => void} features_close
 * @property {(samples: Float32Array | null) => void} features_push
 * @property {(bytes: Uint8Array | null) => number} features_request
 * @property {() => number} features_next
 * @property {() => Uint8Array<ArrayBuffer>} features_block
 * @property {(first_s: number, last_s: number) => number} features_csv
 * @property {() => string} features_csv_text
 * @property {(slot: number, samples: Float32Array | null, rate_hz: number, label: number) => number} explain_open
 * @property {(start_s: number) => void} explain_place
 * @property {() => number} explain_next
 * @property {() => Float32Array<ArrayBuffer>} explain_input
 * @property {(values: Float32Array | null) => void} explain_answer
 * @property {() => number} explain_progress
 * @property {() => Uint8Array<ArrayBuffer>} explain_result
 * @property {() => void} explain_close
 */

/** @type {import('../wasm/program.js').CallTable<EngineCalls>} */
export const ENGINE_CALLS = Object.freeze({
  card_load: 'ns>!',
  card_clear: 'n',
  session_create: 'nnnn>!',
  session_destroy: 'n',
  session_set_detector_ready: 'nn',
  session_set_model_state: 'nnn',
  session_push: 'nfnn>!',
  session_finish: 'n',
  session_next_request: 'n',
  session_request_slot: 'n',
  session_request_input: 'n>fc',
  session_request_state: 'n>fc',
  session_answer: 'nfn',
  session_snapshot: 'n>bs',
  session_recent: 'nnn>fc',
  features_open_clip: 'nnn>!',
  features_clip_samples: '',
  features_open_live: 'nn>!',
  features_close: '',
  features_push: 'f',
  features_request: 'b>!',
  features_next: '',
  features_block: '>bs',
  features_csv: 'nn>!',
  features_csv_text: '>ss',
  explain_open: 'nfnn>!',
  explain_place: 'n',
  explain_next: '>!',
  explain_input: '>fc',
  explain_answer: 'f',
  explain_progress: '',
  explain_result: '>bs',
  explain_close: '',
});
