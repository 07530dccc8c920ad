// spectral_centroid, _bandwidth, _rolloff, _flatness and _contrast, rows of the table of features.
#include "features/contrast.h"
#include "features/shape.h"
#include "features/spectral_groups.h"
#include "features/spectral_parameters.h"
#include "signal/stft_exact.h"

namespace emo {
namespace {

// value_of(std::span<const float> magnitude) → float, for each frame.
template <class ValueOf>
Result<FeatureMatrix> of_each_spectrum(const Sound& sound, const FeatureSettings& settings, ValueOf&& value_of) {
  const auto stft = read_stft(settings, sound, 1);
  if (!stft) return Error{stft.error()};
  ExactStft frames(stft.value());
  FeatureMatrix m = series(0, frames_of(sound, stft.value()), stft.value(), sound);
  frames.magnitudes(sound.samples, 0, m.shape[0], [&](std::int64_t t, std::span<const float> magnitude) {
    m.values[static_cast<std::size_t>(t)] = value_of(magnitude);
  });
  return m;
}

float bin_hz(const Sound& sound, const FeatureSettings& settings) {
  return static_cast<float>(sound.sample_rate_hz / settings.integer("n_fft"));
}

Result<FeatureMatrix> centroid(const Sound& sound, const FeatureSettings& settings) {
  const float step = bin_hz(sound, settings);
  return of_each_spectrum(sound, settings, [&](auto magnitude) { return spectral_centroid_hz(magnitude, step); });
}

Result<FeatureMatrix> bandwidth(const Sound& sound, const FeatureSettings& settings) {
  const float step = bin_hz(sound, settings);
  const BandwidthConfig config{.p = static_cast<float>(settings.number("p")), .norm = settings.flag("norm")};
  const bool own = settings.is_none("centroid");
  const auto fixed = static_cast<float>(settings.number("centroid"));
  return of_each_spectrum(sound, settings, [&](auto magnitude) {
    return spectral_bandwidth_hz(magnitude, step, own ? spectral_centroid_hz(magnitude, step) : fixed, config);
  });
}

Result<FeatureMatrix> rolloff(const Sound& sound, const FeatureSettings& settings) {
  const float step = bin_hz(sound, settings);
  const auto share = static_cast<float>(settings.number("roll_percent"));
  return of_each_spectrum(sound, settings, [&](auto magnitude) { return spectral_rolloff_hz(magnitude, step, share); });
}

Result<FeatureMatrix> flatness(const Sound& sound, const FeatureSettings& settings) {
  const FlatnessConfig config{.amin = static_cast<float>(settings.number("amin")),
                              .power = static_cast<float>(settings.number("power"))};
  return of_each_spectrum(sound, settings, [&](auto magnitude) { return spectral_flatness(magnitude, config); });
}

Result<FeatureMatrix> contrast(const Sound& sound, const FeatureSettings& settings) {
  const auto stft = read_stft(settings, sound, settings.integer("n_bands") + 1);
  if (!stft) return Error{stft.error()};
  auto made = SpectralContrast::make({.sample_rate_hz = sound.sample_rate_hz,
                                      .n_fft = stft.value().n_fft,
                                      .fmin_hz = static_cast<float>(settings.number("fmin")),
                                      .n_bands = settings.integer("n_bands"),
                                      .quantile = settings.number("quantile")});
  if (!made) return Error{made.error()};
  SpectralContrast& bands = made.value();
  ExactStft frames(stft.value());
  FeatureMatrix peak = series(bands.rows(), frames_of(sound, stft.value()), stft.value(), sound);
  std::vector<float> valley(peak.values.size());
  const auto columns = static_cast<std::size_t>(peak.shape[1]);
  const auto rows = static_cast<std::size_t>(bands.rows());
  std::vector<float> peaks(rows);
  std::vector<float> valleys(rows);
  frames.magnitudes(sound.samples, 0, peak.shape[1], [&](std::int64_t t, std::span<const float> magnitude) {
    bands.apply(magnitude, peaks, valleys);
    for (std::size_t b = 0; b < rows; ++b) {
      peak.values[b * columns + static_cast<std::size_t>(t)] = peaks[b];
      valley[b * columns + static_cast<std::size_t>(t)] = valleys[b];
    }
  });
  if (!settings.flag("linear")) {
    power_to_db(peak.values);
    power_to_db(valley);
  }
  for (std::size_t i = 0; i < valley.size(); ++i) peak.values[i] -= valley[i];
  return peak;
}

std::vector<Parameter> bandwidth_parameters() {
  return {{.name = "p", .initial = 2, .low = 0.1, .high = 10, .help = "exponent of the deviations"},
          {.name = "norm", .kind = ParameterKind::flag, .initial = 1, .help = "divide the magnitudes by their sum"},
          {.name = "centroid",
           .initial = kNone,
           .low = 0,
           .high = 384000,
           .unit = "Hz",
           .help = "where deviations are measured from; none: each frame's own centroid"}};
}

std::vector<Parameter> contrast_parameters() {
  return {{.name = "fmin",
           .initial = 200,
           .low = 1,
           .high = 384000,
           .unit = "Hz",
           .help = "upper edge of the lowest band; each further band is an octave"},
          {.name = "n_bands",
           .kind = ParameterKind::integer,
           .initial = 6,
           .low = 1,
           .high = 16,
           .help = "octaves above fmin; n_bands + 1 rows come out"},
          {.name = "quantile",
           .initial = 0.02,
           .low = 0.0001,
           .high = 0.9999,
           .help = "share of a band's bins that make its peak and its valley"},
          {.name = "linear", .kind = ParameterKind::flag, .help = "difference of magnitudes instead of dB"}};
}

}  // namespace

std::vector<Feature> shape_features() {
  return {
      {"spectral_centroid", "Hz", "Centre of mass of the magnitudes, librosa.feature.spectral_centroid",
       stft_parameters(), centroid},
      {"spectral_bandwidth", "Hz", "Spread of the magnitudes around the centroid, librosa.feature.spectral_bandwidth",
       joined({stft_parameters(), bandwidth_parameters()}), bandwidth},
      {"spectral_rolloff", "Hz", "Frequency below which most of the magnitude lies, librosa.feature.spectral_rolloff",
       joined({stft_parameters(),
               {{.name = "roll_percent",
                 .initial = 0.85,
                 .low = 0.0001,
                 .high = 0.9999,
                 .help = "share of the magnitude that lies below; 0 … 1"}}}),
       rolloff},
      {"spectral_flatness", "", "Geometric over arithmetic mean, 1: noise, librosa.feature.spectral_flatness",
       joined({stft_parameters(),
               {power_parameter(2),
                {.name = "amin", .initial = 1e-10, .low = 1e-30, .high = 1, .help = "smaller values count as this"}}}),
       flatness},
      {"spectral_contrast", "dB", "Peaks against valleys in octave bands, librosa.feature.spectral_contrast",
       joined({stft_parameters(), contrast_parameters()}), contrast},
  };
}

}  // namespace emo
