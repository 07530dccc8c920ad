#include "learning/reverberation.h"

#include <cassert>
#include <cmath>
#include <vector>

#include "learning/filters.h"
#include "learning/loudness.h"

namespace emo {
namespace {

struct Reflection {
  std::size_t delay_samples;
  double gain;
};

std::vector<Reflection> make_reflections(int sample_rate_hz, double rt60_s, Random& random) {
  constexpr double kPulsesPerSecond = 1500.0;  // dense enough to sound smooth
  constexpr double kTailStart_s = 0.02;
  const double decay = std::log(1000.0) / rt60_s;  // −60 dB after rt60_s
  std::vector<Reflection> reflections;
  const int early = 3 + static_cast<int>(random.uniform() * 6.0);
  const auto place = [&](double at_s, double gain) {
    const double sign = random.chance(0.5F) ? 1.0 : -1.0;
    reflections.push_back({static_cast<std::size_t>(at_s * sample_rate_hz), sign * gain * std::exp(-decay * at_s)});
  };
  for (int i = 0; i < early; ++i) {
    const double at_s = random.uniform(Range{0.002F, 0.04F});
    place(at_s, random.uniform(Range{0.8F, 2.5F}));
  }
  const double step_s = 1.0 / kPulsesPerSecond;
  for (double start_s = kTailStart_s; start_s < rt60_s; start_s += step_s) {
    place(start_s + random.uniform() * step_s, 1.0);
  }
  return reflections;
}

void scale_to_energy(std::vector<Reflection>& reflections, double energy) {
  double sum = 0.0;
  for (const Reflection& r : reflections) sum += r.gain * r.gain;
  const double scale = std::sqrt(energy / sum);
  for (Reflection& r : reflections) r.gain *= scale;
}

}  // namespace

void add_reverberation(std::span<float> samples, int sample_rate_hz, float rt60_s, float wet_db, Random& random) {
  assert(rt60_s > 0.0F);
  std::vector<Reflection> reflections = make_reflections(sample_rate_hz, rt60_s, random);
  const double wet = amplitude_of_db(wet_db);
  scale_to_energy(reflections, wet * wet);
  std::vector<float> reverberation(samples.size());
  for (const Reflection& r : reflections) {
    if (r.delay_samples >= samples.size()) continue;
    const auto gain = static_cast<float>(r.gain);
    const std::size_t count = samples.size() - r.delay_samples;
    for (std::size_t i = 0; i < count; ++i) reverberation[i + r.delay_samples] += gain * samples[i];
  }
  low_pass(random.log_uniform(Range{2000.0F, 7000.0F}), sample_rate_hz).apply(reverberation);  // walls and air
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] += reverberation[i];
}

}  // namespace emo
