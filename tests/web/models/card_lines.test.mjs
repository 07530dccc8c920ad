import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cardLines } from '../../../web/models/card_lines.js';

const first = () => JSON.parse(readFileSync(new URL('../../../models/first-cnn/card.json', import.meta.url), 'utf8'));

/** Each section's lines, without its title. */
function sections(lines) {
  const found = {};
  let name = '';
  for (const line of lines) {
    const [kind, ...fields] = line.split('\t');
    if (kind === 'section') found[(name = fields[0])] = [];
    else if (name) found[name].push(line);
  }
  return found;
}

test('a real card says what it is, how good it is beside people, by which protocol, and under which licence', () => {
  const card = first();
  const lines = cardLines(card);
  const text = lines.join('\n');
  assert.equal(lines[0], `title\t${card.title}`);
  assert.ok(text.includes(`UA ${card.metrics.ua_mean.toFixed(2)}`));
  assert.match(text, /^bar\tHuman listeners[^\t]*\t0\.67\t/m);
  assert.ok(text.includes(card.protocol.replace(/\s+/g, ' ')));
  assert.match(text, /CC BY-NC-SA.*non-commercial use/);
  for (const failure of card.known_failures) assert.ok(text.includes(failure), failure);
});

test('every line is of a kind that the drawn page knows, with its number of fields', () => {
  const kinds = { title: 1, section: 1, text: 1, row: 2, bar: 5 };
  let columns = 0;
  for (const line of cardLines(first())) {
    const [kind, ...fields] = line.split('\t');
    if (kind === 'matrix') columns = fields.length;
    else if (kind === 'matrix_row') assert.equal(fields.length, columns + 1, line);
    else assert.equal(fields.length, kinds[kind], line);
    assert.ok(
      fields.every((field) => field !== '' && !/undefined|NaN|\[object|null/.test(field)),
      line,
    );
    if (kind === 'bar') {
      const [value, low, high] = fields.slice(1, 4).map(Number);
      assert.ok(0 <= low && low <= value && value <= high && high <= 1, line);
    }
  }
  assert.equal(columns, 9);
});

test('a card without anything but a name has a title, and nothing is made up', () => {
  assert.deepEqual(cardLines({ name: 'bare' }), ['title\tbare']);
});

test('any part of a card may be missing', () => {
  const card = first();
  const remove = (object, key) => {
    const { [key]: gone, ...rest } = object;
    assert.notEqual(gone, undefined);
    return rest;
  };
  for (const key of Object.keys(card).filter((one) => one !== 'name'))
    assert.ok(cardLines(remove(card, key)).length > 1);
  for (const key of Object.keys(card.metrics)) {
    const text = cardLines({ ...card, metrics: remove(card.metrics, key) }).join('\n');
    assert.ok(!/undefined|NaN/.test(text), key);
  }
});

test('intervals are those of the number that is shown, and stand in words beside the bar', () => {
  const group = { clips: 60, accuracy: 0.6, low: 0.47, high: 0.71, ua: 0.61, ua_low: 0.49, ua_high: 0.72 };
  const metrics = {
    recall_by_class: { sad: { clips: 96, recall: 0.7, low: 0.6, high: 0.78, precision: 0.5 } },
    by_sex: { female: group },
    by_actor: { 10: group, '02': { clips: 60, accuracy: 0.5, low: 0.4, high: 0.6 } },
  };
  const found = sections(cardLines({ name: 'm', metrics }));
  assert.deepEqual(found['By expression'], ['bar\tSad\t0.7\t0.6\t0.78\t0.70, 95 %: 0.60 to 0.78, 96 clips']);
  assert.deepEqual(found['By sex'], ['bar\tFemale\t0.61\t0.49\t0.72\t0.61, 95 %: 0.49 to 0.72, 60 clips']);
  assert.deepEqual(
    found['By actor'].map((line) => line.split('\t').slice(1, 5)),
    [
      ['02', '0.5', '0.4', '0.6'],
      ['10', '0.61', '0.49', '0.72'],
    ],
  );
});

test('calibration, worse conditions, other corpora, non-speech and published numbers are told where they are known', () => {
  const text = cardLines({
    name: 'm',
    unsure_below: 0.5,
    metrics: {
      calibration: { windows: { ece: 0.031, bins: [] }, clips: { ece: 0.04 } },
      unsure: {
        windows: { at_card: { threshold: null, coverage: 0.5, accuracy: 0.84 }, wanted_accuracy: 0.85, best: null },
      },
      robustness: { 'telephone band': { ua: 0.6, wa: 0.6, no_speech: 0.05 } },
      robustness_clean: { ua: 0.65 },
      robustness_mean_loss: 0.05,
      cross_corpus: { nEMO: { ua: 0.5, ua_interval: [0.48, 0.52], labels: ['sad', 'angry'], trained_without: true } },
      nonspeech: { rejected_sounds: 0.97, by_kind: { noise: { rejected_sounds: 1 } } },
      neutral_said: { said: { neutral: 70, calm: 3, sad: 0 }, angry_share: 0.02 },
    },
    published: { what: 'Seed 002', value: 0.83, split: 'random' },
    author_split: { wa_mean: 0.81, wa_std: 0.012, ua_mean: 0.8, per_seed: [{ wa: 0.8 }] },
    source: { seed: '002', where: 'A notebook', taken_from_it: ['layers', 'epochs'], assumed: [] },
  }).join('\n');
  for (const part of [
    'Calibration error (ECE), windows\t0.031',
    'Gives a name to, of all windows\t50 %; 84 % of those are right',
    'Telephone band\t0.6\t0.6\t0.6\t0.60, no speech found in 5.0 %',
    'Mean loss of UA\t5 points',
    'nEMO, never trained on\t0.5\t0.48\t0.52\tUA 0.50, of 2 shared expressions',
    'Noise\t1\t1\t1',
    'Neutral speech called angry\t2.0 %',
    'neutral 70, calm 3',
    'Seed 002\t0.83 (random)',
    'Here, split as its author did: WA\t0.81 ± 0.01',
    'Here, split as its author did: UA\t0.80',
    'Made after\tA notebook',
    'Taken from it: layers; epochs.',
  ]) {
    assert.ok(text.includes(part), `${part} is not in\n${text}`);
  }
});

test('tabs and line ends inside a card cannot break its lines', () => {
  const lines = cardLines({ name: 'm', title: 'a\tb\nc', known_failures: ['x\n\ty'] });
  assert.deepEqual(lines, ['title\ta b c', 'section\tKnown failures', 'text\tx y']);
});

test('how a model does on people it has never met is told with the corpora, the words and the false alarms', () => {
  const mean = { ua: 0.436, sad: 0.135, words: 1259, words_right: 685, right_share: 0.544, coverage: 0.11 };
  const unseen_corpora = {
    corpora: { nemo: { ua: 0.289 }, tess: { ua: 0.701 } },
    mean: { ...mean, neutral_alarm_share: 0.003 },
  };
  const told = sections(cardLines({ name: 'm', metrics: { unseen_corpora } }))['On people it has never met'];
  assert.ok(told.some((line) => line.startsWith('bar\tUA, mean of the corpora\t0.436\t') && line.endsWith('UA 0.44')));
  assert.ok(
    told.some((line) => /^row\tUA of each\tnemo 29 %, tess 70 %$/.test(line)),
    told.join('\n'),
  );
  assert.ok(told.some((line) => /^row\tWords that are right\t685 of 1259 \(54 %\)$/.test(line)));
  assert.ok(told.some((line) => line.startsWith('bar\tSad ones recognised\t0.135\t')));
  assert.equal(told.length, 6);
});

test('a model that was not asked about strangers, or gave them no word, says nothing of it', () => {
  assert.equal(sections(cardLines({ name: 'm', metrics: {} }))['On people it has never met'], undefined);
  const silent = { corpora: {}, mean: { ua: 0.3, words: 0, words_right: 0, right_share: 0 } };
  const told = sections(cardLines({ name: 'm', metrics: { unseen_corpora: silent } }))['On people it has never met'];
  assert.ok(!told.some((line) => /Words that are right|undefined|NaN/.test(line)), told.join('\n'));
});
