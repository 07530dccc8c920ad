// How long sound takes from the audio thread to the screen and to the prediction that includes it.

const KEPT = 600;

export class Percentiles {
  /** @type {number[]} */ #values = [];
  #next = 0;

  /** @param {number} value */
  add(value) {
    if (!Number.isFinite(value)) return;
    this.#values[this.#next] = value;
    this.#next = (this.#next + 1) % KEPT;
  }

  /** @param {number} share  0 … 1 @returns {number} 0 without values */
  at(share) {
    const sorted = [...this.#values].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  }

  summary() {
    return { p50: round(this.at(0.5)), p95: round(this.at(0.95)), count: this.#values.length };
  }
}

export class LatencyMeter {
  column = new Percentiles();
  prediction = new Percentiles();
  #capturedS = 0;
  #capturedAtMs = 0;
  #drawnS = -1;
  #predictedS = -1;

  /** The newest sound's place in the session and on the page's clock. @param {number} capturedS @param {number} atMs */
  heard(capturedS, atMs) {
    if (capturedS < this.#capturedS) this.#drawnS = this.#predictedS = -1; // a new session
    this.#capturedS = capturedS;
    this.#capturedAtMs = atMs;
  }

  /** @param {number} columnS  end of the newest column drawn @param {number} nowMs  after drawing */
  drew(columnS, nowMs) {
    if (columnS <= this.#drawnS || columnS > this.#capturedS) return;
    this.#drawnS = columnS;
    this.column.add(nowMs - this.#enteredMs(columnS));
  }

  /** @param {number} endS  of the newest window predicted @param {number} nowMs */
  predicted(endS, nowMs) {
    if (endS <= this.#predictedS || endS > this.#capturedS) return;
    const waitedMs = nowMs - this.#enteredMs(endS);
    const gapMs = this.#predictedS < 0 ? 0 : Math.min(1000, (endS - this.#predictedS) * 1000);
    this.#predictedS = endS;
    // Sound that came early in the gap between two windows waited that much longer.
    for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) this.prediction.add(waitedMs + share * gapMs);
  }

  summary() {
    return { column: this.column.summary(), prediction: this.prediction.summary() };
  }

  /** @param {number} soundS */
  #enteredMs(soundS) {
    return this.#capturedAtMs - (this.#capturedS - soundS) * 1000;
  }
}

/** @param {number} ms */
const round = (ms) => Math.round(ms * 10) / 10;
