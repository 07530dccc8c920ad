// The map worked with mouse and keys, 100,000 rows in the table, and the Data room for those who hear or feel it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertAccessible } from './lib/axe.mjs';
import { openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import { distance, exchanged, frame, holds, mapOnScreen, watchDataService, wheelThrough } from './lib/data_view.mjs';
import { assertClean } from './lib/site.mjs';
import { visits } from './lib/visits.mjs';

const visit = visits({});

const data = (page) => page.evaluate(() => window.emoscope.data());
/** The room's facts, once they fulfil it. @param {(facts: any) => boolean} condition */
async function dataIs(page, condition, { timeout = 60000 } = {}) {
  let facts = null;
  for (const end = Date.now() + timeout; Date.now() < end; await sleep(30)) {
    facts = await data(page);
    if (facts && condition(facts)) return facts;
  }
  const { notice } = await snapshotOf(page);
  throw new Error(`waited ${timeout} ms for ${condition}; “${notice}”; ${JSON.stringify({ ...facts, table: [] })}`);
}

async function enter(options = {}) {
  const opened = await openPage(visit.browser, `${visit.site.url}#data`, { init: watchDataService, ...options });
  await viewReady(opened.page);
  await dataIs(opened.page, (facts) => facts.rows === 1440 && facts.words.length > 0);
  return opened;
}
async function enterMap(options) {
  const opened = await enter(options);
  await opened.page.getByRole('button', { name: 'Map', exact: true }).click();
  await dataIs(opened.page, (facts) => facts.chart === 'map' && facts.map_points > 0 && facts.map_progress === 1);
  await opened.page.getByRole('button', { name: /^Map: arrows/ }).waitFor();
  return opened;
}

/** The outline by the mouse: each corner is seen by a frame. @param {{x: number, y: number}[]} corners */
async function draw(page, corners) {
  await page.mouse.move(corners[0].x, corners[0].y);
  await frame(page);
  await page.mouse.down();
  await frame(page);
  for (const { x, y } of [...corners.slice(1), corners[0]]) {
    await page.mouse.move(x, y);
    await frame(page);
  }
  await page.mouse.up();
}
/** A star: its hollows tell a lasso from a box. */
function star({ x, y, width, height }, across, down, size) {
  return Array.from({ length: 10 }, (_, i) => {
    const [angle, far] = [(Math.PI * i) / 5 - Math.PI / 2, (i % 2 ? 0.5 : 1) * size * Math.min(width, height)];
    return {
      x: Math.round(x + width * across + far * Math.cos(angle)),
      y: Math.round(y + height * down + far * Math.sin(angle)),
    };
  });
}
const paired = (flat) => Array.from({ length: flat.length / 2 }, (_, i) => ({ x: flat[2 * i], y: flat[2 * i + 1] }));

/** Draws, and compares what is selected with what lies inside. @returns {Promise<number>}  so many */
async function assertLasso(page, across, down, size) {
  const before = await mapOnScreen(page);
  const corners = star(before.box, across, down, size);
  await draw(page, corners);
  const facts = await dataIs(
    page,
    ({ chips, request }) => request.lasso > 0 && chips.some(({ kind }) => kind === 'lasso'),
  );
  const { request, view } = await exchanged(page);
  assert.equal(view.revision, request.revision);
  const lasso = paired(request.lasso);
  const inside = view.map_rows.filter((_, i) => holds(lasso, { x: view.map_x[i], y: view.map_y[i] }));
  assert.deepEqual(
    view.map_rows.filter((_, i) => view.map_picked[i] === 1),
    inside,
    'the points inside the outline that was asked for',
  );
  assert.ok(inside.length > 20 && inside.length < 700, String(inside.length));
  assert.equal(facts.selected, inside.length);
  assert.equal(facts.chips.find(({ kind }) => kind === 'lasso').text, `on the map: ${inside.length}`);
  assert.deepEqual(
    facts.table.filter(({ row }) => !inside.includes(row)),
    [],
    'the table shows no other rows',
  );
  const unlike = before.points.filter(
    (point) => distance(corners, point) > 4 && holds(corners, point) !== inside.includes(point.row),
  );
  assert.deepEqual(unlike, [], 'the points that the mouse went around');
  await frame(page);
  assert.deepEqual((await mapOnScreen(page)).box, before.box, 'a selection leaves the map where it is');
  return inside.length;
}
async function dropLasso(page) {
  await page.getByRole('button', { name: /^Remove: on the map/ }).click();
  await dataIs(page, (facts) => facts.selected === 1440 && facts.chips.length === 0 && facts.request.lasso === 0);
}
const lassoTool = (page) => page.getByRole('button', { name: /^Lasso: / });

test('the map has a point for each clip with an embedding; the lasso selects what the mouse goes around', async (t) => {
  const { page, context, seen } = await enterMap();
  const facts = await data(page);
  assert.deepEqual([facts.map_points, facts.rows], [1440 - 13, 1440]);
  assert.match(facts.map_words, /PCA/);
  await lassoTool(page).click();
  await until(page, () => document.querySelector('[aria-label^="Lasso: "]').ariaPressed === 'true');
  t.diagnostic(`lasso by its button: ${await assertLasso(page, 0.4, 0.5, 0.3)} points`);
  await dropLasso(page);
  await lassoTool(page).click();
  await until(page, () => document.querySelector('[aria-label^="Lasso: "]').ariaPressed === 'false');
  await page.keyboard.down('Shift');
  t.diagnostic(`lasso with Shift: ${await assertLasso(page, 0.6, 0.45, 0.25)} points`);
  await page.keyboard.up('Shift');
  await dropLasso(page);
  await assertClean(page, seen);
  await context.close();
});

const viewsOf = (page) => page.evaluate(() => window.dataService.answered);

test('t-SNE moves on to its end, and the outline around other places is gone', async (t) => {
  const { page, context, seen } = await enterMap();
  await page.keyboard.down('Shift');
  await assertLasso(page, 0.5, 0.5, 0.3);
  await page.keyboard.up('Shift');
  const began = Date.now();
  await page.getByLabel('Method', { exact: true }).selectOption({ label: 't-SNE' });
  const begun = await dataIs(page, (facts) => facts.request.map_method === 'tsne' && /t-SNE/.test(facts.map_words));
  assert.equal(begun.request.lasso, 0);
  await dataIs(page, (facts) => facts.selected === 1440 && facts.chips.length === 0);
  const steps = new Set();
  const views = await viewsOf(page);
  await dataIs(page, ({ map_progress }) => steps.add(map_progress) && map_progress === 1, { timeout: 120000 });
  t.diagnostic(`t-SNE of 1427 points: ${((Date.now() - began) / 1000).toFixed(1)} s, seen at ${steps.size} stages`);
  assert.ok((await viewsOf(page)) - views > 2, 'it was shown while it grew');
  assert.deepEqual(
    [...steps],
    [...steps].toSorted((a, b) => a - b),
  );
  const { view } = await exchanged(page);
  assert.equal(view.map_x.length, 1427);
  assert.ok([...view.map_x, ...view.map_y].every(Number.isFinite));
  await page.keyboard.down('Shift');
  await assertLasso(page, 0.5, 0.5, 0.3);
  await page.keyboard.up('Shift');
  await assertClean(page, seen);
  await context.close();
});

const pointedIs = async (page, condition) => {
  for (const end = Date.now() + 20000; Date.now() < end; await sleep(30)) {
    const { request, view } = await exchanged(page);
    if (view.revision === request.revision && condition(view.pointed, view)) return view.pointed;
  }
  throw new Error(`waited for ${condition}: ${JSON.stringify((await exchanged(page)).request)}`);
};
const noticeNames = (page, name) =>
  until(
    page,
    (file) => {
      const { notice } = window.emoscope.snapshot();
      return notice.includes(file) && /cannot be heard yet.*“Open…”/.test(notice);
    },
    { argument: name },
  );

test('with keys: arrows walk over the map, Enter says what a row without sound needs', async () => {
  const { page, context } = await enterMap();
  const { points } = await mapOnScreen(page);
  const at = new Map(points.map((point) => [point.row, point]));
  const button = page.getByRole('button', { name: /^Map: arrows/ });
  await button.focus();
  await page.keyboard.press('Shift+Tab'); // a keyboard's focus, not a script's
  await page.keyboard.press('Tab');
  let here = null;
  for (const [key, isThere] of [
    ['ArrowRight', () => true], // from nowhere: the middle
    ['ArrowRight', (from, to) => to.x > from.x],
    ['ArrowUp', (from, to) => to.y < from.y],
    ['ArrowLeft', (from, to) => to.x < from.x],
    ['ArrowDown', (from, to) => to.y > from.y],
  ]) {
    await page.keyboard.press(key);
    const next = await pointedIs(page, (row) => at.has(row.row) && row.row !== here?.row);
    assert.ok(here === null || isThere(at.get(here.row), at.get(next.row)), `${key}: ${here?.name}, ${next.name}`);
    await until(page, (name) => document.activeElement?.ariaLabel?.includes(name), { argument: next.name });
    here = next;
  }
  await page.keyboard.press('Enter');
  await noticeNames(page, here.name.replace(/\.wav$/, ''));
  await context.close();
});

/** The point that is furthest from all others but well within the plot. */
function loneliest({ box, points }) {
  const well = points.filter(
    ({ x, y }) => x > box.x + 80 && x < box.x + box.width - 80 && y > box.y + 80 && y < box.y + box.height - 80,
  );
  const apart = (a) => Math.min(...points.filter((b) => b !== a).map((b) => Math.hypot(a.x - b.x, a.y - b.y)));
  return well.map((point) => ({ ...point, apart: apart(point) })).toSorted((a, b) => b.apart - a.apart)[0];
}

test('with the mouse: a point is read and pressed, the wheel comes nearer, a word of the legend is picked', async () => {
  const { page, context, seen } = await enterMap();
  const map = await mapOnScreen(page);
  const point = loneliest(map);
  await page.mouse.move(point.x, point.y);
  const { name } = await pointedIs(page, ({ row }) => row === point.row);
  await page.mouse.down();
  await frame(page);
  await page.mouse.up();
  await noticeNames(page, name.replace(/\.wav$/, ''));
  await page
    .getByRole('button', { name: /dismiss|close/i })
    .first()
    .click();
  await until(page, () => window.emoscope.snapshot().notice === '');
  await frame(page);
  assert.deepEqual((await mapOnScreen(page)).box, map.box);

  await page.mouse.move(point.x, point.y);
  await pointedIs(page, ({ row }) => row === point.row);
  assert.equal(await page.getByRole('button', { name: 'Whole map' }).count(), 0);
  await page.mouse.wheel(0, -600);
  await page.getByRole('button', { name: 'Whole map' }).waitFor();
  const other = map.points.find((one) => Math.hypot(one.x - point.x, one.y - point.y) > 60 && one.row !== point.row);
  await page.mouse.move(other.x, other.y);
  await pointedIs(page, ({ row }) => row !== other.row && row !== point.row); // it has moved away
  await page.mouse.move(point.x, point.y);
  await pointedIs(page, ({ row }) => row === point.row); // what was under the wheel stays there
  await page.getByRole('button', { name: 'Whole map' }).click();
  await page.getByRole('button', { name: 'Whole map' }).waitFor({ state: 'detached' });
  const again = loneliest({ ...map, points: map.points.filter(({ row }) => row !== point.row) });
  await page.mouse.move(again.x, again.y);
  await pointedIs(page, ({ row }) => row === again.row);

  await page.getByRole('button', { name: /^happy, 192 clips/i }).click();
  await dataIs(page, (facts) => facts.selected === 192 && facts.chips[0]?.text === 'emotion: happy');
  const { view } = await exchanged(page);
  const { code } = view.words.find(({ word }) => word === 'happy');
  assert.deepEqual(
    view.map_picked.map((picked) => picked === 1),
    view.map_codes.map((own) => own === code),
  );
  await assertClean(page, seen);
  await context.close();
});

const ROWS = 100000;
const EMOTIONS = ['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised'];

/** Rows in no order, some without an emotion or an actor. (mulberry32) */
function catalogue(seed) {
  let state = seed;
  const random = (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
  const numbers = Array.from({ length: ROWS }, (_, i) => i);
  for (let i = ROWS - 1; i > 0; i -= 1) {
    const j = random(i + 1);
    [numbers[i], numbers[j]] = [numbers[j], numbers[i]];
  }
  return numbers.map((number, row) => ({
    row,
    name: `take_${String(number).padStart(6, '0')}.wav`,
    emotion: random(50) === 0 ? '' : EMOTIONS[random(8)],
    actor: random(30) === 0 ? '' : String(1 + random(40)),
  }));
}
const csvOf = (rows) =>
  ['path,emotion,actor', ...rows.map((row) => `set/${row.name},${row.emotion},${row.actor}`)].join('\n');

/** Stable; unknown last both ways. */
function sortedBy(rows, key, descending = false) {
  const known = rows.filter((row) => key(row) !== null);
  const sign = descending ? -1 : 1;
  const order = (a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : 0);
  return [...known.toSorted(order), ...rows.filter((row) => key(row) === null)];
}
const byEmotion = ({ emotion }) => (emotion ? EMOTIONS.indexOf(emotion) : null);
const byActor = ({ actor }) => (actor ? Number(actor) : null); // “2” before “10”
const byName = ({ name }) => name;

/** The table's part that is held is that part of these rows. */
function assertRows(facts, expected) {
  assert.equal(facts.selected, expected.length);
  assert.ok(facts.table.length > 0 && facts.table.length < 120, String(facts.table.length));
  const part = expected.slice(facts.first_row, facts.first_row + facts.table.length);
  assert.deepEqual(
    facts.table.map(({ row, name, emotion, actor }) => ({ row, name, emotion, actor })),
    part.map(({ row, name, emotion, actor }) => ({ row, name, emotion, actor })),
  );
}
const at = (share, of) => of.toSorted((a, b) => a - b)[Math.floor(share * (of.length - 1))].toFixed(1);

test('100,000 rows: scrolled, searched, picked and sorted as this test does it, with few nodes and little work', async (t) => {
  const all = catalogue(7);
  const { page, context, seen } = await enter();
  await page.getByRole('button', { name: 'Open…' }).click();
  const began = Date.now();
  await page.locator('dialog input[type=file][multiple]').setInputFiles({
    name: 'large.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csvOf(all)),
  });
  await dataIs(page, (facts) => facts.rows === ROWS && facts.table.length > 0);
  t.diagnostic(`opened in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  const dialog = page.getByRole('dialog');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  const nodes = () => page.locator('#mirror *').count();
  const row = page.locator('#mirror').getByRole('button', { name: /^take_\d+\.wav, / });
  await row.first().waitFor();
  const named = sortedBy(all, byName);
  assertRows(await data(page), named);

  const box = await row.nth(4).boundingBox();
  const place = { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
  await page.mouse.move(place.x, place.y);
  await frame(page);
  const before = await page.evaluate(() => window.dataService.asked);
  const costs = await wheelThrough(page, { ...place, notches: 3, steps: 200 });
  const work = await page.evaluate(() => ({ ...window.dataService, request: null, view: null }));
  t.diagnostic(`wheel, own work a frame: p50 ${at(0.5, costs)}, p95 ${at(0.95, costs)}, most ${at(1, costs)} ms`);
  t.diagnostic(`asked ${work.asked - before} times in 200 frames; the largest answer ${work.mostBytes} bytes`);
  assert.ok(work.asked - before <= 200, `${work.asked - before} handlers for 200 frames`);
  assert.ok(work.mostBytes < 200000, `an answer of ${work.mostBytes} bytes`);
  const scrolled = await dataIs(page, (facts) => facts.first_row > 300);
  assertRows(scrolled, named);
  assert.ok((await nodes()) <= 200, `${await nodes()} nodes`);

  await row.nth(2).focus();
  await page.keyboard.press('End');
  assertRows(await dataIs(page, (facts) => facts.first_row + facts.table.length === ROWS), named);
  await until(page, (name) => document.activeElement?.ariaLabel?.startsWith(name), { argument: named.at(-1).name });
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Home');
  assertRows(await dataIs(page, (facts) => facts.first_row === 0), named);

  const pressSort = async (name, condition) => {
    await page.getByRole('button', { name }).click();
    return dataIs(page, condition);
  };
  const settled = async (expected) =>
    dataIs(page, (facts) => facts.selected === expected.length && facts.table[0]?.row === expected[0].row);
  await pressSort(/^Sort by Emotion/, ({ request }) => request.sort_field === 'emotion' && request.sort === 'field');
  const emotions = sortedBy(all, byEmotion);
  assertRows(await settled(emotions), emotions);
  await pressSort(/^Sort by Actor/, ({ request }) => request.sort_field === 'actor');
  const actors = sortedBy(all, byActor);
  assertRows(await settled(actors), actors);
  await pressSort(/^Sort by Actor/, ({ request }) => request.descending);
  const falling = sortedBy(all, byActor, true);
  assertRows(await settled(falling), falling);

  await page.getByRole('searchbox', { name: 'Search' }).pressSequentially('take_0123');
  const found = falling.filter(({ name }) => name.startsWith('take_0123'));
  assert.equal(found.length, 100);
  assertRows(await settled(found), found);
  await page.getByRole('searchbox', { name: 'Search' }).fill('');
  await dataIs(page, (facts) => facts.selected === ROWS);

  const happy = falling.filter(({ emotion }) => emotion === 'happy');
  await page
    .getByRole('button', { name: /^happy\b/i })
    .first()
    .click();
  assertRows(await settled(happy), happy);
  const words = Object.fromEntries((await data(page)).words.map(({ word, count }) => [word, count]));
  for (const emotion of EMOTIONS) {
    assert.equal(words[emotion], all.filter((one) => one.emotion === emotion).length, emotion);
  }
  await page.mouse.move(place.x, place.y);
  await frame(page);
  const some = await wheelThrough(page, { ...place, notches: 3, steps: 40 });
  assertRows(await dataIs(page, (facts) => facts.first_row > 30), happy);
  t.diagnostic(`of the picked ones, sorted: p50 ${at(0.5, some)}, p95 ${at(0.95, some)} ms`);
  assert.ok((await nodes()) <= 200, `${await nodes()} nodes`);
  t.diagnostic(`${await nodes()} nodes in the mirror`);
  await assertClean(page, seen);
  await context.close();
});

for (const colorScheme of ['dark', 'light']) {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const isPhone = viewport.width < 600;
    test(`axe finds nothing serious in the Data room (${colorScheme}, ${viewport.width} × ${viewport.height})`, async () => {
      const { page, context } = await enter({ colorScheme, viewport, hasTouch: isPhone });
      const row = page.locator('#mirror').getByRole('button', { name: /^\S+\.wav, / });
      const happy = page.getByRole('button', { name: /^happy\b.*192/i }).first();
      await happy.waitFor();
      await happy.click();
      await page.getByRole('button', { name: /^Remove: / }).waitFor();
      await assertAccessible(page, 'bars, one picked');
      await page.getByRole('button', { name: 'Map', exact: true }).click();
      await page.getByRole('button', { name: /^Map: arrows/ }).waitFor();
      await assertAccessible(page, 'map');
      if (isPhone) await page.getByRole('button', { name: 'Table', exact: true }).click();
      await row.first().waitFor();
      await assertAccessible(page, 'table');
      await row.first().click();
      await until(page, () => window.emoscope.snapshot().notice !== '');
      await assertAccessible(page, 'what a row without sound needs');
      await context.close();
    });
  }
}
