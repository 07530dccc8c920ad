// The parts of spectral_features(), one file each.
#pragma once
#include "features/feature.h"

namespace emo {

std::vector<Feature> spectrum_features();  // stft, melspectrogram, mfcc, mfcc_delta
std::vector<Feature> pitch_features();     // chroma_stft, estimate_tuning, piptrack
std::vector<Feature> shape_features();     // spectral_*
std::vector<Feature> energy_features();    // rms, zero_crossing_rate
std::vector<Feature> sample_features();    // resample, logmel64

}  // namespace emo
