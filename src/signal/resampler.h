// Any rate → any rate, streaming, linear phase. Windowed-sinc (Kaiser) polyphase filter after J. O. Smith, "Digital
// Audio Resampling": stop band ≥ 90 dB, pass band flat to 0.9 × half the lower rate.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace emo {

struct ResamplerConfig {
  double input_rate_hz = 48000.0;
  double output_rate_hz = 16000.0;
  double stop_band_db = 95.0;
  double pass_band = 0.90;  // share of half the lower rate that passes unchanged; from half that rate on all is stopped
  bool operator==(const ResamplerConfig&) const = default;
};

// The filter of a pair of rates. Where their ratio is not small, designing it takes as long as resampling a second or
// more of sound.
struct ResamplerFilter {
  explicit ResamplerFilter(const ResamplerConfig& config);

  bool same_rate;
  std::uint64_t up = 1;  // reduced ratio output : input = up : down
  std::uint64_t down = 1;
  int half = 0;    // length to each side in input samples
  int phases = 0;  // rows of table; = up where that is small (exact), else interpolated between rows
  bool exact = true;
  std::vector<float> table;  // (phases + 1) × 2·half
};

// Filters once designed, for those who resample many sounds; the eight used last. // [one thread]
class ResamplerFilters {
 public:
  std::shared_ptr<const ResamplerFilter> get(const ResamplerConfig& config);

 private:
  std::vector<std::pair<ResamplerConfig, std::shared_ptr<const ResamplerFilter>>> held_;  // the last used first
};

// Output sample k lies at the time k / output_rate of the input: the filter's delay is taken out.
class Resampler {
 public:
  explicit Resampler(const ResamplerConfig& config) : Resampler(std::make_shared<const ResamplerFilter>(config)) {}
  explicit Resampler(std::shared_ptr<const ResamplerFilter> filter);

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

  std::shared_ptr<const ResamplerFilter> filter_;
  std::vector<float> history_;  // input from sample first_ on
  std::int64_t first_ = 0;
  std::uint64_t received_ = 0;
  std::uint64_t produced_ = 0;
};

}  // namespace emo
