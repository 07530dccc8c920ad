#include "dataset/folds.h"

#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "support/files.h"

using namespace emo;

TEST_CASE("each of the 24 actors is unseen in exactly one fold, with two women in each") {
  std::map<int, int> of_fold;
  for (int actor = 1; actor <= 24; ++actor) {
    const int fold = fold_of((actor < 10 ? "0" : "") + std::to_string(actor));
    REQUIRE(fold >= 1);
    REQUIRE(fold <= kFoldCount);
    ++of_fold[fold];
  }
  CHECK(of_fold == std::map<int, int>{{1, 4}, {2, 4}, {3, 4}, {4, 4}, {5, 4}, {6, 4}});
  for (const char* nobody : {"", "0", "00", "25", "OAF", "1x"}) CHECK(fold_of(nobody) == 0);
}

TEST_CASE("training and the native program test the same actors in each fold") {
  const auto text = test::read_bytes(test::tests_folder() + "/../scripts/train/ravdess_folds.json");
  REQUIRE(!text.empty());
  const auto folds = nlohmann::json::parse(text)["test_actors_by_fold"];
  REQUIRE(folds.size() == kFoldCount);
  for (int f = 1; f <= kFoldCount; ++f)
    CHECK(folds[std::to_string(f)].get<std::set<int>>() ==
          std::set<int>(kTestActors[static_cast<std::size_t>(f - 1)].begin(),
                        kTestActors[static_cast<std::size_t>(f - 1)].end()));
}
