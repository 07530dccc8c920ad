// The Features room: what the page asks the engine for, and what the engine answers. Both are plain bytes, written and
// read by C++ (the ui and the engine program are built from this file); JavaScript only forwards them.
//   FeatureRequest                    page → engine, whenever the choice or the visible range changed
//   FeatureBlockHeader | values       engine → page, a piece of one pane: frames × rows values, frame after frame;
//                                     bytes or floats, see BlockKind
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "contract/constants.h"
#include "contract/feature_table.h"

namespace emo {

enum class AnalysisWindow : std::uint8_t { hann, hamming, blackman, boxcar };
inline constexpr std::array<std::string_view, 4> kAnalysisWindowNames{"hann", "hamming", "blackman", "boxcar"};

// librosa's names and defaults. Frames are centred, the sound is padded with zeros, at the sound's own rate.
struct AnalysisSettings {
  std::int32_t n_fft = 2048;      // 256, 512, 1024, 2048, 4096
  std::int32_t hop_length = 512;  // 64 … n_fft
  std::int32_t n_mels = 128;      // 20 … 256
  std::int32_t n_mfcc = 20;       // 8 … 40
  float fmin_hz = 0;
  float fmax_hz = 8000;          // clamped to half the rate
  float preemphasis = 0;         // 0: off; else the coefficient, 0.9 … 0.99
  float highpass_hz = 0;         // 0: off
  float noise_reduction_db = 0;  // spectral subtraction; 0: off
  AnalysisWindow window = AnalysisWindow::hann;
  std::uint8_t reserved[3] = {};
  bool operator==(const AnalysisSettings&) const = default;
};

inline constexpr std::uint32_t kFeatureRequestMagic = 0x51455246;  // "FREQ"
inline constexpr std::uint32_t kFeatureBlockMagic = 0x4b4c4246;    // "FBLK"
inline constexpr std::uint32_t kFeaturesViewVersion = 1;
inline constexpr int kLiveFeatureSeconds = 60;  // of live sound are kept for this room

struct FeatureRequest {
  std::uint32_t magic = kFeatureRequestMagic;
  std::uint32_t version = kFeaturesViewVersion;
  std::uint32_t revision = 0;  // another number for other settings: blocks say which they belong to
  std::uint32_t panes = 0;     // bit i: row i of kPanes is wanted; 0: nothing is (the room is not shown)
  AnalysisSettings settings{};
  double first_s = 0, last_s = 0;  // what is seen: computed first, then the rest of a clip
};

enum class BlockKind : std::uint8_t {
  decibels,  // bytes: dB = kDbFloor + byte * kDbStep, re a full-scale sine
  numbers,   // float32
};

struct FeatureBlockHeader {
  std::uint32_t magic = kFeatureBlockMagic;
  std::uint32_t version = kFeaturesViewVersion;
  std::uint32_t sound = 0;  // which opened sound it is of: a larger number is a newer one (not a snapshot's generation)
  std::uint32_t revision = 0;  // of the request it answers
  Pane pane{};
  BlockKind kind{};
  std::uint8_t live = 0;
  std::uint8_t reserved = 0;
  std::uint32_t rows = 0;
  std::uint32_t frames = 0;
  std::uint32_t sample_rate_hz = 0;
  std::uint64_t first_frame = 0;          // index since the sound began
  std::uint64_t total_frames = 0;         // clip: of the whole; live: complete so far
  double frame_s = 0;                     // between frames
  double duration_s = 0;                  // clip: of the whole; live: heard so far
  float row_low_hz = 0, row_high_hz = 0;  // spectrogram: centres of the first and last row; mel: fmin and fmax
  float tuning = 0;                       // chroma: estimated, in fractions of a bin
  float progress = 0;                     // clips: share of the pane computed, 0 … 1
};
static_assert(sizeof(FeatureRequest) % 8 == 0 && sizeof(FeatureBlockHeader) % 8 == 0);

}  // namespace emo
