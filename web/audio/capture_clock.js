// How far live sound has come, whether the engine has heard it yet or not. Counted by the audio thread's own clock, which
// stands still when the sound does; the engine tells which moment of it was which second of the session.

export class CaptureClock {
  #capturedS = 0;
  #contextS = 0;

  /** A new line to the engine, which has not told anything yet. @param {number} contextS  AudioContext.currentTime */
  begin(contextS) {
    this.#contextS = contextS;
  }

  /** @param {number} capturedS  heard by the engine @param {number} contextS  when the newest of it was captured */
  heard(capturedS, contextS) {
    this.#capturedS = capturedS;
    this.#contextS = contextS;
  }

  /** Seconds of the session's sound. @param {number} contextS  AudioContext.currentTime */
  nowS(contextS) {
    return this.#capturedS + Math.max(0, contextS - this.#contextS);
  }
}
