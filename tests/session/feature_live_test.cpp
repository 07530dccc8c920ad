#include "session/feature_blocks.h"
#include "session/feature_view.h"
#include "support/allocations.h"

using namespace emo;
using test::Collected;
using test::feature_request;
using test::send;

namespace {

constexpr double kRate = 16000.0;
const AnalysisSettings kSettings{.n_fft = 1024, .hop_length = 256, .n_mels = 40};

Collected listened(std::span<const float> sound, std::size_t block, const FeatureRequest& request) {
  FeatureView view;
  view.open_live(kRate, 3);
  REQUIRE(send(view, request).ok());
  Collected got;
  test::in_blocks(sound, block, [&](std::span<const float> b) {
    view.push(b);
    got.drain(view);
  });
  return got;
}

}  // namespace

TEST_CASE("live frames do not depend on block sizes, and come in order") {
  const auto sound = test::gliding_voice(kRate, 5.5);
  const auto request = feature_request(kAllPanes, 0, 0, kSettings);
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
  const auto mel = feature_request(bit_of(Pane::mel), 0, 0, kSettings);
  CHECK(listened(std::span(sound).first(20000), 1, mel).panes ==
        listened(std::span(sound).first(20000), 20000, mel).panes);
}

TEST_CASE("live frames are the clip's frames") {
  const auto sound = test::gliding_voice(kRate, 4.0);
  const PaneMask panes = kAllPanes & ~bit_of(Pane::chroma) & ~bit_of(Pane::pitch);  // tuning and context differ
  Collected live = listened(sound, 777, feature_request(panes, 0, 0, kSettings));
  FeatureView view;
  test::open_clip(view, sound, kRate);
  REQUIRE(send(view, feature_request(panes, 0, 9, kSettings)).ok());
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

TEST_CASE("frames come as soon as the sound around them is complete") {
  FeatureView view;
  view.open_live(kRate, 3);
  REQUIRE(send(view, feature_request(bit_of(Pane::mel) | bit_of(Pane::delta), 0, 0, kSettings)).ok());
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
  const auto sound = test::gliding_voice(kRate, 90.0);
  FeatureView view;
  view.open_live(kRate, 3);
  test::in_blocks(sound, 4096, [&](std::span<const float> b) {
    view.push(b);
    CHECK(!view.step());
  });
  REQUIRE(send(view, feature_request(kAllPanes, 80, 90, kSettings)).ok());
  Collected got;
  got.drain(view);
  for (int i = 0; i < kPaneCount; ++i) {
    const auto& frames = got.of(static_cast<Pane>(i));
    CAPTURE(kPanes[i].name);
    REQUIRE(!frames.empty());
    const double first_s = static_cast<double>(frames.begin()->first) * 256 / kRate;
    const double last_s = static_cast<double>(frames.rbegin()->first) * 256 / kRate;
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
  Collected early = listened(sound, 4096, feature_request(panes, 0, 0, kSettings));
  for (const Pane pane : {Pane::mel, Pane::pitch, Pane::chroma, Pane::zcr})
    for (const auto& [frame, values] : got.of(pane)) CHECK(values == early.of(pane).at(frame));
}

TEST_CASE("preprocessing works on live sound as on a clip, and never on the waveform") {
  const auto sound = test::gliding_voice(kRate, 4.0);
  const PaneMask panes = bit_of(Pane::mfcc) | bit_of(Pane::waveform);
  auto filtered = kSettings;
  filtered.preemphasis = 0.97F;
  filtered.highpass_hz = 100;
  Collected live = listened(sound, 500, feature_request(panes, 0, 0, filtered));
  CHECK(live.of(Pane::waveform) == listened(sound, 500, feature_request(panes, 0, 0, kSettings)).of(Pane::waveform));

  const auto processed = preprocess(sound, kRate, {.preemphasis = 0.97F, .highpass_hz = 100});
  Collected reference = listened(processed, processed.size(), feature_request(panes, 0, 0, kSettings));
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
