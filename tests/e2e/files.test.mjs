// Sound files, ordinary and odd: predictions are the native program's; what is no sound is said so, and nothing is lost.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readWav, wavBytes, writeWav } from './lib/audio.mjs';
import { clipOf, launch, modelReady, openFile, openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import { compareClip, original, predict, someClips, withoutRecordings } from './lib/native.mjs';
import { assertClean, startSite } from './lib/site.mjs';
import { watchTasks } from './lib/tasks.mjs';

let browser;
let site;
let page;
let seen;
let folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'emoscope-files-'));
  site = await startSite();
  browser = await launch({ microphone: 'tone' });
  ({ page, seen } = await openPage(browser, site.url));
  await viewReady(page);
  await modelReady(page);
});
after(async () => {
  await browser?.close();
  site?.close();
  rmSync(folder, { recursive: true, force: true });
});

const wav = (name, samples, rate) => ({ name, mimeType: 'audio/wav', buffer: wavBytes(samples, rate) });

/** Drops a file on the page, as a hand with a mouse does. */
async function drop(name, bytes) {
  await page.evaluate(
    ([fileName, base64]) => {
      const data = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([data], fileName));
      for (const type of ['dragenter', 'dragover', 'drop']) {
        const target = document.elementFromPoint(300, 300);
        target.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }
    },
    [name, Buffer.from(bytes).toString('base64')],
  );
}

async function noticeAfter(act) {
  await page.evaluate(() => {
    window.problems = [];
    window.stopProblems?.();
    window.stopProblems = window.emoscope.on('error', ({ message }) => window.problems.push(message));
  });
  await act();
  await until(page, () => window.problems.length > 0);
  return page.evaluate(() => window.problems[0]);
}

const choose = async (file) => {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Open a sound file' }).click(),
  ]);
  await chooser.setFiles(file);
};

test('a dropped file gets the native program’s predictions', { skip: withoutRecordings() }, async (t) => {
  const file = original('ravdess/03-01-05-02-01-02-22.wav');
  await drop('angry.wav', readFileSync(file));
  await until(page, () => window.emoscope.clip()?.name === 'angry.wav' && window.emoscope.clip().finished);
  const [native] = predict([file]);
  t.diagnostic(`largest difference ${compareClip(await clipOf(page), native, 1e-3)}`);
});

test('24 clips agree between browser and native program', { skip: withoutRecordings() }, async (t) => {
  const awkward = [
    'ravdess/03-01-02-01-01-02-01.wav', // stereo
    'ravdess/03-01-04-01-02-02-09.wav', // quietest
    'ravdess/03-01-04-01-01-02-20.wav', // a second of digital zero
    'tess/YAF_germ_angry.wav', // AIFF under a .wav name
    'tess/OAF_back_angry.wav', // 24 414 Hz
  ].map(original);
  const files = [...awkward, ...someClips(19)];
  const natives = predict(files);
  let largest = 0;
  for (const [i, file] of files.entries()) {
    const clip = await openFile(page, file);
    try {
      largest = Math.max(largest, compareClip(clip, natives[i], 1e-3));
    } catch (error) {
      error.message = `${file}: ${error.message}`;
      throw error;
    }
  }
  t.diagnostic(`largest difference ${largest}`);
});

test('opening a file ends listening first', async () => {
  await page
    .getByRole('button', { name: 'Close clip' })
    .click()
    .catch(() => {});
  await page.getByRole('button', { name: 'Start listening' }).click();
  await until(page, () => window.emoscope.snapshot().capture === 'listening');
  await openFile(page, wav('quiet.wav', new Float32Array(32000), 16000));
  const { capture, source } = await snapshotOf(page);
  assert.deepEqual({ capture, source }, { capture: 'idle', source: 'clip' });
  assert.equal((await clipOf(page)).verdict, 'no_speech');
});

test('a text file named .wav and an empty file are refused in words, and the clip before stays', async () => {
  await openFile(page, wav('before.wav', new Float32Array(16000), 16000));
  const text = { name: 'letter.wav', mimeType: 'audio/wav', buffer: Buffer.from('Dear reader, this is no sound.') };
  const notSound = await noticeAfter(() => choose(text));
  assert.match(notSound, /letter\.wav/);
  assert.match(notSound, /can be read/);
  const empty = await noticeAfter(() =>
    choose({ name: 'nothing.wav', mimeType: 'audio/wav', buffer: Buffer.alloc(0) }),
  );
  assert.match(empty, /nothing\.wav.*empty \(0 bytes\)/);
  assert.equal((await clipOf(page)).name, 'before.wav');
});

test('a WAV that ends in its header is refused in words', async () => {
  const whole = wavBytes(new Float32Array(100), 16000);
  const notice = await noticeAfter(() =>
    choose({ name: 'cut.wav', mimeType: 'audio/wav', buffer: whole.subarray(0, 30) }),
  );
  assert.match(notice, /cut\.wav/);
});

test('a file of one sample is shown and said to be too short', async () => {
  const clip = await openFile(page, wav('dot.wav', Float32Array.of(0.5), 16000));
  assert.equal(clip.label, null);
  assert.match((await snapshotOf(page)).notice, /dot\.wav.*1 sample.*too short/);
});

test('during a file of ten minutes the page stays responsive and shows progress', { timeout: 120000 }, async (t) => {
  const rate = 16000;
  const samples = new Float32Array(600 * rate);
  const speech = withoutRecordings() ? null : readWav(original('ravdess/03-01-05-02-01-02-22.wav'));
  if (speech) {
    for (let i = 0; i * 3 < speech.samples.length; i += 1) samples[595 * rate + i] = speech.samples[i * 3];
  }
  const long = join(folder, 'long.wav'); // from the disk: Playwright’s own handing over of bytes would stop the page
  writeWav(long, samples, rate);
  await page.evaluate(() => {
    window.progress = [];
    // Seldom: the answer holds thousands of predictions.
    window.look = setInterval(() => {
      const clip = window.emoscope.clip();
      if (clip?.duration_s > 500) window.progress.push(clip.progress); // not of the clip before it
    }, 500);
  });
  const tasks = await watchTasks(browser);
  await choose(long);
  await page.evaluate(() => new Promise((done) => window.emoscope.on('clip', (clip) => clip?.finished && done())));
  const { count, longest_cpu_ms, longest_wall_ms } = await tasks();
  const clip = await clipOf(page);
  const progress = await page.evaluate(() => (clearInterval(window.look), window.progress));
  t.diagnostic(
    `${count} tasks of the page, the longest ${longest_cpu_ms.toFixed()} ms of processor time, ` +
      `${longest_wall_ms.toFixed()} ms on the clock; ${progress.length} looks at the progress`,
  );
  assert.equal(Math.round(clip.duration_s), 600);
  assert.ok(count > 100, `${count} tasks were seen`);
  assert.ok(longest_cpu_ms < 1000, `one task of the page took ${longest_cpu_ms} ms of processor time`);
  assert.ok(
    progress.some((share) => share > 0 && share < 1),
    'progress was shown',
  );
  assert.ok(
    progress.every((share, i) => i === 0 || share >= progress[i - 1]),
    'progress only grows',
  );
  if (speech) assert.notEqual(clip.verdict, 'no_speech');
});

test('after all this: no request left the origin, no policy was violated, nothing was thrown', async () => {
  await assertClean(page, seen);
});
