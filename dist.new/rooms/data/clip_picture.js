// A clip's log-mel matrix as a small picture for the comparison: one byte a point, dB below the clip's loudest.
const RANGE_DB = 80;
const DB_A_NEPER = 10 / Math.LN10; // the recipe's numbers are natural logarithms of powers

/**
 * The loudest frame of those that share a column is seen; a short clip has fewer columns.
 * @param {{values: Float32Array, shape: number[]}} logmel  {frames, bands}
 * @param {{width: number, height: number}} most
 * @returns {{width: number, height: number, message: Uint8Array<ArrayBuffer>}} message: u32 width, u32 height, then the
 *   rows, the lowest band first
 */
export function clipPicture({ values, shape: [frames, bands] }, most) {
  const width = Math.max(1, Math.min(most.width, frames));
  const height = Math.max(1, Math.min(most.height, bands));
  const points = new Float32Array(width * height).fill(-Infinity);
  let loudest = -Infinity;
  for (let t = 0; t < frames; t += 1) {
    const column = Math.floor((t * width) / frames);
    for (let band = 0; band < bands; band += 1) {
      const value = values[t * bands + band];
      const at = Math.floor((band * height) / bands) * width + column;
      if (value > points[at]) points[at] = value;
      if (value > loudest) loudest = value;
    }
  }
  const message = new Uint8Array(8 + points.length);
  const head = new DataView(message.buffer);
  head.setUint32(0, width, true);
  head.setUint32(4, height, true);
  for (let i = 0; i < points.length; i += 1) {
    const below = (points[i] - loudest) * DB_A_NEPER;
    message[8 + i] = Math.round(255 * Math.min(1, Math.max(0, 1 + below / RANGE_DB)));
  }
  return { width, height, message };
}
