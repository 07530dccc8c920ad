// Recordings that are dropped on the room, and a folder that the browser finds again on another visit.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { viewReady } from './lib/browser.mjs';
import * as room from './lib/opening.mjs';
import { assertClean } from './lib/site.mjs';
import { visits } from './lib/visits.mjs';

const { TONE, act, beep, close, counts, data, dataIs, jobIsOver, noticeIs, play, recognisedIs, zipFile } = room;
const visit = visits({ quick: true });
const enter = (options) => room.enterRoom(visit, options);
let place;
before(() => (place = mkdtempSync(join(tmpdir(), 'emoscope-drop-'))));
after(() => rmSync(place, { recursive: true, force: true }));

/** Makes files below the place. @param {Record<string, string | Uint8Array>} files  by path */
function lay(files) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(place, path, '..'), { recursive: true });
    writeFileSync(join(place, path), content);
  }
}
/** As from a file manager: files and folders of this machine. @param {string[]} paths  below the place */
async function drop(page, ...paths) {
  const session = await page.context().newCDPSession(page);
  const files = paths.map((path) => join(place, path));
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    const data = { items: [], files, dragOperationsMask: 1 };
    await session.send('Input.dispatchDragEvent', { type, x: 700, y: 400, data });
  }
}
/** Two speakers of a corpus that the page does not know by heart. */
const TESS = {
  'TESS/OAF_angry/OAF_back_angry.wav': beep(1),
  'TESS/OAF_angry/OAF_bar_angry.wav': beep(2),
  'TESS/YAF_sad/YAF_dog_sad.wav': beep(3),
};

test('files that are dropped are opened', async () => {
  const { page, context, seen } = await enter();
  lay({ '03-01-03-01-02-01-09.wav': TONE, '03-01-04-01-02-01-09.wav': TONE });
  await drop(page, '03-01-03-01-02-01-09.wav', '03-01-04-01-02-01-09.wav');
  await dataIs(page, (facts) => facts.with_sound === 2);
  await assertClean(page, seen);
  await context.close();
});

test('a folder that is dropped is opened with all that lies in it', async () => {
  const { page, context, seen } = await enter();
  lay({ ...TESS, 'TESS/read me.txt': 'hello', 'TESS/deep/er/YAF_dog_happy.wav': TONE });
  await drop(page, 'TESS');
  await recognisedIs(page, /not a sound file \(\.txt\)/);
  await dataIs(page, ({ rows, with_sound }) => rows === 4 && with_sound === 4);
  assert.equal((await data(page)).title, 'TESS');
  assert.deepEqual(counts(await data(page)), { angry: 2, sad: 1, happy: 1 });
  await jobIsOver(page);
  await close(page);
  await play(page, 3);
  await assertClean(page, seen);
  rmSync(join(place, 'TESS'), { recursive: true });
  await context.close();
});

test('folders, files and zips that are dropped together are opened as one', async () => {
  const { page, context, seen } = await enter();
  const archive = await zipFile([['YAF_dog_happy.wav', TONE]]);
  lay({ ...TESS, 'more.zip': archive.buffer, 'YAF_youth_fear.wav': TONE });
  await drop(page, 'TESS', 'more.zip', 'YAF_youth_fear.wav');
  await dataIs(page, ({ rows, with_sound }) => rows === 5 && with_sound === 5);
  assert.deepEqual(counts(await data(page)), { angry: 2, sad: 1, happy: 1, fearful: 1 });
  await assertClean(page, seen);
  await context.close();
});

test('a kept folder is found again on the next visit, with what lies in it by then', async () => {
  const { page, context, seen } = await enter();
  lay(TESS);
  await drop(page, 'TESS');
  await dataIs(page, ({ rows, with_sound }) => rows === 3 && with_sound === 3);
  await jobIsOver(page);
  await act(page, 'Kept data');
  await page.getByRole('button', { name: 'Keep on this device' }).click();
  await page.getByText(/^Kept: 1 dataset/).waitFor();
  await close(page);

  await page.reload();
  await viewReady(page);
  await dataIs(page, ({ rows, with_sound }) => rows === 3 && with_sound === 0);
  rmSync(join(place, 'TESS/OAF_angry/OAF_bar_angry.wav'));
  await act(page, 'Kept data');
  await page.getByRole('button', { name: 'Open TESS' }).click();
  await dataIs(page, ({ rows, with_sound }) => rows === 3 && with_sound === 2);
  await noticeIs(page, /2 of 3 recordings/);
  await jobIsOver(page);
  await play(page);
  await assertClean(page, seen);
  await context.close();
});
