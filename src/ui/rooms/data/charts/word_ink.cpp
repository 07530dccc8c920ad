#include "ui/rooms/data/charts/word_ink.h"

#include "contract/data_choices.h"
#include "dataset/clip_fields.h"

namespace emo::ui {
namespace {

constexpr std::array kDarkSeries{rgb(0x6F94CF), rgb(0xE3CD93), rgb(0x3F978A),
                                 rgb(0xDDE3EA), rgb(0xBD7096), rgb(0xA5D3BF)};
constexpr std::array kLightSeries{rgb(0x2B5C9E), rgb(0xA98523), rgb(0x14665B),
                                  rgb(0xB9694F), rgb(0x84336A), rgb(0x4E937C)};
constexpr std::array kShapes{Shape::circle, Shape::diamond, Shape::triangle_up, Shape::triangle_down,
                             Shape::star,   Shape::cross,   Shape::bar,         Shape::drop};

}  // namespace

bool is_emotion(std::uint8_t field, std::uint16_t code) {
  return field == static_cast<std::uint8_t>(Field::emotion) && code < kEmotionCount;
}

WordInk word_ink(std::uint8_t field, std::uint16_t code, std::size_t place, Theme theme) {
  if (code == kNoCode) return {palette(theme).edge, Shape::circle};
  if (is_emotion(field, code)) return {palette(theme).emotions[code], kEmotionShapes[code]};
  const auto& series = theme == Theme::light ? kLightSeries : kDarkSeries;
  return {series[place % series.size()], kShapes[place / series.size() % kShapes.size()]};
}

}  // namespace emo::ui
