#include "session/feature_schedule.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <span>

#include "session/feature_blocks.h"
#include "session/feature_view.h"

using namespace emo;
using test::Collected;
using test::feature_request;
using test::kLiveRateHz;
using test::kLiveSettings;
using test::listened;
using test::send;

TEST_CASE("frames come as soon as the sound around them is complete") {
  FeatureView view;
  view.open_live(kLiveRateHz, 3);
  REQUIRE(send(view, feature_request(bit_of(Pane::mel) | bit_of(Pane::delta), 0, 0, kLiveSettings)).ok());
  Collected got;
  for (int i = 1; i <= 100; ++i) {
    view.push(test::noise(256, 0.5F, static_cast<std::uint32_t>(i)));
    got.drain(view);
    // 512 samples after the centre are needed; frames come in twos (30 ms).
    const std::int64_t complete = std::max(0, i - 1);
    CHECK(static_cast<std::int64_t>(got.of(Pane::mel).size()) == complete / 2 * 2);
    CHECK(static_cast<std::int64_t>(got.of(Pane::delta).size()) == (complete < 9 ? 0 : (complete - 4) / 2 * 2));
  }
}

TEST_CASE("who enters the room late sees the last minute, newest first, and nothing was computed before") {
  const auto sound = test::gliding_voice(kLiveRateHz, 90.0);
  FeatureView view;
  view.open_live(kLiveRateHz, 3);
  test::in_blocks(sound, 4096, [&](std::span<const float> b) {
    view.push(b);
    CHECK(!view.step());
  });
  REQUIRE(send(view, feature_request(kAllPanes, 80, 90, kLiveSettings)).ok());
  Collected got;
  got.drain(view);
  for (int i = 0; i < kPaneCount; ++i) {
    const auto& frames = got.of(static_cast<Pane>(i));
    CAPTURE(kPanes[i].name);
    REQUIRE(!frames.empty());
    const double first_s = static_cast<double>(frames.begin()->first) * 256 / kLiveRateHz;
    const double last_s = static_cast<double>(frames.rbegin()->first) * 256 / kLiveRateHz;
    CHECK(first_s <= 30.0);
    CHECK(last_s > 89.0);
    CHECK(frames.size() == frames.rbegin()->first - frames.begin()->first + 1);
  }
  std::uint64_t newest = UINT64_MAX;
  for (const auto& header : got.headers) {
    if (header.pane != Pane::mel) continue;
    CHECK(header.first_frame < newest);
    newest = header.first_frame;
  }
  // The same values as for those who were there from the start.
  const PaneMask panes = bit_of(Pane::mel) | bit_of(Pane::pitch) | bit_of(Pane::chroma) | bit_of(Pane::zcr);
  Collected early = listened(sound, 4096, feature_request(panes, 0, 0, kLiveSettings));
  for (const Pane pane : {Pane::mel, Pane::pitch, Pane::chroma, Pane::zcr})
    for (const auto& [frame, values] : got.of(pane)) CHECK(values == early.of(pane).at(frame));
}
