// What the cursor reads in each pane, in its unit.
#pragma once
#include <optional>
#include <string>

#include "ui/charts/axis.h"
#include "ui/rooms/features/state.h"

namespace emo::ui {

struct ReadoutOptions {
  Pane pane{};
  double s = 0;
  std::optional<float> place{};  // height in that pane, 0 … 1; without it the strongest row is read
  FrequencyScale scale = FrequencyScale::mel;
  bool with_pitch = true;  // F0, too, where it is drawn over the spectrogram
};
// "−43.5 dB at 1 240 Hz", "182 Hz, voiced 0.93", "MFCC 3: −12.4", "A# 0.82"; "" where nothing is known.
std::string readout(const FeaturesState& room, const ReadoutOptions& options);

std::string grouped(double value);  // "1 240"

}  // namespace emo::ui
