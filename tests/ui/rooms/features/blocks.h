// Made-up blocks of the Features room whose values tell frame and row.
#pragma once
#include <cstdint>
#include <cstring>
#include <functional>
#include <vector>

#include "contract/features_view.h"

namespace emo::test {

struct BlockMaker {
  Pane pane = Pane::mfcc;
  std::uint32_t rows = 4;
  std::uint32_t sound = 1, revision = 0;
  std::uint64_t total = 0;
  double frame_s = 0.01;
  bool live = false;
  float low_hz = 0, high_hz = 8000;

  static float value_of(std::uint64_t frame, std::uint32_t row) {
    return static_cast<float>(frame % 1000) + 0.125F * static_cast<float>(row);
  }
  static std::uint8_t byte_of(std::uint64_t frame, std::uint32_t row) {
    return static_cast<std::uint8_t>((frame * 7 + row * 13) % 251);
  }

  using Value = std::function<float(std::uint64_t, std::uint32_t)>;
  [[nodiscard]] std::vector<std::uint8_t> block(std::uint64_t first, std::uint32_t frames,
                                                const Value& value = value_of) const {
    FeatureBlockHeader h{};
    h.sound = sound;
    h.revision = revision;
    h.pane = pane;
    h.kind = pane == Pane::spectrogram || pane == Pane::mel ? BlockKind::decibels : BlockKind::numbers;
    h.live = live ? 1 : 0;
    h.rows = rows;
    h.frames = frames;
    h.sample_rate_hz = 48000;
    h.first_frame = first;
    h.total_frames = total;
    h.frame_s = frame_s;
    h.row_low_hz = low_hz;
    h.row_high_hz = high_hz;
    h.progress = 1;
    std::vector<std::uint8_t> bytes(sizeof h);
    std::memcpy(bytes.data(), &h, sizeof h);
    for (std::uint64_t f = first; f < first + frames; ++f) {
      for (std::uint32_t r = 0; r < rows; ++r) {
        if (h.kind == BlockKind::decibels) {
          bytes.push_back(byte_of(f, r));
          continue;
        }
        const float v = value(f, r);
        const auto at = bytes.size();
        bytes.resize(at + sizeof v);
        std::memcpy(bytes.data() + at, &v, sizeof v);
      }
    }
    return bytes;
  }
};

}  // namespace emo::test
