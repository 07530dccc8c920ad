import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stretch } from '../../../web/audio/time_stretch.js';

const RATE = 48000;
const soon = async () => {};

/** A voice-like sound: harmonics of a fundamental. @param {number} hz @param {number} seconds */
const voice = (hz, seconds) =>
  Float32Array.from({ length: Math.round(seconds * RATE) }, (_, i) => {
    const phase = (2 * Math.PI * hz * i) / RATE;
    return 0.3 * Math.sin(phase) + 0.2 * Math.sin(2 * phase + 1) + 0.1 * Math.sin(5 * phase + 2);
  });

/** By autocorrelation around the middle, within a fifth of what it may be. @param {Float32Array} samples @param {number} hz */
function fundamental(samples, hz) {
  const start = Math.floor(samples.length / 2) - 2048;
  let best = 0;
  let bestLag = 0;
  for (let lag = Math.round(RATE / hz / 1.5); lag < (RATE / hz) * 1.5; lag += 1) {
    let sum = 0;
    for (let i = 0; i < 4096; i += 1) sum += samples[start + i] * samples[start + i + lag];
    if (sum > best) [best, bestLag] = [sum, lag];
  }
  return RATE / bestLag;
}
const rms = (samples) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

for (const rate of [0.5, 0.75, 1.25, 1.5, 2]) {
  test(`at ${rate} × a voice lasts as long as it should and keeps its pitch and loudness`, async () => {
    for (const hz of [90, 137, 220, 400]) {
      const sound = voice(hz, 1.5);
      const heard = await stretch(sound, RATE, rate, soon);
      assert.equal(heard.length, Math.round(sound.length / rate));
      assert.ok(Math.abs(fundamental(heard, hz) / hz - 1) < 0.01, `${fundamental(heard, hz)} Hz instead of ${hz}`);
      assert.ok(Math.abs(rms(heard) / rms(sound) - 1) < 0.02, `loudness ${rms(heard) / rms(sound)}`);
    }
  });

  test(`at ${rate} × what is heard at a time is what the clip has at that time, within 25 ms`, async () => {
    // Clicks in silence: each second of the clip has one.
    const sound = new Float32Array(4 * RATE);
    for (const s of [0.5, 1.5, 2.5, 3.5]) sound.set(voice(300, 0.05), s * RATE);
    const heard = await stretch(sound, RATE, rate, soon);
    for (const s of [0.5, 1.5, 2.5, 3.5]) {
      const around = heard.subarray(((s - 0.3) / rate) * RATE, ((s + 0.3) / rate) * RATE);
      const first = around.findIndex((x) => Math.abs(x) > 0.05);
      assert.ok(first >= 0, `nothing is heard of second ${s}`);
      const at = s - 0.3 + (first / RATE) * rate;
      assert.ok(Math.abs(at - s) < 0.025, `${at} s instead of ${s}`);
    }
  });
}

test('a sound shorter than a piece, and an empty one, do no harm', async () => {
  assert.equal((await stretch(new Float32Array(0), RATE, 0.5, soon)).length, 0);
  const short = await stretch(voice(200, 0.01), RATE, 0.5, soon);
  assert.equal(short.length, 960);
  assert.ok(short.every(Number.isFinite));
});

test('a long sound lets the page breathe', async () => {
  let breaths = 0;
  await stretch(voice(100, 20), RATE, 0.5, async () => (breaths += 1));
  assert.ok(breaths > 1, `${breaths}`);
});
