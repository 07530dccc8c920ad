// Any rate → any rate, streaming, linear phase. Windowed-sinc (Kaiser) polyphase filter after J. O. Smith, "Digital
// Audio Resampling": stop band ≥ 90 dB, pass band flat to 0.9 × half the lower rate.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace emo {

struct ResamplerConfig {
  double input_rate_hz = 48000.0;
  double output_rate_hz = 16000.0;
  double stop_band_db = 95.0;
  double pass_band = 0.90;  // share of half the lower rate that passes unchanged; from half that rate on all is stopped
};

// Output sample k lies at the time k / output_rate of the input: the filter's delay is taken out.
class Resampler {
 public:
  explicit Resampler(const ResamplerConfig& config);

  // Appends to output. The numbers do not depend on the sizes of the blocks.
  void push(std::span<const float> input, std::vector<float>& output);
  // Appends what the filter still held; in all ceil(n · output_rate / input_rate) samples come out for n.
  void finish(std::vector<float>& output);
  void reset();

 private:
  void produce(std::uint64_t limit, std::vector<float>& output);
  template <int Outputs>
  void convolve(std::uint64_t k, float* out) const noexcept;  // outputs k, k + 1, … of exact phases
  [[nodiscard]] float interpolate(std::uint64_t k) const noexcept;

  bool same_rate_;
  std::uint64_t up_ = 1;  // reduced ratio output : input = up_ : down_
  std::uint64_t down_ = 1;
  int half_ = 0;    // filter half-length in input samples
  int phases_ = 0;  // rows of table_; = up_ where that is small (exact), else interpolated between rows
  bool exact_ = true;
  std::vector<float> table_;    // (phases_ + 1) × 2·half_
  std::vector<float> history_;  // input from sample first_ on
  std::int64_t first_ = 0;
  std::uint64_t received_ = 0;
  std::uint64_t produced_ = 0;
};

}  // namespace emo
