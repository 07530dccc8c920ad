#include "learning/nonspeech.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <numbers>

#include "learning/augmentation.h"
#include "learning/conditions.h"

namespace emo {
namespace {

using Sound = std::vector<float>;

constexpr auto kSamples = static_cast<std::size_t>(kNonspeechRateHz * kNonspeechSeconds);
constexpr double kTau = 2.0 * std::numbers::pi;

double seconds_at(std::size_t i) { return static_cast<double>(i) / kNonspeechRateHz; }
double hertz_of(int midi) { return 440.0 * std::exp2((midi - 69) / 12.0); }
std::string at_level(double dbfs) { return ", " + std::to_string(std::lround(dbfs)) + " dBFS"; }

// f(seconds, index) for each sample.
template <class F>
Sound made(F&& f) {
  Sound out(kSamples);
  for (std::size_t i = 0; i < kSamples; ++i) out[i] = static_cast<float>(f(seconds_at(i), i));
  return out;
}

Sound at(double dbfs, Sound sound) {
  const double rms = rms_of(sound);
  if (rms > 0.0)
    for (float& x : sound) x = static_cast<float>(x * amplitude_of_db(dbfs) / rms);
  hard_clip(sound);
  return sound;
}

// Noise of any colour is what add_noise() adds to a carrier far below it.
Sound noise(NoiseColour colour, std::uint64_t seed) {
  Sound carrier = made([](double, std::size_t i) { return i % 2 == 0 ? 1e-4 : -1e-4; });
  Random random(seed);
  add_noise(carrier, kNonspeechRateHz, colour, -60.0F, random);
  return carrier;
}

Sound hum(double mains_hz, std::uint64_t seed) {
  Random random(seed);
  std::array<double, 8> level{}, phase{};
  for (std::size_t h = 0; h < level.size(); ++h) {
    level[h] = random.uniform() / static_cast<double>(h + 1);
    phase[h] = kTau * random.uniform();
  }
  return made([&](double t, std::size_t) {
    double sum = 0.0;
    for (std::size_t h = 0; h < level.size(); ++h)
      sum += level[h] * std::sin(kTau * mains_hz * static_cast<double>(h + 1) * t + phase[h]);
    return sum;
  });
}

// Air and the passing of blades.
Sound fan(double blades_hz, std::uint64_t seed) {
  const Sound air = noise(NoiseColour::pink, seed);
  const double level = rms_of(air);
  return made([&](double t, std::size_t i) {
    const double blades = 1.0 + 0.3 * std::sin(kTau * blades_hz * t);
    return blades * air[i] / level + 0.5 * std::sin(kTau * 3.0 * blades_hz * t);
  });
}

Sound tone(double hz, double tremolo_hz) {
  return made(
      [&](double t, std::size_t) { return std::sin(kTau * hz * t) * (1.0 + 0.7 * std::sin(kTau * tremolo_hz * t)); });
}

// Notes held together, each with harmonics falling by 1/h².
Sound chord(std::initializer_list<int> notes, double attack_s) {
  const std::vector<int> midi(notes);
  return made([&](double t, std::size_t) {
    double sum = 0.0;
    for (const int note : midi)
      for (int h = 1; h <= 6; ++h) sum += std::sin(kTau * hertz_of(note) * h * t) / (h * h);
    return sum * std::min(1.0, t / attack_s);
  });
}

// Karplus-Strong plucks (1983), one each `every_s`.
Sound strings(std::initializer_list<int> notes, double every_s, std::uint64_t seed) {
  Random random(seed);
  Sound out(kSamples, 0.0F);
  const std::vector<int> midi(notes);
  for (std::size_t n = 0; static_cast<double>(n) * every_s < kNonspeechSeconds; ++n) {
    const auto start = static_cast<std::size_t>(static_cast<double>(n) * every_s * kNonspeechRateHz);
    std::vector<double> string(
        static_cast<std::size_t>(std::lround(kNonspeechRateHz / hertz_of(midi[n % midi.size()]))));
    for (double& x : string) x = 2.0 * random.uniform() - 1.0;
    for (std::size_t i = start, k = 0; i < kSamples; ++i, k = (k + 1) % string.size()) {
      out[i] += static_cast<float>(string[k]);
      string[k] = 0.498 * (string[k] + string[(k + 1) % string.size()]);
    }
  }
  return out;
}

Sound chirp(double from_hz, double to_hz, double every_s) {
  return made([&](double t, std::size_t) {
    const double in = std::fmod(t, every_s);
    return std::sin(kTau * (from_hz * in + 0.5 * (to_hz - from_hz) * in * in / every_s));
  });
}

// A resonance that is struck at each of these times.
Sound struck(const std::vector<double>& times, double hz, double decay_s) {
  return made([&](double t, std::size_t) {
    double sum = 0.0;
    for (const double from : times)
      if (t >= from) sum += std::sin(kTau * hz * (t - from)) * std::exp(-(t - from) / decay_s);
    return sum;
  });
}

std::vector<double> beats(double every_s) {
  std::vector<double> times;
  for (double t = 0.1; t < kNonspeechSeconds; t += every_s) times.push_back(t);
  return times;
}

std::vector<double> at_random(int count, std::uint64_t seed) {
  Random random(seed);
  std::vector<double> times;
  for (int i = 0; i < count; ++i) times.push_back(kNonspeechSeconds * random.uniform());
  std::sort(times.begin(), times.end());
  return times;
}

struct Battery {
  std::vector<NonspeechSound> sounds{};
  void add(std::string_view kind, std::string name, double dbfs, Sound sound) {
    sounds.push_back({kind, name + at_level(dbfs), at(dbfs, std::move(sound))});
  }
};

void add_noises(Battery& b) {
  std::uint64_t seed = 1;
  const std::pair<const char*, NoiseColour> colours[] = {
      {"white noise", NoiseColour::white}, {"pink noise", NoiseColour::pink}, {"brown noise", NoiseColour::brown}};
  for (const auto& [name, colour] : colours)
    for (const double dbfs : {-50.0, -35.0, -20.0}) b.add("noise", name, dbfs, noise(colour, seed++));
  for (const double mains_hz : {50.0, 60.0, 100.0})
    for (const double dbfs : {-40.0, -20.0})
      b.add("hum", "hum of " + std::to_string(std::lround(mains_hz)) + " Hz", dbfs, hum(mains_hz, seed++));
  for (const double blades_hz : {18.0, 35.0, 70.0})
    for (const double dbfs : {-45.0, -25.0})
      b.add("fan", "fan, " + std::to_string(std::lround(blades_hz)) + " blades a second", dbfs, fan(blades_hz, seed++));
}

void add_tones(Battery& b) {
  for (const double hz : {110.0, 220.0, 440.0, 1000.0, 3000.0})
    b.add("tones", std::to_string(std::lround(hz)) + " Hz", -20.0, tone(hz, 0.0));
  for (const double hz : {150.0, 300.0, 600.0})
    b.add("tones", std::to_string(std::lround(hz)) + " Hz with tremolo", -25.0, tone(hz, 4.0));
  b.add("chords", "C major, low", -22.0, chord({36, 43, 48, 52}, 0.05));
  b.add("chords", "C major", -22.0, chord({60, 64, 67}, 0.05));
  b.add("chords", "A minor", -22.0, chord({57, 60, 64}, 0.5));
  b.add("chords", "D minor seventh", -30.0, chord({50, 57, 60, 65}, 1.0));
  b.add("chords", "B diminished", -22.0, chord({59, 62, 65}, 0.05));
  b.add("chords", "open fifths", -18.0, chord({45, 52, 57, 64}, 0.2));
  b.add("chirps", "200 to 4000 Hz in 4 s", -20.0, chirp(200, 4000, 4.0));
  b.add("chirps", "4000 to 200 Hz in 4 s", -20.0, chirp(4000, 200, 4.0));
  b.add("chirps", "siren, 500 to 1500 Hz each second", -20.0, chirp(500, 1500, 1.0));
  b.add("chirps", "bird-like, 2 to 5 kHz five times a second", -25.0, chirp(2000, 5000, 0.2));
  b.add("chirps", "100 to 300 Hz twice a second", -22.0, chirp(100, 300, 0.5));
}

void add_strings(Battery& b) {
  b.add("strings", "melody, four notes a second", -22.0, strings({60, 62, 64, 65, 67, 65, 64, 62}, 0.25, 101));
  b.add("strings", "slow melody", -22.0, strings({57, 60, 64, 69}, 1.0, 102));
  b.add("strings", "bass line", -20.0, strings({33, 40, 36, 43}, 0.5, 103));
  b.add("strings", "low melody", -22.0, strings({45, 48, 50, 52, 55}, 0.4, 104));
  b.add("strings", "fast run", -25.0, strings({72, 74, 76, 77, 79, 81, 83, 84}, 0.12, 105));
  b.add("strings", "one note again and again", -22.0, strings({55}, 0.33, 106));
  b.add("strings", "quiet melody", -40.0, strings({62, 66, 69, 74}, 0.5, 107));
}

void add_impacts(Battery& b) {
  b.add("clicks", "metronome, two a second", -35.0, struck(beats(0.5), 3500, 0.002));
  b.add("clicks", "clock, one a second", -45.0, struck(beats(1.0), 5000, 0.001));
  b.add("clicks", "typing", -35.0, struck(at_random(30, 201), 2200, 0.006));
  b.add("clicks", "quiet typing", -50.0, struck(at_random(22, 202), 2800, 0.004));
  b.add("clicks", "crackle", -40.0, struck(at_random(200, 203), 6000, 0.0005));
  b.add("knocks", "on a door, three a second", -25.0, struck(beats(0.33), 180, 0.03));
  b.add("knocks", "on a table", -28.0, struck(beats(0.6), 320, 0.02));
  b.add("knocks", "footsteps", -32.0, struck(beats(0.55), 90, 0.04));
  b.add("knocks", "on wood, irregular", -28.0, struck(at_random(9, 204), 450, 0.025));
  b.add("knocks", "on a glass", -28.0, struck(at_random(7, 205), 2400, 0.2));
  b.sounds.push_back({"silence", "digital silence", Sound(kSamples, 0.0F)});
  b.add("silence", "converter's noise", -90.0, noise(NoiseColour::white, 206));
  b.add("silence", "quiet room", -70.0, noise(NoiseColour::pink, 207));
  b.add("silence", "quiet room, brown", -60.0, noise(NoiseColour::brown, 208));
}

}  // namespace

std::vector<NonspeechSound> nonspeech_battery() {
  Battery battery;
  add_noises(battery);
  add_tones(battery);
  add_strings(battery);
  add_impacts(battery);
  return std::move(battery.sounds);
}

}  // namespace emo
