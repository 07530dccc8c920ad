// The page’s rooms, or others, given stand-ins for everything but the store.
import { ROOMS } from '../../../web/rooms/index.js';
import { RoomSet } from '../../../web/shell/room_set.js';
import { Store } from '../../../web/shell/store.js';

/** Stands for whatever a room is given and does not use here. */
export const anything = new Proxy(() => anything, { get: (_, key) => (key === 'then' ? undefined : anything) });

export function setUp(rooms = ROOMS) {
  const store = new Store();
  const acted = [];
  const act = (name, argument) => acted.push([name, argument]);
  const parts = { base: new URL('http://localhost/'), store, act, notify() {}, requestFrame() {} };
  const set = new RoomSet(rooms, { ...parts, bridge: anything, engine: anything, sound: anything, drawNow: anything });
  return { store, acted, act, set };
}
