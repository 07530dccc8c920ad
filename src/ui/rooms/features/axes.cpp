#include "ui/rooms/features/axes.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "ui/base/format.h"

namespace emo::ui {
namespace {

// 1, 2 or 5 times a power of ten, not less than the value.
float round_up(float value) {
  if (!(value > 0)) return 1;
  const float unit = std::pow(10.0F, std::floor(std::log10(value)));
  for (const float step : {1.0F, 2.0F, 5.0F}) {
    if (value <= step * unit * 1.0001F) return step * unit;
  }
  return 10 * unit;
}

std::vector<Tick> value_ticks(const ValueAxis& axis, float pixels, float gap) {
  std::vector<Tick> ticks;
  const float step = round_up((axis.high - axis.low) * gap / std::max(pixels, 1.0F));
  const int digits = step < 1 ? static_cast<int>(std::ceil(-std::log10(step) - 1e-4F)) : 0;
  const int first = static_cast<int>(std::ceil(axis.low / step - 1e-4F));
  const int last = static_cast<int>(std::floor(axis.high / step + 1e-4F));
  for (int i = first; i <= last && ticks.size() < 40; ++i) {
    const float v = static_cast<float>(i) * step;
    const bool thousands = step >= 500 && v != 0;
    ticks.push_back({axis.place(v), thousands ? fixed(v / 1000, step < 1000 ? 1 : 0) + "k" : fixed(v, digits), true});
  }
  return ticks;
}

std::vector<Tick> waveform_ticks(const ValueAxis& axis, float pixels, float gap) {
  const int digits = axis.high < 0.2F || axis.high == 0.25F ? 2 : 1;
  if (pixels < 2.2F * gap) return {{0.5F, "0", true}};
  return {{0, fixed(axis.low, digits), true}, {0.5F, "0", true}, {1, fixed(axis.high, digits), true}};
}

// Coefficients in fives or more, from the middle of the first row.
std::vector<Tick> coefficient_ticks(int rows, float pixels, float gap) {
  std::vector<Tick> ticks;
  const int step = std::max(1, static_cast<int>(round_up(gap * static_cast<float>(rows) / std::max(pixels, 1.0F))));
  for (int row = 0; row < rows; row += step)
    ticks.push_back({(static_cast<float>(row) + 0.5F) / static_cast<float>(rows), std::to_string(row), true});
  return ticks;
}

std::vector<Tick> note_ticks(float pixels, float gap) {
  constexpr std::array<std::size_t, 12> kFirst{0, 7, 4, 9, 2, 11, 5, 6, 1, 3, 8, 10};
  std::vector<Tick> ticks;
  for (const std::size_t note : kFirst) {
    const float at = (static_cast<float>(note) + 0.5F) / 12;
    const bool free = std::none_of(ticks.begin(), ticks.end(),
                                   [&](const Tick& other) { return std::abs(other.at - at) * pixels < gap * 0.92F; });
    if (free) ticks.push_back({at, std::string(kNotes[note]), true});
  }
  return ticks;
}

}  // namespace

bool is_picture(Pane pane) {
  const Pooling pooling = pooling_of(pane);
  return pooling == Pooling::loudest || pooling == Pooling::mean;
}

bool shows_hertz(Pane pane) {
  const PaneAxis axis = pane_info(pane).axis;
  return axis == PaneAxis::hertz || axis == PaneAxis::mel;
}

std::size_t line_count(Pane pane) {
  const PaneInfo& info = pane_info(pane);
  return info.rows - static_cast<std::size_t>(std::popcount(info.hidden_rows));
}

float RowAxis::row_at(float place) const {
  if (rows_are_even) return place * static_cast<float>(rows) - 0.5F;
  return (hertz.hz(place) - row_low_hz) / std::max(row_high_hz - row_low_hz, 1e-3F) * static_cast<float>(rows - 1);
}

RowAxis row_axis(const PaneStore& pane, FrequencyScale scale) {
  const FeatureBlockHeader& h = pane.header();
  RowAxis axis;
  axis.rows = std::max(1, static_cast<int>(h.rows));
  axis.is_hertz = shows_hertz(pane.pane());
  axis.row_low_hz = h.row_low_hz;
  axis.row_high_hz = std::max(h.row_high_hz, h.row_low_hz + 1);
  if (pane_info(pane.pane()).axis == PaneAxis::hertz) {
    axis.rows_are_even = false;
    axis.hertz = FrequencyAxis(scale, axis.row_high_hz, axis.row_low_hz);
  } else if (pane_info(pane.pane()).axis == PaneAxis::mel) {
    // Band i is centred at step i + 1 of n + 1 between fmin and fmax; its row reaches half a step to both sides.
    const float low = hz_to_mel(axis.row_low_hz), high = hz_to_mel(axis.row_high_hz);
    const float step = (high - low) / static_cast<float>(axis.rows + 1);
    axis.hertz = FrequencyAxis(FrequencyScale::mel, mel_to_hz(high - step / 2), mel_to_hz(low + step / 2));
  }
  return axis;
}

ValueAxis value_axis(const PaneStore& pane, const Stretch& seen) {
  const PaneInfo& info = pane_info(pane.pane());
  const ValueScale& scale = info.scale;
  const bool follows = scale.kind == ValueScale::Kind::symmetric;
  const Extent range = follows ? pane.range_between(seen.start_s, seen.end_s) : pane.range();
  const auto end_of = [&](float value) {
    value = std::max(scale.least, value * scale.headroom);
    return scale.step > 0 ? std::ceil(value / scale.step) * scale.step : round_up(value);
  };
  switch (scale.kind) {
    case ValueScale::Kind::symmetric: {
      const float peak = range.any() ? std::max(std::abs(range.low), std::abs(range.high)) : 0.25F;
      for (const float full : {0.05F, 0.1F, 0.25F, 0.5F, 1.0F}) {
        if (peak <= full) return {-full, full};
      }
      return {-1, 1};
    }
    case ValueScale::Kind::level: {
      if (!range.any()) return {20, 100};
      constexpr float kMostShownDb = 70;  // silence lies infinitely low
      const float high = std::ceil((range.high + 1) / 10) * 10;
      return {std::max(std::floor(range.low / 10) * 10, high - kMostShownDb), high};
    }
    case ValueScale::Kind::both_signs:
      if (!range.any()) return {-scale.unknown, scale.unknown};
      return {range.low < 0 ? -end_of(-range.low) : 0, range.high > 0 || range.low >= 0 ? end_of(range.high) : 0};
    case ValueScale::Kind::from_zero:
      break;
  }
  return {0, range.any() ? end_of(range.high) : scale.unknown};
}

float diverging_limit(const PaneStore& pane) {
  const Extent range = pane.range();
  return range.any() ? round_up(std::max(std::abs(range.low), std::abs(range.high))) : 100;
}

float diverging_place(float value, float limit) {
  const float share = std::sqrt(std::min(1.0F, std::abs(value) / limit));
  return 0.5F + (value < 0 ? -0.5F : 0.5F) * share;
}

std::vector<Tick> pane_ticks(const PaneStore& pane, const TickOptions& options) {
  const float pixels = options.pixels, gap = options.min_gap_pixels;
  if (!pane.present()) return {};
  const PaneInfo& info = pane_info(pane.pane());
  switch (info.axis) {
    case PaneAxis::hertz:
    case PaneAxis::mel:
      return row_axis(pane, options.scale).hertz.ticks(pixels, gap);
    case PaneAxis::coefficients:
      return coefficient_ticks(static_cast<int>(pane.header().rows), pixels, gap);
    case PaneAxis::notes:
      return note_ticks(pixels, gap);
    case PaneAxis::values:
      break;
  }
  const ValueAxis axis = value_axis(pane, options.seen);
  if (info.look == PaneLook::wave) return waveform_ticks(axis, pixels, gap);
  return value_ticks({axis.low * info.shown, axis.high * info.shown}, pixels, gap * 1.4F);
}

}  // namespace emo::ui
