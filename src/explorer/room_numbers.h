// The columns of numbers in the Data room: those of the catalogue, and mlp180's 180 features by librosa's names
// (mfcc_0 … mfcc_39; chroma_0 … chroma_11, C to B; mel_0 … mel_127) where they are known.
#pragma once
#include <cstdint>
#include <list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "contract/data_view_parts.h"
#include "explorer/room_content.h"

namespace emo {

class RoomNumbers {
 public:
  explicit RoomNumbers(const RoomContent& content) : content_(&content) {}

  [[nodiscard]] const std::vector<DataColumnInfo>& infos();
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name);  // into infos()
  [[nodiscard]] bool is_feature(std::size_t column) const { return column >= content_->catalogue.column_count(); }
  [[nodiscard]] float value(std::size_t column, std::uint32_t row) const;
  // One a row; a feature's are gathered from the matrix and stay valid until three others were asked for.
  [[nodiscard]] std::span<const float> values(std::size_t column);

 private:
  struct Gathered {
    std::size_t column = 0;
    std::vector<float> values;
  };
  void renew();

  const RoomContent* content_;
  std::vector<DataColumnInfo> infos_;
  std::list<Gathered> gathered_;  // the newest first
  RoomContent::Changes seen_;
  bool fresh_ = false;
};

}  // namespace emo
