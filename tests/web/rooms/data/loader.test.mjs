import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DataRoomLoader, dataRoomMissing } from '../../../../web/rooms/data/loader.js';
import { Store } from '../../../../web/shell/store.js';

const settled = () => new Promise(setImmediate);

test('nothing of the room is fetched before it is shown; a failed load is said, and the next visit tries again', async () => {
  const store = new Store();
  const notices = [];
  let attempts = 0;
  const shown = [];
  const loader = new DataRoomLoader({
    store,
    notify: (message) => notices.push(message),
    load: async (attempt) => {
      attempts = attempt;
      if (attempt === 1) throw new TypeError('failed to fetch');
      return { shown: () => shown.push('shown'), handlers: { data_open: () => shown.push('open') } };
    },
  });
  const { error } = console;
  console.error = () => {};
  store.set({ room: 'features' });
  assert.equal(attempts, 0);
  store.set({ room: 'data' });
  await settled();
  console.error = error;
  assert.deepEqual([notices, loader.controller], [[dataRoomMissing('failed to fetch')], null]);
  store.set({ room: 'listen' });
  store.set({ room: 'data' });
  await loader.action('data_open')(0);
  assert.deepEqual([attempts, shown], [2, ['shown', 'open']]);
});
