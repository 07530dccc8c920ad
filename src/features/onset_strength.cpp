// onset_strength, a row of the table of features: spectral flux, by how many decibels the mel bands have risen since
// `lag` frames before (Böck & Widmer 2013 with max_size > 1).
#include <algorithm>
#include <cmath>

#include "features/features_in_pieces.h"
#include "features/spectral_parameters.h"

namespace emo {
namespace {

// librosa.onset.onset_strength: what counters the shift that a frame's length brings.
int shift_of(const FeatureSettings& settings) {
  return settings.flag("center") ? settings.integer("n_fft") / (2 * settings.integer("hop_length")) : 0;
}

// Each band's largest neighbour, `size` bands wide, as scipy.ndimage.maximum_filter1d.
std::vector<float> widened(std::span<const float> bands, int size) {
  std::vector<float> widest(bands.size());
  const auto before = static_cast<std::size_t>(size / 2);
  const auto after = static_cast<std::size_t>(size) - 1 - before;
  for (std::size_t b = 0; b < bands.size(); ++b) {
    const std::size_t first = b < before ? 0 : b - before;
    const std::size_t end = std::min(bands.size(), b + after + 1);
    widest[b] = *std::max_element(&bands[first], &bands[first] + (end - first));
  }
  return widest;
}

float mean(std::span<const float> values) {
  double sum = 0.0;
  for (const float v : values) sum += v;
  return static_cast<float>(sum / static_cast<double>(values.size()));
}

float median(std::span<float> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 != 0) return *middle;
  return (*std::max_element(values.begin(), middle) + *middle) / 2.0F;
}

// In place: the constant part taken away, scipy.signal.lfilter([1, -1], [1, -0.99]).
void detrend(std::span<float> values) {
  double last_in = 0.0, last_out = 0.0;
  for (float& v : values) {
    last_out = v - last_in + 0.99 * last_out;
    last_in = v;
    v = static_cast<float>(last_out);
  }
}

Result<FeatureMatrix> onset_strength(const Sound& sound, const FeatureSettings& settings) {
  FeatureSettings centred = settings;
  centred.set("center", 1.0);  // librosa's `center` is of the shift alone
  auto mel = mel_matrix(sound, centred, "norm");
  if (!mel) return mel;
  FeatureMatrix m = std::move(mel.value());
  power_to_db(m.values, {.top_db = settings.is_none("top_db") ? -1.0F : static_cast<float>(settings.number("top_db"))});

  const auto bands = static_cast<std::size_t>(m.shape[0]);
  const auto frames = static_cast<std::size_t>(m.shape[1]);
  const auto lag = static_cast<std::size_t>(settings.integer("lag"));
  const auto shift = static_cast<std::size_t>(shift_of(settings));
  const int max_size = settings.integer("max_size");
  const bool by_median = settings.choice("aggregate") == "median";
  std::vector<float> flux(frames), before(bands), rise(bands);
  for (std::size_t t = lag; t + shift < frames; ++t) {
    for (std::size_t b = 0; b < bands; ++b) before[b] = m.values[b * frames + t - lag];
    if (max_size > 1) before = widened(before, max_size);
    for (std::size_t b = 0; b < bands; ++b) rise[b] = std::max(0.0F, m.values[b * frames + t] - before[b]);
    flux[t + shift] = by_median ? median(rise) : mean(rise);
  }
  if (settings.flag("detrend")) detrend(flux);
  m.shape = {static_cast<int>(frames)};
  m.values = std::move(flux);
  return m;
}

std::optional<FrameReach> reach(const FeatureSettings& settings) {
  if (settings.flag("detrend") || !settings.is_none("top_db")) return std::nullopt;
  const std::int64_t half = settings.integer("n_fft") / 2;
  const std::int64_t frames = settings.integer("lag") + shift_of(settings);
  return FrameReach{half + frames * settings.integer("hop_length"), half};
}

std::vector<Parameter> own_parameters() {
  return {{.name = "lag",
           .kind = ParameterKind::integer,
           .initial = 1,
           .low = 1,
           .high = 1000,
           .unit = "frames",
           .help = "how far back a band is compared"},
          {.name = "max_size",
           .kind = ParameterKind::integer,
           .initial = 1,
           .low = 1,
           .high = 1024,
           .unit = "bands",
           .help = "compared with the largest of so many neighbouring bands, so that vibrato is no onset"},
          {.name = "detrend", .kind = ParameterKind::flag, .help = "the constant part is filtered away"},
          {.name = "center",
           .kind = ParameterKind::flag,
           .initial = 1,
           .help = "moved by n_fft / (2 · hop_length) frames, so that a rise lies where the sound has it"},
          {.name = "aggregate",
           .kind = ParameterKind::choice,
           .help = "how the bands' rises become one number",
           .choices = {"mean", "median"}}};
}

}  // namespace

Feature onset_strength_feature() {
  std::vector<Parameter> spectrum = stft_parameters();
  std::erase_if(spectrum, [](const Parameter& p) { return p.name == "center"; });
  return {"onset_strength",
          "dB/frame",
          "Spectral flux: how much louder the mel bands became, librosa.onset.onset_strength",
          joined({own_parameters(),
                  std::move(spectrum),
                  {power_parameter(2)},
                  mel_parameters(),
                  {mel_norm_parameter("norm"),
                   {.name = "top_db",
                    .initial = 80,
                    .low = 0,
                    .high = 1000,
                    .unit = "dB",
                    .help = "no band counts as more than this below the sound's largest; librosa: always 80",
                    .words = {"none"}}}}),
          onset_strength,
          reach};
}

}  // namespace emo
