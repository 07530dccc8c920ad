import '../support/dataset_places.mjs';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { blobSink, diskSink, exportFeatures, sizeOf, writerOf } from '../../../web/formats/export_files.js';
import { createPool } from '../../../web/workers/pool.js';
import { listSource } from '../../../web/sources/listing.js';
import { zipSource } from '../../../web/sources/open.js';
import { parseNpy } from '../support/npy_arrays.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const shared = process.env.EMOSCOPE_SHARED || join(root, '../shared');
const python = process.env.EMOSCOPE_REFERENCE_PYTHON || join(shared, 'tools/reference-python');

const floats = (...values) => Float32Array.from(values);
const numbers = (values, shape = [values.length]) => ({
  shape,
  width: shape.at(-1),
  values,
  text: new Uint8Array(0),
  header: new Uint8Array(0),
});
const words = (header, text) => ({
  ...numbers(floats(), [1]),
  header: new TextEncoder().encode(header),
  text: new TextEncoder().encode(text),
});

async function written(format, clips) {
  const sink = blobSink();
  const writer = writerOf(format, sink);
  for (const [name, result] of clips) await writer.add(name, result);
  await writer.finish();
  return { bytes: Buffer.from(await (await sink.finish()).arrayBuffer()), names: writer.names };
}

const noPython = existsSync(python) ? false : 'the reference Python is not beside the checkout';

/** A pool whose workers answer in an odd order: clip 2 fails, the others give their row. */
function oddPool({ size = 2, delay = (row) => (row * 7) % 5 } = {}) {
  const createWorker = () => {
    const worker = {
      terminate: () => (worker.ended = true),
      postMessage({ id, args: [, options] }) {
        const row = Number.parseInt(options.file, 10);
        const result = { measures: null, hash: '', picture: null, recipes: { mlp180: numbers(floats(row, row)) } };
        const message =
          row === 2 ? { failure: { message: 'damaged', kind: 'item' } } : { value: { ...result, memory: 0 } };
        setTimeout(() => worker.ended || worker.onmessage({ data: { id, ...message } }), delay(row));
      },
    };
    return worker;
  };
  return createPool({ createWorker, size });
}
const items = Array.from({ length: 12 }, (_, row) => ({
  row: 100 + row,
  name: `${row}.wav`,
  reader: 'engine',
  open: async () => new Blob(['x']),
}));

async function fullDisk(format) {
  let pieces = 0;
  let aborted = false;
  const sink = {
    write: async () => {
      pieces += 1;
      if (pieces > 4) throw new DOMException('The quota is exceeded', 'QuotaExceededError');
    },
    rewrite: async () => {},
    finish: async () => assert.fail('finished'),
    abort: async () => void (aborted = true),
  };
  const { state, problem, blob } = await exportFeatures({
    pool: oddPool(),
    items,
    recipe: 'mlp180',
    format,
    sink,
  });
  assert.equal(state, 'stopped');
  assert.match(problem, /could not be written \(The quota is exceeded\).*free space/);
  assert.deepEqual([aborted, blob], [true, null]);
}

test('clips of one shape become one array with a row each, although their number is known last', async () => {
  const { bytes, names } = await written('npy', [
    ['a.wav', numbers(floats(1, 2, 3))],
    ['b.wav', numbers(floats(4, 5, 6))],
  ]);
  assert.deepEqual(parseNpy(bytes), { shape: [2, 3], values: [1, 2, 3, 4, 5, 6] });
  assert.deepEqual(names, ['a.wav', 'b.wav']);
});

test('clips of unlike shapes make no one array, and the sentence says so', async () => {
  const clips = [
    ['a.wav', numbers(floats(1, 2), [1, 2])],
    ['b.wav', numbers(floats(1, 2, 3, 4), [2, 2])],
  ];
  await assert.rejects(written('npy', clips), { message: /“b\.wav” gives 2 × 2 numbers.* 1 × 2/ });
});

test('an archive has an array for each clip, which any unzipper finds', async () => {
  const { bytes } = await written('npz', [
    ['Actor_01/a.wav', numbers(floats(1, 2, 3, 4), [2, 2])],
    ['Actor_02/ü.wav', numbers(floats(5, 6), [1, 2])],
  ]);
  const { entries, skipped, state } = await listSource(zipSource(new File([bytes], 'x.npz')));
  assert.deepEqual([state, entries.length], ['finished', 0]);
  assert.deepEqual(
    skipped.map(({ path }) => path),
    ['Actor_01/a.wav.npy', 'Actor_02/ü.wav.npy'],
  );
  const again = await written('npz', [['a.wav', numbers(floats(1))]]);
  assert.deepEqual(
    again.bytes,
    (await written('npz', [['a.wav', numbers(floats(1))]])).bytes,
    'the same numbers, the same file',
  );
});

test('NumPy itself reads the arrays and the archive', { skip: noPython }, async () => {
  // In the checkout, because a reference Python in a root of its own sees only that.
  mkdirSync(join(root, 'build'), { recursive: true });
  const folder = mkdtempSync(join(root, 'build/npy-test-'));
  try {
    const clips = [
      ['Actor_01/a.wav', numbers(floats(1.5, -2, 3e-8, 4), [2, 2])],
      ['ü.wav', numbers(floats(5, 6, NaN, 8), [2, 2])],
    ];
    writeFileSync(join(folder, 'one.npy'), (await written('npy', clips)).bytes);
    writeFileSync(join(folder, 'many.npz'), (await written('npz', clips)).bytes);
    const script = `import json, numpy, sys
one = numpy.load(sys.argv[1]); many = numpy.load(sys.argv[2])
assert one.dtype == numpy.dtype('<f4') and one.flags['C_CONTIGUOUS']
assert [numpy.array_equal(one[i], many[name], equal_nan=True) for i, name in enumerate(many.files)] == [True, True]
print(json.dumps({'shape': one.shape, 'names': many.files, 'first': one[0].tolist(), 'nan': bool(numpy.isnan(one[1, 1, 0]))}))`;
    writeFileSync(join(folder, 'read.py'), script);
    const said = execFileSync(
      python,
      ['read.py', 'one.npy', 'many.npz'].map((name) => join(folder, name)),
    );
    assert.deepEqual(JSON.parse(said.toString()), {
      shape: [2, 2, 2],
      names: ['Actor_01/a.wav', 'ü.wav'],
      first: [
        [1.5, -2],
        [Math.fround(3e-8), 4],
      ],
      nan: true,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a table has its header once, lines of JSON none', async () => {
  const clips = [
    ['a', words('file,x_1\n', 'a,1\n')],
    ['b', words('file,x_1\n', 'b,2\n')],
  ];
  assert.equal((await written('csv', clips)).bytes.toString(), 'file,x_1\na,1\nb,2\n');
  assert.equal((await written('json', clips)).bytes.toString(), 'a,1\nb,2\n');
});

test('a file on the disk gets the pieces in order and its head once more at the end', async () => {
  const calls = [];
  const file = {
    write: async (data) => void calls.push(data.type ? `${data.position}: ${data.data.length}` : data.length),
    close: async () => void calls.push('closed'),
    abort: async () => void calls.push('aborted'),
  };
  const sink = diskSink(file);
  const writer = writerOf('npy', sink);
  await writer.add('a', numbers(floats(1, 2)));
  await writer.finish();
  assert.equal(await sink.finish(), null);
  assert.deepEqual(calls, [128, 8, '0: 128', 'closed']);
});

test('the size that is said before is near the size that it becomes', async () => {
  const matrix = numbers(Float32Array.from({ length: 370 * 64 }, Math.random), [370, 64]);
  const { bytes } = await written('npz', [['Actor_01/03-01-01-01-01-01-01.wav', matrix]]);
  const said = sizeOf('npz', { numbers: matrix.values.length, width: 64 }, 1);
  assert.ok(Math.abs(said - bytes.length) < 0.02 * bytes.length, `${said}, ${bytes.length}`);
});

test('clips lie in the file in the order that was asked for, those that failed are left out', async () => {
  const outcome = await exportFeatures({
    pool: oddPool({ size: 3 }),
    items,
    recipe: 'mlp180',
    format: 'npy',
    sink: blobSink(),
  });
  assert.deepEqual([outcome.state, outcome.count], ['finished', 11]);
  assert.deepEqual(outcome.failed, [{ path: '2.wav', why: 'damaged' }]);
  const rows = [0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11];
  assert.deepEqual(
    outcome.names,
    rows.map((row) => `${row}.wav`),
  );
  const { shape, values } = parseNpy(Buffer.from(await outcome.blob.arrayBuffer()));
  assert.deepEqual(shape, [11, 2]);
  assert.deepEqual(
    values,
    rows.flatMap((row) => [row, row]),
  );
});

for (const format of ['npy', 'npz']) {
  test(`a full disk stops the job with a sentence, and nothing half-written stays: ${format}`, () => fullDisk(format));
}

test('a cancelled export leaves no file', async () => {
  const cancel = new AbortController();
  let aborted = false;
  const sink = { ...blobSink(), abort: async () => void (aborted = true), finish: async () => assert.fail('finished') };
  const { state, blob } = await exportFeatures({
    pool: oddPool(),
    items,
    recipe: 'mlp180',
    format: 'npy',
    sink,
    signal: cancel.signal,
    onProgress: ({ done }) => done >= 1 && cancel.abort(),
  });
  assert.deepEqual([state, aborted, blob], ['cancelled', true, null]);
});
