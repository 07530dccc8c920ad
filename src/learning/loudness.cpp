#include "learning/loudness.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace emo {
namespace {

struct Activity {
  float rms = 0.0F;
  std::size_t first_sample = 0;
};

Activity find_activity(std::span<const float> samples, int sample_rate_hz) {
  assert(sample_rate_hz > 0);
  const std::size_t frame = std::max<std::size_t>(1, static_cast<std::size_t>(sample_rate_hz) / 50);
  std::vector<double> powers;
  for (std::size_t start = 0; start < samples.size(); start += frame) {
    const double level = rms_of(samples.subspan(start, std::min(frame, samples.size() - start)));
    powers.push_back(level * level);
  }
  const double loudest = powers.empty() ? 0.0 : *std::max_element(powers.begin(), powers.end());
  Activity activity;
  if (loudest <= 0.0) {
    activity.first_sample = samples.size();
    return activity;
  }
  const double threshold = loudest * 1e-3;  // −30 dB
  double sum = 0.0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < powers.size(); ++i) {
    if (powers[i] < threshold) continue;
    if (count == 0) activity.first_sample = i * frame;
    sum += powers[i];
    ++count;
  }
  activity.rms = static_cast<float>(std::sqrt(sum / static_cast<double>(count)));
  return activity;
}

}  // namespace

double amplitude_of_db(double db) { return std::pow(10.0, db / 20.0); }

double rms_of(std::span<const float> samples) {
  if (samples.empty()) return 0.0;
  double sum = 0.0;
  for (const float x : samples) sum += static_cast<double>(x) * x;
  return std::sqrt(sum / static_cast<double>(samples.size()));
}

float active_rms(std::span<const float> samples, int sample_rate_hz) {
  return find_activity(samples, sample_rate_hz).rms;
}

std::size_t leading_silence_samples(std::span<const float> samples, int sample_rate_hz) {
  return find_activity(samples, sample_rate_hz).first_sample;
}

}  // namespace emo
