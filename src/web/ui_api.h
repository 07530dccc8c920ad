// Every function the page program (ui.wasm) exports. web/shell/ui_bridge.js is the only caller. // [page thread]
//
// The page draws everything itself (ImGui, WebGL2). Each control it draws is also listed in emo_ui_controls(); the page
// lays a real, transparent DOM control over it (web/shell/mirror.js), which takes the click, the touch, the key and the
// focus and calls emo_ui_press. So there is one path from a press to its action, with the user activation browsers ask
// for.
#pragma once
#include <cstddef>
#include <cstdint>

#include "web/program.h"

extern "C" {

// ---- pictures. The data functions below work without them (no WebGL2: the page goes on with the DOM alone).
int emo_ui_graphics_start();  // 0, or -1: no WebGL2
void emo_ui_graphics_lost();
int emo_ui_graphics_restored();
void emo_ui_resize(double css_width, double css_height, double pixel_ratio);
// Draws if anything changed. Returns 1 while an animation wants another frame at once, else 0.
int emo_ui_frame(double now_ms);
double emo_ui_frame_ms_p95();  // time spent building a frame, without the GPU
// The fonts that the page draws with, as files, for the words that the DOM shows beside the picture.
// face: 0 Inter, 1 Inter semi-bold, 2 JetBrains Mono; size 0: there is no such face.
const std::uint8_t* emo_ui_font(int face);
std::size_t emo_ui_font_size(int face);

// ---- what is so. scripts/generate_contract.mjs writes the keys for the page (web/generated/contract.js).
enum EmoUiNumber {
  emo_number_capture_state,      // CaptureState
  emo_number_model_state,        // ModelState
  emo_number_bytes_loaded,       // of runtime and model
  emo_number_bytes_total,        // 0 while unknown
  emo_number_playhead_s,         // clip playback position; < 0 none
  emo_number_playing,            // 0 / 1
  emo_number_theme,              // 0 dark, 1 light
  emo_number_text_scale,         // 0.8 … 1.6
  emo_number_reduced_motion,     // 0 / 1
  emo_number_source,             // Source shown: 0 live, 1 clip
  emo_number_device_index,       // chosen input device, -1 none
  emo_number_unsure_threshold,   // from the card, 0 … 1
  emo_number_latency_column_ms,  // p95, sound → column on screen
  emo_number_latency_prediction_ms,
  emo_number_clip_busy,       // 1 while a file is being decoded
  emo_number_room,            // in the order of contract/rooms.def
  emo_number_model_index,     // of the chosen model in emo_text_models, also while it loads; -1 unknown
  emo_number_compared_index,  // of the one compared with it; -1 none
  emo_number_compared_state,  // ModelState
  emo_number_captured_now_s,  // live: seconds of sound the device has given so far, whether the engine has heard them
                              // or not
  emo_number_count
};
void emo_ui_number(int key, double value);
enum EmoUiText {
  emo_text_notice,       // one sentence for the person, "" = none
  emo_text_notice_kind,  // "info" | "error"
  emo_text_clip_name,
  emo_text_devices,       // names, one a line
  emo_text_model_name,    // the model's title from its card
  emo_text_model_note,    // e.g. "UA 0.58 over six speaker-independent folds"
  emo_text_sample_names,  // titles of the four samples, one a line
  emo_text_version,
  emo_text_models,  // one a line, tabs between: name, title, family, "1.2 MB", "UA 0.68", licence, summary, speed or ""
  emo_text_card,  // the open card, "" none. Lines, tabs between: title TEXT | section TEXT | text TEXT | row NAME VALUE
                  // | bar NAME VALUE LOW HIGH (0 … 1) TEXT | matrix COLUMN … | matrix_row NAME COUNT …
  emo_text_count
};
void emo_ui_text(int key, const char* utf8);
int emo_ui_snapshot(const std::uint8_t* bytes, std::size_t size);  // 0, or -1: not a snapshot of this version

// ---- the rooms, by their place in contract/rooms.def. What one asks for, takes and is told stands in its room.h.

// A request for the room's worker, if it is another than at the last call: its size at emo_ui_request_bytes, or 0.
// Worth asking after each frame, press and key.
std::size_t emo_ui_request(int room);
const std::uint8_t* emo_ui_request_bytes();
// What the worker answers. kind: the room's Kind. 0, or -1: the room does not understand it.
int emo_ui_take(int room, int kind, const std::uint8_t* bytes, std::size_t size);
void emo_ui_tell(int room, const char* json);  // a flat object; keys that the room does not know are ignored
const char* emo_ui_facts(int room);            // what the room has to say to the page, as JSON; "null" nothing
// What the person chose in the room, as JSON, for the page to remember; bad text is ignored.
const char* emo_ui_remembered(int room);
void emo_ui_remember(int room, const char* json);
// "data/map/emotion": the name of the shown room and what the room calls the part of it, if another than at first.
const char* emo_ui_address();
// Shows that, or what comes nearest to it; a sentence on what is not known, "" when all is.
const char* emo_ui_open_address(const char* utf8);
// The next emo_ui_frame draws in any case, so that the canvas can be copied right after it.
void emo_ui_draw_anew();

// ---- what the person chose in the drawn page and the page may remember: read after emo_ui_press, set after a reload.
enum EmoUiSetting {
  emo_setting_text_scale,      // 0.8 … 1.6; the same value as emo_number_text_scale
  emo_setting_frequency_axis,  // 0 linear, 1 mel
  emo_setting_colour_map,      // 0 viridis, 1 magma, 2 cividis, 3 grey
  emo_setting_decibel_range,   // 0 … 4, from quiet to loud voices
  emo_setting_projector,       // 0 / 1
  emo_setting_plane,           // 0 expressions as bars, 1 the valence–arousal plane (of models that have one)
  emo_setting_count
};
double emo_ui_setting(int key);
void emo_ui_set_setting(int key, double value);

// ---- controls. JSON: [{"id":n,"name":"Start listening","role":"button|checkbox|select|slider|tab|text|row",
//   "x":…,"y":…,"w":…,"h":… (CSS pixels), "disabled":b, "pressed":b?, "value":…?, "min":…,"max":…,"step":…?,
//   "options":[…]?, "valuetext":"…"?, "text":"…"?, "current":true?, "pointer":"picture"?}, …] in reading order.
//   "text": what a search field holds. "row": a button of a list whose "current" one takes the focus from the others.
//   "pointer":"picture": the picture takes mouse and touch there itself (seeking, read-outs; give the DOM node
//   pointer-events: none), the DOM control only keys. While an overlay is open only its own controls are listed. Empty
//   string: neither they nor an open overlay's words changed since the last call.
const char* emo_ui_controls();
void emo_ui_press(int id, double value);           // buttons: value ignored; select: index; slider: value
void emo_ui_press_text(int id, const char* utf8);  // a text field holds this now
void emo_ui_hover(int id);                         // -1: none
void emo_ui_focus(int id);                         // keyboard focus, draws the ring; -1: none
int emo_ui_key(const char* key);    // KeyboardEvent.key; 1: used ("Escape" closes what is open, arrows and pages scroll
                                    // it, "p" projector mode, "1", "2" … show a room and ask for show_room)
const char* emo_ui_overlay_json();  // "null" or {"title":…,"sections":[{"title":…,"lines":[…]},…]}: an open
                                    // overlay's words, for a dialog's accessible text

// ---- plain data for window.emoscope and the live region
const char* emo_ui_snapshot_json();
const char* emo_ui_clip_json();  // "null" without a clip
const char*
emo_ui_drain_predictions_json();   // [{…}, …]: live predictions since the last call, as in clip().predictions
const char* emo_ui_spoken_line();  // one sentence for aria-live; changes at most every 1.5 s
double emo_ui_now_column_s();      // captured seconds of the newest column drawn, for the latency figure
}

// The page gives the module one function, Module.emoAction(action, argument), called from inside emo_ui_press or
// emo_ui_frame; numbers are those of contract/actions.h.
