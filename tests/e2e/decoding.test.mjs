// Files that people really have (../shared/cases): read from where their sound begins, at their own rate, or refused by name.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, modelReady, openFile, openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import { compareClip, predict, sharedCase, withoutRecordings } from './lib/native.mjs';
import { assertClean, startSite } from './lib/site.mjs';

const SECONDS = 70518 / 16000; // of the same speech in most of them

let browser;
let site;
let page;
let seen;
before(async () => {
  site = await startSite();
  browser = await launch();
  ({ page, seen } = await openPage(browser, site.url));
  await viewReady(page);
  await modelReady(page);
});
after(async () => {
  await browser?.close();
  site?.close();
});

const skip = withoutRecordings();

for (const name of ['lame_reference.wav', 'lame.mp3', 'bw64.wav', 'data_size_zero.wav', 'antiphase.wav']) {
  test(`${name}: as long as its sound, and the native program says the same`, { skip }, async () => {
    const clip = await openFile(page, sharedCase(name));
    assert.ok(Math.abs(clip.duration_s - SECONDS) < 1e-6, `${clip.duration_s} s`);
    assert.deepEqual([clip.decoder, clip.sample_rate_hz], ['own', 16000]);
    const [native] = predict([sharedCase(name)]);
    assert.deepEqual(clip.hints, native.hints ?? []);
    compareClip(clip, native, 1e-4);
    const { notice } = await snapshotOf(page);
    assert.equal(notice, clip.hints.length > 0 ? `“${name}”: ${clip.hints.join(' ')}` : '');
    if (name === 'lame.mp3') assert.ok(clip.trimmed_s[0] > 0.06 && clip.trimmed_s[0] < 0.08, `${clip.trimmed_s}`);
    if (name === 'antiphase.wav') assert.match(notice, /cancel each other out/);
    if (name === 'data_size_zero.wav') assert.match(notice, /read to its end/);
  });
}

test('the sound of a video comes at its own rate', { skip }, async () => {
  const clip = await openFile(page, sharedCase('video.mp4'));
  assert.deepEqual([clip.decoder, clip.codec, clip.channels, clip.sample_rate_hz], ['browser', 'aac', 1, 16000]);
  assert.equal(clip.duration_s, 323584 / 16000); // as ffmpeg decodes it
});

for (const [name, words] of [
  ['pcm.caf', /“pcm\.caf” could not be played as sound\. This is a Core Audio file \(CAF\)/],
  ['pcm.au', /“pcm\.au” could not be played as sound\. This is a Sun AU file/],
]) {
  test(`${name}: the browser is asked, then it is refused by its name, and what was open stays`, { skip }, async () => {
    await openFile(page, sharedCase('lame_reference.wav'));
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Open a sound file' }).click(),
    ]);
    await chooser.setFiles(sharedCase(name));
    await until(page, ([pattern]) => new RegExp(pattern).test(window.emoscope.snapshot().notice), {
      argument: [words.source],
    });
    assert.equal(await page.evaluate(() => window.emoscope.clip().name), 'lame_reference.wav');
  });
}

test('nothing went wrong on the way', () => assertClean(page, seen));
