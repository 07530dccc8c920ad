// Duration and pitch changed apart from each other, as librosa.effects does it.
#pragma once
#include <span>
#include <vector>

namespace emo {

struct PhaseVocoderConfig {
  int n_fft = 2048;    // samples, even
  int hop_length = 0;  // samples, ≤ n_fft / 2; 0: n_fft / 4
};

// librosa.effects.time_stretch: rate > 1 is faster; the pitch stays. round(size / rate) samples; rate > 0.
// STFT (Hann, centred, zero padding), librosa.phase_vocoder with linear magnitudes, inverse STFT; frame by frame, so
// that a long sound needs little memory.
std::vector<float> time_stretch(std::span<const float> samples, double rate, const PhaseVocoderConfig& config = {});

// librosa.effects.pitch_shift: n_steps of bins_per_octave > 0 up (or down, below 0); the formants move along. Length
// kept.
std::vector<float> pitch_shift(std::span<const float> samples, double n_steps, int bins_per_octave = 12,
                               const PhaseVocoderConfig& config = {});

}  // namespace emo
