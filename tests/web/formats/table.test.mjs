import { cpuTime } from '../support/dataset_places.mjs';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { readTable, soundsInTable } from '../../../web/formats/table.js';
import { soundParquet } from '../support/dataset_hub.mjs';

const table = (path, content) => ({ path, bytes: null, modified: null, open: async () => new Blob([content]) });
const read = (path, content) => readTable(table(path, content));

// No packer is at hand for these two: both can hold bytes as they are.
const zstd = (bytes) => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(bytes.length);
  const block = Buffer.alloc(4);
  block.writeUInt32LE((bytes.length << 3) | 1);
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0]), size, block.subarray(0, 3), bytes]);
};
const lz4 = (bytes) => {
  if (bytes.length < 15) return Buffer.concat([Buffer.from([bytes.length << 4]), bytes]);
  const left = bytes.length - 15;
  return Buffer.concat([Buffer.from([0xf0, ...Array(Math.floor(left / 255)).fill(255), left % 255]), bytes]);
};

test('CSV stays text: C++ reads its cells, quotes and separators', async () => {
  const text = 'path,"class ""name"""\r\n"a,1.wav",sad\r\nb.wav\r\n';
  assert.deepEqual(await read('a.csv', `\ufeff${text}`), { path: 'a.csv', text });
  assert.deepEqual(await read('a.tsv', 'path\tlabel\n'), { path: 'a.tsv', text: 'path\tlabel\n' });
});

test('CSV of older spreadsheets is read, too', async () => {
  const latin = Buffer.from('path,label\na.wav,fröhlich\n', 'latin1');
  assert.equal((await read('a.csv', latin)).text, 'path,label\na.wav,fröhlich\n');
  const wide = Buffer.from('\ufeffpath,label\na.wav,fröhlich\n', 'utf16le');
  assert.equal((await read('a.csv', wide)).text, 'path,label\na.wav,fröhlich\n');
  const bare = wide.subarray(2); // without the mark
  assert.equal((await read('a.csv', bare)).text, 'path,label\na.wav,fröhlich\n');
  assert.equal((await read('a.csv', Buffer.from(bare).swap16())).text, 'path,label\na.wav,fröhlich\n');
});

test('a column named as something of every object’s is a column', async () => {
  const { columns, rows } = await read('a.jsonl', '{"constructor":"1","toString":"2"}\n{"constructor":"3"}\n');
  assert.deepEqual(columns, ['constructor', 'toString']);
  assert.deepEqual(rows.map(Object.values), [['1', '2'], ['3']]);
});

test('JSON lines', async () => {
  const { columns, rows } = await read(
    'metadata.jsonl',
    '{"file_name":"a.wav","n":1}\n\n{"file_name":"b.wav","more":{"x":[1]}}\n',
  );
  assert.deepEqual(columns, ['file_name', 'n', 'more']);
  assert.deepEqual(rows[1], { file_name: 'b.wav', more: '{"x":[1]}' });
  await assert.rejects(
    read('m.jsonl', '{"a":1}\n{"a":'),
    /“m\.jsonl” could not be read \(line 2 is not a JSON object\)/,
  );
  await assert.rejects(read('m.jsonl', '17'), /line 1/);
});

for (const [codec, compressors] of [
  ['UNCOMPRESSED', {}],
  ['SNAPPY', undefined],
  ['GZIP', { GZIP: (bytes) => new Uint8Array(gzipSync(bytes)) }],
  ['ZSTD', { ZSTD: zstd }],
  ['LZ4_RAW', { LZ4_RAW: lz4 }],
]) {
  test(`Parquet from the disk, packed by ${codec}`, async () => {
    const bytes = new TextEncoder().encode('RIFF'.repeat(500));
    const sounds = Array.from({ length: 25 }, (_, i) => ({ bytes, path: `${i}.wav` }));
    const file = table('a.parquet', soundParquet(sounds, { codec, compressors }));
    const { rows } = await readTable(file);
    assert.equal(rows.length, 25);
    assert.deepEqual(rows[24], { actor: 1, label: 'neutral', text: 'Kids' });
    const found = [];
    for await (const sound of soundsInTable(file)) found.push(sound);
    assert.deepEqual(new Uint8Array(await found[24].open()), bytes);
  });
}

const bytesColumn = (name, data, more = {}) => [
  { name, type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL', ...more },
  { name, data },
];
const written = (columns, kvMetadata) =>
  parquetWriteBuffer({
    schema: [{ name: 'schema', num_children: columns.length }, ...columns.map(([element]) => element)],
    columnData: columns.map(([, data]) => data),
    kvMetadata,
  });
const soundsOf = async (content) => {
  const found = [];
  for await (const sound of soundsInTable(table('a.parquet', content))) found.push(sound);
  return found;
};

test('rows whose names are missing, alike or of Windows are rows all the same, each with its own fields', async () => {
  const paths = ['audio.wav', 'audio.wav', null, '', 'C:\\data\\x.wav', '/kaggle/input/y.wav', 'audio.wav'];
  const sounds = paths.map((path, i) => ({ bytes: Uint8Array.of(i + 1), path }));
  const found = await soundsOf(soundParquet(sounds));
  assert.deepEqual(
    found.map(({ path }) => path.replace('a.parquet/', '')),
    ['audio.wav', 'row 2/audio.wav', 'row 3.wav', 'row 4.wav', 'data/x.wav', 'kaggle/input/y.wav', 'row 7/audio.wav'],
  );
  for (const [i, { open, fields, holder }] of found.entries()) {
    assert.deepEqual([...new Uint8Array(await open())], [i + 1]);
    assert.deepEqual(
      [fields.label, holder],
      [(await readTable(table('a.parquet', soundParquet(sounds)))).rows[i].label, 'a.parquet'],
    );
  }
});

test('sounds in plain bytes are found by what the file says of the column, or by its name', async () => {
  const sounds = [Uint8Array.of(1, 2), Uint8Array.of(3)];
  const label = bytesColumn('label', ['sad', 'happy'], { converted_type: 'UTF8' });
  for (const name of ['audio', 'wav_bytes', 'speech']) {
    const found = await soundsOf(written([bytesColumn(name, sounds), label]));
    assert.deepEqual(
      await Promise.all(found.map(async ({ open, fields }) => [fields, [...new Uint8Array(await open())]])),
      [
        [{ label: 'sad' }, [1, 2]],
        [{ label: 'happy' }, [3]],
      ],
    );
  }
  const info = (type) => [
    {
      key: 'huggingface',
      value: JSON.stringify({ info: { features: { x: { _type: type }, audio: { _type: 'Image' } } } }),
    },
  ];
  const columns = [bytesColumn('x', sounds), bytesColumn('audio', sounds), label];
  assert.equal((await soundsOf(written(columns, info('Audio')))).length, 2);
  assert.equal((await soundsOf(written(columns, info('Value')))).length, 0, 'a picture and what nobody called sound');
  assert.equal((await soundsOf(written([bytesColumn('audio', ['a', 'b'], { converted_type: 'UTF8' })]))).length, 0);
});

test('sounds as numbers and their rate become sounds', async () => {
  const audio = [
    { name: 'audio', num_children: 2, repetition_type: 'OPTIONAL' },
    { name: 'array', num_children: 1, repetition_type: 'OPTIONAL', converted_type: 'LIST' },
    { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
    { name: 'element', type: 'FLOAT', repetition_type: 'OPTIONAL' },
    { name: 'sampling_rate', type: 'INT64', repetition_type: 'OPTIONAL' },
  ];
  const content = parquetWriteBuffer({
    schema: [
      { name: 'schema', num_children: 2 },
      ...audio,
      { name: 'label', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
    ],
    columnData: [
      { name: 'audio', data: [{ array: [0, 0.5, -1], sampling_rate: 16000n }, null] },
      { name: 'label', data: ['sad', 'happy'] },
    ],
  });
  const found = await soundsOf(content);
  assert.deepEqual(
    found.map(({ fields }) => fields),
    [{ label: 'sad' }, { label: 'happy' }],
  );
  const wav = Buffer.from(await found[0].open());
  assert.deepEqual([wav.toString('latin1', 0, 4), wav.readUInt32LE(24), wav.readUInt32LE(40)], ['RIFF', 16000, 12]);
  assert.deepEqual(
    [44, 48, 52].map((at) => wav.readFloatLE(at)),
    [0, 0.5, -1],
  );
  await assert.rejects(found[1].open(), /its row holds no sound/);
});

test('decimals and large whole numbers keep their digits', async () => {
  const column = (name, type, scale, data) => [
    {
      name,
      type,
      repetition_type: 'OPTIONAL',
      ...(type === 'FIXED_LEN_BYTE_ARRAY' && { type_length: 9 }),
      ...(scale !== null && { converted_type: 'DECIMAL', scale, precision: 20 }),
    },
    { name, data },
  ];
  const content = written(
    [
      column('small', 'INT32', 1, [0.3, -1.5, null]),
      column('long', 'INT64', 4, [12345678901234567n, -5n, 30000n]),
      column('bytes', 'FIXED_LEN_BYTE_ARRAY', 2, [123456789012345678901n, -123n, 0n]),
      column('whole', 'INT64', null, [9007199254740993n, 7n, -1n]),
    ].map(([element, { name, data }]) => [element, { name, data }]),
  );
  const { rows } = await readTable(table('a.parquet', content));
  assert.deepEqual(rows, [
    { small: 0.3, long: '1234567890123.4567', bytes: '1234567890123456789.01', whole: '9007199254740993' },
    { small: -1.5, long: -0.0005, bytes: -1.23, whole: 7 },
    { small: null, long: 3, bytes: 0, whole: -1 },
  ]);
});

test('a list of sounds in each row of Parquet is not taken for one sound', async () => {
  const element = [
    { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
    { name: 'element', num_children: 1, repetition_type: 'OPTIONAL' },
    { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
  ];
  const audio = { name: 'audio', num_children: 1, repetition_type: 'OPTIONAL', converted_type: 'LIST' };
  const content = parquetWriteBuffer({
    schema: [
      { name: 'schema', num_children: 2 },
      audio,
      ...element,
      { name: 'n', type: 'INT32', repetition_type: 'REQUIRED' },
    ],
    columnData: [
      { name: 'audio', data: [[{ bytes: Uint8Array.of(1) }], []] },
      { name: 'n', data: [1, 2] },
    ],
  });
  const file = table('a.parquet', content);
  for await (const sound of soundsInTable(file)) assert.fail(sound.path);
  const { columns, rows } = await readTable(file);
  assert.deepEqual(
    [columns, rows.map(({ n }) => n)],
    [
      ['audio', 'n'],
      [1, 2],
    ],
  );
});

test('Parquet that is none is said so', async () => {
  await assert.rejects(read('a.parquet', 'not at all'), /“a\.parquet” could not be read \(.*not a Parquet file/);
});

test('a hundred thousand rows are read in time that grows with their number', async () => {
  const lines = (count) => Array.from({ length: count }, (_, i) => `{"path":"${i}.wav","label":"sad"}`).join('\n');
  const timed = (count) => {
    const text = lines(count);
    return cpuTime(async () => assert.equal((await read('a.jsonl', text)).rows.length, count));
  };
  await timed(2000);
  const few = await timed(10_000);
  const many = await timed(100_000);
  assert.ok(many < 40 * Math.max(few, 5), `${few.toFixed()} ms, then ${many.toFixed()} ms`);
});
