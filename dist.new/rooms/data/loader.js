// The loader of the Data room: nothing of web/data is fetched before the room is first shown; then its controller is, once.
/** @typedef {import('./controller.js').DataController} DataController */
/** @typedef {Extract<import('../../generated/contract.js').Action, `data_${string}`>} DataAction */

/**
 * @typedef {object} LoaderParts
 * @property {import('../../shell/store.js').Store} store
 * @property {(attempt: number) => Promise<DataController>} load  attempt: 1, 2, …
 * @property {(message: string, kind?: 'info' | 'error') => void} notify
 */

/** @param {string} why */
export const dataRoomMissing = (why) =>
  `The Data room could not be loaded (${why}). Go to another room and come back to try again; if that does not help, reload the page.`;

export class DataRoomLoader {
  #parts;
  #attempt = 0;
  /** @type {Promise<DataController> | null} */ #opening = null;
  /** @type {DataController | null} */ #controller = null;

  /** @param {LoaderParts} parts */
  constructor(parts) {
    this.#parts = parts;
    const { store, notify } = parts;
    const look = () => {
      if (/** @type {string} */ (store.state.room) !== 'data') return;
      this.open().then(
        (controller) => controller.shown(),
        (error) => notify(error.message, 'error'),
      );
    };
    store.subscribe((key) => key === 'room' && look());
    look();
  }

  /** Null before the room was first shown. */
  get controller() {
    return this.#controller;
  }

  /** Rejects with a sentence; the next call tries again. @returns {Promise<DataController>} */
  open() {
    this.#opening ??= this.#parts.load(++this.#attempt).then(
      (controller) => (this.#controller = controller),
      (error) => {
        console.error(error);
        this.#opening = null;
        throw new Error(dataRoomMissing(error.message), { cause: error });
      },
    );
    return this.#opening;
  }

  /** @param {DataAction} action @returns {(argument: number) => Promise<unknown>} */
  action(action) {
    return async (argument) => (await this.open()).handlers[action](argument);
  }
}
