#include <doctest/doctest.h>

#include <cmath>

#include "ui/base/colour.h"
#include "ui/base/colour_map.h"

using namespace emo;
using namespace emo::ui;

TEST_CASE("colour maps become steadily lighter") {
  for (const auto map : {ColourMap::viridis, ColourMap::magma, ColourMap::cividis, ColourMap::grey}) {
    const ColourTable& table = colour_table(map);
    const Rgba black{0, 0, 0, 255};
    for (std::size_t i = 8; i < table.size(); i += 8) CHECK(contrast(table[i], black) > contrast(table[i - 8], black));
  }
  CHECK(colour_table(ColourMap::viridis).front() == rgb(0x440154));
  CHECK(colour_table(ColourMap::viridis).back() == rgb(0xFDE725));
}

TEST_CASE("text is readable in both themes and shapes can be made out") {
  CHECK(contrast(rgb(0x000000), rgb(0xFFFFFF)) == doctest::Approx(21));
  for (const auto theme : {Theme::dark, Theme::light}) {
    const Palette& p = palette(theme);
    for (const Rgba back : {p.background, p.surface}) {
      for (const Rgba text : {p.text, p.quiet, p.warn, p.error}) CHECK(contrast(text, back) >= 4.5);
      CHECK(contrast(p.edge, back) >= 3.0);
    }
    CHECK(contrast(p.on_accent, p.accent) >= 4.5);
    CHECK(contrast(p.quiet, p.line) >= 4.0);
  }
}
