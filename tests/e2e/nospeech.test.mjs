// Silence, noise and music through the microphone: "no speech", never an expression.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { writeWav } from './lib/audio.mjs';
import { collect, launch, modelReady, openPage, snapshotOf, until, viewReady } from './lib/browser.mjs';
import { startSite } from './lib/site.mjs';

const RATE = 44100;
let site;
let folder;
before(async () => {
  site = await startSite();
  folder = mkdtempSync(join(tmpdir(), 'emoscope-nospeech-'));
});
after(() => {
  site?.close();
  rmSync(folder, { recursive: true, force: true });
});

const made = (seconds, sample) => Float32Array.from({ length: seconds * RATE }, (_, i) => sample(i / RATE, i));

/** The same on every machine. */
function noise(seconds, amplitude, colour) {
  let seed = 7;
  let held = 0;
  return made(seconds, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const white = seed / 2147483648 - 1;
    held += colour * (white - held);
    return amplitude * held;
  });
}

/** Plucked chords with four harmonics, one each half second. */
function music(seconds) {
  const chords = [
    [262, 330, 392],
    [220, 262, 330],
    [175, 220, 262],
    [196, 247, 294],
  ];
  return made(seconds, (t) => {
    const chord = chords[Math.floor(t / 0.5) % chords.length];
    const decay = Math.exp(-5 * (t % 0.5));
    let sum = 0;
    for (const hz of chord) for (let h = 1; h <= 4; h += 1) sum += Math.sin(2 * Math.PI * hz * h * t) / (h * h);
    return 0.12 * decay * sum;
  });
}

const PART_S = 9;
const SOUNDS = [
  ['silence', made(PART_S, () => 0)],
  ['white noise', noise(PART_S, 0.2, 1)],
  ['a fan (low noise)', noise(PART_S, 2, 0.02)],
  ['plucked music', music(PART_S)],
];

test('silence, white noise, a fan and music are no speech', async () => {
  const file = join(folder, 'sounds.wav');
  const all = new Float32Array(SOUNDS.length * PART_S * RATE);
  SOUNDS.forEach(([, sound], i) => all.set(sound, i * PART_S * RATE));
  writeWav(file, all, RATE);
  const browser = await launch({ microphone: 'file', file });
  try {
    const { page } = await openPage(browser, site.url);
    await viewReady(page);
    await modelReady(page);
    const predictions = await collect(page, 'prediction');
    await page.getByRole('button', { name: 'Start listening' }).click();
    for (const [i, [name]] of SOUNDS.entries()) {
      await until(page, (end) => window.emoscope.snapshot().captured_s > end, {
        argument: (i + 1) * PART_S - 0.5,
        timeout: 30000,
      });
      const snapshot = await snapshotOf(page);
      assert.equal(snapshot.verdict, 'no_speech', name);
      assert.equal(snapshot.label, null, name);
    }
    const said = await predictions();
    assert.ok(said.length > 20 * SOUNDS.length, `${said.length} predictions`);
    assert.deepEqual(
      said.filter(({ verdict }) => verdict !== 'no_speech'),
      [],
    );
  } finally {
    await browser.close();
  }
});
