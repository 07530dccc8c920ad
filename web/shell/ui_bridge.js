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

/** @type {Partial<Record<string, readonly string[]>>} */
const NAMED = {
  capture_state: CAPTURE_STATES,
  model_state: MODEL_STATES,
  compared_state: MODEL_STATES,
  source: SOURCES,
  theme: THEMES,
  room: ROOM_NAMES,
};
// What of the store is told to one room, and by which of its words (its room.h).
const TOLD = Object.freeze({
  explaining: { room: 'listen', word: 'explaining', type: Boolean },
  data_busy: { room: 'data', word: 'busy', type: Boolean },
  data_progress: { room: 'data', word: 'progress', type: Number },
  data_job: { room: 'data', word: 'job', type: String },
  data_kept: { room: 'data', word: 'kept', type: String },
  player_rate: { room: 'data', word: 'rate', type: Number },
  player_volume: { room: 'data', word: 'volume', type: Number },
  player_loop: { room: 'data', word: 'loop', type: Boolean },
  player_follow: { room: 'data', word: 'follow', type: Boolean },
  data_opened_row: { room: 'data', word: 'opened_row', type: Number },
});
export const ROOM_KEYS = Object.freeze(Object.keys(TOLD));
// The kinds of take() in the order of each room.h.
const EXPLANATION = 0;
const FEATURE_BLOCK = 0;
const DATA_VIEW = 0;
const DATA_PICTURE = 1;
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
 * @property {(utf8: number) => number} [_emo_ui_open_address]
 * @property {() => number} [_emo_ui_address]
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

  /**
   * @param {import('./store.js').Store} store
   * @param {() => Remembered} [remembered]  what the person chose at an earlier visit
   */
  constructor(store, remembered = () => ({})) {
    this.#store = store;
    this.#remembered = remembered;
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
    if (!m?._emo_ui_open_address) return '';
    return this.#text(this.#withText(address, (pointer) => m._emo_ui_open_address?.(pointer) ?? 0));
  }
  /** Of what is shown; null while it cannot be told. */
  address() {
    return this.#m?._emo_ui_address ? this.#text(this.#m._emo_ui_address()) : null;
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
  /** What was chosen in a room. @param {RoomName} room @returns {Record<string, unknown>} */
  remembered(room) {
    return (this.#m && JSON.parse(this.#text(this.#m._emo_ui_remembered(numberOf(room))) || 'null')) ?? {};
  }
  /** Of what is shown, as behind "#". */
  address() {
    return this.#m ? this.#text(this.#m._emo_ui_address()) : '';
  }
  /** @param {string} address @returns {string}  a sentence on what it does not know; "" when all is */
  openAddress(address) {
    const m = this.#m;
    return m ? this.#withText(address, (utf8) => this.#text(m._emo_ui_open_address(utf8))) : '';
  }

  /** What the Features room wants, if it is news: a FeatureRequest. */
  featureRequest() {
    return this.request('features');
  }
  /** @param {ArrayBuffer} bytes  a FeatureBlock */
  featureBlock(bytes) {
    return this.take('features', FEATURE_BLOCK, new Uint8Array(bytes));
  }
  /** @param {ArrayBuffer | null} bytes  null takes it away */
  explanation(bytes) {
    return this.take('listen', EXPLANATION, new Uint8Array(bytes ?? []));
  }
  explanationData() {
    return this.facts('listen');
  }
  /** @returns {import('../rooms/features/controller.js').Region} */
  region() {
    const { start_s = 0, end_s = 0, selected = false } = this.facts('features') ?? {};
    return { start_s, end_s, selected };
  }
  featuresSettings() {
    return this.remembered('features');
  }
  /** CSS pixels; the next frame draws in any case. @returns {{x: number, y: number, w: number, h: number} | null} */
  pictureBox() {
    this.#m?._emo_ui_draw_anew();
    return this.facts('features')?.picture ?? null;
  }

  /** What the Data room asks for, if it is news: a DataRequest. */
  dataRequest() {
    return this.request('data');
  }
  /** @param {ArrayBuffer} bytes  a DataView of contract/data_view.h */
  dataView(bytes) {
    return this.take('data', DATA_VIEW, new Uint8Array(bytes));
  }
  /**
   * A row's log-mel picture for the comparison.
   * @param {number} row  of the catalogue
   * @param {Uint8Array} bytes  u32 width, u32 height, then height rows of width bytes, the lowest band first, 255 the loudest
   */
  dataPicture(row, bytes) {
    const all = new Uint8Array(4 + bytes.length);
    new DataView(all.buffer).setUint32(0, row, true);
    all.set(bytes, 4);
    return this.take('data', DATA_PICTURE, all);
  }
  /** A play-list: only rows with a place in this column, in its order. @param {string} column */
  dataOnly(column) {
    this.tell('data', { only: column });
  }
  /** What the Data room asks for and shows (src/ui/rooms/data/facts.cpp has the words). */
  dataFacts() {
    return this.facts('data');
  }
  dataSettings() {
    return this.remembered('data');
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
    const told = TOLD[/** @type {keyof typeof TOLD} */ (key)];
    if (told) return this.tell(/** @type {RoomName} */ (told.room), { [told.word]: told.type(value) });
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
