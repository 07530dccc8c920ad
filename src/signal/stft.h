// Streaming short-time spectrum, librosa.stft's magnitudes (center=True, zero padding).
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "signal/fft.h"
#include "signal/framer.h"
#include "signal/window.h"

namespace emo {

struct StftConfig {
  int n_fft = 2048;
  int win_length = 0;    // samples; 0 = n_fft; n_fft − win_length must be even
  int hop_length = 512;  // samples
};

// Frames hold only the win_length samples under the window: the zeros librosa pads it with change phases, not powers,
// and would only add delay.
class PowerStft {
 public:
  explicit PowerStft(const StftConfig& config)
      : window_(hann_window(win_of(config))),
        framer_({win_of(config), config.hop_length, win_of(config) / 2}),
        fft_(config.n_fft),
        input_(static_cast<std::size_t>(config.n_fft)),
        power_(static_cast<std::size_t>(config.n_fft / 2 + 1)) {}

  // on_power(std::span<const float> power) gets n_fft/2 + 1 values |X[k]|² a frame.
  template <class OnPower>
  void push(std::span<const float> samples, OnPower&& on_power) {
    framer_.push(samples, [&](std::span<const float> frame) { on_power(transform(frame)); });
  }
  template <class OnPower>
  void finish(OnPower&& on_power) {
    framer_.finish([&](std::span<const float> frame) { on_power(transform(frame)); });
  }
  void reset() noexcept { framer_.reset(); }
  [[nodiscard]] int bins() const noexcept { return fft_.bins(); }

 private:
  static int win_of(const StftConfig& c) { return c.win_length > 0 ? c.win_length : c.n_fft; }

  std::span<const float> transform(std::span<const float> frame) noexcept {
    for (std::size_t i = 0; i < frame.size(); ++i) input_[i] = frame[i] * window_[i];
    fft_.power(input_, power_);
    return power_;
  }

  std::vector<float> window_;
  Framer framer_;
  RealFft fft_;
  std::vector<float> input_;  // beyond the window: zeros for ever
  std::vector<float> power_;
};

}  // namespace emo
