// Measures what the budget table in ARCHITECTURE.md says. Not a test:
//   node tests/e2e/measure.mjs [--seconds 60]   loading and listening
//   node tests/e2e/measure.mjs --features       scrolling ten minutes of sound in the Features room
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { launch, modelReady, openFile, openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import { features, longSound, panesReady, scrollThrough, showPanes, watchBlocks } from './lib/features.mjs';
import { writeWav } from './lib/audio.mjs';
import { startSite } from './lib/site.mjs';
import { speechWav } from './lib/speech.mjs';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, features: { type: 'boolean', default: false } },
});
const seconds = Number(values.seconds);
const dist = process.env.EMOSCOPE_DIST || fileURLToPath(new URL('../../dist', import.meta.url));
const TICK_MS = 10; // of /proc/PID/stat, on every usual Linux
const STEPS = 300; // of scrolling
const say = (what, value) => console.log(`${what.padEnd(58)} ${value}`);

const site = await startSite();
const browser = values.features ? await launch() : await launch({ microphone: 'file', file: speechWav(seconds + 20) });
const { page, context, finished } = await openTimed();
if (values.features) {
  await measureScrolling();
} else {
  await measureLoading();
  await measureListening();
}
await browser.close();
site.close();

async function openTimed() {
  const list = [];
  const opened = await openPage(browser, 'about:blank', { init: values.features ? watchBlocks : undefined });
  opened.context.on('requestfinished', (request) => list.push({ url: request.url(), at: Date.now() }));
  await opened.page.goto(site.url);
  return { ...opened, finished: list };
}

async function measureLoading() {
  await viewReady(page);
  const pictureAt = Date.now();
  await modelReady(page);
  const readyAt = Date.now();
  const { origin, paint } = await page.evaluate(() => ({
    origin: performance.timeOrigin,
    paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
  }));
  for (const [what, at] of [
    ['first paint (words, with working buttons)', origin + paint],
    ['the picture', pictureAt],
    ['ready for the first prediction', readyAt],
  ]) {
    say(`time to ${what}`, `${(at - origin).toFixed(0)} ms`);
    say(`bytes for ${what}, brotli`, kilobytes(finished.filter((request) => request.at <= at)));
  }
}

function kilobytes(requests) {
  const files = new Set(requests.map(({ url }) => url).filter((url) => url.startsWith(site.url)));
  const bytes = [...files].reduce((sum, url) => sum + compressed(url.slice(site.url.length).replace(/\?.*/, '')), 0);
  return `${(bytes / 1e3).toFixed(0)} kB in ${files.size} files`;
}

function compressed(path) {
  compressed.known ??= new Map();
  const file = join(dist, path || 'index.html');
  if (!compressed.known.has(file)) compressed.known.set(file, brotliCompressSync(readFileSync(file)).length);
  return compressed.known.get(file);
}

async function measureListening() {
  await page.getByRole('button', { name: 'Start listening' }).click();
  await until(page, () => window.emoscope.snapshot().captured_s > 3);
  const pid = await rendererPid();
  const before = threads(pid);
  const startedMs = performance.now();
  say('memory of the page’s process at the start', megabytes(pid));
  for (let minute = 1; minute * 60 <= seconds; minute += 1) {
    await page.waitForTimeout(60000 - ((performance.now() - startedMs) % 60000));
    if (minute * 60 < seconds) say(`memory after ${minute} min`, megabytes(pid));
  }
  await page.waitForTimeout(Math.max(0, seconds * 1000 - (performance.now() - startedMs)));
  const lastedMs = performance.now() - startedMs;
  say(`memory after ${seconds} s`, megabytes(pid));
  for (const [name, ms] of threads(pid)) {
    const share = (ms - (before.get(name) ?? 0)) / lastedMs;
    if (share > 0.005) say(`share of one core: ${name}`, `${(100 * share).toFixed(1)} %`);
  }
  const { latency_ms, inference_ms, frame_ms_p95, dropped_blocks, prediction_interval_ms } = await snapshotOf(page);
  say('sound to its column drawn, p50 / p95', `${latency_ms.column.p50} / ${latency_ms.column.p95} ms`);
  say('sound to the prediction with it, p50 / p95', `${latency_ms.prediction.p50} / ${latency_ms.prediction.p95} ms`);
  say('one run of the model, p50 / p95', `${inference_ms.p50} / ${inference_ms.p95} ms`);
  say('building a frame (page thread), p95', `${frame_ms_p95} ms`);
  say('predictions each; dropped blocks', `${prediction_interval_ms} ms; ${dropped_blocks}`);
  await context.close();
}

/** Ten minutes at 48 kHz: how long they take to come, and what a frame costs the page's thread while they scroll. */
async function measureScrolling() {
  const rate = 48000;
  const file = join(mkdtempSync(join(tmpdir(), 'emoscope-long-')), 'long.wav');
  writeWav(file, longSound(600, rate), rate);
  await viewReady(page);
  await modelReady(page);
  await openFile(page, file, { timeout: 300000 });
  for (const panes of [
    ['waveform', 'spectrogram', 'mfcc'],
    ['waveform', 'spectrogram', 'mel', 'mfcc', 'chroma', 'shape', 'zcr'],
  ]) {
    const startedMs = performance.now();
    await page.evaluate(() => window.emoscope.showRoom('features'));
    await showPanes(page, panes);
    await panesReady(page, panes, { timeout: 600000 });
    say(`ten minutes, ${panes.length} panes: until all of it is there`, inSeconds(performance.now() - startedMs));
    await panesReady(page, ['pitch'], { timeout: 600000 });
    say('  and its F0', inSeconds(performance.now() - startedMs));
    for (const halvings of [2, 3]) {
      for (let i = 0; i < halvings; i += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
      await page.waitForTimeout(500);
      const { region, work: before } = await features(page);
      const { own, frames } = await timedScroll();
      const { work } = await features(page);
      say(
        `scrolling, ${inSeconds(1000 * (region.end_s - region.start_s))} seen: own work a frame, p50 / p95 / most`,
        own,
      );
      say(
        '  frames a second; building a frame p95',
        `${frames}; ${(await snapshotOf(page)).frame_ms_p95.toFixed(1)} ms`,
      );
      say('  handlers and blocks meanwhile', `${work.requests - before.requests}, ${work.blocks - before.blocks}`);
    }
    await page.getByRole('button', { name: 'Show all' }).click();
  }
  const pid = await rendererPid();
  say('memory of the page’s process', megabytes(pid));
  await context.close();
}

function inSeconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

async function timedScroll() {
  const startedMs = performance.now();
  const costs = (await scrollThrough(page, STEPS)).sort((a, b) => a - b);
  const lastedS = (performance.now() - startedMs) / 1000;
  const at = (share) => costs[Math.min(costs.length - 1, Math.floor(share * costs.length))].toFixed(1);
  return { own: `${at(0.5)} / ${at(0.95)} / ${at(1)} ms`, frames: (STEPS / lastedS).toFixed(0) };
}

/** The process with the engine worker in it. */
async function rendererPid() {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.map(({ id }) => id).find((id) => threads(id).has('DedicatedWorker'));
}

/** CPU time in ms by thread name. @returns {Map<string, number>} */
function threads(pid) {
  const times = new Map();
  for (const id of readdirSync(`/proc/${pid}/task`)) {
    const name = readFileSync(`/proc/${pid}/task/${id}/comm`, 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/task/${id}/stat`, 'utf8');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13);
    times.set(name, (times.get(name) ?? 0) + TICK_MS * (Number(user) + Number(system)));
  }
  return times;
}

function megabytes(pid) {
  const [, kilo] = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^RssAnon:\s+(\d+)/m);
  return `${(Number(kilo) / 1e3).toFixed(0)} MB`;
}
