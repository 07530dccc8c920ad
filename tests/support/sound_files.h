// Sound files as bytes: WAV of any width and header, MP3 that holds silence.
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emo::test {

using FileBytes = std::vector<std::uint8_t>;

inline FileBytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

inline void add(FileBytes& to, std::string_view text) { to.insert(to.end(), text.begin(), text.end()); }
inline void add(FileBytes& to, const FileBytes& more) { to.insert(to.end(), more.begin(), more.end()); }
inline void add_little(FileBytes& to, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) to.push_back(i < 8 ? static_cast<std::uint8_t>(value >> (8 * i)) : std::uint8_t{0});
}

struct RawWav {
  int channels = 1;
  std::uint32_t rate_hz = 16000;
  int bits = 16;
  FileBytes data{};
  std::uint32_t mask = 0;       // not 0: WAVE_FORMAT_EXTENSIBLE
  std::string name = "RIFF";    // RF64, BW64
  bool wide_sizes = false;      // a ds64 chunk
  std::int64_t said_size = -1;  // of data; −1 the true one
  FileBytes behind{};           // further chunks
};

inline FileBytes raw_wav(const RawWav& wav) {
  FileBytes bytes;
  add(bytes, wav.name);
  add_little(bytes, wav.wide_sizes ? 0xFFFFFFFF : 0, 4);
  add(bytes, "WAVE");
  if (wav.wide_sizes) {
    add(bytes, "ds64");
    add_little(bytes, 28, 4);
    add_little(bytes, 0, 8);
    add_little(bytes, wav.data.size(), 8);
    add_little(bytes, 0, 12);
  }
  const int frame = wav.channels * wav.bits / 8;
  add(bytes, "fmt ");
  add_little(bytes, wav.mask != 0 ? 40 : 16, 4);
  add_little(bytes, wav.mask != 0 ? 0xFFFE : 1, 2);
  add_little(bytes, static_cast<std::uint32_t>(wav.channels), 2);
  add_little(bytes, wav.rate_hz, 4);
  add_little(bytes, wav.rate_hz * static_cast<std::uint32_t>(frame), 4);
  add_little(bytes, static_cast<std::uint32_t>(frame), 2);
  add_little(bytes, static_cast<std::uint32_t>(wav.bits), 2);
  if (wav.mask != 0) {
    add_little(bytes, 22, 2);
    add_little(bytes, static_cast<std::uint32_t>(wav.bits), 2);
    add_little(bytes, wav.mask, 4);
    add(bytes, std::string_view("\x01\x00\x00\x00\x00\x00\x10\x00\x80\x00\x00\xAA\x00\x38\x9B\x71", 16));
  }
  add(bytes, "data");
  add_little(bytes, wav.said_size >= 0 ? static_cast<std::uint64_t>(wav.said_size) : wav.data.size(), 4);
  add(bytes, wav.data);
  add(bytes, wav.behind);
  return bytes;
}

inline FileBytes pcm16(const std::vector<std::int16_t>& samples) {
  FileBytes bytes;
  for (const std::int16_t s : samples) add_little(bytes, static_cast<std::uint16_t>(s), 2);
  return bytes;
}

// MPEG 1, layer III, 44.1 kHz, mono, 128 kbit/s: frames of 417 bytes and 1152 samples, all 0.
inline constexpr std::size_t kMp3Frame = 417;
inline FileBytes mp3_frame() {
  FileBytes frame(kMp3Frame);
  frame[0] = 0xFF;
  frame[1] = 0xFB;
  frame[2] = 0x90;
  frame[3] = 0xC0;
  return frame;
}
inline FileBytes mp3_frames(std::size_t count) {
  FileBytes bytes;
  for (std::size_t i = 0; i < count; ++i) add(bytes, mp3_frame());
  return bytes;
}

// An encoder's header frame: name at 21 (mono's side information is 17 bytes long), frames, and LAME's delays.
inline FileBytes mp3_header(std::string_view name, std::uint32_t frames, std::uint32_t delay, std::uint32_t padding) {
  FileBytes frame = mp3_frame();
  const auto put = [&](std::size_t at, std::string_view text) {
    std::copy(text.begin(), text.end(), frame.begin() + static_cast<std::ptrdiff_t>(at));
  };
  put(21, name);
  frame[21 + 7] = 1;
  for (std::size_t i = 0; i < 4; ++i) frame[29 + i] = static_cast<std::uint8_t>(frames >> (24 - 8 * i));
  if (delay == 0) return frame;
  put(33, "LAME3.100");
  const std::uint32_t both = delay << 12 | padding;
  for (std::size_t i = 0; i < 3; ++i) frame[33 + 21 + i] = static_cast<std::uint8_t>(both >> (16 - 8 * i));
  return frame;
}

}  // namespace emo::test
