// The Data room's frame in the real page: the field that is typed in, the table worked with keys, a phone's parts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, until, viewReady } from './lib/browser.mjs';
import { assertClean } from './lib/site.mjs';
import { visits } from './lib/visits.mjs';

const visit = visits({ quick: true, microphone: 'tone' });

async function enter(options = {}) {
  const opened = await openPage(visit.browser, `${visit.site.url}#data`, options);
  await viewReady(opened.page);
  await until(opened.page, () => window.emoscope.data()?.table.length > 0, { timeout: 60000 });
  return opened;
}
const focusedName = (page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
const selected = (page, count) => until(page, (n) => window.emoscope.data().selected === n, { argument: count });
/** The table's rows as they are in the DOM: those in sight. */
const rows = (page) => page.locator('#mirror').getByRole('button', { name: /^\S+\.wav, / });

test('the search field is the browser’s own: a letter in the middle goes where the caret is', async () => {
  const { page, context, seen } = await enter();
  const field = page.getByRole('searchbox', { name: 'Search' });
  await field.click();
  await page.keyboard.type('0301-01');
  for (let i = 0; i < 5; ++i) await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('-');
  await until(page, () => window.emoscope.data().request.search === '03-01-01');
  assert.equal(await field.inputValue(), '03-01-01');
  await until(page, () => window.emoscope.data().chips.length === 1);
  await page.getByRole('button', { name: 'Clear all' }).click();
  await selected(page, 1440);
  assert.equal(await field.inputValue(), '');
  await assertClean(page, seen);
  await context.close();
});

test('the table is worked with keys: the focus goes with the row, and the DOM holds only those in sight', async () => {
  const { page, context } = await enter();
  await until(page, () => document.querySelectorAll('#mirror > *').length > 30);
  /** Of 1440 rows, the DOM holds some, and each of them can be seen. */
  const onlyThoseInSight = async () => {
    const boxes = await rows(page).evaluateAll((all) => all.map((row) => row.getBoundingClientRect().toJSON()));
    assert.ok(boxes.length >= 8 && boxes.length < 40, String(boxes.length));
    for (const box of boxes) assert.ok(box.height > 0 && box.bottom > 0 && box.top < 900, JSON.stringify(box));
  };
  await onlyThoseInSight();
  const first = await rows(page).first().getAttribute('aria-label');
  await rows(page).first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await until(page, (name) => document.activeElement?.getAttribute('aria-label') === name, { argument: first });
  await page.keyboard.press('End');
  await until(page, () => window.emoscope.data().first_row + window.emoscope.data().table.length === 1440);
  await until(
    page,
    (name) =>
      !!document.activeElement?.matches('#mirror > button') && !document.activeElement.ariaLabel.startsWith(name),
    {
      argument: first?.split(',')[0] ?? '',
    },
  );
  const last = await page.evaluate(() => window.emoscope.data().table.at(-1).name);
  await until(page, (name) => document.activeElement?.ariaLabel?.startsWith(name), { argument: last });
  assert.ok((await focusedName(page)).startsWith(last));
  await onlyThoseInSight();
  await context.close();
});

test('a heading sorts, and once more turns the order round', async () => {
  const { page, context } = await enter();
  await page.getByRole('button', { name: /^Sort by Duration/ }).click();
  await until(page, () => window.emoscope.data().request.sort_column === 'duration');
  await page.getByRole('button', { name: /^Sort by Duration.*from the beginning/ }).click();
  await until(page, () => window.emoscope.data().request.descending);
  await page.getByRole('button', { name: /^Sort by Duration.*from the end/ }).waitFor();
  await context.close();
});

test('a phone shows charts, table or map one at a time', async () => {
  const { page, context } = await enter({ viewport: { width: 390, height: 844 }, hasTouch: true });
  assert.equal(await rows(page).count(), 0);
  await page.getByRole('button', { name: 'Table', exact: true }).tap();
  await rows(page).first().waitFor();
  const box = await rows(page).first().boundingBox();
  assert.ok(box && box.height >= 44, JSON.stringify(box));
  await page.getByRole('button', { name: 'Map', exact: true }).tap();
  await until(page, () => window.emoscope.data().chart === 'map');
  await page.getByRole('button', { name: 'Charts', exact: true }).tap();
  await until(page, () => window.emoscope.data().chart === 'distribution');
  await context.close();
});
