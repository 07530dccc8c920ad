// The mel spectrogram of a whole sound, four frames by four, and its means over time.
#pragma once
#include <span>
#include <vector>

#include "features/mel.h"

namespace emo {

class MelTimeline {
 public:
  MelTimeline(const MelConfig& config, std::int64_t frames);

  // The next frames, lane-interleaved as StftFrames::power4 gives them; only the last ones may be fewer than four.
  void add(std::span<const float> power, int lanes) noexcept;

  // Mean over time of each band's power.
  [[nodiscard]] std::vector<float> mean_power() const;
  // Mean over time of librosa.power_to_db(mel) (ref 1, amin 1e-10, top_db 80). The powers become dB: call it once,
  // last.
  [[nodiscard]] std::vector<float> take_mean_db() noexcept;

 private:
  // Adds each band over time.
  [[nodiscard]] std::vector<float> means() const;

  MelFilterbank bank_;
  std::int64_t frames_;
  std::size_t used_ = 0;
  std::vector<float> values_;  // [frames / 4][band][4]; lanes beyond the last frame are zero powers
};

}  // namespace emo
