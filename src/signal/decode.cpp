#include "signal/decode.h"

#include <cmath>
#include <memory>
#include <string>

#define MA_NO_DEVICE_IO
#define MA_NO_ENGINE
#define MA_NO_NODE_GRAPH
#define MA_NO_RESOURCE_MANAGER
#define MA_NO_GENERATION
#define MA_NO_ENCODING
#define MA_NO_STDIO
#define MA_NO_THREADING
#define MA_API static
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
// miniaudio reads Ogg Vorbis when stb_vorbis is declared before it and defined after it.
#define STB_VORBIS_HEADER_ONLY
#include <stb_vorbis.c>
#define MINIAUDIO_IMPLEMENTATION
#include <miniaudio.h>
#undef STB_VORBIS_HEADER_ONLY
#include <stb_vorbis.c>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace emo {
namespace {

constexpr const char* kFormats = "PCM or float WAV, AIFF, FLAC, MP3 and Ogg Vorbis can be read";

bool starts_with(std::span<const std::uint8_t> bytes, std::string_view text, std::size_t at = 0) {
  return bytes.size() >= at + text.size() &&
         std::equal(text.begin(), text.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
}

std::string reason(std::span<const std::uint8_t> bytes) {
  if (starts_with(bytes, "RIFF") && starts_with(bytes, "WAVE", 8))
    return "This WAV file is damaged or uses a coding that cannot be read";
  if (starts_with(bytes, "OggS")) return "This Ogg file does not hold Vorbis sound";
  return "This is not a sound file that can be read";
}

struct CloseDecoder {
  void operator()(ma_decoder* decoder) const {
    ma_decoder_uninit(decoder);
    delete decoder;
  }
};

}  // namespace

Result<DecodedClip> decode_clip(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return Error{"The file is empty. Choose a file that holds sound."};
  // 0 channels and rate 0: as in the file.
  const ma_decoder_config config = ma_decoder_config_init(ma_format_f32, 0, 0);
  auto raw = std::make_unique<ma_decoder>();
  if (ma_decoder_init_memory(bytes.data(), bytes.size(), &config, raw.get()) != MA_SUCCESS)
    return Error{reason(bytes) + "; " + kFormats + "."};
  const std::unique_ptr<ma_decoder, CloseDecoder> decoder(raw.release());

  DecodedClip clip;
  clip.sample_rate_hz = decoder->outputSampleRate;
  clip.channels = static_cast<int>(decoder->outputChannels);
  const auto channels = static_cast<std::size_t>(clip.channels);
  std::vector<float> block(4096 * channels);
  // The header's promise (an MP3 would be walked through for it), trusted as far as the file's bytes can keep it.
  ma_uint64 promised = 0;
  const bool promises = starts_with(bytes, "RIFF") || starts_with(bytes, "fLaC") || starts_with(bytes, "FORM");
  if (promises && ma_decoder_get_length_in_pcm_frames(decoder.get(), &promised) == MA_SUCCESS &&
      promised <= bytes.size())
    clip.samples.reserve(static_cast<std::size_t>(promised));
  for (;;) {
    ma_uint64 frames = 0;
    ma_decoder_read_pcm_frames(decoder.get(), block.data(), 4096, &frames);
    if (frames == 0) break;
    if (channels == 1) {
      clip.samples.insert(clip.samples.end(), block.data(), block.data() + frames);
      continue;
    }
    for (std::size_t i = 0; i < frames; ++i) {
      float sum = 0.0F;
      for (std::size_t c = 0; c < channels; ++c) sum += block[i * channels + c];
      clip.samples.push_back(sum / static_cast<float>(channels));
    }
  }
  if (clip.samples.empty()) return Error{reason(bytes) + ": it holds no samples; " + kFormats + "."};
  for (float s : clip.samples)
    if (!std::isfinite(s))
      return Error{"The file holds values that are not finite numbers (NaN or infinity). Export it again."};
  return clip;
}

}  // namespace emo
