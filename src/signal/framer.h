// Cuts a stream into overlapping frames. It keeps a remainder, so the sizes of the blocks cannot change the frames.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace emo {

struct FramerConfig {
  int frame_samples = 2048;
  int hop_samples = 512;
  // Zeros put before the first and after the last sample. frame_samples / 2 = librosa's center=True,
  // pad_mode="constant": frame t is centred on sample t · hop_samples.
  int pad_samples = 1024;
};

class Framer {
 public:
  explicit Framer(const FramerConfig& config)
      : config_(config), buffer_(static_cast<std::size_t>(config.frame_samples)) {
    reset();
  }

  void reset() noexcept {
    std::fill(buffer_.begin(), buffer_.end(), 0.0F);
    filled_ = static_cast<std::size_t>(config_.pad_samples);
    skip_ = 0;
    frames_ = 0;
  }

  // on_frame(std::span<const float> frame) is called for each completed frame, in order.
  template <class OnFrame>
  void push(std::span<const float> samples, OnFrame&& on_frame) {
    take(samples.data(), samples.size(), on_frame);
  }

  // No more samples: the trailing zeros complete the last frames. Only after reset() may samples follow.
  template <class OnFrame>
  void finish(OnFrame&& on_frame) {
    take(nullptr, static_cast<std::size_t>(config_.pad_samples), on_frame);
  }

  [[nodiscard]] std::uint64_t frames() const noexcept { return frames_; }

 private:
  template <class OnFrame>
  void take(const float* samples, std::size_t count, OnFrame&& on_frame) {
    const std::size_t frame = buffer_.size();
    const auto hop = static_cast<std::size_t>(config_.hop_samples);
    while (count > 0) {
      if (skip_ > 0) {  // hop > frame: samples between two frames
        const std::size_t n = std::min(skip_, count);
        skip_ -= n;
        count -= n;
        if (samples != nullptr) samples += n;
        continue;
      }
      const std::size_t n = std::min(frame - filled_, count);
      if (samples != nullptr) {
        std::copy_n(samples, n, buffer_.data() + filled_);
        samples += n;
      } else {
        std::fill_n(buffer_.data() + filled_, n, 0.0F);
      }
      filled_ += n;
      count -= n;
      if (filled_ < frame) return;
      on_frame(std::span<const float>(buffer_));
      ++frames_;
      const std::size_t keep = frame > hop ? frame - hop : 0;
      std::copy(buffer_.end() - static_cast<std::ptrdiff_t>(keep), buffer_.end(), buffer_.begin());
      filled_ = keep;
      skip_ = hop > frame ? hop - frame : 0;
    }
  }

  FramerConfig config_;
  std::vector<float> buffer_;
  std::size_t filled_ = 0;
  std::size_t skip_ = 0;
  std::uint64_t frames_ = 0;
};

}  // namespace emo
