// Opening recordings in the real page: RAVDESS as a folder and as a zip, odd and damaged files, everything twice.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { original, sharedCase, withoutRecordings } from './lib/native.mjs';
import * as room from './lib/opening.mjs';
import { ravdessFolder, ravdessZip } from './lib/ravdess.mjs';
import { assertClean } from './lib/site.mjs';
import { visits } from './lib/visits.mjs';

const {
  TONE,
  act,
  beep,
  choose,
  close,
  counts,
  data,
  dataIs,
  jobIsOver,
  noticeIs,
  play,
  recognisedIs,
  search,
  zipFile,
} = room;
const skip = withoutRecordings();
const visit = visits({ quick: true });
const enter = (options) => room.enterRoom(visit, options);

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

test('a folder of Git-LFS pointers is no recordings, and says so when it is opened', { skip }, async (t) => {
  const { page, context } = await enter();
  t.after(() => context.close());
  await choose(page, 'webkitdirectory', sharedCase('lfs_pointers'));
  await noticeIs(
    page,
    /no sound file in “lfs_pointers”\. Left out, 12: a Git-LFS pointer, not the sound: run “git lfs pull”/,
  );
  assert.equal((await data(page)).rows, 1440, 'what was shown before stays');
});

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
