// The controls that belong to no single room: the shell's own and those of the sound that is shown.
#pragma once
#include "ui/base/control.h"

namespace emo::ui {

inline constexpr int kShellOwner = 0;

struct ControlId {  // of kShellOwner: the numbers are the ids
  enum Number : int {
    start_listening = 1,
    stop,
    open_file,
    play,
    pause,
    close_clip,
    retry_model,
    reload_page,
    sample_1 = 10,
    sample_2,
    sample_3,
    sample_4,
    microphone = 20,
    frequency_axis,
    colour_map,
    decibel_range,
    text_size,
    position = 30,
    theme = 40,
    about,
    close,
    dismiss,
    model,
    first_room = 50,   // one a room
    first_model = 300  // use, compare and card of each of kMaxModels
  };
};

}  // namespace emo::ui
