#include "features/catalogue.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "contract/text.h"
#include "features/groups.h"
#include "features/preprocessing.h"

namespace emo {
namespace {

constexpr double kLowestRateHz = 4000.0;
constexpr double kHighestRateHz = 768000.0;

template <class Entry>
std::vector<std::string_view> names_of(const std::vector<Entry>& entries) {
  std::vector<std::string_view> names;
  for (const Entry& e : entries) names.push_back(e.name);
  return names;
}

template <class Entry>
const Entry* find(const std::vector<Entry>& entries, std::string_view name) {
  const auto it = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.name == name; });
  return it == entries.end() ? nullptr : &*it;
}

Error unknown(std::string_view what, std::string_view name, const std::vector<std::string_view>& known) {
  return Error{"There is no " + std::string(what) + " \"" + std::string(name) +
               "\". Nearest: " + join(nearest_names(name, known)) + "."};
}

// "" if features can be computed of it.
std::string fault_of(const Sound& sound) {
  if (sound.samples.empty()) return "The sound has no samples, so no feature can be computed.";
  if (!(sound.sample_rate_hz >= kLowestRateHz && sound.sample_rate_hz <= kHighestRateHz))
    return "A sample rate of " + std::to_string(sound.sample_rate_hz) + " Hz cannot be used; 4000 to 768000 Hz can.";
  if (!std::all_of(sound.samples.begin(), sound.samples.end(), [](float s) { return std::isfinite(s); }))
    return "The sound holds values that are not finite numbers (NaN or infinity). Export the file again.";
  return "";
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row.back();
}

struct Catalogue {
  std::vector<Feature> features = spectral_features();
  std::vector<std::vector<Parameter>> parameters;  // of each, with the preprocessing's

  Catalogue() {
    for (Feature& f : voice_features()) features.push_back(std::move(f));
    for (const Feature& f : features) {
      parameters.push_back(f.parameters);
      const auto first = preprocessing_parameters();
      parameters.back().insert(parameters.back().end(), first.begin(), first.end());
    }
  }
};

const Catalogue& catalogue() {
  static const Catalogue instance;
  return instance;
}

}  // namespace

const std::vector<Feature>& feature_catalogue() { return catalogue().features; }
const std::vector<Recipe>& recipe_catalogue() {
  static const std::vector<Recipe> instance = recipes();
  return instance;
}
const Feature* find_feature(std::string_view name) { return find(feature_catalogue(), name); }
const Recipe* find_recipe(std::string_view name) { return find(recipe_catalogue(), name); }
std::vector<std::string_view> feature_names() { return names_of(feature_catalogue()); }
std::vector<std::string_view> recipe_names() { return names_of(recipe_catalogue()); }

std::span<const Parameter> preprocessing_parameters() {
  static const std::vector<Parameter> instance{
      {.name = "preemphasis",
       .low = 0,
       .high = 0.99,
       .help = "coefficient of librosa.effects.preemphasis, before the feature; 0: off"},
      {.name = "highpass_hz",
       .low = 0,
       .high = 2000,
       .unit = "Hz",
       .help = "second-order Butterworth high-pass, before the feature; 0: off"},
      {.name = "noise_reduction_db",
       .low = 0,
       .high = 40,
       .unit = "dB",
       .help = "most that spectral subtraction may take away, before the feature; 0: off"},
  };
  return instance;
}

std::span<const Parameter> all_parameters(const Feature& feature) {
  const auto i = static_cast<std::size_t>(&feature - feature_catalogue().data());
  return catalogue().parameters[i];
}

Result<FeatureMatrix> compute_feature(const Feature& feature, const FeatureSettings& settings, const Sound& sound) {
  if (auto fault = fault_of(sound); !fault.empty()) return Error{std::move(fault)};
  const PreprocessingConfig first{
      .preemphasis = static_cast<float>(settings.number("preemphasis")),
      .highpass_hz = static_cast<float>(settings.number("highpass_hz")),
      .noise_reduction_db = static_cast<float>(settings.number("noise_reduction_db")),
  };
  if (first.is_off()) return feature.compute(sound, settings);
  const std::vector<float> prepared = preprocess(sound.samples, sound.sample_rate_hz, first);
  return feature.compute({prepared, sound.sample_rate_hz}, settings);
}

Result<FeatureMatrix> compute_recipe(const Recipe& recipe, const Sound& sound) {
  if (auto fault = fault_of(sound); !fault.empty()) return Error{std::move(fault)};
  return recipe.compute(sound);
}

Result<FeatureMatrix> compute_feature(std::string_view name, const Sound& sound) {
  const Feature* feature = find_feature(name);
  if (feature == nullptr) return unknown("feature", name, feature_names());
  return compute_feature(*feature, FeatureSettings(all_parameters(*feature)), sound);
}

Result<FeatureMatrix> compute_recipe(std::string_view name, const Sound& sound) {
  const Recipe* recipe = find_recipe(name);
  if (recipe == nullptr) return unknown("recipe", name, recipe_names());
  return compute_recipe(*recipe, sound);
}

std::vector<std::string_view> nearest_names(std::string_view name, const std::vector<std::string_view>& known) {
  std::vector<std::string_view> names = known;
  std::stable_sort(names.begin(), names.end(), [&](std::string_view a, std::string_view b) {
    return edit_distance(name, a) < edit_distance(name, b);
  });
  if (names.size() > 3) names.resize(3);
  return names;
}

}  // namespace emo
