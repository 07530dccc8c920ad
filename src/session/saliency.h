// Why a model answered so: occlusion saliency (Zeiler & Fergus 2014, "Visualizing and Understanding Convolutional
// Networks", section 4.2) of a sound over time and frequency. Tiles of the sound are taken out (session/occlusion.h),
// the model's recipe is computed again and the model asked: forward passes alone, so it works for every model.
// Tiles are two columns of the map long and overlap by half; a cell's value is the mean drop of the tiles over it.
// Cost: a run of the model for every window that a tile touches. 3 s at 0.25 s and 8 bands: 185 runs. Longer sounds get
// longer tiles, so that max_runs is kept: 4 s 0.5 s, 10 s 1.7 s. Silent tiles cost none.
// The probability is the mean over the windows (session/saliency_inputs.h), each calibrated by the card's temperature.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "contract/explanation.h"
#include "features/feature.h"
#include "session/card.h"

namespace emo {

inline constexpr int kMostProbableLabel = -1;

struct SaliencyConfig {
  int rows = 8;
  double tile_s = 0.25;  // at least; half a tile is a column of the map
  int max_runs = 200;    // of the model; one column of tiles is always done
  double depth_db = 30.0;
};

class Saliency {
 public:
  // label: an Emotion the model knows, or kMostProbableLabel. The sound is copied.
  // Error: longer than kMaxExplainedSeconds, not a sound (features/catalogue.h), a label the model does not know.
  static Result<Saliency> open(const Card& card, const Sound& sound, int label = kMostProbableLabel,
                               const SaliencyConfig& config = {});
  ~Saliency();
  Saliency(Saliency&&) noexcept;
  Saliency& operator=(Saliency&&) noexcept;

  // True: run the model on input() and give its output to answer(), then call again. False: done, explanation() is
  // there. Error: an answer was not what the card promises; nothing more will come.
  Result<bool> next();
  [[nodiscard]] std::span<const float> input() const;  // the card's shape
  void answer(std::span<const float> values);          // AnswerLayout of the card
  [[nodiscard]] float progress() const;                // 0 … 1

  // After next() said false. Times count from the beginning of the sound; slot is 0.
  [[nodiscard]] const Explanation& explanation() const;

  // Then, as often as wanted: asks for the label's probability with these cells of the map taken out (rows × columns,
  // 1 out, 0 left; contract/explanation.h), by next() and answer() as before.
  void probe(std::span<const float> cells);
  [[nodiscard]] float probed() const;

 private:
  struct Impl;
  explicit Saliency(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace emo
