// Praat's pitch, harmonicity, jitter and shimmer, rows of the table of features.
#include "features/harmonicity.h"
#include "features/spectral_parameters.h"
#include "features/voice_feature_parts.h"
#include "features/voice_quality.h"

namespace emo {

using namespace voice;

namespace {

std::vector<Parameter> pitch_ac_parameters() {
  const AutocorrelationPitchConfig c;
  return {
      seconds("time_step", c.step_s, 0.001, 1, "between frames"),
      hertz("pitch_floor", c.floor_hz, 10, 1000, "lowest pitch; the window holds three of its periods"),
      hertz("pitch_ceiling", c.ceiling_hz, 20, 20000, "highest pitch"),
      count("max_candidates", c.max_candidates, 2, 100, "candidates kept in a frame"),
      factor("silence_threshold", c.silence_threshold, 0, 1, "share of the loudest sample below which it is silent"),
      factor("voicing_threshold", c.voicing_threshold, 0, 1, "strength of the unvoiced candidate"),
      factor("octave_cost", c.octave_cost, 0, 1, "favours higher candidates, per octave"),
      factor("octave_jump_cost", c.octave_jump_cost, 0, 10, "of a change of pitch, per octave in 10 ms"),
      factor("voiced_unvoiced_cost", c.voiced_unvoiced_cost, 0, 10, "of a change of voicing in 10 ms"),
  };
}

AutocorrelationPitchConfig read_pitch_ac(const FeatureSettings& settings) {
  AutocorrelationPitchConfig config;
  config.step_s = settings.number("time_step");
  config.floor_hz = settings.number("pitch_floor");
  config.ceiling_hz = settings.number("pitch_ceiling");
  config.max_candidates = settings.integer("max_candidates");
  config.silence_threshold = settings.number("silence_threshold");
  config.voicing_threshold = settings.number("voicing_threshold");
  config.octave_cost = settings.number("octave_cost");
  config.octave_jump_cost = settings.number("octave_jump_cost");
  config.voiced_unvoiced_cost = settings.number("voiced_unvoiced_cost");
  return config;
}

std::string pitch_ac_problem(const AutocorrelationPitchConfig& config, const Sound& sound) {
  if (config.floor_hz < config.ceiling_hz && 4.0 * config.floor_hz <= sound.sample_rate_hz) return {};
  return "pitch_floor must lie below pitch_ceiling and below a quarter of the sample rate.";
}

Result<FeatureMatrix> pitch_ac_feature(const Sound& sound, const FeatureSettings& settings) {
  const auto config = read_pitch_ac(settings);
  const std::string problem = pitch_ac_problem(config, sound);
  if (!problem.empty()) return Error{problem};
  const PeriodicityTrack track = pitch_by_autocorrelation(sound, config);
  return rows_of({"f0_hz", "strength"}, track.frames.count, track.frames.step_s, track.frames.first_s,
                 [&](int row, int t) {
                   const PeriodicityFrame& frame = track.values[static_cast<std::size_t>(t)];
                   return row == 0 ? frame.f0_hz : static_cast<float>(frame.strength);
                 });
}

std::vector<Parameter> hnr_parameters() {
  const HarmonicityConfig c;
  return {
      seconds("time_step", c.step_s, 0.001, 1, "between frames"),
      hertz("min_pitch", c.min_pitch_hz, 10, 1000, "lowest pitch"),
      factor("silence_threshold", c.silence_threshold, 0, 1, "share of the loudest sample below which it is silent"),
      factor("periods_per_window", c.periods_per_window, 3, 20, "periods of min_pitch in a window; more for low noise"),
  };
}

Result<FeatureMatrix> hnr_feature(const Sound& sound, const FeatureSettings& settings) {
  const HarmonicityConfig config{.step_s = settings.number("time_step"),
                                 .min_pitch_hz = settings.number("min_pitch"),
                                 .silence_threshold = settings.number("silence_threshold"),
                                 .periods_per_window = settings.number("periods_per_window")};
  const HarmonicityTrack track = harmonicity(sound, config);
  return rows_of({"hnr_db"}, track.frames.count, track.frames.step_s, track.frames.first_s,
                 [&](int, int t) { return track.db[static_cast<std::size_t>(t)]; });
}

// --- jitter, shimmer ---

std::vector<Parameter> period_parameters() {
  const VoiceQualityConfig c;
  return joined(
      {pitch_ac_parameters(),
       {seconds("period_floor", c.shortest_period_s, 0, 0.1, "shorter intervals between pulses are no periods"),
        seconds("period_ceiling", c.longest_period_s, 0.0001, 1, "longer intervals are no periods"),
        factor("max_period_factor", c.max_period_factor, 1, 10,
               "neighbouring periods that differ more do not count")}});
}

Result<VoiceQualityConfig> read_voice_quality(const Sound& sound, const FeatureSettings& settings) {
  VoiceQualityConfig config;
  config.pitch = read_pitch_ac(settings);
  config.shortest_period_s = settings.number("period_floor");
  config.longest_period_s = settings.number("period_ceiling");
  config.max_period_factor = settings.number("max_period_factor");
  const std::string problem = pitch_ac_problem(config.pitch, sound);
  if (!problem.empty()) return Error{problem};
  return config;
}

Result<FeatureMatrix> jitter_feature(const Sound& sound, const FeatureSettings& settings) {
  const auto config = read_voice_quality(sound, settings);
  if (!config) return Error{config.error()};
  const Jitter j = jitter(glottal_pulses(sound, config.value().pitch), config.value());
  return numbers({"jitter_local", "jitter_absolute_s", "periods"},
                 {j.local, j.absolute_s, static_cast<double>(j.periods)});
}

Result<FeatureMatrix> shimmer_feature(const Sound& sound, const FeatureSettings& settings) {
  auto config = read_voice_quality(sound, settings);
  if (!config) return Error{config.error()};
  config.value().max_amplitude_factor = settings.number("max_amplitude_factor");
  const Shimmer s = shimmer(sound, glottal_pulses(sound, config.value().pitch), config.value());
  return numbers({"shimmer_local", "shimmer_local_db", "periods"}, {s.local, s.db, static_cast<double>(s.periods)});
}

}  // namespace

std::vector<Feature> voice_quality_features() {
  return {
      {"pitch_ac", "Hz",
       "Fundamental frequency by autocorrelation, Praat's To Pitch (ac), Boersma 1993; unvoiced: 0 Hz",
       pitch_ac_parameters(), pitch_ac_feature},
      {"hnr", "dB", "Harmonics-to-noise ratio, Praat's To Harmonicity (ac), Boersma 1993; silent: −200 dB",
       hnr_parameters(), hnr_feature},
      {"jitter_local", "", "Jitter (local and absolute), Praat's definitions; periods = 0: there is no value",
       period_parameters(), jitter_feature},
      {"shimmer_local", "", "Shimmer (local, and in dB), Praat's definitions; periods = 0: there is no value",
       joined({period_parameters(),
               {factor("max_amplitude_factor", VoiceQualityConfig{}.max_amplitude_factor, 1, 10,
                       "neighbouring amplitudes that differ more do not count")}}),
       shimmer_feature},
  };
}

}  // namespace emo
