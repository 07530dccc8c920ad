#include "learning/conditions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "learning/augmentation.h"
#include "learning/companding.h"
#include "learning/phase_vocoder.h"

namespace emo {
namespace {

using Samples = std::span<const float>;
using Sound = std::vector<float>;

Sound copy_of(Samples x) { return {x.begin(), x.end()}; }

template <int gain_db>
Sound level(Samples x, int, std::uint64_t) {
  Sound out = copy_of(x);
  apply_gain(out, static_cast<float>(gain_db));
  return out;
}

template <int snr_db>
Sound noise(Samples x, int rate, std::uint64_t seed) {
  Sound out = copy_of(x);
  Random random(seed);
  add_noise(out, rate, NoiseColour::white, static_cast<float>(snr_db), random);
  return out;
}

Sound reverberant(Samples x, int rate, float rt60_s, float wet_db, std::uint64_t seed) {
  Sound out = copy_of(x);
  Random random(seed);
  add_reverberation(out, rate, rt60_s, wet_db, random);
  return out;
}

Sound small_room(Samples x, int rate, std::uint64_t seed) { return reverberant(x, rate, 0.3F, -8.0F, seed); }
Sound large_room(Samples x, int rate, std::uint64_t seed) { return reverberant(x, rate, 0.8F, -3.0F, seed); }

Sound telephone(Samples x, int rate, std::uint64_t) {
  Sound out = copy_of(x);
  limit_to_telephone(out, rate);
  return out;
}

Sound mu_law(Samples x, int, std::uint64_t) {
  Sound out = copy_of(x);
  apply_mu_law(out);
  return out;
}

template <int seconds>
Sound cut(Samples x, int rate, std::uint64_t) {
  const std::size_t onset = std::min(leading_silence_samples(x, rate), x.size());
  const std::size_t length = static_cast<std::size_t>(seconds) * static_cast<std::size_t>(rate);
  return copy_of(x.subspan(onset, std::min(length, x.size() - onset)));
}

template <int steps>
Sound pitch(Samples x, int, std::uint64_t) {
  return pitch_shift(x, steps);
}

constexpr std::array kConditions{
    Condition{"level -20 dB", "20 dB quieter", level<-20>},
    Condition{"level -10 dB", "10 dB quieter", level<-10>},
    Condition{"level +6 dB", "6 dB louder, clipped at full scale", level<6>},
    Condition{"noise 20 dB", "white Gaussian noise 20 dB below the level of the speech", noise<20>},
    Condition{"noise 10 dB", "white Gaussian noise 10 dB below the level of the speech", noise<10>},
    Condition{"noise 5 dB", "white Gaussian noise 5 dB below the level of the speech", noise<5>},
    Condition{"small room", "reverberation of 0.3 s, 8 dB below the direct sound", small_room},
    Condition{"large room", "reverberation of 0.8 s, 3 dB below the direct sound", large_room},
    Condition{"telephone", "300 … 3400 Hz", telephone},
    Condition{"mu-law", "eight-bit mu-law (ITU-T G.711)", mu_law},
    Condition{"cut 1 s", "the first second of sound, from the onset of speech", cut<1>},
    Condition{"cut 2 s", "the first two seconds of sound, from the onset of speech", cut<2>},
    Condition{"pitch +2", "two semitones up, formants too, duration kept", pitch<2>},
    Condition{"pitch -2", "two semitones down, formants too, duration kept", pitch<-2>},
};

constexpr int kLowestRateHz = 4000;
constexpr int kHighestRateHz = 768000;

}  // namespace

std::span<const Condition> conditions() { return kConditions; }

const Condition* find_condition(std::string_view name) {
  const auto* found =
      std::find_if(kConditions.begin(), kConditions.end(), [&](const auto& c) { return c.name == name; });
  return found == kConditions.end() ? nullptr : found;
}

std::vector<std::string_view> condition_names() {
  std::vector<std::string_view> names;
  for (const Condition& c : kConditions) names.push_back(c.name);
  return names;
}

std::uint64_t condition_seed(std::string_view stem, std::string_view condition) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  const auto take = [&](char c) { hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL; };
  for (const char c : stem) take(c);
  take('\n');
  for (const char c : condition) take(c);
  return hash;
}

Result<std::vector<float>> apply_condition(const Condition& condition, std::span<const float> samples,
                                           int sample_rate_hz, std::string_view stem) {
  if (sample_rate_hz < kLowestRateHz || sample_rate_hz > kHighestRateHz)
    return Error{"A sample rate of " + std::to_string(sample_rate_hz) + " Hz cannot be used; 4000 to 768000 Hz can."};
  if (!std::all_of(samples.begin(), samples.end(), [](float x) { return std::isfinite(x); }))
    return Error{"The sound holds values that are not finite numbers (NaN or infinity). Export the file again."};
  Sound out = condition.apply(samples, sample_rate_hz, condition_seed(stem, condition.name));
  hard_clip(out);
  return out;
}

}  // namespace emo
