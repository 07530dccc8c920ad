// rms, zero_crossing_rate, resample and logmel64, rows of the table of features.
#include <algorithm>
#include <cmath>

#include "features/energy.h"
#include "features/recipes/logmel64.h"
#include "features/recipes/recipes.h"
#include "features/spectral_groups.h"
#include "features/spectral_parameters.h"
#include "signal/level.h"
#include "signal/resampler.h"

namespace emo {
namespace {

std::vector<Parameter> frame_parameters() {
  return {{.name = "frame_length",
           .kind = ParameterKind::integer,
           .initial = 2048,
           .low = 2,
           .high = 65536,
           .unit = "samples",
           .help = "length of a frame"},
          {.name = "hop_length",
           .kind = ParameterKind::integer,
           .initial = 512,
           .low = 1,
           .high = 65536,
           .unit = "samples",
           .help = "samples between frames"},
          {.name = "center",
           .kind = ParameterKind::flag,
           .initial = 1,
           .help = "frame t lies around sample t · hop_length, the sound is padded; false: it begins there"}};
}

// value_of(std::span<const float> frame) → float, for each frame.
template <class ValueOf>
Result<FeatureMatrix> of_each_frame(const Sound& sound, const FeatureSettings& settings, PadMode pad_mode,
                                    ValueOf&& value_of) {
  const FrameConfig config{settings.integer("frame_length"), settings.integer("hop_length"), settings.flag("center"),
                           pad_mode};
  FeatureMatrix m;
  for_each_frame(sound.samples, config, [&](std::span<const float> frame) { m.values.push_back(value_of(frame)); });
  if (m.values.empty())
    return Error{"The sound has " + std::to_string(sound.samples.size()) + " samples, fewer than one frame of " +
                 std::to_string(config.frame_length) + ". Lower frame_length, or let center be true."};
  m.shape = {static_cast<int>(m.values.size())};
  m.frame_s = config.hop_length / sound.sample_rate_hz;
  m.first_frame_s = config.center ? 0.0 : 0.5 * config.frame_length / sound.sample_rate_hz;
  return m;
}

Result<FeatureMatrix> rms_feature(const Sound& sound, const FeatureSettings& settings) {
  return of_each_frame(sound, settings, static_cast<PadMode>(settings.number("pad_mode")), rms);
}

Result<FeatureMatrix> crossings(const Sound& sound, const FeatureSettings& settings) {
  ZeroCrossingConfig config{settings.number("threshold"), settings.flag("pad"), settings.flag("zero_pos")};
  const double ref = settings.number("ref_magnitude");
  if (std::isinf(ref)) {
    float highest = 0.0F;
    for (float s : sound.samples) highest = std::max(highest, std::abs(s));
    config.threshold *= highest;
  } else if (!std::isnan(ref)) {
    config.threshold *= ref;
  }
  // librosa repeats the edge here, whatever else it pads with zeros.
  return of_each_frame(sound, settings, PadMode::edge,
                       [&](std::span<const float> frame) { return zero_crossing_rate(frame, config); });
}

Result<FeatureMatrix> resample(const Sound& sound, const FeatureSettings& settings) {
  const double target = settings.integer("target_sr");
  FeatureMatrix m{{0}, {}, {}, 1.0 / target};
  Resampler resampler({.input_rate_hz = sound.sample_rate_hz, .output_rate_hz = target});
  resampler.push(sound.samples, m.values);
  resampler.finish(m.values);
  m.shape[0] = static_cast<int>(m.values.size());
  return m;
}

Result<FeatureMatrix> logmel64(const Sound& sound, const FeatureSettings&) {
  FeatureMatrix by_frame = logmel64_recipe(sound);
  const int frames = by_frame.shape[0];
  FeatureMatrix m = series(LogMel64Recipe::n_mels, frames, {.hop_length = LogMel64Recipe::hop_length},
                           {sound.samples, LogMel64Recipe::sample_rate_hz});
  for (std::size_t i = 0; i < m.values.size(); ++i) {
    const std::size_t band = i / static_cast<std::size_t>(frames);
    const std::size_t frame = i % static_cast<std::size_t>(frames);
    m.values[i] = by_frame.values[frame * LogMel64Recipe::n_mels + band];
  }
  return m;
}

}  // namespace

std::vector<Feature> energy_features() {
  return {
      {"rms", "amplitude", "Root of the mean square of each frame, librosa.feature.rms",
       joined({frame_parameters(),
               {{.name = "pad_mode",
                 .kind = ParameterKind::choice,
                 .help = "what lies beyond the ends of the sound (numpy.pad); with center",
                 .choices = {kPadModeNames.begin(), kPadModeNames.end()}}}}),
       rms_feature},
      {"zero_crossing_rate", "crossings/sample", "Share of samples where the sign changes, librosa's",
       joined({frame_parameters(),
               {{.name = "threshold",
                 .initial = 1e-10,
                 .low = 0,
                 .high = 10,
                 .help = "samples between −threshold and threshold count as 0"},
                {.name = "ref_magnitude",
                 .initial = kNone,
                 .low = 0,
                 .high = 1e9,
                 .help = "threshold is meant relative to this; max: to the sound's peak",
                 .words = {"max"}},
                {.name = "pad",
                 .kind = ParameterKind::flag,
                 .help = "the first sample of each frame counts as a crossing"},
                {.name = "zero_pos",
                 .kind = ParameterKind::flag,
                 .initial = 1,
                 .help = "0 counts as positive; false: as a sign of its own"}}}),
       crossings},
  };
}

std::vector<Feature> sample_features() {
  return {
      {"resample",
       "amplitude",
       "The sound at another rate: our band-limited polyphase filter (librosa uses soxr)",
       {{.name = "target_sr",
         .kind = ParameterKind::integer,
         .initial = 16000,
         .low = 1000,
         .high = 384000,
         .unit = "Hz",
         .help = "rate wanted"}},
       resample},
      {"logmel64",
       "ln power",
       "64 log-mel bands each 10 ms at 16 kHz: what the main models hear (recipe logmel64)",
       {},
       logmel64},
  };
}

}  // namespace emo
