#include "ui/sound/history.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace emo::ui {
namespace {

std::span<const std::uint8_t> column_bytes(const SnapshotView& snapshot, std::size_t i) {
  return snapshot.columns.subspan(i * kDisplayBins, kDisplayBins);
}

constexpr std::uint64_t kLongestFilledGap = LiveHistory::kColumns;

std::size_t slot_of(const PredictionRecord& record) { return std::min<std::size_t>(record.slot, kModelSlots - 1); }

}  // namespace

std::size_t PredictionRing::count() const { return static_cast<std::size_t>(std::min<std::uint64_t>(end_, kKept)); }

const PredictionRecord& PredictionRing::at(std::size_t i) const { return records_[(end_ - count() + i) % kKept]; }

const PredictionRecord* PredictionRing::after(double s) const {
  std::size_t low = 0, high = count();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (at(middle).end_s < s)
      low = middle + 1;
    else
      high = middle;
  }
  constexpr double kReachS = 0.6;
  if (low < count() && at(low).end_s - s <= kReachS) return &at(low);
  return nullptr;
}

std::vector<PredictionRecord> PredictionRing::drain() {
  drained_ = std::max(drained_, end_ - count());
  std::vector<PredictionRecord> fresh;
  for (; drained_ < end_; ++drained_) fresh.push_back(records_[drained_ % kKept]);
  return fresh;
}

LiveHistory::LiveHistory() : spectra_(kSpectrumColumns * kDisplayBins), peaks_(kColumns), speech_(kColumns) {}

void LiveHistory::clear() {
  header_ = {};
  end_ = 0;
  for (PredictionRing& ring : predictions_) ring.clear();
}

void LiveHistory::append_column(std::span<const std::uint8_t> spectrum, Peak peak) {
  std::uint8_t* row = spectra_.data() + (end_ % kSpectrumColumns) * kDisplayBins;
  if (spectrum.empty()) {
    std::memset(row, 0, kDisplayBins);
  } else {
    std::memcpy(row, spectrum.data(), kDisplayBins);
  }
  peaks_[end_ % kColumns] = peak;
  speech_[end_ % kColumns] = 0;  // until the speech detector has spoken
  ++end_;
}

void LiveHistory::take(const SnapshotView& snapshot) {
  const SnapshotHeader& header = *snapshot.header;
  if (header.generation != header_.generation) clear();
  header_ = header;
  if (header.column_count > 0 && header.first_column > end_) {
    if (header.first_column - end_ > kLongestFilledGap) end_ = header.first_column - kLongestFilledGap;
    while (end_ < header.first_column) append_column({}, {});
  }
  for (std::size_t i = 0; i < header.column_count; ++i) {
    if (header.first_column + i < end_) continue;  // sent twice
    append_column(column_bytes(snapshot, i), snapshot.peaks[i]);
  }
  for (std::size_t i = 0; i < snapshot.speech.size(); ++i) {
    const std::uint64_t column = header.first_speech_column + i;
    if (column < end_ && column + kColumns >= end_) speech_[column % kColumns] = snapshot.speech[i];
  }
  for (const PredictionRecord& record : snapshot.predictions) predictions_[slot_of(record)].take(record);
}

Columns LiveHistory::columns() const {
  return {end_ > kColumns ? end_ - kColumns : 0, end_, header_.column_s > 0 ? header_.column_s : 0.01};
}

Columns LiveHistory::spectrum_columns() const {
  return {end_ > kSpectrumColumns ? end_ - kSpectrumColumns : 0, end_, header_.column_s > 0 ? header_.column_s : 0.01};
}

std::span<const std::uint8_t> LiveHistory::spectrum(std::uint64_t column) const {
  return std::span(spectra_).subspan((column % kSpectrumColumns) * kDisplayBins, kDisplayBins);
}

void ClipHistory::clear() {
  header_.reset();
  spectra_.clear();
  peaks_.clear();
  speech_.clear();
  for (auto& records : predictions_) records.clear();
}

void ClipHistory::take(const SnapshotView& snapshot) {
  const SnapshotHeader& header = *snapshot.header;
  if (!header_ || header_->generation != header.generation) clear();
  header_ = header;
  const std::size_t end = static_cast<std::size_t>(header.first_column) + header.column_count;
  if (end > peaks_.size() && end <= kMaxClipColumns) {
    spectra_.resize(end * kDisplayBins);
    peaks_.resize(end);
    speech_.resize(end);
  }
  for (std::size_t i = 0; i < header.column_count; ++i) {
    const std::size_t at = static_cast<std::size_t>(header.first_column) + i;
    if (at >= peaks_.size()) break;
    std::memcpy(spectra_.data() + at * kDisplayBins, column_bytes(snapshot, i).data(), kDisplayBins);
    peaks_[at] = snapshot.peaks[i];
  }
  for (std::size_t i = 0; i < snapshot.speech.size(); ++i) {
    const std::size_t at = static_cast<std::size_t>(header.first_speech_column) + i;
    if (at < speech_.size()) speech_[at] = snapshot.speech[i];
  }
  for (const PredictionRecord& record : snapshot.predictions) predictions_[slot_of(record)].push_back(record);
}

Columns ClipHistory::columns() const {
  return {0, peaks_.size(), header_ && header_->column_s > 0 ? header_->column_s : 0.01};
}

std::span<const std::uint8_t> ClipHistory::spectrum(std::uint64_t column) const {
  return std::span(spectra_).subspan(static_cast<std::size_t>(column) * kDisplayBins, kDisplayBins);
}

const PredictionRecord* ClipHistory::prediction_at(double s, int slot) const {
  const auto& records = predictions_[static_cast<std::size_t>(slot)];
  const auto after = std::lower_bound(records.begin(), records.end(), s,
                                      [](const PredictionRecord& p, double t) { return p.end_s < t; });
  constexpr double kReachS = 0.6;
  const PredictionRecord* nearest = nullptr;
  double distance = kReachS;
  const auto consider = [&](const PredictionRecord& p) {
    if (std::abs(p.end_s - s) <= distance) {
      distance = std::abs(p.end_s - s);
      nearest = &p;
    }
  };
  if (after != records.end()) consider(*after);
  if (after != records.begin()) consider(*std::prev(after));
  return nearest;
}

}  // namespace emo::ui
