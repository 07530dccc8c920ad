// The panes that come from the short-time spectrum.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "features/chroma.h"
#include "features/dct.h"
#include "features/mel.h"
#include "session/feature_frames.h"
#include "signal/stft_frames.h"

namespace emo {

inline constexpr PaneMask kSpectralPanes = panes_of(PaneSource::spectra);
inline constexpr int kDeltaWidth = 9;
inline constexpr int kDeltaReach = kDeltaWidth / 2;

// Values as floats:
//   spectrogram  dB re a full-scale sine, not below kDbFloor
//   mel          librosa.power_to_db(melspectrogram(power=2), ref=1), no top_db
//   mfcc         of that, so that frames do not depend on a clip's loudest moment (librosa.feature.mfcc clips 80 dB
//                below the maximum; where nothing is quieter than that the two agree)
//   delta        librosa.feature.delta(mfcc, width=9, mode="interp"); fewer than nine frames: 0
//   chroma       librosa.feature.chroma_stft with the given tuning: each frame's maximum is 1
//   shape        librosa's spectral_centroid and spectral_rolloff (85 %) of the magnitudes, Hz
class FeatureSpectra {
 public:
  FeatureSpectra(double sample_rate_hz, const AnalysisSettings& settings);

  void set_tuning(float tuning);
  [[nodiscard]] int rows(Pane pane) const;
  [[nodiscard]] float row_hz(int row) const { return static_cast<float>(first_bin_ + row) * bin_hz_; }  // spectrogram
  [[nodiscard]] float mel_low_hz() const { return fmin_hz_; }
  [[nodiscard]] float mel_high_hz() const { return fmax_hz_; }
  // What is added to a mel value in dB (ref 1) so that a band reads the weighted mean of its bins, dB re a full-scale
  // sine, as the spectrogram does.
  [[nodiscard]] float mel_display_offset_db() const { return mel_offset_db_; }

  // The frames whose spectra are needed for these frames. total: frames of the clip; live: a very large number.
  [[nodiscard]] static FrameRange needed(PaneMask panes, FrameRange frames, std::int64_t total);
  // sound: begins n_fft / 2 samples before the centre of needed().first and ends n_fft / 2 after its last.
  void compute(PaneMask panes, FrameRange frames, std::int64_t total, std::span<const float> sound, PaneValues& out);

 private:
  void take_frame(PaneMask panes, bool inside, std::span<const float> power, PaneValues& out);
  void take_mel(PaneMask panes, bool inside, std::span<const float> power, PaneValues& out);
  void take_deltas(FrameRange frames, FrameRange held, std::int64_t total, std::vector<float>& out) const;

  AnalysisSettings settings_;
  double rate_hz_;
  float fmin_hz_, fmax_hz_, bin_hz_;
  int first_bin_, bin_count_;
  float sine_power_;  // of a full-scale sine in its bin
  float mel_offset_db_;
  StftFrames stft_;
  MelFilterbank mel_;
  Dct dct_;
  std::optional<ChromaFilterbank> chroma_;
  std::vector<float> magnitude_, mel_db_;
  std::vector<float> mfcc_;  // of all the needed frames, frame after frame
};

// The settings' window in the signal library's words.
StftConfig stft_of(const AnalysisSettings& settings);

}  // namespace emo
