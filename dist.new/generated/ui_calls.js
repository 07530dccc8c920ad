// Written by scripts/generate_contract.mjs; do not edit. What src/web/ui_api.h exports, and how each value crosses (web/wasm/program.js).

/**
 * @typedef {object} UiCalls
 * @property {() => number} ui_graphics_start
 * @property {() => void} ui_graphics_lost
 * @property {() => number} ui_graphics_restored
 * @property {(css_width: number, css_height: number, pixel_ratio: number) => void} ui_resize
 * @property {(now_ms: number) => number} ui_frame
 * @property {() => number} ui_frame_ms_p95
 * @property {(face: number) => Uint8Array<ArrayBuffer>} ui_font
 * @property {(key: number, value: number) => void} ui_number
 * @property {(key: number, utf8: string) => void} ui_text
 * @property {(bytes: Uint8Array | null) => number} ui_snapshot
 * @property {(room: number) => number} ui_request
 * @property {() => number} ui_request_bytes
 * @property {(room: number, kind: number, bytes: Uint8Array | null) => number} ui_take
 * @property {(room: number, json: string) => void} ui_tell
 * @property {(room: number) => string} ui_facts
 * @property {(room: number) => string} ui_remembered
 * @property {(room: number, json: string) => void} ui_remember
 * @property {() => string} ui_address
 * @property {(utf8: string) => string} ui_open_address
 * @property {() => void} ui_draw_anew
 * @property {(key: number) => number} ui_setting
 * @property {(key: number, value: number) => void} ui_set_setting
 * @property {() => string} ui_controls
 * @property {(id: number, value: number) => void} ui_press
 * @property {(id: number, utf8: string) => void} ui_press_text
 * @property {(id: number) => void} ui_hover
 * @property {(id: number) => void} ui_focus
 * @property {(key: string) => number} ui_key
 * @property {() => string} ui_overlay_json
 * @property {() => string} ui_snapshot_json
 * @property {() => string} ui_clip_json
 * @property {() => string} ui_drain_predictions_json
 * @property {() => string} ui_spoken_line
 * @property {() => number} ui_now_column_s
 */

/** @type {import('../wasm/program.js').CallTable<UiCalls>} */
export const UI_CALLS = Object.freeze({
  ui_graphics_start: '',
  ui_graphics_lost: '',
  ui_graphics_restored: '',
  ui_resize: 'nnn',
  ui_frame: 'n',
  ui_frame_ms_p95: '',
  ui_font: 'n>bs',
  ui_number: 'nn',
  ui_text: 'nt',
  ui_snapshot: 'b',
  ui_request: 'n',
  ui_request_bytes: '',
  ui_take: 'nnb',
  ui_tell: 'nt',
  ui_facts: 'n>t',
  ui_remembered: 'n>t',
  ui_remember: 'nt',
  ui_address: '>t',
  ui_open_address: 't>t',
  ui_draw_anew: '',
  ui_setting: 'n',
  ui_set_setting: 'nn',
  ui_controls: '>t',
  ui_press: 'nn',
  ui_press_text: 'nt',
  ui_hover: 'n',
  ui_focus: 'n',
  ui_key: 't',
  ui_overlay_json: '>t',
  ui_snapshot_json: '>t',
  ui_clip_json: '>t',
  ui_drain_predictions_json: '>t',
  ui_spoken_line: '>t',
  ui_now_column_s: '',
});
