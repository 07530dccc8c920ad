import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as ort from 'onnxruntime-node';
import { keepBranch } from '../../../scripts/models/lib/branch.mjs';
import { speechDetector } from '../../../scripts/models/lib/speech_detector.mjs';

const root = new URL('../../../', import.meta.url);
const original = readFileSync(new URL('node_modules/@ricky0123/vad-web/dist/silero_vad_v6.onnx', root));
const made = speechDetector(original);
const RATE_HZ = 16000;

async function probabilities(model) {
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const sr = new ort.Tensor('int64', BigInt64Array.of(BigInt(RATE_HZ)), []);
  const sound = syllables(6);
  let state = new ort.Tensor('float32', new Float32Array(256), [2, 1, 128]);
  const list = [];
  for (let at = 64; at + 512 <= sound.length; at += 512) {
    const input = new ort.Tensor('float32', sound.slice(at - 64, at + 512), [1, 576]);
    const outputs = await session.run({ input, state, sr });
    list.push(outputs.output.data[0]);
    state = outputs.stateN;
  }
  return list;
}

/** Vowels of changing pitch and formants with pauses between: pulses through three resonators. @param {number} seconds */
function syllables(seconds) {
  const sound = new Float32Array(seconds * RATE_HZ);
  const vowels = [
    [730, 1090, 2440],
    [270, 2290, 3010],
    [300, 870, 2240],
    [530, 1840, 2480],
  ];
  let phase = 0;
  let memory = [];
  for (let i = 0; i < sound.length; i += 1) {
    const t = i / RATE_HZ;
    const syllable = Math.floor(t / 0.22);
    const within = (t / 0.22) % 1;
    const isPause = Math.floor(t) % 3 === 2;
    const loudness = isPause ? 0 : Math.sin(Math.PI * within) ** 0.7;
    phase += (130 + 35 * Math.sin(2 * Math.PI * 0.9 * t) - 6 * (t % 2)) / RATE_HZ;
    let value = phase >= 1 ? loudness : 0;
    phase %= 1;
    value += 0.002 * Math.sin(12345.678 * i * i);
    vowels[syllable % vowels.length].forEach((hz, k) => {
      const radius = Math.exp((-Math.PI * (60 + 40 * k)) / RATE_HZ);
      const [one, two] = memory[k] ?? [0, 0];
      value += 2 * radius * Math.cos((2 * Math.PI * hz) / RATE_HZ) * one - radius * radius * two;
      memory[k] = [value, one];
    });
    sound[i] = 0.02 * value;
  }
  const peak = sound.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return sound.map((value) => (0.4 * value) / peak);
}

test('the speech detector’s card is that of the file that the build makes', () => {
  const card = JSON.parse(readFileSync(new URL('models/silero_vad/card.json', root), 'utf8'));
  assert.equal(card.bytes, made.length);
  assert.equal(card.sha256, createHash('sha256').update(made).digest('hex'));
});

test('the speech detector hears what the original hears, in two fifths of its bytes', async () => {
  assert.ok(made.length < 0.4 * original.length);
  const [before, branch, after] = [
    await probabilities(original),
    await probabilities(keepBranch(original, 'then_branch')),
    await probabilities(made),
  ];
  assert.deepEqual(branch, before, 'the branch for 16 kHz alone is the same network');
  assert.ok(Math.max(...before) > 0.8 && Math.min(...before) < 0.1, 'the sound is heard both as speech and as none');
  before.forEach((value, i) => assert.ok(Math.abs(after[i] - value) < 0.005, `chunk ${i}: ${after[i]} for ${value}`));
});

test('a model without exactly one choice at its top is refused', () => {
  assert.throws(() => keepBranch(keepBranch(original, 'then_branch'), 'then_branch'), /one was expected/);
});
