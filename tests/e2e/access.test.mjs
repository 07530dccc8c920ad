// The same functions for keyboards, screen readers, fingers and small screens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wavBytes } from './lib/audio.mjs';
import { assertAccessible } from './lib/axe.mjs';
import { modelReady, openFile, openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import { visits } from './lib/visits.mjs';

const TONE = Float32Array.from({ length: 16000 * 4 }, (_, i) => 0.1 * Math.sin(i / 10));
const CLIP = { name: 'tone.wav', mimeType: 'audio/wav', buffer: wavBytes(TONE, 16000) };

const visit = visits({ quick: true, microphone: 'tone' });
const { open } = visit;

for (const colorScheme of ['dark', 'light']) {
  test(`axe finds nothing serious: idle, listening, clip, about, features (${colorScheme})`, async () => {
    const { page, context } = await open({ colorScheme });
    await assertAccessible(page, 'idle');
    await page.getByRole('button', { name: 'About' }).click();
    await page.getByRole('dialog').waitFor();
    await assertAccessible(page, 'about');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Start listening' }).click();
    await until(page, () => window.emoscope.snapshot().captured_s > 1.2);
    await assertAccessible(page, 'listening');
    await openFile(page, CLIP);
    await assertAccessible(page, 'clip');
    await page.evaluate(() => window.emoscope.showRoom('features'));
    await page.getByRole('button', { name: 'Panes' }).click();
    await page.getByRole('dialog').waitFor();
    await assertAccessible(page, 'the choice of panes');
    await page.keyboard.press('Escape');
    await page.getByRole('slider', { name: 'Cursor' }).waitFor();
    await assertAccessible(page, 'features of a clip');
    await page.getByRole('button', { name: 'Close clip' }).click();
    await page.getByRole('button', { name: 'Start listening' }).click();
    await until(page, () => window.emoscope.snapshot().captured_s > 1.2);
    await assertAccessible(page, 'features of live sound');
    await context.close();
  });

  test(`axe finds nothing serious on the page in words (${colorScheme})`, async () => {
    const { page, context } = await openPage(visit.browser, visit.site.url, {
      colorScheme,
      init: () => {
        const get = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
          return kind === 'webgl2' ? null : get.call(this, kind, ...rest);
        };
      },
    });
    await modelReady(page);
    await assertAccessible(page, 'idle');
    await openFile(page, CLIP);
    await assertAccessible(page, 'clip');
    await page.getByRole('link', { name: 'Features' }).click();
    await page.getByText('needs WebGL2').waitFor();
    assert.match(await page.title(), /^Features/);
    await assertAccessible(page, 'features');
    await page.keyboard.press('1');
    await page.getByText('needs WebGL2').waitFor({ state: 'hidden' });
    await context.close();
  });
}

/** Presses Tab until the named control has the focus. */
async function tabTo(page, name) {
  for (let i = 0; i < 40; i += 1) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    if (label && (typeof name === 'string' ? label === name : name.test(label))) return;
  }
  throw new Error(`Tab never reaches ${name}`);
}

test('with the keyboard alone: start, stop, change the theme, open a sample, play, seek, close', async () => {
  const { page, context } = await open();
  await tabTo(page, 'Start listening');
  await page.keyboard.press('Enter');
  await until(page, () => window.emoscope.snapshot().capture === 'listening');
  // The focus stays where the button was.
  await until(page, () => document.activeElement?.getAttribute('aria-label') === 'Stop');
  await page.keyboard.press('Space');
  await until(page, () => window.emoscope.snapshot().capture === 'idle');
  await tabTo(page, /theme$/);
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  const before = await theme();
  await page.keyboard.press('Enter');
  assert.notEqual(await theme(), before);
  await page.reload();
  await viewReady(page);
  await modelReady(page);
  await tabTo(page, /^Sample: /);
  await page.keyboard.press('Enter');
  await until(page, () => window.emoscope.clip()?.finished);
  await tabTo(page, 'Position');
  const position = page.getByRole('slider', { name: 'Position' });
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  assert.ok(Number(await position.inputValue()) >= 0.1);
  await tabTo(page, 'Close clip');
  await page.keyboard.press('Enter');
  await until(page, () => window.emoscope.clip() === null);
  await context.close();
});

test('what opened a dialog has the focus again when it closes', async () => {
  const { page, context } = await open({ hash: '#features' });
  await openFile(page, CLIP);
  for (const opener of ['Panes', 'About']) {
    await tabTo(page, opener);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), opener);
  }
  await context.close();
});

test('Tab comes to every control and leaves the page again', async () => {
  const { page, context } = await open();
  const names = await page
    .locator('#mirror > *:not([aria-disabled])')
    .evaluateAll((nodes) => nodes.map((n) => n.ariaLabel));
  const visited = new Set();
  for (let i = 0; i < names.length + 3; i += 1) {
    await page.keyboard.press('Tab');
    visited.add(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')));
  }
  assert.deepEqual(
    names.filter((name) => !visited.has(name)),
    [],
  );
  await context.close();
});

test('what happens is said politely to screen readers', async () => {
  const { page, context } = await open();
  await page.getByRole('button', { name: 'Start listening' }).click();
  await until(page, () => /\S/.test(document.getElementById('live').textContent));
  assert.match(await page.locator('#live').textContent(), /Listening|speech|Unsure|[A-Z]/);
  assert.equal(await page.locator('#live').getAttribute('aria-live'), 'polite');
  await context.close();
});

test('on a phone, fingers start and stop, and no control is off the screen or too small', async () => {
  const { page, context } = await open({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 3,
  });
  await page.getByRole('button', { name: 'Start listening' }).tap();
  await until(page, () => window.emoscope.snapshot().captured_s > 0.5);
  const boxes = await page
    .locator('#mirror > button, #mirror > select')
    .evaluateAll((nodes) => nodes.map((node) => ({ name: node.ariaLabel, ...node.getBoundingClientRect().toJSON() })));
  for (const { name, left, top, right, bottom, width, height } of boxes) {
    assert.ok(left >= 0 && top >= 0 && right <= 390.5 && bottom <= 844.5, `${name} is off the screen`);
    assert.ok(width >= 43.5 && height >= 43.5, `${name} is ${width}×${height}`);
  }
  await page.getByRole('button', { name: 'Stop', exact: true }).tap();
  await until(page, () => window.emoscope.snapshot().capture === 'idle');
  assert.equal((await snapshotOf(page)).notice, '');
  await context.close();
});
