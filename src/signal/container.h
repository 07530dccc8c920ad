// What a file is, told by its bytes and never by its name, before any decoder sees it: a decoder that is let loose on
// other bytes finds "frames" in them.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "signal/mpeg_frames.h"

namespace emo {

enum class Container {
  wav,         // RIFF, RIFX, RF64, BW64, Sony Wave64
  aiff,        // also AIFF-C
  flac,        // also in Ogg
  ogg_vorbis,  //
  mp3,         // MPEG audio, layers I to III, as a stream of frames
  other,       // nothing that decode_clip reads
};

struct ContainerGuess {
  Container container = Container::other;
  std::string what;     // for the person: "a WAV file", "a Git-LFS pointer and not the sound itself"
  std::string way_out;  // of other: a sentence, or ""
  // Where a decoder begins: of flac behind tags (ID3v2), of mp3 behind those, junk and an encoder's header; and where
  // it ends: of mp3 behind the last frame. 0 … the size of the others.
  std::size_t begin = 0, end = 0;
  MpegHeaderFrame mpeg;  // of mp3, if there is one
};

// Looks at the first bytes; of MPEG audio also whether its frames account for the file.
ContainerGuess recognise_container(std::span<const std::uint8_t> bytes);

// What must be read differently in the header of a WAV file so that a reader finds its sound.
struct WavLayout {
  int channels = 0;
  std::uint32_t sample_rate_hz = 0;
  std::uint32_t channel_mask = 0;  // WAVE_FORMAT_EXTENSIBLE's, else 0
  int lfe_channel = -1;            // counted from 0; −1: none
  bool has_data = false;
  std::size_t data_begin = 0,
              data_bytes = 0;          // to the end of the file, where the header's size is 0, unknown or too large
  std::optional<std::size_t> size_at;  // where the header's 32-bit size stands, if it is not the true one
  std::uint64_t missing_bytes = 0;     // of sound, that a believable size promises and the file does not hold
  bool plain_riff = false;             // BW64 or RF64 without the 64-bit sizes that these names promise
};

// Whether the last page of an Ogg file says that it is the last one.
bool ogg_is_complete(std::span<const std::uint8_t> bytes);

// Of RIFF, RF64 and BW64 (little-endian); nothing of others. Source: EBU Tech 3306, ITU-R BS.2088, Microsoft's
// WAVEFORMATEXTENSIBLE.
std::optional<WavLayout> wav_layout(std::span<const std::uint8_t> bytes);

}  // namespace emo
