#pragma once
#include <array>
#include <cmath>
#include <numbers>
#include <string_view>
#include <vector>

namespace emo {

enum class WindowKind : unsigned char { hann, hamming, blackman, blackmanharris, bartlett, boxcar };
inline constexpr std::array<std::string_view, 6> kWindowNames{"hann",           "hamming",  "blackman",
                                                              "blackmanharris", "bartlett", "boxcar"};

// length values of the periodic window, as scipy.signal.get_window(name, length, fftbins=True).
std::vector<float> make_window(WindowKind kind, int length);
std::vector<double> make_exact_window(WindowKind kind, int length);

// Modified Bessel function of the first kind, order 0: Kaiser windows are made of it.
double bessel_i0(double x);

// Periodic Hann window: w[i] = ½ − ½ cos(2πi/n).
inline std::vector<float> hann_window(int n) { return make_window(WindowKind::hann, n); }

}  // namespace emo
