#include "learning/conditions.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "learning/loudness.h"
#include "learning/nonspeech.h"
#include "learning/sounds.h"

using namespace emo;
using doctest::Approx;

namespace {

std::vector<float> under(const char* name, std::span<const float> sound, const char* stem = "clip") {
  const Condition* condition = find_condition(name);
  REQUIRE(condition != nullptr);
  auto result = apply_condition(*condition, sound, test::kRate, stem);
  REQUIRE(result.ok());
  return result.value();
}

}  // namespace

TEST_CASE("every condition gives finite sound within full scale, the same for a file whatever was done before") {
  const std::vector<float> sound = test::utterance();
  CHECK(conditions().size() == 14);
  for (const Condition& c : conditions()) {
    CAPTURE(c.name);
    const auto once = apply_condition(c, sound, test::kRate, "clip");
    REQUIRE(once.ok());
    CHECK(!once.value().empty());
    CHECK(test::all_finite(once.value()));
    for (const float x : once.value()) REQUIRE(std::abs(x) <= 1.0F);
    CHECK(once.value() != sound);
    CHECK(apply_condition(c, sound, test::kRate, "clip").value() == once.value());
    CHECK(apply_condition(c, std::vector<float>{}, test::kRate, "clip").ok());
  }
  CHECK(find_condition("nois 10 dB") == nullptr);
}

TEST_CASE("random conditions differ from file to file, the others do not") {
  const std::vector<float> sound = test::utterance();
  for (const char* name : {"noise 10 dB", "small room", "large room"})
    CHECK(under(name, sound, "a") != under(name, sound, "b"));
  for (const char* name : {"telephone", "level -20 dB", "pitch +2"})
    CHECK(under(name, sound, "a") == under(name, sound, "b"));
  CHECK(condition_seed("a", "noise 10 dB") != condition_seed("a", "noise 5 dB"));
  CHECK(condition_seed("", "") != condition_seed("a", ""));
}

TEST_CASE("levels and noise are as many decibels as their names say") {
  const std::vector<float> sound = test::tone(440.0, 2.0, 0.1F);
  CHECK(test::decibels(test::rms(under("level -20 dB", sound)) / test::rms(sound)) == Approx(-20.0).epsilon(1e-3));
  CHECK(test::decibels(test::rms(under("level -10 dB", sound)) / test::rms(sound)) == Approx(-10.0).epsilon(1e-3));
  CHECK(test::decibels(test::rms(under("level +6 dB", sound)) / test::rms(sound)) == Approx(6.0).epsilon(1e-3));
  for (const auto& [name, snr_db] :
       std::map<const char*, double>{{"noise 20 dB", 20.0}, {"noise 10 dB", 10.0}, {"noise 5 dB", 5.0}}) {
    std::vector<float> added = under(name, sound);
    for (std::size_t i = 0; i < added.size(); ++i) added[i] -= sound[i];
    CHECK(test::decibels(test::rms(sound) / test::rms(added)) == Approx(snr_db).epsilon(0.02));
  }
  const std::vector<float> loud = test::tone(440.0, 1.0, 0.9F);
  const std::vector<float> clipped = under("level +6 dB", loud);
  CHECK(*std::max_element(clipped.begin(), clipped.end()) == 1.0F);
}

TEST_CASE("cuts keep the first seconds from the onset of speech") {
  const std::vector<float> sound = test::utterance();  // 0.5 s of silence, 1.5 s of tone, 0.5 s of silence
  const std::vector<float> one = under("cut 1 s", sound);
  REQUIRE(one.size() == test::kRate);
  CHECK(test::rms(one) == Approx(0.1 / std::sqrt(2.0)).epsilon(0.02));
  CHECK(under("cut 2 s", sound).size() == 2 * test::kRate);
  const std::vector<float> brief = test::tone(300.0, 0.3);
  CHECK(under("cut 1 s", brief) == brief);
}

TEST_CASE("pitch conditions move a tone by two semitones and the telephone takes the low end away") {
  const std::vector<float> sound = test::tone(440.0, 2.0, 0.1F);
  CHECK(test::cents(test::frequency_near(under("pitch +2", sound), 494.0, 40.0) / 440.0) ==
        Approx(200.0).epsilon(0.05));
  CHECK(test::cents(test::frequency_near(under("pitch -2", sound), 392.0, 40.0) / 440.0) ==
        Approx(-200.0).epsilon(0.05));
  const std::vector<float> low = test::tone(80.0, 2.0, 0.1F);
  CHECK(test::decibels(test::rms(under("telephone", low)) / test::rms(low)) < -30.0);
}

TEST_CASE("sound that is no number is refused, not measured") {
  std::vector<float> sound = test::utterance();
  sound[10] = NAN;
  CHECK(apply_condition(conditions()[0], sound, test::kRate, "x").error().find("not finite") != std::string::npos);
  CHECK(!apply_condition(conditions()[0], test::utterance(), 100, "x").ok());
}

TEST_CASE("the battery of non-speech is at least sixty different sounds of ten kinds at the levels in their names") {
  const std::vector<NonspeechSound> battery = nonspeech_battery();
  CHECK(battery.size() >= 60);
  std::set<std::string> names;
  std::set<std::string_view> kinds;
  for (const NonspeechSound& s : battery) {
    CAPTURE(s.name);
    names.insert(std::string(s.kind) + s.name);
    kinds.insert(s.kind);
    CHECK(s.samples.size() == static_cast<std::size_t>(kNonspeechRateHz * kNonspeechSeconds));
    CHECK(test::all_finite(s.samples));
    const std::size_t comma = s.name.rfind(", -");
    if (comma == std::string::npos) {
      CHECK(rms_of(s.samples) == 0.0);
      continue;
    }
    // Clicks and knocks lose a little at full scale.
    CHECK(test::decibels(rms_of(s.samples)) == Approx(std::stod(s.name.substr(comma + 2))).epsilon(0.06));
  }
  CHECK(names.size() == battery.size());
  CHECK(kinds.size() == 10);
}

TEST_CASE("the battery is the same each time") {
  const std::vector<NonspeechSound> a = nonspeech_battery(), b = nonspeech_battery();
  for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i].samples == b[i].samples);
}
