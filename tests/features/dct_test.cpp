#include "features/dct.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "features/computed.h"
#include "support/audio.h"

using namespace emo;

TEST_CASE("the orthonormal cosine transforms keep lengths and angles; type 3 undoes type 2") {
  constexpr int n = 32;
  for (int type : {1, 2, 3}) {
    const Dct dct(n, n, type);
    std::vector<std::vector<float>> rows;
    for (int i = 0; i < n; ++i) {
      std::vector<float> unit(n);
      unit[static_cast<std::size_t>(i)] = 1.0F;
      dct.apply(unit, rows.emplace_back(n));
    }
    for (int a = 0; a < n; ++a)
      for (int b = 0; b < n; ++b) {
        double product = 0.0;
        for (std::size_t k = 0; k < n; ++k)
          product += static_cast<double>(rows[static_cast<std::size_t>(a)][k]) * rows[static_cast<std::size_t>(b)][k];
        CHECK(std::abs(product - (a == b ? 1.0 : 0.0)) < 1e-6);
      }
  }
  const auto x = test::noise(n);
  std::vector<float> there(n);
  std::vector<float> back(n);
  Dct(n, n, 2).apply(x, there);
  Dct(n, n, 3).apply(there, back);
  CHECK(test::relative_error(back, x) < 1e-6);
}
