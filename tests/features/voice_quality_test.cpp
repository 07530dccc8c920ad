// Harmonicity, jitter and shimmer against what the sounds were made with.
#include "features/voice_quality.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "features/voice_sounds.h"

using namespace emo;

namespace {

// Resonances that have died away before the next pulse: a pulse's place and height are then its own. Where they ring
// on, as in a vowel, each period's waveform also holds something of the last, and waveform matching sees less jitter.
const std::vector<test::Resonance> kDamped{{600, 300}, {1500, 300}, {2500, 300}};

// Uniform in −1 … 1, the same on every machine.
std::vector<float> randoms(std::size_t count, std::uint32_t seed) { return test::noise(count, 1.0F, seed); }

struct Perturbed {
  std::vector<test::Pulse> pulses;
  double jitter = 0.0, jitter_s = 0.0, shimmer = 0.0, shimmer_db = 0.0;
};

// Periods and amplitudes each off by up to the given share; the measures by their definition.
Perturbed perturbed(double f0_hz, double seconds, double period_share, double amplitude_share) {
  Perturbed p;
  const auto a = randoms(4000, 3);
  const auto b = randoms(4000, 5);
  double t = 0.02;
  for (std::size_t i = 0; t < seconds - 0.02; ++i) {
    p.pulses.push_back({t, 1.0 + amplitude_share * b[i]});
    t += (1.0 + period_share * a[i]) / f0_hz;
  }
  const std::size_t n = p.pulses.size();
  double amplitude = 0.0;
  for (const auto& pulse : p.pulses) amplitude += pulse.amplitude / static_cast<double>(n);
  const double period = (p.pulses.back().time_s - p.pulses.front().time_s) / static_cast<double>(n - 1);
  for (std::size_t i = 1; i < n; ++i) {
    const double before = p.pulses[i - 1].amplitude;
    const double after = p.pulses[i].amplitude;
    p.shimmer += std::abs(after - before) / static_cast<double>(n - 1);
    p.shimmer_db += std::abs(20.0 * std::log10(after / before)) / static_cast<double>(n - 1);
    if (i + 1 < n)
      p.jitter_s += std::abs(p.pulses[i + 1].time_s - 2.0 * p.pulses[i].time_s + p.pulses[i - 1].time_s) /
                    static_cast<double>(n - 2);
  }
  p.shimmer /= amplitude;
  p.jitter = p.jitter_s / period;
  return p;
}

}  // namespace

TEST_CASE("glottal pulses lie one to a period at a constant distance from the true ones") {
  for (const double rate : {16000.0, 48000.0}) {
    for (const double f0 : {90.0, 125.3, 260.0}) {
      CAPTURE(rate);
      CAPTURE(f0);
      const auto truth = test::regular_pulses(f0, 1.0);
      const auto x = test::voice(truth, test::kVowelA, rate, 1.0);
      const auto pulses = glottal_pulses({x, rate});
      CHECK(pulses.size() >= truth.size() - 8);  // near the ends a window does not fit
      CHECK(pulses.size() <= truth.size());
      CHECK(std::is_sorted(pulses.begin(), pulses.end()));
      // The first periods grow into the resonances, the last ones end in silence.
      for (std::size_t i = 8; i + 8 < pulses.size(); ++i)
        CHECK((pulses[i] - pulses[i - 1]) * f0 == doctest::Approx(1.0).epsilon(0.002));
    }
  }
}

TEST_CASE("jitter is what the pulses' times say") {
  for (const double rate : {16000.0, 48000.0}) {
    for (const double share : {0.0, 0.01, 0.03}) {
      CAPTURE(rate);
      CAPTURE(share);
      const Perturbed truth = perturbed(120, 3.0, share, 0.0);
      const auto x = test::voice(truth.pulses, kDamped, rate, 3.0);
      const Jitter j = jitter(glottal_pulses({x, rate}));
      CHECK(j.periods > 300);
      CHECK(std::abs(j.local - truth.jitter) <= 0.1 * truth.jitter + 0.0005);
      CHECK(std::abs(j.absolute_s - truth.jitter_s) <= 0.1 * truth.jitter_s + 5e-6);
      const Jitter quiet = jitter(glottal_pulses({test::scaled(x, 0.01), rate}));
      CHECK(quiet.local == doctest::Approx(j.local).epsilon(1e-3));
    }
  }
}

TEST_CASE("shimmer is what the pulses' amplitudes say") {
  for (const double rate : {16000.0, 48000.0}) {
    for (const double share : {0.0, 0.05, 0.15}) {
      CAPTURE(rate);
      CAPTURE(share);
      const Perturbed truth = perturbed(120, 3.0, 0.0, share);
      const auto x = test::voice(truth.pulses, kDamped, rate, 3.0);
      const auto pulses = glottal_pulses({x, rate});
      const Shimmer s = shimmer({x, rate}, pulses);
      CHECK(s.periods > 300);
      CHECK(std::abs(s.local - truth.shimmer) <= 0.1 * truth.shimmer + 0.003);
      CHECK(std::abs(s.db - truth.shimmer_db) <= 0.1 * truth.shimmer_db + 0.03);
    }
  }
}

TEST_CASE("jitter by hand: periods 10, 11, 10, 11 ms") {
  const std::vector<double> pulses{0.0, 0.010, 0.021, 0.031, 0.042};
  const Jitter j = jitter(pulses);
  CHECK(j.absolute_s == doctest::Approx(0.001));
  CHECK(j.local == doctest::Approx(0.001 / 0.0105));
  CHECK(j.periods == 4);
}

TEST_CASE("intervals that are no periods do not count") {
  // A pause of 50 ms and a doubled interval among periods of 10 ms.
  const std::vector<double> pulses{0.0, 0.010, 0.020, 0.070, 0.080, 0.090, 0.109, 0.119, 0.129};
  const Jitter j = jitter(pulses);
  CHECK(j.local == doctest::Approx(0.0));
  CHECK(j.periods == 6);
  CHECK(jitter(std::vector<double>{}).periods == 0);
  CHECK(jitter(std::vector<double>{0.1, 0.2}).periods == 0);
}

TEST_CASE("without a voice there is no jitter and no shimmer") {
  for (const auto& x : {std::vector<float>(16000), std::vector<float>(16000, 0.5F), std::vector<float>(1, 0.5F)}) {
    const auto pulses = glottal_pulses({x, 16000});
    CHECK(pulses.empty());
    CHECK(shimmer({x, 16000}, pulses).periods == 0);
  }
}
