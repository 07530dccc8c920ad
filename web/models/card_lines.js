// A model's card.json as the lines of emo_text_card (src/web/ui_api.h): what it is, how good it is, what it was
// measured by, where it fails. A card may lack any part; what it does not say is left out. Loaded when a card is opened.
import { megabytes } from '../shell/sentences.js';

/** @typedef {Record<string, any>} Json */

const RECIPES = /** @type {Record<string, string>} */ ({
  logmel64: '64 log-mel bands at 16 kHz',
  mlp180: '180 features: MFCC, chroma and mel bands, mean over time',
  mfcc40_mean: '40 MFCC, mean over time',
  logmel40x174: '40 log-mel bands × 174 frames',
  voice: '82 numbers on pitch, voicing, formants, rate, loudness and pauses',
  logmel64_voice: '64 log-mel bands at 16 kHz, and 82 numbers on pitch, voicing, formants, rate, loudness and pauses',
});
const TINY = 5e-5; // would be shown as 0.0000

/** @param {Json} card @param {{summary?: string, speed_ms?: number}} [entry]  of models/index.json */
export function cardLines(card, entry = {}) {
  const metrics = card.metrics ?? {};
  return [
    line('title', card.title ?? card.name),
    ...texts([card.summary ?? entry.summary, card.note]),
    ...section('What it is', whatItIs(card, entry)),
    ...section('How good it is', howGood(card, metrics)),
    ...section('By expression', bars(metrics.recall_by_class)),
    ...section('By sex', bars(metrics.by_sex)),
    ...section('By intensity', bars(metrics.by_intensity_without_neutral ?? metrics.by_intensity)),
    ...section('By actor', bars(metrics.by_actor)),
    ...section('What it said for what', matrix(metrics.confusion)),
    ...section('How far its confidence can be trusted', confidence(card, metrics)),
    ...section('In worse conditions', conditions(metrics)),
    ...section('On other recordings', Object.entries(metrics.cross_corpus ?? {}).flatMap(otherCorpus)),
    ...section('On people it has never met', strangers(metrics)),
    ...section('When nobody speaks, or nobody feels', rejections(metrics)),
    ...section('Beside what was published', published(card)),
    ...section('Known failures', texts(card.known_failures)),
    ...section('Data and licence', dataAndLicence(card)),
  ];
}

/** @param {Json} card @param {{speed_ms?: number}} entry */
function whatItIs({ recipe, input, labels, parameters, bytes, speed }, { speed_ms }) {
  const web_ms = speed?.ort_web_ms ?? speed_ms;
  const words = recipe && (RECIPES[recipe.name] ?? recipe.name);
  return [
    ...row('Hears', words && `${words} (recipe ${recipe.name}, version ${recipe.version ?? 1})`),
    ...row('Input', input?.shape?.join(' × ')),
    ...row('Knows', labels?.join(', ')),
    ...row('Parameters', parameters && grouped(parameters)),
    ...row('Size', bytes && megabytes(bytes)),
    ...row('One window takes', web_ms && `${exact(web_ms, 1)} ms in the browser, one thread`),
    ...row('One window takes, natively', speed?.native_ms && `${exact(speed.native_ms, 1)} ms`),
  ];
}

/** @param {Json} card @param {Json} metrics */
function howGood({ protocol }, metrics) {
  const { ua_mean, ua_std, wa_mean, wa_std, macro_f1_mean, macro_f1_std, top2_accuracy, human_accuracy } = metrics;
  const { ua_low, ua_high } = metrics.pooled ?? {};
  const ua = ua_mean && { ua: ua_mean, ua_low, ua_high };
  return [
    ...bar('UA, mean recall of the expressions', ua, ua_mean && `UA ${number(ua_mean)}${spread(ua_std)}`),
    ...bar(
      'Human listeners, the same recordings',
      human_accuracy,
      human_accuracy && `${number(human_accuracy)}, sound only`,
    ),
    ...row('WA, share of clips that are right', wa_mean && number(wa_mean) + spread(wa_std)),
    ...row('Macro F1', macro_f1_mean && number(macro_f1_mean) + spread(macro_f1_std)),
    ...row('Right among its first two', top2_accuracy && number(top2_accuracy)),
    ...row('Clips', metrics.clips && grouped(metrics.clips)),
    ...row('Clips in which no speech was found', metrics.no_speech_clips),
    ...texts([protocol]),
    ...(metrics.per_fold ?? []).flatMap((/** @type {Json} */ fold) =>
      bar(`Fold ${fold.fold}`, fold, `UA ${number(fold.ua)}, actors ${(fold.test_actors ?? []).join(', ')}`),
    ),
  ];
}

/** @param {Json} card */
function dataAndLicence({ data, licence }) {
  const isRavdess = /RAVDESS/.test(`${JSON.stringify(data) ?? ''} ${licence ?? ''}`);
  return [
    ...texts([data].flat()),
    ...row('Licence of the weights', licence),
    ...texts([isRavdess && 'RAVDESS is CC BY-NC-SA: weights trained on it are for non-commercial use.']),
  ];
}

/** @param {Json} card @param {Json} metrics */
function confidence({ unsure_below, unsure_rule }, { calibration = {}, unsure = {} }) {
  const named = (/** @type {string} */ what, /** @type {Json} */ found) => {
    if (!found) return [];
    const text = `${percent(found.coverage)}; ${percent(found.accuracy)} of those are right`;
    return row(what, text + (found.threshold ? ` (threshold ${number(found.threshold)})` : ''));
  };
  return [
    ...row('Says “unsure” below', unsure_below && number(unsure_below)),
    ...['windows', 'clips'].flatMap((what) => [
      ...row(`Calibration error (ECE), ${what}`, calibration[what] && exact(calibration[what].ece)),
      ...named(`Gives a name to, of all ${what}`, unsure[what]?.at_card),
      ...named(`Could, right ${percent(unsure[what]?.wanted_accuracy ?? 0)} of the time, ${what}`, unsure[what]?.best),
    ]),
    ...(calibration.windows ? [] : rows(calibration)),
    ...(unsure.windows ? [] : rows(unsure)),
    ...texts([unsure_rule]),
  ];
}

/** @param {Json} metrics */
function conditions({ robustness, robustness_clean, robustness_mean_loss }) {
  return [
    ...bar('As recorded', robustness_clean),
    ...bars(robustness),
    ...row(
      'Mean loss of UA',
      Number.isFinite(robustness_mean_loss) && `${exact(100 * robustness_mean_loss, 1)} points`,
    ),
  ];
}

/** @param {[string, Json]} corpus */
function otherCorpus([name, found]) {
  const of = found.labels ? `, of ${found.labels.length} shared expressions` : '';
  return bar(name + (found.trained_without ? ', never trained on' : ''), found, `UA ${number(share(found) ?? 0)}${of}`);
}

/** Corpora that neither training nor development has heard (scripts/train/README.md). @param {Json} metrics */
function strangers({ unseen_corpora: unseen }) {
  if (!unseen?.mean) return [];
  const { mean } = unseen;
  const words = Object.entries(unseen.corpora ?? {}).map(([name, found]) => `${name} ${percent(found.ua ?? 0)}`);
  return [
    ...bar('UA, mean of the corpora', Number.isFinite(mean.ua) && { ua: mean.ua }, `UA ${number(mean.ua ?? 0)}`),
    ...row('UA of each', words.join(', ')),
    ...bar('Sad ones recognised', mean.sad),
    ...row(
      'Words that are right',
      mean.words > 0 && `${mean.words_right} of ${mean.words} (${percent(mean.right_share ?? 0)})`,
    ),
    ...row('Gives a word to', Number.isFinite(mean.coverage) && `${percent(mean.coverage)} of the clips`),
    ...row(
      'Neutral speech called angry or fearful',
      Number.isFinite(mean.neutral_alarm_share) && percent(mean.neutral_alarm_share),
    ),
  ];
}

/** @param {Json} metrics */
function rejections({ nonspeech, neutral_said }) {
  const said = Object.entries(neutral_said?.said ?? {}).filter(([, clips]) => clips > 0);
  return [
    ...bar('Noise, tones, music, silence: no speech, or unsure', nonspeech?.rejected_sounds),
    ...Object.entries(nonspeech?.by_kind ?? {}).flatMap(([kind, found]) => bar(wordsOf(kind), found.rejected_sounds)),
    ...row('Neutral speech called angry', neutral_said && percent(neutral_said.angry_share)),
    ...row('Neutral speech is called', said.map(([label, clips]) => `${label} ${clips}`).join(', ')),
  ];
}

/** The numbers of whoever made it first, and ours by their way of splitting. @param {Json} card */
function published({ published: theirs, author_split: ours, source }) {
  const value = theirs?.value ?? null;
  const split = theirs?.protocol ?? theirs?.split;
  return [
    ...row('Made after', source?.where),
    ...row(
      theirs?.what ?? `Published ${theirs?.measure ?? ''}`.trim(),
      value !== null && (Number.isFinite(value) ? exact(value) : value) + (split ? ` (${split})` : ''),
    ),
    ...texts([theirs?.text]),
    ...['wa', 'ua', 'weighted_f1', 'accuracy'].flatMap((measure) => {
      const value = ours?.[`${measure}_mean`] ?? ours?.[measure];
      const what = `Here, split as its author did: ${measure.replace(/^[uw]a$/, (name) => name.toUpperCase())}`;
      return row(wordsOf(what), Number.isFinite(value) && number(value) + spread(ours[`${measure}_std`]));
    }),
    ...texts([ours?.what, ours?.note]),
    ...listed('Taken from it', source?.taken_from_it),
    ...listed('Assumed, because it does not say', source?.assumed),
  ];
}

/** @param {any} found  a share, or how a group of clips fared */
function share(found) {
  if (typeof found === 'number') return found;
  const { recall, ua, accuracy } = found ?? {};
  return recall ?? ua ?? accuracy;
}

/** @param {any} found @returns {[number, number] | null}  95 %, of what share() gives */
function interval(found) {
  const { recall, ua, low, high, ua_low, ua_high, ua_interval } = found ?? {};
  const ofUa = ua_interval ?? [ua_low, ua_high];
  const [from, to] = recall === undefined && ua !== undefined ? ofUa : [low, high];
  return Number.isFinite(from) && Number.isFinite(to) ? [from, to] : null;
}

/** @param {string} name @param {any} found @param {string} [text] */
function bar(name, found, text) {
  const value = share(found);
  if (!Number.isFinite(value)) return [];
  const [low, high] = interval(found) ?? [value, value];
  const range = interval(found) ? `, 95 %: ${number(low)} to ${number(high)}` : '';
  const without = found.no_speech > 0 && found.no_speech <= 1 ? `, no speech found in ${percent(found.no_speech)}` : '';
  const clips = found.clips ? `, ${grouped(found.clips)} clips` : '';
  const words = (text || number(value)) + range + without + clips;
  return [line('bar', name, ...[value, low, high].map((one) => String(Math.min(1, Math.max(0, one)))), words)];
}

/** @param {Json} [groups]  by name */
function bars(groups) {
  // JavaScript puts "10" before "01": actors are brought back into their order.
  const named = Object.entries(groups ?? {});
  if (named.every(([name]) => /^\d+$/.test(name))) named.sort(([a], [b]) => Number(a) - Number(b));
  return named.flatMap(([name, found]) => bar(wordsOf(name), found));
}

/** @param {Json} [confusion]  rows: what was acted; columns: what was said */
function matrix(confusion) {
  const { rows_truth, columns_said, clips } = confusion ?? {};
  if (!rows_truth || !columns_said || !clips) return [];
  return [
    line('text', 'Rows: what was acted. Columns: what the model said. Clips.'),
    line('matrix', ...columns_said),
    ...rows_truth.map((/** @type {string} */ name, /** @type {number} */ i) => line('matrix_row', name, ...clips[i])),
  ];
}

/** Whatever numbers and words a part of a card holds. @param {Json} [part] @returns {string[]} */
function rows(part) {
  return Object.entries(part ?? {}).flatMap(([name, value]) => {
    if (name === '//' || value === null) return [];
    if (Array.isArray(value)) return value.every(isPlain) ? row(wordsOf(name), value.map(shown).join(' to ')) : [];
    if (isPlain(value)) return row(wordsOf(name), shown(value));
    return rows(Object.fromEntries(Object.entries(value ?? {}).map(([inner, one]) => [`${name}, ${inner}`, one])));
  });
}

/** @param {unknown} value */
const isPlain = (value) => ['number', 'string', 'boolean'].includes(typeof value);
/** @param {unknown} value */
const shown = (value) => (typeof value === 'number' ? exact(value) : String(value));
/** @param {string} title @param {string[]} lines */
const section = (title, lines) => (lines.length > 0 ? [line('section', title), ...lines] : []);
/** @param {string} name @param {any} value */
const row = (name, value) => (value || value === 0 ? [line('row', name, value)] : []);
/** @param {any[] | undefined} found */
const texts = (found) => (found ?? []).filter((one) => typeof one === 'string' && one).map((one) => line('text', one));
/** @param {string} name @param {string[]} [found] */
const listed = (name, found) => (found?.length ? [line('text', `${name}: ${found.join('; ')}.`)] : []);
/** @param {any[]} fields  no tab or line end may be inside one */
const line = (...fields) => fields.map((field) => String(field).replace(/\s+/g, ' ')).join('\t');
/** @param {string} key */
const wordsOf = (key) =>
  key
    .replace(/_/g, ' ')
    .replace(/\bece\b/g, 'calibration error')
    .replace(/^\w/, (a) => a.toUpperCase());
/** @param {number} value */
const number = (value) => value.toFixed(2);
/** @param {number} [value] */
const spread = (value) => (value ? ` ± ${number(value)}` : '');
/** @param {number} value @param {number} [digits] */
const exact = (value, digits = 4) =>
  Number.isInteger(value)
    ? grouped(value)
    : Math.abs(value) < TINY
      ? value.toExponential(1)
      : String(Number(value.toFixed(digits)));
/** @param {number} value */
const percent = (value) => `${(100 * value).toFixed(value < 0.1 ? 1 : 0)} %`;
/** @param {number} value  12345 → 12 345 */
const grouped = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ' ');
