// The Data room: recordings counted, charted, mapped, split, compared and heard.
#pragma once
#include "ui/rooms/data/controls.h"
#include "ui/rooms/data/layout.h"
#include "ui/rooms/data/map.h"
#include "ui/rooms/data/state.h"
#include "ui/rooms/room.h"

namespace emo::ui {

class DataRoom : public Room {
 public:
  // Of take(). view_bytes: a DataView (contract/data_view.h). picture_bytes: of a row for the comparison: row, width
  // and height as 32-bit numbers, then height rows of width bytes, the lowest band first, 255 the loudest; forgotten
  // with the view that asked for it.
  enum Kind : int { view_bytes, picture_bytes };

  [[nodiscard]] const RoomIdentity& identity() const override;
  void place(const Shell& shell, Layout& layout) override;
  void hide() override { boxes_ = {}; }
  void list(const Shell& shell, ControlList list) const override;
  ActionRequest press(Shell& shell, int id, double value) override;
  bool press_text(int id, std::string_view text) override;
  std::optional<ActionRequest> key(Shell& shell, std::string_view key) override;
  bool focus(int id) override;
  PointOutcome point(Shell& shell, const Pointer& pointer) override;
  std::span<const std::uint8_t> next_request(const Shell& shell, bool drawn) override;  // a DataRequest
  bool take(int kind, std::span<const std::uint8_t> bytes) override;
  // {"busy","progress","job","kept","rate","volume","loop","follow","opened_row"}: DataTold; "only": a play-list: only
  // rows with a number of at least 1 in this column, in its order, whatever was selected before.
  void tell(std::string_view json) override;
  [[nodiscard]] std::string remembered() const override;
  void remember(std::string_view json) override;
  [[nodiscard]] std::string address() const override;  // "map/emotion": the chart and its field; "" at the beginning
  std::string open_address(Shell& shell, std::string_view rest) override;
  void open_beginning() override { open_data_beginning(state_); }
  [[nodiscard]] std::string facts(const Shell& shell) const override;  // facts.cpp; "null" before any view
  [[nodiscard]] std::string spoken() const override;

  [[nodiscard]] const DataBoxes& boxes() const { return boxes_; }
  [[nodiscard]] const DataRoomState& state() const { return state_; }

 private:
  DataRoomState state_;
  DataBoxes boxes_;
  DataMapGestures map_gestures_;
  float table_dragged_from_y_ = -1;
  std::vector<std::uint8_t> request_;  // the last one given out
};

}  // namespace emo::ui
