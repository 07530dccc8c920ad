#include "features/speaking_rate.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <span>
#include <vector>

#include "features/voice_sounds.h"

using namespace emo;

namespace {

// Vowels of 140 ms, each rising from and falling to `floor` of its amplitude, so many a second.
std::vector<float> syllables(std::span<const float> carrier, double rate_hz, double per_second, int count,
                             double floor) {
  const double length_s = 0.3 + count / per_second + 0.3;
  std::vector<float> x(static_cast<std::size_t>(length_s * rate_hz));
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double t = static_cast<double>(i) / rate_hz - 0.3;
    const bool inside = t >= 0.0 && t < count / per_second;
    const double swing = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * t * per_second);
    const bool edge = t < 0.5 / per_second || t > (count - 0.5) / per_second;
    if (inside) x[i] = static_cast<float>(carrier[i % carrier.size()] * (edge ? swing : floor + (1.0 - floor) * swing));
  }
  return x;
}

}  // namespace

TEST_CASE("syllables are counted at their rate") {
  const double rate = 16000;
  const auto carrier = test::vowel(130, test::kVowelA, rate, 2.0);
  const auto voiced = std::span(carrier).subspan(1000, 28000);
  for (const double per_second : {2.0, 3.5, 5.0}) {
    for (const int count : {1, 6, 11}) {
      CAPTURE(per_second);
      CAPTURE(count);
      const auto x = syllables(voiced, rate, per_second, count, 0.1);
      const SpeakingRate found = speaking_rate({x, rate});
      REQUIRE(found.nuclei_s.size() == static_cast<std::size_t>(count));
      for (int i = 0; i < count; ++i)
        CHECK(std::abs(found.nuclei_s[static_cast<std::size_t>(i)] - (0.3 + (i + 0.5) / per_second)) < 0.03);
      CHECK(found.per_second() == doctest::Approx(count / found.duration_s));
      CHECK(found.speaking_s <= found.duration_s + 1e-9);
      const SpeakingRate quiet = speaking_rate({test::scaled(x, 0.01), rate});
      CHECK(quiet.nuclei_s == found.nuclei_s);
    }
  }
}

TEST_CASE("shallow dips and voiceless bursts make no syllables; pauses are not speaking") {
  const double rate = 16000;
  const auto carrier = test::vowel(130, test::kVowelA, rate, 2.0);
  const auto voiced = std::span(carrier).subspan(1000, 28000);
  CHECK(speaking_rate({syllables(voiced, rate, 4, 8, 0.9), rate}).nuclei_s.size() == 1);
  CHECK(speaking_rate({carrier, rate}).nuclei_s.size() == 1);
  const auto hiss = test::noise(40000, 0.3F);
  CHECK(speaking_rate({syllables(hiss, rate, 4, 8, 0.1), rate}).nuclei_s.empty());
  const auto burst = syllables(voiced, rate, 4, 4, 0.1);
  const auto paused = test::joined({burst, std::vector<float>(16000), burst});
  const SpeakingRate found = speaking_rate({paused, rate});
  CHECK(found.nuclei_s.size() == 8);
  // Twice 1 s with 0.3 s of silence at the sound's end, too short for a pause, of 4.2 s; windows blur the edges.
  CHECK(found.speaking_s > 2.2);
  CHECK(found.speaking_s < 2.8);
  CHECK(found.per_speaking_second() > found.per_second());
}
