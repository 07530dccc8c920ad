#include "ui/rooms/data/controls.h"

#include <algorithm>
#include <cmath>

#include "contract/data_view.h"
#include "ui/base/format.h"
#include "ui/rooms/data/charts/chart.h"
#include "ui/rooms/data/state.h"
#include "ui/shell/control_ids.h"
#include "ui/sound/transport.h"

namespace emo::ui {
namespace {

int after(int first, std::size_t i) { return first + static_cast<int>(i); }

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
  Lister(ControlList list, const Shell& shell, const DataRoomState& room, const DataBoxes& boxes)
      : list_(list), shell_(shell), view_(shell.view), room_(room), l_(shell.layout), d_(boxes) {}

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
  Control& button(int id, Look look, std::string_view name, std::string_view label, const Box& box,
                  Icon icon = Icon::none) {
    return list_.button(id, look, name, label, box, icon);
  }
  Control& icon(int id, std::string_view name, const Box& box, Icon mark) {
    return button(id, Look::icon, name, "", box, mark);
  }
  void select(int id, std::string_view name, std::string_view label, std::vector<std::string> options, int selected,
              const Box& box) {
    list_.select(id, Look::chip, name, label, std::move(options), selected, box);
  }

  void header() {
    if (!d_.cancel.empty()) {
      button(DataControl::cancel, Look::tool, "Cancel: what is done stays", "Cancel", d_.cancel, Icon::close);
      return;
    }
    std::vector<std::string> left;
    const auto actions = data_actions();
    for (std::size_t i = 0; i < actions.size(); ++i) {
      if (d_.actions[i].empty()) {
        left.emplace_back(actions[i].name);
        continue;
      }
      button(actions[i].id, Look::tool, actions[i].name, actions[i].name, d_.actions[i]).disabled =
          !room_.has_data() && actions[i].id != DataControl::open && actions[i].id != DataControl::storage;
    }
    if (!left.empty()) select(DataControl::more, "More actions", "More", std::move(left), -1, d_.more);
  }

  void chips() {
    Control& search = button(DataControl::search, Look::plain, "Search", "", d_.search);
    search.role = Role::text;
    search.value_text = room_.request.search;
    const bool word = d_.surprise.w > kTouchPx + 1;
    button(DataControl::surprise, word ? Look::tool : Look::icon, "Surprise me", word ? "Surprise me" : "", d_.surprise,
           Icon::dice);
    const auto& chips = room_.view().chips;
    for (std::size_t i = 0; i < d_.chips.size() && i < chips.size(); ++i)
      button(after(DataControl::first_chip, i), Look::removable, "Remove: " + chips[i].text,
             short_words(chips[i].text, 30), d_.chips[i]);
    if (!d_.clear.empty()) {
      const bool clear_word = d_.clear.w > kTouchPx + 1;
      button(DataControl::clear, clear_word ? Look::tool : Look::icon, "Clear all", clear_word ? "Clear all" : "",
             d_.clear, Icon::close);
    }
  }

  void parts() {
    constexpr std::string_view kNames[]{"Charts", "Table", "Map"};
    for (std::size_t i = 0; i < d_.parts.size(); ++i) {
      if (d_.parts[i].empty()) continue;
      button(after(DataControl::first_part, i), Look::tool, kNames[i], kNames[i], d_.parts[i]).pressed =
          room_.part() == static_cast<DataPart>(i);
    }
  }

  void chart() {
    if (d_.chart_panel.empty()) return;
    std::vector<std::string> titles;
    for (std::size_t i = 0; i < kDataChartCount; ++i) {
      const auto kind = static_cast<DataChart>(i);
      titles.emplace_back(chart_title(kind));
      if (!d_.tabs[i].empty())
        button(after(DataControl::first_tab, i), Look::tool, chart_title(kind), chart_title(kind), d_.tabs[i]).pressed =
            room_.request.chart == kind;
    }
    if (!d_.chart_list.empty())
      select(DataControl::chart, "Kind of chart", chart_title(room_.request.chart), std::move(titles),
             static_cast<int>(room_.request.chart), d_.chart_list);
    for (std::size_t i = 0; i < d_.choices.size(); ++i) {
      const DataChoice& c = d_.choices[i];
      const int id = after(DataControl::field, static_cast<std::size_t>(c.select));
      if (c.field) {
        Control& field = button(id, Look::plain, c.name, "", d_.choice_boxes[i]);
        field.role = Role::text;
        field.value_text = c.label;
      } else if (c.options.empty()) {
        button(id, Look::tool, c.name, c.label, d_.choice_boxes[i],
               c.select == DataSelect::lasso ? Icon::lasso : Icon::none)
            .pressed = c.pressed;
      } else {
        select(id, c.name, c.label, c.options, c.selected, d_.choice_boxes[i]);
      }
    }
    const ChartShape shape = shown_shape(room_, d_);
    for (std::size_t i = 0; i < std::min(shape.elements.size(), kMaxDataElements); ++i) {
      const ChartElement& e = shape.elements[i];
      Control& c = button(after(DataControl::first_element, i), Look::plain, e.name, "", e.box);
      if (e.filter.kind == DataFilter::Kind::none)
        c.disabled = true;
      else
        c.pressed = e.picked;
    }
    if (room_.chart_is_due()) return;
    if (room_.request.chart == DataChart::compare) pictures();
    if (room_.request.chart == DataChart::map) map();
  }

  void map() {
    const DataView& v = room_.view();
    if (v.map_x.empty()) return;
    const DataRequest request = room_.shown_request();
    std::string words;
    for (const std::string& line : map_readout(v, request, room_.map.cursor_row)) words += ", " + line;
    button(DataControl::map, Look::plain, "Map: arrows go from point to point, Enter opens one" + words, "",
           map_boxes(v, d_.chart, l_.scale).plot)
        .keys_only = true;
  }

  void pictures() {
    const DataView& v = room_.view();
    for (std::size_t i = 0; i < d_.pictures.size() && i < v.compare_rows.size(); ++i) {
      const std::string word = i < v.words_b.size() ? v.words_b[i].word : "";
      const bool none = v.compare_rows[i] == kNoRow;
      const bool silent = !none && i < v.compare_sound.size() && v.compare_sound[i] == 0;
      button(after(DataControl::first_picture, i), Look::plain,
             none || silent ? word + (none ? ": none" : ": no sound") : "Play " + word, "", d_.pictures[i])
          .disabled = none;
    }
  }

  void table() {
    if (d_.table.empty()) return;
    for (std::size_t i = 0; i < d_.columns.size(); ++i) {
      const DataColumn& column = d_.columns[i].column;
      Control& c = button(after(DataControl::first_head, column.sort), Look::plain, "Sort by " + column.title, "",
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
      Control& c = button(after(DataControl::first_row, place % kDataRowIds), Look::plain,
                          row != nullptr ? row_words(room_, *row) : "Row " + std::to_string(place + 1), "",
                          {d_.rows.x, y, d_.rows.w, d_.row_h});
      c.role = Role::row;
      c.pressed = row != nullptr && row->row == room_.request.opened_row;
      c.current = room_.cursor() == static_cast<std::int64_t>(place);
    }
  }

  void player() {
    if (d_.play.empty()) return;
    const DataView& v = room_.view();
    ControlList sound = list_.of(kShellOwner);
    if (view_.playing)
      sound.button(ControlId::pause, Look::icon, "Pause", "", d_.play, Icon::pause);
    else
      sound.button(ControlId::play, Look::icon, "Play", "", d_.play, Icon::play);
    if (!d_.stop.empty()) {
      Control& stop = icon(DataControl::stop, "Stop playing", d_.stop, Icon::stop);
      stop.small_icon = true;
      stop.disabled = !view_.playing && view_.playhead_s <= 0;
    }
    if (!d_.previous.empty())
      icon(DataControl::previous, "Previous clip", d_.previous, Icon::previous).disabled = v.previous_row == kNoRow;
    if (!d_.next.empty()) icon(DataControl::next, "Next clip", d_.next, Icon::next).disabled = v.next_row == kNoRow;
    if (!d_.loop.empty()) icon(DataControl::loop, "Loop", d_.loop, Icon::loop).pressed = room_.told.loop;
    if (!d_.follow.empty())
      icon(DataControl::follow, "Play on: the next clip follows", d_.follow, Icon::follow).pressed = room_.told.follow;
    if (!d_.rate.empty()) {
      std::vector<std::string> rates;
      for (const double rate : kRates) rates.push_back(rate_words(rate));
      select(DataControl::rate, "Speed", rate_words(room_.told.rate), std::move(rates),
             nearest(kRates, room_.told.rate), d_.rate);
    }
    if (!d_.volume.empty()) {
      std::vector<std::string> volumes;
      for (const double volume : kVolumes) volumes.push_back(percent(static_cast<float>(volume)));
      select(DataControl::volume, "Volume", percent(static_cast<float>(room_.told.volume)), std::move(volumes),
             nearest(kVolumes, room_.told.volume), d_.volume);
    }
    if (!d_.playlist.empty())
      button(DataControl::playlist, l_.phone ? Look::icon : Look::tool, "Play-list", l_.phone ? "" : "Play-list",
             d_.playlist, Icon::panes);
    if (!d_.player_size.empty())
      icon(DataControl::player_size, room_.player_open ? "Less of the player" : "More of the player", d_.player_size,
           Icon::chevron);
    list_position(list_, shell_, d_.waveform.plot);
  }

  ControlList list_;
  const Shell& shell_;
  const ViewState& view_;
  const DataRoomState& room_;
  const Layout& l_;
  const DataBoxes& d_;
};

}  // namespace

ChartShape shown_shape(const DataRoomState& room, const DataBoxes& d) {
  const DataRequest request = room.shown_request();
  if (d.chart_panel.empty() || room.chart_is_due()) return {};
  if (request.chart == DataChart::map) return map_legend(room.view(), request, d.chart, d.scale);
  return chart_shape(room.view(), request, d.chart, d.scale, request.donut);
}

void list_data(ControlList list, const Shell& shell, const DataRoomState& room, const DataBoxes& boxes) {
  Lister(list, shell, room, boxes).list();
}

}  // namespace emo::ui
