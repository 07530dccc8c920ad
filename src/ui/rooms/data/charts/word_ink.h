// How a word of a field looks wherever it stands for clips: in legends, bars, slices and on the map.
#pragma once
#include <cstddef>
#include <cstdint>

#include "ui/base/colour.h"

namespace emo::ui {

struct WordInk {
  Rgba colour;
  Shape shape = Shape::circle;
  bool operator==(const WordInk&) const = default;
};

bool is_emotion(std::uint8_t field, std::uint16_t code);  // one of the eight: its colour and shape are the page’s own

// place: of the word in DataView::words. Other words take six colours in turn whose neighbours differ in lightness, and
// another shape with each turn; no word (kNoCode) is grey.
WordInk word_ink(std::uint8_t field, std::uint16_t code, std::size_t place, Theme theme);

}  // namespace emo::ui
