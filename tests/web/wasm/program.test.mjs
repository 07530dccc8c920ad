import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callsOf, read, write } from '../../../web/wasm/program.js';

/** A memory that moves at every allocation, as growth does. @param {Record<string, Function>} functions  by name */
function program(functions, { room = 1 << 12 } = {}) {
  const module = {
    HEAPU8: new Uint8Array(room),
    next: 64,
    held: new Set(),
    _emo_alloc(bytes) {
      if (module.next + bytes > 2048) return 0;
      module.HEAPU8 = new Uint8Array(module.HEAPU8);
      const pointer = module.next;
      module.next += Math.ceil(bytes / 8) * 8;
      module.held.add(pointer);
      return pointer;
    },
    _emo_free: (pointer) => assert.ok(module.held.delete(pointer)),
    _emo_last_error: () => module.put('Nicht möglich.\0', 3000),
    put(text, at) {
      module.HEAPU8.set(new TextEncoder().encode(text), at);
      return at;
    },
    text: (pointer) => new TextDecoder().decode(module.HEAPU8.slice(pointer, module.HEAPU8.indexOf(0, pointer))),
  };
  for (const [name, body] of Object.entries(functions)) module[`_emo_${name}`] = (...given) => body(module, ...given);
  return module;
}

test('text and arrays reach the program whole although its memory moves, and are given back', () => {
  let seen;
  const module = program({
    take: (m, number, word, json, size, rows, values, count) => {
      seen = {
        number,
        word: m.text(word),
        json: new TextDecoder().decode(m.HEAPU8.slice(json, json + size)),
        rows: [...new Uint32Array(m.HEAPU8.buffer, rows, count)],
        values: [...new Float32Array(m.HEAPU8.buffer, values, count)],
      };
      return 7;
    },
  });
  const calls = callsOf(module, { take: 'ntsUf' });
  assert.equal(calls.take(3, 'ä', '{"ö":1}', Uint32Array.of(1, 2), Float32Array.of(0.5, -1)), 7);
  assert.deepEqual(seen, { number: 3, word: 'ä', json: '{"ö":1}', rows: [1, 2], values: [0.5, -1] });
  assert.equal(module.held.size, 0);
});

test('an array that is none is a null pointer of length nought; an empty one is not', () => {
  const seen = [];
  const calls = callsOf(program({ take: (_, ...given) => seen.push(given) }), { take: 'bU' });
  calls.take(null, null);
  calls.take(new Uint8Array(0), Uint32Array.of(1));
  assert.deepEqual(seen, [
    [0, 0, 0],
    [64, 0, 72],
  ]);
});

test('results are copies: words, text of a size, arrays', () => {
  const module = program({
    word: (m) => m.put('sad\0', 100),
    text: (m) => m.put('a\0b', 200),
    text_size: () => 3,
    numbers: (m, id) => (new Float32Array(m.HEAPU8.buffer, 304, 2).set([id, 0.25]), 304),
    numbers_count: (_, id) => id,
  });
  const calls = callsOf(module, { word: '>t', text: '>ss', numbers: 'n>fc' });
  const numbers = calls.numbers(2);
  assert.deepEqual([calls.word(), calls.text()], ['sad', 'a\0b']);
  module.HEAPU8.fill(0);
  assert.deepEqual([...numbers], [2, 0.25]);
  write(module, 400, Float32Array.of(1));
  assert.deepEqual([...read(module, 400, 4)], [0, 0, 128, 63]);
});

test('−1 throws the program’s sentence; too little memory throws ours, and nothing stays held', () => {
  const module = program({ open: (_, pointer, size) => (size > 2 ? size : -1) });
  const calls = callsOf(module, { open: 'b>!' });
  assert.equal(calls.open(new Uint8Array(3)), 3);
  assert.throws(() => calls.open(new Uint8Array(2)), { message: 'Nicht möglich.' });
  assert.throws(() => calls.open(new Uint8Array(4000)), /not enough memory/);
  assert.equal(module.held.size, 0);
});
