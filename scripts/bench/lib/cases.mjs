// What is compared: the cases, how far results may differ from the reference, and what each peer computes.
import { differentPitch, meanAbsolute, relative } from './agreement.mjs';

/**
 * @typedef {object} BenchCase
 * @property {string} name  as the players know it
 * @property {string} what  for the table
 * @property {'clip' | 'frame'} per
 * @property {number} [parts]  how many of `per` one call computes; 1
 * @property {(ours: Float32Array, reference: Float32Array) => number} difference
 * @property {number} limit  the largest difference that counts as the same result
 * @property {Record<string, string[]>} [variants]  by player: other ways of the same, measured beside it
 * @property {string} [unit]  the variant that all times are divided by; the plain one
 * @property {string} [sameAs]  another case's reference is this one's too
 * @property {Record<string, [number, number]>} [sections]  of the result: first and last but one, told apart for other numbers
 */

// Mel bands of logmel64 wholly below 7 kHz: above, two good resamplers differ.
const LOGMEL64_BANDS = { of: 64, compared: 61 };
const belowResamplersEdge = (values) => values.filter((_, i) => i % LOGMEL64_BANDS.of < LOGMEL64_BANDS.compared);
const logmel64Difference = (a, b) =>
  a.length === b.length ? meanAbsolute(belowResamplersEdge(a), belowResamplersEdge(b)) : Infinity;

/** @type {BenchCase[]} */
export const CASES = [
  {
    name: 'mlp180',
    what: 'recipe `mlp180`: means of 40 MFCC, 12 chroma, 128 mel',
    per: 'clip',
    difference: relative,
    limit: 1e-3,
    sections: { MFCC: [0, 40], chroma: [40, 52], mel: [52, 180] },
    variants: { librosa: ['shared'], meyda_node: ['no_mel'], meyda_chromium: ['no_mel'] },
  },
  {
    name: 'logmel64',
    what: 'recipe `logmel64`: 48 → 16 kHz, 64 log-mel bands each 10 ms',
    per: 'clip',
    difference: logmel64Difference,
    limit: 0.05,
  },
  {
    name: 'logmel64_stream',
    what: '`logmel64` while listening: blocks of 480 samples',
    per: 'clip',
    sameAs: 'logmel64',
    difference: logmel64Difference,
    limit: 0.05,
  },
  { name: 'mfcc40', what: '40 MFCC', per: 'clip', difference: relative, limit: 1e-3 },
  { name: 'mel128', what: '128 mel bands', per: 'clip', difference: relative, limit: 1e-4 },
  { name: 'chroma', what: '12 chroma, tuning estimated', per: 'clip', difference: relative, limit: 1e-3 },
  {
    name: 'pyin',
    what: 'pYIN, 65–800 Hz, hop 512',
    per: 'clip',
    difference: differentPitch,
    limit: 0.03,
  },
  {
    name: 'fft2048',
    what: 'real FFT of 2048 samples',
    per: 'frame',
    parts: 32,
    difference: relative,
    limit: 1e-5,
    unit: 'four',
    variants: { native: ['four'], node: ['four'], chromium: ['four'] },
  },
];

/** What a variant is called in the table. */
export const VARIANTS = {
  shared: 'one STFT shared',
  no_mel: 'MFCC and chroma only',
  four: 'four frames at once',
};

/** The goals, each on medians of one run: value(t, clipSeconds) with t(case, player[, variant]) in seconds. */
export const GOALS = [
  {
    what: '`mlp180` in Chromium against librosa',
    wanted: '≥ 30 times as fast',
    value: (t) => t('mlp180', 'librosa') / t('mlp180', 'chromium'),
    met: (x) => x >= 30,
  },
  {
    what: '`mlp180` in Chromium against Meyda in Chromium (its MFCC and chroma only)',
    wanted: '≥ 150 times as fast',
    value: (t) => t('mlp180', 'meyda_chromium', 'no_mel') / t('mlp180', 'chromium'),
    met: (x) => x >= 150,
  },
  {
    what: '`mlp180` in Chromium against native',
    wanted: '≤ 1.4 times the time',
    value: (t) => t('mlp180', 'chromium') / t('mlp180', 'native'),
    met: (x) => x <= 1.4,
  },
  {
    what: '`mlp180` in Chromium against the length of the clip',
    wanted: '≥ 900 times real time',
    value: (t, seconds) => seconds / t('mlp180', 'chromium'),
    met: (x) => x >= 900,
  },
  {
    what: '`logmel64` streaming in Chromium',
    wanted: '≤ 0.3 % of a core',
    value: (t, seconds) => (100 * t('logmel64_stream', 'chromium')) / seconds,
    met: (x) => x <= 0.3,
  },
];
