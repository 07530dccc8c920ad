import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROOMS } from '../../../web/rooms/index.js';
import { followAddress, partsOf } from '../../../web/shell/address.js';
import { Store } from '../../../web/shell/store.js';

/** A browser's address, history and title: steps[at] is where one is. */
function browser(hash = '') {
  let heard = () => {};
  const page = {
    steps: [hash],
    at: 0,
    location: {
      get hash() {
        return page.steps[page.at];
      },
    },
    document: { title: '' },
    history: {
      pushState(_, __, to) {
        page.steps = [...page.steps.slice(0, page.at + 1), to];
        page.at += 1;
      },
      replaceState: (_, __, to) => (page.steps[page.at] = to),
    },
    addEventListener: (_, fn) => (heard = fn),
    goTo(to) {
      page.history.pushState(null, '', to);
      heard();
    },
    go(by) {
      page.at += by;
      heard();
    },
  };
  return page;
}

/** A program that knows two views of data, one of them with parts, and one of features. */
function program(store) {
  const seen = { listen: 'listen', features: 'features/mfcc', data: 'data/chart' };
  const known = [/^listen$/, /^features\/mfcc$/, /^data\/chart$/, /^data\/map(\/(emotion|actor))?$/];
  return {
    isLoaded: true,
    seen,
    openAddress(address) {
      const room = address.split('/')[0];
      const parts = address.split('/');
      while (!known.some((pattern) => pattern.test(parts.join('/'))) && parts.length > 1) parts.pop();
      if (parts.length > 1) seen[room] = parts.join('/');
      return parts.join('/') === address ? '' : `There is no “${address}”.`;
    },
    address: () => seen[store.state.room],
  };
}

function setUp(hash, { loaded = true } = {}) {
  const page = browser(hash);
  const store = new Store();
  const ui = Object.assign(program(store), { isLoaded: loaded });
  const notices = [];
  const frames = { asked: 0 };
  const address = followAddress(
    {
      rooms: ROOMS,
      store,
      program: ui,
      notify: (text) => notices.push(text),
      requestFrame: () => (frames.asked += 1),
    },
    page,
  );
  return { page, store, ui, notices, frames, address };
}

test('an address is a room and what is inside of it', () => {
  assert.deepEqual(partsOf(''), []);
  assert.deepEqual(partsOf('#Data/map/F0 mean/'), ['data', 'map', 'F0 mean']);
  assert.deepEqual(partsOf('#data/a%20b'), ['data', 'a b']);
  assert.deepEqual(partsOf('#100%'), ['100%']);
});

test('a link leads into its room, and the title says it', () => {
  const { page, store, notices } = setUp('#features');
  assert.equal(store.state.room, 'features');
  assert.match(page.document.title, /^Features/);
  assert.deepEqual([page.steps, notices], [['#features'], []]);
});

test('a link leads to what is inside of a room, at once or when the program has come', () => {
  const now = setUp('#data/map/emotion');
  assert.deepEqual([now.store.state.room, now.ui.seen.data], ['data', 'data/map/emotion']);
  const later = setUp('#data/map/emotion', { loaded: false });
  later.address.follow();
  assert.deepEqual(
    [later.store.state.room, later.ui.seen.data, later.page.steps],
    ['data', 'data/chart', ['#data/map/emotion']],
  );
  later.ui.isLoaded = true;
  later.address.follow();
  assert.deepEqual([later.ui.seen.data, later.page.steps], ['data/map/emotion', ['#data/map/emotion']]);
});

test('an unknown room is the first one, with a sentence; an address inside of a room falls back inside of it', () => {
  for (const hash of ['#kitchen', '#toString', '#features2/mfcc', '#%E0']) {
    const { page, store, notices } = setUp(hash);
    assert.equal(store.state.room, 'listen', hash);
    assert.match(
      notices[0],
      /^There is no room “.*” here, so Listen is shown\. The rooms are Listen, Features and Data\.$/,
    );
    assert.deepEqual(page.steps, ['#listen']);
  }
  const { page, store, notices } = setUp('#data/map/shoes');
  assert.deepEqual([store.state.room, notices, page.steps], ['data', ['There is no “data/map/shoes”.'], ['#data/map']]);
});

test('each change of the room is one step of the history; going back and forward is none', () => {
  const { page, store, address } = setUp('');
  address.follow();
  address.show('listen');
  address.show('features');
  address.follow();
  address.show('features');
  assert.deepEqual(page.steps, ['', '#features/mfcc']);
  page.go(-1);
  address.follow();
  assert.equal(store.state.room, 'listen');
  assert.match(page.document.title, /^Emoscope/);
  page.go(1);
  address.follow();
  assert.equal(store.state.room, 'features');
  assert.deepEqual(page.steps, ['', '#features/mfcc']);
});

test('what is pressed inside of a room is in the address: another view is a step, its details are not', () => {
  const { page, ui, address } = setUp('#data');
  address.follow();
  assert.deepEqual(page.steps, ['#data/chart'], 'what a room begins with is no step');
  for (const shown of ['data/map', 'data/map/emotion', 'data/map/actor', 'data/map/actor']) {
    ui.seen.data = shown;
    address.follow();
  }
  assert.deepEqual(page.steps, ['#data/chart', '#data/map/actor']);
  page.go(-1);
  assert.equal(ui.seen.data, 'data/chart');
  address.follow();
  assert.deepEqual([page.steps, page.at], [['#data/chart', '#data/map/actor'], 0]);
  page.go(1);
  assert.equal(ui.seen.data, 'data/map/actor');
});

test('a press inside of a room is a step, which going back undoes down to how the room begins', () => {
  const { page, ui, address } = setUp('#data');
  ui.seen.data = 'data'; // as it begins
  address.follow();
  for (const shown of ['data/map', 'data/map/emotion', 'data/map/emotion', 'data/map/actor']) {
    ui.seen.data = shown;
    address.pressed();
    address.follow();
  }
  assert.deepEqual(page.steps, ['#data', '#data/map', '#data/map/emotion', '#data/map/actor']);
  ui.openAddress = (wanted) => ((ui.seen.data = wanted), '');
  for (const shown of ['data/map/emotion', 'data/map', 'data']) {
    page.go(-1);
    address.follow();
    assert.equal(ui.seen.data, shown);
  }
  page.go(1);
  address.follow();
  assert.deepEqual([ui.seen.data, page.at, page.steps.length], ['data/map', 1, 4]);
});

test('another address of the room that is shown asks for a frame: nothing else would draw it', () => {
  const { page, frames } = setUp('#data');
  assert.equal(frames.asked, 0, 'as it begins');
  page.goTo('#data/map');
  assert.equal(frames.asked, 1);
  page.go(-1);
  assert.equal(frames.asked, 2);
});

test('a press while the browser is on its way to another step leaves the history alone', () => {
  const { page, ui, address } = setUp('#data/map/emotion');
  ui.seen.data = 'data/map/actor';
  address.pressed();
  page.at = 0; // gone back, not told yet
  address.pressed();
  assert.deepEqual(page.steps, ['#data/map/emotion', '#data/map/actor']);
});

test('names with spaces, signs and capital letters come back as they were', () => {
  const { page, ui, store, address } = setUp('#data');
  ui.seen.data = 'data/histogram/F0 mean, 50 %';
  address.follow();
  assert.deepEqual(page.steps, ['#data/histogram/F0%20mean,%2050%20%25']);
  const again = [];
  const program = { ...ui, openAddress: (wanted) => (again.push(wanted), '') };
  followAddress({ rooms: ROOMS, store, program, notify: assert.fail, requestFrame() {} }, browser(page.location.hash));
  assert.deepEqual(again, ['data/histogram/F0 mean, 50 %']);
});

test('without a drawn page, or with a program that tells no address, the rooms alone are followed', () => {
  for (const isLoaded of [false, true]) {
    const { page, ui, store, address } = setUp('', { loaded: false });
    Object.assign(ui, { isLoaded, address: () => null, openAddress: () => '' });
    address.show('data');
    address.follow();
    page.goTo('#features/mfcc');
    address.follow();
    assert.equal(store.state.room, 'features');
    assert.deepEqual(page.steps, ['', '#data', '#features/mfcc']);
  }
});

test('a room that is none is refused with the names of those that are', () => {
  const { store, address } = setUp('');
  assert.throws(() => address.show('kitchen'), /“kitchen”; there are listen, features, data/);
  assert.equal(store.state.room, 'listen');
});

test('a frame drawn between a step back and the word of it leaves the history alone', () => {
  const { page, store, address } = setUp('#listen');
  address.show('features');
  address.follow();
  const steps = [...page.steps];
  page.at = 0; // the browser is back already, but has not told
  address.follow();
  assert.deepEqual([page.steps, page.at], [steps, 0]);
  page.go(0);
  assert.equal(store.state.room, 'listen');
  page.go(1);
  assert.equal(store.state.room, 'features');
});
