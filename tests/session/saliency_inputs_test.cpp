#include "session/saliency_inputs.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "features/catalogue.h"
#include "features/recipes/logmel64.h"
#include "support/audio.h"

using namespace emo;
using R = LogMel64Recipe;

namespace {

Card card_of(const char* recipe, ClipRule rule = ClipRule::windows) {
  Card card;
  card.name = "made-up";
  card.recipe = find_recipe(recipe);
  card.answer.labels = {Emotion::neutral, Emotion::happy, Emotion::sad};
  card.clip_rule = rule;
  card.decision.temperature = 1.0F;
  return card;
}

// Bursts of noise over a soft floor, three a second: every band and every third of a second holds something, and the
// pauses a background.
std::vector<float> syllables(double seconds, double rate_hz = 16000.0) {
  auto sound = test::noise(static_cast<std::size_t>(seconds * rate_hz), 0.3F);
  for (std::size_t i = 0; i < sound.size(); ++i) {
    const double phase = std::fmod(3.0 * static_cast<double>(i) / rate_hz, 1.0);
    sound[i] *= static_cast<float>(0.003 + std::pow(std::sin(3.14159265 * phase), 2.0));
  }
  return sound;
}

}  // namespace

TEST_CASE("windows of a sound are the session's: the last 3 s, floor before the beginning") {
  const auto sound = syllables(1.5);
  auto inputs = SaliencyInputs::open(card_of("logmel64"), {sound, 16000});
  REQUIRE(inputs.ok());
  REQUIRE(inputs.value().windows() == 1);
  const auto input = inputs.value().input(0, inputs.value().samples(), {});
  REQUIRE(input.ok());
  REQUIRE(input.value().size() == 300 * 64);
  const auto frames = compute_recipe("logmel64", {sound, 16000});
  const auto heard = static_cast<std::size_t>(R::frames_after(24000));
  for (std::size_t i = 0; i < (300 - heard) * 64; ++i) REQUIRE(input.value()[i] == R::floor());
  for (std::size_t i = 0; i < heard * 64; ++i)
    REQUIRE(input.value()[(300 - heard) * 64 + i] == frames.value().values[i]);
}
