// The rooms that there are: a further one is one more line here (and in contract/states.h).
#pragma once
#include <array>
#include <string_view>

#include "contract/states.h"
#include "ui/model/icon.h"

namespace emo::ui {

struct RoomEntry {
  std::string_view title;
  Icon icon;
  bool emblem;  // over the promise
  // What the room says while there is no sound.
  std::string_view promise, promise_detail;
};

inline constexpr std::array<RoomEntry, kRoomNames.size()> kRooms{{
    {"Listen", Icon::room_listen, true, "Hear the expression in a voice",
     "Speak, and watch the sound turn into a picture and into eight expressions, while you talk."},
    {"Features", Icon::room_features, false, "See what is in a sound",
     "Speak, open a sound file or try a sample: its waveform, spectrogram, MFCC, pitch and formants appear here, one "
     "under the other."},
    {"Data", Icon::room_data, false, "", ""},  // has its own words for when nothing is open
}};

constexpr const RoomEntry& room_entry(RoomName room) { return kRooms[static_cast<std::size_t>(room)]; }

}  // namespace emo::ui
