// What the Data room says, and what can be chosen in it.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contract/data_choices.h"
#include "ui/shell/view_state.h"
#include "ui/sound/reading.h"

namespace emo {
struct DataTableRow;
struct DataView;
}  // namespace emo

namespace emo::ui {

class DataRoomState;

std::string_view chart_title(DataChart chart);  // "Distribution"
std::string_view chart_name(DataChart chart);   // in addresses and for programs: "cross_table"
std::string field_title(std::uint8_t field);    // "Emotion"
std::string count_words(const DataView& view);  // "192 of 1440 clips"

// What a chart is made of: chosen from lists, or a button.
enum class DataSelect : std::uint8_t {
  field,
  field_b,
  column,
  shape,
  map_features,
  map_method,
  lasso,
  split,
  shares,
  new_draw,
  whole_map
};
struct DataChoice {
  DataSelect select{};
  std::string name{}, label{};         // for screen readers; as drawn
  std::vector<std::string> options{};  // none: a button, or a field
  int selected = -1;
  std::optional<bool> pressed{};
  bool field = false;  // its label can be retyped
};
std::vector<DataChoice> data_choices(const DataRoomState& room);  // for the chart that is shown
void choose(DataRoomState& room, DataSelect select, int option);
// "70 / 15 / 15": two to eight shares, above 0, in proportion to their sum; anything else than digits and points parts
// them. Empty: the text is none.
std::vector<float> shares_in(std::string_view text);

struct DataColumn {
  std::string title;  // "Duration (s)"
  std::size_t sort;   // DataRoomState::sort_by
  int field = -1;     // −1: the name or a number
  int number = -1;    // in DataTableRow::numbers
  int rank = 12;      // if there is no space for all, the highest go
  int digits = 0;     // after the point
  float width = 0;    // CSS pixels at text scale 1; of the name: the least
  bool sorted = false;
};
std::vector<DataColumn> data_columns(const DataRoomState& room);  // the name first
std::string cell_words(const DataTableRow& row, const DataColumn& column);
std::string field_words(std::uint8_t field, const std::string& word);       // "actor 12": numbers with what they count
std::string row_words(const DataRoomState& room, const DataTableRow& row);  // all of it, for screen readers
std::string short_words(std::string_view text, std::size_t letters);        // with "…" in place of what was cut

// The actions beside the title, in the order in which they keep their place.
struct DataAction {
  int id;  // a DataControl
  std::string_view name;
};
std::vector<DataAction> data_actions();

// In place of the player while nothing is open in it.
std::string_view player_hint(const DataView& view);
std::string empty_words(const DataRoomState& room);  // while no recordings are known

inline constexpr double kRates[]{0.5, 0.75, 1, 1.25, 1.5, 2};
inline constexpr double kVolumes[]{0, 0.25, 0.5, 0.75, 1};

}  // namespace emo::ui
