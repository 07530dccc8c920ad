// Chroma filterbank, librosa.filters.chroma, and what chroma_stft does with it.
#pragma once
#include <span>
#include <vector>

namespace emo {

struct ChromaConfig {
  double sample_rate_hz = 22050.0;
  int n_fft = 2048;
  int n_chroma = 12;      // bins an octave, 1 … 96
  float tuning = 0.0F;    // deviation from A440 in fractions of a chroma bin
  float ctroct = 5.0F;    // centre of the dominance window, in octaves above A0 (27.5 Hz)
  float octwidth = 2.0F;  // half-width of that window in octaves; ≤ 0: every octave counts alike (librosa's None)
  bool base_c = true;     // bin 0 is C; false: A
};

class ChromaFilterbank {
 public:
  explicit ChromaFilterbank(const ChromaConfig& config);

  [[nodiscard]] int chroma() const noexcept { return n_chroma_; }
  // spectrum: n_fft/2 + 1 values, power or magnitude; chroma: n_chroma sums, not normalised.
  void apply(std::span<const float> spectrum, std::span<float> chroma) const noexcept;
  // Four frames, lane-interleaved: spectrum[4k + l]; chroma: frame after frame, n_chroma values each.
  void apply4(std::span<const float> spectrum, std::span<float> chroma) const noexcept;
  [[nodiscard]] float weight(int row, int bin) const noexcept;

 private:
  // Bins one behind the other that a row hears.
  struct Run {
    std::size_t first_bin = 0;
    std::size_t bins = 0;
    std::size_t first_weight = 0;
  };
  void add_row(std::span<const float> weights);
  [[nodiscard]] std::span<const Run> runs_of(std::size_t row) const noexcept {
    return std::span(runs_).subspan(first_run_[row], first_run_[row + 1] - first_run_[row]);
  }

  int n_chroma_;
  std::vector<Run> runs_;               // row after row
  std::vector<std::size_t> first_run_;  // of each row, and the end
  std::vector<float> weights_;
};

// librosa.util.normalize's norms; infinity: the largest becomes 1.
enum class ChromaNorm : unsigned char { max, l1, l2, min, count, none };

// In place; values smaller in sum than the smallest normal number stay as they are.
void normalize(std::span<float> chroma, ChromaNorm norm) noexcept;

}  // namespace emo
