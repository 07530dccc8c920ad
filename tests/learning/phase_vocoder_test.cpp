#include "learning/phase_vocoder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "learning/random.h"
#include "learning/sounds.h"
#include "support/files.h"

namespace {

using namespace emo::test;

std::vector<float> golden(const std::string& name) {
  const Npy npy = read_npy(golden_folder() + "extra_augmentation/" + name + ".npy");
  REQUIRE(!npy.values.empty());
  return npy.values;
}

// RMS of the difference over the RMS of what was expected.
double relative_error(std::span<const float> actual, std::span<const float> expected) {
  REQUIRE(actual.size() == expected.size());
  std::vector<float> difference(actual.begin(), actual.end());
  for (std::size_t i = 0; i < difference.size(); ++i) difference[i] -= expected[i];
  return rms(difference) / rms(expected);
}

std::span<const float> inner(std::span<const float> samples) { return samples.subspan(3000, samples.size() - 6000); }

std::vector<float> noisy_voice() {
  std::vector<float> samples = tone(180.0, 1.0);
  emo::Random random(3);
  for (float& x : samples) x += random.uniform({-0.02F, 0.02F});
  return samples;
}

}  // namespace

TEST_CASE("time stretch agrees with librosa.effects.time_stretch") {
  const std::vector<float> input = golden("input");
  CHECK(relative_error(emo::time_stretch(input, 0.8), golden("time_stretch_0.8")) < 1e-5);
  const emo::PhaseVocoderConfig fine{.n_fft = 512, .hop_length = 128};
  CHECK(relative_error(emo::time_stretch(input, 1.3, fine), golden("time_stretch_1.3")) < 1e-5);
}

// The resamplers are not the same filter: soxr_hq passes a little more just below half the rate.
TEST_CASE("pitch shift agrees with librosa.effects.pitch_shift") {
  CHECK(relative_error(emo::pitch_shift(golden("input"), 3.0), golden("pitch_shift_3")) < 0.01);
}

TEST_CASE("time stretch scales the duration and keeps pitch and level") {
  const std::vector<float> input = tone(440.0, 1.5);
  for (const double rate : {0.5, 0.8, 1.25, 1.7}) {
    CAPTURE(rate);
    const std::vector<float> out = emo::time_stretch(input, rate);
    CHECK(out.size() == static_cast<std::size_t>(std::llround(24000.0 / rate)));
    CHECK(std::abs(cents(frequency_near(inner(out), 440.0, 30.0) / 440.0)) < 5.0);
    CHECK(amplitude_at(inner(out), 440.0) == doctest::Approx(0.1).epsilon(0.05));
  }
}

TEST_CASE("time stretch moves an event to its new time") {
  std::vector<float> input(32000, 0.0F);
  input[16000] = 1.0F;
  const std::vector<float> out = emo::time_stretch(input, 0.5, {.n_fft = 256});
  double weight = 0.0;
  double moment = 0.0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    weight += static_cast<double>(out[i]) * out[i];
    moment += static_cast<double>(i) * out[i] * out[i];
  }
  CHECK(std::abs(moment / weight - 32000.0) < 128.0);
}

TEST_CASE("time stretch by 1 and pitch shift by 0 give the sound back") {
  const std::vector<float> input = noisy_voice();
  CHECK(relative_error(emo::time_stretch(input, 1.0), input) < 1e-5);
  CHECK(relative_error(emo::time_stretch(input, 1.0, {.n_fft = 512, .hop_length = 256}), input) < 1e-5);
  CHECK(relative_error(emo::pitch_shift(input, 0.0), input) < 1e-5);
}

TEST_CASE("pitch shift moves a tone by its interval within 5 cents and keeps the duration") {
  const std::vector<float> input = tone(500.0, 1.5);
  for (const double n_steps : {-12.0, -7.0, -0.5, 1.0, 3.0, 12.0}) {
    CAPTURE(n_steps);
    const std::vector<float> out = emo::pitch_shift(input, n_steps);
    CHECK(out.size() == input.size());
    const double wanted_hz = 500.0 * std::exp2(n_steps / 12.0);
    const double found_hz = frequency_near(inner(out), wanted_hz, 20.0);
    CHECK(std::abs(cents(found_hz / wanted_hz)) < 5.0);
    CHECK(amplitude_at(inner(out), found_hz) == doctest::Approx(0.1).epsilon(0.08));
  }
  const std::vector<float> quarter_tone = emo::pitch_shift(input, 1.0, 24);
  CHECK(std::abs(cents(frequency_near(inner(quarter_tone), 514.6, 20.0) / 500.0) - 50.0) < 5.0);
}

TEST_CASE("a tone shifted beyond half the rate does not come back as an alias") {
  CHECK(decibels(rms(inner(emo::pitch_shift(tone(6000.0, 1.0), 7.0))) / rms(tone(6000.0, 1.0))) < -60.0);
}

TEST_CASE("the phase vocoder takes silence, one sample and none") {
  CHECK(emo::time_stretch({}, 0.5).empty());
  CHECK(emo::pitch_shift({}, 5.0).empty());
  for (const std::size_t size : {1U, 2U, 100U, 5000U}) {
    std::vector<float> silence(size, 0.0F);
    CHECK(rms(emo::time_stretch(silence, 1.0)) == 0.0);
    for (const double rate : {0.25, 0.9, 4.0}) CHECK(all_finite(emo::time_stretch(silence, rate)));
    std::vector<float> click = silence;
    click[0] = 1.0F;
    for (const double n_steps : {-24.0, 0.0, 24.0}) {
      const std::vector<float> out = emo::pitch_shift(click, n_steps);
      CHECK(out.size() == size);
      CHECK(all_finite(out));
    }
  }
  CHECK(emo::time_stretch(std::vector<float>{0.5F}, 1.0)[0] == doctest::Approx(0.5));
}
