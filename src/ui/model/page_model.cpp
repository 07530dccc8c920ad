#include "ui/model/page_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "session/snapshot_codec.h"
#include "ui/model/json.h"
#include "ui/model/words.h"

namespace emo::ui {

void PageModel::show_source(Source source) {
  if (view_.source == Source::clip && source == Source::live) clip_.clear();
  change(view_.source, source);
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
    clip_.take(snapshot);
    return true;
  }
  if (snapshot.header->generation != live_.generation()) {
    clock_.reset();
    view_.replayed_s = -1;
  }
  live_.take(snapshot);
  if (snapshot.header->captured_s > 0) clock_.heard(snapshot.header->captured_s, snapshot.header->captured_at_ms);
  return true;
}

ActionRequest PageModel::press(int id, double value) {
  const auto& offered = controls();
  const auto found =
      std::find_if(offered.begin(), offered.end(), [id](const Control& c) { return static_cast<int>(c.id) == id; });
  if (found == offered.end() || found->disabled || !std::isfinite(value)) return {};
  touch();
  return ui::press(view_, found->id, value);
}

PageModel::KeyOutcome PageModel::key(std::string_view name) {
  if (name == "Escape" && view_.overlay != Overlay::none) {
    change(view_.overlay, Overlay::none);
    return {.used = true};
  }
  if (name == "p" || name == "P") {
    change(view_.settings.projector, !view_.settings.projector);
    return {.used = true};
  }
  if (name.size() == 1 && name[0] >= '1' && name[0] < '1' + static_cast<int>(kRoomNames.size())) {
    const int room = name[0] - '1';
    change(view_.overlay, Overlay::none);
    change(view_.room, static_cast<RoomName>(room));
    return {.used = true, .action = {Action::show_room, static_cast<double>(room)}};
  }
  return {};
}

bool PageModel::take_feature_block(std::span<const std::uint8_t> bytes) {
  if (!features_.take_block(bytes)) return false;
  if (view_.room == RoomName::features) touch();
  return true;
}

std::optional<FeatureRequest> PageModel::next_feature_request(bool can_draw) {
  const bool seen = can_draw && view_.room == RoomName::features;
  return features_.next_request(seen ? features_.choice().panes : 0);
}

void PageModel::set_features_choice(const FeaturesChoice& choice) {
  if (choice == features_.choice()) return;
  features_.set_choice(choice);
  touch();
}

const SnapshotHeader& PageModel::header() const {
  static const SnapshotHeader kNothing{};
  if (view_.source == Source::live) return live_.header();
  return clip_.present() ? clip_.header() : kNothing;
}

void PageModel::refresh() {
  if (!std::exchange(stale_, false)) return;
  layout_ = layout_for(view_, live_, header());
  controls_ = list_controls(view_, live_, clip_, layout_);
}

const Layout& PageModel::layout() {
  refresh();
  return layout_;
}

const std::vector<Control>& PageModel::controls() {
  refresh();
  return controls_;
}

std::string PageModel::picture_box_json() {
  const Box& box = layout().content;
  JsonWriter json;
  json.object().key("x").number(box.x).key("y").number(box.y).key("w").number(box.w).key("h").number(box.h);
  return json.end_object().str();
}

std::string PageModel::controls_json_if_changed() {
  std::string json = controls_json(controls());
  if (json == last_controls_json_) return "";
  last_controls_json_ = json;
  return json;
}

std::string PageModel::overlay_json() const {
  JsonWriter json;
  if (view_.overlay == Overlay::none) return json.null().str();
  json.object().key("title").text("About Emoscope").key("sections").array();
  for (const AboutSection& section : about_sections(view_, header())) {
    json.object().key("title").text(section.title).key("lines").array();
    for (const std::string& line : section.lines) json.text(line);
    json.end_array().end_object();
  }
  return json.end_array().end_object().str();
}

}  // namespace emo::ui
