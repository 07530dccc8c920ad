// A room of the tests: a button that counts its presses. Nothing of the page knows of it.
#include "ui/rooms/room.h"

#include <memory>

#include "ui/base/parsed_number.h"

namespace emo::ui {

class TallyRoom : public Room {
 public:
  [[nodiscard]] const RoomIdentity& identity() const override {
    static constexpr RoomIdentity kIdentity{.name = "tally", .title = "Tally", .icon = Icon::plus};
    return kIdentity;
  }
  void place(const Shell&, Layout& layout) override {
    box_ = {layout.content.centre_x() - 80, layout.content.bottom() - 120, 160, 48};
  }
  void list(const Shell&, ControlList list) const override {
    list.button(1, Look::secondary, "Count, now " + std::to_string(count_), "Count", box_, Icon::plus);
  }
  ActionRequest press(Shell&, int, double) override {
    ++count_;
    return {};
  }
  std::optional<ActionRequest> key(Shell& shell, std::string_view key) override {
    if (key != "+") return std::nullopt;
    return press(shell, 1, 0);
  }
  [[nodiscard]] std::string address() const override { return count_ == 0 ? "" : std::to_string(count_); }
  std::string open_address(Shell& shell, std::string_view rest) override {
    const auto number = parsed_number(rest);
    if (!number) return Room::open_address(shell, rest);
    count_ = static_cast<int>(*number);
    return "";
  }
  [[nodiscard]] std::string spoken() const override { return std::to_string(count_) + " counted."; }

 private:
  Box box_;
  int count_ = 0;
};

namespace tally {
std::unique_ptr<Room> make_room() { return std::make_unique<TallyRoom>(); }
}  // namespace tally

}  // namespace emo::ui
