#include "learning/augmentation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <tuple>
#include <vector>

#include "learning/sounds.h"

using namespace emo::test;

namespace {

emo::AugmentConfig nothing() {
  emo::AugmentConfig config;
  config.speed_probability = config.shift_probability = config.room_probability = config.noise_probability = 0.0F;
  config.hum_probability = config.colour_probability = config.telephone_probability = config.gain_probability = 0.0F;
  return config;
}

}  // namespace

// The model was trained on features of such sounds: computed before this code was ever changed.
TEST_CASE("augmentation still gives the sound that the model was trained on") {
  struct Expected {
    std::uint64_t seed;
    std::size_t size;
    double rms, middle, later;  // samples at ½ and ¾ of the size
  };
  const std::vector<float> input = utterance();
  for (const Expected& e : std::vector<Expected>{
           {1, 40000, 0.0102797, 0.0042139, -0.0021364},
           {2, 39810, 0.0274145, -0.0052228, -0.0512672},
           {3, 38547, 0.0949382, -0.1337726, 0.1586680},
           {5, 38590, 0.0622348, 0.0012926, 0.0039860},
           {8, 40000, 0.0189526, 0.0128876, -0.0128876},
           {13, 36916, 0.0447049, -0.0392832, 0.0389507},
           {21, 36706, 0.0318700, 0.0464613, -0.0449952},
           {34, 39936, 0.0084974, 0.0106502, -0.0130467},
           {55, 40649, 0.1354887, 0.2404154, -0.2238281},
           {89, 43001, 0.0299742, -0.0423464, 0.0465218},
           {144, 36209, 0.2772136, 0.3265043, -0.3197341},
           {233, 44009, 0.0750743, 0.0441112, 0.0007074},
       }) {
    CAPTURE(e.seed);
    const std::vector<float> out = emo::augment(input, kRate, {}, e.seed);
    REQUIRE(out.size() == e.size);
    CHECK(std::abs(rms(out) - e.rms) < 1e-5);
    CHECK(std::abs(out[out.size() / 2] - e.middle) < 1e-5);
    CHECK(std::abs(out[out.size() * 3 / 4] - e.later) < 1e-5);
  }
}

TEST_CASE("the random numbers are those of xoshiro256** seeded by splitmix64") {
  emo::Random random(0);
  CHECK(random.next() == 0x99ec5f36cb75f2b4ULL);  // reference implementation, state from splitmix64(0)
  CHECK(random.next() == 0xbf6e1f784956452aULL);
}

TEST_CASE("augmentation gives the same samples for the same seed and others for another") {
  const std::vector<float> input = utterance();
  const emo::AugmentConfig config;
  const std::vector<float> first = emo::augment(input, kRate, config, 7);
  CHECK(first == emo::augment(input, kRate, config, 7));
  CHECK(first != emo::augment(input, kRate, config, 8));
}

TEST_CASE("augmented sound is finite and within full scale for many seeds") {
  const std::vector<float> input = utterance();
  const std::vector<float> silence(kRate, 0.0F);
  const std::vector<float> single{0.5F};
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    for (const std::vector<float>* sound : {&input, &silence, &single}) {
      const std::vector<float> out = emo::augment(*sound, kRate, {}, seed);
      CHECK(std::all_of(out.begin(), out.end(), [](float x) { return std::isfinite(x) && std::abs(x) <= 1.0F; }));
    }
  }
  CHECK(emo::augment({}, kRate, {}, 1).empty());
}

TEST_CASE("augmentation with every step off changes nothing") {
  const std::vector<float> input = utterance();
  CHECK(emo::augment(input, kRate, nothing(), 3) == input);
}

TEST_CASE("noise reaches the asked signal-to-noise ratio against the active signal") {
  for (const auto colour : {emo::NoiseColour::white, emo::NoiseColour::pink, emo::NoiseColour::brown}) {
    for (const float snr_db : {5.0F, 20.0F, 40.0F}) {
      const std::vector<float> input = utterance();
      std::vector<float> noisy = input;
      emo::Random random(11);
      emo::add_noise(noisy, kRate, colour, snr_db, random);
      std::vector<float> noise(input.size());
      for (std::size_t i = 0; i < input.size(); ++i) noise[i] = noisy[i] - input[i];
      const double measured_db = decibels(rms(tone(220.0, 1.5)) / rms(noise));
      CHECK(std::abs(measured_db - snr_db) < 0.5);
    }
  }
}

TEST_CASE("noise colours slope as named") {
  const auto band_ratio_db = [](emo::NoiseColour colour) {
    std::vector<float> samples = tone(1000.0, 4.0, 1e-6F);
    const std::vector<float> before = samples;
    emo::Random random(5);
    emo::add_noise(samples, kRate, colour, -60.0F, random);
    double low = 0.0;
    double high = 0.0;
    for (int k = 0; k < 80; ++k) {
      low += std::pow(amplitude_at(samples, 300.0 + k), 2);
      high += std::pow(amplitude_at(samples, 2400.0 + k), 2);
    }
    return 10.0 * std::log10(low / high);
  };
  CHECK(std::abs(band_ratio_db(emo::NoiseColour::white)) < 3.0);       // three octaves × 0 dB
  CHECK(std::abs(band_ratio_db(emo::NoiseColour::pink) - 9.0) < 3.0);  // × 3 dB
  CHECK(std::abs(band_ratio_db(emo::NoiseColour::brown) - 18.0) < 3.5);
}

TEST_CASE("hum reaches the asked ratio and sits at the mains frequency") {
  std::vector<float> samples = tone(1000.0, 2.0);
  emo::Random random(2);
  emo::add_hum(samples, kRate, 50.0F, 20.0F, random);
  CHECK(amplitude_at(samples, 50.0) > 1e-3);
  std::vector<float> clean = tone(1000.0, 2.0);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] -= clean[i];
  CHECK(std::abs(decibels(rms(clean) / rms(samples)) - 20.0) < 0.5);
}

TEST_CASE("noise on digital silence stays silent") {
  std::vector<float> silence(kRate, 0.0F);
  emo::Random random(1);
  emo::add_noise(silence, kRate, emo::NoiseColour::white, 5.0F, random);
  CHECK(rms(silence) == 0.0);
}

TEST_CASE("gain changes the RMS by its decibels") {
  for (const float gain_db : {-20.0F, -6.0F, 0.0F, 12.0F}) {
    std::vector<float> samples = tone(300.0, 0.5);
    const double before = rms(samples);
    emo::apply_gain(samples, gain_db);
    CHECK(std::abs(decibels(rms(samples) / before) - gain_db) < 0.01);
  }
}

TEST_CASE("random gain never overdrives by more than the limit before it clips") {
  emo::AugmentConfig config = nothing();
  config.gain_probability = 1.0F;
  config.gain_db = {20.0F, 20.0F};
  config.max_overdrive_db = 6.0F;
  const std::vector<float> out = emo::augment(tone(200.0, 0.5, 0.9F), kRate, config, 1);
  CHECK(*std::max_element(out.begin(), out.end()) == 1.0F);
  // A sine driven 6.02 dB over full scale spends one third of its time unclipped.
  const auto clipped = std::count_if(out.begin(), out.end(), [](float x) { return std::abs(x) == 1.0F; });
  CHECK(static_cast<double>(clipped) / static_cast<double>(out.size()) == doctest::Approx(0.667).epsilon(0.03));
}

TEST_CASE("speed changes length and pitch by the same factor and keeps the level") {
  const std::vector<float> input = tone(440.0, 1.0);
  for (const float factor : {0.88F, 1.0F, 1.14F}) {
    const std::vector<float> out = emo::change_speed(input, factor);
    CHECK(out.size() == static_cast<std::size_t>(std::llround(static_cast<double>(input.size()) / factor)));
    const std::span<const float> inner = std::span(out).subspan(200, out.size() - 400);
    CHECK(amplitude_at(inner, 440.0 * factor) == doctest::Approx(0.1).epsilon(0.02));
  }
}

TEST_CASE("speeding up leaves no aliases") {
  const std::vector<float> out = emo::change_speed(tone(7900.0, 1.0), 1.14F);  // would be 9006 Hz
  const std::span<const float> inner = std::span(out).subspan(400, out.size() - 800);
  CHECK(decibels(rms(inner) / rms(tone(7900.0, 1.0))) < -15.0);
}

TEST_CASE("time shift keeps its length rule and drops only leading silence") {
  const std::vector<float> input = utterance();
  CHECK(emo::shift_in_time(input, 100).size() == input.size() + 100);
  CHECK(emo::shift_in_time(input, -100).size() == input.size() - 100);
  CHECK(emo::shift_in_time(input, -10000000).empty());
  CHECK(emo::leading_silence_samples(input, kRate) == kRate / 2);
  emo::AugmentConfig config = nothing();
  config.shift_probability = 1.0F;
  config.shift_s = {-5.0F, -5.0F};
  CHECK(emo::augment(input, kRate, config, 1).size() == input.size() - kRate / 2);
}

TEST_CASE("room, colour and telephone keep the length") {
  std::vector<float> samples = utterance();
  const std::size_t size = samples.size();
  emo::Random random(4);
  emo::add_room(samples, kRate, 0.6F, -3.0F, random);
  emo::colour_as_microphone(samples, kRate, random);
  emo::limit_to_telephone(samples, kRate);
  CHECK(samples.size() == size);
}

TEST_CASE("a room's tail falls by 60 dB in its reverberation time") {
  std::vector<float> samples(2 * kRate, 0.0F);
  samples[0] = 1.0F;
  emo::Random random(9);
  emo::add_room(samples, kRate, 0.5F, 0.0F, random);
  const auto level_db = [&](double from_s) {
    return decibels(rms(std::span(samples).subspan(static_cast<std::size_t>(from_s * kRate), kRate / 20)));
  };
  CHECK(level_db(0.1) - level_db(0.35) == doctest::Approx(30.0).epsilon(0.15));
  CHECK(rms(std::span(samples).subspan(kRate)) < 1e-6);
}

TEST_CASE("the telephone band keeps 1 kHz and removes 100 Hz and 7 kHz") {
  for (const auto& [frequency_hz, lowest_db, highest_db] :
       {std::tuple{1000.0, -1.5, 0.5}, std::tuple{100.0, -200.0, -30.0}, std::tuple{7000.0, -200.0, -24.0}}) {
    std::vector<float> samples = tone(frequency_hz, 0.5);
    emo::limit_to_telephone(samples, kRate);
    const double change_db = decibels(rms(std::span(samples).subspan(2000)) / rms(tone(frequency_hz, 0.5)));
    CHECK(change_db > lowest_db);
    CHECK(change_db < highest_db);
  }
}

TEST_CASE("inverted polarity added to the sound is silence, and inverted twice it is the sound") {
  const std::vector<float> input = utterance();
  std::vector<float> inverted = input;
  emo::invert_polarity(inverted);
  for (std::size_t i = 0; i < input.size(); ++i) REQUIRE(inverted[i] + input[i] == 0.0F);
  CHECK(rms(inverted) > 0.0);
  emo::invert_polarity(inverted);
  CHECK(inverted == input);
}
