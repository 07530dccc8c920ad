#include "features/recipes/voice.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>
#include <vector>

#include "features/catalogue.h"
#include "features/speaking_rate.h"
#include "features/voice_sounds.h"
#include "signal/decode.h"
#include "support/audio.h"
#include "support/files.h"

using namespace emo;
using doctest::Approx;

namespace {

std::vector<float> numbers(std::span<const float> samples, double rate_hz = 16000) {
  auto m = compute_recipe("voice", {samples, rate_hz});
  REQUIRE(m.ok());
  REQUIRE(m.value().shape == std::vector<int>{kVoiceNumberCount});
  return m.value().values;
}

double named(const std::vector<float>& values, std::string_view name) {
  const auto at = std::find(kVoiceNumbers.begin(), kVoiceNumbers.end(), name);
  REQUIRE(at != kVoiceNumbers.end());
  return values[static_cast<std::size_t>(at - kVoiceNumbers.begin())];
}

std::vector<float> silence(double seconds) {
  return std::vector<float>(static_cast<std::size_t>(seconds * 16000), 0.0F);
}

// A vowel whose pitch glides by so many semitones.
std::vector<float> glide(double from_hz, double semitones, double seconds) {
  std::vector<test::Pulse> pulses;
  for (double t = 0.013; t < seconds - 0.013;) {
    pulses.push_back({t});
    t += 1.0 / (from_hz * std::pow(2.0, semitones * t / seconds / 12.0));
  }
  return test::voice(pulses, test::kVowelA, 16000, seconds);
}

}  // namespace

TEST_CASE("the voice's numbers are what a voice was made with") {
  const auto v = numbers(test::joined({silence(0.5), test::vowel(150, test::kVowelA, 16000, 1.2), silence(0.5)}));
  CHECK(named(v, "pitch median") == Approx(12 * std::log2(1.5)).epsilon(0.01));
  CHECK(named(v, "pitch range") < 0.2);
  CHECK(named(v, "pitch rising") == Approx(0.0));
  CHECK(named(v, "voiced share") > 0.9);
  CHECK(named(v, "hnr median") > 15.0);
  CHECK(named(v, "ln jitter") < -5.5);
  CHECK(std::exp(named(v, "f1 median")) == Approx(730).epsilon(0.1));
  CHECK(std::exp(named(v, "f2 median")) == Approx(1090).epsilon(0.1));
  CHECK(std::exp(named(v, "ln seconds of speech")) == Approx(1.2).epsilon(0.05));
  CHECK(named(v, "speech share") == Approx(1.0));
  CHECK(named(v, "pause mean") == Approx(0.0));
}

TEST_CASE("a gliding pitch shows in slope, range and place of the highest pitch") {
  const auto up = numbers(glide(110, 6, 1.5));
  CHECK(named(up, "pitch range") == Approx(6 * 0.8).epsilon(0.1));
  CHECK(named(up, "pitch slope") == Approx(3.0).epsilon(0.1));
  CHECK(named(up, "pitch last third") == Approx(4.0).epsilon(0.1));
  CHECK(named(up, "place of the highest pitch") > 0.9);
  const auto down = numbers(glide(160, -6, 1.5));
  CHECK(named(down, "pitch slope") == Approx(-3.0).epsilon(0.1));
  CHECK(named(down, "place of the highest pitch") < 0.1);
}

TEST_CASE("no number changes with the level, down to a whisper and up to full scale") {
  const auto sound = test::joined({silence(0.2), glide(120, 4, 0.8), silence(0.3), glide(140, -5, 0.7)});
  const auto own = numbers(sound);
  for (const double gain : {0.002, 0.1, 1.9}) {
    const auto other = numbers(test::scaled(sound, gain));
    for (std::size_t i = 0; i < own.size(); ++i) {
      CAPTURE(gain);
      CAPTURE(kVoiceNumbers[i]);
      CHECK(other[i] == Approx(own[i]).epsilon(1e-3).scale(1.0));
    }
  }
}

TEST_CASE("silence before and after the speech changes pitch, loudness and balance but little") {
  const auto speech = test::joined({glide(120, 4, 0.8), silence(0.3), glide(140, -5, 0.7)});
  const auto own = numbers(speech);
  const auto padded = numbers(test::joined({silence(0.7), speech, silence(0.9)}));
  for (const std::string_view name : {"pitch median", "pitch range", "pitch slope", "f1 median", "loudness spread",
                                      "alpha ratio", "mfcc 1", "pauses a second", "pause mean", "speech share"}) {
    CAPTURE(name);
    CHECK(named(padded, name) == Approx(named(own, name)).epsilon(0.05).scale(1.0));
  }
}

TEST_CASE("a pause is counted and measured, a stop of a tenth of a second is not") {
  const auto vowel = test::vowel(150, test::kVowelA, 16000, 0.6);
  const auto v = numbers(test::joined({vowel, silence(0.4), vowel, silence(0.1), vowel}));
  CHECK(named(v, "pause mean") == Approx(0.4).epsilon(0.1));
  CHECK(named(v, "pauses a second") == Approx(1.0 / 2.3).epsilon(0.1));
  CHECK(named(v, "voiced piece mean") == Approx(0.6).epsilon(0.1));
}

TEST_CASE("a darker voice has more of its power below 1 kHz, and a rough one more jitter") {
  const auto bright = test::vowel(150, test::kVowelA, 16000, 1.0);
  std::vector<float> dark = bright;
  for (std::size_t i = 1; i < dark.size(); ++i) dark[i] = 0.15F * dark[i] + 0.85F * dark[i - 1];
  CHECK(named(numbers(dark), "alpha ratio") > named(numbers(bright), "alpha ratio") + 0.5);
  CHECK(named(numbers(dark), "mfcc 1") > named(numbers(bright), "mfcc 1") + 0.5);
  std::vector<test::Pulse> pulses = test::regular_pulses(150, 1.0);
  const auto shift = test::noise(pulses.size(), 0.00015F);
  for (std::size_t i = 0; i < pulses.size(); ++i) pulses[i].time_s += shift[i];
  CHECK(named(numbers(test::voice(pulses, test::kVowelA, 16000, 1.0)), "ln jitter") >
        named(numbers(bright), "ln jitter") + 0.5);
}

TEST_CASE("the rate is that of speaking_rate where the voice's pitch is") {
  const auto sound =
      test::joined({glide(120, 4, 0.5), silence(0.1), glide(140, -5, 0.4), silence(0.1), glide(150, 1, 0.5)});
  const auto v = numbers(sound);
  const Sound whole{sound, 16000};
  const SpeakingRate rate = speaking_rate(whole, pitch_by_autocorrelation(whole));
  CHECK(rate.nuclei_s.size() >= 3);
  CHECK(named(v, "syllables a second") == Approx(rate.per_second()));
  CHECK(named(v, "syllables a speaking second") == Approx(rate.per_speaking_second()));
  CHECK(named(v, "ln speaking seconds") == Approx(std::log(rate.speaking_s)));
}

TEST_CASE("what is no voice has numbers too: silence, one sample, noise, a click, DC") {
  std::vector<float> click(8000, 0.0F);
  click[4000] = 1.0F;
  const std::vector<std::vector<float>> sounds{
      silence(1.0), {0.5F}, test::noise(16000), click, std::vector<float>(16000, 0.3F), test::noise(100)};
  for (const auto& sound : sounds)
    for (const float x : numbers(sound)) CHECK(std::isfinite(x));
  CHECK(named(numbers(test::noise(16000)), "f2 median") == Approx(std::log(1500.0)).epsilon(0.1));
}

TEST_CASE("logmel64_voice is the last window of logmel64 and the numbers of the whole sound") {
  constexpr std::size_t window = std::size_t{300} * 64;
  for (const double seconds : {0.05, 0.8, 3.0, 4.7}) {
    CAPTURE(seconds);
    const auto sound = glide(120, 4, seconds);
    const auto both = compute_recipe("logmel64_voice", {sound, 16000});
    REQUIRE(both.ok());
    const std::vector<float>& values = both.value().values;
    REQUIRE(values.size() == window + kVoiceNumberCount);
    const std::vector<float> own = numbers(sound);
    CHECK(std::equal(own.begin(), own.end(), values.begin() + window));
    const auto frames = compute_recipe("logmel64", {sound, 16000}).value().values;
    const std::size_t kept = std::min(window, frames.size() - 64);
    CHECK(std::equal(values.begin() + static_cast<std::ptrdiff_t>(window - kept), values.begin() + window,
                     frames.end() - static_cast<std::ptrdiff_t>(kept + 64)));
    CHECK(std::all_of(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(window - kept),
                      [](float x) { return x == LogMel64Recipe::floor(); }));
  }
}

TEST_CASE("the numbers are those that Python computes of the same series") {
  for (const std::string_view name : {"chirp", "glottal48k", "noise", "spoken"}) {
    CAPTURE(name);
    const std::string folder = test::golden_folder();
    const std::string wav = (name == "spoken" ? folder + "extra_voice/" : folder) + std::string(name) + ".wav";
    const auto bytes = test::read_bytes(wav);
    const auto clip = decode_clip(bytes);
    REQUIRE(clip.ok());
    const auto own = numbers(clip.value().samples, clip.value().sample_rate_hz);
    const auto reference = test::read_npy(folder + "extra_voice/" + std::string(name) + ".voice.npy");
    REQUIRE(reference.values.size() == own.size());
    int compared = 0;
    for (std::size_t i = 0; i < own.size(); ++i) {
      if (std::isnan(reference.values[i])) continue;
      CAPTURE(kVoiceNumbers[i]);
      CHECK(std::abs(own[i] - reference.values[i]) <= 1e-4 * (1.0 + std::abs(reference.values[i])));
      ++compared;
    }
    CHECK(compared == kVoiceNumberCount - 3);
  }
}
