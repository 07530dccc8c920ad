// The Data room's maps: each row with features as a point of the plane. One map for each kind of features and method,
// of all rows, whatever is selected, so that points stay where they are while filters change.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "contract/result.h"
#include "explorer/room_content.h"
#include "learning/projection/tsne.h"

namespace emo {

class RoomMap {
 public:
  explicit RoomMap(const RoomContent& content) : content_(&content) {}

  // Computes the map (of t-SNE its start) unless it was computed before; the content's other maps stay.
  // Error: these features are missing, or are the same for all rows.
  Result<void> show(MapFeatures features, MapMethod method);

  // Of the map shown last; nothing before the first or after an error.
  [[nodiscard]] std::span<const std::uint32_t> rows() const;
  [[nodiscard]] std::span<const float> positions() const;  // x, y of each
  [[nodiscard]] float progress() const;                    // 0 … 1
  [[nodiscard]] std::string words() const;                 // "PCA of 180 numbers: 41 % and 17 % of the variance"
  [[nodiscard]] std::vector<float> shares() const;         // of the variance, by axis; t-SNE: none
  [[nodiscard]] std::uint32_t steps() const;               // changes whenever positions do

  // A slice of work on the map shown last, some milliseconds. False: there is nothing to do.
  bool step();

 private:
  struct Map {
    std::vector<std::uint32_t> rows;
    std::vector<float> positions;
    std::unique_ptr<Tsne> tsne;
    std::string words;
    std::vector<float> shares;
    std::uint32_t steps = 0;
  };
  static constexpr std::size_t kMethods = 2;

  Result<Map> make(MapFeatures features, MapMethod method) const;

  const RoomContent* content_;
  std::array<std::optional<Map>, kMapFeatureCount * kMethods> maps_;
  std::uint32_t made_ = 0;
  std::optional<std::size_t> shown_;
  RoomContent::Changes seen_;
};

// Even–odd; a polygon of fewer than three corners (x, y, x, y, …) holds nothing.
bool polygon_holds(std::span<const float> polygon, float x, float y);

}  // namespace emo
