// How hertz and seconds become places on a picture.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emo::ui {

enum class FrequencyScale : std::uint8_t { linear, mel };
inline constexpr std::array<std::string_view, 2> kFrequencyScaleNames{"Linear", "Mel"};

struct Tick {
  float at;  // 0 … 1 along the axis
  std::string label;
  bool major = true;
};

// Slaney's mel scale (as in the features): linear below 1 kHz, logarithmic above.
inline constexpr float kMelBreakHz = 1000.0F;
inline constexpr float kMelHzPerStep = 200.0F / 3.0F;
inline constexpr float kMelBreak = kMelBreakHz / kMelHzPerStep;
inline constexpr float kMelLogStep = 0.06875177742094912F;  // ln(6.4) / 27

float hz_to_mel(float hz);
float mel_to_hz(float mel);

class FrequencyAxis {
 public:
  FrequencyAxis(FrequencyScale scale, float top_hz, float low_hz = 0)
      : scale_(scale), top_hz_(top_hz), low_hz_(low_hz) {}
  [[nodiscard]] float place(float hz) const;  // 0 at the bottom (low_hz), 1 at the top
  [[nodiscard]] float hz(float place) const;
  [[nodiscard]] std::vector<Tick> ticks(float pixels, float min_gap_pixels) const;
  [[nodiscard]] FrequencyScale scale() const { return scale_; }
  [[nodiscard]] float top_hz() const { return top_hz_; }
  [[nodiscard]] float low_hz() const { return low_hz_; }

 private:
  FrequencyScale scale_;
  float top_hz_, low_hz_;
};

// Ticks at round seconds between start_s and end_s. With relative_to_end the labels count back from "now".
struct TimeTicks {
  double start_s = 0, end_s = 1;
  double label_zero_s = 0;   // subtracted from labels
  bool counts_back = false;  // "−4 s" and "now" instead of "0:04"
  float pixels = 100, min_gap_pixels = 64;
};
std::vector<Tick> time_ticks(const TimeTicks& options);

}  // namespace emo::ui
