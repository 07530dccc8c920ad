// The tables, as Markdown.
import { correlation } from './agreement.mjs';
import { GOALS, VARIANTS } from './cases.mjs';
import { quartiles } from './measure.mjs';

/**
 * @param {{cases: {one: import('./cases.mjs').BenchCase, rows: import('./measure.mjs').Row[],
 *   reference?: import('./measure.mjs').Row, absent: {title: string, why: string}[]}[], clip: {name: string, seconds: number, rate: number, samples: number},
 *   about: [string, string][], missing: {title: string, why: string}[], effort: import('./measure.mjs').Effort,
 *   date: string, quick: boolean, busy: boolean}} run
 */
export function report(run) {
  const { clip, effort, cases, missing } = run;
  return `${[
    '# Speed',
    `Written by \`scripts/bench.sh${run.quick ? ' --quick' : ''}\` on ${run.date}; every number is of this one run.${
      run.quick ? ' **Quick: too few samples to quote.**' : ''
    }`,
    ...(run.busy ? ['**Other programs kept this machine busy: ratios hold roughly, times are too long.**'] : []),
    list(run.about.map(([what, value]) => `${what}: ${value}`)),
    `Clip: ${clip.name}, ${clip.seconds.toFixed(2)} s, mono, ${clip.rate / 1000} kHz (${clip.samples} samples).`,
    '## Goals',
    goalsTable(cases, clip),
    ...cases.flatMap((each) => caseSection(each, clip)),
    ...notMeasured(missing),
    '## How to read it',
    list(howToRead(effort)),
  ].join('\n\n')}\n`;
}

function goalsTable(cases, clip) {
  const time = (name, id, variant = '') => {
    const rows = cases.find(({ one }) => one.name === name)?.rows ?? [];
    const row = rows.find(({ entrant, variant: v }) => entrant.id === id && v === variant);
    return row ? quartiles(row.seconds).median : NaN;
  };
  return table(
    ['goal', 'wanted', 'measured', ''],
    GOALS.map(({ what, wanted, value, met }) => {
      const x = value(time, clip.seconds);
      return Number.isNaN(x)
        ? [what, wanted, 'not measured', '']
        : [what, wanted, short(x), met(x) ? 'met' : '**missed**'];
    }),
  );
}

function caseSection({ one, rows, reference, absent }, clip) {
  const page =
    rows.find(({ entrant, variant }) => entrant.id === 'chromium' && variant === (one.unit ?? '')) ?? rows[0];
  const lines = rows.map((row) => {
    const { median, low, high } = quartiles(row.seconds);
    return [
      nameOf(row),
      `${duration(median)} (${duration(low)} – ${duration(high)})`,
      duration(Math.min(...row.seconds)),
      `${short(median / quartiles(page.seconds).median)}`,
      ...(one.per === 'clip' ? [speed(clip.seconds / median), `${short((100 * median) / clip.seconds)} %`] : []),
      agreement(one, row, reference),
    ];
  });
  const columns = [
    one.per === 'clip' ? 'who' : 'who (time of one frame)',
    'median (quartiles)',
    'fastest',
    `time ÷ ${page ? nameOf(page) : '–'}`,
    ...(one.per === 'clip' ? ['speed ÷ real time', 'share of a core, live'] : []),
    'difference',
  ];
  return [
    `## ${one.what}`,
    ...(rows.length ? [table(columns, lines)] : []),
    ...(absent.length ? [list(absent.map(({ title, why }) => `${title}: not measured. ${why}`))] : []),
  ];
}

function agreement(one, row, reference) {
  if (row === reference) return 'reference';
  if (Number.isNaN(row.difference)) return '–';
  if (!row.entrant.differs) return `${row.difference.toExponential(1)} (≤ ${one.limit})`;
  const { result } = row;
  if (result.length !== reference.result.length) return `other numbers: ${result.length} of ${reference.result.length}`;
  const sections = Object.entries(one.sections ?? { all: [0, result.length] });
  return `other numbers; correlation: ${sections
    .map(([name, [from, to]]) => {
      const r = correlation(result.subarray(from, to), reference.result.subarray(from, to)).toFixed(2);
      return name === 'all' ? r : `${name} ${r}`;
    })
    .join(', ')}`;
}

const notMeasured = (missing) =>
  missing.length ? ['## Not measured', list(missing.map(({ title, why }) => `${title}: ${why}`))] : [];

const howToRead = ({ samples, warm_s, sample_s }) => [
  `Median of ${samples} samples after at least ${warm_s} s of warm-up each; a sample repeats the call until it lasts about ${sample_s * 1000} ms. In brackets the quartiles; where they lie far from the median or the fastest sample, other programs had the processor: measure again when it is idle. All take turns, sample by sample, so that other load on the machine hits all alike.`,
  'One thread each. What is timed is one call for the whole clip from samples in memory to numbers, with the tables (windows, filter banks, FFT plans) that the call builds; Meyda keeps its tables between calls. While listening they are built once, and the sound comes in blocks of 480 samples.',
  '“Difference” compares the numbers with the reference’s, before anything is timed: relative (‖a − b‖ / ‖b‖), for `logmel64` the mean absolute difference of the bands below 7 kHz, for pYIN the share of frames whose voicing differs or whose pitch is over 10 cents apart. Who is beyond the limit is a fault and stops the benchmark. The reference is librosa where it was measured, else the native program.',
  'Meyda gets the same frames, but computes other numbers by its own definitions: a symmetric window, triangles rounded to whole bins on another mel scale and of height 1, ln(1 + mel), an unnormalised DCT, chroma without a tuning estimate, weighted by octave. Its time is that of a comparable amount of work, not of the same result. It has no `logmel64`, no resampler and no pYIN.',
  'librosa’s `mlp180` is written as in the notebooks: each feature from the sound. “One STFT shared” is the same by hand, at its fastest.',
  'The FFTs transform 32 frames that lie ready in their own memory; librosa’s line is SciPy’s `rfft` of all 32 in one call. Of ours, “four frames at once” is what the features use.',
  'essentia.js is not measured: its licence is AGPL-3.0, so it is not installed here.',
];

const nameOf = ({ entrant, variant }) => entrant.title + (variant ? `, ${VARIANTS[variant]}` : '');
const list = (lines) => lines.map((line) => `- ${line}`).join('\n');
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const speed = (x) => Math.round(x).toLocaleString('en-US');

/** Three digits. */
export const short = (x) => (x >= 100 ? x.toFixed(0) : Number(x.toPrecision(3)).toString());
/** @param {number} seconds */
export const duration = (seconds) =>
  seconds < 1e-3 ? `${short(seconds * 1e6)} µs` : seconds < 1 ? `${short(seconds * 1e3)} ms` : `${short(seconds)} s`;
