// Local derivatives over time: librosa.feature.delta, a Savitzky–Golay filter (scipy.signal.savgol_filter).
#pragma once
#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace emo {

// What is taken for frames beyond the ends; interp: the polynomial fitted to the first or last `width` frames goes on.
enum class DeltaMode : unsigned char { interp, nearest, mirror, constant, wrap };
inline constexpr std::array<std::string_view, 5> kDeltaModeNames{"interp", "nearest", "mirror", "constant", "wrap"};

struct DeltaConfig {
  int width = 9;      // frames, odd, ≥ 3; interp: not more than there are
  int order = 1;      // of the derivative, ≥ 1, < width
  int polyorder = 0;  // of the fitted polynomial, order … width − 1; 0: order, as librosa
  DeltaMode mode = DeltaMode::interp;
};

// rows_by_frames: rows × frames, row-major, at least one frame; returns the same shape.
std::vector<float> delta(std::span<const float> rows_by_frames, int rows, int frames, const DeltaConfig& config = {});

}  // namespace emo
