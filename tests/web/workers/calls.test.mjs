// Both ends of web/workers over a real message port.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { WorkerCalls } from '../../../web/workers/calls.js';
import { Failure, failureOf, kindOf, plainOf, stopping } from '../../../web/workers/failure.js';
import { buffersOf, serve } from '../../../web/workers/serve.js';

const ports = [];
afterEach(() => ports.splice(0).forEach((port) => port.close()));

/** @param {Record<string, (...args: any[]) => any>} answers  the context comes last */
function connect(answers, options, listeners) {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  const served = serve(port2, (name, args, context) => answers[name](...args, context), options);
  return { calls: new WorkerCalls(port1, listeners), port: port1, ...served };
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 5));
const until = async (isSo) => {
  while (!isSo()) await tick();
};

test('questions wait until the worker is ready, and are begun in their order', async () => {
  const seen = [];
  let start = () => {};
  const ready = new Promise((resolve) => (start = () => resolve('here')));
  const told = [];
  const { calls } = connect(
    { a: (x) => (seen.push(`a${x}`), x), b: () => (seen.push('b'), 2) },
    { ready },
    {
      onReady: (value) => told.push(value),
    },
  );
  const answers = [calls.call('a', [1]), calls.call('b', []), calls.call('a', [3])];
  calls.tell('a', [4]);
  await tick();
  assert.deepEqual([seen, calls.isReady, calls.load], [[], false, 3]);
  start();
  assert.deepEqual(await Promise.all(answers), [1, 2, 3]);
  await until(() => seen.length === 4);
  assert.deepEqual([seen, told, calls.isReady, calls.load], [['a1', 'b', 'a3', 'a4'], ['here'], true, 0]);
});

test('a failure keeps its sentence, its kind and its cause', async () => {
  const { calls } = connect({
    plain: () => {
      throw new Error('It is damaged.');
    },
    stop: async () => {
      throw stopping('The storage is full.', { cause: new Error('quota') });
    },
  });
  const [plain, stop] = await Promise.allSettled([calls.call('plain', []), calls.call('stop', [])]);
  assert.ok(plain.reason instanceof Failure);
  assert.deepEqual([plain.reason.message, kindOf(plain.reason)], ['It is damaged.', 'item']);
  assert.deepEqual(
    [stop.reason.message, stop.reason.kind, stop.reason.cause],
    ['The storage is full.', 'stop', 'quota'],
  );
});

test('what nobody waits for and fails is told as a problem', async () => {
  const problems = [];
  const listeners = { onProblem: (sentence) => problems.push(sentence) };
  const { calls } = connect({ no: () => assert.fail('Not possible.') }, {}, listeners);
  calls.tell('no', []);
  await until(() => problems.length > 0);
  assert.deepEqual(problems, ['Not possible.']);
});

test('a program that breaks is told with the question that it was at; end() tells everybody who waits or comes', async () => {
  const broken = [];
  const { calls } = connect(
    {
      slow: () => new Promise(() => {}),
      trap: () => {
        throw new WebAssembly.RuntimeError('unreachable');
      },
    },
    {},
    { onBroken: (why, id) => (broken.push([why, id]), calls.end(new Failure('It stopped.', 'interrupted'))) },
  );
  const slow = assert.rejects(calls.call('slow', []), { message: 'It stopped.', kind: 'interrupted' });
  const trap = assert.rejects(calls.call('trap', []), { message: 'It stopped.' });
  await Promise.all([slow, trap]);
  assert.deepEqual(broken, [['unreachable', 2]]);
  await assert.rejects(calls.call('slow', []), { message: 'It stopped.' });
  calls.tell('slow', []); // goes nowhere
});

test('a program that never started is told as broken while nothing is ready', async () => {
  const told = [];
  const ready = Promise.reject(new Error('no connection'));
  const { calls } = connect({}, { ready }, { onBroken: (why) => told.push([why, calls.isReady]) });
  await until(() => told.length > 0);
  assert.deepEqual(told, [['no connection', false]]);
});

test('a question can be cancelled, and its parts come before its answer', async () => {
  const stopped = [];
  const { calls } = connect({
    list: async (count, { tell }) => {
      for (let i = 0; i < count; i += 1) tell(i);
      return count;
    },
    wait: (name, { signal }) => new Promise(() => signal.addEventListener('abort', () => stopped.push(name))),
  });
  const parts = [];
  assert.equal(await calls.call('list', [3], { onPart: (part) => parts.push(part) }), 3);
  assert.deepEqual(parts, [0, 1, 2]);
  const cancel = new AbortController();
  const waited = calls.call('wait', ['first'], { signal: cancel.signal });
  assert.equal(await calls.call('list', [0]), 0); // so the one before has begun
  cancel.abort();
  await assert.rejects(waited, { name: 'AbortError' });
  await assert.rejects(calls.call('wait', ['second'], { signal: AbortSignal.abort() }), { name: 'AbortError' });
  await until(() => stopped.length > 0);
  assert.deepEqual(stopped, ['first']);
});

test('buffers are handed over: arguments that are named, and what an answer is or has', async () => {
  const given = new ArrayBuffer(8);
  const kept = Uint32Array.of(1, 2);
  const { calls } = connect({ size: (bytes) => ({ size: bytes.byteLength, kept }) });
  const answer = await calls.call('size', [given], { transfer: [given] });
  assert.deepEqual([answer.size, [...answer.kept]], [8, [1, 2]]);
  assert.deepEqual([given.byteLength, kept.length], [0, 0]);
  const one = new ArrayBuffer(1);
  assert.deepEqual(buffersOf(one), [one]);
  assert.deepEqual(buffersOf({ a: new Uint8Array(one), b: new Uint8Array(one), c: 'text' }), [one]);
  assert.deepEqual([buffersOf('text'), buffersOf(undefined), buffersOf(null)], [[], [], []]);
});

test('an error crosses as plain data and comes back whole', () => {
  assert.deepEqual(plainOf(new TypeError('x')), { message: 'x', kind: 'item' });
  assert.deepEqual(plainOf('words'), { message: 'words', kind: 'item' });
  assert.deepEqual(plainOf(new WebAssembly.RuntimeError('trap')), { message: 'trap', kind: 'broken' });
  const { message, kind } = failureOf(plainOf(new Failure('No sound.', 'no_sound')));
  assert.deepEqual([message, kind], ['No sound.', 'no_sound']);
});
