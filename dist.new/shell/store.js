// What is so, in one place: written by the page's modules, read by the drawn page, the plain page and window.emoscope.
import { ROOM_NAMES } from '../generated/contract.js';

/**
 * @typedef {object} PageState  keys are those of src/web/ui_api.h (emo_number_*, emo_text_*)
 * @property {import('../generated/contract.js').CaptureState} capture_state
 * @property {import('../generated/contract.js').ModelState} model_state
 * @property {number} bytes_loaded
 * @property {number} bytes_total  0 while unknown
 * @property {number} playhead_s  < 0: none
 * @property {boolean} playing
 * @property {import('../generated/contract.js').Theme} theme
 * @property {number} text_scale  0.8 … 1.6
 * @property {boolean} reduced_motion
 * @property {import('../generated/contract.js').Source} source
 * @property {number} device_index  -1: none
 * @property {number} unsure_threshold
 * @property {number} latency_column_ms
 * @property {number} latency_prediction_ms
 * @property {boolean} clip_busy
 * @property {number} captured_now_s  live sound has come so far, whether the engine has heard it or not
 * @property {import('../generated/contract.js').RoomName} room
 * @property {number} model_index  of the chosen model in `models`, also while it loads; -1: unknown
 * @property {number} compared_index  -1: none
 * @property {import('../generated/contract.js').ModelState} compared_state
 * @property {number} explaining  the share of an explanation that is worked out; 0: none is under way
 * @property {boolean} data_busy  a long job of the Data room runs
 * @property {number} data_progress  of it, 0 … 1
 * @property {number} player_rate  0.5 … 2
 * @property {number} player_volume  0 … 1
 * @property {boolean} player_loop
 * @property {boolean} player_follow  the next of the selection follows by itself
 * @property {number} data_opened_row  of the catalogue: what the player holds; -1 none
 * @property {string} notice
 * @property {'info' | 'error'} notice_kind
 * @property {string} clip_name
 * @property {readonly string[]} devices
 * @property {string} model_name
 * @property {string} model_note
 * @property {readonly string[]} sample_names
 * @property {string} version
 * @property {string} models  a line each, tabs between its fields (src/web/ui_api.h)
 * @property {string} card  the open one, as lines; "" none
 * @property {string} data_job  "Reading 312 of 1440 files, 40 a second, 28 s left"; "" none
 * @property {string} data_kept  "Kept on this device: 1.2 MB"; "" nothing
 */

/** @returns {PageState} */
export function initialState() {
  return {
    capture_state: 'idle',
    model_state: 'absent',
    bytes_loaded: 0,
    bytes_total: 0,
    playhead_s: -1,
    playing: false,
    theme: 'dark',
    text_scale: 1,
    reduced_motion: false,
    source: 'live',
    device_index: -1,
    unsure_threshold: 0.4,
    latency_column_ms: 0,
    latency_prediction_ms: 0,
    clip_busy: false,
    captured_now_s: 0,
    room: ROOM_NAMES[0],
    model_index: -1,
    compared_index: -1,
    compared_state: 'absent',
    explaining: 0,
    data_busy: false,
    data_progress: 0,
    player_rate: 1,
    player_volume: 1,
    player_loop: false,
    player_follow: false,
    data_opened_row: -1,
    notice: '',
    notice_kind: 'info',
    clip_name: '',
    devices: [],
    model_name: '',
    model_note: '',
    sample_names: [],
    version: '',
    models: '',
    card: '',
    data_job: '',
    data_kept: '',
  };
}

/** @typedef {<K extends keyof PageState>(key: K, value: PageState[K]) => void} Listener */

export class Store {
  /** @type {Set<Listener>} */ #listeners = new Set();
  #state = initialState();

  /** @returns {Readonly<PageState>} */
  get state() {
    return this.#state;
  }

  /** @param {Partial<PageState>} changes */
  set(changes) {
    const keys = /** @type {(keyof PageState)[]} */ (Object.keys(changes));
    const changed = keys.filter((key) => !Object.is(this.#state[key], changes[key]));
    Object.assign(this.#state, changes);
    for (const key of changed) {
      for (const listener of this.#listeners) listener(key, this.#state[key]);
    }
  }

  /** @param {Listener} listener @returns {() => void} */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
