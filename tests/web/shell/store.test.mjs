import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Store } from '../../../web/shell/store.js';

test('the store tells only what changed', () => {
  const store = new Store();
  const seen = [];
  store.subscribe((key, value) => seen.push([key, value]));
  store.set({ notice: 'a', playing: false });
  store.set({ notice: 'a' });
  assert.deepEqual(seen, [['notice', 'a']]);
});
