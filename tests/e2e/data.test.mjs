// The Data room in the real page: what it knows without any sound, linked views, keys, what it fetches and when, the player.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { wavBytes } from './lib/audio.mjs';
import { openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import { assertClean } from './lib/site.mjs';
import { visits } from './lib/visits.mjs';

const visit = visits({ quick: true, microphone: 'tone' });

const data = (page) => page.evaluate(() => window.emoscope.data());
/** The room's facts, once they fulfil it. (Its policy forbids the page to be handed conditions as text.) */
async function dataIs(page, condition, { timeout = 30000 } = {}) {
  const end = Date.now() + timeout;
  for (;;) {
    const facts = await data(page);
    if (facts && condition(facts)) return facts;
    if (Date.now() > end) {
      const { notice } = await snapshotOf(page);
      throw new Error(
        `waited ${timeout} ms for ${condition}; “${notice}”; the room says ${JSON.stringify({ ...facts, columns: [] })}`,
      );
    }
    await sleep(50);
  }
}
const counts = ({ words }) => Object.fromEntries(words.map(({ word, count }) => [word, count]));
const totalOf = (words) => words.reduce((sum, { count }) => sum + count, 0);
const pathsOf = (requests) => requests.map((address) => new URL(address).pathname.replace('/emoscope/', ''));
const element = (page, name) => page.locator('#mirror').getByRole('button', { name });

/** The room with RAVDESS; nothing of the model is waited for. */
async function enter(options = {}) {
  const opened = await openPage(visit.browser, `${visit.site.url}#data`, options);
  await viewReady(opened.page);
  await dataIs(opened.page, (facts) => facts.rows === 1440 && facts.words.length > 0);
  return opened;
}
/** What the catalogue says when all is selected again. */
const allSelected = (page) => dataIs(page, (facts) => facts.selected === 1440 && facts.chips.length === 0);

/** Files with RAVDESS' names: beeps, each of another pitch. @param {string[]} stems */
const beeps = (stems) =>
  stems.map((stem, index) => ({
    name: `${stem}.wav`,
    mimeType: 'audio/wav',
    buffer: wavBytes(
      Float32Array.from({ length: 24000 }, (_, i) => 0.3 * Math.sin((2 * Math.PI * (300 + 100 * index) * i) / 16000)),
      16000,
    ),
  }));

async function openRecordings(page, files) {
  await page.getByRole('button', { name: 'Open…' }).click();
  await page.locator('dialog input[type=file][multiple]').setInputFiles(files);
}

test('RAVDESS is there with its official counts, and no sound was fetched for it', async () => {
  const { page, context, seen } = await enter();
  const facts = await data(page);
  assert.match(facts.title, /RAVDESS/);
  assert.match(facts.attribution, /CC BY-NC-SA 4\.0/);
  assert.deepEqual([facts.rows, facts.selected, facts.with_sound], [1440, 1440, 0]);
  assert.equal(facts.request.field, 'emotion');
  const { neutral, ...others } = counts(facts);
  assert.equal(neutral, 96);
  assert.deepEqual(Object.values(others), Array(7).fill(192));
  assert.deepEqual(
    pathsOf(seen.requests).filter((path) => /\.(wav|flac|mp3|ogg)$/.test(path)),
    [],
  );
  await assertClean(page, seen);
  await context.close();
});

for (const [field, expected] of [
  ['intensity', { normal: 768, strong: 672 }],
  ['statement', null],
  ['actor', null],
]) {
  test(`by ${field} the counts are the official ones, too`, async () => {
    const { page, context } = await enter();
    await page.getByLabel('By', { exact: true }).selectOption({ label: `${field[0].toUpperCase()}${field.slice(1)}` });
    const isNew = ({ words }) => totalOf(words) === 1440 && !words.some(({ word }) => word === 'neutral');
    const found = counts(await dataIs(page, (facts) => facts.request.field === field && isNew(facts)));
    if (expected) assert.deepEqual(found, expected);
    if (field === 'statement') assert.deepEqual(Object.values(found), [720, 720]);
    if (field === 'actor') assert.deepEqual(Object.values(found), Array(24).fill(60));
    await context.close();
  });
}

test('a bar that is pressed selects everywhere, its chip says so, and without the chip all is back', async () => {
  const { page, context } = await enter();
  await element(page, /^happy\b.*192/i)
    .first()
    .click();
  await dataIs(page, (facts) => facts.selected === 192 && facts.chips.length === 1);
  let facts = await data(page);
  assert.match(facts.chips[0].text, /happy/);
  assert.deepEqual(counts(facts).sad, 192, 'what was not picked can still be seen');
  assert.ok(facts.table.length === 0 || facts.table.every(({ emotion }) => emotion === 'happy'));
  await page.getByRole('button', { name: /^Remove: .*happy/ }).click();
  await allSelected(page);
  facts = await data(page);
  assert.equal(facts.chips.length, 0);
  await context.close();
});

test('search selects by name, and sorting turns the table round', async () => {
  const { page, context } = await enter();
  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.fill('03-01-05-02-01-01-24');
  await dataIs(page, (facts) => facts.selected === 1);
  assert.match((await data(page)).table[0].name, /^03-01-05-02-01-01-24/);
  await search.fill('');
  await allSelected(page);
  await page.getByRole('button', { name: /^Sort by Duration, s/ }).click();
  const shortest = await dataIs(page, ({ request }) => request.sort_column === 'duration' && !request.descending);
  await page.getByRole('button', { name: /^Sort by Duration, s/ }).click();
  const longest = await dataIs(
    page,
    ({ request, table }) => request.descending && table[0]?.row !== shortest.table[0].row,
  );
  assert.notEqual(longest.table[0].row, shortest.table[0].row);
  await context.close();
});

test('“Surprise me” draws with a seed: another visit draws the same', async () => {
  const drawn = [];
  for (const _ of [1, 2]) {
    const { page, context } = await enter();
    await page.getByRole('button', { name: 'Surprise me' }).click();
    await dataIs(page, (facts) => facts.selected === facts.request.draw_count && facts.request.draw_seed > 0);
    await dataIs(page, (facts) => facts.table.length === facts.selected);
    const { request, table } = await data(page);
    drawn.push([request.draw_seed, ...table.map(({ name }) => name)]);
    await page.getByRole('button', { name: 'Surprise me' }).click();
    await dataIs(page, (facts) => facts.request.draw_seed !== request.draw_seed && facts.selected > 0);
    await context.close();
  }
  assert.equal(drawn[0].length, 13);
  assert.deepEqual(drawn[1], drawn[0]);
});

test('in the other rooms nothing of the Data room is fetched; once it is shown, each part once', async () => {
  const { page, context, seen } = await visit.open();
  await page.evaluate(() => window.emoscope.showRoom('features'));
  await until(page, () => window.emoscope.room === 'features');
  const parts =
    /^(rooms\/data\/(?!index|loader)|data\.|datasets|dialogs|sources|formats|storage|workers\/(data|feature|pool|job|pace|compute)|audio\/time_stretch)/;
  const ofRoom = () => pathsOf(seen.requests).filter((path) => parts.test(path));
  assert.deepEqual(ofRoom(), []);
  assert.equal(await data(page), null);
  await page.evaluate(() => window.emoscope.showRoom('data'));
  await dataIs(page, (facts) => facts.rows === 1440);
  const fetched = ofRoom();
  for (const part of ['rooms/data/controller.js', 'data.wasm', 'datasets/ravdess/built_in.bin']) {
    assert.equal(fetched.filter((path) => path === part).length, 1, part);
  }
  assert.ok(!fetched.some((path) => /dialogs|pool\.js|opening\.js/.test(path)), `only what is shown: ${fetched}`);
  await page.evaluate(() => window.emoscope.showRoom('listen'));
  await page.evaluate(() => window.emoscope.showRoom('data'));
  await until(page, () => window.emoscope.room === 'data');
  assert.equal(ofRoom().filter((path) => path === 'datasets/ravdess/built_in.bin').length, 1);
  await context.close();
});

test('a row without sound says what to do; with its file opened it plays, at the chosen speed', async () => {
  const { page, context, seen } = await enter();
  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.fill('03-01-03-01-01-01-01');
  await dataIs(page, (facts) => facts.selected === 1 && facts.table.length === 1);
  const [{ row, name }] = (await data(page)).table;
  const rowButton = page.getByRole('button', { name: new RegExp(`^${name},`) });
  await rowButton.click();
  await until(page, () => /cannot be heard yet.*“Open…”/.test(window.emoscope.snapshot().notice));
  await page
    .getByRole('button', { name: /dismiss|close/i })
    .first()
    .click();

  await openRecordings(page, beeps(['03-01-03-01-01-01-01', '03-01-03-01-01-01-02']));
  await dataIs(page, (facts) => facts.with_sound === 2 && facts.rows === 1440);
  await rowButton.click();
  await dataIs(page, (facts) => facts.opened_row === row && facts.player.playing);
  assert.equal(await page.evaluate(() => window.emoscope.clip().name), '03-01-03-01-01-01-01.wav');
  await dataIs(page, (facts) => !facts.player.playing); // heard to its end
  await page.keyboard.press('j');
  await dataIs(page, (facts) => facts.player.rate === 0.75);
  await page.keyboard.press('k');
  await dataIs(page, (facts) => facts.player.playing && facts.player.playhead_s > 0.5);
  await page.keyboard.press('k');
  await dataIs(page, (facts) => !facts.player.playing && facts.player.playhead_s > 0.5);
  const { playhead_s } = (await data(page)).player;
  await page.keyboard.press('ArrowLeft');
  await dataIs(page, (facts) => facts.player.playhead_s < playhead_s);
  assert.equal((await snapshotOf(page)).notice, '');
  await assertClean(page, seen);
  await context.close();
});

test('compared side by side, rows with sound get their pictures, and a click on one is heard', async () => {
  const { page, context, seen } = await enter();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await dataIs(page, ({ chart, compare_rows }) => chart === 'compare' && compare_rows.length === 8);
  assert.equal(await page.getByRole('button', { name: 'Play happy' }).count(), 0, 'nothing to be seen or heard yet');
  const stems = ['03-01-03-01-01-01-01', '03-01-05-01-01-01-01'];
  await openRecordings(page, beeps(stems));
  const { compare_rows, pictures } = await dataIs(page, (facts) => facts.pictures.length === 2);
  assert.ok(pictures.every((row) => compare_rows.includes(row)));
  await page.getByRole('button', { name: 'sad: no sound' }).click();
  await until(page, () => window.emoscope.snapshot().notice.includes('cannot be heard yet'));
  await page.getByRole('button', { name: 'Play angry' }).click();
  await dataIs(page, (facts) => pictures.includes(facts.opened_row) && facts.player.playhead_s > 0);
  assert.equal(await page.evaluate(() => window.emoscope.clip().name), `${stems[1]}.wav`);
  await assertClean(page, seen);
  await context.close();
});

test('a play-list is saved, read back from its file and shown alone, in its order', async () => {
  const { page, context, seen } = await enter();
  await page.getByRole('button', { name: 'Surprise me' }).click();
  const drawn = await dataIs(page, (facts) => facts.selected === 12 && facts.table.length === 12);
  await openRecordings(page, beeps(['03-01-03-01-01-01-01']));
  await dataIs(page, (facts) => facts.with_sound === 1);
  await page
    .getByRole('button', { name: /^Remove: / })
    .first()
    .click();
  await allSelected(page);
  await page.getByRole('searchbox', { name: 'Search' }).fill('03-01-03-01-01-01-01');
  await dataIs(page, (facts) => facts.selected === 1 && facts.table.length === 1); // its row stands where it will stay
  await page.getByRole('button', { name: /^03-01-03-01-01-01-01/ }).click();
  await dataIs(page, (facts) => facts.opened_row >= 0);
  await page.getByRole('button', { name: 'Play-list' }).click();
  const dialog = page.getByRole('dialog', { name: 'Play-lists' });
  const names = drawn.table.map(({ name }) => name).reverse();
  await dialog.getByLabel('Open a play-list from a file').setInputFiles({
    name: 'backwards.m3u',
    mimeType: 'audio/x-mpegurl',
    buffer: Buffer.from(`#EXTM3U\n${names.join('\n')}\n`),
  });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as JSON: backwards' }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^backwards_play-list\.json$/);
  assert.deepEqual(JSON.parse(readFileSync(await download.path(), 'utf8')).paths, names);
  await dialog.getByRole('button', { name: 'Show: backwards' }).click();
  const shown = await dataIs(page, (facts) => facts.selected === 12 && facts.table.length === 12);
  assert.deepEqual(
    shown.table.map(({ name }) => name),
    names,
  );
  await assertClean(page, seen);
  await context.close();
});

test('with keys alone: to the room, a bar, its chip, and back', async () => {
  const { page, context } = await visit.open();
  await page.keyboard.press('3');
  await dataIs(page, (facts) => facts.rows === 1440);
  await until(page, () => window.emoscope.room === 'data');
  const press = async (name) => {
    await page.locator('#mirror').getByRole('button', { name }).first().waitFor();
    for (let steps = 0; steps < 300; steps += 1) {
      const focused = await page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
      );
      if (name.test(focused)) return page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab never came to ${name}`);
  };
  await press(/^angry\b.*192/i);
  await dataIs(page, (facts) => facts.selected === 192 && facts.chips.length === 1);
  await press(/^Remove: .*angry/);
  await allSelected(page);
  await context.close();
});

test('without the known recordings the room says so and offers to open others', async () => {
  const { page, context } = await openPage(visit.browser, `${visit.site.url}#listen`);
  await page.route('**/built_in.bin', (route) => route.fulfill({ status: 503, body: '' }));
  await viewReady(page);
  await page.evaluate(() => window.emoscope.showRoom('data'));
  await until(page, () => /could not be loaded \(the server answered 503\)/.test(window.emoscope.snapshot().notice));
  await page.getByRole('button', { name: 'Open…' }).first().waitFor();
  await page.unroute('**/built_in.bin');
  await page.evaluate(() => window.emoscope.showRoom('listen'));
  await page.evaluate(() => window.emoscope.showRoom('data'));
  await dataIs(page, (facts) => facts.rows === 1440);
  await context.close();
});

test('a room that could not be fetched says so, and the next visit to it tries again', async () => {
  const { page, context } = await openPage(visit.browser, `${visit.site.url}#listen`);
  await page.route('**/rooms/data/controller.js', (route) => route.abort());
  await viewReady(page);
  await page.evaluate(() => window.emoscope.showRoom('data'));
  await until(page, () => /The Data room could not be loaded/.test(window.emoscope.snapshot().notice));
  await page.evaluate(() => window.emoscope.showRoom('listen'));
  await page.evaluate(() => window.emoscope.showRoom('data'));
  await dataIs(page, (facts) => facts.rows === 1440);
  await context.close();
});
