// How much Barnes and Hut's tree saves t-SNE: both ways in one run on the same made points, as times and their ratio.
//   cmake --build --preset native-release --target emoscope_bench_projection &&
//   build/native-release/bench/emoscope_bench_projection
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "learning/projection/tsne.h"
#include "learning/random.h"

namespace {

using namespace emo;

constexpr std::size_t kWidth = 50;
constexpr int kRounds = 5, kIterations = 20;

std::vector<float> eight_groups(std::size_t rows) {
  Random random(1);
  std::vector<float> made(rows * kWidth);
  for (std::size_t i = 0; i < made.size(); ++i)
    made[i] = static_cast<float>(random.normal()) + (i % kWidth == i / kWidth % 8 ? 6.0F : 0.0F);
  return made;
}

// Milliseconds an iteration, once the groups have found their places.
class Run {
 public:
  Run(const std::vector<float>& rows, double theta)
      : tsne_(rows, kWidth, {.theta = theta, .iterations = 1 << 20, .exaggerated = 100, .exact_rows = 0}) {
    while (tsne_.iteration() < 200) tsne_.step();
  }
  void time() {
    const int before = tsne_.iteration();
    const auto began = std::chrono::steady_clock::now();
    while (tsne_.iteration() - before < kIterations) tsne_.step();
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
    best_ = std::min(best_, ms / (tsne_.iteration() - before));
  }
  [[nodiscard]] double best() const { return best_; }

 private:
  Tsne tsne_;
  double best_ = 1e9;
};

}  // namespace

int main() {
  std::printf("| points | exact, ms an iteration | Barnes–Hut, theta 0.5 | ratio |\n|---|---|---|---|\n");
  for (const std::size_t rows : {500U, 1440U, 3000U}) {
    const std::vector<float> table = eight_groups(rows);
    Run exact(table, 0.0), tree(table, 0.5);
    for (int round = 0; round < kRounds; ++round) {  // in turns: a busy moment meets both
      exact.time();
      tree.time();
    }
    std::printf("| %zu | %.2f | %.2f | %.1f |\n", rows, exact.best(), tree.best(), exact.best() / tree.best());
  }
}
