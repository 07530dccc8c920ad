#include "signal/decode.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include "signal/container.h"

#define MA_NO_DEVICE_IO
#define MA_NO_ENGINE
#define MA_NO_NODE_GRAPH
#define MA_NO_RESOURCE_MANAGER
#define MA_NO_GENERATION
#define MA_NO_ENCODING
#define MA_NO_STDIO
#define MA_NO_THREADING
#define MA_API static
#define MA_DR_MP3_FLOAT_OUTPUT  // else loud MP3s are clipped at 16 bits
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

using Bytes = std::span<const std::uint8_t>;

// The browser's decoders come after this one: web/audio/media.js.
constexpr const char* kFormats =
    "WAV, AIFF, FLAC, MP3 and Ogg Vorbis can be read, in the page also what the browser plays: Opus, AAC, MP4, WebM";
constexpr double kLowestRateHz = 4000, kHighestRateHz = 768000;
constexpr std::size_t kBlock = 4096;  // frames
constexpr double kSilent = 1e-6;      // of energy: 60 dB below another channel
constexpr double kCancelled = 1e-3;   // of energy: a mean 30 dB below its channels
constexpr double kOffset = 0.02;      // of full scale

Error refusal(const ContainerGuess& guess) {
  const std::string what = guess.what.empty() ? "not a sound file that can be read" : guess.what;
  return Error{"This is " + what + "; " + kFormats + "." + (guess.way_out.empty() ? "" : " " + guess.way_out)};
}

// The file's bytes, some of its header replaced by what a reader understands.
class Source {
 public:
  explicit Source(Bytes bytes) : bytes_(bytes) {}
  void replace(std::size_t at, std::string_view by) { patches_[count_++] = {at, std::string(by)}; }
  void replace(std::size_t at, std::uint32_t by) {
    std::string little(4, '\0');
    for (std::size_t i = 0; i < 4; ++i) little[i] = static_cast<char>(by >> (8 * i));
    replace(at, little);
  }
  std::size_t read(void* out, std::size_t wanted) {
    const std::size_t count = std::min(wanted, bytes_.size() - at_);
    std::memcpy(out, bytes_.data() + at_, count);
    for (const Patch& patch : patches_)
      for (std::size_t i = 0; i < patch.by.size(); ++i)
        if (const std::size_t place = patch.at + i; place >= at_ && place < at_ + count)
          static_cast<char*>(out)[place - at_] = patch.by[i];
    at_ += count;
    return count;
  }
  bool seek(std::int64_t offset, ma_seek_origin origin) {
    const std::int64_t from = origin == ma_seek_origin_start
                                  ? 0
                                  : static_cast<std::int64_t>(origin == ma_seek_origin_end ? bytes_.size() : at_);
    if (from + offset < 0 || from + offset > static_cast<std::int64_t>(bytes_.size())) return false;
    at_ = static_cast<std::size_t>(from + offset);
    return true;
  }

 private:
  struct Patch {
    std::size_t at = 0;
    std::string by;
  };
  Bytes bytes_;
  std::size_t at_ = 0, count_ = 0;
  std::array<Patch, 2> patches_;
};

ma_result read_source(ma_decoder* decoder, void* out, std::size_t wanted, std::size_t* count) {
  *count = static_cast<Source*>(decoder->pUserData)->read(out, wanted);
  return *count == 0 && wanted > 0 ? MA_AT_END : MA_SUCCESS;
}
ma_result seek_source(ma_decoder* decoder, ma_int64 offset, ma_seek_origin origin) {
  return static_cast<Source*>(decoder->pUserData)->seek(offset, origin) ? MA_SUCCESS : MA_BAD_SEEK;
}

struct CloseDecoder {
  void operator()(ma_decoder* decoder) const {
    ma_decoder_uninit(decoder);
    delete decoder;
  }
};
using Decoder = std::unique_ptr<ma_decoder, CloseDecoder>;

ma_encoding_format encoding(Container container) {
  switch (container) {
    case Container::wav:
    case Container::aiff:
      return ma_encoding_format_wav;
    case Container::flac:
      return ma_encoding_format_flac;
    case Container::mp3:
      return ma_encoding_format_mp3;
    case Container::ogg_vorbis:
      return ma_encoding_format_vorbis;
    case Container::other:
      break;
  }
  return ma_encoding_format_unknown;
}

Decoder open(Source& source, Container container) {
  // Channels, rate and numbers as in the file.
  ma_decoder_config config = ma_decoder_config_init(ma_format_unknown, 0, 0);
  config.encodingFormat = encoding(container);
  auto raw = std::make_unique<ma_decoder>();
  if (ma_decoder_init(read_source, seek_source, &source, &config, raw.get()) != MA_SUCCESS) return nullptr;
  return Decoder(raw.release());
}

// Integers by libsndfile's scale: full scale is the power of two, and silence is 0 in every width.
void to_float(const std::uint8_t* in, ma_format format, std::size_t count, float* out) {
  switch (format) {
    case ma_format_u8:
      for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<float>(in[i] - 128) / 128.0F;
      return;
    case ma_format_s16:
      for (std::size_t i = 0; i < count; ++i) {
        std::int16_t value = 0;
        std::memcpy(&value, in + 2 * i, 2);
        out[i] = static_cast<float>(value) / 32768.0F;
      }
      return;
    case ma_format_s24:
      for (std::size_t i = 0; i < count; ++i, in += 3) {
        const auto value =
            static_cast<std::int32_t>(static_cast<std::uint32_t>(in[0]) << 8 | static_cast<std::uint32_t>(in[1]) << 16 |
                                      static_cast<std::uint32_t>(in[2]) << 24);
        out[i] = static_cast<float>(value >> 8) / 8388608.0F;
      }
      return;
    case ma_format_s32:
      for (std::size_t i = 0; i < count; ++i) {
        std::int32_t value = 0;
        std::memcpy(&value, in + 4 * i, 4);
        out[i] = static_cast<float>(value) / 2147483648.0F;
      }
      return;
    default:
      std::memcpy(out, in, count * sizeof(float));
  }
}

// Reads the file once; a channel counts as much as its weight.
class Mixing {
 public:
  explicit Mixing(ma_decoder& decoder)
      : decoder_(decoder),
        channels_(decoder.outputChannels),
        energy(channels_),
        weights(channels_, 1.0F / static_cast<float>(channels_)) {}

  void run(std::vector<float>& samples) {
    samples.clear();
    std::ranges::fill(energy, 0.0);
    mixed = 0;
    ma_decoder_seek_to_pcm_frame(&decoder_, 0);
    for (;;) {
      ma_uint64 frames = 0;
      ma_decoder_read_pcm_frames(&decoder_, raw_.data(), kBlock, &frames);
      if (frames == 0) return;
      const auto count = static_cast<std::size_t>(frames);
      to_float(raw_.data(), decoder_.outputFormat, count * channels_, block_.data());
      if (channels_ == 1)
        samples.insert(samples.end(), block_.begin(), block_.begin() + static_cast<std::ptrdiff_t>(count));
      else
        mix(count, samples);
    }
  }

 private:
  void mix(std::size_t count, std::vector<float>& samples) {
    for (std::size_t i = 0; i < count; ++i) {
      float sum = 0.0F;
      for (std::size_t c = 0; c < channels_; ++c) {
        const float value = block_[i * channels_ + c];
        energy[c] += static_cast<double>(value) * value;
        sum += value * weights[c];
      }
      mixed += static_cast<double>(sum) * sum;
      samples.push_back(sum);
    }
  }

  ma_decoder& decoder_;
  std::size_t channels_;
  std::vector<std::uint8_t> raw_ = std::vector<std::uint8_t>(kBlock * channels_ * sizeof(float));
  std::vector<float> block_ = std::vector<float>(kBlock * channels_);

 public:
  std::vector<double> energy;  // of each channel, of the last run
  double mixed = 0;
  std::vector<float> weights;
};

void read_two(Mixing& mixing, DecodedClip& clip) {
  mixing.run(clip.samples);
  const auto& e = mixing.energy;
  const double louder = std::max(e[0], e[1]);
  if (louder == 0) return;
  if (std::min(e[0], e[1]) < kSilent * louder) {
    clip.hints.push_back(std::string("Its ") + (e[0] < e[1] ? "left" : "right") +
                         " channel is silent, so the mean of both is 6 dB quieter than the other one.");
  } else if (mixing.mixed < kCancelled * louder) {
    mixing.weights = {e[0] >= e[1] ? 1.0F : 0.0F, e[0] >= e[1] ? 0.0F : 1.0F};
    mixing.run(clip.samples);
    clip.hints.push_back(std::string("Its two channels cancel each other out, so the ") +
                         (e[0] >= e[1] ? "left" : "right") + " one is heard alone.");
  }
}

void read_many(Mixing& mixing, int lfe, DecodedClip& clip) {
  const auto channels = mixing.weights.size();
  const auto is_low = [&](std::size_t c) { return static_cast<int>(c) == lfe; };
  const auto weigh = [&](auto counts) {
    std::size_t counted = 0;
    for (std::size_t c = 0; c < channels; ++c) counted += counts(c) ? 1 : 0;
    for (std::size_t c = 0; c < channels; ++c)
      mixing.weights[c] = counts(c) ? 1.0F / static_cast<float>(counted) : 0.0F;
    return channels - counted - (lfe >= 0 ? 1 : 0);
  };
  weigh([&](std::size_t c) { return !is_low(c); });
  mixing.run(clip.samples);
  double loudest = 0;
  for (std::size_t c = 0; c < channels; ++c)
    if (!is_low(c)) loudest = std::max(loudest, mixing.energy[c]);
  const std::vector<double> energy = mixing.energy;
  std::size_t silent = 0;
  if (loudest > 0) silent = weigh([&](std::size_t c) { return !is_low(c) && energy[c] >= kSilent * loudest; });
  if (silent > 0) mixing.run(clip.samples);
  std::string left_out = silent == 1 ? "a silent one" : silent > 1 ? std::to_string(silent) + " silent ones" : "";
  if (lfe >= 0) left_out = "the low-frequency one" + (left_out.empty() ? "" : " and " + left_out);
  clip.hints.push_back("It has " + std::to_string(channels) + " channels; what is heard is the mean of them" +
                       (left_out.empty() ? "." : " without " + left_out + "."));
}

// What the encoder put around the sound. A file that was cut short has nothing behind it.
void trim(const MpegHeaderFrame& mpeg, DecodedClip& clip) {
  auto& samples = clip.samples;
  const std::uint64_t whole = mpeg.samples > 0 ? mpeg.samples : samples.size();
  const std::uint64_t end =
      std::min<std::uint64_t>(samples.size(), whole - std::min<std::uint64_t>(whole, mpeg.padding));
  clip.trimmed_end = static_cast<std::uint32_t>(samples.size() - end);
  clip.trimmed_start = static_cast<std::uint32_t>(std::min<std::uint64_t>(end, mpeg.delay));
  samples.resize(static_cast<std::size_t>(end));
  samples.erase(samples.begin(), samples.begin() + clip.trimmed_start);
}

// Says if the file ends before its sound does. promised: frames by its header, 0 if that tells none.
void look_for_end(const ContainerGuess& guess, const std::optional<WavLayout>& wav, Bytes bytes, std::uint64_t promised,
                  DecodedClip& clip) {
  constexpr std::uint64_t kSlack = 2 * 1152;  // some encoders of MP3 count their header frame, or one more
  const std::uint64_t here = clip.samples.size() + (guess.container == Container::mp3 ? kSlack : 0);
  double share = 1;  // of the sound that is here
  if (wav && wav->missing_bytes > 0 && wav->data_bytes > 0)
    share = static_cast<double>(wav->data_bytes) / static_cast<double>(wav->data_bytes + wav->missing_bytes);
  else if (!wav && promised > here)
    share = static_cast<double>(clip.samples.size()) / static_cast<double>(promised);
  const std::string cause = ", probably because its download was cut off. Download it again.";
  if (share < 1)
    clip.hints.push_back("It is incomplete: " + std::to_string(std::min(99L, std::lround(100 * share))) +
                         " % of the sound that its header promises are here" + cause);
  else if (guess.container == Container::ogg_vorbis && !ogg_is_complete(bytes))
    clip.hints.push_back("It ends without the mark that an Ogg file has at its end" + cause);
}

// Bits a sample by the STREAMINFO block that a FLAC file begins with; 0 of others (in Ogg).
int flac_bits(Bytes bytes) {
  constexpr std::size_t kAt = 4 + 4 + 12;  // "fLaC", the block's header, sizes and the rate's first 16 bits
  if (bytes.size() < kAt + 2 || bytes[0] != 'f') return 0;
  return ((bytes[kAt] & 1) << 4 | bytes[kAt + 1] >> 4) + 1;
}

void look_for_offset(DecodedClip& clip) {
  double sum = 0;
  for (const float s : clip.samples) sum += s;
  const double mean = sum / static_cast<double>(clip.samples.size());
  if (std::abs(mean) > kOffset)
    clip.hints.push_back("It has a constant offset of " + std::to_string(std::lround(100 * mean)) +
                         " % of full scale.");
}

}  // namespace

Result<DecodedClip> decode_clip(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return Error{"The file is empty. Choose a file that holds sound."};
  const ContainerGuess guess = recognise_container(bytes);
  if (guess.container == Container::other) return refusal(guess);
  const std::string damaged = "This is " + guess.what + " that is damaged or uses a coding that cannot be read";
  const auto wav = wav_layout(bytes);
  DecodedClip clip;
  Source source(bytes.subspan(guess.begin, guess.end - guess.begin));
  if (wav && wav->plain_riff)
    source.replace(0, "RIFF");
  else if (wav && bytes[0] == 'B')
    source.replace(0, "RF64");
  if (wav && wav->size_at) {
    source.replace(*wav->size_at, static_cast<std::uint32_t>(wav->data_bytes));
    if (wav->missing_bytes == 0)
      clip.hints.push_back("Its header does not tell how long it is, so it was read to its end.");
  }
  if (wav && wav->channels > 0 && (wav->sample_rate_hz < kLowestRateHz || wav->sample_rate_hz > kHighestRateHz))
    return Error{"Its header says " + std::to_string(wav->sample_rate_hz) +
                 " samples a second; 4000 to 768000 can be used. Export it again."};

  const Decoder decoder = open(source, guess.container);
  if (!decoder) return Error{damaged + "; " + kFormats + "."};
  clip.sample_rate_hz = decoder->outputSampleRate;
  clip.channels = static_cast<int>(decoder->outputChannels);
  if (clip.sample_rate_hz < kLowestRateHz || clip.sample_rate_hz > kHighestRateHz)
    return Error{"It has " + std::to_string(decoder->outputSampleRate) +
                 " samples a second; 4000 to 768000 can be used."};
  // The header's promise (an MP3 would be walked through for it), trusted as far as the file's bytes can keep it.
  ma_uint64 promised = guess.container == Container::mp3 ? guess.mpeg.samples : 0;
  if (guess.container != Container::mp3 && guess.container != Container::ogg_vorbis &&
      ma_decoder_get_length_in_pcm_frames(decoder.get(), &promised) == MA_SUCCESS && promised <= bytes.size())
    clip.samples.reserve(static_cast<std::size_t>(promised));
  Mixing mixing(*decoder);
  if (clip.channels > 2)
    read_many(mixing, wav ? wav->lfe_channel : -1, clip);
  else if (clip.channels == 2)
    read_two(mixing, clip);
  else
    mixing.run(clip.samples);
  look_for_end(guess, wav, bytes, promised, clip);
  trim(guess.mpeg, clip);
  if (clip.samples.empty() && guess.container == Container::flac && flac_bits(bytes.subspan(guess.begin)) > 24)
    return Error{"This is a FLAC file with more than 24 bits a sample, which cannot be read here. Export it with 24."};
  if (clip.samples.empty()) return Error{damaged + ": it holds no samples; " + kFormats + "."};
  for (float s : clip.samples)
    if (!std::isfinite(s))
      return Error{"The file holds values that are not finite numbers (NaN or infinity). Export it again."};
  look_for_offset(clip);
  return clip;
}

}  // namespace emo
