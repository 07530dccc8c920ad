#include "features/mel.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "features/chroma.h"
#include "signal/fft4.h"
#include "support/audio.h"

using namespace emo;

TEST_CASE("mel filters are Slaney's triangles: zero at their edges, area one, librosa's band edges") {
  const MelConfig config{.sample_rate_hz = 22050, .n_fft = 2048, .n_mels = 40};
  const MelFilterbank bank(config);
  CHECK(hz_to_mel(1000, false) == doctest::Approx(15.0));
  CHECK(mel_to_hz(hz_to_mel(4321, false), false) == doctest::Approx(4321));
  CHECK(mel_to_hz(hz_to_mel(4321, true), true) == doctest::Approx(4321));
  CHECK(hz_to_mel(1000, true) == doctest::Approx(999.9855));
  const double bin_hz = 22050.0 / 2048.0;
  for (int band : {10, 20, 39}) {
    double area = 0.0;
    for (int k = 0; k <= 1024; ++k) area += bank.weight(band, k) * bin_hz;
    CHECK(area == doctest::Approx(1.0).epsilon(0.02));
  }
}

TEST_CASE("mel filters without norm add up to one between the first and the last centre") {
  for (bool htk : {false, true}) {
    const MelFilterbank bank({.sample_rate_hz = 16000, .n_fft = 1024, .n_mels = 40, .htk = htk, .norm = MelNorm::none});
    const double low = hz_to_mel(0, htk);
    const double high = hz_to_mel(8000, htk);
    const double first = mel_to_hz(low + (high - low) / 41, htk);
    const double last = mel_to_hz(low + (high - low) * 40 / 41, htk);
    for (int k = 0; k <= 512; ++k) {
      const double hz = k * 16000.0 / 1024;
      if (hz < first || hz > last) continue;
      double sum = 0.0;
      for (int m = 0; m < 40; ++m) sum += bank.weight(m, k);
      CHECK(sum == doctest::Approx(1.0).epsilon(1e-5));
    }
  }
}

TEST_CASE("mel filters with a norm have that norm") {
  const auto norm_of = [](MelNorm norm, int band) {
    const MelFilterbank bank({.norm = norm});
    double sum = 0.0;
    double squares = 0.0;
    double highest = 0.0;
    for (int k = 0; k <= 1024; ++k) {
      const double w = bank.weight(band, k);
      sum += w;
      squares += w * w;
      highest = std::max(highest, w);
    }
    return norm == MelNorm::l1 ? sum : norm == MelNorm::l2 ? std::sqrt(squares) : highest;
  };
  for (MelNorm norm : {MelNorm::l1, MelNorm::l2, MelNorm::max})
    for (int band : {0, 50, 127}) CHECK(norm_of(norm, band) == doctest::Approx(1.0));
}

TEST_CASE("filterbanks over four frames at once give each frame what it gets alone") {
  std::vector<float> four(std::size_t{1025} * kLanes);
  std::vector<std::vector<float>> frames;
  for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
    frames.push_back(test::noise(1025, 1.0F, lane + 3));
    for (float& s : frames.back()) s *= s;
    for (std::size_t k = 0; k < 1025; ++k) four[kLanes * k + lane] = frames.back()[k];
  }
  const MelFilterbank mel({});
  std::vector<float> bands4(std::size_t{128} * kLanes);
  mel.apply4(four, bands4);
  for (int n_chroma : {12, 7, 24}) {
    const ChromaFilterbank bank({.n_chroma = n_chroma, .tuning = 0.2F});
    const auto n = static_cast<std::size_t>(n_chroma);
    std::vector<float> chroma4(n * kLanes);
    bank.apply4(four, chroma4);
    std::vector<float> chroma(n);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      bank.apply(frames[lane], chroma);
      CHECK(test::relative_error(std::span(chroma4).subspan(lane * n, n), chroma) < 1e-6);
    }
  }
  std::vector<float> bands(128);
  std::vector<float> ours(128);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    mel.apply(frames[lane], bands);
    for (std::size_t m = 0; m < 128; ++m) ours[m] = bands4[kLanes * m + lane];
    CHECK(test::relative_error(ours, bands) < 1e-6);
  }
}
