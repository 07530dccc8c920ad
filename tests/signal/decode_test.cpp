#include "signal/decode.h"

#include <doctest/doctest.h>

#include <span>
#include <string>
#include <vector>

#include "support/audio.h"
#include "support/files.h"

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
