#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "ui/base/text_width.h"

using namespace emo;
using namespace emo::ui;

TEST_CASE("wrapped lines fit, lose nothing, and balance without a further line") {
  const std::string text =
      "Everything stays in this page. It recognises acted expression; it cannot read what you feel.";
  for (float width = 120; width < 700; width += 61) {
    std::string joined;
    const auto lines = wrapped(text, 13, width);
    for (const auto line : lines) {
      CHECK(text_width(line, 13) <= width);
      joined += (joined.empty() ? "" : " ") + std::string(line);
    }
    CHECK(joined == text);
    const float balanced = balanced_width(text, 13, width);
    CHECK(balanced <= width);
    CHECK(wrapped(text, 13, balanced).size() == lines.size());
  }
  CHECK(wrapped("", 13, 100).size() == 1);
  CHECK(wrapped("unbreakable", 13, 5).size() == 1);
}

TEST_CASE("a shortened text keeps whole characters") {
  const std::string text = "Gerät für Zürich";
  for (float width = 0; width < 140; width += 3) {
    const std::string_view kept = fitting_prefix(text, 13, width);
    const bool cut_inside =
        kept.size() < text.size() && (static_cast<unsigned char>(text[kept.size()]) & 0xC0U) == 0x80U;
    CHECK(!cut_inside);
  }
  CHECK(fitting_prefix(text, 13, 1000) == text);
}
