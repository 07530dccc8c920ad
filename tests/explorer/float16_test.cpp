#include "explorer/float16.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace emo;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

}  // namespace

TEST_CASE("every half is kept by the way through float32 and back") {
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    const float value = from_half(half);
    if (std::isnan(value)) {
      CHECK((to_half(value) & 0x7fff) == 0x7e00);
    } else {
      REQUIRE(to_half(value) == half);
    }
  }
}

TEST_CASE("halves have the values of IEEE 754") {
  CHECK(from_half(0x3c00) == 1.0F);
  CHECK(from_half(0xc000) == -2.0F);
  CHECK(from_half(0x7bff) == kLargestHalf);
  CHECK(from_half(0x0400) == 0x1p-14F);
  CHECK(from_half(0x0001) == 0x1p-24F);
  CHECK(from_half(0x03ff) == 1023 * 0x1p-24F);
  CHECK(from_half(0x7c00) == kInfinity);
  CHECK(from_half(0xfc00) == -kInfinity);
  CHECK(std::signbit(from_half(0x8000)));
}

TEST_CASE("a number goes to the nearest half, ties to the even one") {
  // Each half and its successor: just below the middle, the middle, just above.
  for (std::uint16_t half = 0; half < 0x7bff; ++half) {
    const auto next = static_cast<std::uint16_t>(half + 1);
    const float middle = 0.5F * (from_half(half) + from_half(next));
    const auto even = static_cast<std::uint16_t>(half + half % 2);
    REQUIRE(to_half(middle) == even);
    REQUIRE(to_half(-middle) == (even | 0x8000));
    REQUIRE(to_half(std::nextafter(middle, 0.0F)) == half);
    REQUIRE(to_half(std::nextafter(middle, kInfinity)) == next);
  }
  CHECK(to_half(65519.996F) == 0x7bff);
  CHECK(to_half(65520.0F) == 0x7c00);
  CHECK(to_half(-kInfinity) == 0xfc00);
  CHECK(to_half(std::numeric_limits<float>::max()) == 0x7c00);
  CHECK(to_half(0x1p-25F) == 0);
  CHECK(to_half(std::nextafter(0x1p-25F, 1.0F)) == 1);
  CHECK(to_half(std::numeric_limits<float>::denorm_min()) == 0);
}
