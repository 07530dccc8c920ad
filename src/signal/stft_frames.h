// librosa.stft of a whole sound, any frames of it, four at once.
#pragma once
#include <algorithm>
#include <complex>
#include <cstdint>
#include <span>
#include <vector>

#include "signal/fft4.h"
#include "signal/stft.h"

namespace emo {

// All buffers are made by the constructor; nothing is allocated later.
class StftFrames {
 public:
  explicit StftFrames(const StftConfig& config);

  [[nodiscard]] int bins() const noexcept { return fft_.bins(); }
  [[nodiscard]] const StftConfig& config() const noexcept { return config_; }

  // Frames first … first + count − 1 of a whole sound (not empty), in order; frames beyond stft_frame_count() show the
  // padding.
  // on_frame(std::int64_t frame, std::span<const float> power): bins() values |X[k]|²
  template <class OnFrame>
  void power(std::span<const float> sound, std::int64_t first, std::int64_t count, OnFrame&& on_frame) {
    power4(sound, first, count, [&](std::int64_t at, int lanes, std::span<const float> power) {
      separate(power);
      for (int lane = 0; lane < lanes; ++lane) on_frame(at + lane, frame_of(lane));
    });
  }

  // on_frame(std::int64_t frame, std::span<const std::complex<float>> spectrum): bins() values
  template <class OnFrame>
  void spectra(std::span<const float> sound, std::int64_t first, std::int64_t count, OnFrame&& on_frame) {
    for (std::int64_t at = first; at < first + count; at += kLanes) {
      const int lanes = static_cast<int>(std::min<std::int64_t>(kLanes, first + count - at));
      load(sound, at, lanes);
      const std::span<const float> spectrum = fft_.forward();
      for (int lane = 0; lane < lanes; ++lane) {
        take_lane(spectrum, lane);
        on_frame(at + lane, std::span<const std::complex<float>>(spectrum_));
      }
    }
  }

  // As they come: on_frames(std::int64_t first, int lanes, std::span<const float> power), frame first + l < lanes
  // in power[4k + l]; the lanes beyond hold finite numbers without meaning.
  template <class OnFrames>
  void power4(std::span<const float> sound, std::int64_t first, std::int64_t count, OnFrames&& on_frames) {
    for (std::int64_t at = first; at < first + count; at += kLanes) {
      const int lanes = static_cast<int>(std::min<std::int64_t>(kLanes, first + count - at));
      load(sound, at, lanes);
      fft_.power(power_);
      on_frames(at, lanes, std::span<const float>(power_));
    }
  }

 private:
  void load(std::span<const float> sound, std::int64_t first, int lanes) noexcept;
  void separate(std::span<const float> power) noexcept;
  void take_lane(std::span<const float> spectrum, int lane) noexcept;
  [[nodiscard]] std::span<const float> frame_of(int lane) const noexcept {
    const auto n = static_cast<std::size_t>(bins());
    return std::span(separated_).subspan(static_cast<std::size_t>(lane) * n, n);
  }

  StftConfig config_;
  std::vector<float> window_;
  int offset_;  // of the window inside the frame
  Fft4 fft_;
  std::vector<float> edges_;  // samples of frames that reach beyond the sound
  std::vector<float> power_;  // [bins][4]
  std::vector<float> separated_;
  std::vector<std::complex<float>> spectrum_;
};

}  // namespace emo
