// Measures what the budget table in ARCHITECTURE.md says. Not a test: node tests/e2e/measure.mjs [--seconds 60]
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { launch, modelReady, openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import { startSite } from './lib/site.mjs';
import { speechWav } from './lib/speech.mjs';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const seconds = Number(values.seconds);
const dist = process.env.EMOSCOPE_DIST || fileURLToPath(new URL('../../dist', import.meta.url));
const TICK_MS = 10; // of /proc/PID/stat, on every usual Linux
const say = (what, value) => console.log(`${what.padEnd(58)} ${value}`);

const site = await startSite();
const browser = await launch({ microphone: 'file', file: speechWav(seconds + 20) });
const { page, context, finished } = await openTimed();
await measureLoading();
await measureListening();
await browser.close();
site.close();

async function openTimed() {
  const list = [];
  const opened = await openPage(browser, 'about:blank');
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
