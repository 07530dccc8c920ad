// The same facts for programs (window.emoscope) and for ears (aria-live).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "contract/explanation.h"
#include "ui/shell/view_state.h"
#include "ui/sound/history.h"
#include "ui/sound/reading.h"

namespace emo::ui {

// age_s: of the newest answer about live sound, NaN: none. caption: what the answer is about, in words.
struct Timeliness {
  double age_s;
  std::string caption;
};
std::string snapshot_json(const ViewState& view, const SnapshotHeader& header, const Timeliness& said,
                          double frame_ms_p95);
std::string clip_json(const ViewState& view, const ClipHistory& clip);
// Of the explanation that lies over the spectrogram.
std::string explanation_json(const std::optional<Explanation>& explanation);
std::string predictions_json(const std::vector<PredictionRecord>& records);

class SpokenLine {
 public:
  static constexpr double kLeastMs = 1500;
  // One sentence; the same one until something worth saying has changed and kLeastMs have passed.
  const std::string& update(const ViewState& view, const Reading& reading, double now_ms);

 private:
  std::string word_, line_;
  bool behind_ = false;
  double changed_ms_ = -1e9;
};

}  // namespace emo::ui
