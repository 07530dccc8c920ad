// What the charts' figures are put together with.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "contract/data_view_parts.h"
#include "ui/rooms/data/charts/figure.h"
#include "ui/rooms/data/charts/word_ink.h"

namespace emo::ui {

struct ChartText {
  float size = 13;
  Rgba colour{0, 0, 0, 0};  // this: quiet
  Face face = Face::regular;
  Placing placing = Placing::left;
  int element = -1;
};

struct ChartTick {
  double value = 0;
  std::string label;
};
// At multiples of 1, 2 or 5 times a power of ten, at most `most` + 1 of them within low … high. whole: none between
// whole numbers.
std::vector<ChartTick> round_ticks(double low, double high, int most, bool whole);

// Words that find room: the most frequent `most`, in the order given, and what is left of them.
struct ShownWords {
  std::vector<std::size_t> places;  // in the list
  std::size_t others = 0;           // words
  std::uint32_t other_clips = 0;
};
ShownWords shown_words(const std::vector<DataWord>& words, std::size_t most);
std::string others_sentence(const ShownWords& shown);  // "The 30 most frequent, 1970 others"; "" all are there

const std::string& word_name(const DataWord& word);                 // "unknown" if it is empty
std::string clip_count(std::uint64_t count);                        // "1 clip", "12 440 clips"
std::string number_words(std::uint64_t count);                      // "12 440"
std::string share_words(std::uint64_t part, std::uint64_t of);      // "13.3 %"
std::string counted_name(const DataWord& word, std::uint64_t all);  // "happy, 192 clips, 13.3 %"
// One after the other; smaller than a row of +.
std::string joined(std::initializer_list<std::string_view> parts);
std::string value_words(double value, double step);  // as exact as steps of that size need
std::string unit_of(const DataView& view, std::string_view column);
std::string field_name(std::uint8_t field);  // "emotion"
std::string capital(std::string words);      // "duration" -> "Duration"

class ChartMaker {
 public:
  explicit ChartMaker(const ChartOptions& options);

  const DataView& view;
  const DataRequest& request;
  const Palette& k;
  float s;   // of text and of distances
  Box rest;  // what is still free
  Theme theme;
  ChartFigure figure;

  ChartMark& mark(ChartMark::Kind kind, const Box& box, Rgba colour, int element = -1);
  void fill(const Box& box, Rgba colour, float radius = 0, int element = -1);
  void rule(float x, float y, float w);  // a hairline across
  void text(const Box& box, std::string_view words, const ChartText& style = {});
  // From the top of the rest; a distance below.
  void paragraph(std::string_view words, Rgba colour);
  void sentence(std::string_view words);  // alone in the middle: nothing to be drawn
  void title(const std::string& aside = {}, const std::string& shorter = {});  // the first that fits
  void note(std::string_view words);                                           // the last line
  int element(const Box& box, std::string name, bool picked, DataFilter filter);
  int word_element(const Box& box, std::string name, std::uint8_t field, std::uint16_t code);
  [[nodiscard]] float width(std::string_view words, float size = 13, Face face = Face::regular) const {
    return text_width(words, size * s, face);
  }

  // Of the word at a place of view.words or, with_b, of words_b.
  [[nodiscard]] Rgba word_colour(std::uint8_t field, std::uint16_t code, std::size_t place) const;
  // Its shape where it is an emotion, else a small box.
  void swatch(const Box& box, std::uint8_t field, std::uint16_t code, Rgba colour, int element = -1);
  [[nodiscard]] bool has_filter(std::uint8_t field) const;
  // Not picked while others are: dimmed.
  [[nodiscard]] bool is_picked(std::uint8_t field, std::uint16_t code) const;
  [[nodiscard]] Rgba shown(Rgba colour, std::uint8_t field, std::uint16_t code) const;
  [[nodiscard]] Rgba ink(std::uint8_t field, std::uint16_t code) const;  // of its name, which can be read either way

  // Lines of swatches and names at the top of the rest, each an element.
  void legend(std::uint8_t field, const std::vector<DataWord>& words, const ShownWords& which);
  // Axis of counts along the left of the plot, 0 to the returned top.
  double count_axis(const Box& plot, std::uint64_t most);
  // Axis of values in the kValueAxisHeight under the plot; its title with the unit below the numbers.
  void value_axis(const Box& plot, double low, double high, std::string_view axis_title, bool whole = false);
};
inline constexpr float kDimmed = 0.32F;
inline constexpr float kAxisWidth = 44, kValueAxisHeight = 40, kLegendLine = 26;  // at scale 1

// Black or white, whichever can be read on it.
Rgba ink_on(Rgba ground);

void make_bars(ChartMaker& chart);
void make_donut(ChartMaker& chart);
void make_cross_table(ChartMaker& chart);
void make_histogram(ChartMaker& chart);
void make_spread(ChartMaker& chart);
void make_split(ChartMaker& chart);
void make_files(ChartMaker& chart);

}  // namespace emo::ui
