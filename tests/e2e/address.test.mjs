// The address in a real browser: links lead into the rooms, back and forward go through them, what is unknown is said.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import { startSite } from './lib/site.mjs';

let site;
let browser;
before(async () => {
  site = await startSite();
  browser = await launch({ quick: true });
});
after(async () => {
  await browser?.close();
  site?.close();
});

const open = async (hash) => {
  const opened = await openPage(browser, `${site.url}${hash}`);
  await viewReady(opened.page);
  return opened;
};
const hashOf = (page) => page.evaluate(() => location.hash);
const roomIs = (page, room) => until(page, (wanted) => window.emoscope.room === wanted, { argument: room });

test('an address inside of a room leads into the room, also by a capital letter', async () => {
  for (const [hash, room] of [
    ['#features/mfcc', 'features'],
    ['#Data/map', 'data'],
  ]) {
    const { page, context } = await open(hash);
    await roomIs(page, room);
    assert.equal((await snapshotOf(page)).notice, '');
    await context.close();
  }
});

test('an address inside of the Data room shows that chart by that field; what it does not know is said', async () => {
  const { page, context } = await open('#data/map/emotion');
  await until(page, () => window.emoscope.data()?.chart === 'map');
  assert.equal(await hashOf(page), '#data/map/emotion');
  await page.goto(`${site.url}#data/kitchen`);
  await until(page, () => /kitchen/.test(window.emoscope.snapshot().notice));
  assert.equal(await hashOf(page), '#data/map/emotion', 'what is shown');
  await context.close();
});

/** The picture and its mirror are of one frame. */
const isPressed = (page, name) =>
  until(
    page,
    (wanted) =>
      [...document.querySelectorAll('#mirror [aria-pressed="true"], #mirror [aria-selected="true"]')].some(
        ({ ariaLabel, textContent }) => (ariaLabel ?? textContent) === wanted,
      ),
    { argument: name },
  );

test('another address of the open page is drawn at once, with nothing else to ask for a frame', async () => {
  const { page, context } = await open('#data');
  await isPressed(page, 'Distribution');
  for (const [hash, chart] of [
    ['#data/map/emotion', 'Map'],
    ['#data', 'Distribution'],
    ['#data/compare', 'Compare'],
  ]) {
    await page.evaluate(async (to) => {
      await new Promise((resolve) => setTimeout(resolve, 500)); // the last frame is long over
      location.hash = to;
    }, hash);
    await isPressed(page, chart);
  }
  await context.close();
});

test('going back undoes a press inside of a room', async () => {
  const { page, context } = await open('#data');
  await page.getByRole('button', { name: 'Map', exact: true }).click();
  await until(page, () => location.hash.startsWith('#data/map'));
  await page.goBack();
  await until(page, () => window.emoscope.data()?.chart === 'distribution');
  assert.deepEqual([await hashOf(page), await page.evaluate(() => window.emoscope.room)], ['#data', 'data']);
  await page.goForward();
  await until(page, () => window.emoscope.data()?.chart === 'map');
  await context.close();
});

test('keys, back and forward go through the rooms', async () => {
  const { page, context } = await open('#listen');
  await page.keyboard.press('2');
  await roomIs(page, 'features');
  assert.match(await hashOf(page), /^#features/);
  await page.keyboard.press('3');
  await roomIs(page, 'data');
  await page.goBack();
  await roomIs(page, 'features');
  assert.match(await page.title(), /^Features/);
  await page.goBack();
  await roomIs(page, 'listen');
  await page.goForward();
  await roomIs(page, 'features');
  assert.match(await hashOf(page), /^#features/);
  await context.close();
});

test('an unknown room is said, with those that there are, and the first one is shown', async () => {
  const { page, context } = await open('#kitchen');
  await roomIs(page, 'listen');
  assert.match((await snapshotOf(page)).notice, /There is no room “kitchen” here.*Listen, Features and Data/);
  assert.equal(await hashOf(page), '#listen');
  await context.close();
});

test('without a drawn page the rooms are links, and the address is followed all the same', async () => {
  const plain = await launch({ quick: true, flags: ['--disable-3d-apis'] });
  const { page } = await openPage(plain, `${site.url}#data/map`);
  await roomIs(page, 'data');
  await page.getByText('are drawn with WebGL2').waitFor();
  await page.getByRole('link', { name: 'Features' }).click();
  await roomIs(page, 'features');
  await page.locator('nav a[aria-current=page]', { hasText: 'Features' }).waitFor(); // marked with the next frame
  await page.goBack();
  await roomIs(page, 'data');
  await plain.close();
});
