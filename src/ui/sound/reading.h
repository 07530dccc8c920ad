// What the page says of the sound it shows: one verdict and eight numbers, and what they are about.
#pragma once
#include <cmath>
#include <limits>
#include <string>

#include "contract/snapshot.h"
#include "ui/shell/view_state.h"
#include "ui/sound/history.h"
#include "ui/sound/sound_boxes.h"

namespace emo::ui {

SoundShown sound_shown(const ViewState& view, const LiveHistory& live);

struct Reading {
  Verdict verdict = Verdict::waiting;
  Emotion label = Emotion::neutral;
  float confidence = 0;
  Probabilities probabilities{};  // all 0: none
  double start_s = 0, end_s = 0;
  bool has_window = false;
  bool whole_clip = false;
  double behind_s = 0;        // live, a busy device: so long ago the window ended; it says nothing of now
  std::uint8_t known = 0xFF;  // bit i: the model knows emotion i
  float valence = std::numeric_limits<float>::quiet_NaN(), arousal = std::numeric_limits<float>::quiet_NaN();

  [[nodiscard]] bool knows(std::size_t emotion) const { return (known >> emotion & 1U) != 0; }
  [[nodiscard]] bool has_point() const { return std::isfinite(valence) && std::isfinite(arousal); }
  [[nodiscard]] bool stale() const { return behind_s > 0; }
  [[nodiscard]] bool has_numbers() const { return verdict == Verdict::emotion || verdict == Verdict::unsure; }
};

// slot: 0 the chosen model, 1 the one compared with it.
Reading read_live(const LiveHistory& live, int slot = 0);
// While it plays (or is sought), the window at the playhead; else the whole clip.
Reading read_clip(const ViewState& view, const ClipHistory& clip, int slot = 0);
// captured_now_s: there is live sound up to here.
Reading read_shown(const ViewState& view, const LiveHistory& live, const ClipHistory& clip, int slot,
                   double captured_now_s);

// What two models make of the same moment.
enum class Agreement : std::uint8_t { nothing, same, different, one_unsure, both_unsure };
Agreement agreement(const Reading& a, const Reading& b);

}  // namespace emo::ui
