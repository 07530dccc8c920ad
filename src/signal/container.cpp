#include "signal/container.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace emo {
namespace {

using Bytes = std::span<const std::uint8_t>;
using namespace std::string_view_literals;

bool has(Bytes bytes, std::string_view text, std::size_t at = 0) {
  return bytes.size() >= at + text.size() &&
         std::equal(text.begin(), text.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

template <class T>
T little(Bytes bytes, std::size_t at) {
  T value{};
  for (std::size_t i = 0; i < sizeof(T); ++i)
    value = static_cast<T>(value | static_cast<T>(static_cast<T>(bytes[at + i]) << (8 * i)));
  return value;
}

struct Signature {
  std::size_t at;
  std::string_view bytes;
  std::string_view what;
};

// Files that hold sound which decode_clip does not read, and others that are found where sound is looked for.
constexpr std::array kSignatures{
    Signature{0, "caff", "a Core Audio file (CAF)"},
    Signature{0, ".snd", "a Sun AU file"},
    Signature{0, "dns.", "a Sun AU file"},
    Signature{0, "Creative Voice File\x1A", "a Creative VOC file"},
    Signature{0, "NIST_1A", "a NIST SPHERE file"},
    Signature{0, "#!AMR", "an AMR file"},
    Signature{0, "MThd", "a MIDI file, which holds notes and no sound"},
    Signature{0, "wvpk", "a WavPack file"},
    Signature{0, "MAC ", "a Monkey's Audio file"},
    Signature{0, "TTA1", "a True Audio file"},
    Signature{0, "MPCK", "a Musepack file"},
    Signature{0, "ADIF", "AAC sound (ADIF)"},
    Signature{0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv, "a Windows Media file (WMA or WMV)"},
    Signature{0, "\x1A\x45\xDF\xA3"sv, "a Matroska or WebM file"},
    Signature{0, "FLV\x01"sv, "a Flash video"},
    Signature{0, "\x00\x00\x01\xBA"sv, "an MPEG video"},
    Signature{0, "\x00\x00\x01\xB3"sv, "an MPEG video"},
    Signature{4, "moov", "a QuickTime video"},
    Signature{4, "mdat", "a QuickTime video"},
    Signature{4, "wide", "a QuickTime video"},
    Signature{0, "%PDF-", "a PDF document"},
    Signature{0, "\x89PNG\r\n\x1A\n"sv, "a picture (PNG)"},
    Signature{0, "\xFF\xD8\xFF"sv, "a picture (JPEG)"},
    Signature{0, "GIF8", "a picture (GIF)"},
    Signature{0, "PK\x03\x04"sv, "a zip archive"},
    Signature{0, "PK\x05\x06"sv, "an empty zip archive"},
    Signature{0, "Rar!\x1A\x07"sv, "a RAR archive"},
    Signature{0, "7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive"},
    Signature{0, "\x1F\x8B"sv, "a gzip archive"},
    Signature{0, "BZh", "a bzip2 archive"},
    Signature{0,
              "\xFD"
              "7zXZ\x00"sv,
              "an xz archive"},
    Signature{257, "ustar", "a tar archive"},
    Signature{0, "\x93NUMPY"sv, "a NumPy array"},
    Signature{0, "\x89HDF\r\n\x1A\n"sv, "an HDF5 file"},
    Signature{0, "SQLite format 3", "an SQLite database"},
    Signature{0, "PAR1", "a Parquet table"},
};

// Brands of ISO base media files (MP4 and its kin) that hold sound alone.
constexpr std::array kSoundBrands{"M4A "sv, "M4B "sv, "M4P "sv, "F4A "sv};

constexpr std::string_view kAppleDouble{"\x00\x05\x16\x07", 4}, kAppleSingle{"\x00\x05\x16\x00", 4};

bool is_text(Bytes bytes) {
  const Bytes head = bytes.first(std::min<std::size_t>(bytes.size(), 512));
  return std::ranges::all_of(
      head, [](std::uint8_t b) { return b >= 0x20 ? b != 0x7F : b == '\t' || b == '\n' || b == '\r'; });
}

bool begins_like_html(Bytes bytes) {
  std::string head;
  for (const std::uint8_t b : bytes.first(std::min<std::size_t>(bytes.size(), 256)))
    head += static_cast<char>(b >= 'A' && b <= 'Z' ? b + 32 : b);
  const std::size_t first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string::npos) return false;
  const std::string_view text = std::string_view(head).substr(first);
  return text.starts_with("<!doctype html") || text.starts_with("<html") || text.starts_with("<head") ||
         text.starts_with("<body");
}

ContainerGuess other(std::string_view what, std::string_view way_out = "") {
  return {.container = Container::other,
          .what = std::string(what),
          .way_out = std::string(way_out),
          .begin = 0,
          .mpeg = {}};
}

ContainerGuess sound(Container container, std::string_view what, std::size_t end, std::size_t begin = 0) {
  return {.container = container, .what = std::string(what), .way_out = "", .begin = begin, .end = end, .mpeg = {}};
}

ContainerGuess riff(Bytes bytes) {
  if (has(bytes, "WAVE", 8)) return sound(Container::wav, "a WAV file", bytes.size());
  if (has(bytes, "AVI ", 8)) return other("an AVI video");
  if (has(bytes, "WEBP", 8)) return other("a picture (WebP)");
  return other("a RIFF file without sound");
}

ContainerGuess ogg(Bytes bytes) {
  // The first packet follows the first page's header: 27 bytes and its segment table.
  const std::size_t packet = bytes.size() > 27 ? std::size_t{27} + bytes[26] : bytes.size();
  if (has(bytes, "\x01vorbis", packet)) return sound(Container::ogg_vorbis, "an Ogg Vorbis file", bytes.size());
  if (has(bytes,
          "\x7F"
          "FLAC",
          packet))
    return sound(Container::flac, "an Ogg FLAC file", bytes.size());
  if (has(bytes, "OpusHead", packet)) return other("an Ogg Opus file");
  if (has(bytes, "Speex   ", packet)) return other("an Ogg Speex file");
  if (has(bytes, "\x80theora", packet)) return other("an Ogg video (Theora)");
  return other("an Ogg file without Vorbis sound");
}

ContainerGuess iso_media(Bytes bytes) {
  const bool is_sound = std::ranges::any_of(kSoundBrands, [&](std::string_view brand) { return has(bytes, brand, 8); });
  if (is_sound) return other("an MP4 sound file (AAC or ALAC)");
  if (has(bytes, "qt  ", 8)) return other("a QuickTime video");
  if (has(bytes, "3gp", 8) || has(bytes, "3g2", 8)) return other("a 3GP video");
  return other("an MP4 video");
}

// Bytes of an ID3v2 tag at the beginning; 0: there is none.
std::size_t id3v2_bytes(Bytes bytes) {
  if (!has(bytes, "ID3") || bytes.size() < 10) return 0;
  if (std::ranges::any_of(bytes.subspan(6, 4), [](std::uint8_t b) { return b > 0x7F; })) return 0;
  const std::size_t size =
      std::size_t{bytes[6]} << 21 | std::size_t{bytes[7]} << 14 | std::size_t{bytes[8]} << 7 | bytes[9];
  return 10 + size + ((bytes[5] & 0x10) != 0 ? 10 : 0);
}

// Tags at the end of a stream of frames: ID3v1 and APEv2.
std::size_t tail_bytes(Bytes bytes) {
  std::size_t tail = 0;
  if (bytes.size() > 128 && has(bytes, "TAG", bytes.size() - 128)) tail = 128;
  if (bytes.size() > tail + 32 && has(bytes, "APETAGEX", bytes.size() - tail - 32)) {
    const std::size_t size = little<std::uint32_t>(bytes, bytes.size() - tail - 32 + 12) + std::size_t{32};
    if (size < bytes.size() - tail) tail += size;
  }
  return tail;
}

ContainerGuess stream_of_frames(Bytes bytes, std::size_t tag) {
  const Bytes rest = bytes.subspan(tag, bytes.size() - tag - tail_bytes(bytes.subspan(tag)));
  if (rest.size() > 6 && rest[0] == 0xFF && (rest[1] & 0xF6) == 0xF0) return other("AAC sound (ADTS)");
  const auto frames = find_mpeg_frames(rest);
  // Half of it at least: what is damaged is heard as far as it goes, what is something else holds frames by chance.
  if (!frames || 2 * frames->covered < rest.size()) return other("");
  ContainerGuess found = sound(Container::mp3, "an MP3 file", tag + frames->end, tag + frames->begin);
  found.mpeg = mpeg_header_frame(bytes, found.begin).value_or(MpegHeaderFrame{});
  found.begin += found.mpeg.bytes;
  return found;
}

}  // namespace

ContainerGuess recognise_container(Bytes bytes) {
  if (has(bytes, "RIFF")) return riff(bytes);
  if ((has(bytes, "RIFX") || has(bytes, "RF64") || has(bytes, "BW64")) && has(bytes, "WAVE", 8))
    return sound(Container::wav, "a WAV file", bytes.size());
  if (has(bytes, "riff\x2E\x91\xCF\x11"sv)) return sound(Container::wav, "a Wave64 file", bytes.size());
  if (has(bytes, "FORM") && (has(bytes, "AIFF", 8) || has(bytes, "AIFC", 8)))
    return sound(Container::aiff, "an AIFF file", bytes.size());
  if (has(bytes, "FORM")) return other("an IFF file without sound");
  if (has(bytes, "fLaC")) return sound(Container::flac, "a FLAC file", bytes.size());
  if (has(bytes, "OggS")) return ogg(bytes);
  if (has(bytes, "ftyp", 4)) return iso_media(bytes);
  if (has(bytes, kAppleDouble) || has(bytes, kAppleSingle))
    return other("what macOS notes beside a file (AppleDouble) and not the sound itself",
                 "Leave out files that begin with “._”.");
  if (has(bytes, "version https://git-lfs.github.com/spec/"))
    return other("a Git-LFS pointer and not the sound itself", "Run “git lfs pull” in its folder, then open it again.");
  for (const Signature& each : kSignatures)
    if (has(bytes, each.bytes, each.at)) return other(each.what);
  if (begins_like_html(bytes))
    return other("a web page and not sound", "Probably its download failed: download it again.");
  const std::size_t tag = std::min(id3v2_bytes(bytes), bytes.size());
  if (has(bytes, "fLaC", tag)) return sound(Container::flac, "a FLAC file", bytes.size(), tag);
  if (tag == 0 && !bytes.empty() && is_text(bytes)) return other("a text file");
  return stream_of_frames(bytes, tag);
}

bool ogg_is_complete(Bytes bytes) {
  constexpr std::size_t kHeader = 27;
  constexpr std::uint8_t kLast = 4;  // of the flags behind the name and the version
  for (std::size_t at = bytes.size(); at-- > 0;)
    if (bytes[at] == 'O' && has(bytes, "OggS", at)) return at + kHeader <= bytes.size() && (bytes[at + 5] & kLast) != 0;
  return false;
}

std::optional<WavLayout> wav_layout(Bytes bytes) {
  const bool wide = has(bytes, "RF64") || has(bytes, "BW64");
  if ((!wide && !has(bytes, "RIFF")) || !has(bytes, "WAVE", 8)) return std::nullopt;
  WavLayout found;
  std::optional<std::uint64_t> wide_data;
  constexpr std::uint32_t kUnknown = 0xFFFFFFFF;
  constexpr std::uint32_t kPipe = 0x7FFF0000;  // what is written into a pipe has this size or a larger one: the longest
  for (std::size_t at = 12; at + 8 <= bytes.size();) {
    const std::size_t body = at + 8;
    const auto size = little<std::uint32_t>(bytes, at + 4);
    const std::size_t rest = bytes.size() - body;
    if (has(bytes, "ds64", at) && rest >= 16) wide_data = little<std::uint64_t>(bytes, body + 8);
    if (has(bytes, "fmt ", at) && rest >= 16) {
      found.channels = little<std::uint16_t>(bytes, body + 2);
      found.sample_rate_hz = little<std::uint32_t>(bytes, body + 4);
      constexpr std::uint16_t kExtensible = 0xFFFE;
      if (little<std::uint16_t>(bytes, body) == kExtensible && size >= 24 && rest >= 24)
        found.channel_mask = little<std::uint32_t>(bytes, body + 20);
    }
    if (has(bytes, "data", at)) {
      const bool is_wide = size == kUnknown && wide_data;
      const std::uint64_t said = is_wide ? *wide_data : size;
      found.has_data = true;
      found.data_begin = body;
      found.data_bytes = static_cast<std::size_t>(std::min<std::uint64_t>(said, rest));
      // A recorder that was cut off leaves 0 or "unknown" behind. An empty recording may have further chunks, though.
      const bool is_empty =
          said == 0 && rest >= 8 && little<std::uint32_t>(bytes, body + 4) <= rest - 8 &&
          std::ranges::all_of(bytes.subspan(body, 4), [](std::uint8_t b) { return b >= 0x20 && b < 0x7F; });
      if ((said == 0 && !is_empty) || said > rest) {
        found.data_bytes = rest;
        found.size_at = at + 4;
        if (said > rest && (is_wide || said < kPipe)) found.missing_bytes = said - rest;
      }
      break;
    }
    if (size > rest) break;
    at = body + size + (size & 1);
  }
  found.plain_riff = wide && !wide_data;
  // The low-frequency channel is the fourth of the mask's order, or of the six that WAV files without a mask mean.
  constexpr std::uint32_t kLowFrequency = 0x8;
  if ((found.channel_mask & kLowFrequency) != 0) {
    found.lfe_channel = 0;
    for (std::uint32_t bit = 1; bit < kLowFrequency; bit <<= 1)
      found.lfe_channel += (found.channel_mask & bit) != 0 ? 1 : 0;
  } else if (found.channel_mask == 0 && found.channels == 6) {
    found.lfe_channel = 3;
  }
  return found;
}

}  // namespace emo
