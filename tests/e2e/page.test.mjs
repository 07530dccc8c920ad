// The page as a whole: loads anywhere, asks nobody else, tells about itself, remembers, lets go of the microphone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collect, modelReady, openFile, openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import { wavBytes } from './lib/audio.mjs';
import { assertClean, startSite } from './lib/site.mjs';
import { visits } from './lib/visits.mjs';

const visit = visits({ quick: true, microphone: 'tone' });
const { open } = visit;

test('under a sub-path everything loads, from its own origin only, within the policy', async () => {
  const { page, context, seen } = await open();
  assert.equal(await page.evaluate(() => document.querySelectorAll('[data-view=picture]').length), 1);
  assert.ok(seen.requests.length > 20);
  assert.ok(seen.requests.some((address) => address.endsWith('/emoscope/engine.wasm')));
  await assertClean(page, seen);
  await context.close();
});

test('at the root of a host it works as well', async () => {
  const rootSite = await startSite('/');
  const { page, context, seen } = await openPage(visit.browser, rootSite.url);
  await viewReady(page);
  await modelReady(page);
  await assertClean(page, seen);
  await context.close();
  rootSite.close();
});

test('the policy binds the engine worker, too: it cannot reach another origin', async () => {
  const other = await startSite('/');
  const { page, context, seen } = await open();
  const workers = page.workers();
  assert.equal(workers.length, 1);
  const outcome = await workers[0].evaluate(async (address) => {
    const violations = [];
    addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
    const reached = await fetch(address, { mode: 'no-cors' }).then(
      () => true,
      () => false,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    return { reached, violations };
  }, other.url);
  assert.deepEqual(outcome, { reached: false, violations: ['connect-src'] });
  assert.ok(!seen.requests.includes(other.url));
  await context.close();
  other.close();
});

test('window.emoscope is documented, frozen, and says what is so', async () => {
  const { page, context } = await open();
  const facts = await page.evaluate(() => ({
    frozen: Object.isFrozen(window.emoscope),
    keys: Object.keys(window.emoscope).sort(),
    version: window.emoscope.version,
    clip: window.emoscope.clip(),
  }));
  const members =
    'card chooseModel clip compareWith compared data explain features model models on room showRoom snapshot version';
  assert.deepEqual(facts.keys, members.split(' '));
  assert.ok(facts.frozen && /^\d+\.\d+\.\d+$/.test(facts.version) && facts.clip === null);
  const snapshot = await snapshotOf(page);
  for (const key of ['capture', 'model', 'speech', 'level_dbfs', 'probabilities', 'label', 'confidence', 'window']) {
    assert.ok(key in snapshot, key);
  }
  for (const key of ['dropped_blocks', 'latency_ms', 'verdict', 'captured_s', 'source'])
    assert.ok(key in snapshot, key);
  assert.equal(snapshot.capture, 'idle');
  await context.close();
});

test('what the DOM shows beside the picture is set in the picture’s fonts', async () => {
  const { page, context, seen } = await open({ hash: '#data' });
  const field = page.getByRole('searchbox', { name: 'Search' });
  await field.waitFor();
  const { faces, font, widths } = await field.evaluate((node) => {
    const pen = new OffscreenCanvas(1, 1).getContext('2d');
    const widthIn = (family) => ((pen.font = `13px ${family}`), pen.measureText('Surprised, 13 px').width);
    return {
      faces: [...document.fonts].map(({ family, weight, status }) => `${family} ${weight} ${status}`),
      font: getComputedStyle(node).fontFamily,
      widths: [widthIn('Inter'), widthIn('system-ui'), widthIn('"JetBrains Mono"')],
    };
  });
  assert.deepEqual(faces, ['Inter 400 loaded', 'Inter 600 loaded', 'JetBrains Mono 400 loaded']);
  assert.match(font, /^Inter,/);
  assert.equal(new Set(widths).size, 3, `three fonts: ${widths}`);
  await assertClean(page, seen);
  await context.close();
});

test('start, listen, stop: the sound is unaltered, and the microphone is let go', async () => {
  const { page, context, seen } = await open({
    init: () => {
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (options) => {
        const stream = await ask(options);
        window.tracks = stream.getTracks();
        return stream;
      };
    },
  });
  const states = await collect(page, 'state');
  await page.getByRole('button', { name: 'Start listening' }).click();
  await until(page, () => {
    const { captured_s, latency_ms } = window.emoscope.snapshot(); // sound that came late is told many batches at a time
    return captured_s > 1.5 && latency_ms.column.count > 10;
  });
  const { microphone, sample_rate_hz, dropped_blocks, latency_ms } = await snapshotOf(page);
  const { echoCancellation, noiseSuppression, autoGainControl } = microphone;
  assert.deepEqual(
    { echoCancellation, noiseSuppression, autoGainControl },
    {
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: false,
    },
  );
  assert.equal(sample_rate_hz, microphone.sampleRate);
  assert.ok(dropped_blocks <= 3, `${dropped_blocks} blocks were lost`); // a busy machine may lose one
  const { p50, p95 } = latency_ms.column;
  assert.ok(p50 > 0 && p50 <= p95, JSON.stringify(latency_ms));
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await until(page, () => window.emoscope.snapshot().capture === 'idle');
  assert.deepEqual(await page.evaluate(() => window.tracks.map((track) => track.readyState)), ['ended']);
  assert.equal((await snapshotOf(page)).microphone, null);
  assert.deepEqual(
    (await states()).map(({ capture }) => capture),
    ['asking', 'starting', 'listening', 'idle'],
  );
  // What was captured before Stop may still be on its way to the engine: a batch or two, then nothing more.
  const atStop = (await snapshotOf(page)).captured_s;
  await page.waitForTimeout(200);
  const heard = (await snapshotOf(page)).captured_s;
  assert.ok(heard - atStop < 0.05, `${heard - atStop} s came after Stop`);
  await page.waitForTimeout(500);
  assert.equal((await snapshotOf(page)).captured_s, heard, 'no sound after Stop');
  await assertClean(page, seen);
  await context.close();
});

test('a microphone can be chosen, and listening goes on with it', async () => {
  const { page, context } = await open();
  await page.getByRole('button', { name: 'Start listening' }).click();
  await until(page, () => window.emoscope.snapshot().capture === 'listening');
  const chooser = page.getByRole('combobox', { name: 'Microphone' });
  const labels = await chooser.locator('option').allTextContents();
  assert.ok(labels.length >= 2, labels.join());
  await chooser.selectOption({ index: labels.length - 1 });
  await until(page, () => window.emoscope.snapshot().microphone?.deviceId !== 'default');
  await until(page, () => window.emoscope.snapshot().capture === 'listening');
  await until(page, () => window.emoscope.snapshot().captured_s > 0.3);
  const { microphone } = await snapshotOf(page);
  assert.notEqual(microphone.deviceId, 'default');
  await context.close();
});

test('an idle page draws nothing', async () => {
  const { page, context } = await open({
    init: () => {
      window.frames_asked = 0;
      const ask = window.requestAnimationFrame.bind(window);
      window.requestAnimationFrame = (callback) => ((window.frames_asked += 1), ask(callback));
    },
  });
  await page.waitForTimeout(1000);
  const before = await page.evaluate(() => window.frames_asked);
  await page.waitForTimeout(1000);
  const after = await page.evaluate(() => window.frames_asked);
  assert.ok(after - before <= 2, `${after - before} frames in a second of idleness`);
  await context.close();
});

test('each sample opens, plays and gets its predictions', async () => {
  const { page, context, seen } = await open();
  const samples = page.getByRole('button', { name: /^Sample: / });
  assert.equal(await samples.count(), 4);
  await samples.first().click();
  await until(page, () => window.emoscope.clip()?.finished);
  const clip = await page.evaluate(() => window.emoscope.clip());
  assert.ok(clip.duration_s > 2 && clip.duration_s < 8);
  assert.ok(clip.predictions.length >= Math.floor(clip.duration_s * 10) - 10);
  assert.notEqual(clip.verdict, 'no_speech', 'synthetic speech is speech');
  await page.getByRole('button', { name: 'Close clip' }).click();
  await until(page, () => window.emoscope.clip() === null);
  await assertClean(page, seen);
  await context.close();
});

test('a clip plays with a moving cursor, pauses and goes on', async () => {
  const { page, context } = await open();
  const SECONDS = 30;
  const samples = Float32Array.from({ length: 16000 * SECONDS }, (_, i) => 0.1 * Math.sin(i / 10));
  await openFile(page, { name: 'tone.wav', mimeType: 'audio/wav', buffer: wavBytes(samples, 16000) });
  const position = page.getByRole('slider', { name: 'Position' });
  await page.getByRole('button', { name: 'Play' }).click();
  await until(page, () => Number(document.querySelector('[aria-label="Position"]').value) > 0.2);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Play' }).waitFor();
  await page.waitForTimeout(200);
  const paused = Number(await position.inputValue());
  assert.ok(paused > 0.2 && paused < SECONDS, `paused at ${paused} s`);
  await page.waitForTimeout(300);
  assert.equal(Number(await position.inputValue()), paused);
  await context.close();
});

test('the theme follows the system until the person chooses, and the choice is remembered', async () => {
  const { page, context } = await open({ colorScheme: 'light' });
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'light');
  await page.getByRole('button', { name: 'Dark theme' }).click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await page.reload();
  await viewReady(page);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await context.close();
});

test('a moment of live sound can be heard again', async () => {
  const { page, context } = await open({
    init: () => {
      window.played = [];
      const start = AudioBufferSourceNode.prototype.start;
      AudioBufferSourceNode.prototype.start = function (...args) {
        const samples = this.buffer.getChannelData(0);
        window.played.push({ seconds: this.buffer.duration, loud: samples.some((sample) => Math.abs(sample) > 0.01) });
        return start.apply(this, args);
      };
    },
  });
  await page.getByRole('button', { name: 'Start listening' }).click();
  await until(page, () => window.emoscope.snapshot().captured_s > 4);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  const timeline = page.getByRole('slider', { name: /^Timeline/ });
  await timeline.focus();
  await page.keyboard.press('ArrowLeft');
  await until(page, () => window.played.length > 0);
  const [moment] = await page.evaluate(() => window.played);
  assert.ok(moment.seconds > 2.5 && moment.seconds <= 3.01 && moment.loud, JSON.stringify(moment));
  await context.close();
});
