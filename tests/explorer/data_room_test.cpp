// Selecting, chips, the table, and what is done only once.
#include "explorer/data_room.h"

#include <algorithm>
#include <limits>

#include "contract/data_view.h"
#include "explorer/chips.h"
#include "explorer/data_rooms.h"

using namespace emo;
using namespace emo::test;

namespace {

struct Ravdess {
  DataRoom room;
  Ravdess() { room.set_catalogue(ravdess(), "RAVDESS, speech", "CC BY-NC-SA 4.0"); }
};

std::vector<std::string> texts(const std::vector<DataChip>& chips) {
  std::vector<std::string> all;
  for (const DataChip& chip : chips) all.push_back(chip.text);
  return all;
}

}  // namespace

TEST_CASE("the counts of RAVDESS are the official ones, by whatever field") {
  Ravdess r;
  DataRequest request;
  request.revision = 7;
  request.field = kEmotionField;
  DataView view = r.room.answer(request);
  CHECK(view.revision == 7);
  CHECK(view.title == "RAVDESS, speech");
  CHECK(view.rows == 1440);
  CHECK(view.selected == 1440);
  REQUIRE(view.words.size() == 8);
  CHECK(view.words[0].word == "neutral");
  CHECK(view.words[0].count == 96);
  for (std::size_t i = 1; i < 8; ++i) CHECK(view.words[i].count == 192);
  CHECK(view.imbalance_ratio == doctest::Approx(2));

  request.field = kActorField;
  view = r.room.answer(request);
  REQUIRE(view.words.size() == 24);
  for (const DataWord& word : view.words) CHECK(word.count == 60);

  request.field = static_cast<std::uint8_t>(Field::intensity);
  view = r.room.answer(request);
  CHECK(count_of(view.words, "normal") == 768);
  CHECK(count_of(view.words, "strong") == 672);
}

TEST_CASE("a chart passes over the filters of its own field and minds all others") {
  Ravdess r;
  DataRequest request;
  request.words = {{kEmotionField, {kHappy, kSad}}, {kSexField, {code_of(r.room.catalogue(), Field::sex, "female")}}};
  request.field = kEmotionField;
  DataView view = r.room.answer(request);
  CHECK(view.selected == 192);
  REQUIRE(view.words.size() == 8);  // all can still be picked
  CHECK(count_of(view.words, "happy") == 96);
  CHECK(count_of(view.words, "angry") == 96);
  CHECK(count_of(view.words, "neutral") == 48);
  CHECK(view.words[kHappy].picked);
  CHECK_FALSE(view.words[4].picked);

  request.field = kSexField;
  view = r.room.answer(request);
  CHECK(count_of(view.words, "male") == 192);  // not picked, but there to be picked
  CHECK(count_of(view.words, "female") == 192);

  request.field = kActorField;
  view = r.room.answer(request);
  CHECK(view.words.size() == 12);  // actresses only
  for (const DataWord& word : view.words) CHECK(word.count == 16);
}

TEST_CASE("a picked word stays listed where no row is left of it") {
  Ravdess r;
  DataRequest request;
  request.field = kEmotionField;
  request.words = {{kEmotionField, {kHappy}}};
  request.search = "03-01-04";  // the sad ones
  const DataView view = r.room.answer(request);
  CHECK(view.selected == 0);
  REQUIRE(view.words.size() == 2);
  CHECK(view.words[0] == DataWord{kHappy, "happy", 0, true});
  CHECK(view.words[1] == DataWord{kSad, "sad", 192, false});
}

TEST_CASE("each restriction is a chip in words") {
  Ravdess r;
  DataRequest request;
  request.words = {{kEmotionField, {kHappy, kSad}}, {kActorField, {0, 1, 2, 3, 4, 5, 6}}, {kSexField, {kNoCode}}};
  request.numbers = {{"duration", 3.0F, 4.0F},
                     {"RMS level", -60.0F, -50.0F},
                     {"duration", 3.25F, std::numeric_limits<float>::infinity()}};
  request.search = "kids";
  request.problem = "very quiet";
  request.draw_count = 20;
  request.draw_seed = 7;
  const DataView view = r.room.answer(request);
  CHECK(texts(view.chips) == std::vector<std::string>{"emotion: happy, sad", "actor: 01, 02, 03, 04 and 3 more",
                                                      "sex: unknown", "duration: 3–4 s", "RMS level: −60 to −50 dBFS",
                                                      "duration: at least 3.25 s", "name: kids", "files: very quiet",
                                                      "20 drawn, seed 7"});
  CHECK(view.chips[1].index == 1);
  CHECK(view.chips[5].kind == DataChip::Kind::number);
  CHECK(view.chips[5].index == 2);
}

TEST_CASE("numbers are written with three digits that count") {
  CHECK(number_words(0) == "0");
  CHECK(number_words(3) == "3");
  CHECK(number_words(0.25) == "0.25");
  CHECK(number_words(0.0005) == "0.0005");
  CHECK(number_words(-50) == "−50");
  CHECK(number_words(-0.00000000001) == "0");
  CHECK(number_words(3.14159) == "3.14");
  CHECK(number_words(9.999) == "10");
  CHECK(number_words(44100) == "44100");
  CHECK(number_words(std::numeric_limits<double>::infinity()) == "infinity");
  CHECK(range_words(-std::numeric_limits<double>::infinity(), 4, "s") == "at most 4 s");
}

TEST_CASE("ranges of numbers count both ends and leave unknown numbers out") {
  Ravdess r;
  DataRequest request;
  request.numbers = {{"duration", 3.10F, 3.19F}};
  CHECK(r.room.answer(request).selected == 15 * 10);  // of 3.00 … 3.99 fourteen times, and of 3.00 … 3.39
  request.numbers = {{"duration"}};
  CHECK(r.room.answer(request).selected == 1439);
}

TEST_CASE("the table shows a window of the sorted selection and stays within it") {
  Ravdess r;
  DataRequest request;
  request.sort = DataSort::number;
  request.sort_column = "duration";
  request.descending = true;
  request.first_row = 10;
  request.row_count = 5;
  DataView view = r.room.answer(request);
  REQUIRE(view.table.size() == 5);
  CHECK(view.first_row == 10);
  const auto duration = std::find_if(view.table_columns.begin(), view.table_columns.end(),
                                     [&](std::uint32_t c) { return view.columns[c].name == "duration"; });
  REQUIRE(duration != view.table_columns.end());
  const auto place = static_cast<std::size_t>(duration - view.table_columns.begin());
  CHECK(view.table[0].numbers[place] == doctest::Approx(3.99));
  CHECK(view.table[4].numbers[place] == doctest::Approx(3.98));
  CHECK(view.table[0].name.substr(0, 6) == "03-01-");  // without its folder
  CHECK(view.table_fields.front() == kEmotionField);
  CHECK(std::find(view.table_fields.begin(), view.table_fields.end(),
                  static_cast<std::uint8_t>(Field::corpus)) == view.table_fields.end());  // one word tells nothing
  CHECK(view.table[0].words[0] == r.room.catalogue().word(Field::emotion, view.table[0].row));

  request.first_row = 100000;
  view = r.room.answer(request);
  CHECK(view.first_row == 1435);
  CHECK(view.table.size() == 5);
  request.row_count = 4000000000U;
  CHECK(r.room.answer(request).table.size() == 1000);
}

TEST_CASE("the opened row knows its place and neighbours in the sorted selection") {
  Ravdess r;
  DataRequest request;
  request.words = {{kEmotionField, {kHappy}}};
  request.sort = DataSort::path;
  const auto rows = r.room.selected_rows(request);
  REQUIRE(rows.size() == 192);
  request.opened_row = rows[1];
  request.pointed_row = 3;
  DataView view = r.room.answer(request);
  CHECK(view.opened.row == rows[1]);
  CHECK(view.pointed.row == 3);
  CHECK(view.opened_place == 1);
  CHECK(view.previous_row == rows[0]);
  CHECK(view.next_row == rows[2]);
  request.opened_row = rows[191];
  CHECK(r.room.answer(request).next_row == kNoRow);
  request.opened_row = 0;  // neutral: not selected
  view = r.room.answer(request);
  CHECK(view.opened.words[0] == "neutral");
  CHECK(view.opened_place == kNoRow);
  CHECK(view.previous_row == kNoRow);
  CHECK(view.next_row == rows[0]);
}

TEST_CASE("of clips that our models have learned from, the view says so") {
  Ravdess r;
  DataRequest request;
  CHECK_FALSE(r.room.answer(request).opened_learned);
  request.opened_row = 5;
  CHECK(r.room.answer(request).opened_learned);
  DataRoom own;
  Catalogue catalogue;
  const ClipRow row{.path = "me/happy.wav", .fields = {}, .numbers = {}};
  REQUIRE(catalogue.append(std::span(&row, 1)));
  own.set_catalogue(std::move(catalogue), "mine", "");
  request.opened_row = 0;
  CHECK_FALSE(own.answer(request).opened_learned);
}

TEST_CASE("a draw is of what is selected otherwise and the same for a seed") {
  Ravdess r;
  DataRequest request;
  request.words = {{kEmotionField, {kSad}}};
  request.draw_count = 20;
  request.draw_seed = 7;
  const auto drawn = r.room.selected_rows(request);
  CHECK(drawn.size() == 20);
  for (const std::uint32_t row : drawn) CHECK(r.room.catalogue().codes(Field::emotion)[row] == kSad);
  CHECK(r.room.selected_rows(request) == drawn);
  CHECK(Ravdess().room.selected_rows(request) == drawn);
  request.draw_seed = 8;
  CHECK(r.room.selected_rows(request) != drawn);
  request.draw_count = 5000;
  CHECK(r.room.answer(request).selected == 192);
}

TEST_CASE("sound, numbers and words that come later change the answers") {
  Ravdess r;
  DataRequest request;
  request.row_count = 1;
  CHECK(r.room.answer(request).with_sound == 0);
  std::vector<std::uint8_t> sound(1440, 0);
  sound[0] = sound[9] = 1;
  REQUIRE(r.room.set_sound(sound));
  CHECK(r.room.answer(request).with_sound == 2);
  CHECK(r.room.answer(request).table[0].has_sound);

  const std::vector<std::uint32_t> rows{0, 1};
  REQUIRE(r.room.set_numbers("jitter", "%", rows, std::vector<float>{1, 2}));
  request.numbers = {{"jitter", 2, 2}};
  CHECK(r.room.answer(request).selected == 1);
  request.numbers.clear();

  REQUIRE(r.room.set_word(Field::emotion, rows, "boredom"));
  CHECK(count_of(r.room.answer(request).words, "boredom") == 2);
  CHECK(count_of(r.room.answer(request).words, "neutral") == 94);

  CHECK_FALSE(r.room.set_sound(std::vector<std::uint8_t>(3)));
  CHECK_FALSE(r.room.set_numbers("x", "", std::vector<std::uint32_t>{1440}, std::vector<float>{1}));
  CHECK_FALSE(r.room.set_numbers("x", "", rows, std::vector<float>{1}));
  CHECK_FALSE(r.room.set_word(Field::actor, std::vector<std::uint32_t>{kNoRow}, "x"));
  CHECK_FALSE(r.room.set_duplicates({{0, 5000}}));
  CHECK_FALSE(r.room.set_features(MapFeatures::mlp180, "", 180, std::vector<float>(180)));
}

TEST_CASE("another set of recordings has another number, and nothing of the last is left") {
  Ravdess r;
  DataRequest request;
  request.words = {{kEmotionField, {kHappy}}};
  request.opened_row = 1000;
  const DataView first = r.room.answer(request);
  r.room.set_catalogue(catalogue_of({clip("a.wav", {{Field::emotion, "happy"}})}), "Mine", "");
  const DataView second = r.room.answer(request);
  CHECK(second.catalogue != first.catalogue);
  CHECK(second.rows == 1);
  CHECK(second.selected == 1);
  CHECK(second.opened.row == kNoRow);
  r.room.set_catalogue(Catalogue(), "", "");
  const DataView none = r.room.answer(request);
  CHECK(none.rows == 0);
  CHECK(none.problem.empty());
}

TEST_CASE("a damaged request is answered, with a sentence and without a crash") {
  Ravdess r;
  REQUIRE(r.room.set_features(MapFeatures::mlp180, "mlp180", 180, clouds(r.room.catalogue(), 180)));
  const auto problem_of = [&](const auto& damage) {
    DataRequest request;
    damage(request);
    return r.room.answer(request).problem;
  };
  const auto nan = std::numeric_limits<float>::quiet_NaN();
  CHECK(problem_of([](DataRequest&) {}).empty());
  CHECK(problem_of([](DataRequest& q) { q.field = 10; }) == "There is no field number 10; emotion is shown instead.");
  CHECK_FALSE(problem_of([](DataRequest& q) { q.field_b = 255; }).empty());
  CHECK_FALSE(problem_of([](DataRequest& q) { q.chart = static_cast<DataChart>(77); }).empty());
  CHECK_FALSE(problem_of([](DataRequest& q) { q.sort = static_cast<DataSort>(9); }).empty());
  CHECK_FALSE(problem_of([](DataRequest& q) { q.split = static_cast<SplitWay>(99); }).empty());
  CHECK_FALSE(problem_of([](DataRequest& q) { q.words = {{99, {1}}}; }).empty());
  CHECK_FALSE(problem_of([](DataRequest& q) { q.words = {{1, {1}}, {1, {2}}}; }).empty());
  CHECK_FALSE(problem_of([](DataRequest& q) { q.numbers = {{"no such", 0, 1}}; }).empty());
  CHECK_FALSE(problem_of([](DataRequest& q) { q.numbers.resize(300, {"duration", 0, 1}); }).empty());
  CHECK_FALSE(problem_of([&](DataRequest& q) { q.lasso = {nan, 0, 1, 1, 2, 2}; }).empty());
  CHECK_FALSE(problem_of([&](DataRequest& q) { q.split_shares = {nan}; }).empty());
  CHECK_FALSE(problem_of([](DataRequest& q) {
                q.sort = DataSort::number;
                q.sort_column = "no such";
              }).empty());
  CHECK_FALSE(problem_of([](DataRequest& q) {
                q.chart = DataChart::histogram;
                q.column = "no such";
              }).empty());
  CHECK(problem_of([&](DataRequest& q) { q.numbers = {{"duration", nan, nan}}; }).empty());

  // Whatever bytes a request is made of.
  Seeded seeded(11);
  for (int i = 0; i < 300; ++i) {
    DataRequest request;
    request.chart = static_cast<DataChart>(seeded.below(12));
    request.field = static_cast<std::uint8_t>(seeded.below(14));
    request.field_b = static_cast<std::uint8_t>(seeded.below(14));
    request.column = seeded.below(3) == 0 ? "mfcc_0" : seeded.below(2) == 0 ? "duration" : "x";
    request.map_features = static_cast<MapFeatures>(seeded.below(4));
    request.split = static_cast<SplitWay>(seeded.below(7));
    request.split_shares.assign(seeded.below(5), static_cast<float>(seeded.below(3)));
    for (std::size_t k = seeded.below(4); k > 0; --k)
      request.words.push_back({static_cast<std::uint8_t>(seeded.below(256)), {static_cast<Code>(seeded.next())}});
    if (seeded.below(4) == 0) request.numbers = {{"mel_127", static_cast<float>(seeded.below(9)), 3}};
    request.lasso.assign(seeded.below(9), static_cast<float>(seeded.below(7)));
    request.first_row = static_cast<std::uint32_t>(seeded.next());
    request.row_count = static_cast<std::uint32_t>(seeded.next());
    request.opened_row = static_cast<std::uint32_t>(seeded.next());
    request.draw_count = static_cast<std::uint32_t>(seeded.below(2000));
    const DataView view = r.room.answer(request);
    CHECK(view.rows == 1440);
    CHECK(view.selected <= 1440);
    CHECK(view.table.size() <= 1000);
  }
}

TEST_CASE("a table of 100 000 rows is scrolled without filtering, sorting or counting anew") {
  DataRoom room;
  room.set_catalogue(catalogue_of(many_clips(100000), duration_column()), "made", "");
  DataRequest request;
  request.chart = DataChart::histogram;
  request.words = {{kEmotionField, {kHappy, kSad}}};
  request.numbers = {{"duration", 1, 9}};
  request.sort = DataSort::number;
  request.sort_column = "duration";
  request.row_count = 40;
  const DataView first = room.answer(request);
  CHECK(first.selected > 10000);
  const DataRoom::Work once = room.work();
  CHECK(once == DataRoom::Work{0, 1, 1, 1, 1});
  for (std::uint32_t at = 0; at < 2000; at += 40) {
    request.first_row = at;
    request.opened_row = at;
    ++request.revision;
    const DataView view = room.answer(request);
    CHECK(view.table.size() == 40);
    CHECK(view.table[0].row == room.selected_rows(request)[at]);
  }
  CHECK(room.work() == once);

  request.words.clear();  // another filter sorts nothing
  CHECK(room.answer(request).selected > first.selected);
  CHECK(room.work() == DataRoom::Work{0, 2, 1, 2, 2});
  request.descending = true;  // another order filters nothing and charts nothing
  CHECK(room.answer(request).selected > first.selected);
  CHECK(room.work() == DataRoom::Work{0, 2, 2, 3, 2});
}
