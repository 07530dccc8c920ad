#include "learning/operations.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "learning/augmentation.h"
#include "learning/phase_vocoder.h"
#include "learning/sounds.h"

namespace {

using namespace emo::test;

emo::AugmentationStep step(std::string_view name,
                           const std::vector<std::pair<std::string_view, std::string_view>>& settings = {}) {
  const emo::AugmentationOperation* operation = emo::find_augmentation_operation(name);
  REQUIRE(operation != nullptr);
  emo::AugmentationStep result{.operation = operation};
  for (const auto& [parameter, text] : settings) REQUIRE(result.settings.set(parameter, text).ok());
  return result;
}

std::vector<float> applied(const emo::AugmentationStep& step, std::span<const float> samples, std::uint64_t seed = 1) {
  auto out = emo::apply_operation(step, samples, kRate, seed);
  REQUIRE_MESSAGE(out.ok(), out.error());
  return out.value();
}

std::string refused(const emo::AugmentationStep& step, int rate = kRate) {
  const auto out = emo::apply_operation(step, utterance(), rate, 1);
  return out.ok() ? "" : out.error();
}

}  // namespace

TEST_CASE("every operation has a name of its own, a summary and valid defaults") {
  std::set<std::string_view> names;
  for (const emo::AugmentationOperation& o : emo::augmentation_operations()) {
    CAPTURE(o.name);
    CHECK(names.insert(o.name).second);
    CHECK(!o.summary.empty());
    CHECK(emo::find_augmentation_operation(o.name) == &o);
    emo::FeatureSettings settings(o.parameters);
    for (const emo::Parameter& p : o.parameters) CHECK(settings.set(p.name, settings.text(p.name)).ok());
  }
  CHECK(emo::find_augmentation_operation("dance") == nullptr);
}

TEST_CASE("every operation is reproduced by its seed, and another seed matters exactly where the table says so") {
  const std::vector<float> input = utterance();
  for (const emo::AugmentationOperation& o : emo::augmentation_operations()) {
    CAPTURE(o.name);
    emo::AugmentationStep s{.operation = &o};
    if (o.name == "fit_length") s = step("fit_length", {{"placement", "random"}, {"length_s", "1"}});
    const std::vector<float> first = applied(s, input, 7);
    CHECK(first == applied(s, input, 7));
    CHECK((first != applied(s, input, 8)) == o.random);
    CHECK(first != input);
  }
}

TEST_CASE("every operation gives finite numbers for silence, one sample, none and an overdriven sound") {
  const std::vector<float> silence(kRate / 4, 0.0F);
  const std::vector<float> loud = tone(200.0, 0.25, 50.0F);
  for (const emo::AugmentationOperation& o : emo::augmentation_operations()) {
    CAPTURE(o.name);
    const emo::AugmentationStep s{.operation = &o};
    CHECK(rms(applied(s, silence)) == 0.0);
    CHECK(all_finite(applied(s, std::vector<float>{0.5F})));
    CHECK(all_finite(applied(s, loud)));
    CHECK(applied(s, {}).size() == (o.name == "fit_length" ? 3U * kRate : 0U));
  }
}

TEST_CASE("operations stay finite at both ends of each of their ranges") {
  const std::vector<float> input = tone(300.0, 0.2);
  for (const emo::AugmentationOperation& o : emo::augmentation_operations()) {
    for (const emo::Parameter& p : o.parameters) {
      const double highest = p.kind == emo::ParameterKind::choice ? static_cast<double>(p.choices.size()) - 1.0
                             : p.kind == emo::ParameterKind::flag ? 1.0
                                                                  : p.high;
      for (const double value : {p.low, highest}) {
        CAPTURE(o.name);
        CAPTURE(p.name);
        CAPTURE(value);
        emo::AugmentationStep s{.operation = &o};
        s.settings.set(p.name, value);
        const auto out = emo::apply_operation(s, input, kRate, 1);
        CHECK((out.ok() ? all_finite(out.value()) : !out.error().empty()));
      }
    }
  }
}

TEST_CASE("operations do what the functions of their names do") {
  const std::vector<float> input = utterance();
  std::vector<float> expected = input;
  emo::Random random(9);
  emo::add_noise(expected, kRate, emo::NoiseColour::brown, 3.0F, random);
  CHECK(applied(step("noise", {{"snr_db", "3"}, {"colour", "brown"}}), input, 9) == expected);
  CHECK(applied(step("training"), input, 9) == emo::augment(input, kRate, {}, 9));
  CHECK(applied(step("pitch_shift", {{"n_steps", "-3"}, {"n_fft", "512"}}), input) ==
        emo::pitch_shift(input, -3.0, 12, {.n_fft = 512}));
  CHECK(applied(step("time_shift", {{"shift_s", "-0.25"}, {"fill", "wrap"}}), input) ==
        emo::roll(input, -kRate / 4, emo::ShiftFill::wrap));
  CHECK(applied(step("fit_length", {{"length_s", "0.5"}}), input).size() == kRate / 2);
  const std::vector<float> clipped = applied(step("gain", {{"gain_db", "40"}, {"clip", "true"}}), input);
  CHECK(*std::max_element(clipped.begin(), clipped.end()) == 1.0F);
}

TEST_CASE("operations in a row have seeds of their own") {
  const std::vector<float> input = utterance();
  const std::vector<emo::AugmentationStep> twice(2, step("noise", {{"snr_db", "40"}}));
  const auto out = emo::apply_operations(twice, input, kRate, 3);
  REQUIRE(out.ok());
  emo::Random seeds(3);
  const std::vector<float> once = applied(twice[0], input, seeds.next());
  CHECK(out.value() == applied(twice[1], once, seeds.next()));
  // The same noise twice would be 6 dB louder than once, different noises are 3 dB.
  std::vector<float> noise = out.value();
  for (std::size_t i = 0; i < noise.size(); ++i) noise[i] -= input[i];
  CHECK(std::abs(decibels(rms(tone(220.0, 1.5)) / rms(noise)) - 37.0) < 0.5);
  CHECK(emo::apply_operations({}, input, kRate, 3).value() == input);
}

TEST_CASE("operations refuse what cannot work and say what to do") {
  CHECK(refused(step("band_limit", {{"high_hz", "9000"}})).find("below half the sample rate") != std::string::npos);
  CHECK(refused(step("band_limit", {{"low_hz", "4000"}})).find("there is no band") != std::string::npos);
  CHECK(refused(step("band_limit", {{"order", "3"}})).find("even orders") != std::string::npos);
  CHECK(refused(step("time_stretch", {{"n_fft", "511"}})).find("Give 512") != std::string::npos);
  CHECK(refused(step("time_stretch", {{"hop_length", "1025"}})).find("at most 1024") != std::string::npos);
  CHECK(refused(step("pitch_shift", {{"n_steps", "30"}})).find("two octaves") != std::string::npos);
  CHECK(refused(step("polarity"), 3000).find("4000 to 768000 Hz") != std::string::npos);
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    const auto out = emo::apply_operation(step("room"), std::vector<float>{0.1F, bad}, kRate, 1);
    REQUIRE(!out.ok());
    CHECK(out.error().find("not finite") != std::string::npos);
  }
}
