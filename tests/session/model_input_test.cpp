#include "session/model_input.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "session/fakes.h"
#include "session/snapshot_codec.h"

using namespace emo;
using test::baseline_card;
using test::Cards;
using test::clip_config;
using test::inputs_of;
using test::kClipRateHz;
using test::ready_session;
using test::takes;

TEST_CASE("a model of whole clips is given the recipe of the clip's samples, once, at the end") {
  const auto sound = takes(kClipRateHz);
  for (const char* recipe : {"mlp180", "mfcc40_mean", "logmel40x174", "logmel64", "voice", "logmel64_voice"}) {
    CAPTURE(std::string(recipe));
    const Card card = baseline_card(recipe);
    const Cards cards{&card};
    auto session = ready_session(clip_config(sound), cards);
    session->push(sound);
    session->finish();
    const auto inputs = inputs_of(*session, cards, 0);
    const auto windows = session->predictions();
    const auto spoken = std::count_if(windows.begin(), windows.end(),
                                      [](const PredictionRecord& r) { return r.verdict != Verdict::no_speech; });
    REQUIRE(static_cast<std::ptrdiff_t>(inputs.size()) == spoken + 1);
    const auto expected = compute_recipe(recipe, {sound, kClipRateHz}).value().values;
    CHECK(inputs.back() == expected);
    const Reading reading = reading_of(test::model_answer(card.answer, expected), card.answer, 1.0F);
    const PredictionRecord said = session->summary();
    CHECK(said.verdict == Verdict::emotion);
    CHECK(std::memcmp(said.probabilities, reading.probabilities.data(), sizeof said.probabilities) == 0);
    CHECK(parse_snapshot(session->snapshot()).value().header->finished == 1);
  }
}

TEST_CASE("a short clip's log-mel frames are preceded by the floor of the recipe") {
  const Card card = baseline_card("logmel64");
  const Cards cards{&card};
  const auto sound = test::tone(220, 16000, 0.6);
  auto session = ready_session(clip_config(sound, 16000), cards);
  session->push(sound);
  session->finish();
  const auto inputs = inputs_of(*session, cards, 0);
  REQUIRE(inputs.size() == 2);
  CHECK(inputs[0].size() == 300 * 64);
  CHECK(inputs[1].size() == std::size_t{kFewestFrames} * 64);
  CHECK(inputs[1] == model_input(card, {sound, 16000.0}).value());
  CHECK(inputs[1].front() == LogMel64Recipe::floor());
}

TEST_CASE("a silent clip is not shown to a model of whole clips") {
  const Card card = baseline_card();
  const Cards cards{&card};
  const std::vector<float> silence(44100 * 2);
  auto session = ready_session(clip_config(silence), cards);
  session->push(silence);
  session->finish();
  CHECK(session->next_request().kind == RequestKind::none);
  CHECK(session->summary().verdict == Verdict::no_speech);
  CHECK(parse_snapshot(session->snapshot()).value().header->finished == 1);
}

TEST_CASE("a window of another recipe is the recipe of its last three seconds at the device's rate") {
  for (const double recipe_rate_hz : {0.0, 16000.0}) {
    CAPTURE(recipe_rate_hz);
    Card card = baseline_card();
    card.rate_hz = recipe_rate_hz;
    const Cards cards{&card};
    auto session = ready_session({.sample_rate_hz = 48000}, cards);
    const auto sound = test::joined({test::tone(220, 48000, 2.0), test::tone(500, 48000, 8.0)});
    std::vector<std::vector<float>> inputs;
    test::in_blocks(sound, 480, [&](std::span<const float> b) {
      session->push(b);
      for (auto& input : inputs_of(*session, cards, 0)) inputs.push_back(std::move(input));
    });
    REQUIRE(inputs.size() == 90);  // 1.0 … 9.9 s: the resampler's filter lags
    for (const std::size_t i : {0, 5, 40, 89}) {
      CAPTURE(i);
      const std::size_t end = 48000 + i * 4800;
      const std::size_t count = std::min<std::size_t>(end, 144000);
      const std::span<const float> last(sound.data() + end - count, count);
      CHECK(inputs[i] == model_input(card, {last, 48000.0}).value());
      if (recipe_rate_hz == 0.0) CHECK(inputs[i] == compute_recipe("mlp180", {last, 48000.0}).value().values);
    }
  }
}
