// Several models in real Chromium: switched while one listens, compared on the same sound, refused when they are broken,
// remembered, and explained by their cards.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { collect, launch, modelReady, openFile, openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import { serveCopies, titleOf } from './lib/models.mjs';
import { compareClip, defaultModel, difference, predict, sharedCase, withoutRecordings } from './lib/native.mjs';
import { assertClean, startSite } from './lib/site.mjs';
import { speechFiles, speechWav } from './lib/speech.mjs';

const WARM = 'copy-warm'; // says the same less surely
const SURE = 'copy-sure'; // and more surely
const BROKEN = 'copy-broken';
const COPIES = {
  [WARM]: (card) => (card.temperature = 3),
  [SURE]: (card) => (card.temperature = 0.5),
  [BROKEN]: (card) => (card.sha256 = '0'.repeat(64)),
};

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

/** The page with picture and model; only a fresh context forgets. */
async function open(options = {}) {
  const opened = await openPage(browser, `${site.url}licences/Emoscope-LICENSE.txt`, options);
  await serveCopies(opened.context, COPIES);
  await opened.page.goto(site.url);
  await ready(opened.page);
  return opened;
}
async function ready(page) {
  await viewReady(page);
  await modelReady(page);
}

const choose = (page, name) => page.evaluate((wanted) => window.emoscope.chooseModel(wanted), name);
/** Waits until live sound was given so many more predictions. */
async function answers(page, count) {
  await collect(page, 'prediction');
  await until(page, (wanted) => window.collected_prediction.length >= wanted, { argument: count });
}
const compareWith = (page, name) => page.evaluate((wanted) => window.emoscope.compareWith(wanted), name);
const finishedClip = async (page) => {
  await until(page, () => window.emoscope.clip()?.finished);
  return page.evaluate(() => window.emoscope.clip());
};
const SPOKEN = () => speechFiles()[0];

test('only the chosen model is fetched; the list tells all of them', async () => {
  const { page, context, seen } = await open();
  const fetched = seen.requests
    .filter((address) => address.endsWith('.onnx'))
    .map((address) => address.split('/').at(-2));
  assert.deepEqual([...new Set(fetched)].sort(), [defaultModel(), 'silero_vad'].sort());
  const models = await page.evaluate(() => window.emoscope.models());
  assert.deepEqual(
    models.filter(({ state }) => state !== 'absent').map(({ name, state }) => [name, state]),
    [[defaultModel(), 'ready']],
  );
  for (const name of Object.keys(COPIES))
    assert.ok(
      models.some((model) => model.name === name),
      name,
    );
  await assertClean(page, seen);
  await context.close();
});

test('the model is switched while one listens: the capture goes on, nothing is dropped, and the new one answers', async (t) => {
  const { page, context, seen } = await open();
  const states = await collect(page, 'state');
  const predictions = await collect(page, 'prediction');
  await page.getByRole('button', { name: 'Start listening' }).click();
  await until(page, () => window.emoscope.snapshot().captured_s > 4);
  const before = await snapshotOf(page);
  for (const name of [WARM, defaultModel(), SURE]) {
    await choose(page, name);
    const { model_name } = await snapshotOf(page);
    if (name !== defaultModel()) assert.equal(model_name, titleOf(name));
    assert.equal(await page.evaluate(() => window.emoscope.model), name);
    const { captured_s } = await snapshotOf(page);
    await until(page, (seconds) => window.emoscope.snapshot().captured_s > seconds, { argument: captured_s + 2 });
  }
  const after = await snapshotOf(page);
  assert.equal(after.capture, 'listening');
  assert.ok(after.captured_s > before.captured_s + 6, 'one session from beginning to end');
  assert.equal(after.dropped_blocks, before.dropped_blocks);
  const heard = await predictions();
  const gaps = heard.slice(1).map(({ end_s }, i) => end_s - heard[i].end_s);
  t.diagnostic(`${heard.length} windows, largest gap ${Math.max(...gaps).toFixed(1)} s`);
  assert.ok(
    gaps.every((gap) => gap > 0),
    'time goes on, and nothing is said twice',
  );
  const captures = (await states()).map(({ capture }) => capture);
  const since = captures.slice(captures.indexOf('listening'));
  assert.ok(since.length > 3 && since.every((state) => state === 'listening'), since.join());
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await assertClean(page, seen);
  await context.close();
});

test('two models on one clip say what each says alone', async () => {
  const { page, context } = await open();
  await openFile(page, SPOKEN());
  const alone = { [defaultModel()]: await finishedClip(page) };
  await choose(page, WARM);
  alone[WARM] = await finishedClip(page);
  assert.ok(difference(alone[WARM].probabilities, alone[defaultModel()].probabilities) > 0.05, 'they are two');
  await compareWith(page, defaultModel());
  await until(page, () => window.emoscope.clip()?.finished && window.emoscope.clip().compared?.probabilities);
  const both = await finishedClip(page);
  assert.equal(difference(both.probabilities, alone[WARM].probabilities), 0);
  assert.equal(difference(both.compared.probabilities, alone[defaultModel()].probabilities), 0);
  assert.equal(both.compared.label, alone[defaultModel()].label);
  assert.equal(both.predictions.length, alone[WARM].predictions.length);

  await choose(page, defaultModel()); // exchanges the two
  assert.equal(await page.evaluate(() => window.emoscope.compared), WARM);
  await until(page, () => window.emoscope.clip()?.finished && window.emoscope.clip().compared?.probabilities);
  const exchanged = await finishedClip(page);
  assert.equal(difference(exchanged.probabilities, alone[defaultModel()].probabilities), 0);
  assert.equal(difference(exchanged.compared.probabilities, alone[WARM].probabilities), 0);

  await compareWith(page, null);
  await until(page, () => window.emoscope.clip()?.finished && window.emoscope.clip().compared === null);
  await context.close();
});

test('a model with a wrong hash is refused with a sentence while the old one goes on', async () => {
  const { page, context } = await open();
  await page.getByRole('button', { name: 'Start listening' }).click();
  await until(page, () => window.emoscope.snapshot().captured_s > 1.5);
  const refusal = await page.evaluate(
    (name) => window.emoscope.chooseModel(name).catch(({ message }) => message),
    BROKEN,
  );
  assert.match(refusal, /copy-broken\/model\.onnx.*SHA-256 .*instead of 0000.*goes on\.$/);
  assert.equal(await page.evaluate(() => window.emoscope.model), defaultModel());
  const { model, capture } = await snapshotOf(page);
  assert.deepEqual([model, capture], ['ready', 'listening']);
  await answers(page, 6); // the old one
  await context.close();
});

test('what was chosen is remembered after a reload, and nothing is compared unasked', async () => {
  const { page, context, seen } = await open();
  await choose(page, WARM);
  await compareWith(page, SURE);
  seen.requests.length = 0;
  await page.reload();
  await ready(page);
  assert.deepEqual(await page.evaluate(() => [window.emoscope.model, window.emoscope.compared]), [WARM, null]);
  assert.equal(await page.evaluate(() => window.emoscope.models().filter(({ state }) => state === 'ready').length), 1);
  assert.equal((await snapshotOf(page)).model_name, titleOf(WARM));
  assert.ok(
    !seen.requests.some((address) => address.includes(`${defaultModel()}/model.onnx`)),
    'the default was not needed',
  );
  await context.close();
});

test('a remembered model that is gone leaves the default one answering, and the page says so', async () => {
  const { page, context } = await open();
  await choose(page, WARM);
  await context.route(`**/models/${WARM}/card.json`, (route) => route.fulfill({ status: 404, body: '' }));
  await page.reload();
  await ready(page);
  assert.equal(await page.evaluate(() => window.emoscope.model), defaultModel());
  assert.match((await snapshotOf(page)).notice, /copy-warm\/card\.json.*404.*default model is used instead/);
  await context.close();
});

test('a card opens from the list of models, and its words hold the score and the licence', async () => {
  const { page, context, seen } = await open();
  await page.getByRole('button', { name: /^Model: / }).click();
  const question = page.getByRole('button', { name: `What is ${titleOf(WARM)}?` });
  await page
    .getByRole('button', { name: /^What is / })
    .first()
    .waitFor();
  // Further down the list than the sheet is high.
  for (let i = 0; i < 5 && (await question.count()) === 0; i += 1) {
    await page.keyboard.press('PageDown');
    await page.waitForTimeout(200);
  }
  await question.click();
  // The list's words hold scores, too: these are the card's.
  await until(page, () => /What it is/.test(document.getElementById('overlay-words').textContent));
  const words = await page.locator('#overlay-words').textContent();
  assert.ok(words.includes(titleOf(WARM)));
  assert.match(words, /UA 0\.\d\d/);
  assert.match(words, /CC BY-NC-SA/);
  assert.match(words, /speaker-independent/);
  await page.keyboard.press('Escape');
  const card = await page.evaluate((name) => window.emoscope.card(name), WARM);
  assert.equal(card.temperature, 3);
  await assertClean(page, seen);
  await context.close();
});

test('a clip is explained: tiles of time and frequency whose loss changes the answer', async (t) => {
  const { page, context } = await open();
  await openFile(page, SPOKEN());
  const clip = await finishedClip(page);
  const startedMs = Date.now();
  const found = await page.evaluate(() => window.emoscope.explain());
  t.diagnostic(`${found.rows} × ${found.columns} in ${Date.now() - startedMs} ms`);
  assert.ok(found.label in clip.probabilities);
  assert.ok(found.base_probability > 0.1 && found.base_probability <= 1);
  assert.equal(found.drops.length, found.rows * found.columns);
  assert.ok(found.start_s === 0 && Math.abs(found.end_s - clip.duration_s) < 0.2, `${found.start_s} … ${found.end_s}`);
  const largest = Math.max(...found.drops);
  assert.ok(largest > 0.01 && largest <= found.base_probability + 1e-6, `largest drop ${largest}`);
  const sad = await page.evaluate(() => window.emoscope.explain({ label: 'sad' }));
  assert.equal(sad.label, 'sad');
  await context.close();
});

test('explaining live sound does not hold it up, and another model ends it with a sentence', async () => {
  const { page, context } = await open();
  await page.getByRole('button', { name: 'Start listening' }).click();
  await until(page, () => window.emoscope.snapshot().captured_s > 4);
  const predictions = await collect(page, 'prediction');
  const { dropped_blocks, captured_s } = await snapshotOf(page);
  const found = await page.evaluate(() => window.emoscope.explain());
  const after = await snapshotOf(page);
  assert.ok(Math.abs(found.end_s - found.start_s - 3) < 0.2, `${found.start_s} … ${found.end_s}`);
  const windows = ((after.captured_s - captured_s) * 1000) / Math.max(100, after.prediction_interval_ms);
  const meanwhile = (await predictions()).length;
  assert.ok(meanwhile > 0 && meanwhile > windows / 2 - 1, `${meanwhile} predictions meanwhile, of ${windows} windows`);
  assert.equal((await snapshotOf(page)).dropped_blocks, dropped_blocks);
  const ended = await page.evaluate(async (name) => {
    const asked = window.emoscope.explain().catch(({ message }) => message);
    await window.emoscope.chooseModel(name);
    return asked;
  }, WARM);
  assert.match(ended, /changed meanwhile|was closed/);
  await context.close();
});

test(
  'the model that also hears the voice’s numbers says the same natively',
  { skip: withoutRecordings() },
  async () => {
    const { page, context } = await open();
    await choose(page, 'emoscope-v');
    for (const name of ['lame_reference.wav', 'lame.mp3']) {
      const clip = await openFile(page, sharedCase(name));
      const [native] = predict([sharedCase(name)], ['--model', 'emoscope-v']);
      compareClip(clip, native, 1e-4);
    }
    await context.close();
  },
);

test('without WebGL2 the models are chosen, compared and described in words', async () => {
  const plain = await launch({ microphone: 'tone', flags: ['--disable-3d-apis'] });
  const { page, context } = await openPage(plain, `${site.url}licences/Emoscope-LICENSE.txt`);
  await serveCopies(context, COPIES);
  await page.goto(site.url);
  await modelReady(page);
  await openFile(page, SPOKEN());
  await select(page, 'Compare with').selectOption({ index: await optionOf(page, 'Compare with', WARM) });
  await page.getByText(new RegExp(`^${titleOf(WARM)}: (Sounds|Unsure)`)).waitFor({ timeout: 20000 });
  await select(page, 'Model').selectOption({ index: await optionOf(page, 'Model', SURE) });
  await until(page, (name) => window.emoscope.model === name && window.emoscope.snapshot().model === 'ready', {
    argument: SURE,
  });
  await page.getByRole('button', { name: 'What is this model?' }).click();
  const card = page.getByRole('region', { name: 'Card of the model' });
  await card.getByRole('heading', { name: titleOf(SURE) }).waitFor();
  const words = await card.innerText();
  assert.match(words, /UA 0\.\d\d/);
  assert.match(words, /CC BY-NC-SA/);
  await card.getByRole('button', { name: 'Close card' }).click();
  await card.waitFor({ state: 'hidden' });
  await plain.close();
});

const select = (page, name) => page.getByRole('combobox', { name, exact: true });

/** @returns {Promise<number>} where the model stands in a select */
async function optionOf(page, label, name) {
  const options = await select(page, label).locator('option').allTextContents();
  return options.findIndex((text) => text.startsWith(titleOf(name)));
}
