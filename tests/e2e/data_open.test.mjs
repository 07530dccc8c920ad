// Opening recordings in the real page: RAVDESS as a folder and as a zip, odd and damaged files, the hub, what is kept.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { wavBytes } from './lib/audio.mjs';
import { openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import { withHub } from './lib/hub.mjs';
import { original, withoutRecordings } from './lib/native.mjs';
import { ravdessFolder, ravdessZip } from './lib/ravdess.mjs';
import { assertClean } from './lib/site.mjs';
import { visits } from './lib/visits.mjs';
import { zip } from '../web/support/dataset_places.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const skip = withoutRecordings();
const visit = visits({});
let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), 'emoscope-open-'))));
after(() => rmSync(folder, { recursive: true, force: true }));

const data = (page) => page.evaluate(() => window.emoscope.data());
/** Until the room's facts fulfil it. @param {(facts: any, given: any) => boolean} condition  is asked here, not in the page */
async function dataIs(page, condition, given = null, timeout = 60000) {
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
const counts = ({ words }) => Object.fromEntries(words.map(({ word, count }) => [word, count]));
const noticeIs = (page, words) =>
  until(page, (source) => new RegExp(source).test(window.emoscope.snapshot().notice), { argument: words.source });
const jobIsOver = (page) => dataIs(page, (facts) => facts.job === null);

/** The room with what the page knows. */
async function enter(options = {}) {
  const opened = await openPage(visit.browser, `${visit.site.url}#data`, options);
  await viewReady(opened.page);
  await dataIs(opened.page, (facts) => facts.rows > 0);
  return opened;
}
/** A button of the room, or of its list of more actions. */
async function act(page, name) {
  const button = page.getByRole('button', { name, exact: true });
  const more = page.locator('#mirror select').filter({ has: page.locator('option', { hasText: name }) });
  await button.or(more).first().waitFor();
  if (await button.count()) await button.first().click();
  else await more.first().selectOption({ label: name });
  await page.getByRole('dialog').waitFor();
}
const choose = async (page, kind, files) => {
  await act(page, 'Open…');
  await page.locator(`dialog input[${kind}]`).setInputFiles(files);
};
const close = async (page) => {
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};
const recognisedIs = (page, words) =>
  page.getByRole('dialog', { name: 'What was recognised' }).getByText(words).first().waitFor();

const search = (page, words) =>
  page
    .getByRole('textbox', { name: 'Search' })
    .or(page.getByRole('searchbox', { name: 'Search' }))
    .fill(words);

/** A row of the table, played. */
async function play(page, place = 0) {
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

const OFFICIAL = {
  neutral: 96,
  calm: 192,
  happy: 192,
  sad: 192,
  angry: 192,
  fearful: 192,
  disgust: 192,
  surprised: 192,
};
const memoryMb = async (page) => {
  const session = await page.context().newCDPSession(page);
  const { metrics } = await session.send('Performance.enable').then(() => session.send('Performance.getMetrics'));
  return metrics.find(({ name }) => name === 'JSHeapUsedSize').value / 1e6;
};

for (const [what, kind, place] of [
  ['the RAVDESS folder', 'webkitdirectory', ravdessFolder],
  ['a zip of RAVDESS', 'multiple', ravdessZip],
]) {
  test(
    `${what}: 1440 recordings, the official counts, no file twice; a clip plays`,
    { skip, timeout: 300000 },
    async (t) => {
      const path = await place();
      const { page, context, seen } = await enter();
      await act(page, 'Open…');
      const begin = Date.now();
      await page.locator(`dialog input[${kind}]`).setInputFiles(path);
      await dataIs(page, (facts) => facts.with_sound === 1440);
      t.diagnostic(`${((Date.now() - begin) / 1000).toFixed(1)} s from the choice to 1440 recordings with sound`);
      assert.deepEqual(counts(await data(page)), OFFICIAL);
      await noticeIs(page, /all 1,440 recordings/);
      await jobIsOver(page); // the files have been compared
      t.diagnostic(`${((Date.now() - begin) / 1000).toFixed(1)} s until all were compared`);
      t.diagnostic(`JavaScript heap of the page ${(await memoryMb(page)).toFixed(0)} MB`);
      await act(page, 'What was recognised');
      await recognisedIs(page, 'No two files have the same content.');
      await close(page);
      await play(page);
      await assertClean(page, seen);
      await context.close();
    },
  );
}

test('the awkward originals: each is read as what it is, and the odd ones can be heard', { skip }, async () => {
  const files = ['ravdess', 'ravdess_song', 'tess'].flatMap((corpus) =>
    readdirSync(original(corpus)).map((name) => join(original(corpus), name)),
  );
  const { page, context, seen } = await enter();
  await choose(page, 'multiple', files);
  await dataIs(page, (facts, count) => facts.rows === count && facts.with_sound === count, files.length);
  await jobIsOver(page);
  // Of the published files two are one.
  await act(page, 'What was recognised');
  await recognisedIs(page, '2 files have the same content as another one, in 1 group.');
  await page.getByText('Which they are').click();
  await recognisedIs(page, '03-01-03-01-02-01-07.wav = 03-01-03-01-02-02-07.wav');
  await close(page);
  for (const odd of ['YAF_germ_angry', 'OAF_food_fear', 'OA_bite_neutral', '03-01-02-01-01-02-01']) {
    await search(page, odd);
    await dataIs(page, (facts, wanted) => facts.table.length === 1 && facts.table[0].name.startsWith(wanted), odd);
    await play(page);
    assert.equal(await page.evaluate(() => window.emoscope.clip().name), `${odd}.wav`);
  }
  await assertClean(page, seen);
  await context.close();
});

const TONE = wavBytes(
  Float32Array.from({ length: 8000 }, (_, i) => 0.1 * Math.sin(i / 10)),
  16000,
);
/** @param {Parameters<typeof zip>} of */
const zipFile = async (...of) => {
  const made = await zip(...of);
  return { name: made.name, mimeType: 'application/zip', buffer: Buffer.from(await made.arrayBuffer()) };
};
const wav = (name) => ({ name, mimeType: 'audio/wav', buffer: TONE });

test('a zip with odd names and other files: what is left out is said, with its reason', async () => {
  const { page, context, seen } = await enter();
  const archive = await zipFile([
    ['Actor_01/03-01-03-01-02-01-01.wav', TONE],
    ['Actor_01/03-01-04-01-02-01-01.wav', TONE],
    ['../../03-01-05-01-02-01-01.wav', TONE],
    ['/etc/03-01-05-01-02-01-01.wav', TONE],
    ['notes/read me.txt', 'hello'],
    ['Actor_01/._03-01-03-01-02-01-01.wav', 'x'],
    ['Actor_01/my own take.wav', TONE],
    ['Actor_01/03-01-06-01-02-01-01.wav', ''],
  ]);
  await choose(page, 'multiple', archive);
  await recognisedIs(page, /its name leads out of the archive/);
  for (const words of [
    /^2: its name leads out/,
    /^1: not a sound file \(\.txt\)/,
    /^1: a file of the operating system/,
    /^1: empty/,
  ]) {
    await recognisedIs(page, words);
  }
  await recognisedIs(page, /the name does not say what is heard/);
  assert.deepEqual([(await data(page)).rows, (await data(page)).with_sound], [2, 2]);
  await close(page);
  await assertClean(page, seen);
  await context.close();
});

test('a damaged zip, and one that is none, are said; what was open stays', async () => {
  const { page, context, seen } = await enter();
  const whole = await zipFile([['03-01-03-01-02-01-01.wav', TONE]], 'cut.zip');
  for (const [file, words] of [
    [{ ...whole, buffer: whole.buffer.subarray(0, whole.buffer.length - 30) }, /“cut\.zip” is damaged or incomplete/],
    [{ ...whole, name: 'none.zip', buffer: Buffer.from('no archive') }, /“none\.zip” is not a zip archive/],
    [await zipFile([['read me.txt', 'x']], 'words.zip'), /[Nn]o sound|[Nn]othing/],
  ]) {
    await choose(page, 'multiple', file);
    await noticeIs(page, words);
    assert.equal((await data(page)).rows, 1440);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await assertClean(page, seen);
  await context.close();
});

test('folders as labels, and a table’s columns, are read as the person says', async () => {
  const { page, context } = await enter();
  await choose(
    page,
    'multiple',
    await zipFile(
      [
        ['one/a.wav', TONE],
        ['two/b.wav', TONE],
        ['list.csv', 'clip,feels,who\none/a.wav,happy,Ann\ntwo/b.wav,sad,Bob\n'],
      ],
      'own.zip',
    ),
  );
  const dialog = page.getByRole('dialog', { name: 'What was recognised' });
  await dialog.waitFor();
  if (await dialog.getByLabel('Names', { exact: true }).isHidden())
    await dialog.getByText('Read them otherwise', { exact: true }).click();
  await dialog.getByLabel('Names', { exact: true }).selectOption('folder');
  await dialog.getByRole('button', { name: 'Read them so' }).click();
  await dataIs(
    page,
    (facts) => facts.rows === 2 && facts.words.some(({ word, count }) => word === 'one' && count === 1),
  );

  if (await dialog.getByLabel('Names', { exact: true }).isHidden())
    await dialog.getByText('Read them otherwise', { exact: true }).click();
  await dialog.getByText('Which column is what').waitFor();
  await dialog.getByLabel('Names', { exact: true }).selectOption('');
  await dialog.getByLabel('file', { exact: true }).selectOption({ label: 'clip' });
  await dialog.getByLabel('emotion', { exact: true }).selectOption({ label: 'feels' });
  await dialog.getByLabel('actor', { exact: true }).selectOption({ label: 'who' });
  await dialog.getByRole('cell', { name: 'two/b.wav' }).waitFor();
  await dialog.getByRole('button', { name: 'Read them so' }).click();
  await dataIs(
    page,
    (facts) => facts.rows === 2 && facts.words.some(({ word, count }) => word === 'happy' && count === 1),
  );
  await context.close();
});

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
  await page.getByRole('button', { name: 'Cancel: what is done stays' }).click();
  await recognisedIs(page, 'Reading was cancelled; the 1 file found until then is shown.');
  await jobIsOver(page);
  assert.equal((await data(page)).with_sound, 1);
  await close(page);
  await search(page, '03-01-03-01-02-01-05');
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
  await page.getByRole('button', { name: 'Cancel: what is done stays' }).click();
  await jobIsOver(page);
  assert.deepEqual([(await data(page)).rows, (await data(page)).with_sound], [2, 2]);
  await act(page, 'What was recognised');
  await recognisedIs(page, 'Whether files have the same content was not looked at to the end.');
  await close(page);
  await page.evaluate(() => window.letThrough());
  await play(page);
  await assertClean(page, seen);
  await context.close();
});

/** Sounds that can be told apart. @param {number} number */
const beep = (number) =>
  wavBytes(
    Float32Array.from({ length: 8000 }, (_, i) => 0.1 * Math.sin((i * number) / 20)),
    16000,
  );
/** Everything twice, as Kaggle's archives have it. @param {string[]} paths @param {string} below */
const doubleTree = (paths, below) => {
  const once = paths.map((path, index) => [path, beep(index + 1)]);
  return zipFile([...once, ...once.map(([path, sound]) => [`${below}/${path}`, sound])], 'archive.zip');
};
const TWICE = (files, groups) => `${files} files have the same content as another one, in ${groups} groups.`;

test('an archive that holds RAVDESS twice: each recording counts once, and what is double is said', async () => {
  const { page, context, seen } = await enter();
  const stems = ['03-01-03-01-02-01-01', '03-01-04-01-02-01-01', '03-01-05-01-02-01-01'];
  const paths = stems.map((stem) => `Actor_01/${stem}.wav`);
  await choose(page, 'multiple', await doubleTree(paths, 'audio_speech_actors_01-24'));
  await noticeIs(page, /6 files have the same content as another one, in 3 groups/);
  await jobIsOver(page);
  const facts = await data(page);
  assert.deepEqual([facts.rows, facts.with_sound, counts(facts)], [1440, 3, OFFICIAL]);
  await act(page, 'What was recognised');
  await recognisedIs(page, /Sound was found for 3 of 1,440 recordings shown, in 6 files/);
  await recognisedIs(page, TWICE(6, 3));

  // Read by themselves there are six, and the room says which are double.
  const dialog = page.getByRole('dialog');
  if (await dialog.getByLabel('Names', { exact: true }).isHidden())
    await dialog.getByText('Read them otherwise', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Read them so' }).click();
  await dataIs(page, ({ rows, with_sound }) => rows === 6 && with_sound === 6);
  await recognisedIs(page, TWICE(6, 3));
  await close(page);
  await assertClean(page, seen);
  await context.close();
});

test('a double tree that the page does not know: all files are rows, those that are double are files to check', async () => {
  const { page, context, seen } = await enter();
  const paths = ['OAF_angry/OAF_back_angry.wav', 'YAF_sad/YAF_dog_sad.wav'];
  await choose(page, 'multiple', await doubleTree(paths, 'TESS Toronto emotional speech set data'));
  await noticeIs(page, /: 4 files have the same content as another one, in 2 groups/);
  await jobIsOver(page);
  assert.deepEqual(counts(await data(page)), { angry: 2, sad: 2 });
  await page.getByRole('button', { name: 'Files to check' }).click();
  await dataIs(page, ({ problems }) =>
    problems.some(({ name, rows }) => name === 'duplicate' && `${[...rows].sort()}` === '0,1,2,3'),
  );
  await page
    .getByRole('button', { name: /the same content/i })
    .first()
    .click();
  await dataIs(page, ({ chips, selected }) => chips.length === 1 && selected === 4);
  for (const place of [0, 1, 2, 3]) await play(page, place); // both trees' rows are there
  await assertClean(page, seen);
  await context.close();
});

test('files that are dropped on the room are opened', async () => {
  const { page, context } = await enter();
  const names = ['03-01-03-01-02-01-09.wav', '03-01-04-01-02-01-09.wav'];
  for (const name of names) writeFileSync(join(folder, name), TONE);
  const session = await context.newCDPSession(page);
  const files = names.map((name) => join(folder, name));
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await session.send('Input.dispatchDragEvent', {
      type,
      x: 700,
      y: 400,
      data: { items: [], files, dragOperationsMask: 1 },
    });
  }
  await dataIs(page, (facts) => facts.with_sound === 2);
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
