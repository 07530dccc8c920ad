#include "learning/augmentation.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

namespace emo {
namespace {

constexpr double kPi = std::numbers::pi;

double amplitude(double db) { return std::pow(10.0, db / 20.0); }

double rms(std::span<const float> samples) {
  if (samples.empty()) return 0.0;
  double sum = 0.0;
  for (const float x : samples) sum += static_cast<double>(x) * x;
  return std::sqrt(sum / static_cast<double>(samples.size()));
}

struct Activity {
  float rms = 0.0F;
  std::size_t first_sample = 0;
};

Activity find_activity(std::span<const float> samples, int sample_rate_hz) {
  assert(sample_rate_hz > 0);
  const std::size_t frame = std::max<std::size_t>(1, static_cast<std::size_t>(sample_rate_hz) / 50);
  std::vector<double> powers;
  for (std::size_t start = 0; start < samples.size(); start += frame) {
    const double level = rms(samples.subspan(start, std::min(frame, samples.size() - start)));
    powers.push_back(level * level);
  }
  const double loudest = powers.empty() ? 0.0 : *std::max_element(powers.begin(), powers.end());
  Activity activity;
  if (loudest <= 0.0) {
    activity.first_sample = samples.size();
    return activity;
  }
  const double threshold = loudest * 1e-3;  // −30 dB
  double sum = 0.0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < powers.size(); ++i) {
    if (powers[i] < threshold) continue;
    if (count == 0) activity.first_sample = i * frame;
    sum += powers[i];
    ++count;
  }
  activity.rms = static_cast<float>(std::sqrt(sum / static_cast<double>(count)));
  return activity;
}

void add_scaled(std::span<float> samples, std::span<const float> noise, double target_rms) {
  const double actual = rms(noise);
  if (actual <= 0.0) return;
  const auto scale = static_cast<float>(target_rms / actual);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] += scale * noise[i];
}

std::vector<float> make_noise(std::size_t size, NoiseColour colour, Random& random) {
  std::vector<float> noise(size);
  double brown = 0.0;
  std::array<double, 3> pink{};
  for (float& x : noise) {
    const double white = random.normal();
    switch (colour) {
      case NoiseColour::white:
        x = static_cast<float>(white);
        break;
      case NoiseColour::pink:  // Paul Kellet's economy filter: −3 dB an octave within 0.5 dB
        pink[0] = 0.99765 * pink[0] + white * 0.0990460;
        pink[1] = 0.96300 * pink[1] + white * 0.2965164;
        pink[2] = 0.57000 * pink[2] + white * 1.0526913;
        x = static_cast<float>(pink[0] + pink[1] + pink[2] + white * 0.1848);
        break;
      case NoiseColour::brown:  // leaky, so that it has no drift
        brown = 0.99 * brown + white;
        x = static_cast<float>(brown);
        break;
    }
  }
  return noise;
}

// Second-order sections of R. Bristow-Johnson's Audio EQ Cookbook.
struct Biquad {
  double b0 = 1.0, b1 = 0.0, b2 = 0.0, a1 = 0.0, a2 = 0.0;

  void apply(std::span<float> samples) const {
    double z1 = 0.0;
    double z2 = 0.0;
    for (float& sample : samples) {
      const double x = sample;
      const double y = b0 * x + z1;
      z1 = b1 * x - a1 * y + z2;
      z2 = b2 * x - a2 * y;
      sample = static_cast<float>(y);
    }
  }
};

Biquad normalised(double b0, double b1, double b2, double a0, double a1, double a2) {
  return {b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0};
}

struct Corner {
  double cosine;
  double alpha;
  Corner(double frequency_hz, double q, int sample_rate_hz) {
    const double w = 2.0 * kPi * std::min(frequency_hz, 0.49 * sample_rate_hz) / sample_rate_hz;
    cosine = std::cos(w);
    alpha = std::sin(w) / (2.0 * q);
  }
};

Biquad low_pass(double frequency_hz, int rate) {
  const Corner c(frequency_hz, std::numbers::sqrt2 / 2.0, rate);
  const double b = 1.0 - c.cosine;
  return normalised(b / 2.0, b, b / 2.0, 1.0 + c.alpha, -2.0 * c.cosine, 1.0 - c.alpha);
}

Biquad high_pass(double frequency_hz, int rate) {
  const Corner c(frequency_hz, std::numbers::sqrt2 / 2.0, rate);
  const double b = 1.0 + c.cosine;
  return normalised(b / 2.0, -b, b / 2.0, 1.0 + c.alpha, -2.0 * c.cosine, 1.0 - c.alpha);
}

Biquad peak(double frequency_hz, double q, double gain_db, int rate) {
  const Corner c(frequency_hz, q, rate);
  const double a = amplitude(gain_db / 2.0);
  return normalised(1.0 + c.alpha * a, -2.0 * c.cosine, 1.0 - c.alpha * a, 1.0 + c.alpha / a, -2.0 * c.cosine,
                    1.0 - c.alpha / a);
}

// direction +1: low shelf, −1: high shelf.
Biquad shelf(double frequency_hz, double gain_db, int rate, double direction) {
  const Corner c(frequency_hz, std::numbers::sqrt2 / 2.0, rate);
  const double a = amplitude(gain_db / 2.0);
  const double k = direction * c.cosine;
  const double root = 2.0 * std::sqrt(a) * c.alpha;
  return normalised(a * ((a + 1.0) - (a - 1.0) * k + root), direction * 2.0 * a * ((a - 1.0) - (a + 1.0) * k),
                    a * ((a + 1.0) - (a - 1.0) * k - root), (a + 1.0) + (a - 1.0) * k + root,
                    direction * -2.0 * ((a - 1.0) + (a + 1.0) * k), (a + 1.0) + (a - 1.0) * k - root);
}

struct Reflection {
  std::size_t delay_samples;
  double gain;
};

std::vector<Reflection> make_reflections(int sample_rate_hz, double rt60_s, Random& random) {
  constexpr double kPulsesPerSecond = 1500.0;  // dense enough to sound smooth
  constexpr double kTailStart_s = 0.02;
  const double decay = std::log(1000.0) / rt60_s;  // −60 dB after rt60_s
  std::vector<Reflection> reflections;
  const int early = 3 + static_cast<int>(random.uniform() * 6.0);
  const auto place = [&](double at_s, double gain) {
    const double sign = random.chance(0.5F) ? 1.0 : -1.0;
    reflections.push_back({static_cast<std::size_t>(at_s * sample_rate_hz), sign * gain * std::exp(-decay * at_s)});
  };
  for (int i = 0; i < early; ++i) {
    const double at_s = random.uniform(Range{0.002F, 0.04F});
    place(at_s, random.uniform(Range{0.8F, 2.5F}));
  }
  const double step_s = 1.0 / kPulsesPerSecond;
  for (double start_s = kTailStart_s; start_s < rt60_s; start_s += step_s) {
    place(start_s + random.uniform() * step_s, 1.0);
  }
  return reflections;
}

void scale_to_energy(std::vector<Reflection>& reflections, double energy) {
  double sum = 0.0;
  for (const Reflection& r : reflections) sum += r.gain * r.gain;
  const double scale = std::sqrt(energy / sum);
  for (Reflection& r : reflections) r.gain *= scale;
}

}  // namespace

Random::Random(std::uint64_t seed) {
  for (std::uint64_t& word : state_) {  // splitmix64
    seed += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = seed;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    word = z ^ (z >> 31);
  }
}

std::uint64_t Random::next() {
  const auto rotate = [](std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); };
  const std::uint64_t result = rotate(state_[1] * 5, 7) * 9;
  const std::uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = rotate(state_[3], 45);
  return result;
}

double Random::uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

float Random::uniform(Range range) { return range.low + static_cast<float>(uniform()) * (range.high - range.low); }

float Random::log_uniform(Range range) {
  assert(range.low > 0.0F && range.high > 0.0F);
  return std::exp(uniform(Range{std::log(range.low), std::log(range.high)}));
}

double Random::normal() {  // Box–Muller; the second value is dropped so that no state is kept
  const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
  return radius * std::cos(2.0 * kPi * uniform());
}

float active_rms(std::span<const float> samples, int sample_rate_hz) {
  return find_activity(samples, sample_rate_hz).rms;
}

std::size_t leading_silence_samples(std::span<const float> samples, int sample_rate_hz) {
  return find_activity(samples, sample_rate_hz).first_sample;
}

void apply_gain(std::span<float> samples, float gain_db) {
  const auto gain = static_cast<float>(amplitude(gain_db));
  for (float& x : samples) x *= gain;
}

void hard_clip(std::span<float> samples) {
  for (float& x : samples) x = std::clamp(x, -1.0F, 1.0F);
}

void add_noise(std::span<float> samples, int sample_rate_hz, NoiseColour colour, float snr_db, Random& random) {
  const double target = active_rms(samples, sample_rate_hz) / amplitude(snr_db);
  add_scaled(samples, make_noise(samples.size(), colour, random), target);
}

void add_hum(std::span<float> samples, int sample_rate_hz, float mains_hz, float snr_db, Random& random) {
  const double target = active_rms(samples, sample_rate_hz) / amplitude(snr_db);
  std::vector<float> hum(samples.size());
  for (int harmonic = 1; harmonic <= 6; ++harmonic) {
    const double step = 2.0 * kPi * mains_hz * harmonic / sample_rate_hz;
    const double phase = 2.0 * kPi * random.uniform();
    const double gain = static_cast<double>(random.uniform(Range{0.2F, 1.0F})) / harmonic;
    for (std::size_t i = 0; i < hum.size(); ++i) {
      hum[i] += static_cast<float>(gain * std::sin(phase + step * static_cast<double>(i)));
    }
  }
  add_scaled(samples, hum, target);
}

void add_room(std::span<float> samples, int sample_rate_hz, float rt60_s, float wet_db, Random& random) {
  assert(rt60_s > 0.0F);
  std::vector<Reflection> reflections = make_reflections(sample_rate_hz, rt60_s, random);
  const double wet = amplitude(wet_db);
  scale_to_energy(reflections, wet * wet);
  std::vector<float> reverberation(samples.size());
  for (const Reflection& r : reflections) {
    if (r.delay_samples >= samples.size()) continue;
    const auto gain = static_cast<float>(r.gain);
    const std::size_t count = samples.size() - r.delay_samples;
    for (std::size_t i = 0; i < count; ++i) reverberation[i + r.delay_samples] += gain * samples[i];
  }
  low_pass(random.log_uniform(Range{2000.0F, 7000.0F}), sample_rate_hz).apply(reverberation);  // walls and air
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] += reverberation[i];
}

void colour_as_microphone(std::span<float> samples, int sample_rate_hz, Random& random) {
  const double low_hz = random.log_uniform(Range{80.0F, 500.0F});
  shelf(low_hz, random.uniform(Range{-8.0F, 8.0F}), sample_rate_hz, 1.0).apply(samples);
  const double high_hz = random.log_uniform(Range{1500.0F, 6000.0F});
  shelf(high_hz, random.uniform(Range{-10.0F, 8.0F}), sample_rate_hz, -1.0).apply(samples);
  const int peaks = static_cast<int>(random.uniform() * 4.0);
  for (int i = 0; i < peaks; ++i) {
    const double peak_hz = random.log_uniform(Range{150.0F, 6000.0F});
    const double q = random.log_uniform(Range{0.5F, 3.0F});
    peak(peak_hz, q, random.uniform(Range{-6.0F, 6.0F}), sample_rate_hz).apply(samples);
  }
  if (random.chance(0.5F)) high_pass(random.log_uniform(Range{40.0F, 250.0F}), sample_rate_hz).apply(samples);
  if (random.chance(0.25F)) low_pass(random.log_uniform(Range{3400.0F, 7500.0F}), sample_rate_hz).apply(samples);
}

void limit_to_telephone(std::span<float> samples, int sample_rate_hz) {
  for (int pass = 0; pass < 2; ++pass) {
    high_pass(300.0, sample_rate_hz).apply(samples);
    low_pass(3400.0, sample_rate_hz).apply(samples);
  }
}

std::vector<float> change_speed(std::span<const float> samples, float factor) {
  assert(factor >= 0.5F && factor <= 2.0F);
  constexpr int kHalfTaps = 16;
  const double cutoff = std::min(1.0, 1.0 / static_cast<double>(factor));  // faster: keep aliases out
  const double half_width = kHalfTaps / cutoff;
  const auto size = static_cast<std::ptrdiff_t>(samples.size());
  std::vector<float> out(static_cast<std::size_t>(std::llround(static_cast<double>(size) / factor)));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double at = static_cast<double>(i) * factor;
    const auto first = std::max<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(std::ceil(at - half_width)));
    const auto last = std::min<std::ptrdiff_t>(size - 1, static_cast<std::ptrdiff_t>(std::floor(at + half_width)));
    double sum = 0.0;
    for (std::ptrdiff_t k = first; k <= last; ++k) {
      const double t = static_cast<double>(k) - at;
      const double angle = kPi * cutoff * t;
      const double sinc = std::abs(angle) < 1e-9 ? 1.0 : std::sin(angle) / angle;
      const double hann = 0.5 + 0.5 * std::cos(kPi * t / half_width);
      sum += cutoff * sinc * hann * samples[static_cast<std::size_t>(k)];
    }
    out[i] = static_cast<float>(sum);
  }
  return out;
}

std::vector<float> shift_in_time(std::span<const float> samples, std::ptrdiff_t shift) {
  if (shift >= 0) {
    std::vector<float> out(static_cast<std::size_t>(shift), 0.0F);
    out.insert(out.end(), samples.begin(), samples.end());
    return out;
  }
  const auto dropped = std::min(samples.size(), static_cast<std::size_t>(-shift));
  const auto kept = samples.subspan(dropped);
  return {kept.begin(), kept.end()};
}

std::vector<float> augment(std::span<const float> samples, int sample_rate_hz, const AugmentConfig& config,
                           std::uint64_t seed) {
  Random random(seed);
  std::vector<float> sound(samples.begin(), samples.end());
  if (sound.empty()) return sound;

  if (random.chance(config.speed_probability)) sound = change_speed(sound, random.uniform(config.speed_factor));
  if (random.chance(config.shift_probability)) {
    const auto shift = static_cast<std::ptrdiff_t>(random.uniform(config.shift_s) * static_cast<float>(sample_rate_hz));
    const auto removable = static_cast<std::ptrdiff_t>(leading_silence_samples(sound, sample_rate_hz));
    sound = shift_in_time(sound, std::max(shift, -removable));
  }
  if (random.chance(config.room_probability)) {
    const float rt60_s = random.uniform(config.rt60_s);
    add_room(sound, sample_rate_hz, rt60_s, random.uniform(config.wet_db), random);
  }
  if (random.chance(config.noise_probability)) {
    const auto colour = static_cast<NoiseColour>(random.next() % 3);
    add_noise(sound, sample_rate_hz, colour, random.uniform(config.snr_db), random);
  }
  if (random.chance(config.colour_probability)) colour_as_microphone(sound, sample_rate_hz, random);
  if (random.chance(config.telephone_probability)) limit_to_telephone(sound, sample_rate_hz);
  if (random.chance(config.hum_probability)) {
    const float mains_hz = random.chance(0.5F) ? 50.0F : 60.0F;
    add_hum(sound, sample_rate_hz, mains_hz, random.uniform(config.hum_snr_db), random);
  }
  if (random.chance(config.gain_probability)) {
    float loudest = 0.0F;
    for (const float x : sound) loudest = std::max(loudest, std::abs(x));
    const float peak_db = loudest > 0.0F ? 20.0F * std::log10(loudest) : -200.0F;
    apply_gain(sound, std::min(random.uniform(config.gain_db), config.max_overdrive_db - peak_db));
  }
  hard_clip(sound);
  return sound;
}

}  // namespace emo
