#include "session/feature_pieces.h"

#include <doctest/doctest.h>

#include <array>
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

TEST_CASE("live frames do not depend on block sizes, and come in order") {
  const auto sound = test::gliding_voice(kLiveRateHz, 5.5);
  const auto request = feature_request(kAllPanes, 0, 0, kLiveSettings);
  Collected reference = listened(sound, sound.size(), request);
  for (const auto& frames : reference.panes) CHECK(frames.size() > 250);
  for (const std::size_t block : {std::size_t{127}, std::size_t{1000}}) {
    CAPTURE(block);
    Collected other = listened(sound, block, request);
    CHECK(other.panes == reference.panes);
    std::array<std::uint64_t, kPaneCount> next{};
    for (const auto& header : other.headers) {
      auto& expected = next[static_cast<std::size_t>(header.pane)];
      if (header.pane != Pane::chroma) CHECK(header.first_frame == expected);  // its first 4 s come newest first
      expected += header.frames;
      CHECK(header.live == 1);
      CHECK(header.total_frames >= header.first_frame + header.frames);
    }
  }
  const auto mel = feature_request(bit_of(Pane::mel), 0, 0, kLiveSettings);
  CHECK(listened(std::span(sound).first(20000), 1, mel).panes ==
        listened(std::span(sound).first(20000), 20000, mel).panes);
}

TEST_CASE("live frames are the clip's frames") {
  const auto sound = test::gliding_voice(kLiveRateHz, 4.0);
  const PaneMask panes = kAllPanes & ~bit_of(Pane::chroma) & ~bit_of(Pane::pitch);  // tuning and context differ
  Collected live = listened(sound, 777, feature_request(panes, 0, 0, kLiveSettings));
  FeatureView view;
  test::open_clip(view, sound, kLiveRateHz);
  REQUIRE(send(view, feature_request(panes, 0, 9, kLiveSettings)).ok());
  Collected clip;
  clip.drain(view);
  for (int i = 0; i < kPaneCount; ++i) {
    const auto pane = static_cast<Pane>(i);
    CAPTURE(kPanes[i].name);
    for (const auto& [frame, values] : live.of(pane)) {
      const auto& expected = clip.of(pane).at(frame);
      for (std::size_t r = 0; r < values.size(); ++r) CHECK(values[r] == doctest::Approx(expected[r]).epsilon(1e-6));
    }
  }
}
