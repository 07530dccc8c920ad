// Written by scripts/generate_contract.mjs; do not edit. What src/web/ui_api.h exports, and how each value crosses (web/wasm/program.js).

/**
 * @typedef {object} UiCalls
 * @property {(bytes: number) => number} ui_alloc
 * @property {(pointer: number) => void} ui_free
 * @property {() => number} ui_graphics_start
 * @property {() => void} ui_graphics_lost
 * @property {() => number} ui_graphics_restored
 * @property {(css_width: number, css_height: number, pixel_ratio: number) => void} ui_resize
 * @property {(now_ms: number) => number} ui_frame
 * @property {() => number} ui_frame_ms_p95
 * @property {(face: number) => Uint8Array<ArrayBuffer>} ui_font
 * @property {(face: number) => number} ui_font_size
 * @property {(key: number, value: number) => void} ui_number
 * @property {(key: number, utf8: string) => void} ui_text
 * @property {(bytes: Uint8Array | null) => number} ui_snapshot
 * @property {(bytes: Uint8Array | null) => number} ui_explanation
 * @property {() => string} ui_explanation_json
 * @property {() => number} ui_feature_request
 * @property {() => number} ui_feature_request_bytes
 * @property {(bytes: Uint8Array | null) => number} ui_feature_block
 * @property {() => number} ui_region_start_s
 * @property {() => number} ui_region_end_s
 * @property {() => number} ui_region_selected
 * @property {() => string} ui_features_settings
 * @property {(json: string) => void} ui_set_features_settings
 * @property {() => string} ui_picture_box
 * @property {() => number} ui_data_request
 * @property {() => number} ui_data_request_bytes
 * @property {(bytes: Uint8Array | null) => number} ui_data_view
 * @property {(row: number, bytes: Uint8Array | null) => number} ui_data_picture
 * @property {(column: string) => void} ui_data_only
 * @property {() => string} ui_data_json
 * @property {() => string} ui_data_settings
 * @property {(json: string) => void} ui_set_data_settings
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

export const UI_CALLS = Object.freeze({
  ui_alloc: 'n',
  ui_free: 'n',
  ui_graphics_start: '',
  ui_graphics_lost: '',
  ui_graphics_restored: '',
  ui_resize: 'nnn',
  ui_frame: 'n',
  ui_frame_ms_p95: '',
  ui_font: 'n>bs',
  ui_font_size: 'n',
  ui_number: 'nn',
  ui_text: 'nt',
  ui_snapshot: 'b',
  ui_explanation: 'b',
  ui_explanation_json: '>t',
  ui_feature_request: '',
  ui_feature_request_bytes: '',
  ui_feature_block: 'b',
  ui_region_start_s: '',
  ui_region_end_s: '',
  ui_region_selected: '',
  ui_features_settings: '>t',
  ui_set_features_settings: 't',
  ui_picture_box: '>t',
  ui_data_request: '',
  ui_data_request_bytes: '',
  ui_data_view: 'b',
  ui_data_picture: 'nb',
  ui_data_only: 't',
  ui_data_json: '>t',
  ui_data_settings: '>t',
  ui_set_data_settings: 't',
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
