// Linear prediction.
#pragma once
#include <complex>
#include <span>
#include <vector>

namespace emo {

// Burg's method (N. Andersen 1974, "On the calculation of filter coefficients for maximum entropy spectral analysis";
// Praat's "To LPC (burg)"): a with x[n] ≈ Σ a[k] x[n − 1 − k], k = 0 … order − 1, minimising the forward and backward
// errors together; always stable. All zeros for a silent input or one shorter than order + 1 samples.
std::vector<double> burg(std::span<const double> samples, int order);

// The roots of z^n − Σ a[k] z^(n−1−k), i.e. the poles of the predictor's filter; all of them, in no order. Aberth's
// simultaneous iteration (O. Aberth 1973, Math. Comp. 27) to the last digits of double.
std::vector<std::complex<double>> predictor_poles(std::span<const double> a);

}  // namespace emo
