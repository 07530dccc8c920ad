// poly_features, a row of the table of features: the polynomial of frequency that fits the magnitudes of a frame best;
// of order 1 the spectrum's slope and its height.
#include <cmath>
#include <numeric>

#include "features/features_in_pieces.h"
#include "features/spectral_parameters.h"
#include "signal/stft_frames.h"

namespace emo {
namespace {

// Least squares as numpy.polyfit: each coefficient is a weighted sum of a frame's magnitudes. The powers of frequency
// (0 … 1) are made orthonormal one after the other, each twice, which keeps 1e-9 of the result at order 6.
class PolynomialFit {
 public:
  PolynomialFit(int order, std::size_t bins, double highest_hz) : bins_(bins) {
    const auto count = static_cast<std::size_t>(order) + 1;
    std::vector<std::vector<double>> basis, powers;  // values by bin; coefficients by power
    for (std::size_t degree = 0; degree < count; ++degree) {
      std::vector<double> values(bins), coefficients(count);
      for (std::size_t k = 0; k < bins; ++k)
        values[k] = std::pow(static_cast<double>(k) / static_cast<double>(bins - 1), static_cast<double>(degree));
      coefficients[degree] = 1.0;
      for (std::size_t i = 0; i < 2 * degree; ++i)
        subtract(basis[i % degree], powers[i % degree], values, coefficients);
      const double length = std::sqrt(dot(values, values));
      for (double& v : values) v /= length;
      for (double& c : coefficients) c /= length;
      basis.push_back(std::move(values));
      powers.push_back(std::move(coefficients));
    }
    weights_.resize(count * bins);
    for (std::size_t row = 0; row < count; ++row) {  // the highest power first
      const std::size_t power = count - 1 - row;
      const double scale = std::pow(highest_hz, static_cast<double>(power));
      for (std::size_t k = 0; k < bins; ++k)
        for (std::size_t i = 0; i < count; ++i) weights_[row * bins + k] += basis[i][k] * powers[i][power] / scale;
    }
  }

  [[nodiscard]] double coefficient(std::size_t row, std::span<const double> magnitude) const {
    return dot(std::span(weights_).subspan(row * bins_, bins_), magnitude);
  }

 private:
  static double dot(std::span<const double> a, std::span<const double> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
  }
  static void subtract(std::span<const double> basis, std::span<const double> powers, std::span<double> values,
                       std::span<double> coefficients) {
    const double share = dot(basis, values);
    for (std::size_t k = 0; k < values.size(); ++k) values[k] -= share * basis[k];
    for (std::size_t p = 0; p < coefficients.size(); ++p) coefficients[p] -= share * powers[p];
  }

  std::size_t bins_;
  std::vector<double> weights_;  // rows × bins
};

Result<FeatureMatrix> poly_features(const Sound& sound, const FeatureSettings& settings) {
  const int order = settings.integer("order");
  const auto config = read_stft(settings, sound, order + 1);
  if (!config) return Error{config.error()};
  StftFrames frames(config.value());
  const PolynomialFit fit(order, static_cast<std::size_t>(frames.bins()), sound.sample_rate_hz / 2.0);
  FeatureMatrix m = series(order + 1, frames_of(sound, config.value()), config.value(), sound);
  for (int power = order; power >= 0; --power) m.rows.push_back("order_" + std::to_string(power));
  const auto columns = static_cast<std::size_t>(m.shape[1]);
  std::vector<double> magnitude(static_cast<std::size_t>(frames.bins()));
  frames.power(sound.samples, 0, m.shape[1], [&](std::int64_t t, std::span<const float> power) {
    for (std::size_t k = 0; k < power.size(); ++k) magnitude[k] = std::sqrt(static_cast<double>(power[k]));
    for (std::size_t row = 0; row <= static_cast<std::size_t>(order); ++row)
      m.values[row * columns + static_cast<std::size_t>(t)] = static_cast<float>(fit.coefficient(row, magnitude));
  });
  return m;
}

std::optional<FrameReach> reach(const FeatureSettings& settings) {
  if (!settings.flag("center")) return std::nullopt;
  const std::int64_t half = settings.integer("n_fft") / 2;
  return FrameReach{half, half};
}

}  // namespace

Feature poly_features_feature() {
  return {"poly_features",
          "amplitude/Hz^n",
          "Polynomial of frequency fitted to the magnitudes, highest power first, librosa.feature.poly_features",
          joined({{{.name = "order",
                    .kind = ParameterKind::integer,
                    .initial = 1,
                    .low = 0,
                    .high = 6,
                    .help = "of the polynomial; order + 1 rows come out"}},
                  stft_parameters()}),
          poly_features,
          reach};
}

}  // namespace emo
