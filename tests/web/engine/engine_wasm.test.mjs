import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EngineWasm } from '../../../web/engine/engine_wasm.js';

/** Just enough of the module: a memory that moves at every allocation, as growth does. */
function fakeModule() {
  const module = {
    HEAPU8: new Uint8Array(1 << 16),
    next: 8,
    pushed: [],
    _emo_alloc(bytes) {
      module.HEAPU8 = new Uint8Array(module.HEAPU8); // a new buffer, same bytes
      const pointer = module.next;
      module.next += Math.ceil(bytes / 8) * 8;
      return pointer;
    },
    _emo_free() {},
    write(pointer, floats) {
      new Float32Array(module.HEAPU8.buffer, pointer, floats.length).set(floats);
    },
    read: (pointer, count) => [...new Float32Array(module.HEAPU8.buffer, pointer, count)],
    _emo_last_error() {
      module.HEAPU8.set(new TextEncoder().encode('Nicht möglich.\0'), 4096);
      return 4096;
    },
    _emo_card_load: () => -1,
    _emo_session_create: () => 5,
    _emo_session_push: (session, pointer, count, atMs, dropped) =>
      module.pushed.push({ session, samples: module.read(pointer, count), atMs, dropped }),
    _emo_session_snapshot: () => (module.HEAPU8.set([1, 2, 3], 1000), 1000),
    _emo_session_snapshot_size: () => 3,
  };
  return module;
}

test('sound reaches the session whole although the memory moves', () => {
  const module = fakeModule();
  const session = new EngineWasm(module).createSession('live', 48000);
  session.push(Float32Array.of(1, 2, 3), 17, 4);
  session.push(new Float32Array(2000).fill(0.5), 18, 4);
  assert.deepEqual(module.pushed[0], { session: 5, samples: [1, 2, 3], atMs: 17, dropped: 4 });
  assert.equal(module.pushed[1].samples.length, 2000);
  assert.ok(module.pushed[1].samples.every((sample) => sample === 0.5));
});

test('a snapshot is a copy that later calls do not touch', () => {
  const module = fakeModule();
  const session = new EngineWasm(module).createSession('clip', 16000, 1);
  const bytes = new Uint8Array(session.snapshot());
  module.HEAPU8.fill(0);
  assert.deepEqual([...bytes], [1, 2, 3]);
});

test('an error is the engine’s sentence', () => {
  assert.throws(() => new EngineWasm(fakeModule()).loadCard(0, '{}'), { message: 'Nicht möglich.' });
});
