#include "ui/model/data_controls.h"

#include <algorithm>
#include <cmath>

#include "ui/model/data_chart.h"
#include "ui/model/format.h"

namespace emo::ui {
namespace {

ControlId after(ControlId first, std::size_t i) {
  return static_cast<ControlId>(static_cast<int>(first) + static_cast<int>(i));
}

template <std::size_t N>
int nearest(const double (&values)[N], double value) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < N; ++i)
    if (std::abs(values[i] - value) < std::abs(values[best] - value)) best = i;
  return static_cast<int>(best);
}

std::string rate_words(double rate) {
  return fixed(rate, rate == std::floor(rate) ? 0 : rate * 2 == std::floor(rate * 2) ? 1 : 2) + "\u00d7";
}

class Lister {
 public:
  Lister(std::vector<Control>& list, const ControlSources& from, const Layout& l)
      : list_(list), view_(from.view), clip_(from.clip), room_(from.data), l_(l), d_(l.data) {}

  void list() {
    header();
    if (!room_.has_data()) return;
    chips();
    parts();
    chart();
    table();
    player();
  }

 private:
  Control& button(ControlId id, Look look, std::string_view name, std::string_view label, const Box& box) {
    list_.push_back({.id = id, .look = look, .name = std::string(name), .label = std::string(label), .box = box});
    return list_.back();
  }
  Control& icon(ControlId id, std::string_view name, const Box& box) { return button(id, Look::icon, name, "", box); }
  void select(ControlId id, std::string_view name, std::string_view label, std::vector<std::string> options,
              int selected, const Box& box) {
    Control& c = button(id, Look::chip, name, label, box);
    c.role = Role::select;
    c.options = std::move(options);
    c.selected = selected;
  }

  void header() {
    if (!d_.cancel.empty()) {
      button(ControlId::data_cancel, Look::tool, "Cancel: what is done stays", "Cancel", d_.cancel);
      return;
    }
    std::vector<std::string> left;
    const auto actions = data_actions();
    for (std::size_t i = 0; i < actions.size(); ++i) {
      if (d_.actions[i].empty()) {
        left.emplace_back(actions[i].name);
        continue;
      }
      Control& c =
          button(static_cast<ControlId>(actions[i].id), Look::tool, actions[i].name, actions[i].name, d_.actions[i]);
      c.disabled = !room_.has_data() && c.id != ControlId::data_open && c.id != ControlId::data_storage;
    }
    if (!left.empty()) select(ControlId::data_more, "More actions", "More", std::move(left), -1, d_.more);
  }

  void chips() {
    list_.push_back({.id = ControlId::data_search,
                     .role = Role::text,
                     .look = Look::plain,
                     .name = "Search",
                     .box = d_.search,
                     .value_text = room_.request.search});
    const bool word = d_.surprise.w > kTouchPx + 1;
    button(ControlId::data_surprise, word ? Look::tool : Look::icon, "Surprise me", word ? "Surprise me" : "",
           d_.surprise);
    const auto& chips = room_.view().chips;
    for (std::size_t i = 0; i < d_.chips.size() && i < chips.size(); ++i)
      button(after(ControlId::first_data_chip, i), Look::removable, "Remove: " + chips[i].text,
             short_words(chips[i].text, 30), d_.chips[i]);
    if (!d_.clear.empty()) {
      const bool clear_word = d_.clear.w > kTouchPx + 1;
      button(ControlId::data_clear, clear_word ? Look::tool : Look::icon, "Clear all", clear_word ? "Clear all" : "",
             d_.clear);
    }
  }

  void parts() {
    constexpr std::string_view kNames[]{"Charts", "Table", "Map"};
    for (std::size_t i = 0; i < d_.parts.size(); ++i) {
      if (d_.parts[i].empty()) continue;
      button(after(ControlId::first_data_part, i), Look::tool, kNames[i], kNames[i], d_.parts[i]).pressed =
          room_.part() == static_cast<DataPart>(i);
    }
  }

  void chart() {
    if (d_.card.empty()) return;
    std::vector<std::string> titles;
    for (std::size_t i = 0; i < kDataChartCount; ++i) {
      const auto kind = static_cast<DataChart>(i);
      titles.emplace_back(chart_title(kind));
      if (!d_.tabs[i].empty())
        button(after(ControlId::first_data_tab, i), Look::tool, chart_title(kind), chart_title(kind), d_.tabs[i])
            .pressed = room_.request.chart == kind;
    }
    if (!d_.chart_list.empty())
      select(ControlId::data_chart, "Kind of chart", chart_title(room_.request.chart), std::move(titles),
             static_cast<int>(room_.request.chart), d_.chart_list);
    for (std::size_t i = 0; i < d_.choices.size(); ++i) {
      const DataChoice& c = d_.choices[i];
      const ControlId id = after(ControlId::data_field, static_cast<std::size_t>(c.select));
      if (c.field)
        list_.push_back({.id = id,
                         .role = Role::text,
                         .look = Look::plain,
                         .name = c.name,
                         .box = d_.choice_boxes[i],
                         .value_text = c.label});
      else if (c.options.empty())
        button(id, Look::tool, c.name, c.label, d_.choice_boxes[i]).pressed = c.pressed;
      else
        select(id, c.name, c.label, c.options, c.selected, d_.choice_boxes[i]);
    }
    const ChartShape shape = shown_shape(room_, l_);
    for (std::size_t i = 0; i < std::min(shape.elements.size(), kMaxDataElements); ++i) {
      const ChartElement& e = shape.elements[i];
      Control& c = button(after(ControlId::first_data_element, i), Look::plain, e.name, "", e.box);
      if (e.filter.kind == DataFilter::Kind::none)
        c.disabled = true;
      else
        c.pressed = e.picked;
    }
    if (room_.request.chart == DataChart::compare) pictures();
    if (room_.request.chart == DataChart::map) map();
  }

  void map() {
    const DataView& v = room_.view();
    if (v.map_x.empty()) return;
    const DataRequest request = room_.shown_request();
    std::string words;
    for (const std::string& line : map_readout(v, request, room_.map.cursor_row)) words += ", " + line;
    button(ControlId::data_map, Look::plain, "Map: arrows go from point to point, Enter opens one" + words, "",
           map_boxes(v, d_.chart, l_.scale).plot)
        .keys_only = true;
  }

  void pictures() {
    const DataView& v = room_.view();
    for (std::size_t i = 0; i < d_.pictures.size() && i < v.compare_rows.size(); ++i) {
      const std::string word = i < v.words_b.size() ? v.words_b[i].word : "";
      const bool none = v.compare_rows[i] == kNoRow;
      const bool silent = !none && i < v.compare_sound.size() && v.compare_sound[i] == 0;
      button(after(ControlId::first_data_picture, i), Look::plain,
             none || silent ? word + (none ? ": none" : ": no sound") : "Play " + word, "", d_.pictures[i])
          .disabled = none;
    }
  }

  void table() {
    if (d_.table.empty()) return;
    for (std::size_t i = 0; i < d_.columns.size(); ++i) {
      const DataColumn& column = d_.columns[i].column;
      Control& c = button(after(ControlId::first_data_head, column.sort), Look::plain, "Sort by " + column.title, "",
                          d_.columns[i].head);
      c.pressed = column.sorted;
      if (column.sorted) c.name += room_.request.descending ? ", now from the end" : ", now from the beginning";
    }
    const auto first = static_cast<std::uint32_t>(std::ceil(room_.top()));
    for (std::uint32_t place = first; place < room_.end_place(); ++place) {
      const DataTableRow* row = room_.row_at(place);
      const float y = d_.rows.y + static_cast<float>(place - room_.top()) * d_.row_h;
      if (y + d_.row_h > d_.rows.bottom() + 0.5F) continue;
      // One on its way is listed, too: the keyboard may have come to it already.
      list_.push_back({.id = after(ControlId::first_data_row, place % kDataRowIds),
                       .role = Role::row,
                       .look = Look::plain,
                       .name = row != nullptr ? row_words(room_, *row) : "Row " + std::to_string(place + 1),
                       .box = {d_.rows.x, y, d_.rows.w, d_.row_h},
                       .pressed = row != nullptr && row->row == room_.request.opened_row,
                       .current = room_.cursor() == static_cast<std::int64_t>(place)});
    }
  }

  void player() {
    if (d_.play.empty()) return;
    const DataView& v = room_.view();
    const auto offer = [&](ControlId id, std::string_view name, const Box& box) -> Control* {
      return box.empty() ? nullptr : &icon(id, name, box);
    };
    if (view_.playing)
      icon(ControlId::pause, "Pause", d_.play);
    else
      icon(ControlId::play, "Play", d_.play);
    if (Control* c = offer(ControlId::data_stop, "Stop playing", d_.stop))
      c->disabled = !view_.playing && view_.playhead_s <= 0;
    if (Control* c = offer(ControlId::data_previous, "Previous clip", d_.previous))
      c->disabled = v.previous_row == kNoRow;
    if (Control* c = offer(ControlId::data_next, "Next clip", d_.next)) c->disabled = v.next_row == kNoRow;
    if (Control* c = offer(ControlId::data_loop, "Loop", d_.loop)) c->pressed = view_.player_loop;
    if (Control* c = offer(ControlId::data_follow, "Play on: the next clip follows", d_.follow))
      c->pressed = view_.player_follow;
    if (!d_.rate.empty()) {
      std::vector<std::string> rates;
      for (const double rate : kRates) rates.push_back(rate_words(rate));
      select(ControlId::data_rate, "Speed", rate_words(view_.player_rate), std::move(rates),
             nearest(kRates, view_.player_rate), d_.rate);
    }
    if (!d_.volume.empty()) {
      std::vector<std::string> volumes;
      for (const double volume : kVolumes) volumes.push_back(percent(static_cast<float>(volume)));
      select(ControlId::data_volume, "Volume", percent(static_cast<float>(view_.player_volume)), std::move(volumes),
             nearest(kVolumes, view_.player_volume), d_.volume);
    }
    if (!d_.playlist.empty())
      button(ControlId::data_playlist, l_.phone ? Look::icon : Look::tool, "Play-list", l_.phone ? "" : "Play-list",
             d_.playlist);
    if (!d_.player_size.empty())
      icon(ControlId::data_player_size, room_.player_open ? "Less of the player" : "More of the player",
           d_.player_size);
    const Box& plot = l_.waveform.plot;
    if (!plot.empty() && clip_.duration_s() > 0) {
      const double at = std::clamp(view_.playhead_s, 0.0, clip_.duration_s());
      list_.push_back(
          {.id = ControlId::position, .role = Role::slider, .look = Look::plain, .name = "Position", .box = plot});
      Control& c = list_.back();
      c.slider = SliderValue{std::round(at * 10) / 10, 0, std::round(clip_.duration_s() * 1000) / 1000, 0.1};
      c.value_text = clock_time(at, 1) + " of " + clock_time(clip_.duration_s(), 1);
    }
  }

  std::vector<Control>& list_;
  const ViewState& view_;
  const ClipHistory& clip_;
  const DataRoomState& room_;
  const Layout& l_;
  const DataBoxes& d_;
};

}  // namespace

ChartShape shown_shape(const DataRoomState& room, const Layout& l) {
  const DataRequest request = room.shown_request();
  const Box& box = l.data.chart;
  if (l.data.card.empty()) return {};
  if (request.chart == DataChart::map) return map_legend(room.view(), request, box, l.scale);
  return chart_shape(room.view(), request, box, l.scale, request.donut);
}

void list_data_room(std::vector<Control>& list, const ControlSources& from, const Layout& layout) {
  Lister(list, from, layout).list();
}

}  // namespace emo::ui
