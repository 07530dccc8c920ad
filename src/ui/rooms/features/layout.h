// Where everything of the Features room stands.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ui/base/geometry.h"
#include "ui/rooms/features/choice.h"

namespace emo::ui {

// The parameters as cells: those of the analysis, then those of the picture.
inline constexpr int kPictureCells = 3;  // colour map, dynamic range, frequency axis
inline constexpr int kCellCount = kParameterCount + kPictureCells;
inline constexpr int kOverPicture = 2;  // F0 and formants over spectrogram and mel
inline constexpr int kToggleCount = kPaneCount + kOverPicture;

struct CellGroup {
  std::string_view title;
  int count;
};
inline constexpr std::array<CellGroup, 4> kCellGroups{
    {{"Frames", 3}, {"Bands", 4}, {"Before the analysis", 3}, {"Picture", 3}}};

struct PaneBoxes {
  Pane pane{};
  Box caption{}, plot{}, left_axis{}, legend{};
};

struct FeaturesBoxes {
  std::uint32_t chosen = 0;  // pane_bit of the panes chosen
  Box panes_button, parameters_button, zoom_out, zoom_in, zoom_all;
  Box overview, now;
  std::vector<PaneBoxes> panes;
  int left_out = 0;  // chosen, but there is no space for them
  Box left_out_words;
  Box plots;  // from the first pane's plot to the last one's, captions between included
  Box time_axis;
  Box region_row, region_words, play_region, loop_region, clear_region, picture_button, numbers_button;
  bool tool_labels = true, export_labels = true;  // words beside the icons

  bool side_fits = false;  // the parameters fit beside the panes; else they open as a sheet
  Box side;                // empty: they are hidden now
  std::array<Box, kCellCount> cells{};
  std::array<Box, kCellGroups.size()> cell_titles{};
  Box reset;

  // an open sheet
  Box sheet, sheet_title, sheet_close;
  std::array<Box, kToggleCount> toggles{};
  Box toggles_caption;

  // All panes with their axes: what a picture shows.
  [[nodiscard]] Box picture() const;
  [[nodiscard]] const PaneBoxes* pane_at(float x, float y) const;
};

struct CellForm {
  int columns = 2;
  bool titles = true;
};
inline constexpr float kCellGap = 8;
float cell_width(float scale);
// Places the parameters' cells from the top of the area down; returns the height used.
float place_cells(FeaturesBoxes& boxes, const Box& area, float scale, CellForm form);
// The piece of a row, as high as a finger needs.
Box touch_box(const Box& row, const Box& piece);

// What the places depend on besides the page.
struct FeaturesForm {
  std::uint32_t panes = 0;  // pane_bit of those chosen
  bool side_panel = true;
  bool has_region = false;
  bool can_follow = false;  // live sound, and the person has scrolled back
};

struct Layout;
FeaturesBoxes place_features(Layout& l, const FeaturesForm& form);
// The open sheet; after place_features.
void place_pane_sheet(const Layout& l, FeaturesBoxes& f);
void place_parameter_sheet(const Layout& l, FeaturesBoxes& f);

}  // namespace emo::ui
