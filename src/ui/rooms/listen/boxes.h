// Where everything of the Listen room stands.
#pragma once
#include <array>
#include <string_view>

#include "contract/emotions.h"
#include "contract/snapshot.h"
#include "ui/base/geometry.h"
#include "ui/charts/chart_boxes.h"

namespace emo::ui {

struct ListenBoxes {
  bool phone = false;
  float scale = 1;         // of text
  bool comparing = false;  // two models answer
  bool explained = false;  // the spectrogram is a ground for it: no chips

  ChartBoxes spectrogram, waveform, timeline;
  Box legend, axis_chip, map_chip, range_chip;
  Box panel, verdict, hint, bars;
  std::array<Box, kEmotionCount> bar_rows{};          // none while the plane is shown
  Box plane;                                          // in place of the bars
  Box bars_tab, plane_tab, explain;                   // what the bars' place shows; the explanation's button
  std::string_view explain_label{}, explain_short{};  // of that button
  // Two models: how they agree (in words if they fit), one row a model.
  Box agreement, agreement_caption, agreement_mark, stop_comparing;
  std::array<Box, kModelSlots> answers{};
};

// What the places depend on besides the page.
struct ListenForm {
  bool comparing = false;
  bool has_plane = false, shows_plane = false;  // offered; chosen
  bool explained = false;
  std::string_view explain_label{}, explain_short{};  // "": not offered
};
struct Layout;
ListenBoxes place_listen(Layout& l, const ListenForm& form);

}  // namespace emo::ui
