// Written by scripts/generate_contract.mjs; do not edit. What src/web/decoder_api.h exports, and how each value crosses (web/wasm/program.js).

/**
 * @typedef {object} DecoderCalls
 * @property {(bytes: Uint8Array | null) => number} decode
 * @property {() => Float32Array<ArrayBuffer>} decoded_samples
 * @property {() => number} decoded_rate_hz
 * @property {() => number} decoded_channels
 * @property {() => number} decoded_trimmed_start_s
 * @property {() => number} decoded_trimmed_end_s
 * @property {() => string} decoded_hints
 * @property {() => void} decoded_release
 */

/** @type {import('../wasm/program.js').CallTable<DecoderCalls>} */
export const DECODER_CALLS = Object.freeze({
  decode: 'b>!',
  decoded_samples: '>fc',
  decoded_rate_hz: '',
  decoded_channels: '',
  decoded_trimmed_start_s: '',
  decoded_trimmed_end_s: '',
  decoded_hints: '>t',
  decoded_release: '',
});
