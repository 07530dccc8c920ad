#include "ui/rooms/features/store.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace emo::ui {
namespace {

constexpr std::uint32_t kMostRows = 4096;
constexpr std::uint64_t kMostFrames = 1ULL << 32;

// Shared by all tiles of all sounds.
std::uint32_t next_stamp() {
  static std::uint32_t stamp = 0;
  return ++stamp;
}

constexpr BlockKind kind_of(Pane pane) {
  return pooling_of(pane) == Pooling::loudest ? BlockKind::decibels : BlockKind::numbers;
}

constexpr std::uint32_t fixed_rows(Pane pane) {  // 0: as the person chooses
  return pane_info(pane).counted == PaneRows::fixed ? pane_info(pane).rows : 0U;
}

constexpr bool holds(std::uint8_t rows, std::size_t row) { return row < 8 && (rows >> row & 1U) != 0; }

// For rows in which 0 means none.
constexpr bool zero_is_none(Pane pane, std::size_t row) { return holds(pane_info(pane).none_rows, row); }

// Whether a row counts for the range that the axis shows.
constexpr bool is_drawn(Pane pane, std::size_t row) { return !holds(pane_info(pane).hidden_rows, row); }

Extent joined(Extent a, Extent b) {
  if (!a.any()) return b;
  if (!b.any()) return a;
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

}  // namespace

int level_for(double frames_per_pixel) {
  int level = 0;
  while (level + 1 < kLevels && static_cast<double>(column_frames(level + 1)) <= frames_per_pixel) ++level;
  return level;
}

std::optional<FeatureBlock> parse_feature_block(std::span<const std::uint8_t> bytes) {
  FeatureBlock block{};
  FeatureBlockHeader& h = block.header;
  if (bytes.size() < sizeof h) return std::nullopt;
  std::memcpy(&h, bytes.data(), sizeof h);
  block.values = bytes.subspan(sizeof h);
  if (h.magic != kFeatureBlockMagic || h.version != kFeaturesViewVersion) return std::nullopt;
  if (static_cast<int>(h.pane) >= kPaneCount || h.kind != kind_of(h.pane)) return std::nullopt;
  if (h.rows == 0 || h.rows > kMostRows || (fixed_rows(h.pane) != 0 && h.rows != fixed_rows(h.pane)))
    return std::nullopt;
  if (!(h.frame_s > 0) || !std::isfinite(h.duration_s) || h.first_frame + h.frames > kMostFrames) return std::nullopt;
  const std::size_t value_bytes = h.kind == BlockKind::decibels ? 1 : sizeof(float);
  if (block.values.size() != value_bytes * h.rows * h.frames) return std::nullopt;
  return block;
}

void PaneStore::clear() {
  header_ = {};
  for (auto& level : tiles_) level.clear();
  range_ = {};
}

std::size_t PaneStore::column_values(int level) const {
  return header_.rows * (pooling_of(pane_) == Pooling::series && level > 0 ? 2U : 1U);
}

const Tile* PaneStore::tile(int level, std::uint64_t index) const {
  const auto& of_level = tiles_[static_cast<std::size_t>(level)];
  const auto found = of_level.find(index);
  return found == of_level.end() ? nullptr : found->second.get();
}

bool PaneStore::known(int level, std::uint64_t column) const {
  const Tile* at = tile(level, column / kTileColumns);
  return at != nullptr && at->known(column);
}

Tile& PaneStore::writable(int level, std::uint64_t column) {
  auto& slot = tiles_[static_cast<std::size_t>(level)][column / kTileColumns];
  if (!slot) {
    slot = std::make_unique<Tile>();
    slot->serial = next_stamp();
    if (is_picture())
      slot->bytes.resize(kTileColumns * column_values(level));
    else
      slot->numbers.resize(kTileColumns * column_values(level));
  }
  slot->newest = next_stamp();
  slot->stamps[column % kTileColumns] = slot->newest;
  return *slot;
}

void PaneStore::take(const FeatureBlock& block) {
  const FeatureBlockHeader& h = block.header;
  if (present()) {
    // Late answers to an earlier request are of no use; the first answer to a new one replaces what was shown till
    // then.
    if (static_cast<std::int32_t>(h.revision - header_.revision) < 0) return;
    if (h.revision != header_.revision || h.rows != header_.rows || h.frame_s != header_.frame_s) clear();
  }
  header_ = h;
  if (h.frames == 0) return;
  write_frames(block);
  for (int level = 1; level < kLevels; ++level) {
    const std::uint64_t first = h.first_frame / column_frames(level);
    const std::uint64_t last = (h.first_frame + h.frames - 1) / column_frames(level);
    for (std::uint64_t column = first; column <= last; ++column) pool(level, column);
  }
  if (h.live == 0) return;
  const auto kept = static_cast<std::uint64_t>(std::ceil(kLiveFeatureSeconds / h.frame_s));
  const std::uint64_t end = h.first_frame + h.frames;
  if (end > kept) forget_before(end - kept);
}

void PaneStore::write_frames(const FeatureBlock& block) {
  const std::size_t rows = block.header.rows;
  for (std::uint32_t f = 0; f < block.header.frames; ++f) {
    const std::uint64_t frame = block.header.first_frame + f;
    Tile& into = writable(0, frame);
    const std::size_t at = (frame % kTileColumns) * rows;
    if (is_picture()) {
      std::memcpy(into.bytes.data() + at, block.values.data() + f * rows, rows);
      continue;
    }
    std::memcpy(into.numbers.data() + at, block.values.data() + f * rows * sizeof(float), rows * sizeof(float));
    for (std::size_t row = 0; row < rows; ++row) {
      float& v = into.numbers[at + row];
      if (!std::isfinite(v)) v = 0;
      if (is_drawn(pane_, row)) range_ = joined(range_, extent(0, frame, row));
    }
  }
}

void PaneStore::pool(int level, std::uint64_t column) {
  const std::size_t values = column_values(level), at = (column % kTileColumns) * values;
  const Pooling pooling = pooling_of(pane_);
  const std::uint64_t child = column * 4;
  Tile& into = writable(level, column);
  const Tile* from = tile(level - 1, child / kTileColumns);  // four children never straddle two tiles
  const std::size_t stride = column_values(level - 1);
  std::size_t count = 0;
  for (std::uint64_t c = child; c < child + 4; ++c) {
    if (from == nullptr || !from->known(c)) continue;
    const std::size_t source = (c % kTileColumns) * stride;
    const bool first = count++ == 0;
    for (std::size_t row = 0; row < header_.rows; ++row) {
      if (pooling == Pooling::loudest) {
        std::uint8_t& out = into.bytes[at + row];
        out = first ? from->bytes[source + row] : std::max(out, from->bytes[source + row]);
      } else if (pooling == Pooling::series) {
        float &low = into.numbers[at + 2 * row], &high = into.numbers[at + 2 * row + 1];
        const Extent all = joined(first ? Extent{} : Extent{low, high}, extent(level - 1, c, row));
        low = all.low;
        high = all.high;
      } else {
        const float v = from->numbers[source + row];
        float& out = into.numbers[at + row];
        if (first)
          out = v;
        else if (pooling == Pooling::mean)
          out += (v - out) / static_cast<float>(count);
        else
          out = row == 0 ? std::min(out, v) : std::max(out, v);
      }
    }
  }
}

void PaneStore::forget_before(std::uint64_t frame) {
  for (int level = 0; level < kLevels; ++level) {
    auto& of_level = tiles_[static_cast<std::size_t>(level)];
    of_level.erase(of_level.begin(), of_level.lower_bound(frame / column_frames(level) / kTileColumns));
  }
}

Extent PaneStore::extent(const Tile* at, int level, std::uint64_t column, std::size_t row) const {
  if (at == nullptr || !at->known(column)) return {};
  const std::size_t base = (column % kTileColumns) * column_values(level);
  if (is_picture()) {
    const float db = kDbFloor + static_cast<float>(at->bytes[base + row]) * kDbStep;
    return {db, db};
  }
  if (pooling_of(pane_) == Pooling::series && level > 0)
    return {at->numbers[base + 2 * row], at->numbers[base + 2 * row + 1]};
  const float v = at->numbers[base + row];
  if (zero_is_none(pane_, row) && v <= 0) return {};
  return {v, v};
}

std::optional<float> PaneStore::value(std::uint64_t frame, std::size_t row) const {
  if (row >= header_.rows) return std::nullopt;
  const Extent at = extent(0, frame, row);
  return at.any() ? std::optional(at.low) : std::nullopt;
}

Extent PaneStore::range_between(double start_s, double end_s) const {
  if (!present() || end_s <= 0) return {};
  constexpr double kEnoughColumns = 300;
  const int level = level_for((end_s - start_s) / header_.frame_s / kEnoughColumns);
  const double column_s = header_.frame_s * static_cast<double>(column_frames(level));
  const auto first = static_cast<std::uint64_t>(std::max(0.0, std::floor(start_s / column_s)));
  const auto last = static_cast<std::uint64_t>(end_s / column_s);
  Extent all;
  for (std::uint64_t column = first; column <= last; ++column) {
    for (std::size_t row = 0; row < header_.rows; ++row) {
      if (is_drawn(pane_, row)) all = joined(all, extent(level, column, row));
    }
  }
  return all;
}

std::optional<std::uint64_t> PaneStore::frame_at(double s) const {
  if (!present() || !(s >= 0)) return std::nullopt;
  return static_cast<std::uint64_t>(std::llround(s / header_.frame_s));
}

std::size_t PaneStore::memory_bytes() const {
  std::size_t bytes = 0;
  for (const auto& level : tiles_) {
    for (const auto& [index, tile] : level)
      bytes += sizeof(Tile) + tile->bytes.size() + tile->numbers.size() * sizeof(float) + 48;
  }
  return bytes;
}

FeatureStore::FeatureStore() {
  for (std::size_t i = 0; i < panes_.size(); ++i) panes_[i] = PaneStore(static_cast<Pane>(i));
}

void FeatureStore::take(const FeatureBlock& block) {
  if (block.header.sound != sound_) clear();
  sound_ = block.header.sound;
  panes_[static_cast<std::size_t>(block.header.pane)].take(block);
}

void FeatureStore::clear() {
  sound_ = 0;
  for (PaneStore& pane : panes_) pane.clear();
}

std::size_t FeatureStore::memory_bytes() const {
  std::size_t bytes = 0;
  for (const PaneStore& pane : panes_) bytes += pane.memory_bytes();
  return bytes;
}

}  // namespace emo::ui
