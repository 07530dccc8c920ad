#include "ui/rooms/features/choice.h"

#include <algorithm>
#include <cmath>

#include "ui/base/flat_json.h"
#include "ui/base/format.h"
#include "ui/base/json.h"

namespace emo::ui {
namespace {

constexpr std::array<std::string_view, kParameterCount> kKeys{
    "n_fft", "hop_length", "window", "n_mels", "n_mfcc", "fmin", "fmax", "preemphasis", "highpass", "noise_reduction"};

std::string plain(double value) { return fixed(value, 0); }
std::string hertz(double value) { return fixed(value, 0) + " Hz"; }

ParameterOptions options(std::string_view name, std::string_view spoken, std::vector<double> values,
                         std::string (*word)(double), bool zero_is_off = false) {
  ParameterOptions made{name, spoken, std::move(values), {}};
  for (const double value : made.values) made.words.push_back(zero_is_off && value == 0 ? "off" : word(value));
  return made;
}

std::array<ParameterOptions, kParameterCount> all_options() {
  std::array<ParameterOptions, kParameterCount> all{
      options("n_fft", "FFT length, n_fft", {256, 512, 1024, 2048, 4096}, plain),
      options("hop_length", "Hop length", {64, 128, 256, 512, 1024, 2048}, plain),
      ParameterOptions{"window", "Window", {0, 1, 2, 3}, {}},
      options("n_mels", "Mel bands, n_mels", {20, 32, 40, 64, 80, 96, 128, 192, 256}, plain),
      options("n_mfcc", "Cepstral coefficients, n_mfcc", {8, 13, 16, 20, 26, 32, 40}, plain),
      options("fmin", "Lowest frequency, fmin", {0, 20, 50, 80, 100, 200, 300}, hertz),
      options("fmax", "Highest frequency, fmax", {2000, 3000, 4000, 5500, 8000, 11025, 16000, 22050, 24000}, hertz),
      options(
          "pre-emphasis", "Pre-emphasis", {0, 0.9, 0.95, 0.97, 0.99}, [](double v) { return fixed(v, 2); }, true),
      options("high-pass", "High-pass filter", {0, 50, 80, 100, 150, 200, 300}, hertz, true),
      options(
          "noise reduction", "Noise reduction", {0, 6, 12, 18, 24}, [](double v) { return decibels(float(v)); }, true)};
  for (const std::string_view name : kAnalysisWindowNames) all[2].words.emplace_back(name);
  return all;
}

double value_of(const AnalysisSettings& s, Parameter parameter) {
  switch (parameter) {
    case Parameter::n_fft:
      return s.n_fft;
    case Parameter::hop_length:
      return s.hop_length;
    case Parameter::window:
      return static_cast<double>(s.window);
    case Parameter::n_mels:
      return s.n_mels;
    case Parameter::n_mfcc:
      return s.n_mfcc;
    case Parameter::fmin:
      return s.fmin_hz;
    case Parameter::fmax:
      return s.fmax_hz;
    case Parameter::preemphasis:
      return s.preemphasis;
    case Parameter::highpass:
      return s.highpass_hz;
    case Parameter::noise_reduction:
      return s.noise_reduction_db;
  }
  return 0;
}

void set_value(AnalysisSettings& s, Parameter parameter, double value) {
  const auto whole = static_cast<std::int32_t>(value);
  const auto real = static_cast<float>(value);
  switch (parameter) {
    case Parameter::n_fft:
      s.n_fft = whole;
      s.hop_length = std::min(s.hop_length, s.n_fft);
      break;
    case Parameter::hop_length:
      s.hop_length = whole;
      s.n_fft = std::max(s.n_fft, s.hop_length);
      break;
    case Parameter::window:
      s.window = static_cast<AnalysisWindow>(whole);
      break;
    case Parameter::n_mels:
      s.n_mels = whole;
      s.n_mfcc = std::min(s.n_mfcc, s.n_mels);
      break;
    case Parameter::n_mfcc:
      s.n_mfcc = whole;
      s.n_mels = std::max(s.n_mels, s.n_mfcc <= 20 ? s.n_mfcc : s.n_mfcc <= 32 ? 32 : 40);
      break;
    case Parameter::fmin:
      s.fmin_hz = real;
      break;
    case Parameter::fmax:
      s.fmax_hz = real;
      break;
    case Parameter::preemphasis:
      s.preemphasis = real;
      break;
    case Parameter::highpass:
      s.highpass_hz = real;
      break;
    case Parameter::noise_reduction:
      s.noise_reduction_db = real;
      break;
  }
}

int nearest_option(const ParameterOptions& of, double value) {
  int best = 0;
  for (std::size_t i = 1; i < of.values.size(); ++i) {
    if (std::abs(of.values[i] - value) < std::abs(of.values[static_cast<std::size_t>(best)] - value))
      best = static_cast<int>(i);
  }
  return best;
}

}  // namespace

const ParameterOptions& parameter_options(Parameter parameter) {
  static const auto kAll = all_options();
  return kAll[static_cast<std::size_t>(parameter)];
}

int chosen_option(const AnalysisSettings& settings, Parameter parameter) {
  return nearest_option(parameter_options(parameter), value_of(settings, parameter));
}

void choose_option(AnalysisSettings& settings, Parameter parameter, int option) {
  const auto& values = parameter_options(parameter).values;
  set_value(settings, parameter,
            values[static_cast<std::size_t>(std::clamp(option, 0, static_cast<int>(values.size()) - 1))]);
}

std::string choice_json(const FeaturesChoice& choice) {
  std::string panes;
  for (std::size_t i = 0; i < std::size(kPanes); ++i) {
    if ((choice.panes & pane_bit(static_cast<Pane>(i))) != 0)
      panes += (panes.empty() ? "" : " ") + std::string(kPanes[i].name);
  }
  JsonWriter json;
  json.object();
  if (choice.panes_chosen) json.key("panes").text(panes);  // what nobody chose may differ on another screen
  json.key("pitch_on_picture").boolean(choice.pitch_on_picture);
  json.key("formants_on_picture").boolean(choice.formants_on_picture);
  json.key("side_panel").boolean(choice.side_panel);
  for (std::size_t i = 0; i < kKeys.size(); ++i)
    json.key(kKeys[i]).number(value_of(choice.analysis, static_cast<Parameter>(i)));
  return json.end_object().str();
}

FeaturesChoice choice_from_json(std::string_view text, const FeaturesChoice& before) {
  const FlatJson json(text);
  FeaturesChoice choice = before;
  if (const auto names = json.text("panes")) {
    choice.panes = 0;
    choice.panes_chosen = true;
    const std::string padded = " " + *names + " ";
    for (std::size_t i = 0; i < std::size(kPanes); ++i) {
      if (padded.find(" " + std::string(kPanes[i].name) + " ") != std::string::npos)
        choice.panes |= pane_bit(static_cast<Pane>(i));
    }
  }
  choice.pitch_on_picture = json.boolean("pitch_on_picture").value_or(choice.pitch_on_picture);
  choice.formants_on_picture = json.boolean("formants_on_picture").value_or(choice.formants_on_picture);
  choice.side_panel = json.boolean("side_panel").value_or(choice.side_panel);
  for (std::size_t i = 0; i < kKeys.size(); ++i) {
    const auto parameter = static_cast<Parameter>(i);
    if (const auto value = json.number(std::string(kKeys[i])))
      choose_option(choice.analysis, parameter, nearest_option(parameter_options(parameter), *value));
  }
  return choice;
}

}  // namespace emo::ui
