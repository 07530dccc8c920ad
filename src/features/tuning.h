// Deviation of a sound's pitches from A440: librosa.piptrack and librosa.estimate_tuning.
#pragma once
#include <cmath>
#include <span>
#include <vector>

#include "signal/stft.h"
#include "signal/vec4.h"

namespace emo {

struct PiptrackConfig {
  double sample_rate_hz = 22050.0;
  int n_fft = 2048;
  float fmin_hz = 150.0F;
  float fmax_hz = 4000.0F;  // cut to half the sample rate
  float threshold = 0.1F;   // a peak is higher than this share of its frame's highest value …
  float ref = -1.0F;        // … or, if ≥ 0, than this value
};

// Peaks of spectra, sharpened by parabolas through three bins.
class Piptrack {
 public:
  explicit Piptrack(const PiptrackConfig& config);

  // on_peak(int bin, float pitch_hz, float magnitude) for each peak of one spectrum, n_fft/2 + 1 values ≥ 0, by bin.
  template <class OnPeak>
  void peaks(std::span<const float> spectrum, OnPeak&& on_peak) const {
    float highest = 0.0F;
    for (float s : spectrum) highest = s > highest ? s : highest;
    const float limit = config_.ref >= 0 ? config_.ref : config_.threshold * highest;
    const float* s = spectrum.data();
    for (int k = first_; k <= last_; ++k)
      if (s[k] > limit && s[k] > s[k - 1] && (k == last_bin() || s[k] >= s[k + 1])) report(s + k, 1, k, on_peak);
  }

  // The same of four spectra, lane-interleaved: on_peak(int lane, float pitch_hz, float magnitude); highest: the
  // largest value of each lane.
  template <class OnPeak>
  void peaks4(std::span<const float> spectra, Vec4 highest, OnPeak&& on_peak) const {
    const Vec4 limit = config_.ref >= 0 ? splat4(config_.ref) : highest * config_.threshold;
    const float* s = spectra.data();
    for (int k = first_; k <= last_; ++k) {
      const Vec4 here = load4(s + 4 * k);
      Int4 peak = (here > limit) & (here > load4(s + 4 * k - 4));
      if (k < last_bin()) peak &= here >= load4(s + 4 * k + 4);
      if (!any4(peak)) continue;
      for (int lane = 0; lane < 4; ++lane)
        if (peak[lane] != 0)
          report(s + 4 * k + lane, 4, k, [&](int, float hz, float strength) { on_peak(lane, hz, strength); });
    }
  }

 private:
  [[nodiscard]] int last_bin() const noexcept { return config_.n_fft / 2; }

  // s: the peak in its spectrum, whose neighbours lie `step` values away.
  template <class OnPeak>
  void report(const float* s, int step, int bin, OnPeak&& on_peak) const {
    if (bin == last_bin()) {
      on_peak(bin, pitch_hz(bin, 0.0F), *s);
      return;
    }
    const float left = *(s - step);
    const float right = *(s + step);
    const float curve = right + left - 2 * *s;
    const float slope = (right - left) / 2;
    const float shift = std::abs(slope) >= std::abs(curve) ? 0.0F : -slope / curve;
    on_peak(bin, pitch_hz(bin, shift), *s + 0.5F * slope * shift);
  }
  [[nodiscard]] float pitch_hz(int bin, float shift) const noexcept {
    return static_cast<float>((bin + static_cast<double>(shift)) * config_.sample_rate_hz / config_.n_fft);
  }

  PiptrackConfig config_;
  int first_, last_;  // bins with fmin ≤ frequency < fmax
};

// Collects peaks, then says the tuning that most of the stronger half agree on.
class TuningEstimator {
 public:
  // resolution: width of the histogram's bins, in fractions of a bin, 0.001 … 1.
  explicit TuningEstimator(int bins_per_octave = 12, double resolution = 0.01)
      : bins_per_octave_(bins_per_octave), resolution_(resolution) {}

  void add(float pitch_hz, float magnitude) {
    if (!(pitch_hz > 0.0F)) return;
    pitches_.push_back(pitch_hz);
    magnitudes_.push_back(magnitude);
  }
  // −0.5 … 0.5 in fractions of a bin; 0 without peaks.
  [[nodiscard]] float tuning() const;

 private:
  int bins_per_octave_;
  double resolution_;
  std::vector<float> pitches_, magnitudes_;
};

struct TuningConfig {
  StftConfig stft{};
  float fmin_hz = 150.0F;
  float fmax_hz = 4000.0F;
  float threshold = 0.1F;
  float ref = -1.0F;  // as PiptrackConfig
  int bins_per_octave = 12;
  double resolution = 0.01;
  float power = 1.0F;  // exponent of the magnitudes that are searched; chroma_stft searches powers (2)
};

// Of a whole sound.
float estimate_tuning(std::span<const float> sound, double sample_rate_hz, const TuningConfig& config = {});

}  // namespace emo
