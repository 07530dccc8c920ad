// What must hold of the spectral features whatever librosa says: definitions, symmetries, limits.
#include <doctest/doctest.h>

#include "features/catalogue.h"
#include "features/chroma.h"
#include "features/contrast.h"
#include "features/dct.h"
#include "features/decibel.h"
#include "features/delta.h"
#include "features/energy.h"
#include "features/mel.h"
#include "features/recipes/logmel64.h"
#include "features/shape.h"
#include "features/tuning.h"
#include "signal/fft4.h"
#include "support/allocations.h"
#include "support/audio.h"

using namespace emo;

namespace {

using Settings = std::vector<std::pair<std::string, std::string>>;

Result<FeatureMatrix> compute(std::string_view name, std::span<const float> samples, const Settings& settings = {},
                              double rate_hz = 22050) {
  const Feature* feature = find_feature(name);
  REQUIRE(feature != nullptr);
  FeatureSettings all(all_parameters(*feature));
  for (const auto& [key, value] : settings) REQUIRE(all.set(key, value).ok());
  return compute_feature(*feature, all, {samples, rate_hz});
}

// Loud noise and a chord: no frame is near any floor.
std::vector<float> lively(double rate_hz = 22050) {
  auto sound = test::noise(static_cast<std::size_t>(rate_hz / 2), 0.1F);
  for (double hz : {220.0, 330.0, 554.4}) {
    const auto tone = test::tone(hz, rate_hz, 0.5, 0.2);
    for (std::size_t i = 0; i < std::min(sound.size(), tone.size()); ++i) sound[i] += tone[i];
  }
  return sound;
}

std::vector<float> times(std::vector<float> sound, float gain) {
  for (float& s : sound) s *= gain;
  return sound;
}

}  // namespace

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

TEST_CASE("the chroma filter's columns have length one without octave weights, and leave out less than 1e-6") {
  const ChromaFilterbank bank({.octwidth = 0.0F});
  for (int k = 0; k <= 1024; ++k) {
    double squares = 0.0;
    for (int c = 0; c < 12; ++c) squares += std::pow(static_cast<double>(bank.weight(c, k)), 2);
    CHECK(squares == doctest::Approx(1.0).epsilon(1e-6));
  }
}

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

TEST_CASE("delta of a polynomial is its derivative, to the ends") {
  constexpr int frames = 30;
  std::vector<float> rows(std::size_t{2} * frames);
  for (std::size_t t = 0; t < frames; ++t) {
    const auto x = static_cast<float>(t);
    rows[t] = 3 * x - 7;
    rows[frames + t] = 0.25F * x * x - x + 2;
  }
  const auto first = delta(rows, 2, frames, {.width = 9, .order = 1, .polyorder = 2});
  const auto second = delta(rows, 2, frames, {.width = 7, .order = 2});
  for (std::size_t t = 0; t < frames; ++t) {
    CHECK(first[t] == doctest::Approx(3.0));
    CHECK(first[frames + t] == doctest::Approx(0.5 * static_cast<double>(t) - 1.0).epsilon(1e-4));
    CHECK(std::abs(second[t]) < 1e-4F);
    CHECK(second[frames + t] == doctest::Approx(0.5).epsilon(1e-4));
  }
}

TEST_CASE("decibels: ten times the power is 10 dB, amplitudes count twice, nothing lies more than top_db below") {
  std::vector<float> power{1.0F, 10.0F, 1e-3F, 0.0F};
  power_to_db(power, {.top_db = -1.0F});
  CHECK(power[0] == doctest::Approx(0.0));
  CHECK(power[1] == doctest::Approx(10.0));
  CHECK(power[2] == doctest::Approx(-30.0));
  CHECK(power[3] == doctest::Approx(-100.0));
  std::vector<float> amplitude{1.0F, 10.0F, 1e-3F, 0.0F, 5.0F};
  amplitude_to_db(amplitude, {.ref_is_max = true, .amin = 1e-5F, .top_db = 60.0F});
  CHECK(amplitude[1] == doctest::Approx(0.0));
  CHECK(amplitude[0] == doctest::Approx(-20.0));
  CHECK(amplitude[2] == doctest::Approx(-60.0));
  CHECK(amplitude[3] == doctest::Approx(-60.0));
}

TEST_CASE("a gain of g makes powers g² times as large, adds 20 log g dB, and leaves shapes and chroma alone") {
  const auto sound = lively();
  const auto louder = times(sound, 2.0F);
  const auto both = [&](std::string_view name, const Settings& settings = {}) {
    return std::pair(compute(name, sound, settings).value().values, compute(name, louder, settings).value().values);
  };
  for (const auto& [name, gain] : std::vector<std::pair<std::string, float>>{{"stft", 2.0F},
                                                                             {"melspectrogram", 4.0F},
                                                                             {"rms", 2.0F},
                                                                             {"spectral_centroid", 1.0F},
                                                                             {"spectral_bandwidth", 1.0F},
                                                                             {"spectral_rolloff", 1.0F},
                                                                             {"spectral_flatness", 1.0F},
                                                                             {"zero_crossing_rate", 1.0F},
                                                                             {"chroma_stft", 1.0F},
                                                                             {"estimate_tuning", 1.0F}}) {
    CAPTURE(name);
    const auto [quiet, loud] = both(name);
    CHECK(test::relative_error(loud, times(quiet, gain)) < 1e-6);
  }
  const auto [quiet_db, loud_db] = both("melspectrogram", {{"db", "true"}});
  for (std::size_t i = 0; i < quiet_db.size(); ++i)
    CHECK(loud_db[i] - quiet_db[i] == doctest::Approx(6.0206).epsilon(1e-4));
  const auto [quiet_mfcc, loud_mfcc] = both("mfcc");
  const std::size_t frames = quiet_mfcc.size() / 20;
  for (std::size_t i = 0; i < quiet_mfcc.size(); ++i) {
    const double expected = i < frames ? 6.0206 * std::sqrt(128.0) : 0.0;  // only the mean changes
    CHECK(std::abs(loud_mfcc[i] - quiet_mfcc[i] - expected) < 2e-3);
  }
  const auto [quiet_contrast, loud_contrast] = both("spectral_contrast");
  for (std::size_t i = 0; i < quiet_contrast.size(); ++i) CHECK(std::abs(loud_contrast[i] - quiet_contrast[i]) < 1e-3F);
}

TEST_CASE("a shift by hops moves the frames of every series") {
  const auto sound = lively();
  std::vector<float> later(std::size_t{4} * 512);
  later.insert(later.end(), sound.begin(), sound.end());
  for (const char* name : {"stft", "melspectrogram", "chroma_stft", "rms", "zero_crossing_rate", "spectral_centroid",
                           "spectral_bandwidth", "spectral_rolloff", "spectral_flatness"}) {
    CAPTURE(name);
    const Settings settings = std::string_view(name) == "chroma_stft" ? Settings{{"tuning", "0"}} : Settings{};
    const FeatureMatrix a = compute(name, sound, settings).value();
    const FeatureMatrix b = compute(name, later, settings).value();
    const auto frames = static_cast<std::size_t>(a.shape.back());
    const auto frames_later = static_cast<std::size_t>(b.shape.back());
    REQUIRE(frames_later == frames + 4);
    // Frames that touch the sound's beginning see other samples before it only where padding is not silence.
    for (std::size_t r = 0; r < a.values.size() / frames; ++r)
      for (std::size_t t = 3; t < frames; ++t)
        CHECK(b.values[r * frames_later + t + 4] == doctest::Approx(a.values[r * frames + t]).epsilon(1e-5));
  }
}

TEST_CASE("a tone has its centroid, rolloff and peak at its frequency, and chroma at its note") {
  const auto sound = test::tone(440.0, 22050, 1.0);
  const auto middle = [](const FeatureMatrix& m) { return m.values[m.values.size() / 2]; };
  CHECK(middle(compute("spectral_centroid", sound).value()) == doctest::Approx(440.0).epsilon(0.01));
  CHECK(middle(compute("spectral_rolloff", sound).value()) == doctest::Approx(440.0).epsilon(0.05));
  CHECK(middle(compute("spectral_bandwidth", sound).value()) < 30.0F);
  CHECK(std::abs(compute("estimate_tuning", sound).value().values[0]) < 0.05F);
  const auto chroma = compute("chroma_stft", sound).value();
  CHECK(chroma.rows[9] == "A");
  const auto frames = static_cast<std::size_t>(chroma.shape[1]);
  for (std::size_t row = 0; row < 12; ++row)
    CHECK((chroma.values[row * frames + frames / 2] == doctest::Approx(1.0)) == (row == 9));
  const auto sharp = test::tone(440.0 * std::pow(2.0, 0.3 / 12), 22050, 1.0);
  CHECK(compute("estimate_tuning", sharp).value().values[0] == doctest::Approx(0.3).epsilon(0.1));
}

TEST_CASE("white noise is flat, a tone is not; every other sample crossing is a rate of one") {
  const auto mean = [](const FeatureMatrix& m) {
    double sum = 0.0;
    for (float v : m.values) sum += v;
    return sum / static_cast<double>(m.values.size());
  };
  CHECK(mean(compute("spectral_flatness", test::noise(22050)).value()) > 0.4);
  CHECK(mean(compute("spectral_flatness", test::tone(1000, 22050, 1.0)).value()) < 0.01);
  std::vector<float> alternating(100);
  for (std::size_t i = 0; i < alternating.size(); ++i) alternating[i] = i % 2 == 0 ? 0.5F : -0.5F;
  CHECK(zero_crossing_rate(alternating) == doctest::Approx(0.99));
  CHECK(zero_crossing_rate(alternating, {.pad = true}) == doctest::Approx(1.0));
  CHECK(zero_crossing_rate(std::vector<float>{1.0F, 0.0F, 1.0F}, {.zero_pos = false}) == doctest::Approx(2.0 / 3));
  CHECK(zero_crossing_rate({}) == 0.0F);
}

TEST_CASE("applying filterbanks, transforms, shapes and the logmel64 stream allocates nothing") {
  const auto spectrum = times(test::noise(1025), 2.0F);
  std::vector<float> positive(spectrum.size());
  for (std::size_t i = 0; i < positive.size(); ++i) positive[i] = spectrum[i] * spectrum[i];
  const MelFilterbank mel({});
  const ChromaFilterbank chroma_bank({});
  const Dct dct(20, 128);
  auto contrast = SpectralContrast::make({});
  REQUIRE(contrast.ok());
  LogMel64 stream;
  const auto sound = test::noise(16000);
  std::vector<float> bands(128);
  std::vector<float> chroma(12);
  std::vector<float> cepstrum(20);
  std::vector<float> peak(7);
  std::vector<float> valley(7);
  float sum = 0.0F;
  const std::size_t before = test::allocations();
  mel.apply(positive, bands);
  chroma_bank.apply(positive, chroma);
  normalize(chroma, ChromaNorm::max);
  power_to_db(bands);
  dct.apply(bands, cepstrum);
  contrast.value().apply(positive, peak, valley);
  sum += spectral_centroid_hz(positive, 10) + spectral_rolloff_hz(positive, 10) + spectral_flatness(positive) +
         spectral_bandwidth_hz(positive, 10, 1000) + zero_crossing_rate(sound);
  stream.push(sound, [&](const LogMel64::Frame& f) { sum += f[0]; });
  CHECK(test::allocations() == before);
  CHECK(std::isfinite(sum));
}
