import { zip } from '../support/dataset_places.mjs';
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { tablesOf } from '../../../web/formats/tables.js';
import { CatalogueStore } from '../../../web/storage/catalogue_store.js';
import { listSource } from '../../../web/sources/listing.js';
import { zipSource } from '../../../web/sources/open.js';

afterEach(() => new CatalogueStore({ storage: null }).removeAll());

test('tables beside sounds are read; those that hold the sounds bring their rows with them', async () => {
  const beside = await zip([
    ['a.wav', 'x'],
    ['train.csv', 'path,emotion\na.wav,happy\n'],
    ['broken.jsonl', 'no json\n'],
  ]);
  const { tables, fields, problems } = await tablesOf(await listSource(zipSource(beside)));
  assert.deepEqual(tables, [{ path: 'train.csv', text: 'path,emotion\na.wav,happy\n' }]);
  assert.equal(fields, undefined);
  assert.match(problems[0], /“broken.jsonl” could not be read/);
  const entry = { path: 'data/x.parquet/row 2/a.wav', holder: 'data/x.parquet', fields: { label: 'sad' } };
  const inside = await tablesOf({ entries: [entry], tables: [{ path: 'data/x.parquet', open: assert.fail }] });
  assert.deepEqual([inside.tables, inside.fields], [[], [{ label: 'sad' }]]);
});
