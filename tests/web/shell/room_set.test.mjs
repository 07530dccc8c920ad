import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROOMS } from '../../../web/rooms/index.js';
import { followAddress } from '../../../web/shell/address.js';
import { setUp } from '../support/rooms.mjs';

test('a room more is one entry of the list: it has its address and title, its keys, actions and facts', () => {
  const heard = [];
  const example = {
    name: 'example',
    label: 'Example',
    title: 'An example of a room',
    needsPicture: null,
    wire: ({ act }) => ({
      handlers: { export_picture: () => 'its picture' },
      key: ({ key }) => key === 'e' && (act('play_clip'), true),
      drop: (transfer) => (heard.push(transfer), true),
      clipChanged: () => heard.push('clip'),
      facts: () => ({ shown: 1 }),
    }),
  };
  const rooms = [...ROOMS, example];
  const { store, acted, set } = setUp(rooms);
  const page = { location: { hash: '#example' }, document: {}, history: {}, addEventListener() {} };
  followAddress({ rooms, store, program: { isLoaded: false }, notify: assert.fail, requestFrame: assert.fail }, page);
  assert.deepEqual([store.state.room, page.document.title], ['example', 'An example of a room']);
  assert.ok(set.key({ key: 'e', repeat: false }) && !set.key({ key: 'f', repeat: false }));
  assert.ok(set.drop('a file'));
  set.clipChanged();
  assert.deepEqual(heard, ['a file', 'clip']);
  assert.deepEqual(acted, [['play_clip', undefined]]);
  assert.equal(set.handlers.export_picture(), 'its picture');
  assert.deepEqual(set.facts.example(), { shown: 1 });
});
