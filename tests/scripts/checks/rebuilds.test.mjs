// A change of the contract between page and workers must not rebuild what has nothing to do with it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rebuilds } from '../../../scripts/checks/rebuilds.mjs';

const FEWER_THAN = { 'contract/data_view.h': 30 };

test('a change of a view rebuilds only what reads views', () => {
  const { units, rebuilt } = rebuilds();
  assert.ok(units > 300 && rebuilt.get('contract/emotions.h').length > 50, 'includes are found');
  for (const [header, limit] of Object.entries(FEWER_THAN)) {
    const files = rebuilt.get(header) ?? [];
    assert.ok(files.length > 0 && files.length < limit, `${header}: ${files.length} files\n${files.join('\n')}`);
  }
});
