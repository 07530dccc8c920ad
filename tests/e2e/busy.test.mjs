// Speech on a device that is too busy for it: how old what is said is, what is left out, and how soon it is of now again.
// Ages are seconds of sound, as the page gives them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engineWorker, hold, relieve, starve, writeDown } from './lib/busy.mjs';
import { collect, launch, openFile, openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import { assertClean, startSite } from './lib/site.mjs';
import { speechFiles, speechWav } from './lib/speech.mjs';

const PATIENCE = { timeout: 90000 };
const CURRENT = 'Last 3 seconds';
const MOST_S = 1; // older is not of now

let site;
before(async () => {
  site = await startSite();
});
after(() => site?.close());

async function listening() {
  const browser = await launch({ microphone: 'file', file: speechWav(150) });
  const { page, seen } = await openPage(browser, site.url);
  await viewReady(page);
  await until(page, () => window.emoscope.snapshot().model === 'ready', PATIENCE);
  await page.getByRole('button', { name: 'Start listening' }).click();
  await keepsUp(page);
  return { browser, page, seen, worker: engineWorker(page) };
}

const keepsUp = (page) =>
  until(
    page,
    () => {
      const { behind, age_s, verdict } = window.emoscope.snapshot();
      return !behind && age_s !== null && verdict !== 'waiting';
    },
    PATIENCE,
  );
const isBehind = (page) => until(page, () => window.emoscope.snapshot().behind, PATIENCE);
const heardFor = async (page, seconds) => {
  const { captured_s } = await snapshotOf(page);
  await until(page, (s) => window.emoscope.snapshot().captured_s > s, { ...PATIENCE, argument: captured_s + seconds });
};

/** Never is an old answer called one of now; the words and the numbers are the same. */
function assertHonest(facts) {
  for (const { age_s, behind, caption, hint } of facts) {
    if (age_s === null) continue;
    if (age_s > MOST_S) assert.ok(behind, `${age_s} s old and not behind`);
    assert.equal(caption === CURRENT, !behind, `${caption} at ${age_s} s, behind: ${behind}`);
    if (!behind) continue;
    assert.match(caption, /^3 seconds until [\d.]+ s ago$/);
    assert.match(hint, /^([\d.]+ s behind|Catching up): this device is busy\.$/);
    assert.ok(/^Catching/.test(hint) ? age_s < MOST_S + 0.1 : age_s > MOST_S - 0.1, `${hint} at ${age_s} s`);
    const said_s = Number(caption.match(/until ([\d.]+) s/)[1]);
    assert.ok(Math.abs(said_s - age_s) <= (age_s < 9.9 ? 0.11 : 0.51), `${caption} at ${age_s} s`);
  }
}

/** Once when it begins, once when it has caught up, and nothing of what was heard in between. */
function assertQuiet(said) {
  const told = said.map((line) => (/^Behind/.test(line) ? 'behind' : /^Caught up\. /.test(line) ? 'caught up' : ''));
  assert.ok(told.includes('behind'), `${said}`);
  told.forEach((word, i) => {
    if (word === 'behind' && i + 1 < told.length) assert.equal(told[i + 1], 'caught up', `${said}`);
    if (word === 'caught up' && i > 0) assert.equal(told[i - 1], 'behind', `${said}`);
  });
}

test('a starved engine: work is left out, answers go on, their age is said, and it catches up', async (t) => {
  const { browser, page, seen, worker } = await listening();
  const written = await writeDown(page);
  const answers = await collect(page, 'prediction');
  await starve(worker, 1500, 60);
  await isBehind(page);
  const begun = await snapshotOf(page);
  await heardFor(page, 12);
  const starved = await snapshotOf(page);
  await relieve(worker);
  await keepsUp(page);
  await heardFor(page, 4);
  const { said, facts } = await written();
  const relieved = await snapshotOf(page);

  const ages = facts.map(({ age_s }) => age_s).filter((age) => age !== null);
  const ends = new Set(facts.map(({ window }) => window?.end_s));
  t.diagnostic(`oldest ${Math.max(...ages).toFixed(2)} s, in the end ${relieved.age_s} s; ${ends.size} windows shown`);
  t.diagnostic(`left out: ${JSON.stringify(starved.left_out)} while starved; said: ${said.join(' | ')}`);
  assertHonest(facts);
  assertQuiet(said);
  assert.ok(starved.left_out.windows > begun.left_out.windows, 'windows were left out');
  assert.ok(starved.left_out.detector_chunks > begun.left_out.detector_chunks, 'the detector was spared');
  const during = (await answers()).filter(({ end_s }) => end_s > begun.captured_s && end_s <= starved.captured_s);
  assert.ok(during.length >= 3, `answers go on: ${during.length} about 12 s`);
  await assertClean(page, seen);
  await browser.close();
});

test('an engine that says nothing at all: the page knows it without being told', async (t) => {
  const { browser, page, seen, worker } = await listening();
  const written = await writeDown(page);
  const held = hold(worker, 8000);
  await until(page, () => window.emoscope.snapshot().age_s > 4, PATIENCE);
  const first = await snapshotOf(page);
  await until(page, () => window.emoscope.snapshot().age_s > 5, PATIENCE);
  const second = await snapshotOf(page);
  assert.equal(second.captured_s, first.captured_s, 'the engine has heard nothing since');
  assert.ok(second.behind);
  await held;
  await keepsUp(page);
  const { captured_s, left_out } = await snapshotOf(page);
  assert.ok(captured_s > first.captured_s + 4, 'what waited was heard');
  assert.ok(left_out.windows > first.left_out.windows);
  await heardFor(page, 3);
  const { said, facts } = await written();
  t.diagnostic(`oldest ${Math.max(...facts.map(({ age_s }) => age_s ?? 0)).toFixed(2)} s; said: ${said.join(' | ')}`);
  assertHonest(facts);
  assertQuiet(said);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await until(page, () => window.emoscope.snapshot().capture === 'idle');
  const stopped = await snapshotOf(page);
  assert.equal(stopped.behind, false);
  assert.equal(stopped.age_s, null);
  await assertClean(page, seen);
  await browser.close();
});

test('of a clip nothing is left out, however busy the device', async () => {
  const browser = await launch();
  const { page, seen } = await openPage(browser, site.url);
  await viewReady(page);
  await until(page, () => window.emoscope.snapshot().model === 'ready', PATIENCE);
  const worker = engineWorker(page);
  const [file] = speechFiles();
  const free = await openFile(page, file);
  await page.getByRole('button', { name: 'Close clip' }).click();
  await starve(worker, 300, 20);
  const starved = await openFile(page, file);
  await relieve(worker);
  assert.deepEqual(starved.predictions, free.predictions);
  assert.deepEqual(starved.probabilities, free.probabilities);
  const { left_out, behind } = await snapshotOf(page);
  assert.deepEqual(left_out, { windows: 0, detector_chunks: 0 });
  assert.equal(behind, false);
  await assertClean(page, seen);
  await browser.close();
});
