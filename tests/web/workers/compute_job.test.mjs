import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesFor, compute, meansOf, secondsFor } from '../../../web/workers/compute_job.js';
import { createPool } from '../../../web/workers/pool.js';

const MEASURES = [
  { name: 'duration', unit: 's' },
  { name: 'F0 mean', unit: 'Hz' },
];
const matrix = (values, shape = [values.length]) => ({ shape, width: shape.at(-1), values: Float32Array.from(values) });

/** @param {(row: number) => string | null} fault */
function pool(fault = () => null) {
  const createWorker = () => {
    const worker = {
      terminate: () => (worker.ended = true),
      postMessage({ id, args: [, options] }) {
        const row = Number.parseInt(options.file, 10);
        const recipes = Object.fromEntries(
          options.recipes.map((name) => [
            name,
            name === 'logmel64' ? matrix([row, 0, row, 4], [2, 2]) : matrix([row, 10 * row, 100 * row]),
          ]),
        );
        const measures = options.measures ? Float32Array.of(row, NaN) : null;
        const why = fault(row);
        const message = why ? { failure: { message: why, kind: 'item' } } : { value: { measures, recipes, memory: 0 } };
        setImmediate(() => {
          if (worker.ended) return;
          worker.onmessage({ data: { ready: MEASURES } });
          worker.onmessage({ data: { id, memory: 1, ...message } });
        });
      },
    };
    return worker;
  };
  return createPool({ createWorker, size: 2 });
}

function dataService() {
  const calls = [];
  return {
    calls,
    setNumberColumns: async (columns, rows) =>
      void calls.push({
        rows: [...rows],
        columns: columns.map(({ name, unit, values }) => [name, unit, ...values]),
      }),
    setFeatures: async (kind, width, values, rows) =>
      void calls.push({ kind, width, values: [...values], rows: [...rows] }),
  };
}

const items = (rows) =>
  rows.map((row) => ({ row, name: `${row}.wav`, reader: 'engine', open: async () => new Blob(['x']) }));

test('measures become columns, mlp180 features, frames their means, all by row', async () => {
  const books = dataService();
  const options = { measures: true, recipes: ['mlp180', 'logmel64'] };
  const outcome = await compute({ pool: pool(), dataService: books, items: items([7, 5]), options });
  assert.deepEqual([outcome.state, outcome.count], ['finished', 2]);
  assert.deepEqual(books.calls, [
    { kind: 'mlp180', width: 3, values: [7, 70, 700, 5, 50, 500], rows: [7, 5] },
    {
      rows: [7, 5],
      columns: [
        ['duration', 's', 7, 5],
        ['F0 mean', 'Hz', NaN, NaN],
        ['logmel64_0', '', 7, 5],
        ['logmel64_1', '', 2, 2],
      ],
    },
  ]);
});

test('what failed has no row, what was done when the job was cancelled has', async () => {
  const books = dataService();
  const cancel = new AbortController();
  const outcome = await compute({
    pool: pool((row) => (row === 1 ? 'damaged' : null)),
    dataService: books,
    items: items([0, 1, 2, 3, 4, 5, 6, 7, 8]),
    options: { measures: true, recipes: [] },
    signal: cancel.signal,
    onProgress: ({ done }) => done >= 4 && cancel.abort(),
  });
  assert.equal(outcome.state, 'cancelled');
  assert.equal(books.calls.length, 1);
  const [{ rows, columns }] = books.calls;
  assert.equal(rows.length, outcome.count);
  assert.ok(rows.length > 0 && rows.length < 9 && !rows.includes(1), `${rows}`);
  assert.deepEqual(columns[0].slice(2), rows, 'each number stands with its row');
});

test('a job that did nothing tells the data service nothing', async () => {
  const books = dataService();
  const options = { measures: true, recipes: [] };
  const outcome = await compute({ pool: pool(() => 'damaged'), dataService: books, items: items([1, 2]), options });
  assert.deepEqual([outcome.count, outcome.failed.length, books.calls], [0, 2, []]);
});

test('the mean of frames is taken for each number by itself', () => {
  assert.deepEqual([...meansOf(Float32Array.of(1, 2, 3, 4, 5, 9), [3, 2])], [3, 5]);
  assert.deepEqual([...meansOf(Float32Array.of(1, 2), [2])], [1, 2]);
});

test('time and memory are said for what is asked for, and more clips take more', () => {
  const all = { measures: true, recipes: ['mlp180', 'mfcc40_mean', 'logmel64'] };
  const one = { measures: false, recipes: ['mlp180'] };
  assert.equal(bytesFor(one, 1000), 4 * 180 * 1000);
  assert.equal(bytesFor(all, 1), 4 * (6 + 180 + 40 + 64));
  assert.ok(secondsFor(all, 1000, 2) > secondsFor(one, 1000, 2));
  assert.equal(secondsFor(one, 2000, 4), secondsFor(one, 1000, 2));
});
