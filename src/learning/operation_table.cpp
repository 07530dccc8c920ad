#include <algorithm>
#include <cmath>

#include "learning/augmentation.h"
#include "learning/companding.h"
#include "learning/operations.h"
#include "learning/phase_vocoder.h"

namespace emo {
namespace {

using Samples = std::span<const float>;
using Settings = FeatureSettings;
using Output = Result<std::vector<float>>;

std::vector<float> copy_of(Samples x) { return {x.begin(), x.end()}; }

// The enumerator that stands at the place of the chosen name.
template <class Enum>
Enum chosen(const Settings& s, std::string_view name) {
  return static_cast<Enum>(s.number(name));
}

std::ptrdiff_t samples_of(double seconds, int rate) {
  return static_cast<std::ptrdiff_t>(std::llround(seconds * rate));
}

std::string hertz(double value) { return std::to_string(std::llround(value)) + " Hz"; }

Output gain(Samples x, int, const Settings& s, std::uint64_t) {
  std::vector<float> out = copy_of(x);
  apply_gain(out, static_cast<float>(s.number("gain_db")));
  if (s.flag("clip")) hard_clip(out);
  return out;
}

Output polarity(Samples x, int, const Settings&, std::uint64_t) {
  std::vector<float> out = copy_of(x);
  invert_polarity(out);
  return out;
}

Output noise(Samples x, int rate, const Settings& s, std::uint64_t seed) {
  std::vector<float> out = copy_of(x);
  Random random(seed);
  add_noise(out, rate, chosen<NoiseColour>(s, "colour"), static_cast<float>(s.number("snr_db")), random);
  return out;
}

Output hum(Samples x, int rate, const Settings& s, std::uint64_t seed) {
  std::vector<float> out = copy_of(x);
  Random random(seed);
  add_hum(out, rate, static_cast<float>(s.number("mains_hz")), static_cast<float>(s.number("snr_db")), random);
  return out;
}

Output reverberant(Samples x, int rate, const Settings& s, std::uint64_t seed) {
  std::vector<float> out = copy_of(x);
  Random random(seed);
  add_reverberation(out, rate, static_cast<float>(s.number("rt60_s")), static_cast<float>(s.number("wet_db")), random);
  return out;
}

Output microphone(Samples x, int rate, const Settings&, std::uint64_t seed) {
  std::vector<float> out = copy_of(x);
  Random random(seed);
  colour_as_microphone(out, rate, random);
  return out;
}

Output telephone(Samples x, int rate, const Settings&, std::uint64_t) {
  std::vector<float> out = copy_of(x);
  limit_to_telephone(out, rate);
  return out;
}

Output band_limit(Samples x, int rate, const Settings& s, std::uint64_t) {
  const BandLimit limit{.low_hz = s.number("low_hz"), .high_hz = s.number("high_hz"), .order = s.integer("order")};
  if (limit.order % 2 != 0)
    return Error{"band_limit takes even orders only, not " + std::to_string(limit.order) + ". Give the next higher."};
  const double highest = std::max(limit.low_hz, limit.high_hz);
  if (highest >= 0.5 * rate)
    return Error{"A corner at " + hertz(highest) + " cannot be set in a sound of " + hertz(rate) +
                 ": it must lie below half the sample rate. Give less, or 0 to leave that side open."};
  if (limit.high_hz > 0.0 && limit.low_hz >= limit.high_hz)
    return Error{"Between " + hertz(limit.low_hz) + " and " + hertz(limit.high_hz) +
                 " there is no band. Give a low_hz below high_hz."};
  std::vector<float> out = copy_of(x);
  limit_band(out, rate, limit);
  return out;
}

Output mu_law(Samples x, int, const Settings&, std::uint64_t) {
  std::vector<float> out = copy_of(x);
  apply_mu_law(out);
  return out;
}

Output speed(Samples x, int, const Settings& s, std::uint64_t) {
  return change_speed(x, static_cast<float>(s.number("factor")));
}

Result<PhaseVocoderConfig> vocoder_config(const Settings& s) {
  const int n_fft = s.integer("n_fft");
  const int hop_length = s.is_none("hop_length") ? 0 : s.integer("hop_length");
  if (n_fft % 2 != 0) return Error{"n_fft cannot be odd. Give " + std::to_string(n_fft + 1) + "."};
  if (hop_length > n_fft / 2)
    return Error{"With a hop_length over half of n_fft the sound cannot be put together again. Give at most " +
                 std::to_string(n_fft / 2) + "."};
  return PhaseVocoderConfig{.n_fft = n_fft, .hop_length = hop_length};
}

Output stretch(Samples x, int, const Settings& s, std::uint64_t) {
  const auto config = vocoder_config(s);
  if (!config) return Error{config.error()};
  return time_stretch(x, s.number("rate"), config.value());
}

Output shift_pitch(Samples x, int, const Settings& s, std::uint64_t) {
  const auto config = vocoder_config(s);
  if (!config) return Error{config.error()};
  const double octaves = s.number("n_steps") / s.integer("bins_per_octave");
  if (std::abs(octaves) > 2.0)
    return Error{"pitch_shift goes at most two octaves up or down; these are " + std::to_string(octaves) +
                 ". Give fewer n_steps."};
  return pitch_shift(x, s.number("n_steps"), s.integer("bins_per_octave"), config.value());
}

Output shift_time(Samples x, int rate, const Settings& s, std::uint64_t) {
  return roll(x, samples_of(s.number("shift_s"), rate), chosen<ShiftFill>(s, "fill"));
}

Output fit(Samples x, int rate, const Settings& s, std::uint64_t seed) {
  Random random(seed);
  const auto length = static_cast<std::size_t>(samples_of(s.number("length_s"), rate));
  return fit_length(x, length, chosen<Placement>(s, "placement"), random);
}

Output everything(Samples x, int rate, const Settings&, std::uint64_t seed) { return augment(x, rate, {}, seed); }

Parameter number(std::string_view name, double initial, double low, double high, std::string_view unit,
                 std::string_view help) {
  return {.name = name, .initial = initial, .low = low, .high = high, .unit = unit, .help = help};
}

Parameter whole(std::string_view name, double initial, double low, double high, std::string_view unit,
                std::string_view help) {
  Parameter p = number(name, initial, low, high, unit, help);
  p.kind = ParameterKind::integer;
  return p;
}

Parameter choice(std::string_view name, std::string_view help, std::vector<std::string_view> choices) {
  return {.name = name, .kind = ParameterKind::choice, .help = help, .choices = std::move(choices)};
}

std::vector<Parameter> with_vocoder(std::vector<Parameter> parameters) {
  parameters.push_back(whole("n_fft", 2048, 64, 16384, "samples", "even; shorter smears attacks less"));
  parameters.push_back(whole("hop_length", kNone, 1, 8192, "samples", "none: n_fft / 4"));
  return parameters;
}

Parameter snr() { return number("snr_db", 20, -40, 100, "dB", "active level of the sound over that of what is added"); }

std::vector<AugmentationOperation> channel_operations() {
  return {
      {.name = "gain",
       .summary = "louder or quieter",
       .parameters = {number("gain_db", -6, -60, 60, "dB", "change of level"),
                      {.name = "clip", .kind = ParameterKind::flag, .help = "cuts at full scale, as a converter"}},
       .apply = gain},
      {.name = "polarity", .summary = "upside down: every sample times −1", .apply = polarity},
      {.name = "noise",
       .summary = "Gaussian noise, white or coloured, at a signal-to-noise ratio",
       .random = true,
       .parameters = {snr(), choice("colour", "0, −3, −6, +3 or +6 dB an octave",
                                    {"white", "pink", "brown", "blue", "violet"})},
       .apply = noise},
      {.name = "hum",
       .summary = "mains hum with five harmonics",
       .random = true,
       .parameters = {snr(), number("mains_hz", 50, 40, 70, "Hz", "the fundamental")},
       .apply = hum},
      {.name = "room",
       .summary = "reverberation: reflections and a velvet-noise tail (Karjalainen & Järveläinen 2007)",
       .random = true,
       .parameters = {number("rt60_s", 0.4, 0.05, 5, "s", "time in which the tail falls by 60 dB"),
                      number("wet_db", -10, -60, 12, "dB", "reverberant against direct energy")},
       .apply = reverberant},
      {.name = "microphone", .summary = "random shelves, peaks and band limits", .random = true, .apply = microphone},
      {.name = "telephone",
       .summary = "300 … 3400 Hz, fourth order; mu_law for the line's eight bits",
       .apply = telephone},
      {.name = "band_limit",
       .summary = "Butterworth high-pass, low-pass or band-pass",
       .parameters = {number("low_hz", 300, 0, 96000, "Hz", "lower corner (−3 dB); 0: none"),
                      number("high_hz", 3400, 0, 96000, "Hz", "upper corner (−3 dB); 0: none"),
                      whole("order", 8, 2, 24, "", "even; falls by 6 dB × order an octave")},
       .apply = band_limit},
      {.name = "mu_law", .summary = "eight-bit µ-law and back (ITU-T G.711)", .apply = mu_law},
  };
}

std::vector<AugmentationOperation> time_operations() {
  return {
      {.name = "speed",
       .summary = "as a tape: duration, pitch and formants together",
       .parameters = {number("factor", 1.1, 0.5, 2, "", "> 1: faster and higher")},
       .apply = speed},
      {.name = "time_stretch",
       .summary = "duration without pitch (librosa.effects.time_stretch)",
       .parameters = with_vocoder({number("rate", 1.25, 0.25, 4, "", "> 1: faster")}),
       .apply = stretch},
      {.name = "pitch_shift",
       .summary = "pitch without duration (librosa.effects.pitch_shift)",
       .parameters = with_vocoder({number("n_steps", 2, -48, 48, "", "steps up; below 0 down"),
                                   whole("bins_per_octave", 12, 1, 96, "", "steps in an octave")}),
       .apply = shift_pitch},
      {.name = "time_shift",
       .summary = "later or earlier, the length kept",
       .parameters = {number("shift_s", 0.1, -600, 600, "s", "> 0: later"),
                      choice("fill", "what comes in: silence, or what went out (numpy.roll)", {"silence", "wrap"})},
       .apply = shift_time},
      {.name = "fit_length",
       .summary = "cut or padded with silence to a length",
       .random = true,
       .parameters = {number("length_s", 3, 0, 600, "s", "length afterwards"),
                      choice("placement", "which part stays, or where the sound lies", {"start", "centre", "random"})},
       .apply = fit},
  };
}

AugmentationOperation training_operation() {
  return {.name = "training",
          .summary = "everything at random as in training: speed, shift, room, noise, microphone, hum, gain",
          .random = true,
          .apply = everything};
}

std::vector<AugmentationOperation> make_operations() {
  std::vector<AugmentationOperation> all = channel_operations();
  for (AugmentationOperation& o : time_operations()) all.push_back(std::move(o));
  all.push_back(training_operation());
  return all;
}

}  // namespace

std::span<const AugmentationOperation> augmentation_operations() {
  static const std::vector<AugmentationOperation> instance = make_operations();
  return instance;
}

}  // namespace emo
