#include "dataset/folds.h"

#include <algorithm>
#include <charconv>

namespace emo {

int fold_of(std::string_view actor) {
  int number = 0;
  const char* end = actor.data() + actor.size();
  const auto read = std::from_chars(actor.data(), end, number);
  if (actor.empty() || read.ec != std::errc() || read.ptr != end) return 0;
  for (std::size_t f = 0; f < kTestActors.size(); ++f)
    if (std::find(kTestActors[f].begin(), kTestActors[f].end(), number) != kTestActors[f].end())
      return static_cast<int>(f) + 1;
  return 0;
}

}  // namespace emo
