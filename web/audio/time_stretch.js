// Speech slower or faster with its pitch kept: overlapping pieces of the sound are laid closer together or further apart,
// each taken from where it fits best to what it is laid upon (WSOLA: W. Verhelst and M. Roelands, ICASSP 1993). Unlike a
// phase vocoder (src/learning/phase_vocoder.h) it leaves the voice's own waveform as it is.

const PIECE_S = 0.03; // two periods of the lowest voices
const REACH_S = 0.01; // a piece may come from this much earlier or later
const COARSE = 6; // the search looks at every sixth sample first
const SLICE_MS = 8; // half a frame

/**
 * Lasts round(length / rate) samples; its sound at t is the original's at t · rate, ± 10 ms.
 * @param {Float32Array<ArrayBuffer>} samples  mono
 * @param {number} sampleRateHz
 * @param {number} rate  0.5 … 2; above 1 is faster
 * @param {() => Promise<unknown>} [breathe]  called every few milliseconds
 * @returns {Promise<Float32Array<ArrayBuffer>>}
 */
export async function stretch(samples, sampleRateHz, rate, breathe = nextTask) {
  const hop = Math.round((PIECE_S * sampleRateHz) / 2);
  const reach = Math.round(REACH_S * sampleRateHz);
  const length = Math.round(samples.length / rate);
  const output = new Float32Array(length);
  const fade = Float32Array.from({ length: hop }, (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / hop));
  let from = 0; // where the newest piece was taken
  let until = performance.now() + SLICE_MS;
  output.set(samples.subarray(0, Math.min(hop, length)));
  for (let at = hop; at < length; at += hop) {
    const wanted = Math.round(at * rate);
    const natural = from + hop; // what would follow by itself
    const next = bestStart(samples, natural, wanted, reach, hop);
    const count = Math.min(hop, length - at);
    for (let i = 0; i < count; i += 1) {
      const share = fade[i];
      output[at + i] = (1 - share) * (samples[natural + i] ?? 0) + share * (samples[next + i] ?? 0);
    }
    from = next;
    if (performance.now() > until) {
      await breathe();
      until = performance.now() + SLICE_MS;
    }
  }
  return output;
}

/**
 * Near `wanted`, where the sound is most like that at `natural`; `wanted` itself if nothing is more like it.
 * @param {Float32Array} samples @param {number} natural @param {number} wanted @param {number} reach @param {number} hop
 */
function bestStart(samples, natural, wanted, reach, hop) {
  const last = Math.min(samples.length - hop, wanted + reach);
  if (natural + hop > samples.length || last < wanted) return Math.max(0, Math.min(wanted, samples.length - 1));
  const first = Math.max(0, wanted - reach);
  const near = { natural, hop, first, last };
  return bestOf(samples, { ...near, middle: bestOf(samples, { ...near, middle: wanted }, reach, COARSE) }, COARSE, 1);
}

/**
 * @param {Float32Array} samples
 * @param {{natural: number, hop: number, first: number, last: number, middle: number}} where
 * @param {number} reach  on both sides of the middle @param {number} step
 */
function bestOf(samples, { natural, hop, first, last, middle }, reach, step) {
  let best = middle;
  let bestLikeness = likeness(samples, natural, middle, hop, step);
  for (let away = step; away <= reach; away += step) {
    for (const start of [middle - away, middle + away]) {
      if (start < first || start > last) continue;
      const found = likeness(samples, natural, start, hop, step);
      if (found > bestLikeness) [best, bestLikeness] = [start, found];
    }
  }
  return best;
}

/** @param {Float32Array} samples @param {number} natural @param {number} start @param {number} hop @param {number} step */
function likeness(samples, natural, start, hop, step) {
  let product = 0;
  let power = 1e-9;
  for (let i = 0; i < hop; i += step) {
    const sample = samples[start + i];
    product += samples[natural + i] * sample;
    power += sample * sample;
  }
  return product / Math.sqrt(power);
}

/** @param {AudioBuffer} buffer  mono @param {number} rate @returns {Promise<AudioBuffer>} */
export async function stretchBuffer(buffer, rate) {
  const samples = await stretch(buffer.getChannelData(0), buffer.sampleRate, rate);
  const copy = new AudioBuffer({
    length: Math.max(1, samples.length),
    numberOfChannels: 1,
    sampleRate: buffer.sampleRate,
  });
  copy.copyToChannel(samples, 0);
  return copy;
}

/** Lets the browser draw. @returns {Promise<void>} */
function nextTask() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel(); // timers are held back to 4 ms each
    port1.onmessage = () => (port1.close(), resolve());
    port2.postMessage(0);
  });
}
