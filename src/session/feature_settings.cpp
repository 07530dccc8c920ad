#include <cmath>
#include <string>

#include "session/feature_view.h"

namespace emo {
namespace {

struct Range {
  const char* name;
  double value, low, high;
  bool off_at_zero = false;
};

std::string number(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

Result<bool> check(const AnalysisSettings& s) {
  if (s.n_fft != 256 && s.n_fft != 512 && s.n_fft != 1024 && s.n_fft != 2048 && s.n_fft != 4096)
    return Error{"n_fft is " + std::to_string(s.n_fft) + "; 256, 512, 1024, 2048 and 4096 can be used."};
  if (static_cast<std::size_t>(s.window) >= kAnalysisWindowNames.size())
    return Error{"This window is unknown; hann, hamming, blackman and boxcar can be used."};
  const auto fmax = static_cast<double>(s.fmax_hz);
  for (const Range& r :
       {Range{"hop_length", static_cast<double>(s.hop_length), 64, static_cast<double>(s.n_fft)},
        Range{"n_mels", static_cast<double>(s.n_mels), 20, 256}, Range{"n_mfcc", static_cast<double>(s.n_mfcc), 8, 40},
        Range{"fmax", fmax, 100, 400000}, Range{"fmin", static_cast<double>(s.fmin_hz), 0, fmax - 50},
        Range{"preemphasis", static_cast<double>(s.preemphasis), 0, 0.99},
        Range{"highpass", static_cast<double>(s.highpass_hz), 10, 20000, true},
        Range{"noise_reduction_db", static_cast<double>(s.noise_reduction_db), 0, 60}})
    if (!(r.value >= r.low && r.value <= r.high) && !(r.off_at_zero && r.value == 0.0))
      return Error{std::string(r.name) + " is " + number(r.value) + "; " + (r.off_at_zero ? "0 (off) or " : "") +
                   number(r.low) + " to " + number(r.high) + " can be used."};
  return true;
}

}  // namespace emo
