// One case: results are compared first, then all run in turn, so that whatever else the machine does hits all alike.

/** @typedef {{warm_s: number, sample_s: number, samples: number}} Effort */
/** @type {Record<string, Effort>} */
export const EFFORTS = {
  full: { warm_s: 1, sample_s: 0.02, samples: 25 },
  quick: { warm_s: 0.02, sample_s: 0.002, samples: 3 },
};

/**
 * @typedef {object} Row
 * @property {import('./players.mjs').Started} entrant
 * @property {string} variant  '' or one of VARIANTS
 * @property {string} key  what the player calls it
 * @property {number} difference  from the reference; NaN: there is none, or it is this one
 * @property {Float32Array} result
 * @property {number[]} seconds  of one part (clip or frame) each
 */

/** Who takes part in a case, with its result. @returns {Promise<{rows: Row[], absent: {title: string, why: string}[]}>} */
export async function prepareCase(one, started) {
  const rows = [];
  const absent = [];
  for (const entrant of started) {
    if (entrant.only && !entrant.only.includes(one.name)) continue;
    for (const variant of ['', ...(one.variants?.[entrant.id] ?? [])]) {
      const key = variant ? `${one.name}:${variant}` : one.name;
      try {
        await entrant.player.prepare(key);
        const result = await entrant.player.result(key);
        rows.push({ entrant, variant, key, result, difference: NaN, seconds: [] });
      } catch (error) {
        absent.push({ title: entrant.title, ours: entrant.ours, why: error.message });
      }
    }
  }
  return { rows, absent };
}

/** librosa where it takes part, else our native program. @param {Row[]} rows @returns {Row | undefined} */
export const referenceOf = (rows) =>
  rows.find(({ entrant }) => entrant.id === 'librosa') ?? rows.find(({ entrant }) => entrant.id === 'native');

/**
 * Fills in the differences from the reference.
 * @param {Row[]} rows @param {Row} [reference] @returns {Row[]} those whose numbers are wrong: their times must not count
 */
export function compareResults(one, rows, reference = referenceOf(rows)) {
  for (const row of rows)
    if (reference && row !== reference) row.difference = one.difference(row.result, reference.result);
  return rows.filter(({ entrant, difference }) => !entrant.differs && difference > one.limit);
}

/** @param {Effort} effort */
export async function timeCase(one, rows, effort) {
  const times = new Map();
  for (const row of rows) times.set(row, await warmUp(row, effort));
  for (let round = 0; round < effort.samples; round += 1)
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[(round + i) % rows.length];
      const n = times.get(row);
      row.seconds.push((await row.entrant.player.run(row.key, n)) / n / (one.parts ?? 1));
    }
}

/** Runs until compilers and caches are warm. @returns {Promise<number>} calls that make one sample long enough */
async function warmUp({ entrant, key }, { warm_s, sample_s }) {
  let best = Infinity;
  let calls = 1;
  for (let spent = 0; spent < warm_s;) {
    const seconds = Math.max(1e-6, await entrant.player.run(key, calls));
    spent += seconds;
    best = Math.min(best, seconds / calls);
    calls = Math.max(1, Math.ceil(sample_s / best));
  }
  return calls;
}

/** @param {number[]} values @returns {{median: number, low: number, high: number}} low, high: the quartiles */
export function quartiles(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}
