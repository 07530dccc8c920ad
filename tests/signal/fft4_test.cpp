#include <doctest/doctest.h>

#include <array>
#include <complex>

#include "signal/fft.h"
#include "signal/fft4.h"
#include "signal/fft_exact.h"
#include "signal/vec4.h"
#include "support/allocations.h"
#include "support/audio.h"

using namespace emo;

namespace {

std::complex<double> naive_bin(std::span<const float> x, int k) {
  std::complex<double> sum = 0.0;
  for (std::size_t n = 0; n < x.size(); ++n)
    sum += static_cast<double>(x[n]) *
           std::polar(1.0, -2.0 * std::numbers::pi * k * static_cast<double>(n) / static_cast<double>(x.size()));
  return sum;
}

// Four different frames of noise, lane-interleaved into the FFT; returns them.
std::vector<std::vector<float>> fill(Fft4& fft) {
  std::vector<std::vector<float>> frames;
  for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
    frames.push_back(test::noise(static_cast<std::size_t>(fft.size()), 0.5F, 7 + lane));
    for (std::size_t i = 0; i < frames.back().size(); ++i) fft.input()[kLanes * i + lane] = frames.back()[i];
  }
  return frames;
}

}  // namespace

TEST_CASE("four FFTs at once equal the sum that defines them, each in its lane") {
  for (int size : {2, 4, 6, 30, 512, 800}) {
    CAPTURE(size);
    Fft4 fft(size);
    const auto frames = fill(fft);
    const auto spectrum = fft.forward();
    for (std::size_t lane = 0; lane < kLanes; ++lane)
      for (int k = 0; k < fft.bins(); ++k) {
        const auto at = static_cast<std::size_t>(8 * k) + lane;
        const std::complex<double> ours(spectrum[at], spectrum[at + kLanes]);
        CHECK(std::abs(ours - naive_bin(frames[lane], k)) < 1e-4);
      }
  }
}

TEST_CASE("four FFTs at once give the scalar FFT's spectrum and power") {
  Fft4 four(2048);
  RealFft one(2048);
  const auto frames = fill(four);
  std::vector<float> power4(std::size_t{1025} * kLanes);
  four.power(power4);
  std::vector<float> ours(1025);
  std::vector<float> expected(1025);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    for (std::size_t k = 0; k < ours.size(); ++k) ours[k] = power4[kLanes * k + lane];
    one.power(frames[lane], expected);
    CHECK(test::relative_error(ours, expected) < 1e-6);
  }
}

TEST_CASE("four FFTs at once keep the energy of each lane (Parseval)") {
  Fft4 fft(1024);
  const auto frames = fill(fft);
  std::vector<float> power(std::size_t{513} * kLanes);
  fft.power(power);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    double time = 0.0;
    for (float s : frames[lane]) time += static_cast<double>(s) * s;
    double frequency = 0.0;
    for (std::size_t k = 0; k < 513; ++k) frequency += (k == 0 || k == 512 ? 1.0 : 2.0) * power[kLanes * k + lane];
    CHECK(frequency / 1024.0 == doctest::Approx(time).epsilon(1e-5));
  }
}

TEST_CASE("a transform allocates nothing and leaves its input as it was") {
  Fft4 fft(2048);
  fill(fft);
  const std::vector<float> before(fft.input().begin(), fft.input().end());
  std::vector<float> power(std::size_t{1025} * kLanes);
  const std::size_t allocations = test::allocations();
  for (int i = 0; i < 10; ++i) fft.power(power);
  CHECK(test::allocations() == allocations);
  CHECK(std::equal(before.begin(), before.end(), fft.input().begin()));
}

TEST_CASE("the FFT in double precision equals the defining sum to 1e-12") {
  const auto x = test::noise(600);
  const std::vector<double> input(x.begin(), x.end());
  ExactFft fft(600);
  std::vector<std::complex<double>> spectrum(301);
  fft.forward(input, spectrum);
  for (int k = 0; k <= 300; ++k) CHECK(std::abs(spectrum[static_cast<std::size_t>(k)] - naive_bin(x, k)) < 1e-11);
}

TEST_CASE("the inverse FFT undoes the FFT") {
  for (int size : {2, 30, 512}) {
    const auto x = test::noise(static_cast<std::size_t>(size));
    std::vector<std::complex<float>> spectrum(static_cast<std::size_t>(size / 2 + 1));
    RealFft(size).forward(x, spectrum);
    std::vector<float> back(x.size());
    InverseRealFft(size).inverse(spectrum, back);
    CHECK(test::relative_error(back, x) < 1e-6);
  }
}

TEST_CASE("the four-lane logarithm is within 2e-7 of the library's, from the smallest normal number to the largest") {
  for (float exponent = -37.9F; exponent < 38.4F; exponent += 0.013F) {
    const float x = std::pow(10.0F, exponent);
    const double expected = std::log(static_cast<double>(x));
    const float ours = log4(Vec4{1.0F, x, 2.0F, 3.0F})[1];
    CHECK(std::abs(ours - expected) <= 2e-7 * std::max(1.0, std::abs(expected)));
  }
  const float log_of_one = log4(splat4(1.0F))[3];
  CHECK(log_of_one == 0.0F);
}

TEST_CASE("maximum, square root, transposition and any work lane by lane") {
  const auto lane = [](Vec4 v, std::size_t i) {  // doctest cannot bind to a vector's element
    float lanes[4];
    store4(lanes, v);
    return lanes[i];
  };
  Vec4 a{1, 2, 3, 4};
  Vec4 b{5, 6, 7, 8};
  Vec4 c{9, 10, 11, 12};
  Vec4 d{13, 14, 15, 16};
  transpose4(a, b, c, d);
  const Vec4 highest = max4(Vec4{1, -2, 3, 0}, Vec4{0, -1, 4, -5});
  const Vec4 root = sqrt4(Vec4{0, 1, 4, 2});
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(lane(a, i) == static_cast<float>(4 * i + 1));
    CHECK(lane(d, i) == static_cast<float>(4 * i + 4));
    CHECK(lane(highest, i) == std::array{1.0F, -1.0F, 4.0F, 0.0F}[i]);
    CHECK(lane(root, i) == std::sqrt(std::array{0.0F, 1.0F, 4.0F, 2.0F}[i]));
  }
  CHECK(any4(Int4{0, 0, 0, -1}));
  CHECK(any4(Int4{0, -1, 0, 0}));
  CHECK(!any4(Int4{}));
}
