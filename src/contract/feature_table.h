// The table of what is seen and measured of a sound: the panes of the Features room and the measures of the Data room.
// Engine, page and command line read titles, units, axes, rows and columns here and nowhere else; the features
// themselves, their parameters and the functions that compute them are rows of features/catalogue.h, named here.
// A new pane or measure of a feature that can be computed in pieces (Feature::reach) is a row here and nothing else.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace emo {

// A parameter of a feature with another value than the default; a choice by its index, librosa's None as NaN.
struct FeatureSetting {
  std::string_view name;  // "": none
  double value = 0;
};

// ---- panes

// How values become colours or lines.
enum class PaneLook : std::uint8_t {
  wave,       // row 0 the lowest, row 1 the highest sample
  lines,      // a line for each shown row
  pitch,      // a line with gaps, over the pictures of frequencies too
  formants,   // marks, over the pictures of frequencies too
  decibels,   // a picture: the chosen range of decibels through the chosen colours
  diverging,  // a picture: sign and size, two colours from the middle
  shares      // a picture: 0 … 1 through the chosen colours
};
enum class PaneAxis : std::uint8_t { values, hertz, mel, coefficients, notes };
enum class PaneRows : std::uint8_t { fixed, bins, n_mels, n_mfcc };
// Panes that are computed in one pass, the quick ones first.
enum class PaneGroup : std::uint8_t { quick, formants, pitch };
inline constexpr int kPaneGroupCount = 3;
// Who computes it: session/feature_spectra.h (one transform for all), session/feature_voice.h, or the feature's own
// function in pieces (session/feature_pieces.h).
enum class PaneSource : std::uint8_t { spectra, voice, feature };

// Where an axis of values ends: at the largest value × headroom, but not below `least`, up to the next multiple of
// `step` (0: the next 1, 2 or 5 times a power of ten); at `unknown` while there is no value.
struct ValueScale {
  enum class Kind : std::uint8_t { from_zero, both_signs, symmetric, level };
  Kind kind = Kind::from_zero;
  float least = 0.05F, step = 0, headroom = 1, unknown = 1;
};

// A row of numbers that is drawn as a line: its key and its word before the cursor's number ("" none). Of a picture of
// coefficients: the word alone.
struct PaneLine {
  std::string_view key, word;
};
enum class ReadAs : std::uint8_t { number, hertz, decibels };

struct PaneInfo {
  std::string_view name;  // in remembered settings: never another one
  std::string_view title, short_title;
  std::string_view unit;        // beside the title
  std::string_view features{};  // by their names, with spaces between; "": none
  PaneLook look = PaneLook::lines;
  PaneAxis axis = PaneAxis::values;
  PaneRows counted = PaneRows::fixed;
  std::uint8_t rows = 1;         // of a fixed number
  std::uint8_t hidden_rows = 0;  // bit i: row i is neither drawn nor counts for the axis
  std::uint8_t none_rows = 0;    // bit i: 0 in row i means that there is none
  float weight = 1;              // its height beside the others
  PaneSource source = PaneSource::voice;
  PaneGroup group = PaneGroup::quick;
  std::array<FeatureSetting, 2> settings{};  // of the feature, beside the room's
  std::uint8_t csv_place = 5;                // in the file: numbers of a frame first, then vectors, the widest last
  std::string_view csv{};  // a column's name for each row, with spaces between; with #: one name, numbered
  ValueScale scale{};
  float shown = 1;  // what a value is multiplied with for the axis and the cursor
  ReadAs read = ReadAs::number;
  std::array<PaneLine, 2> lines{};
};

inline constexpr PaneInfo kPanes[]{
    {.name = "waveform",
     .title = "Waveform",
     .short_title = "Waveform",
     .unit = "1 = full scale",
     .look = PaneLook::wave,
     .rows = 2,  // lowest and highest sample around each frame (± half a hop)
     .csv_place = 6,
     .csv = "sample_min sample_max",
     .scale = {.kind = ValueScale::Kind::symmetric}},
    {.name = "spectrogram",
     .title = "Spectrogram",
     .short_title = "Spectrogram",
     .unit = "frequency in Hz",
     .features = "stft",
     .look = PaneLook::decibels,
     .axis = PaneAxis::hertz,
     .counted = PaneRows::bins,  // from fmin to fmax
     .weight = 3,
     .source = PaneSource::spectra,
     .csv_place = 11,
     .csv = "spectrum_#_hz_db"},
    {.name = "mel",
     .title = "Mel spectrogram",
     .short_title = "Mel",
     .unit = "frequency in Hz",
     .features = "melspectrogram",
     .look = PaneLook::decibels,  // a band reads the weighted mean of its bins
     .axis = PaneAxis::mel,
     .counted = PaneRows::n_mels,
     .weight = 2.4F,
     .source = PaneSource::spectra,
     .csv_place = 9,
     .csv = "mel_#_db"},
    {.name = "mfcc",
     .title = "MFCC",
     .short_title = "MFCC",
     .unit = "coefficient",
     .features = "mfcc",
     .look = PaneLook::diverging,
     .axis = PaneAxis::coefficients,
     .counted = PaneRows::n_mfcc,
     .hidden_rows = 1,  // the level, ten times as large as the rest: the colours are for the others
     .weight = 1.8F,
     .source = PaneSource::spectra,
     .csv_place = 7,
     .csv = "mfcc_#",
     .lines = {{{"", "MFCC"}}}},
    {.name = "delta",
     .title = "Delta MFCC",
     .short_title = "Delta",
     .unit = "change of a coefficient, a frame",
     .features = "mfcc_delta",
     .look = PaneLook::diverging,
     .axis = PaneAxis::coefficients,
     .counted = PaneRows::n_mfcc,
     .weight = 1.8F,
     .source = PaneSource::spectra,
     .csv_place = 8,
     .csv = "delta_mfcc_#",
     .lines = {{{"", "delta"}}}},
    {.name = "chroma",
     .title = "Chroma",
     .short_title = "Chroma",
     .unit = "share of the strongest note",
     .features = "chroma_stft",
     .look = PaneLook::shares,
     .axis = PaneAxis::notes,
     .rows = 12,  // C … B
     .weight = 1.8F,
     .source = PaneSource::spectra,
     .csv_place = 10,
     .csv = "chroma_c chroma_c_sharp chroma_d chroma_d_sharp chroma_e chroma_f chroma_f_sharp chroma_g chroma_g_sharp "
            "chroma_a chroma_a_sharp chroma_b"},
    {.name = "pitch",
     .title = "Pitch F0",
     .short_title = "Pitch F0",
     .unit = "Hz",
     .features = "pyin",
     .look = PaneLook::pitch,
     .rows = 2,  // F0 in Hz (0: unvoiced), probability of voice
     .hidden_rows = 2,
     .none_rows = 1,
     .weight = 1.4F,
     .group = PaneGroup::pitch,
     .csv_place = 1,
     .csv = "f0_hz voiced_probability",
     .scale = {.least = 200, .step = 100, .headroom = 1.05F, .unknown = 500}},
    {.name = "formants",
     .title = "Formants",
     .short_title = "Formants",
     .unit = "Hz",
     .features = "formants",
     .look = PaneLook::formants,
     .rows = 6,  // F1 F2 F3 in Hz (0: none), then their bandwidths in Hz
     .hidden_rows = 0b111000,
     .none_rows = 0b111111,
     .weight = 1.8F,
     .group = PaneGroup::formants,
     .csv_place = 2,
     .csv = "f1_hz f2_hz f3_hz f1_bandwidth_hz f2_bandwidth_hz f3_bandwidth_hz",
     .scale = {.least = 4000, .step = 1000, .unknown = 4000}},
    {.name = "intensity",
     .title = "Intensity",
     .short_title = "Intensity",
     .unit = "dB",  // as Praat, re 2e-5 with full scale = 1 Pa
     .features = "intensity",
     .weight = 1.1F,
     .csv_place = 3,
     .csv = "intensity_db",
     .scale = {.kind = ValueScale::Kind::level},
     .read = ReadAs::decibels},
    {.name = "shape",
     .title = "Centroid and rolloff",
     .short_title = "Centroid",
     .unit = "Hz",
     .features = "spectral_centroid spectral_rolloff",
     .rows = 2,
     .weight = 1.2F,
     .source = PaneSource::spectra,
     .csv_place = 4,
     .csv = "centroid_hz rolloff_hz",
     .scale = {.least = 1000, .step = 1000, .unknown = 4000},
     .read = ReadAs::hertz,
     .lines = {{{"centroid", "centroid"}, {"85 % rolloff", "rolloff"}}}},
    {.name = "zcr",
     .title = "Zero crossings",
     .short_title = "Zero crossings",
     .unit = "share of the samples",
     .features = "zero_crossing_rate",
     .csv = "zero_crossing_rate"},
    {.name = "onset",
     .title = "Onset strength",
     .short_title = "Onset",
     .unit = "dB a frame",
     .features = "onset_strength",
     .source = PaneSource::feature,
     .settings = {{{"top_db",
                    std::numeric_limits<double>::quiet_NaN()}}},  // the largest of a sound that goes on is unknown
     .csv = "onset_strength_db"},
    {.name = "slope",
     .title = "Spectral slope",
     .short_title = "Slope",
     .unit = "amplitude per kHz",
     .features = "poly_features",
     .rows = 2,  // the line's slope, amplitude per Hz, and its height at 0 Hz
     .hidden_rows = 2,
     .source = PaneSource::feature,
     .csv = "spectral_slope_per_hz spectral_height",
     .scale = {.kind = ValueScale::Kind::both_signs, .least = 1e-3F},
     .shown = 1000},
};
inline constexpr int kPaneCount = static_cast<int>(std::size(kPanes));

// By their places in the table.
enum class Pane : std::uint8_t {
  waveform,
  spectrogram,
  mel,
  mfcc,
  delta,
  chroma,
  pitch,
  formants,
  intensity,
  shape,
  zcr,
  onset,
  slope
};
constexpr const PaneInfo& pane_info(Pane pane) { return kPanes[static_cast<std::size_t>(pane)]; }
static_assert(kPaneCount <= 32 && pane_info(Pane::zcr).name == "zcr" &&
              static_cast<int>(Pane::slope) + 1 == kPaneCount);

// ---- measures

// How a clip's frames become its one number.
enum class Summary : std::uint8_t {
  samples,  // of the samples themselves, not of frames
  mean,     // over the frames (of F0: the voiced ones), or the one number that the feature is
  range     // 5th to 95th percentile of them, linearly interpolated between the ranks
};

struct MeasureInfo {
  std::string_view name, unit;  // of the column
  std::string_view feature{};   // by its name, heard at 16 kHz, so that copies at any rate measure the same
  std::array<FeatureSetting, 2> settings{};  // of the feature; else its defaults
  std::uint8_t row = 0;                      // of the feature's rows
  Summary summary = Summary::samples;
  float shown = 1;          // what the feature's value is multiplied with for the unit
  std::uint8_t digits = 0;  // behind the point
};

inline constexpr MeasureInfo kMeasures[]{
    {.name = "duration", .unit = "s", .digits = 2},
    {.name = "RMS level", .unit = "dBFS", .digits = 1},
    {.name = "F0 mean", .unit = "Hz", .feature = "pitch_ac", .summary = Summary::mean},
    {.name = "F0 range", .unit = "Hz", .feature = "pitch_ac", .summary = Summary::range},
    {.name = "speaking rate", .unit = "1/s", .feature = "speaking_rate", .summary = Summary::mean, .digits = 1},
    {.name = "clipped share", .unit = "", .digits = 4},
    {.name = "onset strength", .unit = "dB/frame", .feature = "onset_strength", .summary = Summary::mean, .digits = 2},
    {.name = "spectral slope",
     .unit = "1/kHz",
     .feature = "poly_features",
     .summary = Summary::mean,
     .shown = 1000,
     .digits = 3},
};
inline constexpr std::size_t kMeasureCount = std::size(kMeasures);

// By their places in the table.
enum class Measure : std::uint8_t {
  duration,        // s
  rms,             // dBFS of the whole clip, ≤ 0; −∞ digital silence
  f0_mean,         // Hz, over the voiced frames
  f0_range,        // Hz, 5th to 95th percentile of the voiced frames
  speaking_rate,   // syllables a second
  clipped_share,   // samples at or above 0.999 of full scale, 0 … 1
  onset_strength,  // dB a frame, mean
  spectral_slope   // amplitude a kHz, mean
};
static_assert(static_cast<std::size_t>(Measure::spectral_slope) + 1 == kMeasureCount);

}  // namespace emo
