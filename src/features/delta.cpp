#include "features/delta.h"

#include <cassert>
#include <cmath>
#include <cstddef>

namespace emo {
namespace {

// Weights w with Σ w[i] x[i] = the derivative at `position` (0 … width − 1) of the polynomial fitted by least squares
// to x. With polynomials p_j orthogonal over the window: w[i] = Σ_j p_j(i) p_j^(order)(position) / Σ_i p_j(i)².
// The three-term recurrence (Gram polynomials) keeps it exact for any width; the derivatives follow by Leibniz.
std::vector<double> weights(int width, int polyorder, int order, int position) {
  const auto n = static_cast<std::size_t>(width);
  const double half = (width - 1) / 2.0;
  std::vector<double> result(n, 0.0);
  std::vector<double> before(n, 0.0);
  std::vector<double> now(n, 1.0);
  std::vector<double> before_at(static_cast<std::size_t>(order) + 1, 0.0);  // derivatives 0 … order at the position
  std::vector<double> now_at(static_cast<std::size_t>(order) + 1, 0.0);
  now_at[0] = 1.0;
  double norm_before = 1.0;
  for (int j = 0; j <= polyorder; ++j) {
    double norm = 0.0;
    for (double p : now) norm += p * p;
    for (std::size_t i = 0; i < n; ++i) result[i] += now[i] * now_at[static_cast<std::size_t>(order)] / norm;
    const double mix = j > 0 ? norm / norm_before : 0.0;
    std::vector<double> next(n);
    for (std::size_t i = 0; i < n; ++i) next[i] = (static_cast<double>(i) - half) * now[i] - mix * before[i];
    std::vector<double> next_at(now_at.size());
    for (std::size_t d = 0; d < next_at.size(); ++d)
      next_at[d] =
          (position - half) * now_at[d] + (d > 0 ? static_cast<double>(d) * now_at[d - 1] : 0.0) - mix * before_at[d];
    before.swap(now);
    now.swap(next);
    before_at.swap(now_at);
    now_at.swap(next_at);
    norm_before = norm;
  }
  return result;
}

// The frame that stands for frame `at` beyond the ends; −1: zero.
int beyond(int at, int frames, DeltaMode mode) {
  if (at >= 0 && at < frames) return at;
  switch (mode) {
    case DeltaMode::nearest:
      return at < 0 ? 0 : frames - 1;
    case DeltaMode::wrap:
      return ((at % frames) + frames) % frames;
    case DeltaMode::mirror: {
      if (frames == 1) return 0;
      const int period = 2 * frames - 2;
      const int phase = ((at % period) + period) % period;
      return phase < frames ? phase : period - phase;
    }
    case DeltaMode::interp:
    case DeltaMode::constant:
      break;
  }
  return -1;
}

}  // namespace

std::vector<float> delta(std::span<const float> rows_by_frames, int rows, int frames, const DeltaConfig& config) {
  const int width = config.width;
  const int half = width / 2;
  const int polyorder = config.polyorder > 0 ? config.polyorder : config.order;
  const bool interp = config.mode == DeltaMode::interp;
  assert(width >= 3 && width % 2 == 1 && config.order <= polyorder && polyorder < width);
  assert(!interp || width <= frames);
  const std::vector<double> middle = weights(width, polyorder, config.order, half);
  std::vector<std::vector<double>> edge;  // of the frames before the first whole window and after the last
  for (int i = 0; interp && i < width; ++i) edge.push_back(weights(width, polyorder, config.order, i));

  std::vector<float> result(rows_by_frames.size());
  for (int r = 0; r < rows; ++r) {
    const float* row = rows_by_frames.data() + static_cast<std::ptrdiff_t>(r) * frames;
    for (int t = 0; t < frames; ++t) {
      double sum = 0.0;
      if (interp && (t < half || t >= frames - half)) {
        const int first = t < half ? 0 : frames - width;
        const auto& w = edge[static_cast<std::size_t>(t - first)];
        for (int i = 0; i < width; ++i) sum += w[static_cast<std::size_t>(i)] * row[first + i];
      } else {
        for (int i = 0; i < width; ++i) {
          const int at = beyond(t - half + i, frames, config.mode);
          if (at >= 0) sum += middle[static_cast<std::size_t>(i)] * row[at];
        }
      }
      result[static_cast<std::size_t>(r) * static_cast<std::size_t>(frames) + static_cast<std::size_t>(t)] =
          static_cast<float>(sum);
    }
  }
  return result;
}

}  // namespace emo
