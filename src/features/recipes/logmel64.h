// Recipe logmel64, version 1: 16 kHz mono → 64 log-mel bands each 10 ms. Input of the main models, streaming.
// ln(mel + 1e-6) of librosa.feature.melspectrogram(n_fft=512, win_length=400, hop_length=160, n_mels=64, fmin=50,
// fmax=8000), centred frames, zero padding. Frame t covers samples 160 t ± 200.
#pragma once
#include <array>
#include <span>

#include "contract/constants.h"
#include "features/mel.h"
#include "signal/stft.h"
#include "signal/vec4.h"

namespace emo {

struct LogMel64Recipe {
  static constexpr const char* name = "logmel64";
  static constexpr int version = 1;
  static constexpr int sample_rate_hz = kCoreRateHz;
  static constexpr int n_fft = 512;
  static constexpr int win_length = 400;
  static constexpr int hop_length = 160;
  static constexpr int n_mels = 64;
  static constexpr double fmin_hz = 50.0;
  static constexpr double fmax_hz = 8000.0;
  static constexpr float offset = 1e-6F;
  static constexpr int window_frames = kWindowSamples / hop_length;  // 300
  // The value of every band in digital silence; also what precedes the first sound in a window.
  static float floor() { return log4(splat4(offset))[0]; }
  // Frames complete once `samples` were heard.
  static constexpr std::int64_t frames_after(std::int64_t samples) {
    return samples < win_length / 2 ? 0 : (samples - win_length / 2) / hop_length + 1;
  }
};

class LogMel64 {
 public:
  using Frame = std::array<float, LogMel64Recipe::n_mels>;

  LogMel64()
      : stft_({LogMel64Recipe::n_fft, LogMel64Recipe::win_length, LogMel64Recipe::hop_length}),
        mel_({.sample_rate_hz = LogMel64Recipe::sample_rate_hz,
              .n_fft = LogMel64Recipe::n_fft,
              .n_mels = LogMel64Recipe::n_mels,
              .fmin_hz = LogMel64Recipe::fmin_hz,
              .fmax_hz = LogMel64Recipe::fmax_hz}) {}

  // on_frame(const Frame&)
  template <class OnFrame>
  void push(std::span<const float> samples_16k, OnFrame&& on_frame) {
    stft_.push(samples_16k, [&](std::span<const float> power) { on_frame(log_mel(power)); });
  }
  template <class OnFrame>
  void finish(OnFrame&& on_frame) {
    stft_.finish([&](std::span<const float> power) { on_frame(log_mel(power)); });
  }

 private:
  const Frame& log_mel(std::span<const float> power) noexcept {
    mel_.apply(power, frame_);
    for (std::size_t m = 0; m < frame_.size(); m += 4)
      store4(&frame_[m], log4(load4(&frame_[m]) + LogMel64Recipe::offset));
    return frame_;
  }

  PowerStft stft_;
  MelFilterbank mel_;
  Frame frame_{};
};

}  // namespace emo
