// SpecAugment's masks on a feature matrix (Park et al. 2019, Interspeech, "SpecAugment").
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "learning/random.h"

namespace emo {

enum class MaskFill : std::uint8_t {
  value,
  mean,
  row_mean
};  // mean: of the matrix before any mask; row_mean: of each row

struct MaskConfig {
  int time_masks = 2;
  int time_width = 40;      // frames, the widest: each width is drawn from 0 … this
  float time_share = 1.0F;  // of all frames, the widest (p of the paper)
  int frequency_masks = 2;
  int frequency_width = 10;  // rows, the widest
  MaskFill fill = MaskFill::mean;
  float value = 0.0F;  // for MaskFill::value
};

struct Mask {
  bool over_frames = false;  // true: frames first … first + width − 1 of all rows; false: rows of all frames
  int first = 0;
  int width = 0;
};

// values: row-major, rows × frames, as FeatureMatrix. Masks it in place; returns the masks, those of rows first. They
// may overlap.
std::vector<Mask> mask_features(std::span<float> values, int rows, int frames, const MaskConfig& config,
                                Random& random);

}  // namespace emo
