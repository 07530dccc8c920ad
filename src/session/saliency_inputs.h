// What a model is shown of a short sound: the inputs of its windows, by its card's recipe. For asking the model again
// and again about the same sound with small parts changed: only what a change touches is computed anew, to the same
// bits.
//   clip_rule windows: up to 3 s one window, as the session's last one of a clip (frames before the sound are the
//                      recipe's floor). Of more, windows of 3 s, evenly spaced at most 2 s apart, the first at the
//                      beginning, the last at the end.
//   clip_rule whole:   one window, the recipe of the whole sound.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "contract/result.h"
#include "features/feature.h"
#include "session/card.h"
#include "session/occlusion.h"

namespace emo {

class SaliencyInputs {
 public:
  // Error: a sound that features cannot be computed of (features/catalogue.h).
  static Result<SaliencyInputs> open(const Card& card, const Sound& sound);

  // The sound at the rate the recipe works at: what may be changed.
  [[nodiscard]] std::span<const float> samples() const { return samples_; }
  [[nodiscard]] double rate_hz() const { return rate_hz_; }
  [[nodiscard]] double fmax_hz() const { return fmax_hz_; }  // the recipe hears nothing above

  [[nodiscard]] int windows() const { return static_cast<int>(windows_.size()); }
  // Whether that window's input can differ where those samples do.
  [[nodiscard]] bool touches(int window, SampleRange changed) const;
  // That window of a sound that differs from samples() in that range alone. Valid until the next call.
  Result<std::span<const float>> input(int window, std::span<const float> sound, SampleRange changed);

 private:
  struct Window {  // in samples, and of logmel64 in frames
    std::size_t begin, end;
    std::ptrdiff_t first_frame, last_frame;  // one behind the last; first_frame may be negative
  };
  SaliencyInputs() = default;
  void lay_windows(bool whole);
  void frames_of(std::span<const float> sound, std::ptrdiff_t first, std::ptrdiff_t last, std::vector<float>& to) const;

  Card card_;
  bool frame_by_frame_ = false;  // logmel64: a frame depends on its own samples alone
  double rate_hz_ = 0.0;
  double fmax_hz_ = 0.0;
  std::vector<float> samples_;
  std::vector<Window> windows_;
  std::vector<float> frames_;  // of samples_, frame after frame
  std::vector<float> patch_;   // the frames that a change touches
  std::vector<float> input_;
};

}  // namespace emo
