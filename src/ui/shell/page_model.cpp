#include "ui/shell/page_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "session/snapshot_codec.h"
#include "ui/base/json.h"
#include "ui/models/card_lines.h"
#include "ui/models/model_list.h"
#include "ui/shell/control_ids.h"
#include "ui/sound/words.h"

namespace emo::ui {

PageModel::PageModel(Rooms rooms) : rooms_(std::move(rooms)) {
  for (std::size_t i = 0; i < rooms_.size(); ++i) {
    rooms_[i]->set_owner(static_cast<int>(i) + 1);
    room_titles_.push_back(rooms_[i]->identity().title);
  }
}

Shell PageModel::shell(ViewState& view) const {
  return {.view = view,
          .live = live_,
          .clip = clip_,
          .header = header(),
          .layout = layout_,
          .edge_s = edge_s(now_ms_),
          .now_ms = now_ms_};
}

Room* PageModel::owner(int id) const {
  const int room = owner_of(id) - 1;
  return id >= 0 && has_room(room) ? rooms_[static_cast<std::size_t>(room)].get() : nullptr;
}

void PageModel::tell_sound(SoundChange change) {
  const Shell shell = this->shell();
  for (const auto& room : rooms_)
    if (room->sound_changed(shell, change)) stale_ = true;
}

void PageModel::show_source(Source source) {
  const bool changed = source != view_.source;
  const bool closed = changed && source == Source::live;
  if (closed) clip_.clear();
  change(view_.source, source);
  if (closed) tell_sound(SoundChange::clip_closed);
  tell_sound(changed ? SoundChange::source_changed : SoundChange::grew);
}

void PageModel::set_capture(CaptureState state) {
  change(view_.capture, state);
  follow_lag();
}

void PageModel::sound_reaches(double captured_s) {
  captured_now_s_ = captured_s;
  follow_lag();
}

// Drawn anew only for another tenth of a second.
void PageModel::follow_lag() {
  if (view_.capture == CaptureState::listening && live_.heard_anything())
    lag_.follow(captured_now_s_, live_.header().answered_s);
  else
    lag_.reset();
  change(view_.behind_s, lag_.behind() ? std::max(0.1, std::round(lag_.age_s() * 10) / 10) : 0.0);
}

double PageModel::age_s() const {
  const bool hears = view_.source == Source::live && view_.capture == CaptureState::listening;
  const PredictionRecord& newest = live_.header().current;
  if (!hears || !live_.heard_anything() || newest.end_s <= 0) return std::numeric_limits<double>::quiet_NaN();
  return std::max(0.0, captured_now_s_ - newest.end_s);
}

Timeliness PageModel::timeliness() const {
  const bool shown = sound_shown(view_, live_) != SoundShown::nothing;
  return {age_s(), shown ? reading_caption(view_, reading()) : ""};
}

void PageModel::resize(float width, float height, float pixel_ratio) {
  change(view_.width, width);
  change(view_.height, height);
  change(view_.pixel_ratio, pixel_ratio);
}

bool PageModel::take_snapshot(std::span<const std::uint8_t> bytes) {
  aligned_.resize((bytes.size() + 7) / 8);
  if (!bytes.empty()) std::memcpy(aligned_.data(), bytes.data(), bytes.size());
  const auto parsed = parse_snapshot({reinterpret_cast<const std::uint8_t*>(aligned_.data()), bytes.size()});
  if (!parsed) return false;
  const SnapshotView& snapshot = parsed.value();
  touch();
  if (snapshot.header->source == Source::clip) {
    const bool another =
        view_.source == Source::clip && clip_.present() && snapshot.header->generation != clip_.header().generation;
    clip_.take(snapshot);
    tell_sound(another ? SoundChange::clip_restarted : SoundChange::grew);
    return true;
  }
  const bool another = snapshot.header->generation != live_.generation();
  if (another) {
    clock_.reset();
    lag_.reset();
  }
  live_.take(snapshot);
  captured_now_s_ = another ? live_.header().captured_s : std::max(captured_now_s_, live_.header().captured_s);
  follow_lag();
  if (snapshot.header->captured_s > 0) clock_.heard(snapshot.header->captured_s, snapshot.header->captured_at_ms);
  tell_sound(another ? SoundChange::live_restarted : SoundChange::grew);
  return true;
}

ActionRequest PageModel::press(int id, double value) {
  const auto& offered = controls();
  const auto found = std::find_if(offered.begin(), offered.end(), [id](const Control& c) { return c.id == id; });
  if (found == offered.end() || found->disabled || !std::isfinite(value)) return {};
  touch();
  if (Room* room = owner(id)) {
    Shell shell = this->shell();
    return room->press(shell, local_of(id), value);
  }
  if (const int room = id - ControlId::first_room; has_room(room)) {
    show_room(room);
    return {Action::show_room, static_cast<double>(room)};
  }
  return press_shell(view_, id, value);
}

void PageModel::press_text(int id, std::string_view text) {
  Room* room = owner(id);
  if (room != nullptr && room->press_text(local_of(id), text)) touch();
}

PageModel::KeyOutcome PageModel::key(std::string_view name) {
  if (name == "Escape" && view_.overlay != Overlay::none) {
    touch();
    return {.used = true, .action = close_overlay(view_)};
  }
  if (scrolls(name)) return {.used = true};
  if (name == "p" || name == "P") {
    change(view_.settings.projector, !view_.settings.projector);
    return {.used = true};
  }
  if (view_.overlay == Overlay::none) {
    refresh();  // keys go by what is seen
    Shell shell = this->shell();
    if (const auto action = shown_room().key(shell, name)) {
      touch();
      return {.used = true, .action = *action};
    }
  }
  if (name.size() == 1 && has_room(name[0] - '1')) {
    const int room = name[0] - '1';
    show_room(room);
    return {.used = true, .action = {Action::show_room, static_cast<double>(room)}};
  }
  return {};
}

double PageModel::edge_s(double now_ms) const {
  const double newest_s = live_.newest_s();
  const bool runs = view_.source == Source::live && view_.capture == CaptureState::listening;
  const double edge_s = runs && !view_.reduced_motion ? clock_.edge_s(now_ms, newest_s) : newest_s;
  // What the engine has not heard yet is a gap before now; it is not now that stands still.
  return runs && view_.behind_s > 0 ? std::max(edge_s, captured_now_s_) : edge_s;
}

void PageModel::advance(double now_ms) {
  now_ms_ = now_ms;
  if (shown_room().advance(shell())) stale_ = true;
}

PageModel::PointOutcome PageModel::point(const Pointer& pointer) {
  refresh();
  if (view_.overlay == Overlay::models || view_.overlay == Overlay::card)
    return {.busy = dragged_from_y_ >= 0, .action = drag_sheet(pointer)};
  if (view_.overlay == Overlay::about) return {};
  Shell shell = this->shell();
  const Room::PointOutcome outcome = shown_room().point(shell, pointer);
  if (outcome.changed) touch();
  return {outcome.busy, outcome.action};
}

const SnapshotHeader& PageModel::header() const {
  static const SnapshotHeader kNothing{};
  if (view_.source == Source::live) return live_.header();
  return clip_.present() ? clip_.header() : kNothing;
}

void PageModel::refresh() {
  if (!std::exchange(stale_, false)) return;
  layout_ = make_frame(shell(), room_titles_);
  for (const auto& room : rooms_)
    if (room.get() != &shown_room()) room->hide();
  shown_room().place(shell(), layout_);
  controls_ = list_controls(shell(), rooms_);
}

const Layout& PageModel::layout() {
  refresh();
  return layout_;
}

const std::vector<Control>& PageModel::controls() {
  refresh();
  return controls_;
}

std::vector<Control> PageModel::controls_below() {
  ViewState below = view_;
  below.overlay = Overlay::none;
  return list_controls(shell(below), rooms_);
}

std::string PageModel::controls_json_if_changed() {
  std::string json = controls_json(controls());
  std::string words = overlay_json();
  if (json == last_controls_json_ && words == last_overlay_json_) return "";
  last_controls_json_ = json;
  last_overlay_json_ = std::move(words);
  return json;
}

std::string PageModel::overlay_json() const {
  JsonWriter json;
  if (view_.overlay == Overlay::none) return json.null().str();
  const auto put_section = [&json](std::string_view title, const std::vector<std::string>& lines) {
    json.object().key("title").text(title).key("lines").array();
    for (const std::string& line : lines) json.text(line);
    json.end_array().end_object();
  };
  if (view_.overlay == Overlay::models) {
    json.object().key("title").text("Models").key("sections").array();
    for (std::size_t i = 0; i < view_.models.size(); ++i) {
      const ModelEntry& model = view_.models[i];
      std::vector<std::string> lines{model_family_word(model), model_facts(model), model.summary,
                                     model_state_words(view_, i)};
      std::erase(lines, "");
      put_section(model.title, lines);
    }
    return json.end_array().end_object().str();
  }
  if (view_.overlay == Overlay::card) {
    json.object().key("title").text(card_title(view_.card)).key("sections").array();
    for (const CardSection& section : card_sections(view_.card)) put_section(section.title, section.lines);
    return json.end_array().end_object().str();
  }
  if (view_.overlay == Overlay::sheet) {
    json.object().key("title").text(shown_room().sheet_title(view_.sheet));
    return json.key("sections").array().end_array().end_object().str();
  }
  json.object().key("title").text("About Emoscope").key("sections").array();
  for (const AboutSection& section : about_sections(view_, header())) put_section(section.title, section.lines);
  return json.end_array().end_object().str();
}

}  // namespace emo::ui
