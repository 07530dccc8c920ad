import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followAddress, roomOfHash } from '../../web/shell/rooms.js';
import { Store } from '../../web/shell/store.js';
import { createPageKeys } from '../../web/shell/action_handlers.js';

/** A browser's address, history and title. */
function browser(hash = '') {
  const heard = {};
  const page = {
    location: { hash },
    document: { title: '' },
    history: { pushed: [], pushState: (_, __, to) => (page.history.pushed.push(to), (page.location.hash = to)) },
    addEventListener: (type, fn) => (heard[type] = fn),
    goTo: (to) => ((page.location.hash = to), heard.hashchange()),
  };
  return page;
}

test('the address names the room; what names none is the first', () => {
  for (const [hash, room] of [
    ['', 'listen'],
    ['#listen', 'listen'],
    ['#features', 'features'],
    ['#Features', 'features'],
    ['#data', 'data'],
    ['#features/../x', 'listen'],
    ['#toString', 'listen'],
  ]) {
    assert.equal(roomOfHash(hash), room, hash);
  }
});

test('a link leads into its room, and the title says it', () => {
  const page = browser('#features');
  const store = new Store();
  followAddress(store, page);
  assert.equal(store.state.room, 'features');
  assert.match(page.document.title, /^Features/);
  assert.deepEqual(page.history.pushed, []);
});

test('each change of the room is one step of the history; going back is none', () => {
  const page = browser();
  const store = new Store();
  const rooms = followAddress(store, page);
  assert.equal(store.state.room, 'listen');
  rooms.show('listen');
  rooms.show('features');
  rooms.show('features');
  assert.deepEqual(page.history.pushed, ['#features']);
  assert.match(page.document.title, /^Features/);
  page.goTo('');
  assert.equal(store.state.room, 'listen');
  assert.match(page.document.title, /^Emoscope/);
  page.goTo('#features');
  assert.equal(store.state.room, 'features');
  assert.equal(page.history.pushed.length, 1);
});

test('a room that is none is refused with the names of those that are', () => {
  const store = new Store();
  const rooms = followAddress(store, browser());
  assert.throws(() => rooms.show('kitchen'), /“kitchen”; there are listen, features, data/);
  assert.equal(store.state.room, 'listen');
});

test('1, 2 and 3 go to the rooms; Space plays and pauses a clip in Features only, once a press', () => {
  const store = new Store();
  const handlers = [];
  const onKey = createPageKeys(store, (name, argument) => handlers.push([name, argument]));
  const press = (key, repeat = false) => onKey({ key, repeat });
  assert.ok(press('2') && press('1'));
  assert.ok(!press('4') && !press('0') && !press('x') && !press('Enter'));
  assert.deepEqual(handlers.splice(0), [
    ['show_room', 1],
    ['show_room', 0],
  ]);
  store.set({ source: 'clip' });
  assert.ok(!press(' '), 'in Listen it scrolls, or presses what has the focus');
  store.set({ room: 'features' });
  assert.ok(press(' ') && press(' ', true));
  store.set({ playing: true });
  assert.ok(press(' '));
  assert.deepEqual(
    handlers.map(([name]) => name),
    ['play_clip', 'pause_clip'],
  );
  store.set({ playing: false, source: 'live' });
  assert.ok(!press(' '));
});
