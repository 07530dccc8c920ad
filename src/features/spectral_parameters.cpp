#include "features/spectral_parameters.h"

#include <algorithm>
#include <cmath>

#include "signal/stft_frames.h"

namespace emo {
namespace {

constexpr std::int64_t kMostValues = std::int64_t{1} << 27;  // half a gigabyte of floats

template <std::size_t N>
std::vector<std::string_view> list(const std::array<std::string_view, N>& names) {
  return {names.begin(), names.end()};
}

template <std::size_t N>
int index_in(const std::array<std::string_view, N>& names, std::string_view name) {
  return static_cast<int>(std::find(names.begin(), names.end(), name) - names.begin());
}

std::string number(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

std::vector<Parameter> joined(std::initializer_list<std::vector<Parameter>> lists) {
  std::vector<Parameter> all;
  for (const auto& one : lists) all.insert(all.end(), one.begin(), one.end());
  return all;
}

std::vector<Parameter> stft_parameters(DefaultHop hop) {
  const bool quarter = hop == DefaultHop::quarter_window;
  return {
      {.name = "n_fft",
       .kind = ParameterKind::integer,
       .initial = 2048,
       .low = 16,
       .high = 65536,
       .unit = "samples",
       .help = "length of the FFT; even"},
      {.name = "hop_length",
       .kind = ParameterKind::integer,
       .initial = quarter ? kNone : 512,
       .low = 1,
       .high = 65536,
       .unit = "samples",
       .help = quarter ? "samples between frames; none: win_length / 4" : "samples between frames"},
      {.name = "win_length",
       .kind = ParameterKind::integer,
       .initial = kNone,
       .low = 2,
       .high = 65536,
       .unit = "samples",
       .help = "length of the window inside the frame; none: n_fft"},
      {.name = "window",
       .kind = ParameterKind::choice,
       .help = "shape of the window, periodic, as scipy.signal.get_window",
       .choices = list(kWindowNames)},
      {.name = "center",
       .kind = ParameterKind::flag,
       .initial = 1,
       .help = "frame t lies around sample t · hop_length, the sound is padded; false: it begins there"},
      {.name = "pad_mode",
       .kind = ParameterKind::choice,
       .help = "what lies beyond the ends of the sound (numpy.pad); with center",
       .choices = list(kPadModeNames)},
  };
}

std::vector<Parameter> mel_parameters() {
  return {
      {.name = "n_mels",
       .kind = ParameterKind::integer,
       .initial = 128,
       .low = 1,
       .high = 1024,
       .help = "number of mel bands"},
      {.name = "fmin", .initial = 0, .low = 0, .high = 384000, .unit = "Hz", .help = "lower edge of the lowest band"},
      {.name = "fmax",
       .initial = kNone,
       .low = 1,
       .high = 384000,
       .unit = "Hz",
       .help = "upper edge of the highest band; none: half the sample rate"},
      {.name = "htk", .kind = ParameterKind::flag, .help = "HTK's mel scale instead of Slaney's"},
  };
}

Parameter mel_norm_parameter(std::string_view name) {
  return {.name = name,
          .kind = ParameterKind::choice,
          .help = "what is 1 of each mel filter: its area (slaney), its peak (none), or a norm of its weights",
          .choices = list(kMelNormNames)};
}

Parameter power_parameter(double initial) {
  return {.name = "power",
          .initial = initial,
          .low = 0.1,
          .high = 4,
          .help = "exponent of the magnitudes; 1: magnitude, 2: power"};
}

std::vector<Parameter> decibel_parameters(double amin) {
  const bool amplitude = amin > 1e-10;
  return {
      {.name = "db",
       .kind = ParameterKind::flag,
       .help = amplitude ? "in dB, as librosa.amplitude_to_db" : "in dB, as librosa.power_to_db"},
      {.name = "ref",
       .initial = 1,
       .low = 0,
       .high = 1e9,
       .help = "with db: the value that becomes 0 dB; max: the largest one",
       .words = {"max"}},
      {.name = "amin", .initial = amin, .low = 1e-15, .high = 1e9, .help = "with db: smaller values count as this"},
      {.name = "top_db",
       .initial = 80,
       .low = 0,
       .high = 1000,
       .unit = "dB",
       .help = "with db: nothing lies more than this below the largest value",
       .words = {"none"}},
  };
}

Result<StftConfig> read_stft(const FeatureSettings& settings, const Sound& sound, int rows_per_frame) {
  StftConfig config;
  config.n_fft = settings.integer("n_fft");
  config.win_length = settings.is_none("win_length") ? config.n_fft : settings.integer("win_length");
  config.hop_length =
      settings.is_none("hop_length") ? std::max(1, config.win_length / 4) : settings.integer("hop_length");
  config.window = static_cast<WindowKind>(index_in(kWindowNames, settings.choice("window")));
  config.center = settings.flag("center");
  config.pad_mode = static_cast<PadMode>(index_in(kPadModeNames, settings.choice("pad_mode")));
  if (config.n_fft % 2 != 0)
    return Error{"n_fft is " + std::to_string(config.n_fft) + ", but must be even. Add or take one."};
  if (config.win_length > config.n_fft)
    return Error{"win_length is " + std::to_string(config.win_length) + ", longer than n_fft (" +
                 std::to_string(config.n_fft) + "). Shorten it or raise n_fft."};
  const std::int64_t frames = frames_of(sound, config);
  if (frames == 0)
    return Error{"The sound has " + std::to_string(sound.samples.size()) + " samples, fewer than one frame of " +
                 std::to_string(config.n_fft) + ". Lower n_fft, or let center be true."};
  if (frames * rows_per_frame > kMostValues)
    return Error{"This would make " + std::to_string(frames * rows_per_frame) + " values; at most " +
                 std::to_string(kMostValues) + " can be made. Raise hop_length or take a shorter sound."};
  return config;
}

Result<MelConfig> read_mel(const FeatureSettings& settings, const Sound& sound, std::string_view norm_parameter) {
  MelConfig config;
  config.sample_rate_hz = sound.sample_rate_hz;
  config.n_fft = settings.integer("n_fft");
  config.n_mels = settings.integer("n_mels");
  config.fmin_hz = settings.number("fmin");
  config.fmax_hz = settings.is_none("fmax") ? sound.sample_rate_hz / 2 : settings.number("fmax");
  config.htk = settings.flag("htk");
  config.norm = static_cast<MelNorm>(index_in(kMelNormNames, settings.choice(norm_parameter)));
  if (config.fmin_hz >= config.fmax_hz)
    return Error{"fmin (" + number(config.fmin_hz) + " Hz) must lie below fmax (" + number(config.fmax_hz) +
                 " Hz; half the sample rate unless set)."};
  return config;
}

DecibelConfig read_decibel(const FeatureSettings& settings) {
  const double ref = settings.number("ref");
  return {.ref = std::isinf(ref) ? 1.0F : static_cast<float>(ref),
          .ref_is_max = std::isinf(ref),
          .amin = static_cast<float>(settings.number("amin")),
          .top_db = settings.is_none("top_db") ? -1.0F : static_cast<float>(settings.number("top_db"))};
}

void raise_to(std::span<float> power, double exponent) noexcept {
  if (exponent == 2.0) return;
  if (exponent == 1.0) {
    for (float& value : power) value = std::sqrt(value);
    return;
  }
  const auto half = static_cast<float>(exponent / 2);
  for (float& value : power) value = std::pow(value, half);
}

FeatureMatrix series(int rows, std::int64_t frames, const StftConfig& config, const Sound& sound) {
  FeatureMatrix m;
  m.shape = rows == 0 ? std::vector<int>{static_cast<int>(frames)} : std::vector<int>{rows, static_cast<int>(frames)};
  m.values.resize(static_cast<std::size_t>(std::max(rows, 1)) * static_cast<std::size_t>(frames));
  m.frame_s = config.hop_length / sound.sample_rate_hz;
  m.first_frame_s = config.center ? 0.0 : 0.5 * config.n_fft / sound.sample_rate_hz;
  return m;
}

Result<FeatureMatrix> mel_matrix(const Sound& sound, const FeatureSettings& settings, std::string_view norm_parameter) {
  const auto config = read_stft(settings, sound, settings.integer("n_mels"));
  if (!config) return Error{config.error()};
  const auto mel = read_mel(settings, sound, norm_parameter);
  if (!mel) return Error{mel.error()};
  const MelFilterbank bank(mel.value());
  StftFrames frames(config.value());
  FeatureMatrix m = series(bank.bands(), frames_of(sound, config.value()), config.value(), sound);
  std::vector<float> spectrum(static_cast<std::size_t>(frames.bins()) * kLanes);
  std::vector<float> bands(static_cast<std::size_t>(bank.bands()) * kLanes);
  const auto columns = static_cast<std::size_t>(m.shape[1]);
  const double exponent = settings.number("power");
  frames.power4(sound.samples, 0, m.shape[1], [&](std::int64_t first, int lanes, std::span<const float> power) {
    std::copy(power.begin(), power.end(), spectrum.begin());
    raise_to(spectrum, exponent);
    bank.apply4(spectrum, bands);
    for (std::size_t b = 0; b < static_cast<std::size_t>(bank.bands()); ++b)
      std::copy_n(bands.data() + b * kLanes, lanes, m.values.data() + b * columns + first);
  });
  return m;
}

}  // namespace emo
