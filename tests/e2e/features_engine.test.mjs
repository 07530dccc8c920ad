// The Features room's engine side as the page has it, dist/engine.wasm, without a browser.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { EngineWasm } from '../../web/engine/engine_wasm.js';
import { FeaturesSource } from '../../web/engine/features_source.js';
import { PANES as NAMES } from '../../web/generated/contract.js';

const dist = new URL('../../dist/', import.meta.url);
const RATE = 16000;
const HEADER_BYTES = 80;
const PANES = Object.fromEntries(NAMES.map((name, i) => [name, 1 << i]));

// A worker's globals, which the program looks for.
Object.assign(globalThis, { self: globalThis, location: { href: '' } });
const factory = (await import(new URL('engine.js', dist).href)).default;
const wasmBinary = readFileSync(new URL('engine.wasm', dist));

/** contract/features_view.h: FeatureRequest with the default settings. */
function request(panes, firstS = 0, lastS = 1e6, { revision = 1, nFft = 2048 } = {}) {
  const view = new DataView(new ArrayBuffer(72));
  [0x51455246, 1, revision, panes].forEach((value, i) => view.setUint32(4 * i, value, true));
  [nFft, 512, 128, 20].forEach((value, i) => view.setInt32(16 + 4 * i, value, true));
  [0, 8000, 0, 0, 0].forEach((value, i) => view.setFloat32(32 + 4 * i, value, true));
  view.setFloat64(56, firstS, true);
  view.setFloat64(64, lastS, true);
  return view.buffer;
}

/** The parts of FeatureBlockHeader that are looked at here. */
function header(bytes) {
  const view = new DataView(bytes);
  assert.equal(view.getUint32(0, true), 0x4b4c4246);
  const rows = view.getUint32(20, true);
  const frames = view.getUint32(24, true);
  assert.equal(bytes.byteLength, HEADER_BYTES + rows * frames * (view.getUint8(17) === 0 ? 1 : 4));
  return { sound: view.getUint32(8, true), pane: view.getUint8(16), rows, frames, first: view.getBigUint64(32, true) };
}

async function setUp() {
  const posted = [];
  const engine = new EngineWasm(await factory({ wasmBinary }));
  const source = new FeaturesSource({ engine, post: ({ bytes }) => posted.push(bytes), wake: () => {} });
  const finish = async () => {
    while (await source.work());
    return posted.splice(0).map((bytes) => ({ ...header(bytes), bytes }));
  };
  return { source, finish };
}

const glide = (seconds) =>
  Float32Array.from({ length: seconds * RATE }, (_, i) => 0.5 * Math.sin(2 * Math.PI * (150 + i / RATE) * (i / RATE)));

test('a clip’s panes come once each, and again as CSV, with the same numbers', async () => {
  const { source, finish } = await setUp();
  source.request(request(PANES.mel | PANES.pitch | PANES.zcr));
  source.openClip(glide(8), RATE);
  const blocks = await finish();
  const frames = { 2: 0, 6: 0, 10: 0 };
  for (const block of blocks) frames[block.pane] += block.frames;
  assert.deepEqual(frames, { 2: 251, 6: 251, 10: 251 });
  assert.deepEqual(await finish(), []);

  const f0 = new Float32Array(251);
  for (const { pane, first, bytes } of blocks) {
    if (pane !== 6) continue;
    const values = new Float32Array(bytes, HEADER_BYTES);
    for (let i = 0; i < values.length; i += 2) f0[Number(first) + i / 2] = values[i];
  }
  assert.ok(Math.abs(f0[125] - 158) < 2, `the tone glides through 158 Hz at 4 s, not ${f0[125]}`);
  const lines = source.csv(0, 8).trim().split('\n');
  assert.equal(lines.length, 252);
  assert.match(lines[0], /^time_s,f0_hz,voiced_probability,zero_crossing_rate,mel_0_db,/);
  lines.slice(1).forEach((line, t) => assert.equal(Math.fround(Number(line.split(',')[1])), f0[t]));
});

test('late to live sound: its last minute, in blocks of the newest opened sound', async () => {
  const { source, finish } = await setUp();
  source.openClip(glide(1), RATE);
  source.openLive(RATE);
  const sound = glide(70);
  for (let at = 0; at < sound.length; at += 2048) source.push(sound.subarray(at, at + 2048));
  assert.deepEqual(await finish(), []);
  source.request(request(PANES.spectrogram | PANES.waveform));
  const blocks = await finish();
  const seconds = (blocks.filter(({ pane }) => pane === 1).reduce((sum, { frames }) => sum + frames, 0) * 512) / RATE;
  assert.ok(seconds >= 60 && seconds < 67, `${seconds} s`);
  assert.equal(new Set(blocks.map(({ sound: number }) => number)).size, 1);
  source.openLive(RATE);
  source.push(sound.subarray(0, RATE));
  const [next] = await finish();
  assert.ok(next.sound > blocks[0].sound);
});

test('what cannot be done is said in a sentence', async () => {
  const { source } = await setUp();
  assert.throws(() => source.csv(0, 1), /no sound/);
  assert.throws(() => source.request(request(1, 0, 1, { nFft: 77 })), /n_fft is 77; 256/);
  assert.throws(() => source.request(new ArrayBuffer(3)), /length is wrong/);
  assert.throws(() => source.openLive(10), /sample rate/);
});
