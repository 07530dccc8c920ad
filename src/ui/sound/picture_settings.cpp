#include "ui/sound/picture_settings.h"

#include <algorithm>

#include "ui/base/format.h"
#include "ui/base/text_width.h"
#include "ui/shell/control_ids.h"

namespace emo::ui {
namespace {

std::vector<std::string> range_words() {
  std::vector<std::string> words;
  for (const DecibelRange& range : kDecibelRanges)
    words.push_back(fixed(range.low, 0) + " \u2026 " + decibels(range.high));
  return words;
}

std::string lowest_word(const Settings& settings) {
  return decibels(kDecibelRanges[static_cast<std::size_t>(settings.range)].low);
}

Control& add(ControlList& to, int id, Look look, std::string_view name, std::vector<std::string> options, int selected,
             const Box& box) {
  const std::string label = options[static_cast<std::size_t>(selected)];
  return to.select(id, look, name, label, std::move(options), selected, box);
}

}  // namespace

void list_picture_chips(ControlList list, const Settings& set, const std::array<Box, kPictureSettings>& boxes) {
  ControlList to = list.of(kShellOwner);
  add(to, ControlId::frequency_axis, Look::chip, "Frequency axis",
      {kFrequencyScaleNames.begin(), kFrequencyScaleNames.end()}, static_cast<int>(set.axis), boxes[0]);
  add(to, ControlId::colour_map, Look::chip, "Colour map", {kColourMapNames.begin(), kColourMapNames.end()},
      static_cast<int>(set.map), boxes[1]);
  add(to, ControlId::decibel_range, Look::chip, "Dynamic range", range_words(), set.range, boxes[2]).label =
      lowest_word(set);
}

void list_picture_cells(ControlList list, const Settings& set, const std::array<Box, kPictureSettings>& boxes,
                        float text_scale) {
  ControlList to = list.of(kShellOwner);
  add(to, ControlId::colour_map, Look::cell, "Colour map", {kColourMapNames.begin(), kColourMapNames.end()},
      static_cast<int>(set.map), boxes[0])
      .caption = "colour map";
  Control& range = add(to, ControlId::decibel_range, Look::cell, "Dynamic range", range_words(), set.range, boxes[1]);
  range.caption = "dynamic range";
  if (text_width(range.label, 13 * text_scale) + 32 > range.box.w) range.label = lowest_word(set);
  add(to, ControlId::frequency_axis, Look::cell, "Frequency axis",
      {kFrequencyScaleNames.begin(), kFrequencyScaleNames.end()}, static_cast<int>(set.axis), boxes[2])
      .caption = "frequency axis";
}

bool press_picture_setting(Settings& settings, int id, double value) {
  const auto index = [value](std::size_t count) {
    return std::clamp(static_cast<int>(value), 0, static_cast<int>(count) - 1);
  };
  switch (id) {
    case ControlId::frequency_axis:
      settings.axis = static_cast<FrequencyScale>(index(kFrequencyScaleNames.size()));
      return true;
    case ControlId::colour_map:
      settings.map = static_cast<ColourMap>(index(kColourMapNames.size()));
      return true;
    case ControlId::decibel_range:
      settings.range = index(kDecibelRanges.size());
      return true;
    default:
      return false;
  }
}

}  // namespace emo::ui
