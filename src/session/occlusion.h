// Takes parts of a sound out, in time and frequency, and leaves the rest as it is: tiles of its STFT are attenuated and
// the difference is resynthesised (signal/istft.h), so that no clicks arise.
#pragma once
#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include "signal/stft.h"

namespace emo {

struct OcclusionConfig {
  double sample_rate_hz = 16000.0;
  int rows = 8;     // bands, equally wide on Slaney's mel scale from 0 to fmax_hz
  int columns = 1;  // equally long
  double fmax_hz = 8000.0;
  double depth_db = 30.0;  // by which a tile falls at most
};

struct SampleRange {
  std::size_t first = 0, last = 0;  // first … last − 1
};
// The samples that taking out the columns first … last − 1 of a sound of so many samples can change.
SampleRange occlusion_reach(const OcclusionConfig& config, std::size_t samples, int first_column, int last_column);

// A tile falls, frame by frame, to its band's background: the level that the band is under for a tenth of the time.
// Pauses and steady noise stay as they are: a hole in them would be a sound of its own. A band whose loud and quiet
// tenths are less than 6 dB apart has no background to fall to; its tiles fall by the whole depth.
class Occlusion {
 public:
  // sound: at least one sample, finite.
  Occlusion(std::span<const float> sound, const OcclusionConfig& config);

  struct Changed {
    std::span<const float> samples;  // as many as the sound; valid until the next call
    SampleRange range;               // outside they are the sound's own, to the bit
  };
  // cells: rows × columns, row after row from the lowest band: the share of each that is taken out, 0 … 1.
  // Neighbours fade into each other (24 ms, a seventh of a band); the shares of all cells together cover everything.
  Changed without(std::span<const float> cells);

 private:
  [[nodiscard]] float time_share(std::size_t frame, int column) const;
  struct FrameRange {
    std::size_t first, last;  // first … last − 1
  };
  FrameRange find_losses(std::span<const float> cells);
  std::span<const std::complex<float>> lost_of(std::size_t frame);
  void find_shares_of_bins();
  void find_attenuation();

  OcclusionConfig config_;
  std::span<const float> sound_;
  StftConfig stft_;
  std::size_t bins_;
  std::size_t frames_;
  double column_samples_;
  double fade_samples_;
  std::vector<std::complex<float>> spectra_;  // [frame][bin]
  std::vector<float> bin_shares_;             // [row][bin]
  std::vector<float> removable_;              // [frame][row]: share of the amplitude
  std::vector<float> losses_;                 // [frame][row], of the call
  std::vector<std::complex<float>> lost_;     // one frame
  std::vector<float> samples_;
};

}  // namespace emo
