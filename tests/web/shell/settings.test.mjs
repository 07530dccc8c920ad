import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SettingsMemory } from '../../../web/shell/settings.js';

test('settings survive, and broken or forbidden storage is no problem', () => {
  const cells = new Map();
  const storage = { getItem: (key) => cells.get(key) ?? null, setItem: (key, value) => cells.set(key, value) };
  new SettingsMemory(() => storage).save({ theme: 'light' });
  assert.equal(new SettingsMemory(() => storage).values.theme, 'light');
  cells.set('emoscope.settings', '{"theme":"pink","view":{"colour_map":2,"projector":"x"}}');
  assert.deepEqual(new SettingsMemory(() => storage).values, { view: { colour_map: 2 } });
  for (const features of ['"text"', '[1]', 'null', '7', JSON.stringify({ a: 'x'.repeat(20000) })]) {
    cells.set('emoscope.settings', `{"features":${features}}`);
    assert.deepEqual(new SettingsMemory(() => storage).values, { view: {} }, features);
  }
  const features = { panes: ['mel'], n_fft: 512 };
  new SettingsMemory(() => storage).save({ features });
  assert.deepEqual(new SettingsMemory(() => storage).values.features, features);
  cells.set('emoscope.settings', '{"models":{"chosen":"a-1","compared":"../evil","other":"x"}}');
  assert.deepEqual(new SettingsMemory(() => storage).values, { view: {}, models: { chosen: 'a-1' } });
  cells.set('emoscope.settings', '}{');
  assert.deepEqual(new SettingsMemory(() => storage).values, {});
  const forbidden = new SettingsMemory(() => {
    throw new Error('SecurityError');
  });
  forbidden.save({ theme: 'dark' });
  assert.equal(forbidden.values.theme, 'dark');
});
