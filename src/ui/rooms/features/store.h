// The numbers of the Features room as they come from the engine, in any order: tiles of 256 columns, with ever coarser
// levels, so that drawing costs no more for ten minutes than for ten seconds.
#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "contract/features_view.h"

namespace emo::ui {

inline constexpr std::uint64_t kTileColumns = 256;
inline constexpr int kLevels = 4;  // a column is 1, 4, 16, 64 frames

// How four columns become one of the next level.
enum class Pooling : std::uint8_t {
  loudest,  // decibel pictures: a thin partial must not vanish
  mean,     // pictures of numbers with a sign or a share
  wave,     // row 0 the lowest, row 1 the highest
  series,   // lines: lowest and highest of each row; a column then holds 2 values a row
};
constexpr Pooling pooling_of(Pane pane) {
  switch (pane_info(pane).look) {
    case PaneLook::decibels:
      return Pooling::loudest;
    case PaneLook::diverging:
    case PaneLook::shares:
      return Pooling::mean;
    case PaneLook::wave:
      return Pooling::wave;
    default:
      return Pooling::series;
  }
}
constexpr std::uint64_t column_frames(int level) { return 1ULL << (2 * level); }
// The coarsest level whose columns are not wider than a pixel: 1 … 4 columns a pixel.
int level_for(double frames_per_pixel);

struct FeatureBlock {
  FeatureBlockHeader header;
  std::span<const std::uint8_t> values;
};
// Nothing if the bytes are not a block of this version, or contradict themselves.
std::optional<FeatureBlock> parse_feature_block(std::span<const std::uint8_t> bytes);

struct Tile {
  std::vector<std::uint8_t> bytes;                   // decibels; column after column
  std::vector<float> numbers;                        // else
  std::array<std::uint32_t, kTileColumns> stamps{};  // when the column was last written; 0: not yet
  std::uint32_t newest = 0;                          // of the stamps
  std::uint32_t serial = 0;                          // no two tiles ever share one

  [[nodiscard]] bool known(std::uint64_t column) const { return stamps[column % kTileColumns] != 0; }
};

struct Extent {
  float low = std::numeric_limits<float>::quiet_NaN(), high = low;
  [[nodiscard]] bool any() const { return low <= high; }  // false: not computed, or nothing there (no F0)
};

class PaneStore {
 public:
  explicit PaneStore(Pane pane = Pane::waveform) : pane_(pane) {}

  void take(const FeatureBlock& block);
  void clear();

  [[nodiscard]] Pane pane() const { return pane_; }
  [[nodiscard]] bool present() const { return header_.rows > 0; }
  // Of the newest block: rows, frame_s, row_low_hz, tuning, progress …
  [[nodiscard]] const FeatureBlockHeader& header() const { return header_; }
  [[nodiscard]] const Tile* tile(int level, std::uint64_t index) const;  // nullptr: nothing of it is known
  [[nodiscard]] std::size_t column_values(int level) const;
  [[nodiscard]] bool known(int level, std::uint64_t column) const;

  // A series' or the waveform's row in a column; a picture's value as {v, v}.
  [[nodiscard]] Extent extent(int level, std::uint64_t column, std::size_t row) const {
    return extent(tile(level, column / kTileColumns), level, column, row);
  }
  // The same for who walks along the columns and has their tile at hand.
  [[nodiscard]] Extent extent(const Tile* tile, int level, std::uint64_t column, std::size_t row) const;
  // One frame's value, decibels already as such.
  [[nodiscard]] std::optional<float> value(std::uint64_t frame, std::size_t row) const;
  // Over all that has come, of the rows that are drawn.
  [[nodiscard]] Extent range() const { return range_; }
  // Over the frames of a stretch, in its coarser columns: the rows that are drawn.
  [[nodiscard]] Extent range_between(double start_s, double end_s) const;
  [[nodiscard]] std::size_t memory_bytes() const;

  [[nodiscard]] double time_of(std::uint64_t frame) const { return static_cast<double>(frame) * header_.frame_s; }
  [[nodiscard]] std::optional<std::uint64_t> frame_at(double s) const;

 private:
  Tile& writable(int level, std::uint64_t column);
  void write_frames(const FeatureBlock& block);
  void pool(int level, std::uint64_t column);
  void forget_before(std::uint64_t frame);
  [[nodiscard]] bool is_picture() const { return header_.kind == BlockKind::decibels; }

  Pane pane_;
  FeatureBlockHeader header_{};
  std::array<std::map<std::uint64_t, std::unique_ptr<Tile>>, kLevels> tiles_;
  Extent range_;
};

// Everything that is known of one sound.
class FeatureStore {
 public:
  FeatureStore();
  void take(const FeatureBlock& block);
  void clear();
  [[nodiscard]] std::uint32_t sound() const { return sound_; }
  [[nodiscard]] const PaneStore& pane(Pane pane) const { return panes_[static_cast<std::size_t>(pane)]; }
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  std::uint32_t sound_ = 0;
  std::array<PaneStore, kPaneCount> panes_;
};

}  // namespace emo::ui
