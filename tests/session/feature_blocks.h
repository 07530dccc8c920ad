// Takes the blocks of a FeatureView apart, and makes sound with pitch, noise and silence for it.
#pragma once
#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <map>
#include <numbers>

#include "session/feature_view.h"
#include "support/audio.h"

namespace emo::test {

// A gliding voice (harmonics falling 6 dB an octave) over soft noise: less than 80 dB between its loudest and its
// quietest band, so that librosa's top_db does nothing.
inline std::vector<float> gliding_voice(double rate_hz, double seconds, double from_hz = 140, double to_hz = 260) {
  std::vector<float> samples = noise(static_cast<std::size_t>(seconds * rate_hz), 0.02F);
  double phase = 0.0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double at = static_cast<double>(i) / static_cast<double>(samples.size());
    phase += (from_hz + (to_hz - from_hz) * at) / rate_hz;
    double value = 0.0;
    for (int h = 1; h <= 20 && h * to_hz < rate_hz / 2; ++h)
      value += 0.2 / h * std::sin(2.0 * std::numbers::pi * h * phase);
    samples[i] += static_cast<float>(value * (0.6 + 0.4 * std::sin(9.0 * at)));
  }
  return samples;
}

inline FeatureRequest feature_request(PaneMask panes, double first_s = 0.0, double last_s = 1e6,
                                      AnalysisSettings settings = {}) {
  FeatureRequest request;
  request.revision = 1;
  request.panes = panes;
  request.settings = settings;
  request.first_s = first_s;
  request.last_s = last_s;
  return request;
}

inline Result<bool> send(FeatureView& view, const FeatureRequest& request) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(&request);
  return view.request({bytes, sizeof request});
}

inline void open_clip(FeatureView& view, std::span<const float> samples, double rate_hz, std::uint32_t sound = 7) {
  std::ranges::copy(samples, view.open_clip(samples.size(), rate_hz, sound).begin());
}

inline FeatureBlockHeader header_of(std::span<const std::uint8_t> block) {
  FeatureBlockHeader header;
  REQUIRE(block.size() >= sizeof header);
  std::memcpy(&header, block.data(), sizeof header);
  REQUIRE(header.magic == kFeatureBlockMagic);
  const std::size_t value = header.kind == BlockKind::decibels ? 1 : sizeof(float);
  REQUIRE(block.size() == sizeof header + value * header.rows * header.frames);
  return header;
}

// Everything a view has given, by pane and frame; each frame once.
struct Collected {
  using Frames = std::map<std::uint64_t, std::vector<float>>;
  std::array<Frames, kPaneCount> panes;
  std::vector<FeatureBlockHeader> headers;  // in order

  Frames& of(Pane pane) { return panes[static_cast<std::size_t>(pane)]; }

  void take(std::span<const std::uint8_t> block) {
    if (block.empty()) return;
    const FeatureBlockHeader header = header_of(block);
    headers.push_back(header);
    const std::uint8_t* from = block.data() + sizeof header;
    for (std::uint64_t frame = header.first_frame; frame < header.first_frame + header.frames; ++frame) {
      std::vector<float> values(header.rows);
      if (header.kind == BlockKind::decibels) {
        for (float& value : values) value = kDbFloor + static_cast<float>(*from++) * kDbStep;
      } else {
        std::memcpy(values.data(), from, values.size() * sizeof(float));
        from += values.size() * sizeof(float);
      }
      const bool is_new = of(header.pane).emplace(frame, std::move(values)).second;
      REQUIRE(is_new);
    }
  }
  void drain(FeatureView& view) {
    while (view.step()) take(view.block());
  }
};

// The frames of one pane, frame after frame, from 0 without a gap.
inline std::vector<float> flat(const Collected::Frames& frames) {
  std::vector<float> values;
  std::uint64_t next = 0;
  for (const auto& [frame, row] : frames) {
    REQUIRE(frame == next++);
    values.insert(values.end(), row.begin(), row.end());
  }
  return values;
}

// Live sound, all of it heard, and what came of it.
inline constexpr double kLiveRateHz = 16000.0;
inline const AnalysisSettings kLiveSettings{.n_fft = 1024, .hop_length = 256, .n_mels = 40};

inline Collected listened(std::span<const float> sound, std::size_t block, const FeatureRequest& request) {
  FeatureView view;
  view.open_live(kLiveRateHz, 3);
  REQUIRE(send(view, request).ok());
  Collected got;
  in_blocks(sound, block, [&](std::span<const float> b) {
    view.push(b);
    got.drain(view);
  });
  return got;
}

}  // namespace emo::test
