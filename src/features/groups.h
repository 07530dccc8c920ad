// The parts of the table of features, one file each.
#pragma once
#include "features/feature.h"

namespace emo {

std::vector<Feature> spectral_features();  // librosa's spectra, mel, cepstra, chroma, shapes, energy
std::vector<Feature> voice_features();     // pitch, voice quality, formants, intensity, speaking rate
std::vector<Recipe> recipes();

}  // namespace emo
