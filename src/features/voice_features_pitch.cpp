// librosa's pitch, yin and pyin, as rows of the table of features.
#include <algorithm>

#include "features/pitch.h"
#include "features/spectral_parameters.h"
#include "features/voice_feature_parts.h"

namespace emo {

using namespace voice;

namespace {

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

}  // namespace

std::vector<Feature> librosa_pitch_features() {
  const auto yin_parameters = joined(
      {pitch_range_parameters(),
       {factor("trough_threshold", 0.1, 0, 10, "the first trough of the difference function below it is the period")}});
  return {
      {"yin", "Hz", "Fundamental frequency by YIN, librosa.yin", yin_parameters, yin_feature},
      {"pyin", "Hz", "Fundamental frequency, voicing and its probability by pYIN, librosa.pyin; unvoiced: 0 Hz",
       joined({pitch_range_parameters(), pyin_parameters()}), pyin_feature},
  };
}

}  // namespace emo
