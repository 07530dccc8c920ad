// The numbers of the Features room as text.
#pragma once
#include <string>

#include "contract/result.h"
#include "session/feature_panes.h"

namespace emo {

inline constexpr double kMostCsvBytes = 200e6;

// A header row whose names say the unit, then one row a frame: time_s and the panes' values, each as the shortest text
// that reads back as the same float. mel_…_db is librosa's power_to_db with ref=1, spectrum_…_hz_db is re a full-scale
// sine, F0 and formants are 0 where there are none.
// Error: none of the frames is there, or the text would exceed kMostCsvBytes.
Result<std::string> write_csv(FeaturePanes& panes, double sample_rate_hz, PaneMask wanted, FrameRange frames);

}  // namespace emo
