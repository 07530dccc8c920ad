#include <doctest/doctest.h>

#include <cmath>

#include "session/speech_tracker.h"

using namespace emo;

TEST_CASE("speech begins at once and ends only after a pause (hysteresis)") {
  SpeechTracker tracker({}, 100);
  const std::vector<float> state(SpeechConfig::state_size);
  const auto hear = [&](float p, int chunks) {
    for (int i = 0; i < chunks; ++i) tracker.decide(p, state);
  };
  hear(0.1F, 10);
  CHECK(!tracker.speaking());
  hear(0.9F, 1);
  CHECK(tracker.speaking());
  hear(0.25F, 20);  // between the two thresholds nothing changes
  CHECK(tracker.speaking());
  hear(0.1F, 5);
  CHECK(tracker.speaking());
  hear(0.1F, 1);
  CHECK(!tracker.speaking());
  CHECK(tracker.last_speech_end() == 31 * 512);
  CHECK(tracker.speech_at(15 * 512));
  CHECK(!tracker.speech_at(5 * 512));
  CHECK(!tracker.speech_at(9999 * 512));
  CHECK(tracker.speech_seconds(0, 37 * 512) == doctest::Approx(26 * 0.032));
}

TEST_CASE("the energy gate alone needs sound well above the background") {
  SpeechTracker tracker({}, 1000);
  for (int i = 0; i < 50; ++i) tracker.decide_by_energy(-48.0F);  // a steady fan
  for (int i = 0; i < 100; ++i) tracker.decide_by_energy(-45.0F);
  CHECK(!tracker.speaking());
  tracker.decide_by_energy(-25.0F);
  CHECK(tracker.speaking());
}

TEST_CASE("chunks under the gate clear the detector's memory") {
  SpeechTracker tracker({}, 10);
  const std::vector<float> state(SpeechConfig::state_size, 0.5F);
  tracker.decide(0.9F, state);
  CHECK(tracker.detector_state()[0] == 0.5F);
  tracker.decide_silent();
  CHECK(tracker.detector_state()[0] == 0.0F);
  CHECK(tracker.gated(-91.0F));
  CHECK(!tracker.gated(-60.0F));
}

TEST_CASE("what the detector did not hear goes on as speech while it is loud, and never begins as speech") {
  SpeechTracker tracker({}, 100);
  const std::vector<float> state(SpeechConfig::state_size, 0.5F);
  const auto bridge = [&](float dbfs, int chunks) {
    for (int i = 0; i < chunks; ++i) {
      tracker.follow_level(dbfs);
      tracker.bridge(dbfs);
    }
  };
  bridge(-20.0F, 10);
  CHECK(!tracker.speaking());
  tracker.decide(0.9F, state);
  bridge(-22.0F, 30);
  CHECK(tracker.speaking());
  CHECK(tracker.last_speech_end() == 41 * 512);
  CHECK(tracker.detector_state()[0] == 0.0F);
  CHECK(tracker.probability() == 0.9F);  // what the detector said last
  bridge(-60.0F, 6);
  CHECK(!tracker.speaking());
  bridge(-20.0F, 10);
  CHECK(!tracker.speaking());
  CHECK(tracker.speech_seconds(0, 57 * 512) == doctest::Approx(36 * 0.032));
}

TEST_CASE("the detector hears quiet voices louder, loud ones as they are") {
  SpeechTracker tracker({}, 10);
  CHECK(tracker.follow_level(-52.0F) == doctest::Approx(std::pow(10.0, 18.2 / 20.0)).epsilon(0.01));
  CHECK(tracker.follow_level(-20.0F) == 1.0F);  // at once
  float gain = 1.0F;
  for (int i = 0; i < 62; ++i) gain = tracker.follow_level(-70.0F);  // 2 s later: loudness has fallen to -32.4
  CHECK(gain == doctest::Approx(std::pow(10.0, 0.4 / 20.0)).epsilon(0.01));
  for (int i = 0; i < 1000; ++i) gain = tracker.follow_level(-110.0F);
  CHECK(gain == doctest::Approx(std::pow(10.0, 30.0 / 20.0)).epsilon(0.01));
}
