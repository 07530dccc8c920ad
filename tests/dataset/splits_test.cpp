#include "dataset/splits.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dataset/clips.h"
#include "dataset/folds.h"
#include "dataset/manifest.h"
#include "dataset/recognition.h"
#include "dataset/selection.h"
#include "dataset/statistics.h"

using namespace emo;
using test::catalogue_of;
using test::clip;
using test::Manifest;
using test::manifest_of;
using test::manifest_text;
using test::recognised;
using test::word_counts;

namespace {

Split split_of(const Catalogue& c, const SplitDesc& desc) {
  const auto made = make_split(c, all_rows(c), desc);
  REQUIRE_MESSAGE(made.ok(), (made.ok() ? "" : made.error()));
  return made.value();
}

std::string failure(const Catalogue& c, const SplitDesc& desc) {
  const auto made = make_split(c, all_rows(c), desc);
  REQUIRE(!made.ok());
  return made.error();
}

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// RAVDESS' shape: 24 actors, each 4 neutral and 8 of each other expression.
Catalogue ravdess_like() {
  std::vector<ClipRow> rows;
  for (int actor = 1; actor <= 24; ++actor)
    for (std::size_t e = 0; e < 8; ++e)
      for (int take = 0; take < (e == 0 ? 4 : 8); ++take)
        rows.push_back(clip("x.wav", {{Field::corpus, "RAVDESS"},
                                      {Field::emotion, std::string(kEmotionNames[e])},
                                      {Field::actor, (actor < 10 ? "0" : "") + std::to_string(actor)}}));
  return catalogue_of(rows);
}

}  // namespace

TEST_CASE("a random split has the requested sizes to one clip, each clip once, and the same for the same seed") {
  const Catalogue c = catalogue_of(test::many_clips(1003));
  for (const SplitMethod method : {SplitMethod::random, SplitMethod::stratified, SplitMethod::speaker_independent}) {
    const SplitDesc desc{.method = method, .seed = 11};
    const Split s = split_of(c, desc);
    CHECK(s.names == std::vector<std::string>{"train", "validation", "test"});
    CHECK(s.sizes[0] + s.sizes[1] + s.sizes[2] == 1003);
    CHECK(s.left_out == 0);
    CHECK(split_of(c, desc).part == s.part);
    SplitDesc other = desc;
    other.seed = 12;
    CHECK(split_of(c, other).part != s.part);
  }
  const Split s = split_of(c, {.method = SplitMethod::random});
  CHECK(s.sizes == std::vector<std::uint32_t>{702, 151, 150});  // 702.1, 150.45, 150.45
}

TEST_CASE("shares are taken in proportion, for any number of parts") {
  const Catalogue c = catalogue_of(test::many_clips(1000));
  const auto sizes = [&](std::vector<SplitPart> parts) {
    return split_of(c, {.method = SplitMethod::random, .parts = std::move(parts)}).sizes;
  };
  CHECK(sizes({{"a", 0.8}, {"b", 0.2}}) == std::vector<std::uint32_t>{800, 200});
  CHECK(sizes({{"a", 1}, {"b", 1}, {"c", 1}, {"d", 1}}) == std::vector<std::uint32_t>{250, 250, 250, 250});
  CHECK(sizes({{"a", 8}, {"b", 1}, {"c", 1}}) == std::vector<std::uint32_t>{800, 100, 100});
}

TEST_CASE("a stratified split holds each label in the same shares, to one clip") {
  std::vector<ClipRow> rows;
  for (std::size_t e = 0; e < 8; ++e)
    for (std::size_t i = 0; i < 13 + 7 * e; ++i)
      rows.push_back(clip("x", {{Field::emotion, std::string(kEmotionNames[e])}}));
  const Catalogue c = catalogue_of(rows);
  const Split s = split_of(c, {.method = SplitMethod::stratified});
  const double shares[] = {0.7, 0.15, 0.15};
  std::map<std::pair<Code, Code>, double> counts;
  for (std::size_t i = 0; i < rows.size(); ++i) counts[{c.codes(Field::emotion)[i], s.part[i]}] += 1;
  for (Code e = 0; e < 8; ++e)
    for (Code p = 0; p < 3; ++p) CHECK(std::abs(counts[{e, p}] - shares[p] * (13 + 7 * e)) < 1);
  for (std::size_t p = 0; p < 3; ++p) CHECK(std::abs(s.sizes[p] - shares[p] * static_cast<double>(rows.size())) < 2);
}

TEST_CASE("a speaker-independent split shares no speaker and comes near the requested sizes and labels") {
  Catalogue c = ravdess_like();
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Split s = split_of(c, {.seed = seed});
    // 24 speakers of 60 clips: 70/15/15 is 16.8, 3.6, 3.6 speakers.
    CHECK(s.sizes[0] >= 16U * 60);
    CHECK(s.sizes[0] <= 18U * 60);
    for (const std::size_t p : {1U, 2U}) CHECK((s.sizes[p] == 180 || s.sizes[p] == 240));
    REQUIRE(!write_split(c, s));
    const Overlap o = overlap(c, all_rows(c));
    CHECK(o.speakers.empty());
    CHECK(o.clips == 0);
    CHECK(o.all_speakers == 24);
    CHECK(o.sizes.size() == 3);
  }
}

TEST_CASE("labels that only some speakers have are balanced among the parts") {
  // Speakers 0 … 9 say only "sad", 10 … 19 only "happy"; halves of the speakers chance would often give to one part.
  std::vector<ClipRow> rows;
  for (int speaker = 0; speaker < 20; ++speaker)
    for (int i = 0; i < 10; ++i)
      rows.push_back(
          clip("x", {{Field::emotion, speaker < 10 ? "sad" : "happy"}, {Field::actor, std::to_string(speaker)}}));
  const Catalogue c = catalogue_of(rows);
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Split s = split_of(c, {.parts = {{"a", 1}, {"b", 1}}, .seed = seed});
    std::map<std::pair<Code, Code>, int> counts;
    for (std::size_t i = 0; i < rows.size(); ++i) ++counts[{c.codes(Field::emotion)[i], s.part[i]}];
    for (const auto& [key, count] : counts) CHECK(count == 50);
    CHECK(counts.size() == 4);
  }
}

TEST_CASE("few speakers fill every part, and speakers of two corpora with one name are two") {
  std::vector<ClipRow> rows;
  for (const char* corpus : {"A", "B"})
    for (const char* actor : {"01", "02"})
      for (int i = 0; i < 5; ++i) rows.push_back(clip("x", {{Field::corpus, corpus}, {Field::actor, actor}}));
  rows.push_back(clip("nobody", {}));
  Catalogue c = catalogue_of(rows);
  const Split s = split_of(c, {.parts = {{"train", 90}, {"validation", 5}, {"test", 5}}});
  for (const std::uint32_t size : s.sizes) CHECK(size >= 5);
  CHECK(s.left_out == 1);
  CHECK(s.part.back() == kUnknown);
  REQUIRE(!write_split(c, s));
  CHECK(overlap(c, all_rows(c)).all_speakers == 4);
  CHECK(overlap(c, all_rows(c)).speakers.empty());
}

TEST_CASE("the protocol's folds put each actor where folds.h has it, and leave other corpora out") {
  Catalogue c = ravdess_like();
  const std::vector<ClipRow> other{clip("t", {{Field::corpus, "TESS"}, {Field::actor, "OAF"}}),
                                   clip("e", {{Field::corpus, "EMO-DB"}, {Field::actor, "03"}})};
  REQUIRE(!c.append(other));
  const Split s = split_of(c, {.method = SplitMethod::protocol_folds});
  CHECK(s.sizes == std::vector<std::uint32_t>(6, 240));
  CHECK(s.left_out == 2);
  for (std::size_t i = 0; i < 1440; ++i) CHECK(s.part[i] + 1 == fold_of(c.word(Field::actor, i)));
  REQUIRE(!write_split(c, s));
  CHECK(c.word(Field::split, 0) == "fold 1");
  CHECK(c.word(Field::split, 1441).empty());
  CHECK(overlap(c, all_rows(c)).speakers.empty());
  CHECK(says(failure(catalogue_of(test::many_clips(10)), {.method = SplitMethod::protocol_folds}), "RAVDESS"));
}

TEST_CASE("overlap names the speakers that are in two parts and counts their clips: the source of 92 %") {
  Catalogue c = ravdess_like();
  REQUIRE(!write_split(c, split_of(c, {.method = SplitMethod::random})));
  const Overlap random = overlap(c, all_rows(c));
  CHECK(random.speakers.size() == 24);
  CHECK(random.clips == 1440);
  CHECK(random.parts == std::vector<std::string>{"test", "train", "validation"});

  Catalogue small = catalogue_of({clip("1", {{Field::actor, "a"}, {Field::split, "train"}}),
                                  clip("2", {{Field::actor, "a"}, {Field::split, "test"}}),
                                  clip("3", {{Field::actor, "a"}, {Field::split, "test"}}),
                                  clip("4", {{Field::actor, "b"}, {Field::split, "train"}}),
                                  clip("5", {{Field::split, "train"}}), clip("6", {{Field::actor, "b"}})});
  const Overlap o = overlap(small, all_rows(small));
  CHECK(o.parts == std::vector<std::string>{"test", "train"});
  REQUIRE(o.speakers.size() == 1);
  CHECK(o.speakers[0].actor == "a");
  CHECK(o.speakers[0].clips == std::vector<std::uint32_t>{2, 1});
  CHECK(o.clips == 3);
  CHECK(o.clips_by_part == std::vector<std::uint32_t>{2, 1});
  CHECK(o.sizes == std::vector<std::uint32_t>{2, 3});
  CHECK(o.all_speakers == 2);
  CHECK(o.without_speaker == 1);
  CHECK(overlap(Catalogue(), {}).parts.empty());
}

TEST_CASE("a split of part of the rows leaves the others alone") {
  const Catalogue c = ravdess_like();
  const std::vector<std::uint32_t> rows{0, 1, 2, 3, 60, 61, 62, 63};
  const auto s = make_split(c, rows, {.parts = {{"a", 1}, {"b", 1}}});
  REQUIRE(s.ok());
  CHECK(s.value().sizes == std::vector<std::uint32_t>{4, 4});
  std::size_t given = 0;
  for (const Code part : s.value().part) given += part != kUnknown;
  CHECK(given == 8);
}

TEST_CASE("a split that cannot be is refused with the reason") {
  const Catalogue c = catalogue_of(test::many_clips(10));
  CHECK(says(failure(Catalogue(), {}), "no clips"));
  CHECK(says(failure(c, {.parts = {{"all", 1}}}), "at least two parts"));
  CHECK(says(failure(c, {.parts = {{"a", 1}, {"b", 0}}}), "\"b\" must be a number above 0"));
  CHECK(says(failure(c, {.parts = {{"a", 1}, {"b", kNotKnown}}}), "above 0"));
  CHECK(says(failure(c, {.parts = {{"a", 1}, {"a", 1}}}), "stands twice"));
  const Catalogue two = catalogue_of(test::many_clips(2));
  CHECK(says(failure(two, {.method = SplitMethod::random}), "2 clips cannot fill 3 parts"));
  const Catalogue unnamed = catalogue_of({clip("1", {}), clip("2", {}), clip("3", {})});
  CHECK(says(failure(unnamed, {}), "0 known speakers cannot fill 3 parts"));
}

TEST_CASE("speech and song of RAVDESS are one corpus of 24 speakers, so that no split parts a voice from itself") {
  const std::string text = manifest_text();
  if (text.empty()) return;
  Manifest m = manifest_of(text, "");
  const Recognition r = recognised(m);
  Catalogue c = catalogue_of(r, m);
  const auto rows = select_rows(c, {.words = {{Field::corpus, {test::code_of(c, Field::corpus, "RAVDESS")}}}});
  REQUIRE(rows.size() == 2452);
  CHECK(word_counts(c, Field::channel)["song"] == 1012);
  const auto split = make_split(c, rows, {});
  REQUIRE(split.ok());
  REQUIRE(!write_split(c, split.value()));
  CHECK(overlap(c, rows).all_speakers == 24);
  CHECK(overlap(c, rows).speakers.empty());
}
