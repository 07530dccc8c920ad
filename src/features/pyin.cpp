#include <cmath>

#include "features/pitch.h"
#include "features/pyin_path.h"

namespace emo {

PyinSteps pyin_steps(const PyinConfig& config, double sample_rate_hz) {
  const int per_semitone = static_cast<int>(std::ceil(1.0 / config.resolution));
  const double octaves = std::log2(static_cast<double>(config.fmax_hz) / config.fmin_hz);
  const double semitones_a_frame = std::nearbyint(config.max_transition_rate * 12.0 * config.hop() / sample_rate_hz);
  return {per_semitone, static_cast<int>(std::floor(12.0 * per_semitone * octaves)) + 1,
          static_cast<int>(semitones_a_frame) * per_semitone + 1};
}

PitchTrack pyin(const Sound& sound, const PyinConfig& config) {
  const PyinSteps steps = pyin_steps(config, sound.sample_rate_hz);
  PitchObservations seen = observe_pitch(sound, config, steps);
  const auto states = pitch_path(seen, {.bins = steps.bins,
                                        .transition_width = steps.transition_width,
                                        .switch_prob = config.switch_prob,
                                        .transition_min_prob = config.transition_min_prob});
  PitchTrack track{{}, {}, std::move(seen.voiced_probability)};
  for (int state : states) {
    const bool voiced = state < steps.bins;
    const double f0_hz = config.fmin_hz * std::exp2((state % steps.bins) / (12.0 * steps.bins_per_semitone));
    track.voiced.push_back(voiced ? 1 : 0);
    track.f0_hz.push_back(voiced || config.guess_unvoiced ? static_cast<float>(f0_hz) : 0.0F);
  }
  return track;
}

}  // namespace emo
