// The rooms of the page, one line each, in the order of their keys 1, 2, … and of src/contract (RoomName).
import { data } from './data/index.js';
import { features } from './features/index.js';
import { listen } from './listen/index.js';

/** @type {readonly import('../shell/room_set.js').Room[]} */
export const ROOMS = Object.freeze([listen, features, data]);
