// Opening recordings in the real page: from the hub, cancelled on the way, what the browser keeps, and the dialogs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { snapshotOf, viewReady } from './lib/browser.mjs';
import { withHub } from './lib/hub.mjs';
import * as room from './lib/opening.mjs';
import { assertClean } from './lib/site.mjs';
import { visits } from './lib/visits.mjs';

const { TONE, act, choose, close, data, dataIs, jobIsOver, play, recognisedIs, search, wav } = room;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const visit = visits({ quick: true });
const enter = (options) => room.enterRoom(visit, options);

const HUB_FILES = {
  'README.md': '# RAVDESS',
  ...Object.fromEntries(['03', '04', '05', '06'].map((word) => [`audios/03-01-${word}-01-02-01-05.wav`, TONE])),
  'train.csv': 'path,classname\naudios/03-01-03-01-02-01-05.wav,happy\n',
};

test('a dataset from the hub: its licence first, then its files; nobody else is asked', async () => {
  const { page, context, seen } = await enter();
  const hub = await withHub(context, HUB_FILES);
  await act(page, 'Open…');
  await page.getByRole('button', { name: 'Look it up' }).click();
  await page.getByText('Licence: cc-by-nc-sa-4.0.').waitFor();
  assert.ok(!hub.asked.some(({ path }) => /tree|resolve/.test(path)), 'no file yet');
  await page.getByRole('button', { name: 'Open MahiA/RAVDESS' }).click();
  await recognisedIs(page, /not a sound file \(\.md\)/);
  await dataIs(page, (facts) => facts.with_sound === 4);
  await close(page);
  await search(page, '03-01-06-01-02-01-05');
  await dataIs(page, (facts) => facts.table.length === 1);
  await play(page);
  assert.equal(hub.asked.filter(({ path }) => path.startsWith('/cdn/') && /wav/.test(path)).length, 1, 'one sound');
  assert.deepEqual(hub.strangers, []);

  // The policy binds the worker, whatever its code asks for.
  const blocked = await Promise.all(
    page.workers().map((worker) =>
      worker.evaluate(async () => {
        const violation = new Promise((resolve) =>
          addEventListener('securitypolicyviolation', resolve, { once: true }),
        );
        await fetch('https://elsewhere.example/').catch(() => {});
        return (await violation).effectiveDirective;
      }),
    ),
  );
  assert.ok(blocked.length > 1 && blocked.every((directive) => directive === 'connect-src'), `${blocked}`);
  assert.deepEqual(hub.strangers, []);
  assert.deepEqual(seen.errors, []);
  await hub.close();
  await context.close();
});

test('a listing that is cancelled keeps what it had found, and it can be heard', async () => {
  let release = () => {};
  const later = new Promise((resolve) => (release = () => resolve(undefined)));
  const { page, context, seen } = await enter();
  // The second page of the list does not come.
  const hub = await withHub(context, HUB_FILES, {
    held: (url) => (url.searchParams.has('cursor') ? later : null),
  });
  await act(page, 'Open…');
  await page.getByRole('button', { name: 'Look it up' }).click();
  await page.getByRole('button', { name: 'Open MahiA/RAVDESS' }).click();
  await dataIs(page, (facts) => facts.job?.words.startsWith('Finding 1 files'));
  // By keys: the focus has come from what opened it, and goes back there.
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  assert.equal(await focused(), 'Cancel: what is done stays');
  await page.keyboard.press('Enter');
  await recognisedIs(page, 'Reading was cancelled; the 1 file found until then is shown.');
  await jobIsOver(page);
  assert.equal((await data(page)).with_sound, 1);
  await close(page);
  assert.equal(await focused(), 'Open…');
  await search(page, '03-01-03-01-02-01-05');
  await dataIs(page, (facts) => facts.table.length === 1);
  assert.equal(await play(page), '03-01-03-01-02-01-05.wav');

  // What is opened next is not disturbed by it.
  release();
  await choose(page, 'multiple', [wav('OAF_back_angry.wav'), wav('YAF_dog_sad.wav')]);
  await dataIs(page, (facts) => facts.rows === 2 && facts.with_sound === 2);
  await jobIsOver(page);
  await play(page, 1);
  assert.deepEqual(seen.errors, []);
  await hub.close();
  await context.close();
});

test('the search for files that are the same is cancelled, and what is open stays', async () => {
  const { page, context, seen } = await enter({
    init: () => {
      // Contents do not come until they are let through.
      const { arrayBuffer } = Blob.prototype;
      const later = new Promise((resolve) => (window.letThrough = resolve));
      Blob.prototype.arrayBuffer = async function () {
        await later;
        return arrayBuffer.call(this);
      };
    },
  });
  await choose(page, 'multiple', [wav('OAF_back_angry.wav'), wav('YAF_dog_sad.wav')]);
  await dataIs(page, (facts) => facts.rows === 2 && /^Comparing/.test(facts.job?.words ?? ''));
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Table', exact: true }).waitFor(); // drawn for a phone
  await page.getByRole('button', { name: 'Cancel: what is done stays' }).click();
  await jobIsOver(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'Kept data', exact: true }).waitFor();
  assert.deepEqual([(await data(page)).rows, (await data(page)).with_sound], [2, 2]);
  await act(page, 'What was recognised');
  await recognisedIs(page, 'Whether files have the same content was not looked at to the end.');
  await close(page);
  await page.evaluate(() => window.letThrough());
  await play(page);
  await assertClean(page, seen);
  await context.close();
});

test('kept after a yes, there again on the next visit, removed in one click', async () => {
  const { page, context, seen } = await enter();
  const databases = () => page.evaluate(async () => (await indexedDB.databases()).length);
  assert.equal(await databases(), 0, 'nothing is kept unasked');
  await choose(page, 'multiple', [wav('OAF_back_angry.wav'), wav('YAF_dog_sad.wav')]);
  await dataIs(page, (facts) => facts.rows === 2);
  await jobIsOver(page);
  await act(page, 'Kept data');
  await page.getByRole('button', { name: 'Keep on this device' }).click();
  await page.getByText(/^Kept: 1 dataset/).waitFor();
  await close(page);
  await dataIs(page, (facts) => /^Kept on this device: /.test(facts.kept));

  await page.reload();
  await viewReady(page);
  await dataIs(page, (facts) => facts.rows === 2 && facts.with_sound === 0);
  await act(page, 'Kept data');
  await page.getByRole('button', { name: 'Remove everything' }).click();
  await page.getByText('Nothing is kept.').waitFor();
  assert.equal(await databases(), 0);
  assert.equal((await data(page)).kept, '');
  await assertClean(page, seen);
  await context.close();
});

test('a full disk is said, and nothing is half kept', async () => {
  const { page, context } = await enter();
  await act(page, 'Kept data');
  const keep = page.getByRole('button', { name: 'Keep on this device' });
  await keep.waitFor();
  const session = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 20000 });
  await keep.click();
  await page
    .getByRole('alert')
    .getByText(/storage is full|did not keep/)
    .waitFor();
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await page.getByText('Nothing is kept.').waitFor();
  assert.equal((await data(page)).kept, '');
  await context.close();
});

for (const [what, init] of [
  [
    'is forbidden',
    () => {
      const get = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
      Object.defineProperty(window, 'indexedDB', { get });
    },
  ],
  [
    'fails',
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('A database cannot be opened here.', 'InvalidStateError');
      };
    },
  ],
]) {
  test(`where the browser’s storage ${what}, that is said and the room goes on`, async () => {
    const { page, context, seen } = await enter({ init });
    assert.deepEqual([(await snapshotOf(page)).notice, (await data(page)).kept], ['', '']);
    await act(page, 'Kept data');
    await page.getByText('Nothing is kept.').waitFor();
    await page.getByRole('button', { name: 'Keep on this device' }).click();
    await page
      .getByRole('alert')
      .getByText(/^The browser did not keep the dataset \(.*The page goes on without keeping it\.$/)
      .waitFor();
    await page.getByText('Nothing is kept.').waitFor();
    await close(page);
    await choose(page, 'multiple', [wav('OAF_back_angry.wav'), wav('YAF_dog_sad.wav')]);
    await dataIs(page, (facts) => facts.rows === 2 && facts.with_sound === 2);
    await jobIsOver(page);
    await play(page);
    await assertClean(page, seen);
    await context.close();
  });
}

for (const colorScheme of ['dark', 'light']) {
  test(`the dialogs are accessible, fit a phone and give the focus back (${colorScheme})`, async () => {
    const { page, context } = await enter({ colorScheme });
    await choose(page, 'multiple', [wav('OAF_back_angry.wav'), wav('hello.wav')]);
    await page.getByRole('dialog', { name: 'What was recognised' }).waitFor();
    await jobIsOver(page); // the buttons are there again
    for (const [name, title] of [
      ['What was recognised', 'What was recognised'],
      ['Open…', 'Open recordings'],
      ['Kept data', 'Kept on this device'],
    ]) {
      if (name !== 'What was recognised') await act(page, name);
      const dialog = page.getByRole('dialog', { name: title });
      await dialog.waitFor();
      await dialog.evaluate((node) => node.querySelectorAll('details').forEach((details) => (details.open = true)));
      await page.setViewportSize({ width: 390, height: 844 });
      const { overflow, width } = await dialog.evaluate((node) => {
        const body = node.querySelector('.dialog-body');
        return { overflow: body.scrollWidth - body.clientWidth, width: node.getBoundingClientRect().width };
      });
      assert.ok(overflow <= 1 && width <= 390, `${title}: ${overflow} px too wide`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run('dialog'));
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html)}`),
        [],
        title,
      );
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      // Among the other actions on a phone: what is drawn has its new place.
      await page.getByRole('button', { name: 'Kept data', exact: true }).waitFor();
    }
    await page.getByRole('button', { name: 'Open…', exact: true }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Open…');
    await context.close();
  });
}
