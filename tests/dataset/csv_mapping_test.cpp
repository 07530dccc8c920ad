#include "dataset/csv_mapping.h"

#include <doctest/doctest.h>

#include <string>

#include "dataset/clips.h"
#include "dataset/manifest.h"
#include "dataset/statistics.h"

using namespace emo;
using test::catalogue_of;
using test::manifest_text;

TEST_CASE("the real table of all recordings is read as a table with mapped columns") {
  const std::string text = manifest_text();
  if (text.empty()) return;
  const auto table = parse_csv(text);
  REQUIRE(table.ok());
  CHECK(table.value().delimiter == '\t');
  CsvMapping mapping = guess_mapping(table.value());
  CHECK(mapping.path == 1);
  CHECK(mapping[Field::emotion] == 2);
  CHECK(mapping[Field::actor] == 3);
  mapping.numbers = {10};
  const auto clips = read_clips(table.value(), mapping);
  REQUIRE(clips.ok());
  CHECK(clips.value().problems.empty());
  const Catalogue c = catalogue_of(clips.value().rows, test::duration_column());
  CHECK(c.row_count() == 15112);
  const auto spreads = spread_by(c, static_cast<std::size_t>(Measure::duration), Field::corpus, all_rows(c)).value();
  REQUIRE(spreads.size() == 8);
  for (const WordSpread& s : spreads) {
    CHECK(s.spread.left_out == 0);
    CHECK(s.spread.least > 0.5);
    CHECK(s.spread.most < 15);
  }
}
