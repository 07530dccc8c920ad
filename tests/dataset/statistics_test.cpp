#include "dataset/statistics.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <vector>

#include "dataset/clips.h"
#include "dataset/manifest.h"
#include "dataset/problem_files.h"
#include "dataset/recognition.h"

using namespace emo;
using test::catalogue_of;
using test::clip;
using test::Manifest;
using test::manifest_of;
using test::manifest_text;
using test::recognised;
using test::word_counts;

namespace {

constexpr auto kDuration = static_cast<std::size_t>(Measure::duration);

Catalogue of_durations(const std::vector<float>& values) {
  std::vector<ClipRow> rows;
  for (const float v : values) rows.push_back(clip("x.wav", {{Field::emotion, v > 2 ? "sad" : "happy"}}, {v}));
  return catalogue_of(rows, test::duration_column());
}

Histogram histogram_of(const Catalogue& c, HistogramDesc desc = {}) {
  const auto result = histogram(c, desc, all_rows(c));
  REQUIRE(result.ok());
  return result.value();
}

}  // namespace

TEST_CASE("counts and shares by a field, in the eight's order, other labels after them, unknown last") {
  const Catalogue c =
      catalogue_of({clip("1", {{Field::emotion, "zeal"}}), clip("2", {}), clip("3", {{Field::emotion, "sad"}}),
                    clip("4", {{Field::emotion, "sad"}}), clip("5", {{Field::emotion, "boredom"}})});
  const auto counts = counts_by(c, Field::emotion, all_rows(c));
  REQUIRE(counts.size() == 4);
  CHECK(counts[0].code == static_cast<Code>(Emotion::sad));
  CHECK(counts[0].count == 2);
  CHECK(counts[0].share == doctest::Approx(0.4));
  CHECK(c.vocabulary(Field::emotion).word(counts[1].code) == "boredom");
  CHECK(c.vocabulary(Field::emotion).word(counts[2].code) == "zeal");
  CHECK(counts[3].code == kUnknown);
  CHECK(counts_by(c, Field::emotion, {}).empty());
  const std::vector<std::uint32_t> some{1, 2};
  CHECK(counts_by(c, Field::emotion, some).front().share == doctest::Approx(0.5));
}

TEST_CASE("imbalance is told by the ratio and by the normalised entropy") {
  const std::vector<WordCount> even{{0, 5}, {1, 5}, {2, 5}, {kUnknown, 100}};
  CHECK(imbalance_of(even).classes == 3);
  CHECK(imbalance_of(even).ratio == doctest::Approx(1));
  CHECK(imbalance_of(even).entropy == doctest::Approx(1));
  const std::vector<WordCount> uneven{{0, 3}, {1, 1}};
  CHECK(imbalance_of(uneven).ratio == doctest::Approx(3));
  CHECK(imbalance_of(uneven).entropy == doctest::Approx(0.8112781));  // −¾ log₂ ¾ − ¼ log₂ ¼
  const std::vector<WordCount> one{{0, 3}};
  CHECK(imbalance_of(one).ratio == doctest::Approx(1));
  CHECK(std::isnan(imbalance_of(one).entropy));
  CHECK(imbalance_of({}).classes == 0);
}

TEST_CASE("a cross-table counts every pair of words, unknown ones too") {
  const Catalogue c = catalogue_of({clip("1", {{Field::emotion, "sad"}, {Field::sex, "male"}}),
                                    clip("2", {{Field::emotion, "sad"}, {Field::sex, "female"}}),
                                    clip("3", {{Field::emotion, "sad"}, {Field::sex, "male"}}),
                                    clip("4", {{Field::emotion, "happy"}})});
  const CrossTable t = cross_table(c, Field::emotion, Field::sex, all_rows(c));
  REQUIRE(t.row_codes.size() == 2);     // happy, sad
  REQUIRE(t.column_codes.size() == 3);  // female, male, unknown
  CHECK(t.counts == std::vector<std::uint32_t>{0, 0, 1, 1, 2, 0});
  CHECK(t.at(1, 1) == 2);
}

TEST_CASE("mean, standard deviation and quartiles agree with numpy's") {
  // numpy: mean 3.4, std(ddof=1) 2.302173, quantiles [1, 2, 3, 4, 7] of [7, 1, 3, 2, 4]
  const Spread odd = spread_of({7, 1, 3, 2, 4, kNotKnown, INFINITY, -INFINITY});
  CHECK(odd.known == 5);
  CHECK(odd.left_out == 3);
  CHECK(odd.mean == doctest::Approx(3.4));
  CHECK(odd.standard_deviation == doctest::Approx(2.302173));
  CHECK(odd.least == 1);
  CHECK(odd.lower_quartile == doctest::Approx(2));
  CHECK(odd.median == doctest::Approx(3));
  CHECK(odd.upper_quartile == doctest::Approx(4));
  CHECK(odd.most == 7);
  // numpy.quantile([1, 2, 3, 4], [.25, .5, .75]) = 1.75, 2.5, 3.25
  const Spread even = spread_of({4, 3, 2, 1});
  CHECK(even.lower_quartile == doctest::Approx(1.75));
  CHECK(even.median == doctest::Approx(2.5));
  CHECK(even.upper_quartile == doctest::Approx(3.25));
  const Spread one = spread_of({5});
  CHECK(one.mean == 5);
  CHECK(std::isnan(one.standard_deviation));
  CHECK(std::isnan(spread_of({}).mean));
}

TEST_CASE("spreads are told by the words of a field") {
  const Catalogue c = of_durations({1, 2, 3, 5, kNotKnown});
  const auto spreads = spread_by(c, kDuration, Field::emotion, all_rows(c));
  REQUIRE(spreads.ok());
  REQUIRE(spreads.value().size() == 2);
  CHECK(spreads.value()[0].code == static_cast<Code>(Emotion::happy));
  CHECK(spreads.value()[0].spread.mean == doctest::Approx(1.5));
  CHECK(spreads.value()[0].spread.left_out == 1);
  CHECK(spreads.value()[1].spread.mean == doctest::Approx(4));
  CHECK(!spread_by(c, 99, Field::emotion, all_rows(c)).ok());
}

TEST_CASE("a histogram's bins have round edges, hold every finite value and are stacked by a field") {
  std::vector<float> values;
  for (int i = 0; i < 1000; ++i) values.push_back(static_cast<float>(i) / 200.0F);  // 0 … 4.995 s
  values.push_back(kNotKnown);
  values.push_back(-INFINITY);
  const Catalogue c = of_durations(values);
  // IQR 2.4975, so 2 · IQR / 10 = 0.4995, rounded up to 0.5.
  const Histogram h = histogram_of(c, {.column = kDuration, .stacked_by = Field::emotion});
  CHECK(h.width == doctest::Approx(0.5));
  CHECK(h.start == 0);
  REQUIRE(h.bins == 10);
  CHECK(h.left_out == 2);
  REQUIRE(h.layers.size() == 2);
  CHECK(h.at(0, 0) == 100);
  CHECK(h.at(1, 0) == 0);
  CHECK(h.at(1, 9) == 100);
  CHECK(std::accumulate(h.counts.begin(), h.counts.end(), 0U) == 1000);
}

TEST_CASE("histograms of odd data: outliers are capped, equal values share a bin, nothing gives no bin") {
  std::vector<float> values(500);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i % 10) / 1000.0F;
  values.push_back(1000.0F);
  values.push_back(-1000.0F);
  const Histogram capped = histogram_of(of_durations(values));
  CHECK(capped.bins <= 60);
  CHECK(capped.width == doctest::Approx(50));
  CHECK(std::accumulate(capped.counts.begin(), capped.counts.end(), 0U) == 502);

  const Histogram equal = histogram_of(of_durations({3, 3, 3}));
  CHECK(equal.bins == 1);
  CHECK(equal.at(0, 0) == 3);
  CHECK((equal.start <= 3 && 3 < equal.start + equal.width));
  CHECK(histogram_of(of_durations({0, 0})).at(0, 0) == 2);
  CHECK(histogram_of(of_durations({kNotKnown})).bins == 0);
  CHECK(histogram_of(of_durations({kNotKnown})).left_out == 1);

  const Histogram mostly_equal = histogram_of(of_durations({1, 1, 1, 1, 1, 1, 1, 9}));  // IQR 0: Sturges, 8 / 4 = 2
  CHECK(mostly_equal.width == doctest::Approx(2));
  for (const std::size_t most : {1U, 2U, 3U, 7U}) {
    const Histogram few = histogram_of(of_durations({-1, -0.5, 0, 0.25, 1}), {.column = kDuration, .most_bins = most});
    CHECK(few.bins <= most);
    CHECK(std::accumulate(few.counts.begin(), few.counts.end(), 0U) == 5);
    CHECK(few.start <= -1);
    CHECK(few.start + few.width * static_cast<double>(few.bins) >= 1);
  }
  const Catalogue c = of_durations({1});
  CHECK(!histogram(c, {.column = 99}, all_rows(c)).ok());
}

TEST_CASE("files that deserve a look are listed by the stated rules") {
  Catalogue c = catalogue_of({clip("good", {{Field::emotion, "sad"}}, {2.0F, -20.0F, 0.0F}),
                              clip("missing", {{Field::emotion, "sad"}}, {kNotKnown, kNotKnown, kNotKnown}),
                              clip("unlabelled, short", {}, {0.99F, -20.0F, 0.0F}),
                              clip("digital silence", {{Field::emotion, "sad"}}, {2.0F, -INFINITY, 0.0F}),
                              clip("at the edge of silence", {{Field::emotion, "sad"}}, {1.0F, -75.0F, 0.0F}),
                              clip("quiet", {{Field::emotion, "sad"}}, {2.0F, -50.5F, 0.0005F}),
                              clip("clipped", {{Field::emotion, "sad"}}, {2.0F, -50.0F, 0.001F})},
                             {static_cast<std::size_t>(Measure::duration), static_cast<std::size_t>(Measure::rms),
                              static_cast<std::size_t>(Measure::clipped_share)});
  const auto lists = problem_files(c, all_rows(c));
  using Rows = std::vector<std::uint32_t>;
  const auto of = [&](Problem p) { return lists[static_cast<std::size_t>(p)]; };
  CHECK(of(Problem::missing) == Rows{1});
  CHECK(of(Problem::unlabelled) == Rows{2});
  CHECK(of(Problem::silent) == Rows{3, 4});
  CHECK(of(Problem::very_quiet) == Rows{5});
  CHECK(of(Problem::clipped) == Rows{6});
  CHECK(of(Problem::too_short) == Rows{2});
}

TEST_CASE("files of the same content are found, in groups") {
  const std::vector<std::uint64_t> hashes{7, 5, 0, 7, 9, 5, 0, 7};
  using Rows = std::vector<std::uint32_t>;
  CHECK(duplicates(hashes) == std::vector<Rows>{{0, 3, 7}, {1, 5}});
  CHECK(duplicates({}).empty());
}

TEST_CASE("RAVDESS' real file names give the official counts") {
  const std::string text = manifest_text();
  if (text.empty()) return;
  const Manifest m = manifest_of(text, "ravdess");
  const Recognition r = recognised(m);
  CHECK(r.summary() == "1440 files of RAVDESS; none was left out.");
  const Catalogue c = catalogue_of(r, m);
  REQUIRE(c.row_count() == 1440);
  CHECK(word_counts(c, Field::emotion) == std::map<std::string, std::uint32_t>{{"neutral", 96},
                                                                               {"calm", 192},
                                                                               {"happy", 192},
                                                                               {"sad", 192},
                                                                               {"angry", 192},
                                                                               {"fearful", 192},
                                                                               {"disgust", 192},
                                                                               {"surprised", 192}});
  const auto by_actor = word_counts(c, Field::actor);
  CHECK(by_actor.size() == 24);
  for (const auto& [actor, count] : by_actor) CHECK(count == 60);
  CHECK(word_counts(c, Field::intensity) == std::map<std::string, std::uint32_t>{{"normal", 768}, {"strong", 672}});
  CHECK(word_counts(c, Field::sex) == std::map<std::string, std::uint32_t>{{"female", 720}, {"male", 720}});
  CHECK(word_counts(c, Field::channel) == std::map<std::string, std::uint32_t>{{"speech", 1440}});
  const Imbalance imbalance = imbalance_of(counts_by(c, Field::emotion, all_rows(c)));
  CHECK(imbalance.ratio == doctest::Approx(2));
  CHECK(imbalance.entropy == doctest::Approx(0.9912).epsilon(0.001));  // (1/15 ln 15 + 14/15 ln 7.5) / ln 8
}
