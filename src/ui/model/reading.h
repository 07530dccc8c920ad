// What the page says of the sound it shows: one verdict and eight numbers, and what they are about.
#pragma once
#include <string>

#include "contract/snapshot.h"
#include "ui/model/history.h"
#include "ui/model/view_state.h"

namespace emo::ui {

struct Reading {
  Verdict verdict = Verdict::waiting;
  Emotion label = Emotion::neutral;
  float confidence = 0;
  Probabilities probabilities{};  // all 0: none
  double start_s = 0, end_s = 0;
  bool has_window = false;
  bool whole_clip = false;

  [[nodiscard]] bool has_numbers() const { return verdict == Verdict::emotion || verdict == Verdict::unsure; }
};

Reading read_live(const LiveHistory& live);
// While it plays (or is sought), the window at the playhead; else the whole clip.
Reading read_clip(const ViewState& view, const ClipHistory& clip);
Reading read_shown(const ViewState& view, const LiveHistory& live, const ClipHistory& clip);

}  // namespace emo::ui
