#include "signal/container.h"

#include <doctest/doctest.h>

#include <array>

#include "support/audio.h"
#include "support/sound_files.h"

using namespace emo;
using namespace emo::test;
using namespace std::string_view_literals;

namespace {

ContainerGuess guess(const FileBytes& bytes) { return recognise_container(bytes); }

FileBytes padded(std::string_view head, std::size_t size = 600) {
  FileBytes bytes(std::max(size, head.size()));
  std::copy(head.begin(), head.end(), bytes.begin());
  return bytes;
}

FileBytes ogg(std::string_view packet) {
  FileBytes bytes = padded("OggS", 27);
  bytes[26] = 1;
  bytes.push_back(30);
  add(bytes, packet);
  bytes.resize(bytes.size() + 100);
  return bytes;
}

}  // namespace

TEST_CASE("what is no sound, or sound that is not read, is called by its name") {
  struct Case {
    std::string_view head, words;
  };
  for (const Case& c : {
           Case{"caff\x00\x01"sv, "Core Audio"},
           Case{".snd", "Sun AU"},
           Case{"Creative Voice File\x1A", "VOC"},
           Case{"NIST_1A\n   1024\n", "NIST SPHERE"},
           Case{"RIFF\x10\x00\x00\x00"
                "AVI LIST"sv,
                "AVI"},
           Case{"\x00\x00\x00\x20"
                "ftypisom"sv,
                "MP4 video"},
           Case{"\x00\x00\x00\x20"
                "ftypM4A "sv,
                "MP4 sound"},
           Case{"\x00\x00\x00\x14"
                "ftypqt  "sv,
                "QuickTime"},
           Case{"\x00\x00\x00\x14"
                "ftyp3gp4"sv,
                "3GP"},
           Case{"\x1A\x45\xDF\xA3"sv, "Matroska"},
           Case{"\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv, "Windows Media"},
           Case{"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", "Git-LFS"},
           Case{"  <!DOCTYPE html>\n<html>", "web page"},
           Case{"\xEF\xBB\xBF<HTML>", "web page"},
           Case{"\x00\x05\x16\x07\x00\x02\x00\x00"sv, "AppleDouble"},
           Case{"%PDF-1.7", "PDF"},
           Case{"\x89PNG\r\n\x1A\n", "PNG"},
           Case{"PK\x03\x04", "zip"},
           Case{"PAR1", "Parquet"},
           Case{"\xFF\xF1\x50\x80\x2E\x7F\xFC"sv, "ADTS"},
       }) {
    CAPTURE(c.words);
    const auto found = guess(padded(c.head));
    CHECK(found.container == Container::other);
    CHECK(found.what.find(c.words) != std::string::npos);
  }
  CHECK(guess(padded("version https://git-lfs.github.com/spec/v1\n")).way_out.find("git lfs pull") !=
        std::string::npos);
  CHECK(guess(bytes_of("file;emotion\na.wav;happy\n")).what == "a text file");
  CHECK(guess(ogg("OpusHead")).what.find("Opus") != std::string::npos);
  CHECK(guess(ogg("Speex   ")).what.find("Speex") != std::string::npos);
}

TEST_CASE("sound is told by its first bytes, tags aside") {
  CHECK(guess(wav_bytes({.samples = {1, 2, 3}})).container == Container::wav);
  CHECK(guess(raw_wav({.name = "BW64"})).container == Container::wav);
  CHECK(guess(padded("FORM\x00\x00\x00\x10"
                     "AIFF"sv))
            .container == Container::aiff);
  CHECK(guess(padded("fLaC")).container == Container::flac);
  CHECK(guess(ogg("\x01vorbis")).container == Container::ogg_vorbis);
  CHECK(guess(ogg("\x7F"
                  "FLAC"sv))
            .container == Container::flac);

  FileBytes tagged = bytes_of("ID3\x04\x00\x00\x00\x00\x02\x01"sv);  // 257 bytes
  tagged.resize(10 + 257);
  FileBytes flac = tagged;
  add(flac, "fLaC");
  CHECK(guess(flac).container == Container::flac);
  CHECK(guess(flac).begin == tagged.size());
  FileBytes mp3 = tagged;
  add(mp3, mp3_frames(8));
  FileBytes tail = padded("TAG", 128);
  add(mp3, tail);
  CHECK(guess(mp3).container == Container::mp3);
  CHECK(guess(mp3).begin == tagged.size());
  CHECK(guess(mp3).end == mp3.size() - tail.size());
}

TEST_CASE("frames must account for the file: a few of them in something else are no MP3") {
  FileBytes bytes(40'000, 7);
  const FileBytes few = mp3_frames(5);
  std::copy(few.begin(), few.end(), bytes.begin() + 900);
  CHECK(guess(bytes).container == Container::other);
  CHECK(guess(bytes).what.empty());
  std::vector<std::int16_t> speech(20'000);
  for (std::size_t i = 0; i < speech.size(); ++i) speech[i] = static_cast<std::int16_t>((i * i) % 4001 - 2000);
  CHECK(guess(pcm16(speech)).container == Container::other);  // PCM without a header
}

TEST_CASE("a WAV's sound reaches to the file's end where its header does not know better") {
  const FileBytes data = pcm16({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  const auto layout = [&](std::int64_t said, const FileBytes& behind = {}) {
    return *wav_layout(raw_wav({.data = data, .said_size = said, .behind = behind}));
  };
  CHECK(layout(-1).data_bytes == 20);
  CHECK(!layout(-1).size_at);
  for (const std::int64_t said : {std::int64_t{0}, std::int64_t{0xFFFFFFFF}, std::int64_t{1000}}) {
    CAPTURE(said);
    CHECK(layout(said).data_bytes == 20);
    CHECK(layout(said).size_at == 40);
  }
  FileBytes list = bytes_of("LIST\x04\x00\x00\x00INFO"sv);
  CHECK(layout(-1, list).data_bytes == 20);
  const auto empty = *wav_layout(raw_wav({.said_size = 0, .behind = list}));
  CHECK(empty.data_bytes == 0);
  CHECK(!empty.size_at);
}

TEST_CASE("64-bit sizes are taken where they are, and missed where they are not") {
  const FileBytes data = pcm16({1, 2, 3, 4});
  for (const char* name : {"RF64", "BW64"}) {
    CAPTURE(name);
    const auto wide = *wav_layout(raw_wav({.data = data, .name = name, .wide_sizes = true, .said_size = 0xFFFFFFFF}));
    CHECK(wide.data_bytes == 8);
    CHECK(!wide.size_at);
    CHECK(!wide.plain_riff);
    CHECK(wav_layout(raw_wav({.data = data, .name = name}))->plain_riff);
  }
}

TEST_CASE("the low-frequency channel is known by the mask, or as the fourth of six") {
  CHECK(wav_layout(raw_wav({.channels = 6}))->lfe_channel == 3);
  CHECK(wav_layout(raw_wav({.channels = 6, .mask = 0x60F}))->lfe_channel == 3);
  CHECK(wav_layout(raw_wav({.channels = 3, .mask = 0x00B}))->lfe_channel == 2);
  CHECK(wav_layout(raw_wav({.channels = 6, .mask = 0x037 | 0x100}))->lfe_channel == -1);
  CHECK(wav_layout(raw_wav({.channels = 4}))->lfe_channel == -1);
  CHECK(!wav_layout(bytes_of("RIFX")));
}

TEST_CASE("any beginning of any of these is looked at without a fault") {
  for (const FileBytes& whole : {raw_wav({.data = pcm16({1, 2, 3}), .mask = 0x60F, .wide_sizes = true}), mp3_frames(4),
                                 ogg("\x01vorbis"), bytes_of("ID3\x04\x00\x00\x00\x00\x02\x01"sv)}) {
    for (std::size_t keep = 0; keep <= whole.size(); ++keep) {
      const auto some = std::span(whole).first(keep);
      (void)recognise_container(some);
      (void)wav_layout(some);
      (void)mpeg_header_frame(some, 0);
    }
  }
}
