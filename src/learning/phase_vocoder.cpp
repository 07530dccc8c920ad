#include "learning/phase_vocoder.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <complex>
#include <cstdint>

#include "signal/istft.h"
#include "signal/resampler.h"
#include "signal/stft_frames.h"

namespace emo {
namespace {

// A spectrum as magnitudes and directions. Directions are multiplied instead of angles added: no atan2 or cos, so the
// result does not depend on the C library.
struct Polar {
  std::vector<double> magnitude;
  std::vector<std::complex<double>> direction;  // 1 where the magnitude is 0, as numpy.angle's 0

  explicit Polar(std::size_t bins) : magnitude(bins), direction(bins, 1.0) {}

  void set(std::span<const std::complex<float>> spectrum) {
    for (std::size_t k = 0; k < spectrum.size(); ++k) {
      const double re = spectrum[k].real();
      const double im = spectrum[k].imag();
      const double size = std::sqrt(re * re + im * im);
      magnitude[k] = size;
      direction[k] = size > 0.0 ? std::complex<double>(re / size, im / size) : 1.0;
    }
  }
};

// librosa.phase_vocoder, fed with one frame after the other. Output frame k lies at the input's frame k · rate; its
// phases advance by what they advance between the two input frames around it.
class PhaseVocoder {
 public:
  PhaseVocoder(std::size_t bins, double rate, OverlapAdd& output)
      : rate_(rate), earlier_(bins), later_(bins), phase_(bins), spectrum_(bins), output_(output) {}

  void push(std::span<const std::complex<float>> spectrum) {
    std::swap(earlier_, later_);
    later_.set(spectrum);
    if (received_++ == 0) {
      phase_ = later_.direction;
      earlier_ = later_;
    } else {
      emit_before(static_cast<double>(received_ - 1), true);
    }
  }

  // Beyond the last frame phases stand still and magnitudes go on along their line, as scipy extrapolates.
  void finish() { emit_before(static_cast<double>(received_), false); }

 private:
  void emit_before(double end, bool moving) {
    while (position() < end) {
      const double share = received_ == 1 ? 0.0 : position() - static_cast<double>(received_ - 2);
      for (std::size_t k = 0; k < spectrum_.size(); ++k) {
        const double size = earlier_.magnitude[k] + share * (later_.magnitude[k] - earlier_.magnitude[k]);
        spectrum_[k] = {static_cast<float>(size * phase_[k].real()), static_cast<float>(size * phase_[k].imag())};
        if (moving) advance(k);
      }
      output_.add(spectrum_);
      ++emitted_;
    }
  }

  [[nodiscard]] double position() const { return static_cast<double>(emitted_) * rate_; }

  // Written out, because std::complex's product looks for NaN.
  void advance(std::size_t k) {
    const std::complex<double> a = earlier_.direction[k];
    const std::complex<double> b = later_.direction[k];
    const double step_re = b.real() * a.real() + b.imag() * a.imag();
    const double step_im = b.imag() * a.real() - b.real() * a.imag();
    const double re = phase_[k].real() * step_re - phase_[k].imag() * step_im;
    const double im = phase_[k].real() * step_im + phase_[k].imag() * step_re;
    const double correction = 1.5 - 0.5 * (re * re + im * im);  // Newton's step back to length 1
    phase_[k] = {re * correction, im * correction};
  }

  double rate_;
  std::int64_t received_ = 0;
  std::int64_t emitted_ = 0;
  Polar earlier_;  // input frame received_ − 2
  Polar later_;    // input frame received_ − 1
  std::vector<std::complex<double>> phase_;
  std::vector<std::complex<float>> spectrum_;
  OverlapAdd& output_;
};

}  // namespace

std::vector<float> time_stretch(std::span<const float> samples, double rate, const PhaseVocoderConfig& config) {
  assert(rate > 0.0 && config.hop_length <= config.n_fft / 2);
  if (samples.empty()) return {};
  const StftConfig stft{.n_fft = config.n_fft,
                        .hop_length = config.hop_length > 0 ? config.hop_length : config.n_fft / 4};
  StftFrames frames(stft);
  // std::nearbyint rounds halves to even, as Python's round does.
  OverlapAdd output(stft, static_cast<std::size_t>(std::nearbyint(static_cast<double>(samples.size()) / rate)));
  PhaseVocoder vocoder(static_cast<std::size_t>(frames.bins()), rate, output);
  frames.spectra(samples, 0, stft_frame_count(static_cast<std::int64_t>(samples.size()), stft),
                 [&](std::int64_t, std::span<const std::complex<float>> spectrum) { vocoder.push(spectrum); });
  vocoder.finish();
  return output.finish();
}

std::vector<float> pitch_shift(std::span<const float> samples, double n_steps, int bins_per_octave,
                               const PhaseVocoderConfig& config) {
  assert(bins_per_octave > 0);
  // The resampler rounds rates to whole numbers: with these the pitch is right to a millionth of a cent.
  constexpr double kRate = 1e9;
  const double rate = std::exp2(-n_steps / bins_per_octave);
  Resampler resampler({.input_rate_hz = kRate / rate, .output_rate_hz = kRate});
  std::vector<float> out;
  resampler.push(time_stretch(samples, rate, config), out);
  resampler.finish(out);
  out.resize(samples.size());
  return out;
}

}  // namespace emo
