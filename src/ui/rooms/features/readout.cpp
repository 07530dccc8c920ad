#include "ui/rooms/features/readout.h"

#include <algorithm>
#include <cmath>

#include "ui/base/format.h"
#include "ui/rooms/features/axes.h"

namespace emo::ui {
namespace {

std::string hertz(float hz) { return grouped(hz) + " Hz"; }

std::size_t strongest_row(const PaneStore& pane, std::uint64_t frame) {
  std::size_t best = 0;
  for (std::size_t row = 1; row < pane.header().rows; ++row) {
    if (pane.value(frame, row).value_or(-1e9F) > pane.value(frame, best).value_or(-1e9F)) best = row;
  }
  return best;
}

std::string picture_words(const PaneStore& pane, std::uint64_t frame, const ReadoutOptions& options) {
  const RowAxis axis = row_axis(pane, options.scale);
  const auto last = static_cast<long>(pane.header().rows) - 1;
  const auto row = options.place
                       ? static_cast<std::size_t>(std::clamp(std::lround(axis.row_at(*options.place)), 0L, last))
                       : strongest_row(pane, frame);
  const auto value = pane.value(frame, row);
  if (!value) return "";
  switch (pane_info(pane.pane()).axis) {
    case PaneAxis::hertz: {
      const float step = (axis.row_high_hz - axis.row_low_hz) / static_cast<float>(std::max(1, axis.rows - 1));
      return decibels(*value, 1) + " at " + hertz(axis.row_low_hz + step * static_cast<float>(row));
    }
    case PaneAxis::mel: {
      const float place = (static_cast<float>(row) + 0.5F) / static_cast<float>(axis.rows);
      return decibels(*value, 1) + " at " + hertz(axis.hertz.hz(place)) + ", band " + std::to_string(row);
    }
    case PaneAxis::notes:
      return std::string(kNotes[row % kNotes.size()]) + " " + fixed(*value, 2);
    default:
      return std::string(pane_info(pane.pane()).lines[0].word) + " " + std::to_string(row) + ": " + fixed(*value, 1);
  }
}

std::string pitch_words(const PaneStore& pane, std::uint64_t frame) {
  const auto hz = pane.value(frame, 0);
  const std::string share = fixed(pane.value(frame, 1).value_or(0), 2);
  return hz ? hertz(*hz) + ", voiced " + share : "unvoiced, " + share;
}

std::string formant_words(const PaneStore& pane, std::uint64_t frame) {
  std::string words;
  for (std::size_t i = 0; i < 3; ++i) {
    if (const auto hz = pane.value(frame, i))
      words += (words.empty() ? "F" : "  F") + std::to_string(i + 1) + " " + grouped(*hz);
  }
  return words.empty() ? "none" : words + " Hz";
}

std::string wave_words(const PaneStore& pane, std::uint64_t frame) {
  const auto lowest = pane.value(frame, 0);
  return lowest ? fixed(*lowest, 3) + " \u2026 " + fixed(pane.value(frame, 1).value_or(0), 3) : "";
}

std::string line_words(const PaneStore& pane, std::uint64_t frame) {
  const PaneInfo& info = pane_info(pane.pane());
  std::string words;
  for (std::size_t row = 0; row < line_count(pane.pane()); ++row) {
    const auto value = pane.value(frame, row);
    if (!value) return "";
    const float shown = *value * info.shown;
    words += (row > 0 ? ", " : "") + std::string(info.lines[row].word) + (info.lines[row].word.empty() ? "" : " ");
    words += info.read == ReadAs::decibels ? decibels(shown, 1)
             : info.read == ReadAs::hertz  ? grouped(shown)
                                           : fixed(shown, 3);
  }
  return info.read == ReadAs::hertz ? words + " Hz" : words;
}

}  // namespace

std::string grouped(double value) {
  std::string digits = fixed(value, 0);
  if (std::abs(value) >= 999.5) digits.insert(digits.size() - 3, "\u00A0");
  return digits;
}

std::string readout(const FeaturesState& room, const ReadoutOptions& options) {
  const PaneStore& pane = room.pane(options.pane);
  const auto frame = pane.frame_at(options.s);
  if (!frame || !pane.known(0, *frame)) return "";
  const PaneLook look = pane_info(options.pane).look;
  if (look == PaneLook::pitch) return pitch_words(pane, *frame);
  if (look == PaneLook::formants) return formant_words(pane, *frame);
  if (look == PaneLook::wave) return wave_words(pane, *frame);
  if (look == PaneLook::lines) return line_words(pane, *frame);
  std::string words = picture_words(pane, *frame, options);
  const PaneStore& pitch = room.pane(Pane::pitch);
  if (pane_info(options.pane).axis == PaneAxis::hertz && options.with_pitch && room.choice().pitch_on_picture) {
    const auto at = pitch.frame_at(options.s);
    if (at && pitch.known(0, *at)) words += "   F0 " + pitch_words(pitch, *at);
  }
  return words;
}

}  // namespace emo::ui
