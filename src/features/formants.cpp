#include "features/formants.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "features/lpc.h"
#include "signal/resampler.h"

namespace emo {
namespace {

constexpr double kPi = std::numbers::pi;

// The sound as the predictor sees it: at twice the ceiling, pre-emphasised.
struct Prepared {
  std::vector<double> samples;
  double rate_hz;
  int order;
};

Prepared prepare(const Sound& sound, const FormantConfig& config) {
  Prepared p{{}, sound.sample_rate_hz, 2 * config.max_formants};
  const double wanted_hz = std::round(2.0 * config.max_formant_hz);
  if (wanted_hz < sound.sample_rate_hz) {
    // A narrow transition band: a wide one would be a valley that the predictor spends poles on.
    Resampler resampler({.input_rate_hz = sound.sample_rate_hz, .output_rate_hz = wanted_hz, .pass_band = 0.97});
    std::vector<float> resampled;
    resampler.push(sound.samples, resampled);
    resampler.finish(resampled);
    p.samples.assign(resampled.begin(), resampled.end());
    p.rate_hz = wanted_hz;
  } else {
    p.samples.assign(sound.samples.begin(), sound.samples.end());
    p.order = 2 * std::max(1, static_cast<int>(std::lround(config.max_formants * p.rate_hz / wanted_hz)));
  }
  const double emphasis = std::exp(-2.0 * kPi * config.preemphasis_from_hz / p.rate_hz);
  for (std::size_t i = p.samples.size() - 1; i > 0; --i) p.samples[i] -= emphasis * p.samples[i - 1];
  return p;
}

// Praat's Gaussian: e^−12 at its edges, brought down to zero there.
std::vector<double> gaussian_window(int n) {
  const double edge = std::exp(-12.0);
  std::vector<double> window(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) {
    const double x = (i + 0.5 - 0.5 * n) / (n + 1);
    window[static_cast<std::size_t>(i)] = (std::exp(-48.0 * x * x) - edge) / (1.0 - edge);
  }
  return window;
}

FormantFrame frame_of(std::span<const double> predictor, double rate_hz, const FormantConfig& config) {
  std::vector<std::pair<double, double>> found;  // frequency, bandwidth
  for (const auto& pole : predictor_poles(predictor)) {
    if (pole.imag() <= 0.0) continue;
    const double hz = std::arg(pole) * rate_hz / (2.0 * kPi);
    const double bandwidth_hz = -std::log(std::abs(pole)) * rate_hz / kPi;
    if (hz > config.margin_hz && hz < 0.5 * rate_hz - config.margin_hz && bandwidth_hz <= config.max_bandwidth_hz)
      found.emplace_back(hz, bandwidth_hz);
  }
  std::sort(found.begin(), found.end());
  FormantFrame frame;
  for (const auto& [hz, bandwidth_hz] : found) {
    if (frame.count == static_cast<int>(frame.hz.size())) break;
    const auto i = static_cast<std::size_t>(frame.count++);
    frame.hz[i] = static_cast<float>(hz);
    frame.bandwidth_hz[i] = static_cast<float>(bandwidth_hz);
  }
  return frame;
}

}  // namespace

std::vector<FormantFrame> formants_at(const Sound& sound, std::span<const double> times_s,
                                      const FormantConfig& config) {
  const Prepared p = prepare(sound, config);
  const int length = std::max(p.order + 1, static_cast<int>(2.0 * config.window_s * p.rate_hz));
  const std::vector<double> window = gaussian_window(length);
  const auto samples = static_cast<std::ptrdiff_t>(p.samples.size());
  std::vector<double> windowed(window.size());
  std::vector<FormantFrame> frames;
  frames.reserve(times_s.size());
  for (double time_s : times_s) {
    const auto start = static_cast<std::ptrdiff_t>(std::llround(time_s * p.rate_hz - 0.5 * (length - 1)));
    bool sounding = false;
    for (std::ptrdiff_t i = 0; i < length; ++i) {
      const std::ptrdiff_t at = start + i;
      const double x = at >= 0 && at < samples ? p.samples[static_cast<std::size_t>(at)] : 0.0;
      windowed[static_cast<std::size_t>(i)] = x * window[static_cast<std::size_t>(i)];
      sounding = sounding || std::abs(x) > 1e-12;
    }
    frames.push_back(sounding ? frame_of(burg(windowed, p.order), p.rate_hz, config) : FormantFrame{});
  }
  return frames;
}

}  // namespace emo
