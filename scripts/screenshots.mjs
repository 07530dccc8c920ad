// Pictures of every view at the sizes we design for, to look at: build/screenshots/VIEW_WIDTHxHEIGHT_THEME.png.
//   node scripts/screenshots.mjs [--only=1440x900] [--readme]     --readme also renews tests/e2e/{listen,features,data}.png of README.md
// Listening needs speech: real clips from ../shared/data where they are, else the page's own synthetic samples.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, modelReady, openFile, openPage, until, viewReady } from '../tests/e2e/lib/browser.mjs';
import { panesReady, showPanes, slide, watchBlocks } from '../tests/e2e/lib/features.mjs';
import { startSite } from '../tests/e2e/lib/site.mjs';
import { speechFiles, speechWav } from '../tests/e2e/lib/speech.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const out = join(root, 'build/screenshots');
mkdirSync(out, { recursive: true });
const only = process.argv.find((word) => word.startsWith('--only='))?.slice('--only='.length);
const SIZES = [
  [1440, 900, 1],
  [1920, 1080, 1],
  [1024, 768, 1],
  [390, 844, 2],
];

/** The list of models, a card, two models on the clip that is open, the plane and an explanation. */
async function models(page, shot) {
  const control = (name) => page.getByRole('button', { name });
  const list = async () => {
    await control(/^Model: /).click();
    await page.waitForTimeout(200);
  };
  const offered = (name) => control(name).isVisible();
  await list();
  await shot(page, 'models');
  await control(/^What is /)
    .first()
    .click();
  await until(page, () => document.querySelector('#mirror')?.ariaModal === 'true');
  await shot(page, 'card');
  await page.keyboard.press('PageDown');
  await shot(page, 'card-more');
  await page.keyboard.press('Escape');
  const offers = control(/^Compare with /).first(); // none where the page has one model alone
  if (
    !(await offers.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    ))
  )
    return page.keyboard.press('Escape');
  await control(/^Compare with /)
    .first()
    .click();
  await until(page, () => window.emoscope.clip()?.compared?.probabilities, { timeout: 60000 });
  await shot(page, 'compare');
  if (await offered('Plane')) {
    await control('Plane').click();
    await shot(page, 'plane');
    await control('Expressions').click();
  }
  await control('Stop comparing').click();
  await until(page, () => window.emoscope.clip()?.finished, { timeout: 60000 });
  await control('Explain').click();
  await control('Close explanation').waitFor({ timeout: 120000 });
  return shot(page, 'explain');
}

const CHARTS = ['Cross table', 'Histogram', 'Spread', 'Map', 'Split', 'Compare', 'Files to check'];

/** The Data room with RAVDESS as the page knows it: each chart, a selection, a row's clip in the player. */
async function data(page, shot) {
  const button = (name) => page.getByRole('button', { name });
  const seen = (condition, argument) => until(page, condition, { argument, timeout: 60000 });
  const settled = () => seen(() => window.emoscope.data()?.rows > 0);
  await settled();
  await shot(page, 'data');
  const list = page.getByRole('combobox', { name: 'Kind of chart' });
  for (const [i, name] of CHARTS.entries()) {
    if (await list.isVisible()) await list.selectOption(name);
    else if (await button(name).isVisible()) await button(name).click();
    else await button('Charts').click();
    await seen((at) => window.emoscope.data().chart === at, NAMES[i]);
    await shot(page, `data-${NAMES[i]}`);
    if (name === 'Map' && !(await list.isVisible()) && (await button('Charts').isVisible())) {
      await button('Charts').click();
      await list.waitFor();
    }
  }
  if (await list.isVisible()) await list.selectOption('Distribution');
  else await button('Distribution').click();
  await button(/^happy, \d+ clip/)
    .first()
    .click();
  await button('Surprise me').click();
  await seen(() => window.emoscope.data().chips.length === 2);
  if (await button('Table').isVisible()) await button('Table').click();
  await shot(page, 'data-selected');
}
const NAMES = ['cross_table', 'histogram', 'spread', 'map', 'split', 'compare', 'files'];

const wav = speechWav(30);
const clip = speechFiles()[3];
const site = await startSite();
const quiet = await launch();
for (const [width, height, deviceScaleFactor] of SIZES) {
  if (only && only !== `${width}x${height}`) continue;
  for (const colorScheme of ['dark', 'light']) {
    const options = { viewport: { width, height }, deviceScaleFactor, colorScheme, hasTouch: width < 500 };
    const shot = async (page, view) => {
      await page.waitForTimeout(400);
      await page.screenshot({ path: join(out, `${view}_${width}x${height}_${colorScheme}.png`) });
    };
    const first = await openPage(quiet, site.url, options);
    await viewReady(first.page);
    await modelReady(first.page);
    await shot(first.page, 'first');
    await first.page.getByRole('button', { name: 'Start listening' }).click();
    await until(first.page, () => window.emoscope.snapshot().capture === 'no_device');
    await shot(first.page, 'no-device');
    await openFile(first.page, clip);
    await shot(first.page, 'clip');
    await first.page.getByRole('button', { name: 'About' }).click();
    await shot(first.page, 'about');
    await first.page.keyboard.press('Escape');
    await models(first.page, shot);
    await first.context.close();

    const features = await openPage(quiet, `${site.url}#features`, { ...options, init: watchBlocks });
    await viewReady(features.page);
    await modelReady(features.page);
    await shot(features.page, 'features-empty');
    await openFile(features.page, clip);
    await panesReady(features.page, ['waveform', 'spectrogram']);
    await shot(features.page, 'features');
    await slide(features.page, 'Cursor', 'ArrowRight', 30);
    await slide(features.page, 'Selection start', 'ArrowRight', 20);
    await slide(features.page, 'Selection end', 'ArrowLeft', 30);
    await shot(features.page, 'features-selection');
    await features.page.getByRole('button', { name: 'Panes' }).click();
    await shot(features.page, 'features-panes');
    await features.page.keyboard.press('Escape');
    await showPanes(features.page, ['spectrogram', 'chroma', 'pitch', 'formants', 'intensity', 'shape']);
    await features.page.waitForTimeout(3000);
    await shot(features.page, 'features-many');
    await features.context.close();

    const room = await openPage(quiet, `${site.url}#data`, options);
    await viewReady(room.page);
    await data(room.page, shot);
    await room.context.close();

    const hearing = await launch({ microphone: 'file', file: wav });
    const live = await openPage(hearing, site.url, options);
    await viewReady(live.page);
    await modelReady(live.page);
    await live.page.getByRole('button', { name: 'Start listening' }).click();
    await until(live.page, () => window.emoscope.snapshot().captured_s > 14, { timeout: 60000 });
    await until(live.page, () => window.emoscope.snapshot().verdict === 'emotion', { timeout: 20000 });
    await shot(live.page, 'listen');
    await live.page.keyboard.press('2');
    await live.page.waitForTimeout(3000);
    await shot(live.page, 'features-live');
    await hearing.close();
    console.log(`${width}x${height} ${colorScheme}`);
  }
}
await quiet.close();
await site.close();
if (process.argv.includes('--readme')) {
  for (const view of ['listen', 'features', 'data']) {
    copyFileSync(join(out, `${view}_1440x900_dark.png`), join(root, `tests/e2e/${view}.png`));
  }
}
console.log(`The pictures are in ${out}.`);
