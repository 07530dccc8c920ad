// What the page remembers of the sound: a ring for the microphone, everything for a clip.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "contract/snapshot.h"

namespace emo::ui {

struct Columns {  // read access to whichever history is shown; indices count from the session's first column
  std::uint64_t first = 0, end = 0;  // remembered: [first, end)
  double column_s = 0.01;
};

// The newest predictions of one model, in order of time.
class PredictionRing {
 public:
  static constexpr std::size_t kKept = 1024;  // ≥ 100 s at ten a second

  PredictionRing() : records_(kKept) {}
  void clear() { end_ = drained_ = 0; }
  void take(const PredictionRecord& record) { records_[end_++ % kKept] = record; }
  [[nodiscard]] std::size_t count() const;
  [[nodiscard]] const PredictionRecord& at(std::size_t i) const;  // 0 = oldest remembered
  // The first prediction whose window ends at or after the moment; none more than 0.6 s later.
  [[nodiscard]] const PredictionRecord* after(double s) const;
  std::vector<PredictionRecord> drain();  // those not yet given out

 private:
  std::vector<PredictionRecord> records_;
  std::uint64_t end_ = 0, drained_ = 0;  // since the session began
};

class LiveHistory {
 public:
  static constexpr std::size_t kSpectrumColumns = 2048;  // ≥ 20 s; as many as the texture holds
  static constexpr std::size_t kColumns = 8192;          // ≥ 80 s of peaks and speech flags

  LiveHistory();
  // Takes what is new. A new generation begins afresh; a gap in the columns is filled with silence.
  void take(const SnapshotView& snapshot);
  void clear();

  [[nodiscard]] bool heard_anything() const { return end_ > 0; }
  [[nodiscard]] std::uint32_t generation() const { return header_.generation; }
  [[nodiscard]] const SnapshotHeader& header() const { return header_; }
  [[nodiscard]] Columns columns() const;  // those with peaks and flags
  [[nodiscard]] Columns spectrum_columns() const;
  [[nodiscard]] std::span<const std::uint8_t> spectrum(std::uint64_t column) const;  // kDisplayBins bytes
  [[nodiscard]] Peak peak(std::uint64_t column) const { return peaks_[column % kColumns]; }
  [[nodiscard]] bool speech(std::uint64_t column) const { return speech_[column % kColumns] != 0; }
  [[nodiscard]] double newest_s() const { return static_cast<double>(end_) * header_.column_s; }

  [[nodiscard]] const PredictionRing& predictions(int slot) const {
    return predictions_[static_cast<std::size_t>(slot)];
  }
  // Those of the chosen model.
  [[nodiscard]] std::size_t prediction_count() const { return predictions(0).count(); }
  [[nodiscard]] const PredictionRecord& prediction(std::size_t i) const { return predictions(0).at(i); }
  [[nodiscard]] const PredictionRecord* prediction_at(double s) const { return predictions(0).after(s); }
  std::vector<PredictionRecord> drain() { return predictions_[0].drain(); }

 private:
  void append_column(std::span<const std::uint8_t> spectrum, Peak peak);

  SnapshotHeader header_{};
  std::vector<std::uint8_t> spectra_;
  std::vector<Peak> peaks_;
  std::vector<std::uint8_t> speech_;
  std::array<PredictionRing, kModelSlots> predictions_;
  std::uint64_t end_ = 0;  // columns since the session began
};

class ClipHistory {
 public:
  void take(const SnapshotView& snapshot);
  void clear();

  [[nodiscard]] bool present() const { return header_.has_value(); }
  [[nodiscard]] const SnapshotHeader& header() const { return *header_; }
  [[nodiscard]] double duration_s() const { return header_ ? header_->duration_s : 0.0; }
  [[nodiscard]] bool finished() const { return header_ && header_->finished != 0; }
  [[nodiscard]] Columns columns() const;
  [[nodiscard]] std::span<const std::uint8_t> spectrum(std::uint64_t column) const;
  [[nodiscard]] Peak peak(std::uint64_t column) const { return peaks_[column]; }
  [[nodiscard]] bool speech(std::uint64_t column) const { return speech_[column] != 0; }
  [[nodiscard]] std::span<const PredictionRecord> predictions(int slot = 0) const {
    return predictions_[static_cast<std::size_t>(slot)];
  }
  // The prediction of the window that ends nearest to the moment; none more than 0.6 s away.
  [[nodiscard]] const PredictionRecord* prediction_at(double s, int slot = 0) const;

 private:
  std::optional<SnapshotHeader> header_;
  std::vector<std::uint8_t> spectra_;
  std::vector<Peak> peaks_;
  std::vector<std::uint8_t> speech_;
  std::array<std::vector<PredictionRecord>, kModelSlots> predictions_;
};

}  // namespace emo::ui
