#include "ui/charts/axis.h"

#include <algorithm>
#include <cmath>

#include "ui/base/format.h"

namespace emo::ui {
namespace {

constexpr std::array kMelTicksHz{100.0F, 200.0F, 500.0F, 1000.0F, 2000.0F, 4000.0F, 8000.0F, 16000.0F};
constexpr std::array kLinearTicksHz{1000.0F, 2000.0F,  3000.0F,  4000.0F,  5000.0F,  6000.0F, 7000.0F,
                                    8000.0F, 10000.0F, 12000.0F, 16000.0F, 20000.0F, 24000.0F};
constexpr std::array kTimeStepsS{0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0};

std::string short_hz(float hz) {
  return hz >= 1000 ? std::to_string(static_cast<int>(hz / 1000)) + "k" : std::to_string(static_cast<int>(hz));
}

}  // namespace

float hz_to_mel(float hz) {
  return hz < kMelBreakHz ? hz / kMelHzPerStep : kMelBreak + std::log(hz / kMelBreakHz) / kMelLogStep;
}

float mel_to_hz(float mel) {
  return mel < kMelBreak ? mel * kMelHzPerStep : kMelBreakHz * std::exp((mel - kMelBreak) * kMelLogStep);
}

float FrequencyAxis::place(float hz) const {
  if (scale_ == FrequencyScale::linear) return (hz - low_hz_) / (top_hz_ - low_hz_);
  const float low = hz_to_mel(low_hz_);
  return (hz_to_mel(hz) - low) / (hz_to_mel(top_hz_) - low);
}

float FrequencyAxis::hz(float place) const {
  if (scale_ == FrequencyScale::linear) return low_hz_ + place * (top_hz_ - low_hz_);
  const float low = hz_to_mel(low_hz_);
  return mel_to_hz(low + place * (hz_to_mel(top_hz_) - low));
}

std::vector<Tick> FrequencyAxis::ticks(float pixels, float min_gap_pixels) const {
  const bool linear = scale_ == FrequencyScale::linear;
  std::vector<float> wanted(linear ? kLinearTicksHz.begin() : kMelTicksHz.begin(),
                            linear ? kLinearTicksHz.end() : kMelTicksHz.end());
  // The rounder ones first; a label that would touch one already placed keeps only its tick.
  std::stable_sort(wanted.begin(), wanted.end(), [](float a, float b) {
    const auto roundness = [](float hz) {
      return hz == 1000 || hz == 4000 || hz == 8000 || hz == 16000 ? 0
             : hz == 2000 || hz == 6000                            ? 1
             : hz == 500                                           ? 2
                                                                   : 3;
    };
    return roundness(a) < roundness(b);
  });
  std::vector<Tick> ticks;
  for (const float hz : wanted) {
    if (hz > top_hz_ || hz < low_hz_) continue;
    const float at = place(hz);
    const bool free = std::none_of(ticks.begin(), ticks.end(), [&](const Tick& other) {
      return other.major && std::abs(other.at - at) * pixels < min_gap_pixels;
    });
    ticks.push_back({at, free ? short_hz(hz) : "", free});
  }
  std::sort(ticks.begin(), ticks.end(), [](const Tick& a, const Tick& b) { return a.at < b.at; });
  return ticks;
}

std::vector<Tick> time_ticks(const TimeTicks& options) {
  const double span = options.end_s - options.start_s;
  if (span <= 0 || options.pixels <= 0) return {};
  double step = kTimeStepsS.back();
  for (const double candidate : kTimeStepsS) {
    if (candidate / span * options.pixels >= options.min_gap_pixels) {
      step = candidate;
      break;
    }
  }
  std::vector<Tick> ticks;
  const auto first = static_cast<long long>(std::ceil((options.start_s - options.label_zero_s) / step - 1e-6));
  const auto last = static_cast<long long>(std::floor((options.end_s - options.label_zero_s) / step + 1e-6));
  for (long long i = first; i <= last; ++i) {
    const double s = static_cast<double>(i) * step;
    const auto at = static_cast<float>((s + options.label_zero_s - options.start_s) / span);
    ticks.push_back({at, options.counts_back ? ago(s, step) : clock_time(s, step < 1 ? 1 : 0), true});
  }
  return ticks;
}

}  // namespace emo::ui
