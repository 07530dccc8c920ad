// Sound files to samples (miniaudio behind one file).
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "contract/result.h"

namespace emo {

struct DecodedClip {
  std::vector<float>
      samples;  // mono; of integers as libsndfile scales them: −1 … 1; of floats and lossy files what they hold
  double sample_rate_hz = 0.0;
  int channels = 0;  // of the file
  // Of MP3: what the encoder had put before the sound and behind it, by its own header; taken away, as librosa does.
  std::uint32_t trimmed_start = 0, trimmed_end = 0;
  std::vector<std::string> hints = {};  // sentences for the person on what is unusual and what was done about it
};

// WAV (any PCM or float; RIFX, RF64, BW64, Wave64; extra chunks anywhere), AIFF, FLAC, MP3, Ogg Vorbis; by content, not
// by name: the file must be what its first bytes say (signal/container.h), and its frames must account for it. One and
// two channels give their mean, as librosa.to_mono, or of two that cancel each other the louder one; more give the mean
// of those that are not silent, without the low-frequency one. Rates of 4000 to 768000 Hz. Error: a sentence for the
// person; also for files without a single sample or with values that are not numbers.
Result<DecodedClip> decode_clip(std::span<const std::uint8_t> bytes);

}  // namespace emo
