// What the person chose in the Features room, the choices there are, and how they are remembered.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "contract/features_view.h"

namespace emo::ui {

constexpr std::uint32_t pane_bit(Pane pane) { return 1U << static_cast<unsigned>(pane); }

inline constexpr std::uint32_t kFirstPhonePanes = pane_bit(Pane::waveform) | pane_bit(Pane::spectrogram);
inline constexpr std::uint32_t kFirstPanes = kFirstPhonePanes | pane_bit(Pane::mfcc);

struct FeaturesChoice {
  std::uint32_t panes = kFirstPanes;
  bool panes_chosen = false;         // by the person: until then a phone shows fewer
  bool pitch_on_picture = true;      // F0 as a line over spectrogram and mel
  bool formants_on_picture = false;  // F1–F3 as dots over them
  bool side_panel = true;            // the parameters beside the panes, if they fit
  AnalysisSettings analysis;

  [[nodiscard]] std::uint32_t panes_on(bool phone) const { return phone && !panes_chosen ? kFirstPhonePanes : panes; }
  bool operator==(const FeaturesChoice&) const = default;
};

// One parameter of the analysis with the values a person can choose.
enum class Parameter : std::uint8_t {
  n_fft,
  hop_length,
  window,
  n_mels,
  n_mfcc,
  fmin,
  fmax,
  preemphasis,
  highpass,
  noise_reduction
};
inline constexpr int kParameterCount = 10;

struct ParameterOptions {
  std::string_view name;           // librosa's, as drawn: "n_fft"
  std::string_view spoken;         // for screen readers: "Window length, n_fft"
  std::vector<double> values;      // ascending
  std::vector<std::string> words;  // with units
};
const ParameterOptions& parameter_options(Parameter parameter);
// The option nearest to what is set.
int chosen_option(const AnalysisSettings& settings, Parameter parameter);
// Keeps what depends on it in order (hop_length ≤ n_fft, fmin < fmax).
void choose_option(AnalysisSettings& settings, Parameter parameter, int option);

std::string choice_json(const FeaturesChoice& choice);
// What is missing, unknown or out of range stays as it was; text that is no JSON object changes nothing.
FeaturesChoice choice_from_json(std::string_view json, const FeaturesChoice& before);

}  // namespace emo::ui
