#!/usr/bin/env bash
# An AudioBufferSourceNode whose buffer has another rate than its context does not resample: Chromium draws straight lines
# between the samples. A tone of 5 kHz in a buffer of 16 kHz, in a context of 48 kHz, comes with its mirror image at 11 kHz
# only 12.5 dB below it, and another at 21 kHz. Expected: the filter that the browser has anyway for whole files and outputs.
# Seen with playwright-core 1.65.1 and Chromium 156.0.8078.114 (Debian), headless: 5, 11 and 21 kHz at
#   0.0 -12.5 -19.4 dB, exactly what straight lines give
# Way out: give the AudioContext the buffer's rate (`new AudioContext({ sampleRate })`), or resample before.
#   findings/audio_buffer_source_draws_lines_between_samples.sh     needs node, npm and Chromium ($CHROMIUM)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund playwright-core@1.65.1 >/dev/null
cat >run.mjs <<'JS'
import { chromium } from 'playwright-core';
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage();
const levels = await page.evaluate(async () => {
  const SECONDS = 1;
  const buffer = new AudioBuffer({ length: 16000 * SECONDS, sampleRate: 16000, numberOfChannels: 1 });
  buffer.getChannelData(0).forEach((_, i, all) => (all[i] = 0.5 * Math.sin((2 * Math.PI * 5000 * i) / 16000)));
  const context = new OfflineAudioContext(1, 48000 * SECONDS, 48000);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(context.destination);
  source.start();
  const samples = (await context.startRendering()).getChannelData(0).subarray(4800, 43200); // whole periods of all
  const power = (hz) => {
    let re = 0;
    let im = 0;
    samples.forEach((x, i) => {
      re += x * Math.cos((2 * Math.PI * hz * i) / 48000);
      im += x * Math.sin((2 * Math.PI * hz * i) / 48000);
    });
    return re * re + im * im;
  };
  const db = (hz) => 10 * Math.log10(power(hz) / power(5000));
  return [5000, 11000, 21000].map(db);
});
console.log(await browser.version(), levels.map((x) => x.toFixed(1)).join(' '));
await browser.close();
// Of straight lines over three samples: the square of the Dirichlet kernel.
const gain = (hz) => (Math.sin((3 * Math.PI * hz) / 48000) / (3 * Math.sin((Math.PI * hz) / 48000))) ** 2;
const lines = (hz) => 20 * Math.log10(gain(hz) / gain(5000));
const expected = [5000, 11000, 21000].map(lines);
console.log('straight lines would give', expected.map((x) => x.toFixed(1)).join(' '));
if (levels.some((x, i) => Math.abs(x - expected[i]) > 0.2)) process.exit(1);
JS
node run.mjs
