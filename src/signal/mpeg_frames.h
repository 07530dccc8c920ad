// The frames of MPEG audio (ISO 11172-3, 13818-3 and the unofficial 2.5), by their headers alone.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace emo {

struct MpegFrames {
  std::size_t begin = 0;    // of the first frame
  std::size_t end = 0;      // of the last one
  std::size_t covered = 0;  // bytes within frames, from `begin` on
  std::size_t frames = 0;
};

// The first place, within the first 64 KiB, from which at least three frames of one kind follow each other (fewer if
// they are all that there is), and how much of the rest lies in frames. Nothing if there is none.
std::optional<MpegFrames> find_mpeg_frames(std::span<const std::uint8_t> bytes);

// The first frame if it is an encoder's header (Xing, Info, VBRI) and holds no sound.
struct MpegHeaderFrame {
  std::size_t bytes = 0;      // of the frame
  std::uint64_t samples = 0;  // of the frames that follow, per channel, the encoder's own included; 0: not told
  std::uint32_t delay = 0;    // samples before the sound: the encoder's, by LAME's tag, and the decoder's 529
  std::uint32_t padding = 0;  // samples behind it
};
std::optional<MpegHeaderFrame> mpeg_header_frame(std::span<const std::uint8_t> bytes, std::size_t at);

}  // namespace emo
