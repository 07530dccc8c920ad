// The address says what is shown: the room and, behind it, what the room shows (#room/view/…). Links, back and forward go
// through both. What a room understands of its part of the address, the drawn page's program knows.
import { unknownRoom } from './sentences.js';

/** @typedef {import('./room_set.js').Room} Room */

/**
 * @typedef {object} Program  of the drawn page
 * @property {boolean} isLoaded
 * @property {(address: string) => string} openAddress  "", or a sentence on what it does not know and the nearest thing shown
 * @property {() => string | null} address  of what it shows; null: it does not tell
 */
/**
 * @typedef {object} AddressParts
 * @property {readonly Room[]} rooms
 * @property {import('./store.js').Store} store
 * @property {Program} program
 * @property {(message: string) => void} notify
 * @property {() => void} requestFrame  what is shown may have changed
 */

/** @param {string} hash  of an address @returns {string[]} room, view, … */
export function partsOf(hash) {
  const [room, ...inside] = decoded(hash.replace(/^#/, '')).split('/').filter(Boolean);
  return room === undefined ? [] : [room.toLowerCase(), ...inside]; // a room's own names may have capital letters
}

/**
 * @param {AddressParts} parts
 * @param {Pick<Window, 'location' | 'history' | 'document' | 'addEventListener'>} [page]
 */
export function followAddress({ rooms, store, program, notify, requestFrame }, page = window) {
  const { location, history, document } = page;
  const [first] = rooms;
  const roomCalled = (/** @type {string} */ name) => rooms.find((room) => room.name === name);
  let wanted = ''; // an address that the program, once it has come, is to open
  // The address that was read or written last. The browser moves through the history before it tells of it: a frame in
  // between must not write what is still shown over the address that the person has just gone to.
  let known = location.hash;
  /** @param {'pushState' | 'replaceState'} how @param {string} hash */
  const put = (how, hash) => {
    history[how](null, '', hash);
    known = location.hash;
  };

  /** @param {boolean} [moved]  the person went to another address of this page */
  function read(moved = false) {
    known = location.hash;
    const [name = first.name, ...inside] = partsOf(location.hash);
    const room = roomCalled(name);
    if (!room) {
      notify(
        unknownRoom(
          name,
          rooms.map(({ label }) => label),
        ),
      );
      put('replaceState', `#${first.name}`);
    }
    // Without a part behind it a room is shown as it begins, but not when the page opens: then as it is remembered.
    const isPlace = room && (inside.length > 0 || (moved && program.isLoaded));
    wanted = isPlace ? [name, ...inside].join('/') : '';
    store.set({ room: (room ?? first).name });
    openWanted();
  }

  function openWanted() {
    if (!program.isLoaded || wanted === '') return;
    const unknown = program.openAddress(wanted);
    wanted = '';
    requestFrame();
    if (unknown) notify(unknown);
    write('replaceState');
  }

  /** @param {'pushState' | 'replaceState'} [how]  by default a step of the history if the room or its view changed */
  function write(how) {
    const shown = program.isLoaded ? program.address() : null;
    if (shown === null) return;
    const before = partsOf(location.hash);
    const now = partsOf(shown);
    const room = before[0] ?? first.name;
    if (now.join('/') === before.join('/') || (before.length === 0 && shown === first.name)) return;
    const isStep = now[0] !== room || (before.length > 1 && now.length > 1 && now[1] !== before[1]);
    put(how ?? (isStep ? 'pushState' : 'replaceState'), `#${encodeURI(shown)}`);
  }

  const tell = () => (document.title = /** @type {Room} */ (roomCalled(store.state.room)).title);
  store.subscribe((key) => key === 'room' && tell());
  page.addEventListener('hashchange', () => read(true)); // also when one goes back or forward
  read();
  tell();
  return {
    /** After a press: if it changed the address, going back undoes it. */
    pressed() {
      if (location.hash === known && wanted === '') write('pushState');
    },
    /** After each frame: what is shown may have changed by itself or while something was typed. */
    follow() {
      if (location.hash !== known) return; // gone back or forward: `read` is about to be called
      if (wanted === '') write();
      else openWanted();
    },
    /** @param {string} name */
    show(name) {
      const room = roomCalled(name);
      if (!room)
        throw new Error(`There is no room “${name}”; there are ${rooms.map((other) => other.name).join(', ')}.`);
      const isOther = name !== (partsOf(location.hash)[0] ?? first.name);
      wanted = '';
      store.set({ room: room.name });
      if (!isOther) return;
      const shown = program.isLoaded ? program.address() : null;
      put('pushState', `#${encodeURI(shown && partsOf(shown)[0] === name ? shown : name)}`);
    },
  };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone %
  }
}
