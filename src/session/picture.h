// The visible side of a session: spectrogram columns, waveform peaks and levels, computed as sound arrives.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "contract/snapshot.h"
#include "session/sample_ring.h"
#include "signal/stft.h"

namespace emo {

class Picture {
 public:
  // frames_per_column: display frames (10 ms) of which a column shows the maximum; > 1 for long clips.
  Picture(int frames_per_column, const SampleRing<float>& audio);

  // samples: 16 kHz, already in the ring.
  void push(std::span<const float> samples);
  void finish();

  [[nodiscard]] std::int64_t columns() const noexcept { return columns_; }
  [[nodiscard]] int frames_per_column() const noexcept { return frames_per_column_; }
  // Moves what is new since the last call into parts.
  void drain(SnapshotParts& parts);
  [[nodiscard]] float peak_last_second() const noexcept;

 private:
  void add_frame(std::span<const float> power);
  void close_column();

  int frames_per_column_;
  const SampleRing<float>& audio_;
  PowerStft stft_;
  float scale_;  // power of a full-scale sine → 1
  std::vector<float> pooled_;
  Peak pooled_peak_{0.0F, 0.0F};
  int pooled_frames_ = 0;
  std::int64_t frames_ = 0;
  std::int64_t columns_ = 0;
  std::int64_t drained_ = 0;
  std::vector<std::uint8_t> new_columns_;
  std::vector<Peak> new_peaks_;
  SampleRing<float> frame_peaks_{100};
};

}  // namespace emo
