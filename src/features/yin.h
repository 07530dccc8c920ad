// What yin and pyin share: the cumulative mean normalised difference function (de Cheveigné & Kawahara 2002, eq. 8) in
// librosa's form, which takes the autocorrelation of the zero-padded frame.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "features/pitch.h"
#include "features/pitch_correlation.h"

namespace emo {

struct PeriodRange {
  int shortest = 0, longest = 0;  // samples

  [[nodiscard]] std::size_t count() const { return static_cast<std::size_t>(longest - shortest + 1); }
};

PeriodRange period_range(const PitchRange& range, double sample_rate_hz);
std::int64_t pitch_frame_count(const PitchRange& range, std::size_t samples);

class YinFrames {
 public:
  YinFrames(const Sound& sound, const PitchRange& range);

  [[nodiscard]] std::int64_t count() const noexcept { return count_; }
  [[nodiscard]] PeriodRange periods() const noexcept { return periods_; }

  // on_frame(std::int64_t frame, std::span<const float> difference): periods().count() values, of the shortest first.
  template <class OnFrame>
  void each(OnFrame&& on_frame) {
    for (std::int64_t first = 0; first < count_; first += kLanes) {
      transform(first);
      for (int lane = 0; lane < kLanes && first + lane < count_; ++lane) {
        normalise(lane);
        on_frame(first + lane, std::span<const float>(difference_));
      }
    }
  }

 private:
  void transform(std::int64_t first) noexcept;
  void normalise(int lane) noexcept;

  std::span<const float> sound_;
  PitchRange range_;
  PeriodRange periods_;
  std::int64_t count_;
  Correlation4 correlation_;
  std::vector<float> frame_;
  std::vector<double> head_energy_[kLanes];  // Σ x² of the frame's first samples, one a lag
  std::vector<float> difference_;
};

// The period's fraction by the parabola through the value and its neighbours; 0 at the edges and where it would leave
// them.
float parabolic_shift(std::span<const float> difference, std::size_t at) noexcept;

// librosa.util.localmin, but the first value counts as well.
bool is_trough(std::span<const float> difference, std::size_t at) noexcept;

}  // namespace emo
