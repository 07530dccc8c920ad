// A feature: what librosa or Praat calls by that name, its parameters with their defaults, and the function that
// computes it for a whole sound. features/catalogue.h has the table of all of them; the command line,
// the tests and the page read names, defaults, ranges and units from there and from nowhere else.
#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contract/feature_table.h"
#include "contract/result.h"

namespace emo {

struct Sound {
  std::span<const float> samples;  // mono, full scale ±1; at least one, all finite
  double sample_rate_hz = 0.0;
};

struct FeatureMatrix {
  std::vector<int> shape;           // {rows, frames}, {frames} or {count}
  std::vector<float> values;        // row-major
  std::vector<std::string> rows{};  // what each row is, e.g. "f0_hz", "C♯"; may be empty: numbered from 0
  double frame_s = 0.0;             // seconds between frames; 0: not a series
  double first_frame_s = 0.0;       // the centre of frame 0
  bool frames_first = false;        // {frames, rows} instead: a recipe whose model wants it so
};

enum class ParameterKind : unsigned char { integer, number, flag, choice };

// librosa's None.
inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Parameter {
  std::string_view name;  // librosa's
  ParameterKind kind = ParameterKind::number;
  double initial = 0.0;          // flag: 0 or 1; choice: its index; kNone where librosa's default is None
  double low = 0.0, high = 0.0;  // inclusive
  std::string_view unit{};       // "Hz", "samples", "dB", …
  std::string_view help{};       // one line
  std::vector<std::string_view> choices{};
  // Of a number: what it takes beside numbers: "none" (kNone) and one word for infinity, e.g. "max".
  std::vector<std::string_view> words{};
};

// The values of one feature's parameters, beginning with the defaults.
class FeatureSettings {
 public:
  explicit FeatureSettings(std::span<const Parameter> parameters);

  // text: a number, true/false, a choice's name, or "none". Error: unknown name or bad value, with the nearest valid.
  Result<bool> set(std::string_view name, std::string_view text);
  void set(std::string_view name, double value);       // the name must exist
  void set(std::span<const FeatureSetting> settings);  // as well; those without a name are passed over

  [[nodiscard]] double number(std::string_view name) const;  // NaN for None
  [[nodiscard]] int integer(std::string_view name) const;
  [[nodiscard]] bool flag(std::string_view name) const;
  [[nodiscard]] bool is_none(std::string_view name) const;
  [[nodiscard]] std::string_view choice(std::string_view name) const;
  [[nodiscard]] std::string text(std::string_view name) const;  // as set() takes it
  [[nodiscard]] std::span<const Parameter> parameters() const { return parameters_; }

 private:
  [[nodiscard]] std::size_t index(std::string_view name) const;
  std::span<const Parameter> parameters_;  // of the table, which is never destroyed
  std::vector<double> values_;
};

// Samples before and after a frame's centre, t · hop_length.
struct FrameReach {
  std::int64_t before = 0, after = 0;
};

struct Feature {
  std::string_view name;
  std::string_view unit;
  std::string_view summary;  // one line: what it is and whose definition
  std::vector<Parameter> parameters;
  // The settings have been checked one by one; a combination that cannot work is an Error.
  Result<FeatureMatrix> (*compute)(const Sound& sound, const FeatureSettings& settings);
  // What sound a frame's value depends on with these settings, of a feature that can be computed in pieces; nothing,
  // and nullptr: on the whole sound.
  std::optional<FrameReach> (*reach)(const FeatureSettings& settings) = nullptr;
};

struct Recipe {
  std::string_view name;
  int version = 1;
  std::string_view summary;
  // Everything that defines it, in order, as `emoscope recipe NAME` prints it: value is JSON.
  std::vector<std::pair<std::string_view, std::string>> definition;
  Result<FeatureMatrix> (*compute)(const Sound& sound);
};

}  // namespace emo
