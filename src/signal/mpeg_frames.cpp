#include "signal/mpeg_frames.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace emo {
namespace {

constexpr std::size_t kHeaderBytes = 4;
constexpr std::size_t kMostJunk = std::size_t{64} << 10;
constexpr std::size_t kMostFreeFormat = 6 << 10;  // 640 kbit/s at 8 kHz and a little
constexpr std::size_t kChain = 3;

// kbit/s by bitrate index; 0: free format. Layer I, II, III of MPEG 1; layer I and II+III of MPEG 2 and 2.5.
constexpr std::array<std::array<std::uint16_t, 15>, 5> kKilobits{{
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
}};
constexpr std::array<std::uint16_t, 3> kRates{44100, 48000, 32000};

struct Header {
  int layer;           // 1 … 3
  bool mpeg1;          //
  int kilobits;        // 0: free format
  int rate_hz;         //
  bool padded;         //
  std::uint32_t kind;  // the bits that stay the same from frame to frame

  [[nodiscard]] std::size_t slot() const { return layer == 1 ? 4 : 1; }
  // Without padding; 0 of free format.
  [[nodiscard]] std::size_t bytes() const {
    if (layer == 1) return static_cast<std::size_t>(12000 * kilobits / rate_hz) * 4;
    return static_cast<std::size_t>((layer == 3 && !mpeg1 ? 72000 : 144000) * kilobits / rate_hz);
  }
};

std::optional<Header> header_at(std::span<const std::uint8_t> bytes, std::size_t at) {
  if (at + kHeaderBytes > bytes.size()) return std::nullopt;
  const std::uint32_t h = static_cast<std::uint32_t>(bytes[at]) << 24 |
                          static_cast<std::uint32_t>(bytes[at + 1]) << 16 |
                          static_cast<std::uint32_t>(bytes[at + 2]) << 8 | bytes[at + 3];
  const std::uint32_t version = h >> 19 & 3, layer = h >> 17 & 3, bitrate = h >> 12 & 15, rate = h >> 10 & 3;
  if (h >> 21 != 0x7FF || version == 1 || layer == 0 || bitrate == 15 || rate == 3) return std::nullopt;
  if ((h & 3) == 2) return std::nullopt;  // emphasis: reserved
  Header found{};
  found.layer = 4 - static_cast<int>(layer);
  found.mpeg1 = version == 3;
  const int row = found.mpeg1 ? found.layer - 1 : (found.layer == 1 ? 3 : 4);
  found.kilobits = kKilobits[static_cast<std::size_t>(row)][bitrate];
  found.rate_hz = kRates[rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
  found.padded = (h >> 9 & 1) != 0;
  found.kind = (h & 0xFFFE0C00U) | (bitrate == 0 ? 1 : 0);  // sync, version, layer, rate; free format or not
  return found;
}

// Of free format: the distance to the next header of its kind, its own padding taken off.
std::size_t measured_bytes(std::span<const std::uint8_t> bytes, std::size_t at, const Header& header) {
  const std::size_t end = std::min(bytes.size(), at + kMostFreeFormat);
  for (std::size_t next = at + 24; next + kHeaderBytes <= end; ++next) {
    const auto other = header_at(bytes, next);
    if (other && other->kind == header.kind) return next - at - (header.padded ? header.slot() : 0);
  }
  return 0;
}

// Walks from frame to frame while they are of one kind.
struct Walk {
  std::size_t end, frames;
};
Walk walk(std::span<const std::uint8_t> bytes, std::size_t at, std::size_t most) {
  const auto first = header_at(bytes, at);
  Walk w{.end = at, .frames = 0};
  if (!first) return w;
  const std::size_t free = first->kilobits == 0 ? measured_bytes(bytes, at, *first) : 0;
  if (first->kilobits == 0 && free == 0) return w;
  while (w.frames < most) {
    const auto header = header_at(bytes, w.end);
    if (!header || header->kind != first->kind) break;
    const std::size_t size = (free ? free : header->bytes()) + (header->padded ? header->slot() : 0);
    if (size <= kHeaderBytes) break;
    ++w.frames;
    w.end += size;
    if (w.end >= bytes.size()) {
      w.end = bytes.size();  // the last one may be cut
      break;
    }
  }
  return w;
}

}  // namespace

// Sources: the LAME project's description of its tag; Fraunhofer's VBRI stands 32 bytes behind the frame's header.
std::optional<MpegHeaderFrame> mpeg_header_frame(std::span<const std::uint8_t> bytes, std::size_t at) {
  const auto header = header_at(bytes, at);
  if (!header || header->layer != 3) return std::nullopt;
  const auto frame = bytes.subspan(at, walk(bytes, at, 1).end - at);
  const auto is = [&](std::size_t place, std::string_view text) {
    return place + text.size() <= frame.size() &&
           std::equal(text.begin(), text.end(), frame.begin() + static_cast<std::ptrdiff_t>(place));
  };
  const auto big = [&](std::size_t place, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count && place + i < frame.size(); ++i) value = value << 8 | frame[place + i];
    return value;
  };
  MpegHeaderFrame found{.bytes = frame.size()};
  if (is(36, "VBRI")) return found;
  const bool mono = bytes[at + 3] >> 6 == 3;
  const std::size_t side = header->mpeg1 ? (mono ? 17 : 32) : (mono ? 9 : 17);
  constexpr std::size_t kChecksum = 2;
  std::size_t tag = kHeaderBytes + side;
  if (!is(tag, "Xing") && !is(tag, "Info")) tag += kChecksum;
  if (!is(tag, "Xing") && !is(tag, "Info")) return std::nullopt;
  const std::uint32_t flags = big(tag + 4, 4);
  std::size_t next = tag + 8;
  if ((flags & 1) != 0) {
    found.samples = std::uint64_t{big(next, 4)} * (header->mpeg1 ? 1152 : 576);
    next += 4;
  }
  next += (flags & 2) != 0 ? 4 : 0;
  next += (flags & 4) != 0 ? 100 : 0;
  next += (flags & 8) != 0 ? 4 : 0;
  constexpr std::size_t kToDelays = 21;
  if (next + kToDelays + 3 > frame.size() || frame[next] == 0) return found;  // no encoder has signed
  constexpr std::uint32_t kDecoderDelay = 529;
  const std::uint32_t delays = big(next + kToDelays, 3);
  found.delay = (delays >> 12) + kDecoderDelay;
  found.padding = std::max(delays & 0xFFF, kDecoderDelay) - kDecoderDelay;
  return found;
}

std::optional<MpegFrames> find_mpeg_frames(std::span<const std::uint8_t> bytes) {
  const std::size_t last = std::min(bytes.size(), kMostJunk);
  for (std::size_t at = 0; at < last; ++at) {
    if (bytes[at] != 0xFF) continue;
    const Walk chain = walk(bytes, at, kChain);
    const bool is_all = at == 0 && chain.end == bytes.size();
    if (chain.frames < kChain && !(chain.frames > 0 && is_all)) continue;
    MpegFrames found{.begin = at, .end = at};
    for (std::size_t next = at; next < bytes.size();) {
      const Walk w = walk(bytes, next, SIZE_MAX);
      if (w.frames >= kChain || w.end == bytes.size()) {
        found.covered += w.end - next;
        found.frames += w.frames;
        found.end = w.end;
        next = w.end;
      } else {
        ++next;  // damaged, or a tag: on to the next sync
      }
      while (next < bytes.size() && bytes[next] != 0xFF) ++next;
      if (next - at > 2 * found.covered + kMostJunk) break;  // it is something else
    }
    return found;
  }
  return std::nullopt;
}

}  // namespace emo
