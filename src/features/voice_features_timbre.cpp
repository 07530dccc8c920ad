// Formants, intensity and speaking rate, rows of the table of features.
#include "features/formants.h"
#include "features/intensity.h"
#include "features/speaking_rate.h"
#include "features/voice_feature_parts.h"
#include "features/voice_frames.h"

namespace emo {

using namespace voice;

namespace {

std::vector<Parameter> formant_parameters() {
  const FormantConfig c;
  return {
      {.name = "time_step",
       .initial = kNone,
       .low = 0.001,
       .high = 1,
       .unit = "s",
       .help = "between frames; none: a quarter of window_length"},
      count("max_formants", c.max_formants, 3, 5, "formants sought below max_formant; two poles each"),
      hertz("max_formant", c.max_formant_hz, 1500, 20000,
            "ceiling of the search; 5000 for a deep, 5500 for a high voice"),
      seconds("window_length", c.window_s, 0.005, 0.5, "effective; the window is physically twice as long"),
      hertz("preemphasis_from", c.preemphasis_from_hz, 1, 10000,
            "from here on the spectrum is raised by 6 dB an octave"),
      hertz("max_bandwidth", c.max_bandwidth_hz, 10, 10000, "wider resonances are not formants"),
  };
}

Result<FeatureMatrix> formants_feature(const Sound& sound, const FeatureSettings& settings) {
  FormantConfig config;
  config.max_formants = settings.integer("max_formants");
  config.max_formant_hz = settings.number("max_formant");
  config.window_s = settings.number("window_length");
  config.preemphasis_from_hz = settings.number("preemphasis_from");
  config.max_bandwidth_hz = settings.number("max_bandwidth");
  const double step_s = settings.is_none("time_step") ? config.window_s / 4 : settings.number("time_step");
  const VoiceFrames frames = voice_frames(sound, 2.0 * config.window_s, step_s);
  const auto found = formants_at(sound, frames.times_s(), config);
  return rows_of({"f1_hz", "f2_hz", "f3_hz", "b1_hz", "b2_hz", "b3_hz"}, frames.count, frames.step_s, frames.first_s,
                 [&](int row, int t) {
                   const FormantFrame& frame = found[static_cast<std::size_t>(t)];
                   const auto k = static_cast<std::size_t>(row % 3);
                   return row < 3 ? frame.hz[k] : frame.bandwidth_hz[k];
                 });
}

std::vector<Parameter> intensity_parameters() {
  const IntensityConfig c;
  return {
      {.name = "time_step",
       .initial = kNone,
       .low = 0.001,
       .high = 1,
       .unit = "s",
       .help = "between frames; none: 0.8 / min_pitch"},
      hertz("min_pitch", c.min_pitch_hz, 10, 1000, "lowest periodicity that must not show; the window is 6.4 periods"),
      {.name = "subtract_mean",
       .kind = ParameterKind::flag,
       .initial = 1,
       .help = "take the mean pressure of each window off first"},
  };
}

Result<FeatureMatrix> intensity_feature(const Sound& sound, const FeatureSettings& settings) {
  const IntensityConfig config{.min_pitch_hz = settings.number("min_pitch"),
                               .subtract_mean = settings.flag("subtract_mean")};
  const double step_s = settings.is_none("time_step") ? 0.8 / config.min_pitch_hz : settings.number("time_step");
  const VoiceFrames frames = voice_frames(sound, 6.4 / config.min_pitch_hz, step_s);
  const auto db = intensity_db_at(sound, frames.times_s(), config);
  return rows_of({"intensity_db"}, frames.count, frames.step_s, frames.first_s,
                 [&](int, int t) { return db[static_cast<std::size_t>(t)]; });
}

std::vector<Parameter> speaking_rate_parameters() {
  const SpeakingRateConfig c;
  return {
      {.name = "silence_db",
       .initial = c.silence_db,
       .low = -100,
       .high = 0,
       .unit = "dB",
       .help = "syllables are louder than this below the loudest intensity"},
      {.name = "min_dip",
       .initial = c.min_dip_db,
       .low = 0,
       .high = 30,
       .unit = "dB",
       .help = "how far the intensity falls between two syllables"},
      seconds("min_pause", c.min_pause_s, 0.05, 5, "quieter stretches of this length are pauses"),
  };
}

Result<FeatureMatrix> speaking_rate_feature(const Sound& sound, const FeatureSettings& settings) {
  const SpeakingRate rate = speaking_rate(sound, {.silence_db = settings.number("silence_db"),
                                                  .min_dip_db = settings.number("min_dip"),
                                                  .min_pause_s = settings.number("min_pause")});
  return numbers({"syllables_per_s", "syllables", "duration_s", "speaking_s", "syllables_per_speaking_s"},
                 {rate.per_second(), static_cast<double>(rate.nuclei_s.size()), rate.duration_s, rate.speaking_s,
                  rate.per_speaking_second()});
}

}  // namespace

std::vector<Feature> voice_timbre_features() {
  return {
      {"formants", "Hz", "Formants F1 to F3 and their bandwidths, Praat's To Formant (burg); absent: 0 Hz",
       formant_parameters(), formants_feature},
      {"intensity", "dB", "Intensity re 2·10⁻⁵ Pa with full scale 1 Pa, Praat's To Intensity", intensity_parameters(),
       intensity_feature},
      {"speaking_rate", "", "Syllables per second by syllable nuclei, de Jong & Wempe 2009", speaking_rate_parameters(),
       speaking_rate_feature},
  };
}

}  // namespace emo
