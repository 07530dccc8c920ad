#include "signal/decode.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "support/audio.h"
#include "support/files.h"
#include "support/sound_files.h"

using namespace emo;

TEST_CASE("WAV files with foreign chunks before and after the sound are read") {
  std::vector<std::int16_t> samples(4000);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<std::int16_t>(i);
  // As every RAVDESS file: data starts at byte 4096.
  const auto bytes = test::wav_bytes({.rate_hz = 48000,
                                      .samples = samples,
                                      .chunks_before = {{"FLLR", 4044}},
                                      .chunks_after = {{"LIST", 26}, {"bext", 602}, {"_PMX", 33}}});
  const auto clip = decode_clip(bytes);
  REQUIRE(clip.ok());
  CHECK(clip.value().sample_rate_hz == 48000);
  REQUIRE(clip.value().samples.size() == samples.size());
  CHECK(clip.value().samples[1234] == doctest::Approx(1234.0 / 32768.0));
}

TEST_CASE("stereo becomes the mean of its channels") {
  const auto clip = decode_clip(test::wav_bytes({.channels = 2, .rate_hz = 8000, .samples = {1000, 3000, -500, 500}}));
  REQUIRE(clip.ok());
  CHECK(clip.value().channels == 2);
  REQUIRE(clip.value().samples.size() == 2);
  CHECK(clip.value().samples[0] == doctest::Approx(2000.0 / 32768.0));
  CHECK(clip.value().samples[1] == doctest::Approx(0.0));
}

TEST_CASE("one sample is a clip; nothing, text and an empty WAV are refused with a sentence") {
  CHECK(decode_clip(test::wav_bytes({.samples = {123}})).value().samples.size() == 1);
  CHECK(decode_clip({}).error().find("empty") != std::string::npos);
  const std::string text = "This is a shopping list, not a recording. Eggs, flour, milk.";
  const auto wrong = decode_clip({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  REQUIRE(!wrong.ok());
  CHECK(wrong.error().find("FLAC") != std::string::npos);
  CHECK(!decode_clip(test::wav_bytes({.samples = {}})).ok());
}

TEST_CASE("a damaged WAV never crashes the reader") {
  const auto whole = test::wav_bytes({.samples = std::vector<std::int16_t>(500, 7)});
  for (std::size_t keep = 0; keep < 60; ++keep) (void)decode_clip(std::span(whole).first(keep));
  std::uint32_t seed = 5;
  for (int round = 0; round < 200; ++round) {
    auto damaged = whole;
    for (int i = 0; i < 4; ++i) {
      seed = seed * 1664525U + 1013904223U;
      damaged[(seed >> 8) % 44] = static_cast<std::uint8_t>(seed);
    }
    const auto clip = decode_clip(damaged);
    if (clip.ok()) CHECK(!clip.value().samples.empty());
  }
}

TEST_CASE("the awkward published originals are read") {
  const std::string shared = test::shared_folder();
  if (shared.empty()) {
    if (test::data_required()) FAIL("../shared/data is absent");
    MESSAGE("skipped: ../shared/data is absent");
    return;
  }
  struct Case {
    const char* file;
    double rate_hz;
    int channels;
  };
  for (const Case& c :
       {Case{"ravdess/03-01-02-01-01-02-01.wav", 48000, 2}, Case{"ravdess/03-01-04-01-02-02-09.wav", 48000, 1},
        Case{"ravdess_song/03-02-01-01-01-01-24.wav", 48000, 2}, Case{"tess/YAF_germ_angry.wav", 24414, 1},
        Case{"tess/YAF_neat_fear.wav", 24414, 1}, Case{"tess/OAF_food_fear.wav", 96000, 1},
        Case{"tess/OA_bite_neutral.wav", 24414, 1}}) {
    CAPTURE(c.file);
    const auto clip = decode_clip(test::read_bytes(shared + "data/originals/" + c.file));
    REQUIRE(clip.ok());
    CHECK(clip.value().sample_rate_hz == c.rate_hz);
    CHECK(clip.value().channels == c.channels);
    CHECK(clip.value().samples.size() > 10000);
  }
}

TEST_CASE("whole numbers of every width are scaled as libsndfile scales them; silence is 0") {
  using test::raw_wav;
  const auto decoded = [](int bits, const test::FileBytes& data) {
    return decode_clip(raw_wav({.bits = bits, .data = data})).value().samples;
  };
  CHECK(decoded(8, {128, 0, 255, 192}) == std::vector<float>{0.0F, -1.0F, 127.0F / 128.0F, 0.5F});
  CHECK(decoded(16, test::pcm16({0, -32768, 32767, 16384})) ==
        std::vector<float>{0.0F, -1.0F, 32767.0F / 32768.0F, 0.5F});
  CHECK(decoded(24, {0, 0, 0, 0, 0, 0x80, 0, 0, 0x40}) == std::vector<float>{0.0F, -1.0F, 0.5F});
  CHECK(decoded(32, {0, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0x40}) == std::vector<float>{0.0F, -1.0F, 0.5F});
}

TEST_CASE("a recording whose header was never finished is read to its end") {
  std::vector<std::int16_t> samples(1000);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<std::int16_t>(i * 30);
  // The last two are what ffmpeg and SoX write into a pipe.
  for (const std::int64_t said : {0LL, 0xFFFFFFFFLL, 0x7FFFF000LL}) {
    CAPTURE(said);
    const auto clip = decode_clip(test::raw_wav({.data = test::pcm16(samples), .said_size = said}));
    REQUIRE(clip.ok());
    CHECK(clip.value().samples.size() == 1000);
    CHECK(clip.value().samples[999] == doctest::Approx(29970.0 / 32768.0));
    REQUIRE(clip.value().hints.size() >= 1);
    CHECK(clip.value().hints[0].find("read to its end") != std::string::npos);
  }
  for (const char* name : {"RF64", "BW64"})
    for (const bool wide : {false, true}) {
      CAPTURE(name);
      CAPTURE(wide);
      const auto clip = decode_clip(test::raw_wav(
          {.data = test::pcm16(samples), .name = name, .wide_sizes = wide, .said_size = wide ? 0xFFFFFFFF : -1}));
      REQUIRE(clip.ok());
      CHECK(clip.value().samples.size() == 1000);
    }
}

TEST_CASE("a file that ends before its sound does is read as far as it goes, and said to be incomplete") {
  const auto hint = [](const test::FileBytes& bytes) {
    const auto clip = decode_clip(bytes);
    REQUIRE(clip.ok());
    return clip.value().hints.empty() ? std::string() : clip.value().hints[0];
  };
  const std::string cut_off = " % of the sound that its header promises are here, probably because";
  const test::FileBytes thousand(2000, 1);
  CHECK(hint(test::raw_wav({.data = thousand, .said_size = 4000})).find("50" + cut_off) != std::string::npos);
  CHECK(hint(test::raw_wav({.data = thousand, .said_size = 2'000'000})).find(" 0" + cut_off) != std::string::npos);
  CHECK(hint(test::raw_wav({.data = thousand, .said_size = 2001})).find("99" + cut_off) != std::string::npos);
  CHECK(hint(test::raw_wav({.data = thousand})).empty());

  test::FileBytes lame = test::mp3_header("Info", 90, 576, 1000);
  test::add(lame, test::mp3_frames(90));
  CHECK(hint(lame).empty());
  lame.resize(lame.size() - 45 * test::kMp3Frame);
  CHECK(hint(lame).find("50" + cut_off) != std::string::npos);

  const std::string shared = test::shared_folder();
  if (shared.empty()) {
    if (test::data_required()) FAIL("../shared/data is absent");
    return;
  }
  auto flac = test::read_bytes(shared + "data/ravdess/03-01-01-01-02-01-15.flac");
  CHECK(hint(flac).empty());
  flac.resize(flac.size() / 2);
  CHECK(hint(flac).find(cut_off) != std::string::npos);
}

TEST_CASE("rates that no device has are refused with the number") {
  for (const std::uint32_t rate : {0U, 100U, 1'000'000'000U}) {
    const auto clip = decode_clip(test::raw_wav({.rate_hz = rate, .data = test::pcm16({1, 2, 3})}));
    REQUIRE(!clip.ok());
    CHECK(clip.error().find(std::to_string(rate) + " samples a second") != std::string::npos);
  }
}

TEST_CASE("channels that cancel, a dead one, and a constant offset are heard as well as can be, and said") {
  std::vector<std::int16_t> cancelling, dead, shifted;
  for (int i = 0; i < 2000; ++i) {
    const auto s = static_cast<std::int16_t>(8000 * std::sin(0.05 * i));
    for (const int v : {int{s}, -s}) cancelling.push_back(static_cast<std::int16_t>(v));
    for (const int v : {0, int{s}}) dead.push_back(static_cast<std::int16_t>(v));
    shifted.push_back(static_cast<std::int16_t>(s + 3277));
  }
  const auto a = decode_clip(test::raw_wav({.channels = 2, .data = test::pcm16(cancelling)})).value();
  CHECK(a.samples[31] == doctest::Approx(cancelling[62] / 32768.0));
  REQUIRE(a.hints.size() == 1);
  CHECK(a.hints[0].find("cancel each other out, so the left one") != std::string::npos);
  const auto d = decode_clip(test::raw_wav({.channels = 2, .data = test::pcm16(dead)})).value();
  CHECK(d.samples[31] == doctest::Approx(dead[63] / 65536.0));  // the mean, as librosa's
  REQUIRE(d.hints.size() == 1);
  CHECK(d.hints[0].find("left channel is silent") != std::string::npos);
  const auto o = decode_clip(test::raw_wav({.data = test::pcm16(shifted)})).value();
  REQUIRE(o.hints.size() == 1);
  CHECK(o.hints[0] == "It has a constant offset of 10 % of full scale.");
  CHECK(decode_clip(test::raw_wav({.channels = 2, .data = test::pcm16(std::vector<std::int16_t>(200))}))
            .value()
            .hints.empty());
}

TEST_CASE("of more channels the silent ones and the low-frequency one are left out") {
  std::vector<std::int16_t> centre, front;
  for (int i = 0; i < 2000; ++i) {
    const auto s = static_cast<std::int16_t>(8000 * std::sin(0.05 * i));
    const auto boom = static_cast<std::int16_t>(20000 * std::sin(0.005 * i));
    for (const std::int16_t v : {std::int16_t{0}, std::int16_t{0}, s, boom, std::int16_t{0}, std::int16_t{0}})
      centre.push_back(v);
    for (const std::int16_t v : {s, s, std::int16_t{0}}) front.push_back(v);
  }
  for (const std::uint32_t mask : {0U, 0x60FU, 0x3FU}) {
    CAPTURE(mask);
    const auto clip = decode_clip(test::raw_wav({.channels = 6, .data = test::pcm16(centre), .mask = mask})).value();
    CHECK(clip.channels == 6);
    for (const std::size_t i : {std::size_t{31}, std::size_t{500}})
      CHECK(clip.samples[i] == doctest::Approx(centre[6 * i + 2] / 32768.0));
    REQUIRE(clip.hints.size() == 1);
    CHECK(clip.hints[0] ==
          "It has 6 channels; what is heard is the mean of them without the low-frequency one and 4 silent ones.");
  }
  const auto clip = decode_clip(test::raw_wav({.channels = 3, .data = test::pcm16(front)})).value();
  CHECK(clip.samples[31] == doctest::Approx(front[93] / 32768.0));
}

TEST_CASE("an MP3 is as long as its sound was, with any header and any tag around it") {
  using namespace test;
  const auto length = [](const FileBytes& bytes) { return decode_clip(bytes).value().samples.size(); };
  FileBytes lame = mp3_header("Info", 9, 576, 1000);
  add(lame, mp3_frames(9));
  constexpr std::size_t kRight = 9 * 1152 - (576 + 529) - (1000 - 529);
  CHECK(length(lame) == kRight);
  CHECK(decode_clip(lame).value().trimmed_start == 576 + 529);
  CHECK(decode_clip(lame).value().trimmed_end == 1000 - 529);
  FileBytes tagged = bytes_of(std::string_view("ID3\x04\x00\x00\x00\x00\x00\x20", 10));
  tagged.resize(10 + 32);
  add(tagged, lame);
  FileBytes old_tag = bytes_of("TAG");
  old_tag.resize(128);
  add(tagged, old_tag);
  CHECK(length(tagged) == kRight);
  FileBytes cut = lame;
  cut.resize(cut.size() - 3 * kMp3Frame);
  CHECK(length(cut) == 6 * 1152 - (576 + 529));  // nothing was put behind what is there
  FileBytes xing = mp3_header("Xing", 9, 0, 0);
  add(xing, mp3_frames(9));
  CHECK(length(xing) == std::size_t{9} * 1152);
  FileBytes fraunhofer = mp3_frame();
  std::copy_n("VBRI", 4, fraunhofer.begin() + 36);
  add(fraunhofer, mp3_frames(9));
  CHECK(length(fraunhofer) == std::size_t{9} * 1152);
  CHECK(length(mp3_frames(9)) == std::size_t{9} * 1152);
}

TEST_CASE("a FLAC of 32 bits is refused for what it is") {
  test::FileBytes flac = test::bytes_of(std::string_view("fLaC\x80\x00\x00\x22", 8));
  flac.resize(8 + 34);
  const std::array<std::uint8_t, 10> head{0x10, 0x00, 0x10, 0x00, 0, 0, 0, 0, 0, 0};
  std::copy(head.begin(), head.end(), flac.begin() + 8);
  flac[18] = 0x03;  // 16 000 Hz, one channel, 32 bits, no length
  flac[19] = 0xE8;
  flac[20] = 0x01;
  flac[21] = 0xF0;
  const auto clip = decode_clip(flac);
  REQUIRE(!clip.ok());
  CHECK(clip.error().find("more than 24 bits") != std::string::npos);
}

TEST_CASE("what people really have is read right or refused by its name") {
  const std::string shared = test::shared_folder();
  if (shared.empty()) {
    if (test::data_required()) FAIL("../shared/cases is absent");
    MESSAGE("skipped: ../shared/cases is absent");
    return;
  }
  const auto decoded = [&](const char* name) { return decode_clip(test::read_bytes(shared + "cases/" + name)); };
  const auto reference = decoded("lame_reference.wav").value().samples;
  REQUIRE(reference.size() == 70518);
  for (const char* name : {"lame.mp3", "bw64.wav", "data_size_zero.wav"}) {
    CAPTURE(name);
    const auto clip = decoded(name);
    REQUIRE(clip.ok());
    CHECK(clip.value().sample_rate_hz == 16000);
    const auto& samples = clip.value().samples;
    REQUIRE(samples.size() == reference.size());
    double product = 0, ours = 0, theirs = 0;  // of the same moments: a lag would show
    for (std::size_t i = 0; i < samples.size(); ++i) {
      product += static_cast<double>(samples[i]) * reference[i];
      ours += static_cast<double>(samples[i]) * samples[i];
      theirs += static_cast<double>(reference[i]) * reference[i];
    }
    CHECK(product / std::sqrt(ours * theirs) > 0.99);
  }
  const auto antiphase = decoded("antiphase.wav").value();
  REQUIRE(antiphase.hints.size() == 1);
  CHECK(antiphase.hints[0].find("cancel") != std::string::npos);
  CHECK(decoded("pcm.caf").error().find("Core Audio") != std::string::npos);
  CHECK(decoded("pcm.au").error().find("Sun AU") != std::string::npos);
  CHECK(decoded("video.mp4").error().find("MP4 video") != std::string::npos);
}
