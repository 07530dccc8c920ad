// Real Chromium with a fake microphone, and the page in it, watched: whatever it asks for and complains about is kept.
import { after } from 'node:test';
import { chromium } from 'playwright-core';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
// WebAssembly as it is after its first translation. Chromium goes on to translate all that is used for some five seconds of
// a core after each opening of the page: that is lost where a page is closed soon and computes little.
const QUICK = '--js-flags=--liftoff-only';
const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';

// A test that fails leaves its browser behind, and the file would wait for it until the stage's limit.
const launched = [];
if (process.env.NODE_TEST_CONTEXT) after(() => Promise.all(launched.map((browser) => browser.close())));

/**
 * @param {{microphone?: 'file' | 'tone' | 'none', file?: string, flags?: string[], quick?: boolean}} [options]  file:
 *   44.1 kHz 16-bit mono WAV, played once from the moment the page listens; tone: Chromium's own beeps; none: no device at
 *   all; quick: for pages that are opened often and compute little
 */
export async function launch({ microphone = 'none', file = '', flags = [], quick = false } = {}) {
  const sound = microphone === 'none' ? [] : ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  if (microphone === 'file') sound.push(`--use-file-for-fake-audio-capture=${file}%noloop`);
  // Playwright adds some arguments of its own that would mute or hide what is tested here.
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [...FLAGS, ...(quick ? [QUICK] : []), ...sound, ...flags],
    ignoreDefaultArgs: ['--mute-audio', '--hide-scrollbars'],
  });
  launched.push(browser);
  return browser;
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {import('playwright-core').BrowserContextOptions & {init?: (() => void) | string}} [options]  init: runs in the page first
 */
export async function openPage(browser, url, { init, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const seen = { requests: [], errors: [], violations: [] };
  context.on('request', (request) => seen.requests.push(request.url()));
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy/i.test(text)) seen.violations.push(text);
    else if (message.type() === 'error' && !/Failed to load resource/.test(text)) seen.errors.push(text);
  });
  await page.addInitScript(() => {
    window.cspViolations = [];
    window.addEventListener('securitypolicyviolation', (event) => {
      window.cspViolations.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  if (init) await page.addInitScript(init);
  await page.goto(url);
  return { page, context, seen };
}

/** Waits until the page's own account of itself fulfils the condition. */
export async function until(page, condition, { timeout = 20000, argument } = {}) {
  try {
    await page.waitForFunction(condition, argument, { timeout, polling: 50 });
  } catch {
    const snapshot = await page.evaluate(() => window.emoscope?.snapshot());
    throw new Error(`waited ${timeout} ms for ${condition}; the page says ${JSON.stringify(snapshot)}`);
  }
}

export const modelReady = (page) =>
  until(page, () => window.emoscope?.snapshot().model === 'ready', { timeout: 30000 });
export const viewReady = (page) => until(page, () => document.body.dataset.view === 'picture', { timeout: 30000 });
export const snapshotOf = (page) => page.evaluate(() => window.emoscope.snapshot());
export const clipOf = (page) => page.evaluate(() => window.emoscope.clip());

/** Opens a sound file through the ordinary button and gives the finished clip. */
export async function openFile(page, file, { timeout = 60000 } = {}) {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Open a sound file' }).click(),
  ]);
  await chooser.setFiles(file);
  const name = typeof file === 'string' ? file.split('/').at(-1) : file.name;
  await until(
    page,
    (wanted) => {
      const clip = window.emoscope.clip();
      return clip?.name === wanted && clip.finished;
    },
    { timeout, argument: name },
  );
  return clipOf(page);
}

/** Collects events of window.emoscope from now on; call the answer to have them. */
export async function collect(page, event) {
  const key = `collected_${event}`;
  await page.evaluate(
    ([name, cell]) => {
      window[cell] = [];
      window.emoscope.on(name, (detail) => window[cell].push(detail));
    },
    [event, key],
  );
  return () => page.evaluate((cell) => window[cell], key);
}
