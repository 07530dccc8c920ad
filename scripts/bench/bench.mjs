// Times our core and its peers on the same clip in one run. scripts/bench.sh sets up, builds and calls this.
//   node scripts/bench/bench.mjs [--quick] [--without NAME]… [--only CASE]… [--out FILE]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CASES } from './lib/cases.mjs';
import { benchClip } from './lib/clip.mjs';
import { keptDatasetSection } from './lib/dataset_section.mjs';
import { EFFORTS, compareResults, prepareCase, referenceOf, timeCase } from './lib/measure.mjs';
import { entrants, startEntrant } from './lib/players.mjs';
import { report } from './lib/report.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    without: { type: 'string', multiple: true, default: [] },
    only: { type: 'string', multiple: true, default: [] },
    out: { type: 'string' },
  },
});
const shared = process.env.EMOSCOPE_SHARED || join(dirname(ROOT), 'shared');
const python = process.env.EMOSCOPE_REFERENCE_PYTHON || join(shared, 'tools', 'reference-python');
// Quick numbers must not replace good ones.
const out = resolve(options.out ?? join(ROOT, options.quick ? 'build/bench/RESULTS.md' : 'scripts/bench/RESULTS.md'));
const say = (text) => process.stderr.write(`${text}\n`);

// In the checkout, because a reference Python in a root of its own sees only that.
mkdirSync(join(ROOT, 'build', 'bench'), { recursive: true });
const folder = mkdtempSync(join(ROOT, 'build', 'bench', 'exchange-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const { list, close } = entrants({ root: ROOT, folder, python });
const clip = benchClip(shared);
const effort = options.quick ? EFFORTS.quick : EFFORTS.full;
const faults = [];
const references = new Map(); // of the cases so far

const { started, missing } = await startAll();
const loadBefore = loadavg()[0];
const cases = [];
for (const one of wantedCases()) cases.push(await measure(one));
const text = report({
  cases,
  missing,
  effort,
  quick: options.quick,
  // One of us runs at a time: more than that is others' work.
  busy: Math.max(loadBefore, loadavg()[0] - 1) > cpus().length / 2,
  date: new Date().toISOString().slice(0, 10),
  about: aboutThisRun(),
  clip: { ...clip, seconds: clip.samples.length / clip.rate, samples: clip.samples.length },
});
for (const { player } of started) await player.close();
await close();

if (faults.length) {
  say(`\nNothing was written, because of these faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  process.exitCode = 1;
} else {
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, text + keptDatasetSection(out));
  console.log(text);
  say(`Written to ${out}`);
}

async function startAll() {
  const ready = [];
  const absent = options.without.map((id) => ({ title: titleOf(id), why: 'left out by --without' }));
  for (const entrant of list.filter(({ id }) => !options.without.includes(id))) {
    say(`starting ${entrant.title}`);
    try {
      ready.push(await startEntrant(entrant, clip));
    } catch (error) {
      absent.push({ title: entrant.title, why: error.message });
      if (entrant.ours) faults.push(`${entrant.title} did not start: ${error.message}`);
      else say(`  not measured: ${error.message}`);
    }
  }
  return { started: ready, missing: absent };
}

function titleOf(id) {
  const found = list.find((entrant) => entrant.id === id);
  if (!found) throw new Error(`--without ${id}: known are ${list.map((entrant) => entrant.id).join(', ')}`);
  return found.title;
}

function wantedCases() {
  const stranger = options.only.find((name) => !CASES.some((one) => one.name === name));
  if (stranger) throw new Error(`--only ${stranger}: known are ${CASES.map(({ name }) => name).join(', ')}`);
  return CASES.filter(({ name }) => !options.only.length || options.only.includes(name));
}

async function measure(one) {
  say(`measuring ${one.what}`);
  const { rows, absent } = await prepareCase(one, started);
  for (const { title, ours, why } of absent) if (ours) faults.push(`${title}, ${one.name}: ${why}`);
  const reference = references.get(one.sameAs) ?? referenceOf(rows);
  references.set(one.name, reference);
  const wrong = compareResults(one, rows, reference);
  for (const { entrant, key, difference } of wrong)
    faults.push(
      `${entrant.title}, ${key}: differs from the reference by ${difference}, at most ${one.limit} is allowed`,
    );
  const right = rows.filter((row) => !wrong.includes(row));
  await timeCase(one, right, effort);
  return { one, rows: right, reference, absent: absent.filter(({ ours }) => !ours) };
}

function aboutThisRun() {
  const [{ model }] = cpus();
  return [
    ['machine', `${model.trim()}, ${cpus().length} logical cores, ${Math.round(totalmem() / 2 ** 30)} GiB`],
    ['load average of the last minute', `${loadBefore.toFixed(2)} before, ${loadavg()[0].toFixed(2)} after`],
    ['node', process.version.slice(1)],
    ...started.map(({ title, version }) => [title, version]),
  ];
}
