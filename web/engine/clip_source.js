// A whole clip through the same session as live sound, in slices of a few milliseconds, so that the worker hears its
// messages (and live sound, which goes first) in between.

const SLICE_MS = 12;
const CHUNK_S = 0.5;
const POST_EVERY_MS = 50;

/** @typedef {import('./engine_wasm.js').SessionWasm} SessionWasm */
/** @typedef {{detector: boolean, models: (import('./inference.js').Network | null)[]}} Readiness  models: by slot */

export class ClipSource {
  #parts;
  /** @type {SessionWasm | null} */ #session = null;
  /** @type {Float32Array} */ #samples = new Float32Array(0);
  #sampleRateHz = 1;
  #clip = 0;
  #pushed = 0;
  #finished = false;
  #idle = false; // nothing left to do, or nothing before the model has arrived
  /** @type {Readiness} */ #begunWith = { detector: false, models: [] };
  #answers = 0;
  #postedAtMs = 0;

  /** @param {import('./live_source.js').SourceParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {number} clip  its number @param {Float32Array} samples @param {number} sampleRateHz */
  start(clip, samples, sampleRateHz) {
    this.stop();
    this.#clip = clip;
    this.#samples = samples;
    this.#sampleRateHz = sampleRateHz;
    this.#parts.features?.openClip(samples, sampleRateHz);
    this.#begin();
  }

  stop() {
    this.#session?.destroy();
    this.#session = null;
    this.#samples = new Float32Array(0);
    this.#parts.features?.closeClip();
  }

  /** A clip is analysed afresh with what has come since it was begun, so that its numbers do not depend on when. */
  readinessChanged() {
    if (!this.#session) return;
    const { detector, models } = this.#readiness();
    const isNews =
      (detector && !this.#begunWith.detector) ||
      models.some((network, slot) => network && network !== this.#begunWith.models[slot]);
    if (models.some(Boolean) && isNews) this.#begin();
    else this.#parts.inference.tellReadiness(this.#session);
    this.#idle = false; // the session may have waited for just this
    this.#parts.wake();
    this.#post();
  }

  /** A part of the clip. @param {number} startS @param {number} endS @returns {import('./explain_source.js').Piece} */
  piece(startS, endS) {
    const first = Math.max(0, Math.round(startS * this.#sampleRateHz));
    const samples = this.#samples.slice(first, Math.max(first, Math.round(endS * this.#sampleRateHz)));
    return { samples, sample_rate_hz: this.#sampleRateHz, start_s: first / this.#sampleRateHz };
  }

  /** @returns {Readiness} */
  #readiness() {
    const { detector, models } = this.#parts.inference;
    return { detector: detector !== null, models: [...models] };
  }

  #begin() {
    const { engine, inference, wake } = this.#parts;
    const durationS = this.#samples.length / this.#sampleRateHz;
    this.#session?.destroy();
    this.#session = engine.createSession('clip', this.#sampleRateHz, durationS);
    inference.tellReadiness(this.#session);
    this.#begunWith = this.#readiness();
    this.#pushed = 0;
    this.#finished = this.#idle = false;
    wake();
  }

  /** One slice. @returns {Promise<boolean>} whether there may be more to do */
  async work() {
    const session = this.#session;
    if (!session || this.#idle) return false;
    const sliceEndMs = performance.now() + SLICE_MS;
    while (performance.now() < sliceEndMs) {
      if (await this.#step(session)) continue;
      if (session !== this.#session) return false;
      this.#idle = true;
      this.#post();
      return false;
    }
    if (performance.now() - this.#postedAtMs >= POST_EVERY_MS) this.#post();
    return true;
  }

  /** @param {SessionWasm} session @returns {Promise<boolean>} false: nothing is left, or another clip came */
  async #step(session) {
    if (this.#pushed < this.#samples.length) {
      this.#pushChunk(session); // all of it first: the whole picture stands before the first prediction
    } else if (!this.#finished) {
      session.finish();
      this.#finished = true;
    } else {
      const request = session.nextRequest();
      if (!request) return false;
      this.#answers += 1;
      return this.#parts.inference.answer(session, request, () => session === this.#session);
    }
    return session === this.#session;
  }

  /** @param {SessionWasm} session */
  #pushChunk(session) {
    const end = Math.min(this.#samples.length, this.#pushed + Math.ceil(CHUNK_S * this.#sampleRateHz));
    session.push(this.#samples.subarray(this.#pushed, end));
    this.#pushed = end;
  }

  #post() {
    const bytes = /** @type {SessionWasm} */ (this.#session).snapshot();
    const predicted = this.#answers > 0;
    const captured_s = this.#pushed / this.#sampleRateHz;
    // A session waits for a compared model that is on its way.
    const done =
      this.#idle && this.#begunWith.models[0] !== null && !this.#parts.inference.modelStates.includes('loading');
    this.#answers = 0;
    this.#postedAtMs = performance.now();
    this.#parts.post(
      {
        type: 'snapshot',
        source: 'clip',
        clip: this.#clip,
        bytes,
        captured_s,
        captured_at_ms: 0,
        context_s: 0,
        predicted,
        done,
      },
      [bytes],
    );
  }
}
