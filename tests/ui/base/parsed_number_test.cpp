#include <doctest/doctest.h>

#include <cstdlib>

#include "ui/base/parsed_number.h"

using namespace emo;
using namespace emo::ui;

TEST_CASE("numbers are read as the C library reads them, and what is none is none") {
  for (const char* text : {"0", "-0.25", "1e-3", "12", "3.7000001", "0.1", "123456.789", "-1E+2", ".5", "2."}) {
    CAPTURE(text);
    CHECK(parsed_number(text) == std::strtod(text, nullptr));
  }
  for (const char* text : {"", "-", ".", "e3", "1e", "1.2.3", "nan", "inf", "0x10", "1 ", "1e999"}) {
    CAPTURE(text);
    CHECK(!parsed_number(text).has_value());
  }
  CHECK(parsed_number("1e-999") == 0.0);
  CHECK(parsed_number("123456789012345678901234") == doctest::Approx(1.2345678901234568e23));
}
