// Parameters that many features share, with librosa's names and defaults, and how they are read and checked.
#pragma once
#include <cstdint>
#include <initializer_list>

#include "features/decibel.h"
#include "features/feature.h"
#include "features/mel.h"
#include "signal/stft.h"

namespace emo {

std::vector<Parameter> joined(std::initializer_list<std::vector<Parameter>> lists);

enum class DefaultHop : unsigned char { samples_512, quarter_window };
// n_fft, hop_length, win_length, window, center, pad_mode
std::vector<Parameter> stft_parameters(DefaultHop hop = DefaultHop::samples_512);
std::vector<Parameter> mel_parameters();  // n_mels, fmin, fmax, htk
Parameter mel_norm_parameter(std::string_view name);
Parameter power_parameter(double initial);               // exponent of the magnitudes
std::vector<Parameter> decibel_parameters(double amin);  // db, ref, amin, top_db

// Error: an odd n_fft, a window longer than it, a sound shorter than a frame that is not padded, more values than
// memory.
Result<StftConfig> read_stft(const FeatureSettings& settings, const Sound& sound, int rows_per_frame);
// Error: fmin not below fmax.
Result<MelConfig> read_mel(const FeatureSettings& settings, const Sound& sound, std::string_view norm_parameter);
DecibelConfig read_decibel(const FeatureSettings& settings);

// |X|^exponent of |X|², in place.
void raise_to(std::span<float> power, double exponent) noexcept;

// The mel spectrogram by stft_parameters(), power, mel_parameters() and the norm: rows × frames. Error: as read_stft
// and read_mel.
Result<FeatureMatrix> mel_matrix(const Sound& sound, const FeatureSettings& settings, std::string_view norm_parameter);

// An empty series of frames as `config` cuts the sound: rows = 0: shape {frames}, else {rows, frames}.
FeatureMatrix series(int rows, std::int64_t frames, const StftConfig& config, const Sound& sound);
inline std::int64_t frames_of(const Sound& sound, const StftConfig& config) {
  return stft_frame_count(static_cast<std::int64_t>(sound.samples.size()), config);
}

}  // namespace emo
