// Where everything of the Data room stands.
#pragma once
#include <array>
#include <vector>

#include "ui/base/geometry.h"
#include "ui/charts/chart_boxes.h"
#include "ui/rooms/data/words.h"

namespace emo::ui {

class DataRoomState;

struct DataColumnBox {
  DataColumn column;
  Box head;  // its left and right edges are the column's
};

struct DataBoxes {
  float scale = 1;  // of text
  Box title, attribution;
  std::array<Box, 5> actions{};  // of data_actions(); empty: in the list of those without room
  Box more;
  Box job, job_bar, cancel;  // in place of the actions

  Box search, surprise, clear, chips_left_out;
  std::vector<Box> chips;
  std::array<Box, 3> parts{};  // a phone's Charts, Table, Map

  Box chart_panel;  // the chart with what it is made of
  std::array<Box, kDataChartCount> tabs{};
  Box chart_list;  // in place of the tabs
  std::vector<DataChoice> choices;
  std::vector<Box> choice_boxes;
  Box chart;
  std::vector<Box> pictures;  // compare: cells in the order of view.compare_rows

  Box table, rows;
  std::vector<DataColumnBox> columns;
  float row_h = 32;

  Box player, hint;  // hint: nothing is open
  Box opened, opened_words;
  Box previous, play, stop, next, loop, follow, rate, volume, playlist, player_size;

  ChartBoxes waveform, spectrogram;  // of the player

  Box empty;  // says what to do; there is no data
};

struct Layout;
// has_clip: the player holds something.
DataBoxes place_data(const Layout& l, const DataRoomState& room, bool has_clip);

}  // namespace emo::ui
