// The rooms of a page, for tests that go through the page as the browser does.
#pragma once
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

#include "ui/rooms/data/room.h"
#include "ui/rooms/features/room.h"
#include "ui/rooms/listen/room.h"
#include "ui/shell/page_model.h"

namespace emo::test {

inline constexpr int kListen = 0, kFeatures = 1, kData = 2;

template <class RoomType>
const RoomType& room_of(ui::PageModel& page, int room) {
  static_cast<void>(page.layout());  // what has changed is placed
  return static_cast<const RoomType&>(*page.rooms()[static_cast<std::size_t>(room)]);
}
inline const ui::ListenRoom& listen(ui::PageModel& page) { return room_of<ui::ListenRoom>(page, kListen); }
inline const ui::FeaturesState& features(ui::PageModel& page) {
  return room_of<ui::FeaturesRoom>(page, kFeatures).state();
}
inline const ui::FeaturesBoxes& features_boxes(ui::PageModel& page) {
  return room_of<ui::FeaturesRoom>(page, kFeatures).boxes();
}
inline const ui::DataRoomState& data(ui::PageModel& page) { return room_of<ui::DataRoom>(page, kData).state(); }
inline const ui::DataBoxes& data_boxes(ui::PageModel& page) { return room_of<ui::DataRoom>(page, kData).boxes(); }
inline int data_id(int number) { return ui::control_id(kData + 1, number); }

inline std::optional<FeatureRequest> next_feature_request(ui::PageModel& page, bool can_draw) {
  const auto bytes = page.next_request(kFeatures, can_draw);
  if (bytes.empty()) return std::nullopt;
  FeatureRequest request;
  std::memcpy(&request, bytes.data(), sizeof request);
  return request;
}
inline std::optional<std::vector<std::uint8_t>> next_data_request(ui::PageModel& page, bool can_draw) {
  const auto bytes = page.next_request(kData, can_draw);
  if (bytes.empty()) return std::nullopt;
  return std::vector<std::uint8_t>(bytes.begin(), bytes.end());
}
inline bool take_data_picture(ui::PageModel& page, std::uint32_t row, const std::vector<std::uint8_t>& picture) {
  std::vector<std::uint8_t> bytes(sizeof row);
  std::memcpy(bytes.data(), &row, sizeof row);
  bytes.insert(bytes.end(), picture.begin(), picture.end());
  return page.take(kData, ui::DataRoom::picture_bytes, bytes);
}

}  // namespace emo::test
