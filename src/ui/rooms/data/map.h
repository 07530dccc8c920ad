// The map of recordings: which part of it is seen, what is under the pointer, and what wheel, fingers and keys do
// there.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "contract/actions.h"
#include "contract/data_choices.h"
#include "ui/base/geometry.h"
#include "ui/base/pointer.h"
#include "ui/rooms/data/charts/chart.h"

namespace emo {
struct DataRequest;
struct DataView;
}  // namespace emo

namespace emo::ui {

struct MapPoint {
  float x = 0, y = 0;
};

// Map coordinates (y up) to CSS pixels (y down) and back; one scale for both axes, because distances are the map's
// point.
struct MapScale {
  double x0 = 0, y0 = 0, per_unit = 1;
  [[nodiscard]] MapPoint pixel(float x, float y) const {
    return {static_cast<float>(x0 + per_unit * static_cast<double>(x)),
            static_cast<float>(y0 - per_unit * static_cast<double>(y))};
  }
  [[nodiscard]] MapPoint place(float px, float py) const {
    return {static_cast<float>((static_cast<double>(px) - x0) / per_unit),
            static_cast<float>((y0 - static_cast<double>(py)) / per_unit)};
  }
};

// The part that is seen, as shares of the points' bounds: it stays where it is while t-SNE moves them.
struct MapWindow {
  double zoom = 1;  // 1 … kMostZoom; 1: the whole map
  double centre_x = 0.5, centre_y = 0.5;
  bool operator==(const MapWindow&) const = default;
};
inline constexpr double kMostZoom = 64;

struct MapBounds {
  float left = 0, right = 0, low = 0, high = 0;
};
MapBounds map_bounds(const DataView& view);
MapScale map_scale(const MapBounds& bounds, const MapWindow& window, const Box& plot);
// factor above 1 comes nearer; what lies at the pixel stays there.
MapWindow zoomed(const MapBounds& bounds, const MapWindow& window, const Box& plot, float px, float py, double factor);
MapWindow moved(const MapBounds& bounds, const MapWindow& window, const Box& plot, float dx, float dy);

// Where the parts of the map lie in the box that the room gives it: the legend beside the plot, or below it where
// the box is narrow.
struct MapBoxes {
  struct Line {
    std::size_t place = 0;  // in view.words
    Box box;
  };
  Box words;  // view.map_words
  Box plot, y_title, x_title;
  bool counts = true;  // in the legend
  std::vector<Line> legend;
  Box others;  // counts the words that got no line
  std::size_t left_out = 0;
};
MapBoxes map_boxes(const DataView& view, const Box& box, float scale);
// The legend's lines; a press filters the word.
ChartShape map_legend(const DataView& view, const DataRequest& request, const Box& box, float scale);
struct MapTitles {
  std::string x, y;
};
MapTitles map_titles(const DataView& view);

// Index of the nearest point within `reach` pixels, selected ones before others; −1: none.
int point_at(const DataView& view, const MapScale& scale, float px, float py, float reach);

enum class MapStep : std::uint8_t { left, right, up, down };
// The row that an arrow key leads to: of the selected points more in that direction than aside of it the nearest; from
// kNoRow the one nearest to the middle. The row itself where there is none.
std::uint32_t row_beside(const DataView& view, std::uint32_t row, MapStep step);

enum class MapTool : std::uint8_t { move, lasso };

struct DataMap {  // what the room remembers of it
  MapWindow window;
  MapTool tool = MapTool::move;
  std::uint32_t cursor_row = kNoRow;  // where the arrow keys stand
  std::vector<float> drawn;           // the lasso under way: x, y, … on the map

  void walk(const DataView& view, MapStep step) { cursor_row = row_beside(view, cursor_row, step); }
  void show_all() { window = {}; }
};

// Lines about a row: the file's name, then its words. They come with the view that answers request.pointed_row; until
// then it is the word that colours the point. letters: of a line, about. Empty: the row is not on the map.
std::vector<std::string> map_readout(const DataView& view, const DataRequest& request, std::uint32_t row,
                                     std::size_t letters = 44);

class DataMapGestures {
 public:
  struct Outcome {
    bool changed = false;          // the map looks different
    bool request_changed = false;  // lasso, pointed_row
    bool busy = false;             // a drag is under way: look again soon
    ActionRequest action{};        // data_open_row
  };
  // The wheel and two fingers zoom around the pointer; a drag moves, with the lasso or Shift it draws one, which
  // selects when it is let go (a dot instead of a line takes the lasso away); a click on a point opens it; a double
  // click beside all points shows the whole map.
  Outcome update(const Pointer& pointer, const DataView& view, const Box& box, float scale, double now_ms,
                 DataRequest& request, DataMap& map);

 private:
  enum class Drag : unsigned char { none, click, move, lasso };
  void begin(const Pointer& pointer, const Box& plot, const DataMap& map);
  void move(const Pointer& pointer, const DataView& view, const Box& plot, DataMap& map);
  void end(const DataView& view, const Box& plot, double now_ms, DataRequest& request, DataMap& map, Outcome& out);

  Drag drag_ = Drag::none;
  bool lasso_ = false;  // of this press
  float pressed_x_ = 0, pressed_y_ = 0, last_x_ = 0, last_y_ = 0;
  double clicked_ms_ = -1e9;
};

}  // namespace emo::ui
