// PageModel: what the page says to rooms and asks of them.
#include "ui/shell/page_model.h"

namespace emo::ui {

void PageModel::show_room(int room) {
  if (!has_room(room)) return;
  if (room != view_.room) change(view_.overlay, Overlay::none);
  change(view_.room, room);
}

std::span<const std::uint8_t> PageModel::next_request(int room, bool can_draw) {
  if (!has_room(room)) return {};
  refresh();
  return rooms_[static_cast<std::size_t>(room)]->next_request(shell(), can_draw && room == view_.room);
}

bool PageModel::take(int room, int kind, std::span<const std::uint8_t> bytes) {
  if (!has_room(room)) return false;
  const bool taken = rooms_[static_cast<std::size_t>(room)]->take(kind, bytes);
  if (room == view_.room) touch();  // what is refused may have taken away what was there
  return taken;
}

void PageModel::tell(int room, std::string_view json) {
  if (!has_room(room)) return;
  rooms_[static_cast<std::size_t>(room)]->tell(json);
  if (room == view_.room) touch();
}

std::string PageModel::remembered(int room) const {
  return has_room(room) ? rooms_[static_cast<std::size_t>(room)]->remembered() : "{}";
}

void PageModel::remember(int room, std::string_view json) {
  if (!has_room(room)) return;
  rooms_[static_cast<std::size_t>(room)]->remember(json);
  touch();
}

std::string PageModel::facts(int room) {
  if (!has_room(room)) return "null";
  refresh();
  return rooms_[static_cast<std::size_t>(room)]->facts(shell());
}

std::string PageModel::address() const {
  const std::string rest = shown_room().address();
  const std::string name(shown_room().identity().name);
  return rest.empty() ? name : name + '/' + rest;
}

std::string PageModel::open_address(std::string_view address) {
  const std::size_t slash = address.find('/');
  const std::string_view name = address.substr(0, slash);
  for (std::size_t i = 0; i < rooms_.size(); ++i) {
    if (rooms_[i]->identity().name != name) continue;
    show_room(static_cast<int>(i));
    touch();
    Shell shell = this->shell();
    const std::string_view rest = slash == std::string_view::npos ? "" : address.substr(slash + 1);
    if (!rest.empty()) return rooms_[i]->open_address(shell, rest);
    rooms_[i]->open_beginning();
    return "";
  }
  show_room(0);
  if (name.empty()) return "";
  std::string sentence = "There is no room named \u201c" + std::string(name) + "\u201d. The rooms are ";
  for (std::size_t i = 0; i < rooms_.size(); ++i)
    sentence += (i == 0 ? "" : i + 1 < rooms_.size() ? ", " : " and ") + std::string(rooms_[i]->identity().name);
  return sentence + ".";
}

// A room may have news of its own; else what is heard in the sound is the news.
const std::string& PageModel::spoken_line(double now_ms) {
  spoken_by_room_ = shown_room().spoken();
  return spoken_by_room_.empty() ? spoken_.update(view_, reading(), now_ms) : spoken_by_room_;
}

}  // namespace emo::ui
