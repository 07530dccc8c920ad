// The door of the Data room: nothing of web/data is fetched before the room is first shown; then its desk is, once.
import { DATA_ROOM_MISSING } from './sentences.js';

/** @typedef {import('./data/desk.js').DataDesk} DataDesk */
/** @typedef {Extract<import('./generated/contract.js').Action, `data_${string}`>} DataWish */

/**
 * @typedef {object} DoorParts
 * @property {import('./store.js').Store} store
 * @property {(attempt: number) => Promise<DataDesk>} load  attempt: 1, 2, …
 * @property {(message: string, kind?: 'info' | 'error') => void} notify
 */

export class DataDoor {
  #parts;
  #attempt = 0;
  /** @type {Promise<DataDesk> | null} */ #opening = null;
  /** @type {DataDesk | null} */ #desk = null;

  /** @param {DoorParts} parts */
  constructor(parts) {
    this.#parts = parts;
    const { store, notify } = parts;
    const look = () => {
      if (/** @type {string} */ (store.state.room) !== 'data') return;
      this.open().then(
        (desk) => desk.shown(),
        (error) => notify(error.message, 'error'),
      );
    };
    store.subscribe((key) => key === 'room' && look());
    look();
  }

  /** Null before the room was first shown. */
  get desk() {
    return this.#desk;
  }

  /** Rejects with a sentence; the next call tries again. @returns {Promise<DataDesk>} */
  open() {
    this.#opening ??= this.#parts.load(++this.#attempt).then(
      (desk) => (this.#desk = desk),
      (error) => {
        console.error(error);
        this.#opening = null;
        throw new Error(DATA_ROOM_MISSING, { cause: error });
      },
    );
    return this.#opening;
  }

  /** @param {DataWish} wish @returns {(argument: number) => Promise<unknown>} */
  wish(wish) {
    return async (argument) => (await this.open()).wishes[wish](argument);
  }
}
