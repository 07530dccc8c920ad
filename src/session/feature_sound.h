// The sound of the Features room: a whole clip, or the last minute of live sound, as it came and as the preprocessing
// (features/preprocessing.h) leaves it. Samples are addressed by their index since the sound began.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "features/preprocessing.h"

namespace emo {

// What stands in for samples before the first and after the last.
enum class Outside : unsigned char { zeros, edge };

// Preprocessing is computed in blocks of fixed place from the sound around them, so that a sample has one value
// whichever way it is asked for:
//   filters           blocks of ≈ 20 ms, after enough sound for the high-pass to have forgotten its start (e⁻³⁰)
//   noise reduction   blocks of ≈ 1 s; what is noise is learned from the 2 s before and after a block, live from the
//                     2 s before it and 0.2 s after: live panes lag by up to 1.2 s then
class FeatureSound {
 public:
  std::span<float> open_clip(std::size_t count, double sample_rate_hz);  // the room to put the samples into
  void open_live(double sample_rate_hz);
  void close();  // the memory is given back

  // Live sound, any block size; allocates nothing.
  void push(std::span<const float> samples) noexcept;
  void set_preprocessing(const PreprocessingConfig& config);

  [[nodiscard]] bool live() const { return live_; }
  [[nodiscard]] double sample_rate_hz() const { return rate_hz_; }
  [[nodiscard]] std::int64_t heard() const { return heard_; }  // clip: all of it
  // Oldest sample held; live: of the ring.
  [[nodiscard]] std::int64_t first() const;
  // Oldest sample that read() can give, and one past the newest whose value is final.
  [[nodiscard]] std::int64_t first_settled() const;
  [[nodiscard]] std::int64_t settled() const;
  // Live: the first samples are kept for ever, so that what is learned from them does not depend on when.
  [[nodiscard]] std::int64_t head_samples() const { return head_capacity_; }

  // Samples first, first + 1, … as they came. All that exist must be held.
  void read_raw(std::int64_t first, std::span<float> out, Outside outside) const;
  // What read() of these samples needs and takes long (a block of noise reduction): one of it; false: nothing.
  bool prepare(std::int64_t first, std::int64_t end);
  // The same after preprocessing.
  void read(std::int64_t first, std::span<float> out, Outside outside);

 private:
  struct Block {
    std::int64_t index = -1;
    std::vector<float> samples;
  };

  void copy_held(std::int64_t first, std::span<float> out) const;
  [[nodiscard]] Block& slot(std::int64_t index) { return blocks_[static_cast<std::size_t>(index) % blocks_.size()]; }
  const Block& block_at(std::int64_t index);
  template <class Copy>
  void read_with_outside(std::int64_t first, std::span<float> out, Outside outside, Copy&& copy) const;

  bool live_ = false;
  double rate_hz_ = 1.0;
  std::int64_t heard_ = 0;
  std::vector<float> data_;  // the clip, or the ring
  std::vector<float> head_;
  std::int64_t head_capacity_ = 0;

  PreprocessingConfig preprocessing_;
  std::int64_t block_samples_ = 1, before_ = 0, after_ = 0;  // around a block
  std::vector<Block> blocks_;                                // slot: index modulo their number
  std::vector<float> window_;
};

}  // namespace emo
