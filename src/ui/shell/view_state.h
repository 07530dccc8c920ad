// Everything the page program knows besides the sound itself.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "contract/snapshot.h"
#include "contract/states.h"
#include "ui/base/colour.h"
#include "ui/base/colour_map.h"
#include "ui/charts/axis.h"
#include "ui/models/card_lines.h"
#include "ui/models/model_list.h"

namespace emo::ui {

struct DecibelRange {
  float low, high;
};
inline constexpr std::array<DecibelRange, 5> kDecibelRanges{
    {{-110, -50}, {-100, -30}, {-90, -20}, {-80, -10}, {-70, 0}}};
inline constexpr std::array<float, 5> kTextScales{0.8F, 1.0F, 1.2F, 1.4F, 1.6F};

struct Settings {
  FrequencyScale axis = FrequencyScale::mel;
  ColourMap map = ColourMap::viridis;
  int range = 2;
  bool projector = false;
  bool plane = false;  // the valence–arousal plane instead of the bars, of models that have one
  bool operator==(const Settings&) const = default;
};

// sheet: one of the shown room's own.
enum class Overlay : std::uint8_t { none, about, models, card, sheet };

struct ViewState {
  int room = 0;  // in the order of the rail
  CaptureState capture = CaptureState::idle;
  ModelState model = ModelState::absent;
  double bytes_loaded = 0, bytes_total = 0;
  double playhead_s = -1;
  bool playing = false;
  Theme theme = Theme::dark;
  float text_scale = 1;
  bool reduced_motion = false;
  Source source = Source::live;
  int device_index = -1;
  float unsure_below = 0.4F;
  double latency_column_ms = 0, latency_prediction_ms = 0;
  bool clip_busy = false;
  // Live, a busy device: by how many seconds (to a tenth) the answers are behind the sound; 0: they keep up.
  double behind_s = 0;

  std::string notice, notice_kind, clip_name, model_name, model_note, version;
  std::vector<std::string> devices, sample_names;

  std::vector<ModelEntry> models;
  int model_index = -1, compared_index = -1;  // in models
  ModelState compared_state = ModelState::absent;
  std::vector<CardLine> card;  // of the open card

  Settings settings;
  Overlay overlay = Overlay::none;
  int sheet = 0;                             // by the room's own number
  bool card_over_models = false;             // closing the card shows the list again
  float models_scroll = 0, card_scroll = 0;  // CSS pixels
  int hovered = -1, focused = -1;            // controls

  float width = 1280, height = 720, pixel_ratio = 1;
};

inline bool compares(const ViewState& view) { return view.compared_index >= 0; }

}  // namespace emo::ui
