// A model that is run as a stream, in real Chromium and beside the native program. It is a tiny one with random weights
// (tests/train/streaming_model.py): what counts is that everybody says the same.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { collect, launch, modelReady, openFile, openPage, until, viewReady } from './lib/browser.mjs';
import { serveModel } from './lib/models.mjs';
import { compareClip, defaultModel, difference, program, someClips, withoutRecordings } from './lib/native.mjs';
import { assertClean, startSite } from './lib/site.mjs';
import { speechFiles, speechWav } from './lib/speech.mjs';

const FOLDER = fileURLToPath(new URL('../support/streaming_model', import.meta.url));
const TOLERANCE = 1e-4;

let site;
let browser;
before(async () => {
  site = await startSite();
  browser = await launch({ microphone: 'file', file: speechWav(40) });
});
after(async () => {
  await browser?.close();
  site?.close();
});

/** The page with the streaming model chosen. */
async function open() {
  const opened = await openPage(browser, `${site.url}licences/Emoscope-LICENSE.txt`);
  const name = await serveModel(opened.context, FOLDER);
  await opened.page.goto(site.url);
  await viewReady(opened.page);
  await modelReady(opened.page);
  await opened.page.evaluate((wanted) => window.emoscope.chooseModel(wanted), name);
  return { ...opened, name };
}
const finishedClip = async (page) => {
  await until(page, () => window.emoscope.clip()?.finished);
  return page.evaluate(() => window.emoscope.clip());
};
const native = (file) =>
  JSON.parse(execFileSync(program, ['predict', '--model-dir', FOLDER, file], { maxBuffer: 1 << 28 }).toString());

test('page and native program say the same of clips, step by step', { skip: withoutRecordings() }, async (t) => {
  const { page, context, seen, name } = await open();
  const said = [];
  for (const file of someClips(2)) {
    await openFile(page, file);
    const clip = await finishedClip(page);
    t.diagnostic(`differ by ${compareClip(clip, native(file), TOLERANCE)}`);
    said.push(clip.probabilities);
  }
  assert.ok(difference(...said) > 1e-3, 'the model hears something');
  const asked = seen.requests.filter((address) => address.includes(name) && address.endsWith('.onnx'));
  assert.deepEqual(
    asked.map((address) => address.split('/').at(-1)),
    ['stream.onnx'],
    'the graph of whole windows is not fetched',
  );
  await assertClean(page, seen);
  await context.close();
});

test('an explanation runs the graph of whole windows', async () => {
  const { page, context, seen, name } = await open();
  await openFile(page, speechFiles()[0]);
  const clip = await finishedClip(page);
  const found = await page.evaluate(() => window.emoscope.explain());
  assert.ok(found.label in clip.probabilities);
  assert.equal(found.drops.length, found.rows * found.columns);
  assert.ok(seen.requests.some((address) => address.includes(`${name}/model.onnx`)));
  await context.close();
});

test('live, it is compared with another model and exchanged while one listens', async () => {
  const { page, context, seen, name } = await open();
  const predictions = await collect(page, 'prediction');
  await page.getByRole('button', { name: 'Start listening' }).click();
  await until(page, () => window.emoscope.snapshot().captured_s > 3);
  await page.evaluate((other) => window.emoscope.compareWith(other), defaultModel());
  await until(page, () => window.emoscope.snapshot().compared?.probabilities);
  await page.evaluate((other) => window.emoscope.chooseModel(other), defaultModel()); // exchanges the two
  assert.equal(await page.evaluate(() => window.emoscope.compared), name);
  const count = (await predictions()).length;
  await until(page, (before) => window.collected_prediction.length >= before + 5, { argument: count });
  await assertClean(page, seen);
  await context.close();
});
