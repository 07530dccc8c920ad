#include "learning/augmentation.h"

#include <algorithm>
#include <cmath>

namespace emo {

void apply_gain(std::span<float> samples, float gain_db) {
  const auto gain = static_cast<float>(amplitude_of_db(gain_db));
  for (float& x : samples) x *= gain;
}

void hard_clip(std::span<float> samples) {
  for (float& x : samples) x = std::clamp(x, -1.0F, 1.0F);
}

void invert_polarity(std::span<float> samples) {
  for (float& x : samples) x = -x;
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
  if (random.chance(config.reverberation_probability)) {
    const float rt60_s = random.uniform(config.rt60_s);
    add_reverberation(sound, sample_rate_hz, rt60_s, random.uniform(config.wet_db), random);
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
