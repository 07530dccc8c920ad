// chroma_stft, estimate_tuning and piptrack, rows of the table of features.
#include <algorithm>

#include "features/chroma.h"
#include "features/spectral_groups.h"
#include "features/spectral_parameters.h"
#include "features/tuning.h"
#include "signal/stft_exact.h"
#include "signal/stft_frames.h"

namespace emo {
namespace {

float estimated_tuning(const Sound& sound, const StftConfig& stft, double exponent, int n_chroma) {
  return estimate_tuning(sound.samples, sound.sample_rate_hz,
                         {.stft = stft, .bins_per_octave = n_chroma, .power = static_cast<float>(exponent)});
}

std::vector<std::string> note_names(int n_chroma, bool base_c) {
  if (n_chroma != 12) return {};
  std::vector<std::string> names{"C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B"};
  if (!base_c) std::rotate(names.begin(), names.begin() + 9, names.end());
  return names;
}

Result<FeatureMatrix> chroma_stft(const Sound& sound, const FeatureSettings& settings) {
  const int n_chroma = settings.integer("n_chroma");
  const auto stft = read_stft(settings, sound, n_chroma);
  if (!stft) return Error{stft.error()};
  const double exponent = settings.number("power");
  ChromaConfig config{.sample_rate_hz = sound.sample_rate_hz, .n_fft = stft.value().n_fft, .n_chroma = n_chroma};
  config.tuning = settings.is_none("tuning") ? estimated_tuning(sound, stft.value(), exponent, n_chroma)
                                             : static_cast<float>(settings.number("tuning"));
  config.ctroct = static_cast<float>(settings.number("ctroct"));
  config.octwidth = settings.is_none("octwidth") ? 0.0F : static_cast<float>(settings.number("octwidth"));
  config.base_c = settings.flag("base_c");
  const ChromaFilterbank bank(config);
  const auto norm = static_cast<ChromaNorm>(settings.number("norm"));

  StftFrames frames(stft.value());
  FeatureMatrix m = series(n_chroma, frames_of(sound, stft.value()), stft.value(), sound);
  m.rows = note_names(n_chroma, config.base_c);
  const auto columns = static_cast<std::size_t>(m.shape[1]);
  const auto rows = static_cast<std::size_t>(n_chroma);
  std::vector<float> spectrum(static_cast<std::size_t>(frames.bins()) * kLanes);
  std::vector<float> chroma(rows * kLanes);
  frames.power4(sound.samples, 0, m.shape[1], [&](std::int64_t first, int lanes, std::span<const float> power) {
    std::copy(power.begin(), power.end(), spectrum.begin());
    raise_to(spectrum, exponent);
    bank.apply4(spectrum, chroma);
    for (std::size_t lane = 0; lane < static_cast<std::size_t>(lanes); ++lane) {
      const std::span<float> frame = std::span(chroma).subspan(lane * rows, rows);
      normalize(frame, norm);
      for (std::size_t c = 0; c < rows; ++c) m.values[c * columns + static_cast<std::size_t>(first) + lane] = frame[c];
    }
  });
  return m;
}

float peak_reference(const FeatureSettings& settings) {
  return settings.is_none("ref") ? -1.0F : static_cast<float>(settings.number("ref"));
}

Result<FeatureMatrix> tuning_feature(const Sound& sound, const FeatureSettings& settings) {
  const auto stft = read_stft(settings, sound, 1);
  if (!stft) return Error{stft.error()};
  const float tuning = estimate_tuning(sound.samples, sound.sample_rate_hz,
                                       {.stft = stft.value(),
                                        .fmin_hz = static_cast<float>(settings.number("fmin")),
                                        .fmax_hz = static_cast<float>(settings.number("fmax")),
                                        .threshold = static_cast<float>(settings.number("threshold")),
                                        .ref = peak_reference(settings),
                                        .bins_per_octave = settings.integer("bins_per_octave"),
                                        .resolution = settings.number("resolution")});
  return FeatureMatrix{{1}, {tuning}, {"tuning"}};
}

Result<FeatureMatrix> piptrack(const Sound& sound, const FeatureSettings& settings) {
  const int bins = settings.integer("n_fft") / 2 + 1;
  const auto stft = read_stft(settings, sound, bins);
  if (!stft) return Error{stft.error()};
  const Piptrack tracker({.sample_rate_hz = sound.sample_rate_hz,
                          .n_fft = stft.value().n_fft,
                          .fmin_hz = static_cast<float>(settings.number("fmin")),
                          .fmax_hz = static_cast<float>(settings.number("fmax")),
                          .threshold = static_cast<float>(settings.number("threshold")),
                          .ref = peak_reference(settings)});
  const bool magnitudes = settings.choice("output") == "magnitudes";
  ExactStft frames(stft.value());
  FeatureMatrix m = series(bins, frames_of(sound, stft.value()), stft.value(), sound);
  const auto columns = static_cast<std::size_t>(m.shape[1]);
  frames.magnitudes(sound.samples, 0, m.shape[1], [&](std::int64_t t, std::span<const float> magnitude) {
    tracker.peaks(magnitude, [&](int bin, float hz, float strength) {
      m.values[static_cast<std::size_t>(bin) * columns + static_cast<std::size_t>(t)] = magnitudes ? strength : hz;
    });
  });
  return m;
}

std::vector<Parameter> peak_parameters() {
  return {{.name = "fmin", .initial = 150, .low = 0, .high = 384000, .unit = "Hz", .help = "lowest pitch looked for"},
          {.name = "fmax", .initial = 4000, .low = 1, .high = 384000, .unit = "Hz", .help = "pitches lie below this"},
          {.name = "threshold",
           .initial = 0.1,
           .low = 0,
           .high = 1,
           .help = "a peak is higher than this share of the highest value in its frame"},
          {.name = "ref",
           .initial = kNone,
           .low = 0,
           .high = 1e9,
           .help = "a peak is higher than this magnitude; none: threshold decides"}};
}

std::vector<Parameter> chroma_parameters() {
  return {{.name = "norm",
           .kind = ParameterKind::choice,
           .help = "what becomes 1 of each frame: its largest value (inf), its sum (1), its root of squares (2), …",
           .choices = {"inf", "1", "2", "-inf", "0", "none"}},
          {.name = "tuning",
           .initial = kNone,
           .low = -1,
           .high = 1,
           .unit = "bins",
           .help = "deviation from A440 in fractions of a chroma bin; none: estimated from the sound"},
          {.name = "n_chroma",
           .kind = ParameterKind::integer,
           .initial = 12,
           .low = 1,
           .high = 96,
           .help = "number of chroma bins in an octave"},
          {.name = "ctroct",
           .initial = 5,
           .low = -2,
           .high = 16,
           .unit = "octaves",
           .help = "centre of the octaves that count most, above A0 (27.5 Hz)"},
          {.name = "octwidth",
           .initial = 2,
           .low = 0.01,
           .high = 100,
           .unit = "octaves",
           .help = "half-width of these octaves; none: all count alike",
           .words = {"none"}},
          {.name = "base_c", .kind = ParameterKind::flag, .initial = 1, .help = "row 0 is C; false: A"}};
}

}  // namespace

std::vector<Feature> pitch_features() {
  return {
      {"chroma_stft", "", "Energy of each pitch class, librosa.feature.chroma_stft",
       joined({stft_parameters(), {power_parameter(2)}, chroma_parameters()}), chroma_stft},
      {"estimate_tuning", "bins", "Deviation of the pitches from A440, librosa.estimate_tuning",
       joined({stft_parameters(DefaultHop::quarter_window),
               peak_parameters(),
               {{.name = "resolution",
                 .initial = 0.01,
                 .low = 0.001,
                 .high = 1,
                 .unit = "bins",
                 .help = "step of the answer, in fractions of a bin"},
                {.name = "bins_per_octave",
                 .kind = ParameterKind::integer,
                 .initial = 12,
                 .low = 1,
                 .high = 96,
                 .help = "bins of the scale that the sound is tuned to"}}}),
       tuning_feature},
      {"piptrack", "Hz", "Pitches of spectral peaks at their bins, 0 elsewhere, librosa.piptrack",
       joined({stft_parameters(DefaultHop::quarter_window),
               peak_parameters(),
               {{.name = "output",
                 .kind = ParameterKind::choice,
                 .help = "which of librosa's two results",
                 .choices = {"pitches", "magnitudes"}}}}),
       piptrack},
  };
}

}  // namespace emo
