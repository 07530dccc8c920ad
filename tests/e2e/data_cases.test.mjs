// Tables, Parquet and zips that people really have (../shared/cases), opened in the real page: every row with its own label.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sharedCase, withoutRecordings } from './lib/native.mjs';
import * as room from './lib/opening.mjs';
import { visits } from './lib/visits.mjs';

const { choose, counts, data, dataIs, recognisedIs } = room;
const skip = withoutRecordings();
const visit = visits({ quick: true });
const enter = () => room.enterRoom(visit);

async function opened(name, kind, rows) {
  const { page, context } = await enter();
  await choose(page, kind, sharedCase(name));
  await dataIs(page, (facts, count) => facts.rows === count, rows);
  return { page, context, facts: await data(page) };
}

for (const [name, words] of [
  ['equal_base_names.parquet', { angry: 4, happy: 4, sad: 4 }],
  ['equal_paths.parquet', { angry: 4, happy: 4, sad: 4 }],
  ['paths_null.parquet', { angry: 4, happy: 4, sad: 4 }],
  ['paths_without_ending.parquet', { angry: 4, happy: 4, sad: 4 }],
]) {
  test(`${name}: twelve recordings, each with its own label and sound`, { skip }, async (t) => {
    const { page, context, facts } = await opened(name, 'multiple', 12);
    t.after(() => context.close());
    assert.deepEqual(counts(facts), words);
    assert.equal(facts.with_sound, 12);
    await room.play(page, 3);
  });
}

for (const [name, words] of [
  ['table_emotions_path', { angry: 3, sad: 3, happy: 3 }],
  ['table_audio_path', { angry: 3, sad: 3, happy: 3 }],
  ['table_name_label', { angry: 3, sad: 3, happy: 3 }],
  ['table_sep_line', { angry: 2, sad: 2, surprised: 2 }],
]) {
  test(`${name}: every row finds its sound and its emotion`, { skip }, async (t) => {
    const rows = Object.values(words).reduce((sum, count) => sum + count);
    const { context, facts } = await opened(name, 'webkitdirectory', rows);
    t.after(() => context.close());
    assert.deepEqual(counts(facts), words);
    assert.equal(facts.with_sound, rows);
  });
}

test('names of a zip in Shift-JIS are read as such, said, and can be read otherwise', { skip }, async (t) => {
  const { page, context } = await enter();
  t.after(() => context.close());
  await choose(page, 'multiple', sharedCase('names_shift_jis.zip'));
  await recognisedIs(page, /they were read as Japanese \(Shift-JIS\), for example “感情音声\/怒り\/話者1_0\.wav”/);
  await page.getByLabel('Read them as').selectOption('cp437');
  await recognisedIs(page, /they were read as Western \(DOS, 437\)/);
});

test('a zip in a zip is named, and opened by its button', { skip }, async (t) => {
  const { page, context } = await enter();
  t.after(() => context.close());
  const before = (await data(page)).rows;
  await choose(page, 'multiple', sharedCase('zip_in_zip.zip'));
  await recognisedIs(page, /1 archive inside/);
  assert.equal((await data(page)).rows, before, 'what was shown before stays');
  await page.getByRole('button', { name: 'Open “set/audio.zip”' }).click();
  await dataIs(page, (facts, old) => facts.rows !== old, before);
  assert.ok((await data(page)).with_sound > 0);
});
