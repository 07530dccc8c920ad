#include "features/harmonicity.h"

#include <cmath>

namespace emo {

HarmonicityTrack harmonicity(const Sound& sound, const HarmonicityConfig& config) {
  const PeriodicityTrack track = pitch_by_autocorrelation(sound, {.step_s = config.step_s,
                                                                  .floor_hz = config.min_pitch_hz,
                                                                  .ceiling_hz = 0.5 * sound.sample_rate_hz,
                                                                  .periods_per_window = config.periods_per_window,
                                                                  .window = PitchWindow::gaussian,
                                                                  .silence_threshold = config.silence_threshold,
                                                                  .voicing_threshold = 0.0,
                                                                  .octave_cost = 0.0,
                                                                  .octave_jump_cost = 0.0,
                                                                  .voiced_unvoiced_cost = 0.0});
  HarmonicityTrack result{track.frames, {}};
  for (const PeriodicityFrame& frame : track.values) {
    constexpr double limit = 1e-15;
    const double r = frame.strength;
    float db = kNotHarmonicDb;
    if (frame.f0_hz > 0.0F)
      db = r <= limit ? -150.0F : r >= 1.0 - limit ? 150.0F : static_cast<float>(10.0 * std::log10(r / (1.0 - r)));
    result.db.push_back(db);
  }
  return result;
}

}  // namespace emo
