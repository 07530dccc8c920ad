// What the page remembers of the sound: a ring for the microphone, everything for a clip.
#pragma once
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

class LiveHistory {
 public:
  static constexpr std::size_t kSpectrumColumns = 2048;  // ≥ 20 s; as many as the texture holds
  static constexpr std::size_t kColumns = 8192;          // ≥ 80 s of peaks and speech flags
  static constexpr std::size_t kPredictions = 1024;      // ≥ 100 s at ten a second

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

  [[nodiscard]] std::size_t prediction_count() const;
  [[nodiscard]] const PredictionRecord& prediction(std::size_t i) const;  // 0 = oldest remembered
  // The first prediction whose window ends at or after the moment; none more than 0.6 s later.
  [[nodiscard]] const PredictionRecord* prediction_at(double s) const;

  // Those not yet given out; at most kPredictions.
  std::vector<PredictionRecord> drain();

 private:
  void append_column(std::span<const std::uint8_t> spectrum, Peak peak);

  SnapshotHeader header_{};
  std::vector<std::uint8_t> spectra_;
  std::vector<Peak> peaks_;
  std::vector<std::uint8_t> speech_;
  std::vector<PredictionRecord> predictions_;
  std::uint64_t end_ = 0;              // columns since the session began
  std::uint64_t predictions_end_ = 0;  // predictions since the session began
  std::uint64_t drained_ = 0;
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
  [[nodiscard]] std::span<const PredictionRecord> predictions() const { return predictions_; }
  // The prediction of the window that ends nearest to the moment; none more than 0.6 s away.
  [[nodiscard]] const PredictionRecord* prediction_at(double s) const;

 private:
  std::optional<SnapshotHeader> header_;
  std::vector<std::uint8_t> spectra_;
  std::vector<Peak> peaks_;
  std::vector<std::uint8_t> speech_;
  std::vector<PredictionRecord> predictions_;
};

}  // namespace emo::ui
