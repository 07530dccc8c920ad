#include "ui/model/page_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "session/snapshot_codec.h"
#include "ui/model/data_controls.h"
#include "ui/model/features_controls.h"
#include "ui/model/json.h"
#include "ui/model/words.h"

namespace emo::ui {

void PageModel::show_source(Source source) {
  if (view_.source == Source::clip && source == Source::live) {
    clip_.clear();
    features_.forget_clip();
  }
  if (source != view_.source) drop_explanation();
  change(view_.source, source);
  sync_features(live_.newest_s());
}

void PageModel::show_room(RoomName room) {
  if (room != view_.room) change(view_.overlay, Overlay::none);
  change(view_.room, room);
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
    if (view_.source == Source::clip && clip_.present() && snapshot.header->generation != clip_.header().generation)
      drop_explanation();
    clip_.take(snapshot);
    sync_features(live_.newest_s());
    return true;
  }
  if (snapshot.header->generation != live_.generation()) {
    clock_.reset();
    view_.replayed_s = -1;
    if (view_.source == Source::live) drop_explanation();
  }
  live_.take(snapshot);
  if (snapshot.header->captured_s > 0) clock_.heard(snapshot.header->captured_s, snapshot.header->captured_at_ms);
  sync_features(live_.newest_s());
  return true;
}

ActionRequest PageModel::press(int id, double value) {
  const auto& offered = controls();
  const auto found =
      std::find_if(offered.begin(), offered.end(), [id](const Control& c) { return static_cast<int>(c.id) == id; });
  if (found == offered.end() || found->disabled || !std::isfinite(value)) return {};
  touch();
  const ControlId control = found->id;
  const FeaturesPress press = press_features(features_, view_, layout_, control, value);
  if (press.handled) return press.action;
  if (const auto action = press_data(data_, view_, layout_, control, value)) return *action;
  if (control == ControlId::close_explanation) drop_explanation();
  return ui::press(view_, control, value);
}

PageModel::KeyOutcome PageModel::key(std::string_view name) {
  if (name == "Escape" && view_.overlay != Overlay::none) {
    touch();
    return {.used = true, .action = close_overlay(view_)};
  }
  if (name == "Escape" && explanation_) {
    drop_explanation();
    return {.used = true, .action = {Action::close_explanation}};
  }
  if (scrolls(name)) return {.used = true};
  if (name == "p" || name == "P") {
    change(view_.settings.projector, !view_.settings.projector);
    return {.used = true};
  }
  if (shows_data(layout()) && view_.overlay == Overlay::none) {
    if (const auto action = press_data_key(data_, view_, layout_, name)) {
      touch();
      return {.used = true, .action = *action};
    }
  }
  if (name.size() == 1 && name[0] >= '1' && name[0] < '1' + static_cast<int>(kRoomNames.size())) {
    const int room = name[0] - '1';
    show_room(static_cast<RoomName>(room));
    return {.used = true, .action = {Action::show_room, static_cast<double>(room)}};
  }
  return {};
}

double PageModel::edge_s(double now_ms) const {
  const double newest_s = live_.newest_s();
  const bool runs = view_.source == Source::live && view_.capture == CaptureState::listening;
  return runs && !view_.reduced_motion ? clock_.edge_s(now_ms, newest_s) : newest_s;
}

void PageModel::sync_features(double edge_s) {
  const bool clip = view_.source == Source::clip;
  if (clip && !clip_.present()) return;
  const Stretch before = features_.window.visible(), bounds_before = features_.window.bounds();
  const Stretch bounds = clip ? Stretch{0, clip_.duration_s()} : Stretch{edge_s - kLiveFeatureSeconds, edge_s};
  const std::string identity =
      clip ? view_.clip_name + '\n' + std::to_string(clip_.duration_s()) : std::to_string(live_.generation());
  features_.show_sound(clip, identity, bounds);
  if (!(features_.window.visible() == before) || !(features_.window.bounds() == bounds_before)) stale_ = true;
}

void PageModel::advance(double now_ms) {
  now_ms_ = now_ms;
  if (view_.room == RoomName::features && view_.source == Source::live) sync_features(edge_s(now_ms));
}

PageModel::PointOutcome PageModel::point(const Pointer& pointer) {
  const Layout& l = layout();
  const bool sheet = view_.overlay == Overlay::panes || view_.overlay == Overlay::parameters;
  if (sheet && pointer.pressed && pointer.inside && !l.features.sheet.contains(pointer.x, pointer.y))
    change(view_.overlay, Overlay::none);
  if (view_.overlay == Overlay::models || view_.overlay == Overlay::card)
    return {.busy = dragged_from_y_ >= 0, .action = drag_sheet(pointer)};
  if (shows_data(l) && view_.overlay == Overlay::none) return point_data(pointer);
  if (!shows_features(l) || view_.overlay != Overlay::none) return {};
  const auto outcome = gestures_.update(pointer, l.features, features_);
  if (outcome.changed) touch();
  return {outcome.busy, outcome.action};
}

bool PageModel::take_feature_block(std::span<const std::uint8_t> bytes) {
  if (!features_.take_block(bytes)) return false;
  if (view_.room == RoomName::features) touch();
  return true;
}

std::optional<FeatureRequest> PageModel::next_feature_request(bool can_draw) {
  std::uint32_t wanted = 0;
  if (can_draw && shows_features(layout())) {
    wanted = layout_.input.panes;  // those for which the window is too low, too: their numbers can be saved
    const FeaturesChoice& choice = features_.choice();
    if ((wanted & (pane_bit(Pane::spectrogram) | pane_bit(Pane::mel))) != 0) {
      if (choice.pitch_on_picture) wanted |= pane_bit(Pane::pitch);
      if (choice.formants_on_picture) wanted |= pane_bit(Pane::formants);
    }
    if ((wanted & pane_bit(Pane::formants)) != 0) wanted |= pane_bit(Pane::intensity);  // only loud frames have dots
  }
  return features_.next_request(wanted);
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
  data_.set_opened(view_.data_opened_row);
  layout_ = layout_for(sources(), header());
  if (!layout_.data.rows.empty()) data_.set_table_rows(layout_.data.rows.h / layout_.data.row_h);
  controls_ = list_controls(sources(), layout_);
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
  const Box box = layout().features.picture();
  JsonWriter json;
  json.object().key("x").number(box.x).key("y").number(box.y).key("w").number(box.w).key("h").number(box.h);
  return json.end_object().str();
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
  if (view_.overlay != Overlay::about) {
    json.object().key("title").text(view_.overlay == Overlay::panes ? "Panes" : "Parameters");
    return json.key("sections").array().end_array().end_object().str();
  }
  json.object().key("title").text("About Emoscope").key("sections").array();
  for (const AboutSection& section : about_sections(view_, header())) put_section(section.title, section.lines);
  return json.end_array().end_object().str();
}

}  // namespace emo::ui
