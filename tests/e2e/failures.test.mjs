// Everything that can go wrong, in a real browser: each is said in words with a way out, and the page goes on.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { wavBytes } from './lib/audio.mjs';
import { collect, launch, modelReady, openFile, openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import { defaultModel } from './lib/native.mjs';
import { startSite } from './lib/site.mjs';

let site;
before(async () => (site = await startSite()));
after(() => site?.close());

const QUIET = { name: 'quiet.wav', mimeType: 'audio/wav', buffer: wavBytes(new Float32Array(32000), 16000) };

async function choose(page, name) {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Open a sound file' }).click(),
  ]);
  await chooser.setFiles({ ...QUIET, name });
}

/** The page still does its work: a file opens and is shown. */
async function assertGoesOn(page, name = `quiet-${Math.random()}.wav`) {
  await choose(page, name);
  await until(page, (wanted) => window.emoscope.clip()?.name === wanted, { argument: name });
}

async function open(browser, options = {}) {
  const opened = await openPage(browser, site.url, options);
  await viewReady(opened.page);
  return opened;
}

const start = (page) => page.getByRole('button', { name: 'Start listening' }).click();
const capture = (page, state) =>
  until(page, (wanted) => window.emoscope.snapshot().capture === wanted, { argument: state });

describe('microphone', () => {
  test('permission denied', async () => {
    const browser = await launch({ quick: true, flags: ['--use-fake-device-for-media-stream'] });
    const { page, context } = await open(browser, { permissions: [] });
    const session = await browser.newBrowserCDPSession();
    const { origin } = new URL(site.url);
    const { targetInfo } = await (await context.newCDPSession(page)).send('Target.getTargetInfo');
    await session.send('Browser.setPermission', {
      permission: { name: 'microphone' },
      setting: 'denied',
      origin,
      browserContextId: targetInfo.browserContextId,
    });
    await start(page);
    await capture(page, 'denied');
    assert.match((await snapshotOf(page)).notice, /blocked.*address bar.*Start listening/);
    await assertGoesOn(page);
    await browser.close();
  });

  test('no device', async () => {
    const browser = await launch({ quick: true });
    const { page } = await open(browser, { permissions: ['microphone'] });
    await start(page);
    await capture(page, 'no_device');
    assert.match((await snapshotOf(page)).notice, /No microphone was found.*Plug one in/);
    await assertGoesOn(page);
    await browser.close();
  });

  test('unplugged while listening', async () => {
    const browser = await launch({ quick: true, microphone: 'tone' });
    const { page } = await open(browser, {
      init: () => {
        const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (options) => (window.stream = await ask(options));
      },
    });
    await start(page);
    await until(page, () => window.emoscope.snapshot().captured_s > 0.5);
    await page.evaluate(() => {
      const [track] = window.stream.getTracks();
      track.stop();
      track.dispatchEvent(new Event('ended'));
    });
    await capture(page, 'no_device');
    const { notice, captured_s } = await snapshotOf(page);
    assert.match(notice, /unplugged/);
    assert.ok(captured_s > 0.5, 'what was heard is still shown');
    await start(page);
    await capture(page, 'listening');
    await browser.close();
  });
});

describe('picture', () => {
  test('WebGL2 missing: the same functions in words', async () => {
    const browser = await launch({ quick: true, microphone: 'tone', flags: ['--disable-3d-apis'] });
    const { page, seen } = await openPage(browser, site.url);
    await modelReady(page);
    assert.equal(await page.evaluate(() => document.body.dataset.view), 'plain');
    await until(page, () => /WebGL2/.test(window.emoscope.snapshot().notice));
    await start(page);
    await until(page, () => window.emoscope.snapshot().captured_s > 1.2);
    await page.getByText('Listening.').first().waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await capture(page, 'idle');
    await openFile(page, QUIET);
    await page.getByText('No speech').first().waitFor();
    assert.deepEqual(
      seen.errors.filter((text) => !/WebGL/.test(text)),
      [],
    );
    await browser.close();
  });

  test('context lost and restored: words in between, then the picture with all that was there', async () => {
    const browser = await launch({ quick: true, microphone: 'tone' });
    const { page } = await open(browser);
    await start(page);
    await until(page, () => window.emoscope.snapshot().captured_s > 1);
    await page.evaluate(() => {
      window.gl = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
      window.gl.loseContext();
    });
    await until(page, () => document.body.dataset.view === 'plain');
    const before = await snapshotOf(page);
    await until(page, (seconds) => window.emoscope.snapshot().captured_s > seconds, {
      argument: before.captured_s + 0.3,
    });
    await page.evaluate(() => window.gl.restoreContext());
    await viewReady(page);
    assert.equal((await snapshotOf(page)).capture, 'listening');
    const columns = await page.evaluate(async () => {
      const { count } = window.emoscope.snapshot().latency_ms.column;
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return window.emoscope.snapshot().latency_ms.column.count - count;
    });
    assert.ok(columns > 0, 'it draws again');
    await browser.close();
  });
});

describe('model', () => {
  let browser;
  before(async () => (browser = await launch({ quick: true, microphone: 'tone' })));
  after(() => browser?.close());

  const model = (file) => `**/models/${defaultModel()}/${file}`;
  const missing = (route) => route.fulfill({ status: 404, body: 'not found' });
  const rewritten = (change) => async (route) => {
    const card = await (await route.fetch()).json();
    change(card);
    await route.fulfill({ body: JSON.stringify(card), contentType: 'application/json' });
  };
  const turned = async (route) => {
    const body = await (await route.fetch()).body();
    body[body.length >> 1] ^= 1;
    await route.fulfill({ body });
  };

  for (const [what, pattern, handler, words] of [
    ['model 404', 'model.onnx', missing, /model\.onnx.*404.*Try again/],
    ['card 404', 'card.json', missing, /card\.json.*404/],
    ['ORT 404 (wasm)', '**/ort/*.wasm', missing, /ort-wasm-simd-threaded\.wasm.*404/],
    ['ORT 404 (script)', '**/ort/ort.wasm.min.js*', missing, /ort\.wasm\.min\.js.*404/],
    ['ORT 404 (second script)', '**/ort/ort-wasm-simd-threaded.js*', missing, /ort-wasm-simd-threaded\.js.*404/],
    ['one bit of the model turned', 'model.onnx', turned, /SHA-256/],
    ['another recipe version', 'card.json', rewritten((card) => (card.recipe.version = 99)), /version 99/],
    ['another input shape', 'card.json', rewritten((card) => (card.input.shape = [1, 300, 40])), /shape/],
    [
      'a label that is none of the eight',
      'card.json',
      rewritten((card) => (card.labels[0] = 'bored')),
      /label.*bored|bored.*label/,
    ],
  ]) {
    test(`${what}: said in words, sound is shown meanwhile, “Try again” mends it`, async () => {
      const address = pattern.startsWith('**') ? pattern : model(pattern);
      const { page, context: ours } = await openPageWith(browser, address, handler);
      await until(page, () => window.emoscope?.snapshot().model === 'failed', { timeout: 30000 });
      await viewReady(page);
      assert.match((await snapshotOf(page)).notice, words);
      await start(page);
      await until(page, () => window.emoscope.snapshot().captured_s > 0.5);
      await ours.unroute(address);
      await page.getByRole('button', { name: 'Try again' }).click({ timeout: 5000 });
      await modelReady(page);
      assert.equal((await snapshotOf(page)).capture, 'listening', 'listening went on');
      await ours.close();
    });
  }

  test('the speech detector missing: loudness alone decides, predictions go on', async () => {
    const { page, context } = await openPageWith(browser, '**/models/silero_vad/model.onnx', missing);
    await modelReady(page);
    assert.match((await snapshotOf(page)).notice, /silero_vad.*404/);
    await assertGoesOn(page);
    await context.close();
  });

  test('engine 404: the page says so and stays', async () => {
    const { page, context } = await openPageWith(browser, '**/engine.wasm', missing);
    await until(page, () =>
      /analyses sound could not be loaded \(engine\.wasm: the server answered 404\)/.test(
        window.emoscope?.snapshot().notice,
      ),
    );
    await context.close();
  });

  test('decoder 404: a file is refused with the reason, and opens once it can be had', async () => {
    const { page, context } = await openPageWith(browser, '**/decoder.wasm*', missing);
    await modelReady(page);
    await choose(page, 'quiet.wav');
    await until(page, () =>
      /reads sound files could not be loaded \(decoder\.wasm: the server answered 404\)/.test(
        window.emoscope.snapshot().notice,
      ),
    );
    assert.equal(await page.evaluate(() => window.emoscope.clip()), null);
    await context.unroute('**/decoder.wasm*');
    await assertGoesOn(page);
    await context.close();
  });

  test('drawn page 404: the page goes on in words', async () => {
    const { page, context } = await openPageWith(browser, '**/ui.wasm', missing);
    await until(page, () =>
      /picture could not be loaded \(ui\.wasm: the server answered 404\)/.test(window.emoscope?.snapshot().notice),
    );
    await modelReady(page);
    await start(page);
    await capture(page, 'listening');
    await context.close();
  });

  test('worker crash while listening: started again, listening goes on, models come back', async () => {
    const { page, context } = await open(browser);
    await modelReady(page);
    const problems = await collect(page, 'error');
    await start(page);
    await until(page, () => window.emoscope.snapshot().captured_s > 1);
    await page.workers()[0].evaluate(() => {
      setTimeout(() => {
        throw new Error('a crash, made by the test');
      });
    });
    await until(page, () => window.emoscope.snapshot().captured_s < 1);
    await modelReady(page);
    await until(page, () => window.emoscope.snapshot().captured_s > 0.5);
    assert.equal((await snapshotOf(page)).capture, 'listening');
    assert.match((await problems())[0].message, /started again/);
    await context.close();
  });

  test('worker crash with a clip open: the clip is analysed again', async () => {
    const { page, context } = await open(browser);
    await modelReady(page);
    await openFile(page, QUIET);
    await page.workers()[0].evaluate(() => {
      setTimeout(() => {
        throw new Error('a crash, made by the test');
      });
    });
    await until(page, () => /started again/.test(window.emoscope.snapshot().notice));
    await modelReady(page);
    await until(page, () => window.emoscope.clip()?.finished);
    await context.close();
  });

  test('storage forbidden: nothing but the memory is lost', async () => {
    const { page, context } = await open(browser, {
      init: () =>
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('denied', 'SecurityError');
          },
        }),
    });
    await page.getByRole('button', { name: /theme$/ }).click();
    await modelReady(page);
    await context.close();
  });
});

async function openPageWith(browser, address, handler) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.route(address, handler);
  const page = await context.newPage();
  await page.goto(site.url);
  return { page, context };
}
