// The 1440 RAVDESS clips at 48 kHz from a zip: mlp180 and logmel64 of all of them, in Chromium through the page's own
// code, beside the native program on the same clips.
//   node scripts/bench_dataset.mjs [--clips 1440] [--measures] [--workers N] [--out RESULTS.md]
// Without --out the table is only printed.
// EMOSCOPE_DIST: another page than dist/. Other programs on the machine change the wall time, not the processor time.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, openAsBlob, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BlobReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { launch, openPage } from '../tests/e2e/lib/browser.mjs';
import { startSite } from '../tests/e2e/lib/site.mjs';
import { withDatasetSection } from './bench/lib/dataset_section.mjs';
import { processTree } from './bench/lib/process_tree.mjs';
import { ravdessZip } from './bench/lib/ravdess_zip.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const { values: options } = parseArgs({
  options: {
    clips: { type: 'string', default: '1440' },
    measures: { type: 'boolean', default: false },
    workers: { type: 'string' },
    out: { type: 'string' },
  },
});
const RECIPES = ['mlp180', 'logmel64'];
const SECOND_BEFORE_MS = 1000; // of an idle page, to compare its frames with
const TRACED = ['disabled-by-default-devtools.timeline', 'blink.user_timing'];
const GOALS = { wall_s: 30, frame_ms: 16, memory_mb: 600 };

const count = Number(options.clips);
const folder = join(ROOT, 'build', 'bench');
const recordings = join(process.env.EMOSCOPE_SHARED || join(dirname(ROOT), 'shared'), 'data', 'ravdess');
const say = (text) => process.stderr.write(`${text}\n`);

say('making the zip, if it is not there');
const zip = await ravdessZip({
  recordings,
  file: join(folder, count >= 1440 ? 'ravdess48k.zip' : `ravdess48k-${count}.zip`),
  count,
});
const rows = [];
const row = (what, value, goal = '') => (
  rows.push([what.replace(/^ +/, '… '), value, goal]),
  say(`${what.padEnd(62)} ${value}  ${goal}`)
);

say(`${cpus().length} cores, load ${loadavg()[0].toFixed(2)}; ${zip}: ${(statSync(zip).size / 1e6).toFixed(0)} MB`);
const loadBefore = loadavg()[0];
const page = await inChromium();
const native = await onThisMachine();
report();

async function inChromium() {
  const site = await startSite();
  const browser = await launch();
  try {
    const opened = await openPage(browser, site.url);
    await opened.page.waitForFunction(() => document.body.dataset.view === 'picture', undefined, { timeout: 60000 });
    await opened.page.evaluate(() => {
      const input = Object.assign(document.createElement('input'), { type: 'file', id: 'bench-zip' });
      document.body.append(input);
    });
    await opened.page.setInputFiles('#bench-zip', zip);
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const tree = processTree(processInfo.map(({ id, type }) => ({ id, type })));
    const options = { recipes: RECIPES, measures: options.measures, size: Number(options.workers) || 0 };
    await browser.startTracing(opened.page, { categories: TRACED });
    tree.start();
    const result = await opened.page.evaluate(work, { options, idleMs: SECOND_BEFORE_MS });
    const taken = tree.stop();
    const tasks = pageTasks(JSON.parse((await browser.stopTracing()).toString()).traceEvents);
    return { ...result, ...taken, tasks, version: browser.version() };
  } finally {
    await browser.close();
    site.close();
  }
}

/** In the page. */
async function work({ options, idleMs }) {
  const base = new URL('.', document.baseURI);
  const load = (path) => import(new URL(path, base).href);
  const { zipSource } = await load('sources/open.js');
  const { listSource } = await load('sources/listing.js');
  const { createPool } = await load('workers/pool.js');
  const { startWorker } = await load('workers/start_worker.js');
  const [file] = document.querySelector('#bench-zip').files;

  const tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ entryTypes: ['longtask'] });
  let gaps = [];
  let before = performance.now();
  const frame = (now) => {
    gaps.push(now - before);
    before = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  await new Promise((resolve) => setTimeout(resolve, idleMs));
  const idle = { gaps };
  gaps = [];
  tasks.length = 0;

  const startedMs = performance.mark('bench-begins').startTime;
  const { entries } = await listSource(zipSource(file));
  const listedMs = performance.now();
  const pool = createPool({
    createWorker: () => startWorker(new URL('workers/feature_worker.js', base)),
    ...(options.size ? { size: options.size } : {}),
  });
  let numbers = 0;
  let sum = 0;
  let seconds = 0;
  let heap = 0;
  const outcome = await pool.analyse(
    entries.map((entry, index) => ({ row: index, name: entry.path, ...entry })),
    {
      recipes: options.recipes,
      measures: options.measures,
      // Means alone are kept, as the catalogue does.
      onResult: ({ recipes }) => {
        for (const { values } of Object.values(recipes)) numbers += values.length;
        sum += recipes.mlp180.values[0];
        seconds += recipes.logmel64.shape[0] / 100;
        heap = Math.max(heap, pool.memory);
      },
    },
  );
  const endedMs = performance.mark('bench-ends').startTime;
  pool.close();
  const most = (list) => list.reduce((largest, value) => Math.max(largest, value), 0);
  return {
    outcome,
    size: pool.size,
    clips: entries.length,
    list_ms: listedMs - startedMs,
    wall_ms: endedMs - startedMs,
    numbers,
    seconds,
    mean_mfcc0: sum / Math.max(1, outcome.count),
    programs_bytes: heap,
    idle: { gap_ms: most(idle.gaps) },
    busy: { gap_ms: most(gaps), frames: gaps.length },
    long_tasks: tasks.map(({ duration }) => duration),
  };
}

/** The longest tasks of the page's thread between the two marks, in ms: of the processor, and from begin to end. */
function pageTasks(events) {
  const [begins, ends] = ['bench-begins', 'bench-ends'].map((name) => events.find((event) => event.name === name));
  const own = events.filter(({ name, pid, tid }) => name === 'RunTask' && pid === begins.pid && tid === begins.tid);
  const most = (list, value) => list.reduce((largest, event) => Math.max(largest, (event[value] ?? 0) / 1000), 0);
  const during = own.filter(({ ts }) => ts >= begins.ts && ts < ends.ts);
  const before = own.filter(({ ts }) => ts < begins.ts && ts > begins.ts - 1000 * SECOND_BEFORE_MS);
  return {
    cpu_ms: most(during, 'tdur'),
    wall_ms: most(during, 'dur'),
    idle_cpu_ms: most(before, 'tdur'),
    idle_wall_ms: most(before, 'dur'),
    count: during.length,
  };
}

/** The same clips, unzipped to a folder before; each recipe decodes them anew. */
async function onThisMachine() {
  const clips = mkdtempSync(join(folder, 'unzipped-'));
  const out = mkdtempSync(join(folder, 'native-'));
  const program = join(ROOT, 'build/native-release/emoscope');
  try {
    await unzip(clips);
    let wall_ms = 0;
    let cpu_s = 0;
    for (const recipe of RECIPES) {
      const words = ['features', clips, '--recipe', recipe, '--format', 'npy', '--out', `${join(out, recipe)}/`];
      const timed = ['-c', 'TIMEFORMAT="%R %U %S"; time "$@"', 'bash', program, ...words, '--threads', `${page.size}`];
      const run = spawnSync('bash', timed, { encoding: 'utf8' });
      if (run.status !== 0) throw new Error(`emoscope features failed: ${run.stderr}`);
      const [wall, user, system] = run.stderr.trim().split('\n').at(-1).split(' ').map(Number);
      wall_ms += 1000 * wall;
      cpu_s += user + system;
    }
    return { wall_ms, cpu_s };
  } finally {
    rmSync(clips, { recursive: true, force: true });
    rmSync(out, { recursive: true, force: true });
  }
}

async function unzip(target) {
  const reader = new ZipReader(new BlobReader(await openAsBlob(zip)), { useWebWorkers: false });
  for await (const member of reader.getEntriesGenerator()) {
    const file = join(target, member.filename);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, await member.getData(new Uint8ArrayWriter()));
  }
}

function report() {
  const { outcome, busy, idle, cpu_s, tasks } = page;
  const s = (value) => `${value.toFixed(1)} s`;
  const ms = (value) => `${value.toFixed(1)} ms`;
  const mb = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
  const met = (value, most, unit) => `≤ ${most} ${unit}: ${value <= most ? 'met' : 'missed'}`;
  if (outcome.failed.length > 0) say(`failed: ${JSON.stringify(outcome.failed.slice(0, 3))}`);
  row(
    'clips, their sound',
    `${outcome.count} of ${page.clips} (${outcome.state}), ${(page.seconds / 60).toFixed(0)} min`,
  );
  row('workers; Chromium', `${page.size}; ${page.version}`);
  row('listing the zip', ms(page.list_ms));
  row('wall time, listing included', s(page.wall_ms / 1000), met(page.wall_ms / 1000, GOALS.wall_s, 's'));
  row('clips a second', ((1000 * outcome.count) / page.wall_ms).toFixed(0));
  row('processor time: all of Chromium', s(cpu_s.all));
  row('  the workers', `${s(cpu_s.workers)}, ${ms((1000 * cpu_s.workers) / outcome.count)} a clip`);
  row('  the page’s own thread', s(cpu_s.page));
  row('  other threads of its process', s(cpu_s.other));
  row('  browser, GPU, network processes', s(cpu_s.all - cpu_s.renderer));
  row(
    'longest task of the page’s thread, processor time (idle page before)',
    `${ms(tasks.cpu_ms)} (${ms(tasks.idle_cpu_ms)})`,
    met(tasks.cpu_ms, GOALS.frame_ms, 'ms'),
  );
  row('  from its begin to its end', `${ms(tasks.wall_ms)} (${ms(tasks.idle_wall_ms)}), of ${tasks.count} tasks`);
  row(
    'between two frames at most (idle page before)',
    `${ms(busy.gap_ms)} (${ms(idle.gap_ms)}), ${busy.frames} frames`,
  );
  row(
    'long tasks (≥ 50 ms)',
    `${page.long_tasks.length}${page.long_tasks.length ? `, up to ${ms(Math.max(...page.long_tasks))}` : ''}`,
  );
  row(
    'memory of the page’s process, workers included, at most',
    `${mb(page.memory_peak)} (${mb(page.memory_before)} before)`,
    met(page.memory_peak / 1e6, GOALS.memory_mb, 'MB'),
  );
  row('  of it the workers’ programs', mb(page.programs_bytes));
  row('native program, same clips unzipped: wall; processor', `${s(native.wall_ms / 1000)}; ${s(native.cpu_s)}`);
  row(
    'page ÷ native: wall; processor of the workers',
    `${(page.wall_ms / native.wall_ms).toFixed(2)}; ${(cpu_s.workers / native.cpu_s).toFixed(2)}`,
  );
  const table = rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const text = `Written by \`scripts/bench_dataset.mjs\` on ${new Date().toISOString().slice(0, 10)}.

- machine: ${cpus()[0].model.split(' ').slice(0, 2).join(' ')}, ${cpus().length} logical cores; load average of the last minute: ${loadBefore.toFixed(2)} before, ${loadavg()[0].toFixed(2)} after${loadBefore > cpus().length / 2 ? ': other programs had a part of the processor, measure again when it is idle' : ''}
- ${page.clips} clips of RAVDESS at 48 kHz in a zip of ${mb(statSync(zip).size)}, deflated: unzipped, decoded, \`${RECIPES.join('`, `')}\`${options.measures ? ' and the measures' : ''} of each, in the page’s own pool of workers

| what | measured | goal |
| --- | --- | --- |
${table}

- Wall time holds what other programs took; processor time does not. “Other threads” of the page’s process are the browser’s own: its garbage collectors, and its compilers at the beginning.
- A task is what the page’s thread does before it can do something else; the longest ones are from Chromium’s trace. In a task’s time from begin to end other programs’ turns are counted as well. Meanwhile the page draws its frames, in software here.
- The native program decodes each clip twice, once a recipe, from files that were unzipped before.
`;
  console.log(text);
  if (options.out) writeFileSync(options.out, withDatasetSection(options.out, text));
}
