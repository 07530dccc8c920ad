// What a room is to the page, and all rooms together. The page knows them by the list of web/rooms/index.js alone.

/** @typedef {import('../generated/contract.js').RoomName} RoomName */

/**
 * @typedef {object} Room
 * @property {RoomName} name  its address is #name
 * @property {string} label
 * @property {string} title  of the document while it is shown
 * @property {string | null} needsPicture  the sentence shown if nothing can be drawn; null: the room works in words, too
 * @property {(parts: RoomParts) => RoomHooks} wire  called once, when the page begins: what is heavy is to be loaded later
 */

/**
 * What a room may use.
 * @typedef {object} RoomParts
 * @property {URL} base  the page's folder
 * @property {import('./store.js').Store} store
 * @property {import('../rooms/room_bridge.js').RoomBridge} bridge
 * @property {import('../engine/client.js').EngineClient} engine
 * @property {ReturnType<typeof import('../audio/sound.js').createSound>} sound
 * @property {ReturnType<typeof import('./actions.js').createDispatcher>} act
 * @property {(message: string, kind?: 'info' | 'error') => void} notify
 * @property {() => void} requestFrame
 * @property {() => HTMLCanvasElement | null} drawNow  draws at once; the canvas is good until this task ends
 */

/**
 * What a room does, and what it is told when; each of these is optional.
 * @typedef {object} RoomHooks
 * @property {Partial<import('./actions.js').ActionTable>} [handlers]  of the actions that only it asks for
 * @property {() => void} [afterFrame]  also while another room is shown
 * @property {(bytes: ArrayBuffer) => void} [takeBlock]  a FeatureBlock came from the engine
 * @property {() => void} [clipChanged]  opened or closed
 * @property {() => void} [clipEnded]  it was heard to its end
 * @property {(key: import('./keyboard.js').PageKey) => boolean} [key]  while it is shown; whether it was of use
 * @property {(transfer: DataTransfer) => boolean} [drop]  while it is shown; whether the room takes what was dropped
 * @property {() => unknown} [facts]  for window.emoscope.NAME()
 */

export class RoomSet {
  #store;
  /** @type {Map<string, RoomHooks>} */ #hooks;

  /** @param {readonly Room[]} rooms @param {RoomParts} parts */
  constructor(rooms, parts) {
    this.#store = parts.store;
    this.#hooks = new Map(rooms.map(({ name, wire }) => [name, wire(parts)]));
  }

  /** Of all rooms. @returns {Partial<import('./actions.js').ActionTable>} */
  get handlers() {
    return Object.assign({}, ...[...this.#hooks.values()].map(({ handlers }) => handlers));
  }

  /** By room, of those that tell something. @returns {Record<string, () => unknown>} */
  get facts() {
    const told = [...this.#hooks].flatMap(([name, { facts }]) => (facts ? [[name, facts]] : []));
    return Object.fromEntries(told);
  }

  afterFrame() {
    for (const hooks of this.#hooks.values()) hooks.afterFrame?.();
  }

  /** @param {ArrayBuffer} bytes */
  takeBlock(bytes) {
    for (const hooks of this.#hooks.values()) hooks.takeBlock?.(bytes);
  }

  clipChanged() {
    for (const hooks of this.#hooks.values()) hooks.clipChanged?.();
  }

  clipEnded() {
    for (const hooks of this.#hooks.values()) hooks.clipEnded?.();
  }

  /** @param {import('./keyboard.js').PageKey} key @returns {boolean} whether the room that is shown had a use for it */
  key(key) {
    return this.#shown?.key?.(key) ?? false;
  }

  /** @param {DataTransfer} transfer @returns {boolean} whether the room that is shown takes it */
  drop(transfer) {
    return this.#shown?.drop?.(transfer) ?? false;
  }

  get #shown() {
    return this.#hooks.get(this.#store.state.room);
  }
}
