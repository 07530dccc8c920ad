// What the charts of the Data room are given, the map, the columns of numbers, the comparison and the splits among
// them: all of it goes through fill_chart().
#include "explorer/room_charts.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "contract/data_view.h"
#include "dataset/statistics.h"
#include "explorer/compare_rows.h"
#include "explorer/data_rooms.h"

using namespace emo;
using namespace emo::test;

namespace {

struct Ravdess {
  DataRoom room;
  DataRequest request;
  Ravdess() { room.set_catalogue(ravdess(), "RAVDESS, speech", ""); }
  DataView answer() { return room.answer(request); }
};

std::uint32_t shared_of(Ravdess& r, SplitWay way) {
  r.request.split = way;
  return static_cast<std::uint32_t>(r.answer().shared.size());
}

}  // namespace

TEST_CASE("a cross-table counts two fields at once and passes over the filters of both") {
  Ravdess r;
  r.request.chart = DataChart::cross_table;
  r.request.field = kEmotionField;
  r.request.field_b = kSexField;
  r.request.words = {{kEmotionField, {kHappy}}, {kSexField, {0}}, {kActorField, {0, 1, 2}}};  // two men, one woman
  const DataView view = r.answer();
  CHECK(view.selected == 16);
  REQUIRE(view.words.size() == 8);
  REQUIRE(view.words_b.size() == 2);
  REQUIRE(view.counts.size() == 16);
  for (std::size_t w = 0; w < 8; ++w)
    for (std::size_t c = 0; c < 2; ++c) {
      const std::uint32_t actors = view.words_b[c].word == "male" ? 2 : 1;
      CHECK(view.counts[w * 2 + c] == actors * (w == 0 ? 4 : 8));
    }
}

TEST_CASE("a histogram is stacked by the field, counts every number once and does not rebin when a bin is picked") {
  Ravdess r;
  r.request.chart = DataChart::histogram;
  r.request.column = "duration";
  DataView all = r.answer();
  REQUIRE(all.bins > 1);
  CHECK(all.counts.size() == all.words.size() * all.bins);
  CHECK(sum_of(all.counts) == 1439);
  CHECK(all.left_out == 1);
  CHECK(all.bin_start <= 3.0);
  CHECK(all.bin_start + all.bin_width * all.bins >= 3.99);
  const std::uint32_t neutral = sum_of({all.counts.begin(), all.counts.begin() + all.bins});
  CHECK(neutral == 96);

  r.request.numbers = {{"duration", 3.2F, 3.3F}};
  r.request.words = {{kEmotionField, {kHappy}}};
  DataView picked = r.answer();
  CHECK(picked.counts == all.counts);
  CHECK(picked.bin_width == all.bin_width);
  CHECK(picked.selected < 192);
  r.request.words = {{kSexField, {0}}};
  CHECK(sum_of(r.answer().counts) < 800);
}

TEST_CASE("a spread is of each word's own numbers") {
  Ravdess r;
  r.request.chart = DataChart::spread;
  r.request.column = "RMS level";
  const DataView view = r.answer();
  REQUIRE(view.spreads.size() == 8);
  CHECK(view.left_out == 1);
  const Catalogue catalogue = ravdess();
  for (std::size_t w = 0; w < 8; ++w) {
    std::vector<float> values;
    for (std::size_t row = 0; row < catalogue.row_count(); ++row)
      if (catalogue.codes(Field::emotion)[row] == view.words[w].code)
        values.push_back(catalogue.column(Measure::rms).values[row]);
    const Spread expected = spread_of(values);
    CHECK(view.spreads[w].known == expected.known);
    CHECK(view.spreads[w].median == doctest::Approx(expected.median));
    CHECK(view.spreads[w].deviation == doctest::Approx(expected.standard_deviation));
  }
}

TEST_CASE("files to look at are listed with their rows, and a problem can be picked") {
  Ravdess r;
  REQUIRE(r.room.set_duplicates({{3, 9}, {20, 30, 40}}));
  r.request.chart = DataChart::files;
  const DataView view = r.answer();
  const auto rows_of = [](const DataView& v, std::string_view name) {
    const auto found =
        std::find_if(v.problems.begin(), v.problems.end(), [&](const DataProblem& p) { return p.name == name; });
    return found == v.problems.end() ? std::vector<std::uint32_t>{} : found->rows;
  };
  CHECK(rows_of(view, "missing") == std::vector<std::uint32_t>{5});
  CHECK(rows_of(view, "very quiet").size() == 360 - 1);  // −60 … −51 dBFS, but the one of which nothing is known
  CHECK(rows_of(view, "duplicate") == std::vector<std::uint32_t>{3, 9, 20, 30, 40});
  CHECK(rows_of(view, "clipped").empty());
  r.request.problem = "duplicate";
  CHECK(r.room.selected_rows(r.request).size() == 5);
  CHECK(rows_of(r.answer(), "missing") == std::vector<std::uint32_t>{5});  // passes over its own filter
  r.request.problem = "no such";
  CHECK(r.answer().selected == 0);
}

TEST_CASE("the numbers of mlp180 are columns by librosa's names") {
  Ravdess r;
  CHECK(r.answer().columns.size() == kMeasureCount);
  const std::vector<float> values = clouds(r.room.catalogue(), 180);
  REQUIRE(r.room.set_features(MapFeatures::mlp180, "mlp180, version 1", 180, values));
  r.request.chart = DataChart::spread;
  r.request.column = "chroma_1";
  r.request.field = kActorField;
  r.request.sort = DataSort::number;
  r.request.sort_column = "mel_127";
  r.request.row_count = 3;
  r.request.numbers = {{"mfcc_39", 0.5F, 10.0F}};
  const DataView view = r.answer();
  REQUIRE(view.columns.size() == kMeasureCount + 180);
  CHECK(view.columns[kMeasureCount].name == "mfcc_0");
  CHECK(view.columns[kMeasureCount + 40].name == "chroma_0");
  CHECK(view.columns.back().name == "mel_127");
  CHECK(view.columns.back().known == 1439);
  CHECK(view.problem.empty());
  std::uint32_t expected = 0;
  for (std::size_t row = 0; row < 1440; ++row)
    if (values[row * 180 + 39] >= 0.5F && values[row * 180 + 39] <= 10.0F) ++expected;
  CHECK(view.selected == expected);
  CHECK(view.spreads.size() == 24);
  const float second = values[view.table[1].row * 180 + 179];
  CHECK(view.table[1].numbers.back() == second);  // what it is sorted by is shown
  CHECK(values[view.table[0].row * 180 + 179] <= second);

  // Of some rows only: the others keep theirs.
  REQUIRE(r.room.set_features(MapFeatures::mlp180, "mlp180, version 1", 180, std::vector<float>(180, 9.0F),
                              std::vector<std::uint32_t>{7}));
  CHECK(r.answer().columns.back().known == 1440);
}

TEST_CASE("a map has a point for every row with features; a lasso selects those within it") {
  Ravdess r;
  r.request.chart = DataChart::map;
  r.request.map_features = MapFeatures::mlp180;
  CHECK_FALSE(r.answer().problem.empty());  // nothing is known yet
  CHECK(r.answer().map_x.empty());
  REQUIRE(r.room.set_features(MapFeatures::mlp180, "", 180, clouds(r.room.catalogue(), 180)));
  r.request.words = {{kEmotionField, {kHappy}}};
  const DataView view = r.answer();
  REQUIRE(view.map_x.size() == 1439);
  CHECK(view.left_out == 1);
  CHECK(view.map_words.substr(0, 18) == "PCA of 180 numbers");
  CHECK(view.map_progress == 1.0F);
  REQUIRE(view.map_shares.size() == 2);
  CHECK(view.map_shares[0] >= view.map_shares[1]);
  CHECK(std::find(view.map_rows.begin(), view.map_rows.end(), 7U) == view.map_rows.end());
  std::uint32_t picked = 0;
  float left = 0, right = 0, low = 0, high = 0;
  for (std::size_t i = 0; i < view.map_x.size(); ++i) {
    CHECK(view.map_picked[i] == (view.map_codes[i] == kHappy ? 1 : 0));
    if (view.map_picked[i] == 0) continue;
    ++picked;
    left = std::min(left, view.map_x[i]);
    right = std::max(right, view.map_x[i]);
    low = std::min(low, view.map_y[i]);
    high = std::max(high, view.map_y[i]);
  }
  CHECK(picked == view.selected - (r.room.catalogue().codes(Field::emotion)[7] == kHappy ? 1 : 0));

  r.request.words.clear();
  r.request.lasso = {left, low, right, low, right, high, left, high};
  const DataView lassoed = r.answer();
  CHECK(lassoed.selected >= 180);
  CHECK(lassoed.selected < 1439);
  CHECK(lassoed.chips.back().text == "on the map: " + std::to_string(lassoed.selected));
  CHECK(lassoed.map_x == view.map_x);  // points stay where they are
  r.request.chart = DataChart::distribution;
  CHECK(r.answer().selected == lassoed.selected);  // also where no map is shown
}

TEST_CASE("t-SNE is computed in slices, and a finished map takes no more") {
  Ravdess r;
  std::vector<std::uint32_t> few(200);
  for (std::uint32_t i = 0; i < few.size(); ++i) few[i] = i * 7;
  r.room.set_catalogue(ravdess().subset(few), "some", "");
  REQUIRE(r.room.set_features(MapFeatures::embedding, "made", 24, clouds(r.room.catalogue(), 24)));
  CHECK_FALSE(r.room.step());
  r.request.chart = DataChart::map;
  r.request.map_method = MapMethod::tsne;
  const DataView start = r.answer();
  CHECK(start.map_progress < 1.0F);
  CHECK(start.map_x.size() == 199);
  int steps = 0;
  while (r.room.step()) REQUIRE(++steps < 100000);
  CHECK(steps > 0);
  const DataView end = r.answer();
  CHECK(end.map_progress == 1.0F);
  CHECK(end.map_x != start.map_x);
  CHECK(end.map_words.substr(0, 19) == "t-SNE of 24 numbers");
  r.request.map_method = MapMethod::pca;
  CHECK(r.answer().map_progress == 1.0F);
  r.request.map_method = MapMethod::tsne;
  CHECK(r.answer().map_x == end.map_x);  // kept
}

TEST_CASE("a random split shares speakers between its parts, a speaker-independent one none") {
  Ravdess r;
  r.request.chart = DataChart::split;
  CHECK(r.answer().problem.substr(0, 35) == "These recordings came without a spl");
  CHECK(r.answer().words.empty());

  r.request.split = SplitWay::random;
  const DataView random = r.answer();
  REQUIRE(random.words.size() == 3);
  CHECK(random.words[0].word == "train");
  CHECK(random.words[0].count == 1008);
  CHECK(random.words[1].word == "validation");
  CHECK(random.words[2].word == "test");
  CHECK(sum_of(random.counts) == 1440);
  CHECK(random.shared.size() == 24);
  CHECK(random.speakers == 24);
  std::uint32_t elsewhere = 0;
  for (const DataSharedSpeaker& speaker : random.shared) {
    REQUIRE(speaker.clips.size() == 3);
    CHECK(sum_of(speaker.clips) == 60);
    elsewhere += speaker.clips[1] + speaker.clips[2];
  }
  CHECK(random.shared_clips == elsewhere);

  CHECK(shared_of(r, SplitWay::speaker_independent) == 0);
  CHECK(shared_of(r, SplitWay::stratified) == 24);
  CHECK(shared_of(r, SplitWay::protocol_folds) == 0);
  CHECK(r.answer().words.size() == 6);
  r.request.split = SplitWay::random;
  r.request.split_shares = {1};
  CHECK_FALSE(r.answer().problem.empty());
  CHECK_FALSE(r.answer().problem.empty());  // also when it was said before
}

TEST_CASE("a part keeps its rows while filters change, and its cell selects what it counts") {
  Ravdess r;
  r.request.chart = DataChart::split;
  r.request.split = SplitWay::random;
  r.request.field = kEmotionField;
  const DataView all = r.answer();
  const std::uint32_t cell = all.counts[2 * all.words_b.size() + 2];
  r.request.words = {{kSplitField, {all.words[2].code}}, {kEmotionField, {all.words_b[2].code}}};
  const DataView picked = r.answer();
  CHECK(picked.selected == cell);
  CHECK(picked.counts == all.counts);
  CHECK(picked.words[2].picked);
  CHECK(picked.chips[0].text == "split: test");
  r.request.chart = DataChart::distribution;
  r.request.field = kSplitField;
  CHECK(r.answer().words[0].word == "train");  // in the split's own order, not by letters
  const auto work = r.room.work();
  r.request.search = "Actor_01";
  CHECK(r.answer().selected < cell);
  CHECK(r.room.work().splits == work.splits);
  r.request.split = SplitWay::none;  // what was picked of it means nothing then
  CHECK(r.answer().selected == 0);
  CHECK(r.answer().problem == "What was picked of split is no longer there; take that filter away.");
  CHECK(r.answer().chips[0].text == "split: no longer there");
}

TEST_CASE("the files' own split is there again when none is made, and is what is kept") {
  DataRoom room;
  std::vector<ClipRow> rows;
  for (int i = 0; i < 30; ++i)
    rows.push_back(clip(std::to_string(i) + ".wav", {{Field::emotion, "happy"},
                                                     {Field::actor, std::to_string(i % 6)},
                                                     {Field::split, i < 20   ? "train"
                                                                    : i < 28 ? "test"
                                                                             : ""}}));
  room.set_catalogue(catalogue_of(rows), "mine", "");
  DataRequest request;
  request.chart = DataChart::split;
  const DataView own = room.answer(request);
  CHECK(count_of(own.words, "train") == 20);
  CHECK(own.left_out == 2);
  CHECK(own.shared.size() == 6);
  request.split = SplitWay::stratified;
  request.split_shares = {50, 50};
  CHECK(count_of(room.answer(request).words, "train") == 15);
  CHECK(room.built_in_dataset().catalogue.word(Field::split, 0) == "train");
  CHECK(room.built_in_dataset().catalogue.word(Field::split, 29).empty());
  request.split = SplitWay::none;
  CHECK(room.answer(request).words == own.words);
}

TEST_CASE("clips are compared with the same words by the same speaker, alike in as much as can be") {
  Ravdess r;
  const Catalogue& c = r.room.catalogue();
  r.request.chart = DataChart::compare;
  r.request.field_b = kEmotionField;
  r.request.opened_row = 59;  // actor 01, surprised, strong, second statement and repetition
  DataView view = r.answer();
  REQUIRE(view.compare_rows.size() == 8);
  CHECK(view.compare_rows[7] == 59);
  for (std::size_t w = 0; w < 8; ++w) {
    const std::uint32_t row = view.compare_rows[w];
    REQUIRE(row < 1440);
    CHECK(c.codes(Field::emotion)[row] == view.words_b[w].code);
    for (const Field same : {Field::actor, Field::statement, Field::repetition})
      CHECK(c.word(same, row) == c.word(same, 59));
    CHECK(c.word(Field::intensity, row) == (w == 0 ? "normal" : "strong"));  // neutral is never strong
  }
  r.request.field_b = kActorField;
  r.request.words = {{kEmotionField, {kSad}}};
  r.request.opened_row = kNoRow;  // the first of the selection
  view = r.answer();
  REQUIRE(view.compare_rows.size() == 24);
  const std::uint32_t first = r.room.selected_rows(r.request).front();
  for (std::size_t a = 0; a < 24; ++a) {
    CHECK(c.codes(Field::actor)[view.compare_rows[a]] == view.words_b[a].code);
    CHECK(c.codes(Field::emotion)[view.compare_rows[a]] == kSad);
    CHECK(c.word(Field::statement, view.compare_rows[a]) == c.word(Field::statement, first));
  }
  const auto none = compare_rows(c, {}, first, Field::emotion, std::vector<DataWord>{{kNoCode, "", 0, false}});
  CHECK(none == std::vector<std::uint32_t>{kNoRow});
}

TEST_CASE("where only some clips can be heard, those are compared") {
  Ravdess r;
  const Catalogue& c = r.room.catalogue();
  r.request.chart = DataChart::compare;
  r.request.field_b = kEmotionField;
  DataView view = r.answer();
  CHECK(view.compare_sound == std::vector<std::uint8_t>(8, 0));
  const auto at_once = view.compare_rows;
  // Of actor 02 everything of the second repetition but surprise, of actor 01 nothing.
  std::vector<std::uint8_t> sound(c.row_count(), 0);
  for (std::size_t row = 0; row < sound.size(); ++row)
    sound[row] = c.word(Field::actor, row) == "02" && c.word(Field::repetition, row) == "02" &&
                 c.word(Field::emotion, row) != "surprised";
  REQUIRE(r.room.set_sound(sound));
  view = r.answer();
  CHECK(view.compare_rows != at_once);
  CHECK(view.compare_sound == std::vector<std::uint8_t>{1, 1, 1, 1, 1, 1, 1, 0});
  for (std::size_t w = 0; w < 8; ++w) {
    REQUIRE(view.compare_rows[w] < 1440);
    CHECK(c.word(Field::actor, view.compare_rows[w]) == "02");
    CHECK((sound[view.compare_rows[w]] != 0) == (w < 7));
  }
}
