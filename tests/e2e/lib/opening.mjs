// Opening recordings for tests: the room's facts, its buttons and dialogs, and small sounds and archives.
import { setTimeout } from 'node:timers/promises';
import { wavBytes } from './audio.mjs';
import { openPage, snapshotOf, until, viewReady } from './browser.mjs';
import { zip } from '../../web/support/dataset_places.mjs';

export const data = (page) => page.evaluate(() => window.emoscope.data());
/** Until the room's facts fulfil it. @param {(facts: any, given: any) => boolean} condition  is asked here, not in the page */
export async function dataIs(page, condition, given = null, timeout = 60000) {
  let facts = null;
  for (const end = Date.now() + timeout; Date.now() < end; await setTimeout(50)) {
    facts = await data(page);
    if (facts && condition(facts, given)) return;
  }
  const { notice } = await snapshotOf(page);
  throw new Error(
    `waited ${timeout} ms for ${condition} of ${given}; notice “${notice}”, facts ${JSON.stringify(facts)}`,
  );
}
export const counts = ({ words }) => Object.fromEntries(words.map(({ word, count }) => [word, count]));
export const noticeIs = (page, words) =>
  until(page, (source) => new RegExp(source).test(window.emoscope.snapshot().notice), { argument: words.source });
export const jobIsOver = (page) => dataIs(page, (facts) => facts.job === null);

/** The room with what the page knows. @param {ReturnType<typeof import('./visits.mjs').visits>} visit */
export async function enterRoom(visit, options = {}) {
  const opened = await openPage(visit.browser, `${visit.site.url}#data`, options);
  await viewReady(opened.page);
  await dataIs(opened.page, (facts) => facts.rows > 0);
  return opened;
}
/** A button of the room, or of its list of more actions. */
export async function act(page, name) {
  const button = page.getByRole('button', { name, exact: true });
  const more = page.locator('#mirror select').filter({ has: page.locator('option', { hasText: name }) });
  await button.or(more).first().waitFor();
  if (await button.count()) await button.first().click();
  else await more.first().selectOption({ label: name });
  await page.getByRole('dialog').waitFor();
}
export const choose = async (page, kind, files) => {
  await act(page, 'Open…');
  await page.locator(`dialog input[${kind}]`).setInputFiles(files);
};
export const close = async (page) => {
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};
export const recognisedIs = (page, words) =>
  page.getByRole('dialog', { name: 'What was recognised' }).getByText(words).first().waitFor();

export const search = (page, words) =>
  page
    .getByRole('textbox', { name: 'Search' })
    .or(page.getByRole('searchbox', { name: 'Search' }))
    .fill(words);

/** A row of the table, played. */
export async function play(page, place = 0) {
  await dataIs(page, (facts) => facts.table.length > 0 && facts.table[0].has_sound);
  const { table } = await data(page);
  const { row, name } = table[place];
  await page
    .locator('#mirror')
    .getByRole('button', { name: new RegExp(`^${name.replace(/\.[^.]*$/, '')}`) })
    .nth(table.slice(0, place).filter((before) => before.name === name).length)
    .click();
  await dataIs(page, (facts, wanted) => facts.opened_row === wanted, row); // a short one may be over by now
  return name;
}

/** Sounds that can be told apart. @param {number} number */
export const beep = (number) =>
  wavBytes(
    Float32Array.from({ length: 8000 }, (_, i) => 0.1 * Math.sin((i * number) / 20)),
    16000,
  );
export const TONE = beep(2);
/** @param {Parameters<typeof zip>} of */
export const zipFile = async (...of) => {
  const made = await zip(...of);
  return { name: made.name, mimeType: 'application/zip', buffer: Buffer.from(await made.arrayBuffer()) };
};
export const wav = (name) => ({ name, mimeType: 'audio/wav', buffer: TONE });
