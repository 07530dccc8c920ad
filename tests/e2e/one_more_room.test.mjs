// A further room in a real browser. The room of tests/ui/rooms/tally is registered with one line in C++ and one in
// JavaScript (lib/one_more_room.mjs); nothing else of the page knows of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './lib/axe.mjs';
import { launch, openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import { linesOfTheRoom, startSiteWithOneMoreRoom } from './lib/one_more_room.mjs';
import { assertClean } from './lib/site.mjs';

let site;
let browser;
before(async () => {
  site = await startSiteWithOneMoreRoom();
  browser = await launch({ quick: true });
});
after(async () => {
  await browser?.close();
  site?.close();
});

const open = async (hash = '') => {
  const opened = await openPage(browser, site.url + hash);
  await viewReady(opened.page);
  return opened;
};
const hashOf = (page) => page.evaluate(() => location.hash);
const roomIs = (page, room) => until(page, (wanted) => window.emoscope.room === wanted, { argument: room });
const controls = (page) => page.locator('#mirror');
const count = (page) => controls(page).getByRole('button', { name: /^Count/ });

/** What is drawn over the room's button: the sentence that it counts with, and nothing that hovering changes. */
async function sentence(page) {
  const { x, y, width } = await count(page).boundingBox();
  return page.screenshot({ clip: { x: x - width, y: y - 500, width: 3 * width, height: 480 } });
}
/** Until the screen shows another sentence than this one. */
async function anotherSentence(page, before) {
  for (let tries = 0; tries < 100; tries += 1) {
    const now = await sentence(page);
    if (!now.equals(before)) return now;
    await page.waitForTimeout(50);
  }
  throw new Error('the screen still shows the same');
}

test('a room is no more than 80 lines', () => assert.ok(linesOfTheRoom() <= 80, `${linesOfTheRoom()} lines`));

test('the further room is in the rail by its name; its control is mirrored, and what it draws follows it', async () => {
  const { page, context, seen } = await open();
  const tab = controls(page).getByRole('button', { name: 'Tally', exact: true });
  assert.equal(await tab.getAttribute('aria-current'), null);
  await tab.click();
  await roomIs(page, 'tally');
  await controls(page).locator('[aria-label=Tally][aria-current=page]').waitFor(); // marked with the next frame
  await count(page).waitFor();
  assert.equal(await count(page).getAttribute('aria-label'), 'Count, now 0');
  const nothing = await sentence(page);
  await count(page).click();
  await controls(page).getByRole('button', { name: 'Count, now 1', exact: true }).waitFor();
  const one = await anotherSentence(page, nothing);
  await page.keyboard.press('+');
  await controls(page).getByRole('button', { name: 'Count, now 2', exact: true }).waitFor();
  await anotherSentence(page, one);
  await until(page, () => document.getElementById('live').textContent === '2 counted.');
  await assertAccessible(page, 'the further room');
  await assertClean(page, seen);
  await context.close();
});

test('keys alone reach it: its digit, and Tab and Enter in the rail', async () => {
  const { page, context } = await open();
  await page.keyboard.press('4');
  await roomIs(page, 'tally');
  await page.keyboard.press('1');
  await roomIs(page, 'listen');
  for (let steps = 0; steps < 20; steps += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) === 'Tally') break;
  }
  await page.keyboard.press('Enter');
  await roomIs(page, 'tally');
  await count(page).focus();
  await page.keyboard.press('Enter');
  await controls(page).getByRole('button', { name: 'Count, now 1', exact: true }).waitFor();
  await context.close();
});

test('it has an address, also inside of it, a title and its steps in the history', async () => {
  const { page, context } = await open('#tally/7');
  await roomIs(page, 'tally');
  await controls(page).getByRole('button', { name: 'Count, now 7', exact: true }).waitFor();
  assert.equal(await page.title(), 'Tally: a room of the tests');
  assert.equal((await snapshotOf(page)).notice, '');
  await page.keyboard.press('3');
  await roomIs(page, 'data');
  await page.goBack();
  await roomIs(page, 'tally');
  assert.equal(await hashOf(page), '#tally/7');
  await page.goForward();
  await roomIs(page, 'data');
  await page.goto(`${site.url}#tally`);
  await roomIs(page, 'tally');
  await page.goto(`${site.url}#kitchen`);
  await until(page, () => /Listen, Features, Data and Tally/.test(window.emoscope.snapshot().notice));
  await context.close();
});

test('without a drawn page it is one of the links', async () => {
  const plain = await launch({ quick: true, flags: ['--disable-3d-apis'] });
  const { page } = await openPage(plain, site.url);
  await page.getByRole('link', { name: 'Tally' }).click();
  await roomIs(page, 'tally');
  await plain.close();
});
