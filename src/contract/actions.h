// What the person asked for. Panels return these; the page (web/shell/actions.js) carries them out.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace emo {

enum class Action : std::uint8_t {
  none,
  start_listening,
  stop_listening,
  open_file,
  play_sample,  // argument: 0 … 3
  play_clip,
  pause_clip,
  seek_clip,  // argument: seconds
  close_clip,
  choose_device,  // argument: index into the list of devices
  replay_moment,  // argument: seconds of captured sound; hear the 3 s that end there
  toggle_theme,
  dismiss_notice,
  retry_model,
  reload_page,
  show_room,       // argument: RoomName; the address follows
  play_region,     // argument: 1 again and again, 0 once; from emo_ui_region_start_s to …_end_s
  export_picture,  // the Features room as PNG
  export_numbers,  // its numbers as CSV
  choose_model,    // argument: index into the list of models
  compare_model,   // argument: index into the list of models, −1 nothing
  show_card,       // argument: index into the list of models, −1 closes it
  explain,         // which parts of the sound the answer rests on
  close_explanation,
  // the Data room
  data_open,        // opens the dialog for opening recordings
  data_recognised,  // what was recognised in them, to be corrected
  data_compute,     // computes features of the selection
  data_export,      // the dialog for saving
  data_storage,     // what this device keeps
  data_cancel,      // ends the running job; what is done stays
  data_open_row,    // argument: row of the catalogue; it is opened in the player and played
  data_playlist,    // the dialog for play-lists
  player_rate,      // argument: 0.5 … 2
  player_volume,    // argument: 0 … 1
  player_loop,      // argument: 1 again and again, 0 once
  player_follow,    // argument: 1 the next of the selection follows by itself, 0 not
  player_stop,      // ends playing; the playhead returns to the beginning
};

inline constexpr std::array<std::string_view, 37> kActionNames{
    "none",           "start_listening", "stop_listening", "open_file",     "play_sample",   "play_clip",
    "pause_clip",     "seek_clip",       "close_clip",     "choose_device", "replay_moment", "toggle_theme",
    "dismiss_notice", "retry_model",     "reload_page",    "show_room",     "play_region",   "export_picture",
    "export_numbers", "choose_model",    "compare_model",  "show_card",     "explain",       "close_explanation",
    "data_open",      "data_recognised", "data_compute",   "data_export",   "data_storage",  "data_cancel",
    "data_open_row",  "data_playlist",   "player_rate",    "player_volume", "player_loop",   "player_follow",
    "player_stop"};

struct ActionRequest {
  Action action = Action::none;
  double argument = 0.0;
};

}  // namespace emo
