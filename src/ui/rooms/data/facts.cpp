// What window.emoscope.data() and the controller (web/rooms/data/controller.js) know of the room.
#include "contract/data_view.h"
#include "dataset/clip_fields.h"
#include "ui/base/json.h"
#include "ui/rooms/data/state.h"
#include "ui/rooms/data/words.h"

namespace emo::ui {
namespace {

constexpr std::string_view kSplits[]{"none", "random", "stratified", "speaker_independent", "protocol_folds"};
constexpr std::string_view kSorts[]{"path", "field", "number"};
constexpr std::string_view kChips[]{"words", "number", "search", "lasso", "draw", "problem"};

template <std::size_t N, class Enum>
std::string_view word(const std::string_view (&words)[N], Enum value) {
  return words[static_cast<std::size_t>(value) % N];
}

std::string_view field_name(std::uint8_t field) { return field < kFieldCount ? kFieldNames[field] : ""; }

class Facts {
 public:
  std::string of(const DataRoomState& room, const Box& chart) {
    const DataView& v = room.view();
    json_.object();
    figure("revision", v.revision);
    figure("catalogue", v.catalogue);
    text("title", v.title);
    text("attribution", v.attribution);
    text("problem", v.problem);
    figure("rows", v.rows);
    figure("selected", v.selected);
    figure("with_sound", v.with_sound);
    text("chart", chart_name(room.request.chart));
    request(room.request);
    charts(v);
    table(v);
    json_.key("chart_box");
    if (chart.empty()) {
      json_.null();
    } else {
      json_.object();
      figure("x", static_cast<double>(chart.x));
      figure("y", static_cast<double>(chart.y));
      figure("w", static_cast<double>(chart.w));
      figure("h", static_cast<double>(chart.h));
      json_.end_object();
    }
    return json_.end_object().str();
  }

 private:
  void figure(std::string_view key, double value) { json_.key(key).number(value, 10); }
  void text(std::string_view key, std::string_view value) { json_.key(key).text(value); }
  void row(std::string_view key, std::uint32_t row) { figure(key, row == kNoRow ? -1.0 : row); }
  template <class T>
  void figures(std::string_view key, const std::vector<T>& list) {
    json_.key(key).array();
    for (const T value : list) json_.number(value == static_cast<T>(kNoRow) ? -1.0 : static_cast<double>(value), 10);
    json_.end_array();
  }
  template <class T, class Put>
  void each(std::string_view key, const std::vector<T>& list, Put put) {
    json_.key(key).array();
    for (const T& item : list) {
      json_.object();
      put(item);
      json_.end_object();
    }
    json_.end_array();
  }

  void request(const DataRequest& r) {
    json_.key("request").object();
    text("field", field_name(r.field));
    text("field_b", field_name(r.field_b));
    text("column", r.column);
    json_.key("donut").boolean(r.donut);
    text("search", r.search);
    text("problem", r.problem);
    each("words", r.words, [&](const FieldFilter& filter) {
      text("field", field_name(filter.field));
      figures("codes", filter.codes);
    });
    each("numbers", r.numbers, [&](const RangeFilter& filter) {
      text("column", filter.column);
      figure("low", static_cast<double>(filter.low));
      figure("high", static_cast<double>(filter.high));
    });
    text("sort", word(kSorts, r.sort));
    text("sort_field", field_name(r.sort_field));
    text("sort_column", r.sort_column);
    json_.key("descending").boolean(r.descending);
    figure("draw_count", r.draw_count);
    figure("draw_seed", r.draw_seed);
    text("split", word(kSplits, r.split));
    figure("split_seed", r.split_seed);
    text("map_method", r.map_method == MapMethod::pca ? "pca" : "tsne");
    text("map_features", r.map_features == MapFeatures::mlp180 ? "mlp180" : "embedding");
    figure("lasso", static_cast<double>(r.lasso.size() / 2));
    json_.end_object();
  }

  void words(std::string_view key, const std::vector<DataWord>& list) {
    each(key, list, [&](const DataWord& w) {
      figure("code", w.code);
      text("word", w.word);
      figure("count", w.count);
      json_.key("picked").boolean(w.picked);
    });
  }

  void charts(const DataView& v) {
    json_.key("fields").array();
    for (const DataFieldInfo& f : v.fields) json_.text(field_name(f.field));
    json_.end_array();
    each("columns", v.columns, [&](const DataColumnInfo& c) {
      text("name", c.name);
      text("unit", c.unit);
      figure("known", c.known);
    });
    each("chips", v.chips, [&](const DataChip& c) {
      text("kind", word(kChips, c.kind));
      text("text", c.text);
    });
    words("words", v.words);
    words("words_b", v.words_b);
    figures("counts", v.counts);
    figure("imbalance_ratio", static_cast<double>(v.imbalance_ratio));
    figure("imbalance_entropy", static_cast<double>(v.imbalance_entropy));
    figure("bin_start", v.bin_start);
    figure("bin_width", v.bin_width);
    figure("bins", v.bins);
    each("spreads", v.spreads, [&](const DataSpread& s) {
      figure("known", s.known);
      figure("mean", static_cast<double>(s.mean));
      figure("deviation", static_cast<double>(s.deviation));
    });
    figure("speakers", v.speakers);
    figure("shared_speakers", static_cast<double>(v.shared.size()));
    figure("shared_clips", v.shared_clips);
    each("problems", v.problems, [&](const DataProblem& p) {
      text("name", p.name);
      text("detail", p.detail);
      figures("rows", p.rows);
    });
    figure("map_points", static_cast<double>(v.map_x.size()));
    figure("map_progress", static_cast<double>(v.map_progress));
    text("map_words", v.map_words);
    figures("compare_rows", v.compare_rows);
  }

  void table(const DataView& v) {
    figure("first_row", v.first_row);
    each("table", v.table, [&](const DataTableRow& r) {
      row("row", r.row);
      text("name", r.name);
      json_.key("has_sound").boolean(r.has_sound);
      for (std::size_t i = 0; i < r.words.size() && i < v.table_fields.size(); ++i)
        text(field_name(v.table_fields[i]), r.words[i]);
    });
    row("opened_row", v.opened.row);
    text("opened_name", v.opened.name);
    row("opened_place", v.opened_place);
    row("previous_row", v.previous_row);
    row("next_row", v.next_row);
  }

  JsonWriter json_;
};

}  // namespace

std::string data_json(const DataRoomState& room, const Box& chart) {
  return room.heard() ? Facts().of(room, chart) : "null";
}

}  // namespace emo::ui
