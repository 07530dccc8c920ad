// The Features room for tests: the blocks of numbers that reach the page, the native program's numbers of the same
// sound, and what a person saves.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ANALYSIS_WINDOWS, PANES } from '../../../web/generated/contract.js';
import { until } from './browser.mjs';

const program = join(fileURLToPath(new URL('../../../', import.meta.url)), 'build/native-release/emoscope');

export { ANALYSIS_WINDOWS, PANES };

/**
 * Runs in the page before its own code: keeps the headers of all blocks in window.blocks, and the revision of the
 * newest request in window.requested.
 */
export const watchBlocks = `(${watch})(${JSON.stringify(PANES)})`;

/** @param {string[]} names */
function watch(names) {
  window.blocks = [];
  window.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        if (data.event?.type !== 'feature_block') return;
        const { bytes } = data.event;
        const view = new DataView(bytes);
        window.blocks.push({
          sound: view.getUint32(8, true),
          revision: view.getUint32(12, true),
          pane: names[view.getUint8(16)],
          live: view.getUint8(18) === 1,
          rows: view.getUint32(20, true),
          frames: view.getUint32(24, true),
          rate: view.getUint32(28, true),
          first: Number(view.getBigUint64(32, true)),
          total: Number(view.getBigUint64(40, true)),
          bytes: bytes.byteLength,
        });
      });
    }

    postMessage(message, ...rest) {
      if (message?.name === 'featuresRequest') window.requested = new DataView(message.args[0]).getUint32(8, true);
      super.postMessage(message, ...rest);
    }
  };
}

export const features = (page) => page.evaluate(() => window.emoscope.features());

/** Two frames: what was chosen before them has been asked of the engine, and what came before them is drawn. */
const twoFrames = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/**
 * Waits until the newest request is met and drawn: every frame of these panes has come, of the newest sound, with the
 * settings chosen last. @param {Record<string, unknown>} [settings]  which the room must have come to
 */
export async function panesReady(page, panes, { timeout = 30000, settings = {} } = {}) {
  await until(
    page,
    (expected) => {
      const now = window.emoscope.features().settings;
      return Object.entries(expected).every(([name, value]) => now[name] === value);
    },
    { timeout, argument: settings },
  );
  await twoFrames(page);
  await until(
    page,
    (wanted) => {
      const { sound } = window.blocks.at(-1) ?? {};
      const own = window.blocks.filter((block) => block.sound === sound && block.revision === window.requested);
      return wanted.every((pane) => {
        const of = own.filter((block) => block.pane === pane);
        return of.length > 0 && of.reduce((sum, { frames }) => sum + frames, 0) >= of[0].total;
      });
    },
    { timeout, argument: panes },
  );
  await twoFrames(page);
}

/**
 * One feature of a file by the native program. @param {string} file @param {string} feature
 * @param {Record<string, string | number>} settings @returns {number[][]}  rows × frames
 */
export function nativeFeature(file, feature, settings = {}) {
  const set = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const words = ['features', file, '--feature', feature, '--format', 'json'];
  if (set.length > 0) words.push('--set', set.join(','));
  const { shape, values } = JSON.parse(execFileSync(program, words, { maxBuffer: 1 << 28 }).toString());
  const frames = shape.at(-1);
  return Array.from({ length: values.length / frames }, (_, row) => values.slice(row * frames, (row + 1) * frames));
}

/** @param {string} text @returns {Record<string, number[]>}  by the name of the column */
export function columnsOf(text) {
  const [header, ...lines] = text.trimEnd().split('\n');
  const rows = lines.map((line) => line.split(',').map(Number));
  return Object.fromEntries(header.split(',').map((name, i) => [name, rows.map((row) => row[i])]));
}

/** The largest difference of two equally long rows of numbers. */
export function apart(a, b) {
  if (a.length !== b.length) throw new Error(`${a.length} numbers and ${b.length}`);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

/** What a press of the button saves. @returns {Promise<{name: string, bytes: Buffer}>} */
export async function saved(page, button) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** A PNG looked at in the page: its size, how many colours it has, and the share of its commonest one. */
export function looked(page, png) {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
    const counts = new Map();
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    const commonest = Math.max(...counts.values()) / pixels.length;
    return { width: bitmap.width, height: bitmap.height, colours: counts.size, commonest };
  }, png.toString('base64'));
}

/** Chooses just these panes in the sheet, which lists them in the order of PANES. @param {string[]} panes */
export async function showPanes(page, panes) {
  await page.getByRole('button', { name: 'Panes' }).click();
  for (const [i, pane] of PANES.entries()) {
    await page.getByRole('checkbox').nth(i).setChecked(panes.includes(pane));
  }
  await page.keyboard.press('Escape');
  await page.getByRole('checkbox').first().waitFor({ state: 'detached' });
}

/** Presses a key on a slider. */
export async function slide(page, name, key, times = 1) {
  await page.getByRole('slider', { name }).focus();
  for (let i = 0; i < times; i += 1) await page.keyboard.press(key);
}

/** Puts the cursor there, and reads the numbers from what it says. @param {number} s */
export async function readoutAt(page, s) {
  const cursor = page.getByRole('slider', { name: 'Cursor' });
  await cursor.fill(String(s));
  const time = `0:${s.toFixed(2).padStart(5, '0')}; `;
  await page.waitForFunction(
    (start) => document.querySelector('[aria-label="Cursor"]').getAttribute('aria-valuetext').startsWith(start),
    time,
  );
  const words = (await cursor.getAttribute('aria-valuetext')).replace(/\u00a0/g, '').replace(/\u2212/g, '-');
  const number = (pattern) => {
    const found = words.match(pattern);
    return found ? Number(found[1]) : NaN;
  };
  return {
    words,
    centroid_hz: number(/centroid (\d+)/),
    rolloff_hz: number(/rolloff (\d+)/),
    zcr: number(/Zero crossings (\d\.\d+)/),
    f0_hz: number(/Pitch F0 (\d+) Hz/),
  };
}

/**
 * Moves through the sound by the slider of the shown part, a step a frame.
 * @param {number} steps @returns {Promise<number[]>}  the page's own work for each in ms: its input and its frame
 */
export function scrollThrough(page, steps) {
  return page.evaluate(async (count) => {
    let ownMs = 0;
    const timed = (work) => {
      const startedMs = performance.now();
      work();
      ownMs += performance.now() - startedMs;
    };
    const ask = window.requestAnimationFrame;
    window.requestAnimationFrame = (callback) => ask.call(window, (now) => timed(() => callback(now)));
    const slider = document.querySelector('[aria-label="Shown part"]');
    const [least, most] = [Number(slider.min), Number(slider.max)];
    const costs = [];
    for (let i = 1; i <= count; i += 1) {
      slider.value = String(least + ((most - least) * i) / count);
      timed(() => slider.dispatchEvent(new Event('input')));
      await new Promise((done) => ask.call(window, done));
      costs.push(ownMs);
      ownMs = 0;
    }
    window.requestAnimationFrame = ask;
    return costs;
  }, steps);
}

/** A voice-like sound: harmonics that glide, with pauses. @param {number} seconds @param {number} rate */
export function longSound(seconds, rate) {
  const samples = new Float32Array(seconds * rate);
  let phase = 0;
  for (let i = 0; i < samples.length; i += 1) {
    const s = i / rate;
    phase += (2 * Math.PI * (140 + 40 * Math.sin(1.7 * s))) / rate;
    const loud = Math.max(0, Math.sin(2.1 * s)) * 0.2;
    if (loud > 0) samples[i] = loud * (Math.sin(phase) + 0.6 * Math.sin(2 * phase) + 0.4 * Math.sin(7 * phase));
  }
  return samples;
}
