// How far two results are apart.

/** ‖a − b‖ / ‖b‖; Infinity where the lengths differ. */
export function relative(a, b) {
  if (a.length !== b.length) return Infinity;
  let apart = 0;
  let size = 0;
  for (let i = 0; i < b.length; i += 1) {
    apart += (a[i] - b[i]) ** 2;
    size += b[i] ** 2;
  }
  return Math.sqrt(apart / size);
}

export function meanAbsolute(a, b) {
  if (a.length !== b.length) return Infinity;
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / b.length;
}

/** Share of frames that differ: one voiced and the other not, or pitches (Hz, 0 = unvoiced) over 10 cents apart. */
export function differentPitch(a, b) {
  if (a.length !== b.length) return Infinity;
  const differs = a.filter((hz, i) =>
    hz > 0 && b[i] > 0 ? Math.abs(1200 * Math.log2(hz / b[i])) > 10 : hz > 0 !== b[i] > 0,
  );
  return differs.length / b.length;
}

/** Pearson's correlation; NaN where a side is constant or the lengths differ. */
export function correlation(a, b) {
  if (a.length !== b.length) return NaN;
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    ab += (a[i] - ma) * (b[i] - mb);
    aa += (a[i] - ma) ** 2;
    bb += (b[i] - mb) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}
