import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';

const source = readFileSync(new URL('../../../web/audio/capture_worklet.js', import.meta.url), 'utf8');

function makeCapture(batchFrames = 512) {
  const scope = vm.createContext({
    AudioWorkletProcessor: class {
      port = {};
    },
    registerProcessor: (_, processor) => (scope.Processor = processor),
    currentFrame: 0,
    Float32Array,
    Date,
  });
  vm.runInContext(source, scope);
  const capture = new scope.Processor({ processorOptions: { batchFrames } });
  const received = [];
  const engine = { postMessage: (message) => received.push({ ...message, batch: message.batch.slice() }) };
  const run = (quanta, { from = 0, silent = false } = {}) => {
    for (let q = 0; q < quanta; q += 1) {
      const first = from + q * 128;
      scope.currentFrame = first;
      const sound = Float32Array.from({ length: 128 }, (_, i) => first + i);
      assert.equal(capture.process([silent ? [] : [sound]]), true);
    }
  };
  return { capture, engine, received, run, connect: () => capture.port.onmessage({ data: engine }) };
}

test('every sample arrives once and in order', () => {
  const { received, run, connect } = makeCapture();
  connect();
  run(400);
  const all = received.flatMap(({ batch, filled }) => [...batch.subarray(0, filled)]);
  assert.equal(all.length, 400 * 128);
  assert.ok(all.every((sample, index) => sample === index));
  assert.deepEqual(
    received.map(({ endFrame }) => endFrame),
    received.map((_, index) => (index + 1) * 512),
  );
});

test('buffers that the engine sends back are used again', () => {
  const { capture, engine, received, run, connect } = makeCapture();
  connect();
  run(4);
  const returned = new Float32Array(512).fill(7);
  engine.onmessage({ data: returned });
  run(4, { from: 512 });
  assert.equal(capture.batch, returned);
  run(4, { from: 1024 });
  assert.deepEqual(
    [...received[2].batch],
    Array.from({ length: 512 }, (_, i) => 1024 + i),
  );
});

test('a gap in the frame count is counted as a dropped block', () => {
  const { received, run, connect } = makeCapture();
  connect();
  run(4);
  run(4, { from: 4 * 128 + 441 });
  assert.deepEqual(
    received.map(({ droppedBlocks }) => droppedBlocks),
    [0, 1],
  );
});

test('a track that gives nothing is silence, so that time goes on', () => {
  const { received, run, connect } = makeCapture();
  connect();
  run(2);
  run(2, { from: 256, silent: true });
  assert.deepEqual([...received[0].batch.subarray(256)], new Array(256).fill(0));
});

test('nothing is sent before the engine is connected', () => {
  const { received, run } = makeCapture();
  run(8);
  assert.equal(received.length, 0);
});
