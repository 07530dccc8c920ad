// What stands beside and in each pane of the Features room: how heights become values, ticks and notes.
#pragma once
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "ui/charts/axis.h"
#include "ui/rooms/features/store.h"
#include "ui/rooms/features/window.h"

namespace emo::ui {

// From C at the bottom. "#" and not the musical sign, which the fonts lack.
inline constexpr std::array<std::string_view, 12> kNotes{"C",  "C#", "D",  "D#", "E",  "F",
                                                         "F#", "G",  "G#", "A",  "A#", "B"};

bool is_picture(Pane pane);  // rows as colours; else lines
bool shows_hertz(Pane pane);
std::size_t line_count(Pane pane);  // of PaneLook::lines: its rows that are drawn, the first ones

// Pictures: rows of a pane from the bottom to the top.
struct RowAxis {
  int rows = 1;
  bool is_hertz = false;  // spectrogram and mel: hertz upward, else row numbers
  FrequencyAxis hertz{FrequencyScale::linear, 1};
  float row_low_hz = 0, row_high_hz = 1;  // spectrogram: of the first and last row
  bool rows_are_even = true;              // as high one as the other

  [[nodiscard]] float row_at(float place) const;  // −0.5 at the lower edge of the first row … rows − 0.5
};
RowAxis row_axis(const PaneStore& pane, FrequencyScale scale);

// Lines: a value's place between the bottom (0) and the top (1).
struct ValueAxis {
  float low = 0, high = 1;
  [[nodiscard]] float place(float value) const { return (value - low) / (high - low); }
};
// The waveform's follows what is seen, so that a quiet part is seen too; the others' are those of the whole sound.
ValueAxis value_axis(const PaneStore& pane, const Stretch& seen);

// The largest magnitude that a diverging picture's colours reach: 10, 20, 50, 100 …
float diverging_limit(const PaneStore& pane);
// Colours follow the signed square root, so that small coefficients are seen beside the large first one.
float diverging_place(float value, float limit);

// Ticks of any pane's left axis.
struct TickOptions {
  FrequencyScale scale = FrequencyScale::mel;
  Stretch seen;
  float pixels = 100, min_gap_pixels = 18;
};
std::vector<Tick> pane_ticks(const PaneStore& pane, const TickOptions& options);

}  // namespace emo::ui
