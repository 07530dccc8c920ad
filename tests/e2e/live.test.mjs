// Real speech through the fake microphone: what the page says of it agrees with the native program.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { cutStart, findCut, loudPart, readWav, resample, splice, writeWav } from './lib/audio.mjs';
import { collect, launch, modelReady, openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import { difference, original, predict, withoutRecordings } from './lib/native.mjs';
import { assertClean, startSite } from './lib/site.mjs';

const RATE = 44100; // of Chromium's fake microphone
const SILENCE_S = 1.2;
const CLIPS = ['03-01-05-02-01-02-22', '03-01-03-02-01-02-02', '03-01-06-01-01-01-03', '03-01-08-02-01-02-04'];
// Answers are smoothed, so those after a window that a busy machine left out are not the native program's at once.
const SMOOTHING_FORGETS_S = 3;
const TRIES = 5; // a busy machine may drop a block of the fake microphone: then what was heard is not what was played,
const SAME_DB = 0.005; // which its levels betray: 0.01 to 0.3 dB for one block of 10 ms, under 0.001 dB without

let site;
let folder;
before(async () => {
  site = await startSite();
  folder = mkdtempSync(join(tmpdir(), 'emoscope-live-'));
});
after(() => {
  site?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Four recordings as one sound, and where speech is in it. */
function score() {
  const clips = CLIPS.map((name) => {
    const { samples, rate } = readWav(original(`ravdess/${name}.wav`));
    return resample(samples, rate, RATE);
  });
  const { samples, starts } = splice(clips, RATE, SILENCE_S);
  const speech = clips.map((clip, i) => {
    const { start_s, end_s } = loudPart(clip, RATE);
    return { start_s: starts[i] + start_s, end_s: starts[i] + end_s };
  });
  return { samples, speech, duration_s: samples.length / RATE };
}

/** Lets the page hear the file once. @returns {Promise<import('../../web/shell/public_api.js').Prediction[]>} */
async function hear(file, duration_s) {
  const browser = await launch({ microphone: 'file', file });
  try {
    const { page, seen } = await openPage(browser, site.url);
    await viewReady(page);
    await modelReady(page);
    const predictions = await collect(page, 'prediction');
    await page.getByRole('button', { name: 'Start listening' }).click();
    await until(page, (seconds) => window.emoscope.snapshot().captured_s > seconds, {
      timeout: (duration_s + 20) * 1000,
      argument: duration_s,
    });
    const snapshot = await snapshotOf(page);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await assertClean(page, seen);
    return { predictions: await predictions(), snapshot };
  } finally {
    await browser.close();
  }
}

test(
  'live speech is told from silence at the right times, and its probabilities are the native program’s',
  {
    skip: withoutRecordings(),
  },
  async (t) => {
    const { samples, speech, duration_s } = score();
    const played = join(folder, 'played.wav');
    writeWav(played, samples, RATE);

    let heard = null;
    let cut = null;
    let leftOut = Infinity;
    for (let attempt = 1; attempt <= TRIES && leftOut > 0; attempt += 1) {
      const now = await hear(played, duration_s);
      const nowCut = findCut(samples, RATE, now.predictions);
      const { windows, detector_chunks } = now.snapshot.left_out;
      t.diagnostic(
        `attempt ${attempt}: cut ${nowCut.cut_s.toFixed(4)} s, levels within ${nowCut.error_db.toFixed(3)} dB, ` +
          `left out ${windows} windows and ${detector_chunks} chunks`,
      );
      if (nowCut.error_db < SAME_DB && windows + detector_chunks < leftOut)
        [heard, cut, leftOut] = [now, nowCut, windows + detector_chunks];
    }
    assert.ok(heard && cut, 'what the page heard is what was played');
    const { predictions, snapshot } = heard;
    t.diagnostic(`latency ${JSON.stringify(snapshot.latency_ms)}, inference ${JSON.stringify(snapshot.inference_ms)}`);
    // A busy machine is asked less often and leaves windows out, and says so.
    const perSecond = 1000 / Math.max(100, snapshot.prediction_interval_ms);
    assert.ok(
      predictions.length + snapshot.left_out.windows > 0.8 * (duration_s - 1) * perSecond,
      `${predictions.length} windows in ${duration_s} s, ${perSecond} a second`,
    );

    const aligned = join(folder, 'aligned.wav');
    writeWav(aligned, cutStart(samples, RATE, cut.cut_s), RATE);
    const [native] = predict([aligned], ['--as-live']);
    const windows = new Map(native.windows.map((window) => [Math.round(window.end_s * 10), window]));
    let largest = 0;
    let compared = 0;
    let gapEndS = -Infinity;
    let beforeS = NaN;
    for (const prediction of predictions) {
      if (prediction.end_s - beforeS > snapshot.prediction_interval_ms / 1000 + 0.05) gapEndS = prediction.end_s;
      beforeS = prediction.end_s;
      if (prediction.end_s - gapEndS < SMOOTHING_FORGETS_S) continue;
      const window = windows.get(Math.round(prediction.end_s * 10));
      if (!window || prediction.verdict === 'no_speech' || window.verdict === 'no_speech') continue;
      largest = Math.max(largest, difference(prediction.probabilities, window.probabilities));
      compared += 1;
    }
    t.diagnostic(`${compared} windows with speech, largest difference ${largest.toFixed(5)}`);
    assert.ok(compared > 4 * perSecond, `only ${compared} windows were compared`);
    assert.ok(largest <= 0.02, `probabilities differ by ${largest}`);

    const verdictsIn = (from_s, to_s) =>
      predictions.filter(({ end_s }) => end_s + cut.cut_s >= from_s && end_s + cut.cut_s <= to_s).map((p) => p.verdict);
    for (const [i, part] of speech.entries()) {
      const during = verdictsIn(part.start_s + 1, part.end_s);
      assert.ok(during.length > 0 && !during.includes('no_speech'), `clip ${i}, speech: ${during}`);
      const behind = verdictsIn(part.end_s + 1.2, (speech[i + 1]?.start_s ?? duration_s) - 0.1);
      assert.ok(behind.length > 0 && behind.every((verdict) => verdict === 'no_speech'), `after clip ${i}: ${behind}`);
    }
  },
);
