// The Features room in the real page: its numbers are the native program's, and what one does there does what it says.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { wavBytes, writeWav } from './lib/audio.mjs';
import { launch, modelReady, openFile, openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import {
  ANALYSIS_WINDOWS,
  PANES,
  apart,
  columnsOf,
  features,
  longSound,
  looked,
  nativeFeature,
  panesReady,
  readoutAt,
  saved,
  scrollThrough,
  showPanes,
  slide,
  watchBlocks,
} from './lib/features.mjs';
import { assertClean } from './lib/site.mjs';
import { MICROPHONE_RATE_HZ } from './lib/speech.mjs';
import { visits } from './lib/visits.mjs';

const SPEECH = fileURLToPath(new URL('../../dist/samples/cheerful.wav', import.meta.url));
const visit = visits();
const { open } = visit;

const enter = (options) => open({ hash: '#features', init: watchBlocks, ...options });
const tone = (seconds, rate = 16000) => ({
  name: 'tone.wav',
  mimeType: 'audio/wav',
  buffer: wavBytes(
    Float32Array.from({ length: seconds * rate }, (_, i) => 0.3 * Math.sin((2 * Math.PI * 440 * i) / rate)),
    rate,
  ),
});
/** For the fake microphone: harmonics that glide, so that the F0 is known. */
function spoken(seconds) {
  const folder = mkdtempSync(join(tmpdir(), 'emoscope-spoken-'));
  const file = join(folder, 'spoken.wav');
  writeWav(file, longSound(seconds + 10, MICROPHONE_RATE_HZ), MICROPHONE_RATE_HZ);
  return { folder, file, lowest_hz: 100, highest_hz: 180 };
}
const room = (page) => page.evaluate(() => window.emoscope.room);

test('a link leads into the room; back, forward, keys and window.emoscope go through the rooms', async () => {
  const { page, context, seen } = await enter();
  assert.equal(await room(page), 'features');
  assert.match(await page.title(), /^Features/);
  await openFile(page, tone(2));
  const tab = page.getByRole('button', { name: 'Features', exact: true });
  await tab.waitFor();
  assert.equal(await tab.getAttribute('aria-current'), 'page');
  await page.keyboard.press('1');
  await until(page, () => window.emoscope.room === 'listen' && location.hash === '#listen');
  assert.match(await page.title(), /^Emoscope/);
  await page.getByRole('button', { name: 'Features', exact: true }).click();
  await until(page, () => window.emoscope.room === 'features' && location.hash === '#features');
  await page.goBack();
  await until(page, () => window.emoscope.room === 'listen');
  await page.getByRole('button', { name: 'Panes' }).waitFor({ state: 'detached' });
  await page.goForward();
  await page.getByRole('button', { name: 'Panes' }).waitFor();
  await page.evaluate(() => window.emoscope.showRoom('listen'));
  assert.equal(await room(page), 'listen');
  await page.keyboard.press('2');
  await until(page, () => window.emoscope.room === 'features');
  await assertClean(page, seen);
  await context.close();
});

test('the panes of a clip come once each, and nothing is computed while the room is not shown', async () => {
  const { page, context, seen } = await enter({ hash: '' });
  await openFile(page, SPEECH);
  assert.deepEqual(await page.evaluate(() => window.blocks), []);
  await page.keyboard.press('2');
  const { settings } = await features(page);
  assert.equal(settings.panes, undefined, 'nothing was chosen yet');
  assert.ok(settings.pitch_on_picture);
  const shown = ['waveform', 'spectrogram', 'mfcc', 'pitch']; // the last over the spectrogram
  await panesReady(page, shown);
  const blocks = await page.evaluate(() => window.blocks);
  for (const pane of shown) {
    const own = blocks.filter((block) => block.pane === pane).sort((a, b) => a.first - b.first);
    let next = 0;
    for (const { first, frames } of own) {
      assert.equal(first, next, `${pane}: no gap, and nothing twice`);
      next += frames;
    }
    assert.equal(next, own[0].total, pane);
  }
  assert.deepEqual([...new Set(blocks.map(({ pane }) => pane))].sort(), [...shown].sort(), 'only what is shown');
  await page.keyboard.press('1');
  await page.waitForTimeout(200);
  const before = await page.evaluate(() => window.blocks.length);
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(() => window.blocks.length), before);
  await assertClean(page, seen);
  await context.close();
});

test('all panes can be chosen, and the choice is remembered', async () => {
  const { page, context, seen } = await enter({ viewport: { width: 1440, height: 1400 } });
  await openFile(page, SPEECH);
  await showPanes(page, PANES);
  await panesReady(page, PANES, { timeout: 60000 });
  assert.deepEqual(String((await features(page)).settings.panes).split(' '), PANES);
  await page.reload();
  await until(page, () => document.body.dataset.view === 'picture');
  assert.deepEqual(String((await features(page)).settings.panes).split(' '), PANES);
  await assertClean(page, seen);
  await context.close();
});

test('damaged memory does no harm', async () => {
  const { page, context, seen } = await enter({
    init: () =>
      localStorage.setItem('emoscope.settings', '{"features":{"panes":7,"n_fft":"x","hop_length":-5,"window":{}}}'),
  });
  const { settings } = await features(page);
  assert.deepEqual([settings.n_fft, settings.hop_length], [2048, 512]);
  assert.equal(settings.panes, undefined);
  await assertClean(page, seen);
  await context.close();
});

test('the cursor reads what the native program says, with any parameters', async (t) => {
  const { page, context, seen } = await enter();
  await openFile(page, SPEECH);
  await showPanes(page, ['spectrogram', 'pitch', 'shape', 'zcr']);
  const worst = { centroid_hz: 0, rolloff_hz: 0, zcr: 0, f0_hz: 0 };
  for (const [n_fft, hop_length, window] of [
    [2048, 512, 'hann'],
    [512, 128, 'hamming'],
    [1024, 256, 'blackman'],
  ]) {
    await page.getByRole('combobox', { name: 'FFT length, n_fft' }).selectOption(String(n_fft));
    await page.getByRole('combobox', { name: 'Hop length' }).selectOption(String(hop_length));
    await page.getByRole('combobox', { name: 'Window', exact: true }).selectOption(window);
    const frames = { n_fft, hop_length, window };
    const chosen = { ...frames, window: ANALYSIS_WINDOWS.indexOf(window) };
    await panesReady(page, ['pitch', 'shape', 'zcr'], { settings: chosen });
    const [centroid] = nativeFeature(SPEECH, 'spectral_centroid', frames);
    const [rolloff] = nativeFeature(SPEECH, 'spectral_rolloff', frames);
    const [zcr] = nativeFeature(SPEECH, 'zero_crossing_rate', { frame_length: n_fft, hop_length });
    const [f0] = nativeFeature(SPEECH, 'pyin', { fmin: 65.41, fmax: 1046.5, frame_length: 2048, hop_length });
    const { rate } = await page.evaluate(() => window.blocks.at(-1));
    for (const s of [0.4, 0.9, 1.4]) {
      const frame = Math.round((s * rate) / hop_length);
      const read = await readoutAt(page, s);
      worst.centroid_hz = Math.max(worst.centroid_hz, Math.abs(read.centroid_hz - centroid[frame]));
      worst.rolloff_hz = Math.max(worst.rolloff_hz, Math.abs(read.rolloff_hz - rolloff[frame]));
      worst.zcr = Math.max(worst.zcr, Math.abs(read.zcr - zcr[frame]));
      worst.f0_hz = Math.max(worst.f0_hz, Math.abs(read.f0_hz - f0[frame]));
    }
  }
  t.diagnostic(`largest differences ${JSON.stringify(worst)}`);
  assert.ok(worst.centroid_hz <= 0.6, 'read-outs are whole Hz');
  assert.ok(worst.rolloff_hz <= 0.6);
  assert.ok(worst.zcr <= 0.0006, 'read-outs have three decimals');
  assert.ok(worst.f0_hz <= 3, 'pYIN in pieces may choose the next step of 10 cents');
  await assertClean(page, seen);
  await context.close();
});

test('the numbers saved as CSV are the native program’s', async (t) => {
  const { page, context, seen } = await enter({ viewport: { width: 1440, height: 1400 } });
  await openFile(page, SPEECH);
  await showPanes(page, ['pitch', 'formants', 'intensity', 'shape', 'zcr', 'mfcc', 'delta', 'mel', 'chroma']);
  await panesReady(page, ['pitch', 'formants', 'mfcc'], { timeout: 60000 });
  const { name, bytes } = await saved(page, 'Save the numbers as CSV');
  assert.match(name, /^cheerful_features_0\.00-\d+\.\d\ds\.csv$/);
  const table = columnsOf(bytes.toString());
  const { rate } = await page.evaluate(() => window.blocks.at(-1));
  assert.ok(
    apart(
      table.time_s,
      table.time_s.map((_, i) => (i * 512) / rate),
    ) < 1e-9,
  );
  const differences = {};
  const compare = (column, native, tolerance) => {
    const difference = apart(table[column], native);
    assert.ok(difference <= tolerance, `${column} differs by ${difference}`);
    const kind = column.replace(/_\d+/, '');
    differences[kind] = Math.max(differences[kind] ?? 0, difference);
  };
  compare('centroid_hz', nativeFeature(SPEECH, 'spectral_centroid')[0], 0.05);
  compare('rolloff_hz', nativeFeature(SPEECH, 'spectral_rolloff')[0], 0.05);
  compare('zero_crossing_rate', nativeFeature(SPEECH, 'zero_crossing_rate')[0], 1e-6);
  // No top_db in the room: the loudest moment of live sound is still to come. So its MFCC are those of this mel.
  const mel = nativeFeature(SPEECH, 'melspectrogram', { fmax: 8000, power: 2, db: 'true', top_db: 'none' });
  mel.forEach((row, i) => compare(`mel_${i}_db`, row, 0.01));
  for (let k = 0; k < 20; k += 1) compare(`mfcc_${k}`, cepstrum(mel, k), 0.02);
  const [f0] = nativeFeature(SPEECH, 'pyin', { fmin: 65.41, fmax: 1046.5, frame_length: 2048, hop_length: 512 });
  const both = f0.map((hz, i) => [hz, table.f0_hz[i]]).filter(([a, b]) => a > 0 && b > 0);
  const voiced = f0.filter((hz) => hz > 0).length;
  assert.ok(voiced > 20 && both.length > 0.95 * voiced, `${both.length} of ${voiced} frames are voiced in both`);
  differences.f0_share = Math.max(...both.map(([a, b]) => Math.abs(a / b - 1)));
  assert.ok(differences.f0_share < 0.006, `F0 differs by ${differences.f0_share}`); // one step of pYIN: 10 cents
  t.diagnostic(`largest differences ${JSON.stringify(differences)}`);
  await assertClean(page, seen);
  await context.close();
});

test('a picture of the panes is saved: of the size that is seen, and not empty', async () => {
  const { page, context, seen } = await enter({ deviceScaleFactor: 2 });
  await openFile(page, SPEECH);
  await panesReady(page, ['waveform', 'spectrogram', 'mfcc']);
  const { name, bytes } = await saved(page, 'Save the picture as PNG');
  assert.match(name, /^cheerful_features_0\.00-\d+\.\d\ds\.png$/);
  const picture = await looked(page, bytes);
  assert.ok(picture.width > 1200 && picture.width <= 2880 && picture.height > 600, JSON.stringify(picture));
  assert.ok(picture.colours > 500, `only ${picture.colours} colours: no picture of speech`);
  assert.ok(picture.commonest < 0.9, `${picture.commonest} of it is one colour`);
  await assertClean(page, seen);
  await context.close();
});

test('parameters change the picture at once', async () => {
  const { page, context, seen } = await enter();
  await openFile(page, SPEECH);
  await panesReady(page, ['spectrogram']);
  const shot = async () => (await saved(page, 'Save the picture as PNG')).bytes;
  const before = await shot();
  for (const [name, option] of [
    ['FFT length, n_fft', '256'],
    ['Window', 'boxcar'],
    ['Hop length', '64'],
    ['Colour map', 'Grey'],
  ]) {
    const revision = await page.evaluate(() => window.blocks.at(-1).revision);
    await page.getByRole('combobox', { name, exact: true }).selectOption(option);
    if (name !== 'Colour map') {
      await until(page, (old) => window.blocks.at(-1).revision !== old, { argument: revision });
      await panesReady(page, ['spectrogram']);
    }
    assert.notDeepEqual(await shot(), before, `${name} ${option}`);
  }
  await assertClean(page, seen);
  await context.close();
});

/** The orthonormal DCT-II of each frame, one coefficient. @param {number[][]} rows  bands × frames @param {number} k */
function cepstrum(rows, k) {
  const scale = Math.sqrt((k === 0 ? 1 : 2) / rows.length);
  const weights = rows.map((_, n) => scale * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * rows.length)));
  return rows[0].map((_, frame) => rows.reduce((sum, row, n) => sum + weights[n] * row[frame], 0));
}

/** Keeps what is played: in window.played. */
function watchPlayer() {
  window.played = [];
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...args) {
    const { loop, loopStart, loopEnd } = this;
    window.played.push({ args, loop, loopStart, loopEnd, seconds: this.buffer.duration });
    return start.apply(this, args);
  };
}

test('a region is selected with the mouse, looped with whole samples, and left again', async () => {
  const { page, context, seen } = await enter({ init: watchPlayer });
  await openFile(page, tone(4));
  const plot = await page.getByRole('slider', { name: 'Cursor' }).boundingBox();
  const at = (share) => [plot.x + share * plot.width, plot.y + 40];
  await page.mouse.move(...at(0.25));
  await page.mouse.down();
  // A hand is not faster than a frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.mouse.move(...at(0.4));
  await page.mouse.move(...at(0.5));
  await page.mouse.up();
  await until(page, () => window.emoscope.features().region.selected);
  const { region } = await features(page);
  assert.ok(Math.abs(region.start_s - 1) < 0.05 && Math.abs(region.end_s - 2) < 0.05, JSON.stringify(region));
  await page.getByRole('button', { name: 'Loop selection' }).click();
  const [{ loop, loopStart, loopEnd, args }] = await page.evaluate(() => window.played);
  assert.equal(loop, true);
  for (const [edge, wanted] of [
    [loopStart, region.start_s],
    [loopEnd, region.end_s],
  ]) {
    assert.ok(Math.abs(edge * 16000 - Math.round(edge * 16000)) < 1e-6, `${edge} s is a whole sample`);
    assert.ok(Math.abs(edge - wanted) <= 0.5 / 16000 + 1e-9);
  }
  assert.deepEqual(args, [0, loopStart]);
  await page.waitForTimeout(1500); // longer than the region: it goes on
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.keyboard.press('Space'); // although the button that was clicked has the focus
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Play selection' }).click();
  assert.deepEqual((await page.evaluate(() => window.played.at(-1))).args, [0, loopStart, loopEnd - loopStart]);
  await page.getByRole('button', { name: 'Clear selection' }).click();
  await until(page, () => !window.emoscope.features().region.selected);
  await assertClean(page, seen);
  await context.close();
});

test('a region is selected with the keyboard alone', async () => {
  const { page, context } = await enter();
  await openFile(page, tone(4));
  await slide(page, 'Selection end', 'ArrowLeft', 20);
  await slide(page, 'Selection start', 'ArrowRight', 10);
  const { region } = await features(page);
  assert.ok(region.selected && region.start_s > 0 && region.end_s < 4 && region.end_s > region.start_s);
  const words = await page.getByRole('slider', { name: 'Selection start' }).getAttribute('aria-valuetext');
  assert.match(words, /\d:\d\d\.\d\d to \d:\d\d\.\d\d/);
  const { name } = await saved(page, 'Save the numbers as CSV');
  assert.equal(name, `tone_features_${region.start_s.toFixed(2)}-${region.end_s.toFixed(2)}s.csv`);
  await context.close();
});

test('Space plays and pauses the clip, and leaves buttons their own', async () => {
  const { page, context } = await enter();
  await openFile(page, tone(4));
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Zoom in' }).focus();
  await page.keyboard.press('Space');
  const { region } = await features(page);
  assert.ok(region.end_s - region.start_s < 3.9, 'it zoomed');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await context.close();
});

test('on a phone, fingers reach everything, and a tap puts the cursor', async () => {
  const [width, height] = [390, 844];
  const phone = { viewport: { width, height }, hasTouch: true, isMobile: true, deviceScaleFactor: 3 };
  const { page, context, seen } = await enter({ hash: '', ...phone });
  await openFile(page, SPEECH);
  await page.getByRole('button', { name: 'Features', exact: true }).tap();
  await panesReady(page, ['waveform', 'spectrogram']);
  const plot = await page.getByRole('slider', { name: 'Cursor' }).boundingBox();
  await page.touchscreen.tap(plot.x + plot.width / 2, plot.y + 60);
  const words = () => page.getByRole('slider', { name: 'Cursor' }).getAttribute('aria-valuetext');
  await until(page, () => /;/.test(document.querySelector('[aria-label="Cursor"]').getAttribute('aria-valuetext')));
  assert.match(await words(), /^0:01\.\d\d; Waveform/);
  for (const sheet of ['', 'Panes', 'Parameters']) {
    if (sheet) {
      await page.getByRole('button', { name: sheet }).tap();
      await page.getByRole('dialog').waitFor();
    }
    const boxes = await page
      .locator('#mirror > button, #mirror > select, #mirror > [type=checkbox]')
      .evaluateAll((all) => all.map((node) => ({ name: node.ariaLabel, ...node.getBoundingClientRect().toJSON() })));
    assert.ok(boxes.length > 5);
    for (const { name, left, top, right, bottom, ...box } of boxes) {
      assert.ok(left >= 0 && top >= 0 && right <= width + 0.5 && bottom <= height + 0.5, `${name} is off the screen`);
      assert.ok(box.width >= 43.5 && box.height >= 43.5, `${name} is ${box.width}×${box.height}`);
    }
    if (sheet) await page.getByRole('button', { name: 'Close', exact: true }).tap();
  }
  await assertClean(page, seen);
  await context.close();
});

test('ten minutes are scrolled without being computed or sent again', { timeout: 600000 }, async (t) => {
  const { page, context, seen } = await enter();
  const rate = 48000;
  const folder = mkdtempSync(join(tmpdir(), 'emoscope-long-'));
  const file = join(folder, 'long.wav');
  writeWav(file, longSound(600, rate), rate);
  await openFile(page, file, { timeout: 150000 });
  await panesReady(page, ['waveform', 'spectrogram', 'mfcc', 'pitch'], { timeout: 300000 });
  for (let i = 0; i < 5; i += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.waitForTimeout(300);
  const before = await features(page);
  await scrollThrough(page, 120);
  const { work, region } = await features(page);
  t.diagnostic(`${JSON.stringify(before.work)} → ${JSON.stringify(work)}; seen ${JSON.stringify(region)}`);
  assert.ok(region.start_s > before.region.start_s, 'it scrolled');
  assert.equal(work.blocks, before.work.blocks, 'nothing is sent again');
  assert.ok(work.requests - before.work.requests <= 130, 'at most one options a step');
  t.diagnostic(`building a frame, p95: ${(await snapshotOf(page)).frame_ms_p95} ms`);
  await assertClean(page, seen);
  await context.close();
  rmSync(folder, { recursive: true, force: true });
});

test(
  'live speech shows its F0, and the last minute can be looped and saved after Stop',
  { timeout: 120000 },
  async (t) => {
    const voice = spoken(7);
    t.after(() => rmSync(voice.folder, { recursive: true, force: true }));
    const browser = await launch({ microphone: 'file', file: voice.file });
    t.after(() => browser.close());
    const { page, seen } = await openPage(browser, `${visit.site.url}#features`, { init: watchPlayer });
    await viewReady(page);
    await modelReady(page);
    await page.evaluate(() => window.emoscope.showRoom('features'));
    await page.getByRole('button', { name: 'Start listening' }).click();
    await until(page, () => window.emoscope.snapshot().captured_s > 2);
    await showPanes(page, ['spectrogram', 'pitch']);
    await page.getByRole('button', { name: /^Play what/ }).click();
    await until(page, () => /Stop listening before/.test(window.emoscope.snapshot().notice));
    await until(page, () => window.emoscope.snapshot().captured_s > 7);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await until(page, () => window.emoscope.snapshot().capture === 'idle');
    await page.getByRole('button', { name: 'Show all' }).click();
    const { name, bytes } = await saved(page, 'Save the numbers as CSV');
    assert.match(name, /^live_features_/);
    const { time_s, f0_hz } = columnsOf(bytes.toString());
    const voiced = f0_hz.filter((hz) => hz > 0);
    t.diagnostic(
      `${voiced.length} of ${f0_hz.length} frames voiced, ${Math.min(...voiced)} to ${Math.max(...voiced)} Hz`,
    );
    assert.ok(time_s.at(-1) - time_s[0] > 5);
    assert.ok(voiced.length > 0.3 * f0_hz.length, 'harmonics are voiced');
    const right = voiced.filter((hz) => hz > voice.lowest_hz * 0.97 && hz < voice.highest_hz * 1.03);
    assert.ok(right.length > 0.95 * voiced.length, `${right.length} of ${voiced.length} are F0`);
    await page.getByRole('button', { name: /^Loop / }).click();
    await until(page, () => window.played.length > 0);
    const [piece] = await page.evaluate(() => window.played);
    assert.ok(piece.loop && piece.loopStart === 0 && Math.abs(piece.loopEnd - piece.seconds) < 1e-9);
    await page.keyboard.press('Space');
    await assertClean(page, seen);
  },
);
