// Made-up snapshots whose contents tell which column they are.
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "contract/snapshot.h"
#include "session/snapshot_codec.h"

namespace emo::test {

struct MadeSnapshot {
  SnapshotParts parts;

  MadeSnapshot with_prediction(double end_s, Verdict verdict = Verdict::emotion) && {
    PredictionRecord record{};
    record.start_s = end_s - 3;
    record.end_s = end_s;
    record.label = Emotion::happy;
    record.verdict = verdict;
    record.confidence = 0.625F;
    record.probabilities[2] = 0.625F;
    record.probabilities[7] = 0.375F;
    parts.predictions.push_back(record);
    parts.header.current = record;
    parts.header.verdict = verdict;
    return std::move(*this);
  }
  MadeSnapshot with_speech(std::uint64_t first, std::vector<std::uint8_t> flags) && {
    parts.header.first_speech_column = first;
    parts.speech = std::move(flags);
    return std::move(*this);
  }
  [[nodiscard]] SnapshotView view() const {
    SnapshotView v;
    v.header = &parts.header;
    v.columns = parts.columns;
    v.peaks = parts.peaks;
    v.speech = parts.speech;
    v.predictions = parts.predictions;
    return v;
  }
  [[nodiscard]] std::vector<std::uint8_t> bytes() const {
    std::vector<std::uint8_t> out;
    write_snapshot(parts, out);
    return out;
  }
};

class SnapshotMaker {
 public:
  explicit SnapshotMaker(std::uint32_t generation = 1) : generation_(generation) {}

  static float peak_of(std::uint64_t column) { return static_cast<float>(column % 1000) / 1000.0F; }
  static std::uint8_t byte_of(std::uint64_t column) { return static_cast<std::uint8_t>(column % 251); }
  [[nodiscard]] std::uint64_t columns_made() const { return next_; }
  void skip(std::uint64_t columns) { next_ += columns; }

  MadeSnapshot live(std::uint32_t count) { return make(count, Source::live, 0); }
  MadeSnapshot clip(std::uint32_t count, double duration_s) { return make(count, Source::clip, duration_s); }

 private:
  MadeSnapshot make(std::uint32_t count, Source source, double duration_s) {
    MadeSnapshot made;
    SnapshotHeader& h = made.parts.header;
    h.generation = generation_;
    h.source = source;
    h.duration_s = duration_s;
    h.column_count = count;
    h.first_column = next_;
    h.column_s = 0.01;
    h.model = ModelState::ready;
    h.level_dbfs = -23.5F;
    h.peak_dbfs = -9.0F;
    h.sample_rate_hz = 48000;
    for (std::uint32_t i = 0; i < count; ++i, ++next_) {
      made.parts.columns.insert(made.parts.columns.end(), kDisplayBins, byte_of(next_));
      made.parts.peaks.push_back({-peak_of(next_), peak_of(next_)});
    }
    h.captured_s = static_cast<double>(next_) * h.column_s;
    h.captured_at_ms = h.captured_s * 1000;
    h.answered_s = h.captured_s;
    return made;
  }

  std::uint32_t generation_;
  std::uint64_t next_ = 0;
};

}  // namespace emo::test
