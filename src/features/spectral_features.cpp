#include <algorithm>
#include <cmath>

#include "features/dct.h"
#include "features/delta.h"
#include "features/features_in_pieces.h"
#include "features/groups.h"
#include "features/spectral_groups.h"
#include "features/spectral_parameters.h"
#include "signal/stft_exact.h"
#include "signal/stft_frames.h"

namespace emo {
namespace {

// Values come frame by frame, the matrix is row by row.
void put_column(FeatureMatrix& m, std::int64_t frame, std::span<const float> column) {
  const auto frames = static_cast<std::size_t>(m.shape.back());
  float* to = m.values.data() + frame;
  for (std::size_t r = 0; r < column.size(); ++r) to[r * frames] = column[r];
}

Result<FeatureMatrix> stft(const Sound& sound, const FeatureSettings& settings) {
  const bool db = settings.flag("db");
  const double exponent = settings.number("power");
  if (db && exponent != 1) return Error{"db is 20 log10 of magnitudes: it needs power = 1. Set one of the two back."};
  const auto config = read_stft(settings, sound, settings.integer("n_fft") / 2 + 1);
  if (!config) return Error{config.error()};
  ExactStft frames(config.value());
  FeatureMatrix m = series(frames.bins(), frames_of(sound, config.value()), config.value(), sound);
  frames.magnitudes(sound.samples, 0, m.shape[1],
                    [&](std::int64_t t, std::span<const float> magnitude) { put_column(m, t, magnitude); });
  if (exponent != 1)
    for (float& value : m.values) value = std::pow(value, static_cast<float>(exponent));
  if (db) amplitude_to_db(m.values, read_decibel(settings));
  return m;
}

Result<FeatureMatrix> melspectrogram(const Sound& sound, const FeatureSettings& settings) {
  auto m = mel_matrix(sound, settings, "norm");
  if (m && settings.flag("db")) power_to_db(m.value().values, read_decibel(settings));
  return m;
}

Result<FeatureMatrix> mfcc(const Sound& sound, const FeatureSettings& settings) {
  const int n_mfcc = settings.integer("n_mfcc");
  const int n_mels = settings.integer("n_mels");
  const int type = 1 + static_cast<int>(settings.number("dct_type"));
  if (n_mfcc > n_mels)
    return Error{"n_mfcc is " + std::to_string(n_mfcc) + ", but there are only " + std::to_string(n_mels) +
                 " mel bands. Lower it or raise n_mels."};
  if (type == 1 && n_mels < 2) return Error{"dct_type 1 needs at least 2 mel bands. Raise n_mels."};
  auto mel = mel_matrix(sound, settings, "mel_norm");
  if (!mel) return mel;
  power_to_db(mel.value().values);
  const Dct dct(n_mfcc, n_mels, type, settings.choice("norm") == "ortho",
                static_cast<float>(settings.number("lifter")));
  FeatureMatrix m = std::move(mel.value());
  const auto frames = static_cast<std::size_t>(m.shape[1]);
  std::vector<float> bands(static_cast<std::size_t>(n_mels));
  std::vector<float> coefficients(static_cast<std::size_t>(n_mfcc));
  for (std::size_t t = 0; t < frames; ++t) {
    for (std::size_t b = 0; b < bands.size(); ++b) bands[b] = m.values[b * frames + t];
    dct.apply(bands, coefficients);
    put_column(m, static_cast<std::int64_t>(t), coefficients);  // over bands that have been read
  }
  m.shape[0] = n_mfcc;
  m.values.resize(coefficients.size() * frames);
  return m;
}

Result<FeatureMatrix> mfcc_delta(const Sound& sound, const FeatureSettings& settings) {
  DeltaConfig config;
  config.width = settings.integer("width");
  config.order = settings.integer("order");
  config.polyorder = settings.is_none("polyorder") ? config.order : settings.integer("polyorder");
  config.mode = static_cast<DeltaMode>(settings.number("mode"));
  if (config.width % 2 == 0) return Error{"width is " + std::to_string(config.width) + ", but must be odd."};
  if (config.polyorder >= config.width || config.polyorder < config.order)
    return Error{"polyorder (" + std::to_string(config.polyorder) + ") must be at least order (" +
                 std::to_string(config.order) + ") and less than width (" + std::to_string(config.width) + ")."};
  auto m = mfcc(sound, settings);
  if (!m) return m;
  const int frames = m.value().shape[1];
  if (config.mode == DeltaMode::interp && config.width > frames)
    return Error{"width is " + std::to_string(config.width) + ", but the sound has only " + std::to_string(frames) +
                 " frames. Lower width, or take another mode than interp."};
  m.value().values = delta(m.value().values, m.value().shape[0], frames, config);
  return m;
}

std::vector<Parameter> mfcc_parameters() {
  return joined({{{.name = "n_mfcc",
                   .kind = ParameterKind::integer,
                   .initial = 20,
                   .low = 1,
                   .high = 1024,
                   .help = "number of coefficients; at most n_mels"},
                  {.name = "dct_type",
                   .kind = ParameterKind::choice,
                   .initial = 1,
                   .help = "type of the discrete cosine transform",
                   .choices = {"1", "2", "3"}},
                  {.name = "norm",
                   .kind = ParameterKind::choice,
                   .help = "of the transform, as scipy.fft.dct",
                   .choices = {"ortho", "none"}},
                  {.name = "lifter",
                   .low = 0,
                   .high = 10000,
                   .help = "cepstral liftering: 1 + lifter/2 · sin(π (i + 1) / lifter); 0: off"},
                  mel_norm_parameter("mel_norm")},
                 stft_parameters(),
                 {power_parameter(2)},
                 mel_parameters()});
}

std::vector<Parameter> delta_parameters() {
  return {{.name = "width",
           .kind = ParameterKind::integer,
           .initial = 9,
           .low = 3,
           .high = 999,
           .unit = "frames",
           .help = "frames that a derivative is fitted to; odd"},
          {.name = "order",
           .kind = ParameterKind::integer,
           .initial = 1,
           .low = 1,
           .high = 20,
           .help = "of the derivative: 1 delta, 2 delta-delta"},
          {.name = "mode",
           .kind = ParameterKind::choice,
           .help = "what lies beyond the ends; interp: the fitted polynomial goes on",
           .choices = {kDeltaModeNames.begin(), kDeltaModeNames.end()}},
          {.name = "polyorder",
           .kind = ParameterKind::integer,
           .initial = kNone,
           .low = 1,
           .high = 20,
           .help = "of the fitted polynomial; none: order"}};
}

}  // namespace

std::vector<Feature> spectrum_features() {
  return {
      {"stft", "amplitude", "Short-time Fourier transform: |X|, librosa.stft",
       joined({stft_parameters(DefaultHop::quarter_window), {power_parameter(1)}, decibel_parameters(1e-5)}), stft},
      {"melspectrogram", "power", "Mel spectrogram, librosa.feature.melspectrogram",
       joined({stft_parameters(),
               {power_parameter(2)},
               mel_parameters(),
               {mel_norm_parameter("norm")},
               decibel_parameters(1e-10)}),
       melspectrogram},
      {"mfcc", "", "Mel-frequency cepstral coefficients, librosa.feature.mfcc", mfcc_parameters(), mfcc},
      {"mfcc_delta", "per frame", "Derivatives of the MFCC over time (Savitzky–Golay), librosa.feature.delta",
       joined({delta_parameters(), mfcc_parameters()}), mfcc_delta},
  };
}

std::vector<Feature> spectral_features() {
  std::vector<Feature> all;
  for (auto group : {spectrum_features, pitch_features, shape_features, energy_features})
    for (Feature& f : group()) all.push_back(std::move(f));
  for (auto feature : kFeaturesInPieces) all.push_back(feature());
  for (Feature& f : sample_features()) all.push_back(std::move(f));
  return all;
}

}  // namespace emo
