// The six speaker-independent folds of RAVDESS by which everything here is measured (EmoBox, MIT; the same numbers as
// scripts/train/ravdess_folds.json, which a test compares).
#pragma once
#include <array>
#include <string_view>

namespace emo {

inline constexpr int kFoldCount = 6;
inline constexpr std::array<std::array<int, 4>, kFoldCount> kTestActors{
    {{1, 11, 20, 21}, {4, 10, 12, 14}, {8, 9, 19, 23}, {3, 5, 7, 24}, {2, 15, 16, 18}, {6, 13, 17, 22}}};

// 1 … 6: the fold in which this actor is unseen; actor: "01" … "24". 0: no such actor.
int fold_of(std::string_view actor);

}  // namespace emo
