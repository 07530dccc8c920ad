#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/rooms/data/charts/chart.h"
#include "ui/rooms/data/charts/maker.h"
#include "ui/rooms/data/charts/views.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

namespace {

struct Place {
  Box box;
  float scale;
};
constexpr Place kPlaces[]{{{320, 120, 1060, 420}, 1},  // a wide screen
                          {{16, 100, 358, 330}, 1},    // a phone
                          {{16, 100, 358, 330}, 1.6F},
                          {{100, 50, 1600, 900}, 0.8F}};

std::vector<AskedChart> all_charts() {
  std::vector<AskedChart> charts{ravdess(DataChart::distribution),
                                 ravdess(DataChart::distribution, Field::actor),
                                 ravdess_cells(),
                                 ravdess_durations(),
                                 ravdess_spreads(),
                                 ravdess_split(true),
                                 ravdess_split(false),
                                 ravdess_files()};
  charts.push_back(charts[0]);
  charts.back().request.donut = true;
  charts.push_back(charts[1]);
  charts.back().request.donut = true;
  return charts;
}

ChartFigure figure(const AskedChart& a, const Place& place = kPlaces[0]) {
  return chart_figure(
      {.view = a.view, .request = a.request, .box = place.box, .scale = place.scale, .donut = a.request.donut});
}

const ChartElement* named(const ChartShape& shape, std::string_view beginning) {
  const auto at = std::find_if(shape.elements.begin(), shape.elements.end(),
                               [&](const ChartElement& e) { return e.name.starts_with(beginning); });
  return at == shape.elements.end() ? nullptr : &*at;
}

bool says(const ChartFigure& drawn, std::string_view words) {
  return std::any_of(drawn.marks.begin(), drawn.marks.end(),
                     [&](const ChartMark& mark) { return mark.text.find(words) != std::string::npos; });
}

AskedChart many_words(std::size_t count) {
  AskedChart a = ravdess(DataChart::distribution, Field::actor);
  a.view.words.clear();
  for (std::size_t i = 0; i < count; ++i)
    a.view.words.push_back(chart_word(i, "a rather long name " + std::to_string(i), i % 10 == 0 ? 100 : 5));
  return a;
}

}  // namespace

TEST_CASE("every part of every chart lies inside its box, has a name, and none lies over another") {
  for (const AskedChart& a : all_charts()) {
    for (const Place& place : kPlaces) {
      const ChartFigure drawn = figure(a, place);
      CAPTURE(chart_title(a.request));
      CAPTURE(place.box.w);
      CAPTURE(place.scale);
      CHECK(!drawn.marks.empty());
      for (std::size_t i = 0; i < drawn.elements.size(); ++i) {
        const ChartElement& element = drawn.elements[i];
        CAPTURE(element.name);
        CHECK(place.box.contains(element.box));
        CHECK(!element.box.empty());
        CHECK(!element.name.empty());
        CHECK(element.filter.kind != DataFilter::Kind::none);
        CHECK(!element.picked);
        for (std::size_t j = 0; j < i; ++j) CHECK(!element.box.overlaps(drawn.elements[j].box));
      }
    }
  }
}

TEST_CASE("nothing that a chart paints leaves its box") {
  for (const AskedChart& a : all_charts()) {
    for (const Place& place : kPlaces) {
      CAPTURE(chart_title(a.request));
      CAPTURE(place.box.w);
      CAPTURE(place.scale);
      for (const ChartMark& mark : figure(a, place).marks) {
        if (mark.kind == ChartMark::Kind::text) continue;  // centred in boxes that are wider than their words
        CAPTURE(mark.text);
        CHECK(place.box.contains(mark.box));
      }
    }
  }
}

TEST_CASE("the words of a chart are written inside it") {
  for (const AskedChart& a : all_charts()) {
    for (const Place& place : kPlaces) {
      CAPTURE(chart_title(a.request));
      CAPTURE(place.box.w);
      CAPTURE(place.scale);
      for (const ChartMark& mark : figure(a, place).marks) {
        if (mark.kind != ChartMark::Kind::text) continue;
        const float w = std::min(mark.box.w, text_width(mark.text, mark.size * place.scale, mark.face));
        const float spare = mark.box.w - w;
        const float x = mark.box.x + (mark.placing == Placing::left     ? 0
                                      : mark.placing == Placing::centre ? spare / 2
                                                                        : spare);
        CAPTURE(mark.text);
        CHECK(x >= place.box.x - 1);
        CHECK(x + w <= place.box.right() + 1);
        CHECK(mark.box.centre_y() >= place.box.y);
        CHECK(mark.box.centre_y() <= place.box.bottom());
      }
    }
  }
}

TEST_CASE("a bar is named by its word, its clips and their share, and filters the word") {
  const AskedChart a = ravdess(DataChart::distribution);
  const ChartShape shape = chart_shape(a.view, a.request, kPlaces[0].box, 1, false);
  REQUIRE(shape.elements.size() == 8);
  CHECK(shape.elements[0].name == "neutral, 96 clips, 6.7 %");
  CHECK(shape.elements[2].name == "happy, 192 clips, 13.3 %");
  CHECK(shape.elements[2].filter == DataFilter{.kind = DataFilter::Kind::word, .field = 1, .code = 2});
  CHECK(shape.slices.empty());
}

TEST_CASE("bars are as long as their counts") {
  const AskedChart a = ravdess(DataChart::distribution);
  for (const Place& place : {kPlaces[0], kPlaces[1]}) {
    const ChartFigure drawn = figure(a, place);
    const auto bar = [&](int element) {
      Box longest;
      for (const ChartMark& mark : drawn.marks) {
        if (mark.kind == ChartMark::Kind::fill && mark.element == element &&
            mark.box.w * mark.box.h > longest.w * longest.h)
          longest = mark.box;
      }
      return longest;
    };
    const Box neutral = bar(0), happy = bar(2);
    const bool upright = neutral.h != happy.h;
    CHECK(upright == (place.box.w > 500));
    CHECK((upright ? happy.h / neutral.h : happy.w / neutral.w) == doctest::Approx(2));
    CHECK((upright ? happy.w : happy.h) == doctest::Approx(upright ? neutral.w : neutral.h));
  }
}

TEST_CASE("of 2000 words the thirty most frequent are shown, in their order, and the others counted") {
  const ChartFigure drawn = figure(many_words(2000), {{0, 0, 900, 800}, 1});
  REQUIRE(drawn.elements.size() == 30);
  CHECK(drawn.elements[0].name.starts_with("a rather long name 0, 100 clips"));
  CHECK(drawn.elements[29].name.starts_with("a rather long name 290, 100 clips"));
  CHECK(says(drawn, "The 30 most frequent; 1970 others have 26\u00A0000 clips"));
}

TEST_CASE("a small box shows fewer words rather than touching ones") {
  const ChartFigure drawn = figure(many_words(2000), kPlaces[1]);
  CHECK(drawn.elements.size() >= 6);
  CHECK(drawn.elements.size() < 20);
  for (const ChartElement& element : drawn.elements) CHECK(element.box.h >= 20);
}

TEST_CASE("all 24 actors are there on a wide screen, as bars and in the table") {
  CHECK(figure(ravdess(DataChart::distribution, Field::actor)).elements.size() == 24);
  const ChartFigure cells = figure(ravdess_cells());
  CHECK(cells.elements.size() == 24 + 8 + 24 * 8);
  CHECK(named(cells, "happy, 24, 8 clips") != nullptr);
  CHECK(named(cells, "neutral, 01, 4 clips") != nullptr);
  CHECK(named(cells, "neutral, 96 clips") != nullptr);  // the row's sum
  CHECK(named(cells, "24, 60 clips") != nullptr);
  CHECK(says(cells, "1440"));
}

TEST_CASE("the table turns where more words find room so") {
  const AskedChart a = ravdess_cells();
  const ChartFigure drawn = figure(a, {{0, 0, 358, 560}, 1});
  const ChartElement* cell = named(drawn, "24, happy, 8 clips");
  REQUIRE(cell != nullptr);
  CHECK(cell->filter == DataFilter{.kind = DataFilter::Kind::cell, .field = 5, .field_b = 1, .code = 23, .code_b = 2});
}

TEST_CASE("a donut's slices make one turn and are pressed as their lines") {
  AskedChart a = ravdess(DataChart::distribution);
  a.request.donut = true;
  const ChartShape shape = chart_shape(a.view, a.request, kPlaces[0].box, 1, true);
  REQUIRE(shape.slices.size() == 8);
  float end = 0;
  for (const ChartSlice& slice : shape.slices) {
    CHECK(slice.start == doctest::Approx(end));
    CHECK(slice.end - slice.start == doctest::Approx(slice.element == 0 ? 96 / 1440.0 : 192 / 1440.0));
    end = slice.end;
  }
  CHECK(end == doctest::Approx(1));
  const Box ring = shape.slices[0].ring;
  const float middle = ring.w / 2 * (1 + kDonutHole) / 2;
  CHECK(element_at(shape, ring.centre_x() + 2, ring.centre_y() - middle) == 0);  // just after the top
  CHECK(element_at(shape, ring.centre_x() - 2, ring.centre_y() - middle) == 7);  // just before it
  CHECK(element_at(shape, ring.centre_x(), ring.centre_y()) == -1);
  CHECK(element_at(shape, shape.elements[3].box.centre_x(), shape.elements[3].box.centre_y()) == 3);
}

TEST_CASE("ticks are round, within the axis, and whole where they count") {
  for (const double high : {1.0, 3.0, 7.0, 96.0, 192.0, 1440.0, 99999.0}) {
    for (const int most : {1, 3, 6}) {
      const auto ticks = round_ticks(0, high, most, true);
      REQUIRE(!ticks.empty());
      CHECK(ticks.size() <= static_cast<std::size_t>(most) + 1);
      CHECK(ticks.front().value == 0);
      CHECK(ticks.back().value <= high);
      for (const ChartTick& tick : ticks) CHECK(tick.value == std::round(tick.value));
    }
  }
  const auto seconds = round_ticks(2.93, 5.27, 12, false);
  REQUIRE(seconds.size() >= 5);
  CHECK(seconds[0].label == "3.0");
  CHECK(seconds[1].label == "3.2");
  CHECK(round_ticks(1, 1, 5, false).empty());
  const auto levels = round_ticks(-62, -18, 5, false);
  CHECK(levels[0].label == "\u221260");
}

TEST_CASE("a bin says its range, its clips and its words, and filters just the values that it counts") {
  const AskedChart a = ravdess_durations();
  const ChartFigure drawn = figure(a);
  const ChartElement* bin = named(drawn, "3.5 to 3.6 s");
  REQUIRE(bin != nullptr);
  CHECK(bin->name.find(", neutral 20") != std::string::npos);
  CHECK(bin->filter.column == "duration");
  // Bins share no value, and none falls between two of them.
  std::vector<const ChartElement*> bins;
  for (const ChartElement& element : drawn.elements) {
    if (element.filter.kind == DataFilter::Kind::range) bins.push_back(&element);
  }
  REQUIRE(bins.size() == 24);
  for (std::size_t i = 0; i < bins.size(); ++i) {
    CHECK(static_cast<double>(bins[i]->filter.low) >= a.view.bin_start + a.view.bin_width * static_cast<double>(i));
    if (i > 0) CHECK(std::nextafter(bins[i - 1]->filter.high, 1e9F) == bins[i]->filter.low);
  }
  CHECK(says(drawn, "7 clips are left out"));
  CHECK(says(drawn, "Duration (s)"));
  CHECK(named(drawn, "happy, 192 clips") != nullptr);  // of the legend
}

TEST_CASE("bins too narrow for a finger are shown joined, and lose no clip") {
  AskedChart a = ravdess_durations();
  a.view.bins = 60;
  a.view.counts.assign(8 * 60, 1);
  const ChartFigure drawn = figure(a, kPlaces[1]);
  std::size_t bins = 0;
  for (const ChartElement& element : drawn.elements) {
    if (element.filter.kind != DataFilter::Kind::range) continue;
    ++bins;
    CHECK(element.name.find(", 16 clips, neutral 2, calm 2") != std::string::npos);
  }
  CHECK(bins == 30);
}

TEST_CASE("a spread's line reads mean, deviation and quartiles") {
  const ChartFigure drawn = figure(ravdess_spreads());
  const ChartElement* neutral = named(drawn, "neutral");
  REQUIRE(neutral != nullptr);
  CHECK(neutral->name ==
        "neutral, mean 3.50 ± 0.31, median 3.48, middle half 3.30 to 3.71, all 2.90 to 4.90, 96 clips");
  CHECK(says(drawn, "3.50 ± 0.31"));
}

TEST_CASE("speakers in two parts are named in red with the reason why that matters") {
  const ChartFigure mixed = figure(ravdess_split(false));
  CHECK(says(mixed,
             "24 of 24 speakers are in train, validation and test (432 clips outside the speaker’s first part): "
             "the model is tested on voices it has learned. This is where “92 %” comes from."));
  CHECK(says(mixed, "Actor_01"));
  CHECK(says(mixed, "train 42, validation 9, test 9"));
  CHECK(std::any_of(mixed.marks.begin(), mixed.marks.end(), [](const ChartMark& m) {
    return m.kind == ChartMark::Kind::cross && m.colour == palette(Theme::dark).error;
  }));
  const ChartElement* train = named(mixed, "train");
  REQUIRE(train != nullptr);
  CHECK(train->name.starts_with("train, 1008 clips, 70.0 %, neutral 67, calm 134"));
  CHECK(train->filter == DataFilter{.kind = DataFilter::Kind::word, .field = 9, .code = 0});

  const ChartFigure apart = figure(ravdess_split(true));
  CHECK(says(apart, "No speaker is in two parts"));
  CHECK(!says(apart, "92"));
}

TEST_CASE("files to check are pressed by their problem; a problem without files is none") {
  const ChartFigure drawn = figure(ravdess_files());
  REQUIRE(drawn.elements.size() == 2);
  CHECK(drawn.elements[0].name == "very quiet, below −50 dBFS, 3 clips");
  CHECK(drawn.elements[0].filter.kind == DataFilter::Kind::problem);
  CHECK(drawn.elements[0].filter.column == "very quiet");
  CHECK(says(drawn, "none"));
}

TEST_CASE("what is picked stands out, the rest is dimmed") {
  AskedChart a = ravdess(DataChart::distribution);
  toggle_filter(a.request, {.kind = DataFilter::Kind::word, .field = 1, .code = 2});
  const ChartFigure drawn = figure(a);
  for (const ChartElement& element : drawn.elements) CHECK(element.picked == element.name.starts_with("happy"));
  for (const ChartMark& mark : drawn.marks) {
    if (mark.kind == ChartMark::Kind::shape) CHECK((mark.colour.a == 255) == (mark.element == 2));
  }
}

TEST_CASE("a press adds a word to its field's filter or takes it away, and shows the first row again") {
  DataRequest request;
  request.first_row = 700;
  const DataFilter happy{.kind = DataFilter::Kind::word, .field = 1, .code = 2};
  const DataFilter sad{.kind = DataFilter::Kind::word, .field = 1, .code = 3};
  const DataFilter actor{.kind = DataFilter::Kind::word, .field = 5, .code = 0};
  toggle_filter(request, happy);
  toggle_filter(request, actor);
  toggle_filter(request, sad);
  CHECK(request.first_row == 0);
  CHECK(request.words == std::vector<FieldFilter>{{1, {2, 3}}, {5, {0}}});
  toggle_filter(request, happy);
  CHECK(request.words == std::vector<FieldFilter>{{1, {3}}, {5, {0}}});
  toggle_filter(request, sad);
  CHECK(request.words == std::vector<FieldFilter>{{5, {0}}});
}

TEST_CASE("a press of a cell filters both its words alone; again, none") {
  DataRequest request;
  request.words = {{1, {4, 5}}, {6, {0}}};
  const DataFilter cell{.kind = DataFilter::Kind::cell, .field = 1, .field_b = 5, .code = 2, .code_b = 7};
  toggle_filter(request, cell);
  CHECK(request.words == std::vector<FieldFilter>{{6, {0}}, {1, {2}}, {5, {7}}});
  toggle_filter(request, cell);
  CHECK(request.words == std::vector<FieldFilter>{{6, {0}}});
}

TEST_CASE("neighbouring bins grow one range; a press at its edge shrinks it, elsewhere it begins anew") {
  const AskedChart a = ravdess_durations();
  const ChartShape shape = figure(a);
  DataRequest request = a.request;
  std::vector<DataFilter> bins;
  for (const ChartElement& element : shape.elements) {
    if (element.filter.kind == DataFilter::Kind::range) bins.push_back(element.filter);
  }
  toggle_filter(request, bins[5]);
  toggle_filter(request, bins[6]);
  toggle_filter(request, bins[4]);
  REQUIRE(request.numbers.size() == 1);
  CHECK(request.numbers[0] == RangeFilter{"duration", bins[4].low, bins[6].high});
  toggle_filter(request, bins[4]);
  CHECK(request.numbers[0] == RangeFilter{"duration", bins[5].low, bins[6].high});
  toggle_filter(request, bins[6]);
  CHECK(request.numbers[0] == RangeFilter{"duration", bins[5].low, bins[5].high});
  toggle_filter(request, bins[20]);
  CHECK(request.numbers[0] == RangeFilter{"duration", bins[20].low, bins[20].high});
  toggle_filter(request, bins[20]);
  CHECK(request.numbers.empty());
}

TEST_CASE("a problem is picked and let go by its name") {
  DataRequest request;
  const DataFilter quiet{.kind = DataFilter::Kind::problem, .column = "very quiet"};
  toggle_filter(request, quiet);
  CHECK(request.problem == "very quiet");
  toggle_filter(request, quiet);
  CHECK(request.problem.empty());
}

TEST_CASE("an empty chart says why; a view that does not fit its request draws nothing") {
  AskedChart a = ravdess(DataChart::distribution);
  a.view.words.clear();
  a.view.selected = 0;
  CHECK(says(figure(a), "No clip passes all filters."));
  a = ravdess(DataChart::cross_table);  // the view has no counts
  a.view.words_b = actor_words();
  a.request.revision = 2;
  CHECK(figure(a).marks.empty());
  a = ravdess(DataChart::map);
  CHECK(figure(a).marks.empty());
}

TEST_CASE("the series of colours stands out from the page and neighbours from each other") {
  for (const Theme theme : {Theme::dark, Theme::light}) {
    for (std::size_t i = 0; i < 6; ++i) {
      const Rgba colour = word_ink(5, 3, i, theme).colour;
      CHECK(contrast(colour, palette(theme).background) >= 3);
      CHECK(contrast(colour, word_ink(5, 3, i + 1, theme).colour) >= 1.3);
    }
  }
  CHECK(word_ink(1, 2, 5, Theme::dark) == WordInk{palette(Theme::dark).emotions[2], Shape::triangle_up});
  CHECK(word_ink(5, 2, 1, Theme::dark).shape != word_ink(5, 2, 7, Theme::dark).shape);
}
