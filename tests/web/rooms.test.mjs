import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACTIONS, ROOM_NAMES } from '../../web/generated/contract.js';
import { ROOMS } from '../../web/rooms/index.js';
import { createActionHandlers, createPageKeys } from '../../web/shell/action_handlers.js';
import { followAddress } from '../../web/shell/address.js';
import { RoomSet } from '../../web/shell/room_set.js';
import { Store } from '../../web/shell/store.js';

/** Stands for whatever a room is given and does not use here. */
const anything = new Proxy(() => anything, { get: (_, key) => (key === 'then' ? undefined : anything) });

function setUp(rooms = ROOMS) {
  const store = new Store();
  const acted = [];
  const act = (name, argument) => acted.push([name, argument]);
  const parts = { base: new URL('http://localhost/'), store, act, notify() {}, requestFrame() {} };
  const set = new RoomSet(rooms, { ...parts, bridge: anything, engine: anything, sound: anything, drawNow: anything });
  return { store, acted, act, set };
}

test('the rooms are those of the contract, in its order', () => {
  assert.deepEqual(
    ROOMS.map(({ name }) => name),
    [...ROOM_NAMES],
  );
});

test('every action has somebody who carries it out', () => {
  const parts = { sound: anything, models: anything, explanation: anything, appearance: anything, askForFile() {} };
  const handlers = createActionHandlers({ ...parts, showRoom() {}, ofRooms: setUp().set.handlers });
  const without = ACTIONS.filter((action) => action !== 'none' && typeof handlers[action] !== 'function');
  assert.deepEqual(without, []);
});

test('1, 2 and 3 go to the rooms, other keys to the room that is shown', () => {
  const { acted, act } = setUp();
  const given = [];
  const onKey = createPageKeys(3, act, ({ key }) => (given.push(key), key === 'x'));
  const press = (key) => onKey({ key, repeat: false });
  assert.ok(press('2') && press('1') && press('x'));
  assert.ok(!press('4') && !press('0') && !press('Enter'));
  assert.deepEqual(acted, [
    ['show_room', 1],
    ['show_room', 0],
  ]);
  assert.deepEqual(given, ['x', '4', '0', 'Enter']);
});

test('Space plays and pauses a clip in Features only, once a press', () => {
  const { store, acted, set } = setUp();
  const press = (repeat = false) => set.key({ key: ' ', repeat });
  store.set({ source: 'clip' });
  assert.ok(!press(), 'in Listen it scrolls, or presses what has the focus');
  store.set({ room: 'features' });
  assert.ok(press() && press(true));
  store.set({ playing: true });
  assert.ok(press());
  assert.deepEqual(
    acted.map(([name]) => name),
    ['play_clip', 'pause_clip'],
  );
  store.set({ playing: false, source: 'live' });
  assert.ok(!press());
});

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
  followAddress({ rooms, store, program: { isLoaded: false }, notify: assert.fail }, page);
  assert.deepEqual([store.state.room, page.document.title], ['example', 'An example of a room']);
  assert.ok(set.key({ key: 'e', repeat: false }) && !set.key({ key: 'f', repeat: false }));
  assert.ok(set.drop('a file'));
  set.clipChanged();
  assert.deepEqual(heard, ['a file', 'clip']);
  assert.deepEqual(acted, [['play_clip', undefined]]);
  assert.equal(set.handlers.export_picture(), 'its picture');
  assert.deepEqual(set.facts.example(), { shown: 1 });
});
