// Sound files to samples: the only caller of decoder.wasm (src/web/decoder_api.h). It comes after the model, or when a file
// is opened before.
import { DECODER_CALLS } from '../generated/decoder_calls.js';
import { DECODER_STOPPED, decoderMissing } from '../shell/sentences.js';
import { callsOf } from '../wasm/program.js';
import { Failure } from '../workers/failure.js';

/** @typedef {import('../generated/decoder_calls.js').DecoderCalls} DecoderCalls */

export class SoundDecoder {
  #start;
  #attempt = 0;
  /** @type {Promise<DecoderCalls> | null} */ #calls = null;

  /** @param {(attempt: number) => Promise<import('../wasm/program.js').WasmModule>} start  rejects with half a sentence */
  constructor(start) {
    this.#start = start;
  }

  /** So that the first file need not wait for the program. Whether it came, the first file will tell. */
  prepare() {
    this.#program().catch(() => {});
  }

  /**
   * Throws the program's sentence, `no_sound`: perhaps the browser can read it; or why the program is missing.
   * @param {Uint8Array} bytes @returns {Promise<import('./messages.js').Decoded>}
   */
  async decode(bytes) {
    const calls = await this.#program();
    try {
      calls.decode(bytes);
    } catch (error) {
      const stopped = error instanceof WebAssembly.RuntimeError;
      if (stopped) this.#calls = null; // the next file gets a fresh one
      throw new Failure(stopped ? DECODER_STOPPED : /** @type {Error} */ (error).message, 'no_sound', { cause: error });
    }
    const decoded = {
      samples: calls.decoded_samples(),
      sample_rate_hz: calls.decoded_rate_hz(),
      channels: calls.decoded_channels(),
      trimmed_s: [calls.decoded_trimmed_start_s(), calls.decoded_trimmed_end_s()],
      hints: calls.decoded_hints().split('\n').filter(Boolean),
    };
    calls.decoded_release();
    return decoded;
  }

  #program() {
    this.#calls ??= this.#start(++this.#attempt).then(
      (module) => callsOf(module, DECODER_CALLS),
      (error) => {
        this.#calls = null;
        throw new Failure(decoderMissing(error.message), 'stop', { cause: error });
      },
    );
    return this.#calls;
  }
}
