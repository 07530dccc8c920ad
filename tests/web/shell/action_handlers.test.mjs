import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACTIONS } from '../../../web/generated/contract.js';
import { createActionHandlers, createPageKeys } from '../../../web/shell/action_handlers.js';
import { anything, setUp } from '../support/rooms.mjs';

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
