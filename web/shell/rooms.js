// Which room is shown. The address says it (#listen, #features, #data), so that back, forward and links go through the rooms.
import { ROOM_NAMES } from '../generated/contract.js';

/** @typedef {import('../generated/contract.js').RoomName} Room */

/** @type {Record<Room, string>} */
const TITLES = {
  listen: 'Emoscope: see how a voice sounds',
  features: 'Features of the sound: Emoscope',
  data: 'Data: recordings, counted, charted and heard: Emoscope',
};

/** @param {string} hash  of an address @returns {Room}  the first one for what is none */
export function roomOfHash(hash) {
  const name = hash.replace(/^#/, '').toLowerCase();
  return ROOM_NAMES.find((room) => room === name) ?? ROOM_NAMES[0];
}

/**
 * @param {import('./store.js').Store} store
 * @param {Pick<Window, 'location' | 'history' | 'document' | 'addEventListener'>} [page]
 */
export function followAddress(store, page = window) {
  const { location, history, document } = page;
  const read = () => store.set({ room: roomOfHash(location.hash) });
  store.subscribe((key, room) => {
    if (key === 'room') document.title = TITLES[/** @type {Room} */ (room)];
  });
  page.addEventListener('hashchange', read); // also when one goes back or forward
  read();
  document.title = TITLES[store.state.room];
  return {
    /** @param {Room} room */
    show(room) {
      if (!ROOM_NAMES.includes(room))
        throw new Error(`There is no room “${room}”; there are ${ROOM_NAMES.join(', ')}.`);
      if (room !== roomOfHash(location.hash)) history.pushState(null, '', `#${room}`);
      store.set({ room });
    },
  };
}
