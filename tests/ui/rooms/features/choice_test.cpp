#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "ui/base/flat_json.h"
#include "ui/rooms/features/choice.h"

using namespace emo;
using namespace emo::ui;

TEST_CASE("what was chosen comes back from its JSON") {
  FeaturesChoice choice;
  choice.panes = pane_bit(Pane::mel) | pane_bit(Pane::zcr);
  choice.panes_chosen = true;
  choice.pitch_on_picture = false;
  choice.formants_on_picture = true;
  choice.side_panel = false;
  for (int i = 0; i < kParameterCount; ++i) choose_option(choice.analysis, static_cast<Parameter>(i), 1);
  const std::string text = choice_json(choice);
  CHECK(nlohmann::json::parse(text)["panes"] == "mel zcr");
  CHECK(choice_from_json(text, {}) == choice);
  CHECK(choice_from_json(choice_json({}), {}) == FeaturesChoice{});
  CHECK(!nlohmann::json::parse(choice_json({})).contains("panes"));  // not chosen: a phone and a controller differ
}

TEST_CASE("bad settings change nothing, and values that nobody offers become the nearest offered") {
  const FeaturesChoice fresh;
  for (const char* text : {"", "null", "[]", "{", "{\"n_fft\":}", "{\"n_fft\":512", "{\"a\":\"b\\\"\"}", "7 {}"})
    CHECK(choice_from_json(text, fresh) == fresh);
  const FeaturesChoice odd =
      choice_from_json(R"({"n_fft": 1000, "fmax": -3, "panes": "mel nonsense", "window": 99})", fresh);
  CHECK(odd.analysis.n_fft == 1024);
  CHECK(odd.analysis.fmax_hz == 2000);
  CHECK(odd.panes == pane_bit(Pane::mel));
  CHECK(odd.analysis.window == AnalysisWindow::boxcar);
  CHECK(!FlatJson("{\"a\":[1]}").ok());
}

TEST_CASE("parameters that depend on each other stay in order") {
  AnalysisSettings s;
  choose_option(s, Parameter::n_fft, 0);
  CHECK(s.n_fft == 256);
  CHECK(s.hop_length <= s.n_fft);
  choose_option(s, Parameter::hop_length, 5);
  CHECK(s.n_fft >= s.hop_length);
  choose_option(s, Parameter::n_mfcc, 6);
  CHECK(s.n_mels >= s.n_mfcc);
  for (int p = 0; p < kParameterCount; ++p) {
    const ParameterOptions& of = parameter_options(static_cast<Parameter>(p));
    CHECK(of.words.size() == of.values.size());
    for (std::size_t i = 0; i < of.values.size(); ++i) {
      AnalysisSettings fresh;
      choose_option(fresh, static_cast<Parameter>(p), static_cast<int>(i));
      CHECK(chosen_option(fresh, static_cast<Parameter>(p)) == static_cast<int>(i));
    }
  }
}
