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

/** @typedef {import('../generated/contract.js').UiSetting} SettingKey */
/** @typedef {import('../generated/contract.js').RoomName} RoomName */
/** @typedef {{view?: Partial<Record<SettingKey, number>>} & Partial<Record<RoomName, object>>} Remembered */

/**
 * What of the store is told to one room, and by which of its words (its room.h).
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

/**
 * @typedef {object} UiModule  what Emscripten's factory gives
 * @property {Uint8Array} HEAPU8
 * @property {(bytes: number) => number} _emo_ui_alloc
 * @property {(pointer: number) => void} _emo_ui_free
 * @property {() => number} _emo_ui_graphics_start
 * @property {() => void} _emo_ui_graphics_lost
 * @property {() => number} _emo_ui_graphics_restored
 * @property {(width: number, height: number, ratio: number) => void} _emo_ui_resize
 * @property {(now_ms: number) => number} _emo_ui_frame
 * @property {() => number} _emo_ui_frame_ms_p95
 * @property {(face: number) => number} _emo_ui_font
 * @property {(face: number) => number} _emo_ui_font_size
 * @property {(key: number, value: number) => void} _emo_ui_number
 * @property {(key: number, utf8: number) => void} _emo_ui_text
 * @property {(bytes: number, size: number) => number} _emo_ui_snapshot
 * @property {(room: number) => number} _emo_ui_request
 * @property {() => number} _emo_ui_request_bytes
 * @property {(room: number, kind: number, bytes: number, size: number) => number} _emo_ui_take
 * @property {(room: number, json: number) => void} _emo_ui_tell
 * @property {(room: number) => number} _emo_ui_facts
 * @property {(room: number) => number} _emo_ui_remembered
 * @property {(room: number, json: number) => void} _emo_ui_remember
 * @property {() => number} _emo_ui_address
 * @property {(utf8: number) => number} _emo_ui_open_address
 * @property {() => void} _emo_ui_draw_anew
 * @property {(id: number, utf8: number) => void} _emo_ui_press_text
 * @property {(key: number) => number} _emo_ui_setting
 * @property {(key: number, value: number) => void} _emo_ui_set_setting
 * @property {() => number} _emo_ui_controls
 * @property {(id: number, value: number) => void} _emo_ui_press
 * @property {(id: number) => void} _emo_ui_hover
 * @property {(id: number) => void} _emo_ui_focus
 * @property {(key: number) => number} _emo_ui_key
 * @property {() => number} _emo_ui_overlay_json
 * @property {() => number} _emo_ui_snapshot_json
 * @property {() => number} _emo_ui_clip_json
 * @property {() => number} _emo_ui_drain_predictions_json
 * @property {() => number} _emo_ui_spoken_line
 * @property {() => number} _emo_ui_now_column_s
 */

export class UiBridge {
  /** @type {UiModule | null} */ #m = null;
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
    this.#m = module;
    this.#choose(this.#remembered());
    for (const [key, value] of Object.entries(this.#store.state)) this.#tell(key, value);
    for (const bytes of this.#early) this.snapshot(bytes);
    this.#early = [];
  }

  /** @returns {boolean} whether pictures can be drawn (WebGL2) */
  startGraphics() {
    return this.#m?._emo_ui_graphics_start() === 0;
  }
  loseGraphics() {
    this.#m?._emo_ui_graphics_lost();
  }
  restoreGraphics() {
    return this.#m?._emo_ui_graphics_restored() === 0;
  }
  /** @param {number} width @param {number} height @param {number} ratio */
  resize(width, height, ratio) {
    this.#m?._emo_ui_resize(width, height, ratio);
  }
  /** @param {number} nowMs @returns {boolean} whether an animation wants another frame at once */
  frame(nowMs) {
    return this.#m?._emo_ui_frame(nowMs) === 1;
  }
  frameMsP95() {
    return this.#m?._emo_ui_frame_ms_p95() ?? 0;
  }
  /** The fonts that it draws with, as files. @returns {{family: string, weight: string, file: Uint8Array<ArrayBuffer>}[]} */
  fonts() {
    const m = this.#m;
    return m
      ? FONTS.map((font, face) => {
          const pointer = m._emo_ui_font(face);
          return { ...font, file: new Uint8Array(m.HEAPU8.slice(pointer, pointer + m._emo_ui_font_size(face))) };
        })
      : [];
  }
  /** @param {number} id @param {number} value */
  press(id, value) {
    this.#m?._emo_ui_press(id, value);
  }
  /** @param {number} id  of a text field @param {string} text  what it holds now */
  pressText(id, text) {
    if (this.#m) this.#withText(text, (pointer) => this.#m?._emo_ui_press_text(id, pointer));
  }
  /** @param {number} id */
  hover(id) {
    this.#m?._emo_ui_hover(id);
  }
  /** @param {number} id */
  focus(id) {
    this.#m?._emo_ui_focus(id);
  }
  /** @param {string} key  KeyboardEvent.key @returns {boolean} whether it was of use */
  key(key) {
    return this.#m !== null && this.#withText(key, (pointer) => this.#m?._emo_ui_key(pointer) === 1);
  }
  /** @param {string} address  room/view/… @returns {string} "" or a sentence: what of it is not known */
  openAddress(address) {
    const m = this.#m;
    return m ? this.#withText(address, (utf8) => this.#text(m._emo_ui_open_address(utf8))) : '';
  }
  /** Of what is shown; null before the module has arrived. */
  address() {
    return this.#m ? this.#text(this.#m._emo_ui_address()) : null;
  }
  /** What the person chose in the drawn page. @returns {Remembered} */
  chosen() {
    const m = this.#m;
    if (!m) return this.#remembered();
    const view = Object.fromEntries(UI_SETTINGS.map((key, index) => [key, m._emo_ui_setting(index)]));
    return { view, ...Object.fromEntries(ROOM_NAMES.map((room) => [room, this.remembered(room)])) };
  }
  /** @param {Remembered} chosen */
  #choose({ view = {}, ...rooms }) {
    UI_SETTINGS.forEach((key, index) => {
      if (view[key] !== undefined) this.#m?._emo_ui_set_setting(index, view[key]);
    });
    ROOM_NAMES.forEach((name, room) => {
      const chosen = rooms[name];
      if (chosen) this.#withText(JSON.stringify(chosen), (json) => this.#m?._emo_ui_remember(room, json));
    });
  }
  /** What an open overlay says. @returns {import('./mirror.js').Overlay | null} */
  overlay() {
    return this.#m && JSON.parse(this.#text(this.#m._emo_ui_overlay_json()) || 'null');
  }
  /** Live predictions since the last call. @returns {import('./public_api.js').Prediction[]} */
  drainPredictions() {
    return this.#m ? JSON.parse(this.#text(this.#m._emo_ui_drain_predictions_json()) || '[]') : [];
  }
  /** "" : nothing changed since the last call. */
  controls() {
    return this.#m ? this.#text(this.#m._emo_ui_controls()) : '';
  }
  spokenLine() {
    return this.#m ? this.#text(this.#m._emo_ui_spoken_line()) : '';
  }
  /** @returns {Record<string, any>} */
  snapshotData() {
    return (this.#m && JSON.parse(this.#text(this.#m._emo_ui_snapshot_json()) || 'null')) ?? {};
  }
  /** @returns {Record<string, any> | null} */
  clipData() {
    return this.#m && JSON.parse(this.#text(this.#m._emo_ui_clip_json()) || 'null');
  }
  newestColumnS() {
    return this.#m?._emo_ui_now_column_s() ?? 0;
  }

  /** What a room asks of its worker, if it is news. @param {RoomName} room @returns {ArrayBuffer | null} */
  request(room) {
    const m = this.#m;
    const size = m?._emo_ui_request(numberOf(room)) ?? 0;
    if (!m || size === 0) return null;
    const pointer = m._emo_ui_request_bytes();
    return /** @type {ArrayBuffer} */ (m.HEAPU8.slice(pointer, pointer + size).buffer);
  }
  /**
   * What the worker answers.
   * @param {RoomName} room
   * @param {number} kind  the room's (its room.h)
   * @param {Uint8Array} bytes
   * @returns {boolean} whether it was understood
   */
  take(room, kind, bytes) {
    const m = this.#m;
    return !m || this.#with(bytes, (at) => m._emo_ui_take(numberOf(room), kind, at, bytes.length) === 0);
  }
  /** @param {RoomName} room @param {Record<string, unknown>} words  of its room.h */
  tell(room, words) {
    if (this.#m) this.#withText(JSON.stringify(words), (json) => this.#m?._emo_ui_tell(numberOf(room), json));
  }
  /** What a room has to say. @param {RoomName} room @returns {Record<string, any> | null} */
  facts(room) {
    return this.#m && JSON.parse(this.#text(this.#m._emo_ui_facts(numberOf(room))) || 'null');
  }
  /** The next frame draws in any case. */
  drawAnew() {
    this.#m?._emo_ui_draw_anew();
  }
  /** What was chosen in a room. @param {RoomName} room @returns {Record<string, unknown>} */
  remembered(room) {
    return (this.#m && JSON.parse(this.#text(this.#m._emo_ui_remembered(numberOf(room))) || 'null')) ?? {};
  }
  /** @param {ArrayBuffer} bytes @returns {boolean} whether it was understood */
  snapshot(bytes) {
    if (!this.#m) {
      if (this.#early.length < SNAPSHOTS_KEPT) this.#early.push(bytes);
      return true;
    }
    const m = this.#m;
    return this.#with(new Uint8Array(bytes), (pointer) => m._emo_ui_snapshot(pointer, bytes.byteLength) === 0);
  }

  /** @param {string} key @param {unknown} value */
  #tell(key, value) {
    const m = this.#m;
    if (!m) return;
    const told = this.#told[key];
    if (told) return this.tell(told.room, { [told.word]: told.type(value) });
    const number = /** @type {readonly string[]} */ (UI_NUMBERS).indexOf(key);
    if (number >= 0) {
      m._emo_ui_number(number, NAMED[key] ? NAMED[key].indexOf(/** @type {string} */ (value)) : Number(value));
      return;
    }
    const text = Array.isArray(value) ? value.map(oneLine).join('\n') : String(value);
    const index = /** @type {readonly string[]} */ (UI_TEXTS).indexOf(key);
    this.#withText(text, (pointer) => m._emo_ui_text(index, pointer));
  }

  /**
   * @template T
   * @param {string} text
   * @param {(utf8: number) => T} use
   */
  #withText(text, use) {
    return this.#with(new TextEncoder().encode(`${text}\0`), use);
  }

  /**
   * @template T
   * @param {Uint8Array} bytes
   * @param {(pointer: number) => T} use
   */
  #with(bytes, use) {
    const m = /** @type {UiModule} */ (this.#m);
    const pointer = m._emo_ui_alloc(bytes.length);
    m.HEAPU8.set(bytes, pointer);
    const result = use(pointer);
    m._emo_ui_free(pointer);
    return result;
  }

  /** @param {number} pointer  zero-terminated UTF-8 */
  #text(pointer) {
    const heap = /** @type {UiModule} */ (this.#m).HEAPU8;
    return new TextDecoder().decode(heap.slice(pointer, heap.indexOf(0, pointer)));
  }
}

/** @param {RoomName} room */
const numberOf = (room) => ROOM_NAMES.indexOf(room);

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ');
