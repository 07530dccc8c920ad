#include "session/feature_sound.h"

#include <doctest/doctest.h>

#include <cmath>

#include "session/feature_blocks.h"
#include "session/feature_view.h"
#include "support/allocations.h"

using namespace emo;
using test::Collected;
using test::feature_request;
using test::kLiveRateHz;
using test::kLiveSettings;
using test::listened;
using test::send;

TEST_CASE("preprocessing works on live sound as on a clip, and never on the waveform") {
  const auto sound = test::gliding_voice(kLiveRateHz, 4.0);
  const PaneMask panes = bit_of(Pane::mfcc) | bit_of(Pane::waveform);
  auto filtered = kLiveSettings;
  filtered.preemphasis = 0.97F;
  filtered.highpass_hz = 100;
  Collected live = listened(sound, 500, feature_request(panes, 0, 0, filtered));
  CHECK(live.of(Pane::waveform) ==
        listened(sound, 500, feature_request(panes, 0, 0, kLiveSettings)).of(Pane::waveform));

  const auto processed = preprocess(sound, kLiveRateHz, {.preemphasis = 0.97F, .highpass_hz = 100});
  Collected reference = listened(processed, processed.size(), feature_request(panes, 0, 0, kLiveSettings));
  REQUIRE(live.of(Pane::mfcc).size() > 200);
  for (const auto& [frame, values] : live.of(Pane::mfcc))
    for (std::size_t r = 0; r < values.size(); ++r)
      CHECK(std::abs(values[r] - reference.of(Pane::mfcc).at(frame)[r]) < 2e-3F);

  filtered.noise_reduction_db = 12;
  Collected quieter = listened(sound, 500, feature_request(panes, 0, 0, filtered));
  CHECK(quieter.of(Pane::mfcc).size() > 120);  // up to 1.2 s later
  CHECK(listened(sound, 127, feature_request(panes, 0, 0, filtered)).of(Pane::mfcc) == quieter.of(Pane::mfcc));
}

TEST_CASE("live sound is stored without allocating, and computing its frames settles down too") {
  FeatureView view;
  view.open_live(48000, 3);
  const auto block = test::noise(512);
  for (int i = 0; i < 100; ++i) view.push(block);
  auto before = test::allocations();
  for (int i = 0; i < 10000; ++i) view.push(block);
  CHECK(test::allocations() == before);

  REQUIRE(send(view, feature_request(kSpectralPanes | bit_of(Pane::waveform) | bit_of(Pane::zcr))).ok());
  const auto hear = [&](int blocks) {
    for (int i = 0; i < blocks; ++i) {
      view.push(block);
      while (view.step()) {
      }
    }
  };
  hear(100);
  before = test::allocations();
  hear(1000);
  CHECK(test::allocations() == before);
}
