// Short-time Fourier transform by librosa.stft's definition: its settings, and the streaming one. Of a whole sound:
// signal/stft_frames.h.
#pragma once
#include <cassert>
#include <cstdint>
#include <span>
#include <vector>

#include "signal/fft.h"
#include "signal/framer.h"
#include "signal/padding.h"
#include "signal/window.h"

namespace emo {

struct StftConfig {
  int n_fft = 2048;      // samples, even
  int win_length = 0;    // samples, ≤ n_fft; 0 = n_fft
  int hop_length = 512;  // samples
  WindowKind window = WindowKind::hann;
  bool center = true;  // frame t lies around sample t · hop_length, the sound is padded; false: it begins there
  PadMode pad_mode = PadMode::constant;

  [[nodiscard]] int window_samples() const noexcept { return win_length > 0 ? win_length : n_fft; }
  [[nodiscard]] int pad_samples() const noexcept { return center ? n_fft / 2 : 0; }
};

// Frames that librosa.stft gives for a sound of so many samples; 0 if it is shorter than a frame and not padded.
inline std::int64_t stft_frame_count(std::int64_t samples, const StftConfig& config) noexcept {
  const std::int64_t room = samples + 2 * config.pad_samples() - config.n_fft;
  return room < 0 || samples <= 0 ? 0 : 1 + room / config.hop_length;
}

// Streaming powers (center=true, pad_mode=constant). Frames hold only the win_length samples under the window: the
// zeros librosa pads it with change phases, not powers, and would only add delay.
class PowerStft {
 public:
  explicit PowerStft(const StftConfig& config)
      : window_(make_window(config.window, config.window_samples())),
        framer_({config.window_samples(), config.hop_length, config.window_samples() / 2}),
        fft_(config.n_fft),
        input_(static_cast<std::size_t>(config.n_fft)),
        power_(static_cast<std::size_t>(config.n_fft / 2 + 1)) {
    assert(config.center && config.pad_mode == PadMode::constant);
    assert((config.n_fft - config.window_samples()) % 2 == 0);
  }

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
