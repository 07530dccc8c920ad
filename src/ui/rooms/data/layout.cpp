#include "ui/rooms/data/layout.h"

#include <algorithm>
#include <cmath>

#include "contract/data_view_parts.h"
#include "ui/base/text_width.h"
#include "ui/rooms/data/state.h"
#include "ui/shell/layout.h"

namespace emo::ui {
namespace {

constexpr float kGap = 8;

Box middle(const Box& row, const Box& piece, float h) { return {piece.x, row.centre_y() - h / 2, piece.w, h}; }

class Placer {
 public:
  Placer(const Layout& l, DataBoxes& boxes, const DataRoomState& room, bool has_clip)
      : l_(l), d_(boxes), room_(room), s_(l.scale), busy_(room.told.busy), has_clip_(has_clip) {}

  void place() {
    Box rest = l_.content.inset(l_.margin, 0);
    header(rest);
    if (!room_.has_data()) {
      d_.empty = rest;
      return;
    }
    chips(rest);
    player(rest);
    if (l_.phone) {
      parts(cut_top(rest, kTouchPx));
      if (room_.show_table)
        table(rest);
      else
        card(rest);
      return;
    }
    cut_bottom(rest, kGap);
    card(cut_left(rest, std::round((rest.w - 2 * l_.margin) * (s_ > 1.3F ? 0.52F : 0.56F))));
    cut_left(rest, 2 * l_.margin);
    table(rest);
  }

 private:
  [[nodiscard]] float word(std::string_view text) const { return std::ceil(text_width(text, 13 * s_, Face::strong)); }
  [[nodiscard]] float tool(std::string_view text) const { return std::max(kTouchPx, word(text) + 24); }
  [[nodiscard]] float chip(std::string_view text) const {
    return std::max(kTouchPx, std::ceil(text_width(text, 13 * s_)) + 24 + 9 * std::clamp(s_, 0.9F, 1.4F) + 8);
  }

  void header(Box& rest) {
    const float lines = std::round(40 * s_);
    if (l_.phone) {
      cut_top(rest, 4);
      title(cut_top(rest, lines + 4));
      actions(cut_top(rest, kTouchPx));
      return;
    }
    Box row = cut_top(rest, std::max(kTouchPx, lines) + 12);
    float wanted = 0;
    for (const DataAction& action : data_actions()) wanted += tool(action.name);
    actions(cut_right(row, busy_ ? std::min(row.w * 0.6F, 480 * s_) : std::min(wanted, row.w * 0.6F)));
    cut_right(row, 16);
    title(row);
  }

  void title(Box box) {
    const float h = std::round(22 * s_) + std::round(18 * s_);
    box = {box.x, box.centre_y() - h / 2, box.w, h};
    d_.title = cut_top(box, std::round(22 * s_));
    d_.attribution = box;
  }

  void actions(Box row) {
    if (busy_) {
      d_.cancel = middle(row, cut_right(row, tool("Cancel") + 26), kTouchPx);
      cut_right(row, 12);
      const float h = std::round(20 * s_);
      d_.job = {row.x, row.centre_y() - h / 2 - 4, row.w, h};
      d_.job_bar = {row.x, d_.job.bottom() + 2, row.w, 4};
      return;
    }
    const auto all = data_actions();
    float wanted = 0;
    for (const DataAction& action : all) wanted += tool(action.name);
    const float more = chip("More");
    float left = wanted <= row.w ? row.w : row.w - more;
    std::size_t fit = 0;
    for (; fit < all.size() && tool(all[fit].name) <= left; ++fit) left -= tool(all[fit].name);
    if (!l_.phone) cut_left(row, left);  // at the right edge
    for (std::size_t i = 0; i < fit; ++i) d_.actions[i] = middle(row, cut_left(row, tool(all[i].name)), kTouchPx);
    if (fit < all.size()) d_.more = middle(row, cut_left(row, more), kTouchPx);
  }

  void chips(Box& rest) {
    Box row = cut_top(rest, kTouchPx);
    const float surprise = word("Surprise me") + 50;
    d_.surprise = cut_right(row, l_.phone && s_ > 1.3F ? kTouchPx : surprise);
    cut_right(row, kGap);
    const float field_h = l_.phone ? kTouchPx : std::max(34.0F, std::round(32 * s_));
    const Box field = l_.phone ? cut_left(row, row.w) : cut_left(row, std::min(row.w * 0.3F, 220 * s_));
    d_.search = middle(field, field, std::min(field_h, field.h));
    const auto& chips = room_.chips();
    if (chips.empty()) return;
    if (l_.phone)
      row = cut_top(rest, kTouchPx);
    else
      cut_left(row, 12);
    d_.clear = cut_right(row, l_.phone ? kTouchPx : tool("Clear all") + icon_room());
    cut_right(row, kGap);
    const float count = std::ceil(text_width("+99", 13 * s_)) + 8;
    const std::size_t most = std::min(chips.size(), kMaxDataChips);
    for (std::size_t i = 0; i < most; ++i) {
      const float w = std::min(chip(short_words(chips[i].text, 30)), std::max(row.w - count, kTouchPx));
      const bool last = i + 1 == chips.size();
      if (w + (last ? 0 : count) > row.w) break;
      d_.chips.push_back(cut_left(row, w));
      cut_left(row, 4);
    }
    if (d_.chips.size() < chips.size()) d_.chips_left_out = cut_left(row, count);
  }

  void parts(Box row) {
    const float w = row.w / 3;
    for (Box& part : d_.parts) part = cut_left(row, w);
  }

  void card(Box box) {
    d_.chart_panel = box;
    d_.choices = data_choices(room_);
    Box row = cut_top(box, kTouchPx);
    float tabs = 0;
    for (std::size_t i = 0; i < kDataChartCount; ++i) tabs += tool(chart_title(static_cast<DataChart>(i)));
    if (!l_.phone && tabs <= row.w) {
      for (std::size_t i = 0; i < kDataChartCount; ++i)
        d_.tabs[i] = cut_left(row, tool(chart_title(static_cast<DataChart>(i))));
      row = d_.choices.empty() ? Box{} : cut_top(box, kTouchPx);
    } else if (!(l_.phone && room_.request.chart == DataChart::map)) {
      d_.chart_list = cut_left(row, std::min(chip(chart_title(room_.request.chart)), row.w));
      cut_left(row, 4);
    }
    for (const DataChoice& choice : d_.choices) {
      const float icon = choice.select == DataSelect::lasso ? icon_room() : 0;
      const float wanted = choice.field             ? std::max(tool(choice.label), 150 * s_)
                           : choice.options.empty() ? tool(choice.label) + icon
                                                    : chip(choice.label);
      if (wanted > row.w && row.x > box.x) row = cut_top(box, kTouchPx);
      Box place = cut_left(row, std::min(wanted, row.w));
      if (choice.field) place = middle(place, place, std::min(d_.search.h, place.h));
      d_.choice_boxes.push_back(place);
      cut_left(row, 4);
    }
    cut_top(box, 4);
    d_.chart = box;
    if (room_.request.chart == DataChart::compare) pictures(box);
  }

  // As near to square cells as the space allows.
  void pictures(const Box& box) {
    const std::size_t count = std::min(room_.compare_rows().size(), kMaxDataPictures);
    if (count == 0 || room_.with_sound() == 0) return;
    std::size_t across = 1;
    const auto cells = static_cast<float>(count);
    for (float best = -1; across <= count; ++across) {
      const float w = box.w / static_cast<float>(across), h = box.h / std::ceil(cells / static_cast<float>(across));
      const float size = std::min(w, h * 1.4F);
      if (size <= best) break;
      best = size;
    }
    across = std::max<std::size_t>(1, across - 1);
    const float w = box.w / static_cast<float>(across), h = box.h / std::ceil(cells / static_cast<float>(across));
    for (std::size_t i = 0; i < count; ++i) {
      const auto x = static_cast<float>(i % across), y = static_cast<float>(i / across);
      d_.pictures.push_back(Box{box.x + x * w, box.y + y * h, w, h}.inset(2, 2));
    }
  }

  void table(Box box) {
    d_.table = box;
    d_.row_h = l_.phone ? std::max(kTouchPx, std::round(36 * s_)) : std::round(32 * s_);
    Box head = cut_top(box, kTouchPx);
    d_.rows = box;
    std::vector<DataColumn> columns = data_columns(room_);
    const float width = (head.w - 8) / s_;
    float used = 0;
    for (const DataColumn& c : columns) used += c.width;
    constexpr float kWholeName = 90;  // more than the least
    constexpr int kDispensable = 3;   // ranks above it give way to whole names
    while (columns.size() > 1) {
      auto last = columns.begin() + 1;
      for (auto it = last; it != columns.end(); ++it)
        if (it->rank >= last->rank) last = it;
      if (used + (last->rank > kDispensable ? kWholeName : 0) <= width) break;
      used -= last->width;
      columns.erase(last);
    }
    // What is left over goes to the names, and then to all.
    const float name = std::min(width - used, kWholeName);
    const float each = std::min((width - used - name) / static_cast<float>(columns.size()), 32.0F);
    for (DataColumn& c : columns) {
      const float w = std::min((c.width + each + (c.sort == 0 ? name : 0)) * s_, head.w - 8);
      d_.columns.push_back({std::move(c), cut_left(head, w)});
    }
  }

  void player(Box& rest) {
    if (!has_clip_) {
      d_.player = d_.hint = cut_bottom(rest, std::max(kTouchPx, std::round(36 * s_)));
      return;
    }
    if (l_.phone)
      phone_player(rest);
    else
      wide_player(rest);
  }

  void charts(Box area, float left, float axis) {
    Box wave = cut_top(area, area.h * 0.36F);
    cut_left(wave, left);
    cut_top(wave, 6);
    d_.waveform.plot = wave;
    cut_top(area, 4);
    d_.spectrogram.time_axis = cut_bottom(area, axis);
    d_.spectrogram.left_axis = cut_left(area, left);
    d_.spectrogram.plot = area;
    d_.spectrogram.time_axis.x = area.x;
    d_.spectrogram.time_axis.w = area.w;
    d_.waveform.left_axis = {wave.x - left, wave.y, left, wave.h};
  }

  [[nodiscard]] float icon_room() const { return 28 * std::clamp(s_, 0.9F, 1.4F); }
  [[nodiscard]] float list_width() const { return tool("Play-list") + icon_room(); }
  [[nodiscard]] float transport_width() const {
    return 6 * kTouchPx + chip("0.75\u00d7") + chip("100 %") + list_width();
  }

  void transport(Box row) {
    const auto icon = [&](Box& box) {
      if (row.w >= kTouchPx) box = cut_left(row, kTouchPx);
    };
    const auto wide = [&](Box& box, float w) {
      if (row.w >= w) box = cut_left(row, w);
    };
    if (!l_.phone) {
      icon(d_.previous);
      icon(d_.play);
    }
    icon(d_.stop);
    if (!l_.phone) icon(d_.next);
    icon(d_.loop);
    icon(d_.follow);
    wide(d_.rate, chip("0.75\u00d7"));
    wide(d_.volume, chip("100 %"));
    wide(d_.playlist, l_.phone ? kTouchPx : list_width());
  }

  void wide_player(Box& rest) {
    const float words = std::round(22 * s_) + std::round(20 * s_), axis = std::round(18 * s_);
    const float h = std::clamp(l_.content.h * 0.2F, words + kTouchPx + 20, 200 * s_);
    Box box = d_.player = cut_bottom(rest, std::round(h));
    cut_bottom(box, 8);
    cut_top(box, 8);
    const float wanted = transport_width();
    Box left = cut_left(box, std::min(wanted, box.w * 0.62F));
    cut_left(box, 16);
    charts(box, std::round(40 * s_), axis);
    d_.opened = cut_top(left, std::round(22 * s_));
    Box row = cut_bottom(left, kTouchPx);
    d_.opened_words = left;
    transport(row);
  }

  void phone_player(Box& rest) {
    const bool open = room_.player_open && rest.h > 420 * s_;
    const float words = std::round(20 * s_) + std::round(18 * s_);
    Box box = d_.player = cut_bottom(rest, std::max(52.0F, words + 8) + (open ? kTouchPx + std::round(150 * s_) : 0));
    if (open) {
      transport(cut_bottom(box, kTouchPx));
      charts(cut_bottom(box, std::round(150 * s_)), std::round(36 * s_), std::round(18 * s_));
    }
    const auto icon = [&](Box& place) { place = middle(box, cut_right(box, kTouchPx), kTouchPx); };
    icon(d_.player_size);
    icon(d_.next);
    icon(d_.previous);
    d_.play = middle(box, cut_left(box, kTouchPx), kTouchPx);
    cut_left(box, 6);
    box = middle(box, box, words);
    d_.opened = cut_top(box, std::round(20 * s_));
    d_.opened_words = box;
  }

  const Layout& l_;
  DataBoxes& d_;
  const DataRoomState& room_;
  float s_;
  bool busy_, has_clip_;
};

}  // namespace

DataBoxes place_data(const Layout& l, const DataRoomState& room, bool has_clip) {
  DataBoxes boxes;
  boxes.scale = l.scale;
  Placer(l, boxes, room, has_clip).place();
  return boxes;
}

}  // namespace emo::ui
