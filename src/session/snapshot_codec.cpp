#include "session/snapshot_codec.h"

#include <cstring>
#include <type_traits>

namespace emo {
namespace {

static_assert(std::is_trivially_copyable_v<SnapshotHeader> && std::is_trivially_copyable_v<PredictionRecord>);
static_assert(sizeof(SnapshotHeader) % 8 == 0 && sizeof(PredictionRecord) % 8 == 0);

constexpr std::size_t padded(std::size_t bytes) { return (bytes + 7) / 8 * 8; }

struct Offsets {
  std::size_t columns, peaks, speech, predictions, end;
};

Offsets offsets_of(const SnapshotHeader& h) {
  Offsets o{};
  o.columns = sizeof(SnapshotHeader);
  o.peaks = o.columns + padded(std::size_t{h.column_count} * kDisplayBins);
  o.speech = o.peaks + std::size_t{h.column_count} * sizeof(Peak);
  o.predictions = o.speech + padded(h.speech_count);
  o.end = o.predictions + std::size_t{h.prediction_count} * sizeof(PredictionRecord);
  return o;
}

template <class T>
void put(std::vector<std::uint8_t>& bytes, std::size_t at, const std::vector<T>& values) {
  if (!values.empty()) std::memcpy(bytes.data() + at, values.data(), values.size() * sizeof(T));
}

}  // namespace

void write_snapshot(const SnapshotParts& parts, std::vector<std::uint8_t>& bytes) {
  SnapshotHeader header = parts.header;
  header.magic = kSnapshotMagic;
  header.version = kSnapshotVersion;
  header.column_count = static_cast<std::uint32_t>(parts.peaks.size());
  header.speech_count = static_cast<std::uint32_t>(parts.speech.size());
  header.prediction_count = static_cast<std::uint32_t>(parts.predictions.size());
  const Offsets o = offsets_of(header);
  bytes.resize(o.end);
  std::memcpy(bytes.data(), &header, sizeof header);
  put(bytes, o.columns, parts.columns);
  put(bytes, o.peaks, parts.peaks);
  put(bytes, o.speech, parts.speech);
  put(bytes, o.predictions, parts.predictions);
}

Result<SnapshotView> parse_snapshot(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < sizeof(SnapshotHeader)) return Error{"The snapshot is too short to be one."};
  const auto* header = reinterpret_cast<const SnapshotHeader*>(bytes.data());
  if (header->magic != kSnapshotMagic || header->version != kSnapshotVersion)
    return Error{"The page and its engine are of different versions. Reload the page without the cache."};
  // Bounded before multiplying, so that damaged counts cannot wrap round on a 32-bit machine.
  if (header->column_count > bytes.size() || header->speech_count > bytes.size() ||
      header->prediction_count > bytes.size())
    return Error{"The snapshot's counts disagree with its size."};
  const Offsets o = offsets_of(*header);
  if (o.end != bytes.size()) return Error{"The snapshot's counts disagree with its size."};
  SnapshotView view;
  view.header = header;
  view.columns = bytes.subspan(o.columns, std::size_t{header->column_count} * kDisplayBins);
  view.peaks = {reinterpret_cast<const Peak*>(bytes.data() + o.peaks), header->column_count};
  view.speech = bytes.subspan(o.speech, header->speech_count);
  view.predictions = {reinterpret_cast<const PredictionRecord*>(bytes.data() + o.predictions),
                      header->prediction_count};
  return view;
}

}  // namespace emo
