// Pitch, voice quality, formants, intensity and speaking rate in the catalogue.
#include <algorithm>
#include <cmath>

#include "features/formants.h"
#include "features/groups.h"
#include "features/harmonicity.h"
#include "features/intensity.h"
#include "features/pitch.h"
#include "features/speaking_rate.h"
#include "features/spectral_parameters.h"
#include "features/voice_quality.h"

namespace emo {
namespace {

Parameter hertz(std::string_view name, double initial, double low, double high, std::string_view help) {
  return {.name = name, .initial = initial, .low = low, .high = high, .unit = "Hz", .help = help};
}

Parameter seconds(std::string_view name, double initial, double low, double high, std::string_view help) {
  return {.name = name, .initial = initial, .low = low, .high = high, .unit = "s", .help = help};
}

Parameter factor(std::string_view name, double initial, double low, double high, std::string_view help) {
  return {.name = name, .initial = initial, .low = low, .high = high, .help = help};
}

Parameter count(std::string_view name, int initial, int low, int high, std::string_view help) {
  return {.name = name,
          .kind = ParameterKind::integer,
          .initial = static_cast<double>(initial),
          .low = static_cast<double>(low),
          .high = static_cast<double>(high),
          .help = help};
}

// A table of rows × frames; value(row, frame).
template <class Value>
FeatureMatrix rows_of(std::vector<std::string> names, int frames, double frame_s, double first_s, Value&& value) {
  FeatureMatrix m;
  const int rows = static_cast<int>(names.size());
  m.shape = rows == 1 ? std::vector<int>{frames} : std::vector<int>{rows, frames};
  m.values.reserve(static_cast<std::size_t>(rows) * static_cast<std::size_t>(frames));
  for (int r = 0; r < rows; ++r)
    for (int t = 0; t < frames; ++t) m.values.push_back(static_cast<float>(value(r, t)));
  m.rows = std::move(names);
  m.frame_s = frame_s;
  m.first_frame_s = first_s;
  return m;
}

FeatureMatrix numbers(std::vector<std::string> names, std::vector<double> values) {
  return {{static_cast<int>(values.size())}, {values.begin(), values.end()}, std::move(names)};
}

// --- yin, pyin ---

std::vector<Parameter> pitch_range_parameters() {
  return {
      hertz("fmin", 65.41, 1, 96000, "lowest pitch; librosa recommends C2"),
      hertz("fmax", 2093.0, 2, 96000, "highest pitch; librosa recommends C7"),
      {.name = "frame_length",
       .kind = ParameterKind::integer,
       .initial = 2048,
       .low = 16,
       .high = 65536,
       .unit = "samples",
       .help = "length of a frame; must hold one period of fmin, should hold two"},
      {.name = "hop_length",
       .kind = ParameterKind::integer,
       .initial = kNone,
       .low = 1,
       .high = 65536,
       .unit = "samples",
       .help = "samples between frames; none: frame_length / 4"},
      {.name = "center",
       .kind = ParameterKind::flag,
       .initial = 1,
       .help = "frame t lies around sample t · hop_length, the sound is padded; false: it begins there"},
      {.name = "pad_mode",
       .kind = ParameterKind::choice,
       .help = "what lies beyond the ends of the sound (numpy.pad); with center",
       .choices = {kPadModeNames.begin(), kPadModeNames.end()}},
  };
}

void read_pitch_range(const FeatureSettings& settings, PitchRange& range) {
  range.fmin_hz = static_cast<float>(settings.number("fmin"));
  range.fmax_hz = static_cast<float>(settings.number("fmax"));
  range.frame_length = settings.integer("frame_length");
  range.hop_length = settings.is_none("hop_length") ? 0 : settings.integer("hop_length");
  range.center = settings.flag("center");
  const auto mode = std::find(kPadModeNames.begin(), kPadModeNames.end(), settings.choice("pad_mode"));
  range.pad_mode = static_cast<PadMode>(mode - kPadModeNames.begin());
}

template <class Value>
FeatureMatrix pitch_rows(std::vector<std::string> names, std::size_t frames, const PitchRange& range,
                         const Sound& sound, Value&& value) {
  return rows_of(std::move(names), static_cast<int>(frames), range.hop() / sound.sample_rate_hz,
                 range.center ? 0.0 : 0.5 * range.frame_length / sound.sample_rate_hz, value);
}

Result<FeatureMatrix> yin_feature(const Sound& sound, const FeatureSettings& settings) {
  YinConfig config;
  read_pitch_range(settings, config);
  config.trough_threshold = static_cast<float>(settings.number("trough_threshold"));
  const std::string problem = pitch_range_problem(config, sound.sample_rate_hz, sound.samples.size());
  if (!problem.empty()) return Error{problem};
  const auto f0_hz = yin(sound, config);
  return pitch_rows({"f0_hz"}, f0_hz.size(), config, sound,
                    [&](int, int t) { return f0_hz[static_cast<std::size_t>(t)]; });
}

std::vector<Parameter> pyin_parameters() {
  return {
      count("n_thresholds", 100, 2, 1000, "thresholds of YIN that are weighed against each other"),
      factor("beta_a", 2, 0.1, 100, "first of librosa's beta_parameters: the prior over the thresholds"),
      factor("beta_b", 18, 0.1, 100, "second of librosa's beta_parameters"),
      factor("boltzmann_parameter", 2, 0.001, 100, "prior over the troughs; more favours shorter periods"),
      {.name = "resolution",
       .initial = 0.1,
       .low = 0.02,
       .high = 1,
       .unit = "semitones",
       .help = "between pitch bins; 0.01 is a cent"},
      {.name = "max_transition_rate",
       .initial = 35.92,
       .low = 0.1,
       .high = 1000,
       .unit = "octaves/s",
       .help = "fastest change of pitch"},
      factor("switch_prob", 0.01, 1e-6, 0.999, "probability of a change between voiced and unvoiced in a frame"),
      factor("no_trough_prob", 0.01, 0, 1, "most that the lowest trough gets where none is below a threshold"),
      {.name = "transition_min_prob",
       .initial = 1e-4,
       .low = 0,
       .high = 0.1,
       .help = "less probable steps are not followed; none: all are",
       .words = {"none"}},
      {.name = "fill_na",
       .initial = 0,
       .low = -1e6,
       .high = 1e6,
       .unit = "Hz",
       .help = "what f0_hz shows in unvoiced frames (librosa: NaN); none: the best guess",
       .words = {"none"}},
  };
}

// librosa's own limits on the table of transitions.
std::string pyin_problem(const PyinConfig& config, const Sound& sound) {
  std::string problem = pitch_range_problem(config, sound.sample_rate_hz, sound.samples.size());
  if (!problem.empty()) return problem;
  const PyinSteps steps = pyin_steps(config, sound.sample_rate_hz);
  if (steps.bins < 2) return "There is but one pitch between fmin and fmax; take them further apart.";
  if (steps.transition_width > steps.bins)
    return "Within one hop of " + std::to_string(config.hop()) +
           " samples the pitch may cross the whole range from "
           "fmin to fmax; take a shorter hop_length or a lower max_transition_rate.";
  return {};
}

Result<FeatureMatrix> pyin_feature(const Sound& sound, const FeatureSettings& settings) {
  PyinConfig config;
  read_pitch_range(settings, config);
  config.n_thresholds = settings.integer("n_thresholds");
  config.beta_a = settings.number("beta_a");
  config.beta_b = settings.number("beta_b");
  config.boltzmann_parameter = settings.number("boltzmann_parameter");
  config.resolution = settings.number("resolution");
  config.max_transition_rate = settings.number("max_transition_rate");
  config.switch_prob = settings.number("switch_prob");
  config.no_trough_prob = settings.number("no_trough_prob");
  config.transition_min_prob = settings.is_none("transition_min_prob") ? 0.0 : settings.number("transition_min_prob");
  config.guess_unvoiced = settings.is_none("fill_na");
  const std::string problem = pyin_problem(config, sound);
  if (!problem.empty()) return Error{problem};
  const PitchTrack track = pyin(sound, config);
  const double fill = settings.number("fill_na");
  return pitch_rows({"f0_hz", "voiced", "voiced_probability"}, track.f0_hz.size(), config, sound,
                    [&](int row, int frame) -> double {
                      const auto t = static_cast<std::size_t>(frame);
                      if (row == 1) return track.voiced[t];
                      if (row == 2) return track.voiced_probability[t];
                      return track.voiced[t] != 0 || config.guess_unvoiced ? track.f0_hz[t] : fill;
                    });
}

// --- Boersma's autocorrelation: pitch and harmonicity ---

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
                   return row == 0 ? frame.f0_hz : frame.strength;
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

// --- formants, intensity, speaking rate ---

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

std::vector<Feature> voice_features() {
  const auto yin_parameters = joined(
      {pitch_range_parameters(),
       {factor("trough_threshold", 0.1, 0, 10, "the first trough of the difference function below it is the period")}});
  return {
      {"yin", "Hz", "Fundamental frequency by YIN, librosa.yin", yin_parameters, yin_feature},
      {"pyin", "Hz", "Fundamental frequency, voicing and its probability by pYIN, librosa.pyin; unvoiced: 0 Hz",
       joined({pitch_range_parameters(), pyin_parameters()}), pyin_feature},
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
      {"formants", "Hz", "Formants F1 to F3 and their bandwidths, Praat's To Formant (burg); absent: 0 Hz",
       formant_parameters(), formants_feature},
      {"intensity", "dB", "Intensity re 2·10⁻⁵ Pa with full scale 1 Pa, Praat's To Intensity", intensity_parameters(),
       intensity_feature},
      {"speaking_rate", "", "Syllables per second by syllable nuclei, de Jong & Wempe 2009", speaking_rate_parameters(),
       speaking_rate_feature},
  };
}

}  // namespace emo
