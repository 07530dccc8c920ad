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
/** @typedef {{view?: Partial<Record<SettingKey, number>>, features?: object, data?: object}} Remembered */

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
 * @property {() => number} _emo_ui_feature_request
 * @property {() => number} _emo_ui_feature_request_bytes
 * @property {(bytes: number, size: number) => number} _emo_ui_feature_block
 * @property {(bytes: number, size: number) => number} _emo_ui_explanation
 * @property {() => number} _emo_ui_explanation_json
 * @property {() => number} _emo_ui_region_start_s
 * @property {() => number} _emo_ui_region_end_s
 * @property {() => number} _emo_ui_region_selected
 * @property {() => number} _emo_ui_features_settings
 * @property {(json: number) => void} _emo_ui_set_features_settings
 * @property {() => number} _emo_ui_picture_box
 * @property {() => number} _emo_ui_data_request
 * @property {() => number} _emo_ui_data_request_bytes
 * @property {(bytes: number, size: number) => number} _emo_ui_data_view
 * @property {(row: number, bytes: number, size: number) => number} _emo_ui_data_picture
 * @property {(column: number) => void} _emo_ui_data_only
 * @property {() => number} _emo_ui_data_json
 * @property {() => number} _emo_ui_data_settings
 * @property {(json: number) => void} _emo_ui_set_data_settings
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
    return { view, features: this.featuresSettings(), data: this.dataSettings() };
  }
  /** @param {Remembered} chosen */
  #choose({ view = {}, features, data }) {
    UI_SETTINGS.forEach((key, index) => {
      if (view[key] !== undefined) this.#m?._emo_ui_set_setting(index, view[key]);
    });
    if (features) {
      this.#withText(JSON.stringify(features), (pointer) => this.#m?._emo_ui_set_features_settings(pointer));
    }
    if (data) this.#withText(JSON.stringify(data), (pointer) => this.#m?._emo_ui_set_data_settings(pointer));
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

  /** What the Features room wants, if it is news: a FeatureRequest. @returns {ArrayBuffer | null} */
  featureRequest() {
    const m = this.#m;
    const size = m?._emo_ui_feature_request() ?? 0;
    if (!m || size === 0) return null;
    const pointer = m._emo_ui_feature_request_bytes();
    return /** @type {ArrayBuffer} */ (m.HEAPU8.slice(pointer, pointer + size).buffer);
  }
  /** @param {ArrayBuffer} bytes  a FeatureBlock @returns {boolean} whether it was understood */
  featureBlock(bytes) {
    const m = this.#m;
    return !m || this.#with(new Uint8Array(bytes), (at) => m._emo_ui_feature_block(at, bytes.byteLength) === 0);
  }
  /** @param {ArrayBuffer | null} bytes  null takes it away @returns {boolean} whether it was understood */
  explanation(bytes) {
    const m = this.#m;
    const given = new Uint8Array(bytes ?? []);
    return !m || this.#with(given, (at) => m._emo_ui_explanation(at, given.length) === 0);
  }
  /** @returns {Record<string, any> | null} */
  explanationData() {
    return this.#m && JSON.parse(this.#text(this.#m._emo_ui_explanation_json()) || 'null');
  }
  /** @returns {import('../rooms/features/controller.js').Region} */
  region() {
    const m = this.#m;
    if (!m) return { start_s: 0, end_s: 0, selected: false };
    const selected = m._emo_ui_region_selected() === 1;
    return { start_s: m._emo_ui_region_start_s(), end_s: m._emo_ui_region_end_s(), selected };
  }
  /** What was chosen in the Features room. @returns {Record<string, unknown>} */
  featuresSettings() {
    return (this.#m && JSON.parse(this.#text(this.#m._emo_ui_features_settings()) || 'null')) ?? {};
  }
  /** CSS pixels; the next frame draws in any case. @returns {{x: number, y: number, w: number, h: number} | null} */
  pictureBox() {
    return this.#m && JSON.parse(this.#text(this.#m._emo_ui_picture_box()) || 'null');
  }

  /** What the Data room handlers to see, if it is news: a DataRequest. @returns {ArrayBuffer | null} */
  dataRequest() {
    const m = this.#m;
    const size = m?._emo_ui_data_request() ?? 0;
    if (!m || size === 0) return null;
    const pointer = m._emo_ui_data_request_bytes();
    return /** @type {ArrayBuffer} */ (m.HEAPU8.slice(pointer, pointer + size).buffer);
  }
  /** @param {ArrayBuffer} bytes  a DataView of contract/data_view.h @returns {boolean} whether it was understood */
  dataView(bytes) {
    const m = this.#m;
    return !m || this.#with(new Uint8Array(bytes), (at) => m._emo_ui_data_view(at, bytes.byteLength) === 0);
  }
  /**
   * A row's log-mel picture for the comparison.
   * @param {number} row  of the catalogue
   * @param {Uint8Array} bytes  u32 width, u32 height, then height rows of width bytes, the lowest band first, 255 the loudest
   * @returns {boolean} whether it was understood
   */
  dataPicture(row, bytes) {
    const m = this.#m;
    return !m || this.#with(bytes, (at) => m._emo_ui_data_picture(row, at, bytes.length) === 0);
  }
  /** A play-list: only rows with a place in this column, in its order. @param {string} column */
  dataOnly(column) {
    if (this.#m) this.#withText(column, (pointer) => this.#m?._emo_ui_data_only(pointer));
  }
  /** What the Data room handlers and sees (data_facts.cpp says the words). @returns {Record<string, any> | null} */
  dataFacts() {
    return this.#m && JSON.parse(this.#text(this.#m._emo_ui_data_json()) || 'null');
  }
  /** What was chosen in the Data room. @returns {Record<string, unknown>} */
  dataSettings() {
    return (this.#m && JSON.parse(this.#text(this.#m._emo_ui_data_settings()) || 'null')) ?? {};
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

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ');
