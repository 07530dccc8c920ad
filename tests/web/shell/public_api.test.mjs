import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPublicApi } from '../../../web/shell/public_api.js';

test('window.emoscope passes on what is asked of models and explanations, and checks the label', async () => {
  const asked = [];
  const list = [{ name: 'a', state: 'ready' }];
  const { api } = createPublicApi({
    ofRooms: {},
    models: {
      list: () => list,
      chosen: 'a',
      compared: null,
      choose: async (name) => asked.push(`choose ${name}`),
      compare: async (name) => asked.push(`compare ${name}`),
      card: async (name) => ({ name }),
    },
    explain: async (label) => ({ label }),
  });
  api.models()[0].state = 'changed';
  assert.equal(list[0].state, 'ready');
  assert.deepEqual([api.model, api.compared], ['a', null]);
  await api.chooseModel('b');
  await api.compareWith(null);
  assert.deepEqual(asked, ['choose b', 'compare null']);
  assert.deepEqual(await api.card('a'), { name: 'a' });
  assert.deepEqual(await api.explain(), { label: -1 });
  assert.deepEqual(await api.explain({ label: 'sad' }), { label: 3 });
  await assert.rejects(api.explain({ label: 'bored' }), /"bored" is not one of the expressions neutral/);
});

test('window.emoscope is read-only and gives copies', () => {
  const inner = { a: [1] };
  let room = 'listen';
  const { api, emit } = createPublicApi({
    version: '1',
    snapshot: () => inner,
    clip: () => null,
    room: () => room,
    showRoom: (name) => (room = name),
    ofRooms: { features: () => inner },
  });
  assert.ok(Object.isFrozen(api));
  api.snapshot().a.push(2);
  api.features().a.push(2);
  assert.deepEqual(inner.a, [1]);
  api.showRoom('features');
  assert.equal(api.room, 'features');
  const seen = [];
  const stop = api.on('state', (detail) => seen.push(detail));
  emit('state', { capture: 'idle' });
  stop();
  emit('state', { capture: 'asking' });
  assert.deepEqual(seen, [{ capture: 'idle' }]);
  assert.throws(() => api.on('nonsense', () => {}), /"nonsense" is not an event/);
});
