import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DataWasm } from '../../../web/workers/data_wasm.js';

/** Just enough of the module: a memory that moves at every allocation, as growth does. */
function fakeModule() {
  const module = {
    HEAPU8: new Uint8Array(1 << 16),
    next: 8,
    freed: 0,
    given: 0,
    _emo_alloc(bytes) {
      module.HEAPU8 = new Uint8Array(module.HEAPU8);
      const pointer = module.next;
      module.next += Math.ceil(bytes / 8) * 8;
      module.given += 1;
      return pointer;
    },
    _emo_free: () => (module.freed += 1),
    text(pointer) {
      return new TextDecoder().decode(module.HEAPU8.slice(pointer, module.HEAPU8.indexOf(0, pointer)));
    },
    put(text) {
      module.HEAPU8.set(new TextEncoder().encode(`${text}\0`), 40000);
      module.size = new TextEncoder().encode(text).length;
      return 0;
    },
    _emo_last_error: () => (module.put('Nicht möglich.'), 40000),
    _emo_data_result: () => 40000,
    _emo_data_result_size: () => module.size,
    _emo_data_numbers: () => 50000,
    _emo_data_numbers_count: () => 2,
    _emo_data_release: () => {},
    _emo_data_open(json, size) {
      module.options = JSON.parse(new TextDecoder().decode(module.HEAPU8.slice(json, json + size)));
      new Uint32Array(module.HEAPU8.buffer, 50000, 2).set([1, 0xffffffff]);
      return module.put('{"rows":2,"summary":"Zwei Geräusche."}');
    },
    _emo_data_set_numbers(column, unit, rows, values, count) {
      module.numbers = {
        name: module.text(column),
        unit: module.text(unit),
        rows: [...new Uint32Array(module.HEAPU8.buffer, rows, count)],
        values: [...new Float32Array(module.HEAPU8.buffer, values, count)],
      };
      return 0;
    },
    _emo_data_set_duplicates(groups, count) {
      module.groups = [...new Uint32Array(module.HEAPU8.buffer, groups, count)];
      return 0;
    },
    _emo_data_set_word: () => -1,
    _emo_data_paths: () => module.put('a/ä.wav\0b.wav'),
  };
  return module;
}

test('a request and its report cross the memory whole, tables as cells, known fields as a last table', () => {
  const module = fakeModule();
  const report = new DataWasm(module).openPaths({
    title: 'T',
    paths: ['x/ä.wav', 'y.wav'],
    tables: [
      { path: 't.csv', columns: ['name', 'n'], rows: [{ name: 'y', n: 3 }, { name: null }] },
      { path: 'u.csv', text: 'a,b' },
    ],
    fields: [null, { emotion: 'sad', path: 'elsewhere', take: 2 }],
    mapping: { header: true, path: 0, field: {}, numbers: [] },
  });
  assert.deepEqual(report, { rows: 2, summary: 'Zwei Geräusche.', kept: Uint32Array.of(1, 0xffffffff) });
  assert.deepEqual(module.options.tables, [
    {
      path: 't.csv',
      cells: [
        ['name', 'n'],
        ['y', '3'],
        ['', ''],
      ],
      mapping: { header: true, path: 0, field: {}, numbers: [] },
    },
    { path: 'u.csv', text: 'a,b' },
    {
      path: '',
      cells: [
        ['path', 'emotion', 'take'],
        ['y.wav', 'sad', '2'],
      ],
    },
  ]);
  assert.equal(module.freed, module.given);
});

test('numbers, groups and paths cross the memory; an error is C++’s sentence', () => {
  const module = fakeModule();
  const wasm = new DataWasm(module);
  wasm.setNumberColumns([{ name: 'Länge', unit: 's', values: [1.5, NaN] }], Uint32Array.of(4, 5));
  assert.deepEqual(module.numbers, { name: 'Länge', unit: 's', rows: [4, 5], values: [1.5, NaN] });
  assert.throws(
    () => wasm.setNumberColumns([{ name: 'a', unit: '', values: [1] }], Uint32Array.of(4, 5)),
    /2 recordings/,
  );
  wasm.setDuplicates([Uint32Array.of(1, 2), [7, 8, 9]]);
  assert.deepEqual(module.groups, [2, 1, 2, 3, 7, 8, 9]);
  assert.deepEqual(wasm.paths(Uint32Array.of(0, 1)), ['a/ä.wav', 'b.wav']);
  assert.deepEqual(wasm.paths(new Uint32Array(0)), []);
  assert.throws(() => wasm.setWord('emotion', Uint32Array.of(0), 'x'), { message: 'Nicht möglich.' });
});
