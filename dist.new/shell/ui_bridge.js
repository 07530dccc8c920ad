// The only caller of ui.wasm (src/web/ui_api.h). Before the module has arrived, and if it never does, what is said
// to it is kept or dropped here, so that no caller needs to know.
import {
  CAPTURE_STATES,
  MODEL_STATES,
  ROOM_NAMES,
  SOURCES,
  THEMES,
  UI_NUMBERS,
  UI_SETTINGS,
  UI_TEXTS,
} from '../generated/contract.js';
import { UI_CALLS } from '../generated/ui_calls.js';
import { callsOf, read } from '../wasm/program.js';

/** @typedef {import('../generated/contract.js').UiSetting} SettingKey */
/** @typedef {import('../generated/contract.js').RoomName} RoomName */
/** @typedef {{view?: Partial<Record<SettingKey, number>>} & Partial<Record<RoomName, object>>} Remembered */

/**
 * What a room is told of the store, under which of its words (its room.h).
 * @typedef {Readonly<Record<string, {room: RoomName, word: string, type: (value: any) => unknown}>>} Told
 */

/** @type {Partial<Record<string, readonly string[]>>} */
const NAMED = {
  capture_state: CAPTURE_STATES,
  model_state: MODEL_STATES,
  compared_state: MODEL_STATES,
  source: SOURCES,
  theme: THEMES,
  room: ROOM_NAMES,
};
// In the order of ui_api.h.
const FONTS = [
  { family: 'Inter', weight: '400' },
  { family: 'Inter', weight: '600' },
  { family: 'JetBrains Mono', weight: '400' },
];
const SNAPSHOTS_KEPT = 2000; // some 20 s of sound while the module loads

/** @typedef {import('../wasm/program.js').WasmModule} UiModule */

export class UiBridge {
  /** @type {import('../generated/ui_calls.js').UiCalls | null} */ #m = null;
  /** @type {(pointer: number, size: number) => ArrayBuffer} */ #read = () => new ArrayBuffer(0);
  /** @type {ArrayBuffer[]} */ #early = [];
  #store;
  #remembered;
  #told;

  /**
   * @param {import('./store.js').Store} store
   * @param {() => Remembered} [remembered]  what the person chose at an earlier visit
   * @param {Told} [told]
   */
  constructor(store, remembered = () => ({}), told = {}) {
    this.#store = store;
    this.#remembered = remembered;
    this.#told = told;
    store.subscribe((key, value) => this.#tell(key, value));
  }

  get isLoaded() {
    return this.#m !== null;
  }

  /** @param {UiModule} module */
  attach(module) {
    this.#m = callsOf(module, UI_CALLS);
    this.#read = (pointer, size) => read(module, pointer, size).buffer;
    this.#choose(this.#remembered());
    for (const [key, value] of Object.entries(this.#store.state)) this.#tell(key, value);
    for (const bytes of this.#early) this.snapshot(bytes);
    this.#early = [];
  }

  /** @returns {boolean} whether pictures can be drawn (WebGL2) */
  startGraphics() {
    return this.#m?.ui_graphics_start() === 0;
  }
  loseGraphics() {
    this.#m?.ui_graphics_lost();
  }
  restoreGraphics() {
    return this.#m?.ui_graphics_restored() === 0;
  }
  /** @param {number} width @param {number} height @param {number} ratio */
  resize(width, height, ratio) {
    this.#m?.ui_resize(width, height, ratio);
  }
  /** @param {number} nowMs @returns {boolean} whether an animation wants another frame at once */
  frame(nowMs) {
    return this.#m?.ui_frame(nowMs) === 1;
  }
  frameMsP95() {
    return this.#m?.ui_frame_ms_p95() ?? 0;
  }
  /** The fonts that it draws with, as files. @returns {{family: string, weight: string, file: Uint8Array<ArrayBuffer>}[]} */
  fonts() {
    const m = this.#m;
    return m ? FONTS.map((font, face) => ({ ...font, file: m.ui_font(face) })) : [];
  }
  /** @param {number} id @param {number} value */
  press(id, value) {
    this.#m?.ui_press(id, value);
  }
  /** @param {number} id  of a text field @param {string} text  what it holds now */
  pressText(id, text) {
    this.#m?.ui_press_text(id, text);
  }
  /** @param {number} id */
  hover(id) {
    this.#m?.ui_hover(id);
  }
  /** @param {number} id */
  focus(id) {
    this.#m?.ui_focus(id);
  }
  /** @param {string} key  KeyboardEvent.key @returns {boolean} whether it was of use */
  key(key) {
    return this.#m?.ui_key(key) === 1;
  }
  /** @param {string} address  room/view/… @returns {string} "" or a sentence on the part of it that is unknown */
  openAddress(address) {
    return this.#m?.ui_open_address(address) ?? '';
  }
  /** Of what is shown; null before the module has arrived. */
  address() {
    return this.#m ? this.#m.ui_address() : null;
  }
  /** What the person chose in the drawn page. @returns {Remembered} */
  chosen() {
    const m = this.#m;
    if (!m) return this.#remembered();
    const view = Object.fromEntries(UI_SETTINGS.map((key, index) => [key, m.ui_setting(index)]));
    return { view, ...Object.fromEntries(ROOM_NAMES.map((room) => [room, this.remembered(room)])) };
  }
  /** @param {Remembered} chosen */
  #choose({ view = {}, ...rooms }) {
    UI_SETTINGS.forEach((key, index) => {
      if (view[key] !== undefined) this.#m?.ui_set_setting(index, view[key]);
    });
    ROOM_NAMES.forEach((name, room) => {
      const chosen = rooms[name];
      if (chosen) this.#m?.ui_remember(room, JSON.stringify(chosen));
    });
  }
  /** What an open overlay says. @returns {import('./mirror.js').Overlay | null} */
  overlay() {
    return this.#m && JSON.parse(this.#m.ui_overlay_json() || 'null');
  }
  /** Live predictions since the last call. @returns {import('./public_api.js').Prediction[]} */
  drainPredictions() {
    return this.#m ? JSON.parse(this.#m.ui_drain_predictions_json() || '[]') : [];
  }
  /** "" : nothing changed since the last call. */
  controls() {
    return this.#m ? this.#m.ui_controls() : '';
  }
  spokenLine() {
    return this.#m ? this.#m.ui_spoken_line() : '';
  }
  /** @returns {Record<string, any>} */
  snapshotData() {
    return (this.#m && JSON.parse(this.#m.ui_snapshot_json() || 'null')) ?? {};
  }
  /** @returns {Record<string, any> | null} */
  clipData() {
    return this.#m && JSON.parse(this.#m.ui_clip_json() || 'null');
  }
  newestColumnS() {
    return this.#m?.ui_now_column_s() ?? 0;
  }

  /** What a room asks of its worker, if it is news. @param {RoomName} room @returns {ArrayBuffer | null} */
  request(room) {
    const m = this.#m;
    const size = m?.ui_request(numberOf(room)) ?? 0;
    if (!m || size === 0) return null;
    return this.#read(m.ui_request_bytes(), size);
  }
  /**
   * What the worker answers.
   * @param {RoomName} room
   * @param {number} kind  the room's (its room.h)
   * @param {Uint8Array} bytes
   * @returns {boolean} whether it was understood
   */
  take(room, kind, bytes) {
    return !this.#m || this.#m.ui_take(numberOf(room), kind, bytes) === 0;
  }
  /** @param {RoomName} room @param {Record<string, unknown>} words  of its room.h */
  tell(room, words) {
    this.#m?.ui_tell(numberOf(room), JSON.stringify(words));
  }
  /** What a room has to say. @param {RoomName} room @returns {Record<string, any> | null} */
  facts(room) {
    return this.#m && JSON.parse(this.#m.ui_facts(numberOf(room)) || 'null');
  }
  /** The next frame draws in any case. */
  drawAnew() {
    this.#m?.ui_draw_anew();
  }
  /** What was chosen in a room. @param {RoomName} room @returns {Record<string, unknown>} */
  remembered(room) {
    return (this.#m && JSON.parse(this.#m.ui_remembered(numberOf(room)) || 'null')) ?? {};
  }
  /** @param {ArrayBuffer} bytes @returns {boolean} whether it was understood */
  snapshot(bytes) {
    if (!this.#m) {
      if (this.#early.length < SNAPSHOTS_KEPT) this.#early.push(bytes);
      return true;
    }
    return this.#m.ui_snapshot(new Uint8Array(bytes)) === 0;
  }

  /** @param {string} key @param {unknown} value */
  #tell(key, value) {
    const m = this.#m;
    if (!m) return;
    const told = this.#told[key];
    if (told) return this.tell(told.room, { [told.word]: told.type(value) });
    const number = /** @type {readonly string[]} */ (UI_NUMBERS).indexOf(key);
    if (number >= 0) {
      m.ui_number(number, NAMED[key] ? NAMED[key].indexOf(/** @type {string} */ (value)) : Number(value));
      return;
    }
    const text = Array.isArray(value) ? value.map(oneLine).join('\n') : String(value);
    const index = /** @type {readonly string[]} */ (UI_TEXTS).indexOf(key);
    m.ui_text(index, text);
  }
}

/** @param {RoomName} room */
const numberOf = (room) => ROOM_NAMES.indexOf(room);

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ');
