// Where the controls of the sound stand, and what a room shows while there is no sound.
#pragma once
#include <array>
#include <cstdint>

#include "ui/base/geometry.h"

namespace emo::ui {

// What can be seen.
enum class SoundShown : std::uint8_t { nothing, live, clip };

struct TransportBoxes {
  Box primary, secondary, tertiary;  // Stop / Start / Play · Open a sound file · Close clip
  Box retry;                         // "Try again": the model failed
};

struct WelcomeBoxes {
  Box emblem, promise, promise_detail, status, drop_hint, samples_caption, honest, model_status;
  float promise_px = 32;  // at text scale 1: smaller where space is short
  std::array<Box, 4> samples{};
};

}  // namespace emo::ui
