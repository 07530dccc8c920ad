// Deviation of a sound's pitches from A440: librosa.piptrack and librosa.estimate_tuning.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "signal/stft.h"

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
    peaks_of(spectrum.data(), 1, static_cast<int>(spectrum.size()), highest, on_peak);
  }
  // Of lane 0 … 3 of spectra interleaved four by four; highest: the lane's largest value.
  template <class OnPeak>
  void peaks_in_lane(std::span<const float> spectra, int lane, float highest, OnPeak&& on_peak) const {
    peaks_of(spectra.data() + lane, 4, static_cast<int>(spectra.size()) / 4, highest, on_peak);
  }

 private:
  template <class OnPeak>
  void peaks_of(const float* s, int step, int bins, float highest, OnPeak&& on_peak) const {
    const float limit = config_.ref >= 0 ? config_.ref : config_.threshold * highest;
    // Bin 0 is never a local maximum for librosa; the last one is if it exceeds the one before.
    for (int k = first_; k <= last_ && k < bins; ++k) {
      const float here = s[k * step];
      if (!(here > limit)) continue;
      const float left = s[(k - 1) * step];
      if (!(here > left)) continue;
      if (k == bins - 1) {
        on_peak(k, pitch_hz(k, 0.0F), here);
        continue;
      }
      const float right = s[(k + 1) * step];
      if (!(here >= right)) continue;
      const float curve = right + left - 2 * here;
      const float slope = (right - left) / 2;
      const float shift = slope * slope >= curve * curve ? 0.0F : -slope / curve;
      on_peak(k, pitch_hz(k, shift), here + 0.5F * slope * shift);
    }
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
