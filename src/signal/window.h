#pragma once
#include <cmath>
#include <numbers>
#include <vector>

namespace emo {

// Periodic Hann window, as scipy.signal.get_window("hann", n): w[i] = ½ − ½ cos(2πi/n).
inline std::vector<float> hann_window(int n) {
  std::vector<float> w(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i)
    w[static_cast<std::size_t>(i)] = static_cast<float>(0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * i / n));
  return w;
}

}  // namespace emo
