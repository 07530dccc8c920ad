import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SoundDecoder } from '../../../web/engine/sound_decoder.js';

/** Just enough of decoder.wasm: it reads what ends in 9, and stops at 7. */
function fakeModule() {
  const HEAPU8 = new Uint8Array(4096);
  const module = {
    HEAPU8,
    released: 0,
    _emo_alloc: () => 8,
    _emo_free() {},
    _emo_last_error: () => (HEAPU8.set(new TextEncoder().encode('Nicht möglich.\0'), 1024), 1024),
    _emo_decode(pointer, size) {
      const last = HEAPU8[pointer + size - 1];
      if (last === 7) throw new WebAssembly.RuntimeError('unreachable');
      return last === 9 ? 0 : -1;
    },
    _emo_decoded_samples: () => (new Float32Array(HEAPU8.buffer, 2048, 2).set([0.25, -0.5]), 2048),
    _emo_decoded_samples_count: () => 2,
    _emo_decoded_rate_hz: () => 24414,
    _emo_decoded_channels: () => 2,
    _emo_decoded_trimmed_start_s: () => 0.05,
    _emo_decoded_trimmed_end_s: () => 0,
    _emo_decoded_hints: () => (HEAPU8.set(new TextEncoder().encode('One.\nTwo.\0'), 1536), 1536),
    _emo_decoded_release: () => (module.released += 1),
  };
  return module;
}

test('a file’s samples, its rate and its channels', async () => {
  const module = fakeModule();
  const clip = await new SoundDecoder(async () => module).decode(Uint8Array.of(1, 9));
  assert.deepEqual([...clip.samples], [0.25, -0.5]);
  assert.deepEqual([clip.sample_rate_hz, clip.channels, clip.trimmed_s], [24414, 2, [0.05, 0]]);
  assert.deepEqual(clip.hints, ['One.', 'Two.']);
  assert.equal(module.released, 1);
});

test('what it cannot read is left to the browser, with the program’s sentence', async () => {
  const decoder = new SoundDecoder(async () => fakeModule());
  await assert.rejects(decoder.decode(Uint8Array.of(1, 2)), { message: 'Nicht möglich.', kind: 'no_sound' });
});

test('the program is started once, and again after it stopped', async () => {
  const attempts = [];
  const decoder = new SoundDecoder(async (attempt) => (attempts.push(attempt), fakeModule()));
  decoder.prepare();
  await decoder.decode(Uint8Array.of(9));
  await assert.rejects(decoder.decode(Uint8Array.of(7)), { kind: 'no_sound' });
  assert.deepEqual(attempts, [1]);
  await decoder.decode(Uint8Array.of(9));
  assert.deepEqual(attempts, [1, 2]);
});

test('a program that did not come is said, and asked for again with the next file', async () => {
  const answers = [new Error('decoder.js: no connection'), fakeModule()];
  const decoder = new SoundDecoder(async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  });
  decoder.prepare();
  const failure = await decoder.decode(Uint8Array.of(9)).catch((error) => error);
  assert.equal(failure.kind, 'stop');
  assert.match(failure.message, /reads sound files could not be loaded \(decoder\.js: no connection\)/);
  assert.equal((await decoder.decode(Uint8Array.of(9))).sample_rate_hz, 24414);
});
