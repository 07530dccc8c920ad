#include "session/feature_pieces.h"

#include <cassert>
#include <cmath>

#include "features/features_in_pieces.h"

namespace emo {
namespace {

// The room's settings where the feature has parameters of these names; then the pane's own.
FeatureSettings settings_of(const Feature& feature, const AnalysisSettings& room, std::span<const FeatureSetting> own,
                            double rate_hz) {
  FeatureSettings settings(feature.parameters);
  const float highest_hz = std::min(room.fmax_hz, static_cast<float>(rate_hz / 2.0));
  const std::pair<std::string_view, double> numbers[]{
      {"n_fft", room.n_fft},   {"hop_length", room.hop_length},
      {"n_mels", room.n_mels}, {"n_mfcc", room.n_mfcc},
      {"fmax", highest_hz},    {"fmin", std::min(room.fmin_hz, 0.9F * highest_hz)}};
  for (const Parameter& p : feature.parameters) {
    for (const auto& [name, value] : numbers)
      if (p.name == name) settings.set(name, value);
    const auto window = kAnalysisWindowNames[static_cast<std::size_t>(room.window)];
    if (p.name == "window")
      settings.set("window", static_cast<double>(std::ranges::find(p.choices, window) - p.choices.begin()));
  }
  settings.set(own);
  return settings;
}

const Feature& feature_of(Pane pane) {
  const Feature* feature = find_feature_in_pieces(pane_info(pane).features);
  assert(feature != nullptr && pane_info(pane).counted == PaneRows::fixed);
  return *feature;
}

}  // namespace

FeaturePieces::FeaturePieces(FeatureSound& sound, const AnalysisSettings& settings, Pane pane)
    : sound_(&sound),
      feature_(&feature_of(pane)),
      settings_(settings_of(*feature_, settings, pane_info(pane).settings, sound.sample_rate_hz())),
      hop_(settings.hop_length),
      rows_(pane_info(pane).rows),
      reach_(feature_->reach(settings_).value()) {
  reach_.before = (reach_.before + hop_ - 1) / hop_ * hop_;
}

void FeaturePieces::compute(FrameRange frames, std::vector<float>& out) {
  const std::int64_t start = std::max<std::int64_t>(0, frames.first * hop_ - reach_.before);
  const std::int64_t end = std::min(sound_->heard(), (frames.end - 1) * hop_ + reach_.after);
  piece_.resize(static_cast<std::size_t>(std::max<std::int64_t>(1, end - start)));
  sound_->read(start, piece_, Outside::zeros);
  const auto matrix = feature_->compute({piece_, sound_->sample_rate_hz()}, settings_);
  const auto skipped = static_cast<std::size_t>(frames.first - start / hop_);
  const std::size_t columns =
      matrix.ok() ? static_cast<std::size_t>(matrix.value().shape.back()) : 0;  // settings can contradict one another
  for (std::size_t t = skipped; t < skipped + static_cast<std::size_t>(frames.count()); ++t)
    for (std::size_t row = 0; row < rows_; ++row)
      out.push_back(t < columns ? matrix.value().values[row * columns + t] : 0.0F);
}

}  // namespace emo
