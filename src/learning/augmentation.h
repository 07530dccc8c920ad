// Sound made to come from another room, microphone and distance, for training. Pure functions of samples, settings and
// a seed: the same seed gives the same samples on every machine. Mono float, full scale ±1.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace emo {

struct Range {
  float low = 0.0F;
  float high = 0.0F;
};

// xoshiro256** (Blackman & Vigna), seeded through splitmix64. The standard distributions differ between libraries, so
// they are not used.
class Random {
 public:
  explicit Random(std::uint64_t seed);
  std::uint64_t next();
  double uniform();                // 0 ≤ x < 1
  float uniform(Range range);      // low ≤ x < high
  float log_uniform(Range range);  // the same in octaves; low > 0
  double normal();                 // mean 0, variance 1
  bool chance(float probability) { return uniform() < static_cast<double>(probability); }

 private:
  std::uint64_t state_[4];
};

enum class NoiseColour : std::uint8_t { white, pink, brown };

struct AugmentConfig {
  float speed_probability = 0.7F;
  Range speed_factor{0.88F, 1.14F};  // > 1: faster and higher, as a tape

  float shift_probability = 0.5F;
  Range shift_s{-0.3F, 0.3F};  // < 0 removes leading near-silence only, never speech

  float room_probability = 0.5F;
  Range rt60_s{0.1F, 0.6F};
  Range wet_db{-22.0F, -3.0F};  // reverberant energy against direct energy

  float noise_probability = 0.65F;
  Range snr_db{5.0F, 40.0F};
  float hum_probability = 0.15F;  // mains hum with harmonics
  Range hum_snr_db{15.0F, 40.0F};

  float colour_probability = 0.7F;
  float telephone_probability = 0.06F;  // 300 … 3400 Hz

  float gain_probability = 1.0F;
  Range gain_db{-20.0F, 20.0F};
  float max_overdrive_db = 6.0F;  // the gain is lowered so that no peak exceeds full scale by more before clipping
};

// All steps in the order of nature: speaker (speed, shift), room, noise, microphone, hum, gain, converter (clipping).
std::vector<float> augment(std::span<const float> samples, int sample_rate_hz, const AugmentConfig& config,
                           std::uint64_t seed);

// RMS over the 20 ms frames within 30 dB of the loudest one: the level of the speech, not of the pauses around it.
float active_rms(std::span<const float> samples, int sample_rate_hz);
// Samples before the first 20 ms frame within 30 dB of the loudest one.
std::size_t leading_silence_samples(std::span<const float> samples, int sample_rate_hz);

void apply_gain(std::span<float> samples, float gain_db);
void hard_clip(std::span<float> samples);

// Adds noise `snr_db` below active_rms(samples). Silence stays silence.
void add_noise(std::span<float> samples, int sample_rate_hz, NoiseColour colour, float snr_db, Random& random);
void add_hum(std::span<float> samples, int sample_rate_hz, float mains_hz, float snr_db, Random& random);

// Direct sound, early reflections and a decaying velvet-noise tail (sparse ±1 pulses: Karjalainen & Järveläinen 2007).
// Keeps the length; the tail beyond the end is cut.
void add_room(std::span<float> samples, int sample_rate_hz, float rt60_s, float wet_db, Random& random);

// Random shelves, peaks and band limits (biquads of the Audio EQ Cookbook).
void colour_as_microphone(std::span<float> samples, int sample_rate_hz, Random& random);
void limit_to_telephone(std::span<float> samples, int sample_rate_hz);

// Windowed-sinc interpolation; round(size / factor) samples, 0.5 ≤ factor ≤ 2.
std::vector<float> change_speed(std::span<const float> samples, float factor);
// shift > 0 puts silence in front, shift < 0 drops samples: size + shift samples, at least none.
std::vector<float> shift_in_time(std::span<const float> samples, std::ptrdiff_t shift);

}  // namespace emo
