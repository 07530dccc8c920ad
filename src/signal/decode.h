// Sound files to samples (miniaudio behind one file).
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "contract/result.h"

namespace emo {

struct DecodedClip {
  std::vector<float> samples;  // mono (mean of the channels), −1 … 1
  double sample_rate_hz = 0.0;
  int channels = 0;  // of the file
};

// WAV (any PCM or float, extra chunks anywhere, AIFF under a .wav name), FLAC, MP3, Ogg Vorbis; by content, not by
// name. Error: a sentence for the person; also for files without a single sample or with values that are not numbers.
Result<DecodedClip> decode_clip(std::span<const std::uint8_t> bytes);

}  // namespace emo
