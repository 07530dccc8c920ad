#include "features/speaking_rate.h"

#include <algorithm>
#include <cmath>

#include "features/intensity.h"
#include "features/pitch_autocorrelation.h"

namespace emo {
namespace {

constexpr double kShortestSound_s = 0.1;  // shorter sounds between pauses are part of the pause

struct Contour {
  VoiceFrames frames;
  std::vector<float> db;
};

Contour intensity_contour(const Sound& sound, double min_pitch_hz) {
  const double window_s = 6.4 / min_pitch_hz;
  Contour contour{voice_frames(sound, window_s, 0.8 / min_pitch_hz), {}};
  contour.db = intensity_db_at(sound, contour.frames.times_s(), {.min_pitch_hz = min_pitch_hz});
  return contour;
}

float quantile(std::vector<float> values, double q) {
  std::sort(values.begin(), values.end());
  const double place =
      std::clamp(q * static_cast<double>(values.size()) - 0.5, 0.0, static_cast<double>(values.size() - 1));
  const auto below = static_cast<std::size_t>(place);
  const auto above = std::min(below + 1, values.size() - 1);
  return values[below] + static_cast<float>(place - static_cast<double>(below)) * (values[above] - values[below]);
}

// Runs of `wanted` shorter than so many frames become the opposite.
void absorb_short_runs(std::vector<bool>& flags, bool wanted, double frames) {
  for (std::size_t at = 0; at < flags.size();) {
    std::size_t end = at;
    while (end < flags.size() && flags[end] == flags[at]) ++end;
    if (flags[at] == wanted && static_cast<double>(end - at) < frames)
      std::fill(flags.begin() + static_cast<std::ptrdiff_t>(at), flags.begin() + static_cast<std::ptrdiff_t>(end),
                !wanted);
    at = end;
  }
}

// Which frames lie in speech rather than in pauses.
std::vector<bool> sounding_frames(const Contour& contour, float threshold_db, double min_pause_s) {
  std::vector<bool> sounding;
  for (float db : contour.db) sounding.push_back(db >= threshold_db);
  absorb_short_runs(sounding, true, kShortestSound_s / contour.frames.step_s);
  absorb_short_runs(sounding, false, min_pause_s / contour.frames.step_s);
  return sounding;
}

// The frames of the peaks between dips of such a depth; the ends of the sound count as dips.
std::vector<int> peaks_between_dips(std::span<const float> db, double min_dip_db) {
  std::vector<int> peaks;
  bool rising = true;
  std::size_t extreme = 0;  // the highest frame since the last dip, or the lowest since the last peak
  for (std::size_t i = 1; i < db.size(); ++i) {
    const float beyond = rising ? db[i] - db[extreme] : db[extreme] - db[i];
    if (beyond > 0.0F) {
      extreme = i;
    } else if (-beyond >= min_dip_db && beyond < 0.0F) {
      if (rising) peaks.push_back(static_cast<int>(extreme));
      rising = !rising;
      extreme = i;
    }
  }
  if (rising) peaks.push_back(static_cast<int>(extreme));
  return peaks;
}

}  // namespace

double SpeakingRate::per_second() const {
  return duration_s > 0.0 ? static_cast<double>(nuclei_s.size()) / duration_s : 0.0;
}

double SpeakingRate::per_speaking_second() const {
  return speaking_s > 0.0 ? static_cast<double>(nuclei_s.size()) / speaking_s : 0.0;
}

SpeakingRate speaking_rate(const Sound& sound, const SpeakingRateConfig& config) {
  // The pitch settings of the authors' script.
  return speaking_rate(sound,
                       pitch_by_autocorrelation(sound, {.step_s = 0.02,
                                                        .floor_hz = 30,
                                                        .ceiling_hz = 450,
                                                        .max_candidates = 4,
                                                        .silence_threshold = 0.03,
                                                        .voicing_threshold = 0.25,
                                                        .octave_cost = 0.01,
                                                        .octave_jump_cost = 0.35,
                                                        .voiced_unvoiced_cost = 0.25}),
                       config);
}

SpeakingRate speaking_rate(const Sound& sound, const PeriodicityTrack& pitch, const SpeakingRateConfig& config) {
  SpeakingRate rate{{}, static_cast<double>(sound.samples.size()) / sound.sample_rate_hz, 0.0};
  const Contour contour = intensity_contour(sound, config.min_pitch_hz);
  const float loudest = quantile(contour.db, 0.99);
  if (loudest <= kSilenceIntensityDb) return rate;
  const float quietest = *std::min_element(contour.db.begin(), contour.db.end());
  const float threshold_db = std::max(quietest, loudest + static_cast<float>(config.silence_db));
  const auto sounding = sounding_frames(contour, threshold_db, config.min_pause_s);
  const auto speaking = static_cast<double>(std::count(sounding.begin(), sounding.end(), true));
  rate.speaking_s = rate.duration_s * speaking / static_cast<double>(sounding.size());
  for (int peak : peaks_between_dips(contour.db, config.min_dip_db)) {
    const auto i = static_cast<std::size_t>(peak);
    const double time_s = contour.frames.time_s(peak);
    if (contour.db[i] >= threshold_db && sounding[i] && pitch.f0_at(time_s) > 0.0) rate.nuclei_s.push_back(time_s);
  }
  return rate;
}

}  // namespace emo
