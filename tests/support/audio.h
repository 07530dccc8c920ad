// Made sound and small helpers for the tests.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>
#include <numbers>
#include <span>
#include <string>
#include <vector>

namespace emo::test {

inline std::vector<float> tone(double hz, double rate_hz, double seconds, double amplitude = 0.5) {
  std::vector<float> samples(static_cast<std::size_t>(seconds * rate_hz));
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] =
        static_cast<float>(amplitude * std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(i) / rate_hz));
  return samples;
}

// Uniform noise from a fixed linear congruential generator: the same on every machine.
inline std::vector<float> noise(std::size_t count, float amplitude = 0.5F, std::uint32_t seed = 1) {
  std::vector<float> samples(count);
  for (float& s : samples) {
    seed = seed * 1664525U + 1013904223U;
    s = amplitude * (static_cast<float>(seed >> 8) / 8388608.0F - 1.0F);
  }
  return samples;
}

inline std::vector<float> joined(std::initializer_list<std::vector<float>> parts) {
  std::vector<float> all;
  for (const auto& p : parts) all.insert(all.end(), p.begin(), p.end());
  return all;
}

// Calls push(block) over the signal in blocks of the given size.
template <class Push>
void in_blocks(std::span<const float> signal, std::size_t block, Push&& push) {
  for (std::size_t at = 0; at < signal.size(); at += block)
    push(signal.subspan(at, std::min(block, signal.size() - at)));
}

inline double mean_absolute(std::span<const float> a, std::span<const float> b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < b.size(); ++i) sum += std::abs(static_cast<double>(a[i]) - b[i]);
  return b.empty() ? 0.0 : sum / static_cast<double>(b.size());
}

inline double relative_error(std::span<const float> ours, std::span<const float> reference) {
  double difference = 0.0;
  double norm = 0.0;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    difference += std::pow(static_cast<double>(ours[i]) - reference[i], 2);
    norm += std::pow(static_cast<double>(reference[i]), 2);
  }
  return norm > 0.0 ? std::sqrt(difference / norm) : std::sqrt(difference);
}

struct WavDesc {
  int channels = 1;
  int rate_hz = 16000;
  std::vector<std::int16_t> samples;                                 // interleaved
  std::vector<std::pair<std::string, std::size_t>> chunks_before{};  // name and size, between fmt and data
  std::vector<std::pair<std::string, std::size_t>> chunks_after{};
};

inline std::vector<std::uint8_t> wav_bytes(const WavDesc& wav) {
  std::vector<std::uint8_t> bytes;
  const auto text = [&](const char* s) {
    for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<std::uint8_t>(s[i]));
  };
  const auto number = [&](std::uint32_t n, int size) {
    for (int i = 0; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(n >> (8 * i)));
  };
  const auto chunk = [&](const std::pair<std::string, std::size_t>& c) {
    text(c.first.c_str());
    number(static_cast<std::uint32_t>(c.second), 4);
    bytes.insert(bytes.end(), c.second + c.second % 2, 0);
  };
  text("RIFF");
  number(0, 4);
  text("WAVE");
  text("fmt ");
  number(16, 4);
  number(1, 2);
  number(static_cast<std::uint32_t>(wav.channels), 2);
  number(static_cast<std::uint32_t>(wav.rate_hz), 4);
  number(static_cast<std::uint32_t>(wav.rate_hz * wav.channels * 2), 4);
  number(static_cast<std::uint32_t>(wav.channels * 2), 2);
  number(16, 2);
  for (const auto& c : wav.chunks_before) chunk(c);
  text("data");
  number(static_cast<std::uint32_t>(wav.samples.size() * 2), 4);
  for (std::int16_t s : wav.samples) number(static_cast<std::uint16_t>(s), 2);
  for (const auto& c : wav.chunks_after) chunk(c);
  const auto size = static_cast<std::uint32_t>(bytes.size() - 8);
  std::memcpy(bytes.data() + 4, &size, 4);
  return bytes;
}

}  // namespace emo::test
