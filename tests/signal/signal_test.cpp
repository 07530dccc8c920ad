#include <doctest/doctest.h>

#include <complex>

#include "signal/decode.h"
#include "signal/fft.h"
#include "signal/framer.h"
#include "signal/level.h"
#include "signal/resampler.h"
#include "signal/stft.h"
#include "support/audio.h"
#include "support/files.h"

using namespace emo;

TEST_CASE("the FFT equals the sum that defines it") {
  for (int size : {2, 8, 30, 512}) {
    const auto x = test::noise(static_cast<std::size_t>(size));
    RealFft fft(size);
    std::vector<std::complex<float>> fast(static_cast<std::size_t>(fft.bins()));
    fft.forward(x, fast);
    for (int k = 0; k < fft.bins(); ++k) {
      std::complex<double> sum = 0.0;
      for (int n = 0; n < size; ++n)
        sum += static_cast<double>(x[static_cast<std::size_t>(n)]) *
               std::polar(1.0, -2.0 * std::numbers::pi * k * n / size);
      CHECK(std::abs(sum - std::complex<double>(fast[static_cast<std::size_t>(k)])) < 1e-4);
    }
  }
}

TEST_CASE("the FFT keeps the energy (Parseval)") {
  const auto x = test::noise(1024);
  RealFft fft(1024);
  std::vector<float> power(513);
  fft.power(x, power);
  double time = 0.0;
  for (float s : x) time += static_cast<double>(s) * s;
  double frequency = power.front() + power.back();
  for (std::size_t k = 1; k + 1 < power.size(); ++k) frequency += 2.0 * power[k];
  CHECK(frequency / 1024.0 == doctest::Approx(time).epsilon(1e-5));
}

TEST_CASE("the framer yields the same frames for any block size") {
  const auto signal = test::noise(5000);
  for (FramerConfig config : {FramerConfig{400, 160, 200}, FramerConfig{100, 250, 0}, FramerConfig{64, 64, 32}}) {
    const auto run = [&](std::size_t block) {
      Framer framer(config);
      std::vector<float> all;
      const auto keep = [&](std::span<const float> f) { all.insert(all.end(), f.begin(), f.end()); };
      test::in_blocks(signal, block, [&](std::span<const float> b) { framer.push(b, keep); });
      framer.finish(keep);
      return all;
    };
    const auto whole = run(signal.size());
    for (std::size_t block : {1, 127, 128, 1000}) CHECK(run(block) == whole);
  }
}

TEST_CASE("frame t of a centred framer lies around sample t times hop") {
  std::vector<float> ramp(1000);
  for (std::size_t i = 0; i < ramp.size(); ++i) ramp[i] = static_cast<float>(i + 1);
  Framer framer({8, 100, 4});
  std::vector<float> centres;
  const auto keep = [&](std::span<const float> f) { centres.push_back(f[4]); };
  framer.push(ramp, keep);
  framer.finish(keep);
  CHECK(centres == std::vector<float>{1, 101, 201, 301, 401, 501, 601, 701, 801, 901, 0});
}

TEST_CASE("a shorter window inside the FFT gives the magnitudes of the zero-padded one") {
  const auto signal = test::noise(3000);
  std::vector<float> window = hann_window(400);
  PowerStft stft({.n_fft = 512, .win_length = 400, .hop_length = 160});
  std::vector<std::vector<float>> frames;
  const auto keep = [&](std::span<const float> p) { frames.emplace_back(p.begin(), p.end()); };
  stft.push(signal, keep);
  RealFft fft(512);
  std::vector<float> padded(512);
  for (std::size_t i = 0; i < 400; ++i) padded[56 + i] = signal[5 * 160 - 200 + i] * window[i];
  std::vector<float> expected(257);
  fft.power(padded, expected);
  CHECK(test::relative_error(frames[5], expected) < 1e-5);
}

TEST_CASE("the resampler gives the same samples for any block size") {
  const auto signal = test::noise(20000);
  for (double rate : {48000.0, 44100.0, 22050.0, 8000.0, 24414.0, 96000.0}) {
    const auto run = [&](std::size_t block) {
      Resampler r({.input_rate_hz = rate});
      std::vector<float> out;
      test::in_blocks(signal, block, [&](std::span<const float> b) { r.push(b, out); });
      r.finish(out);
      return out;
    };
    const auto whole = run(signal.size());
    CHECK(whole.size() == static_cast<std::size_t>(std::ceil(20000.0 * 16000.0 / rate)));
    for (std::size_t block : {1, 127, 128, 1000}) CHECK(run(block) == whole);
  }
}

TEST_CASE("the resampler stops what would fold back by at least 80 dB and passes speech unchanged") {
  for (double rate : {44100.0, 48000.0, 32000.0, 24414.0, 96000.0, 192000.0}) {
    CAPTURE(rate);
    const auto level_after = [&](double hz) {
      Resampler r({.input_rate_hz = rate});
      std::vector<float> out;
      r.push(test::tone(hz, rate, 1.0, 0.5), out);
      return 20.0 *
             std::log10(rms(std::span(out).subspan(2000, out.size() - 4000)) / rms(test::tone(440, 16000, 1.0, 0.5)) +
                        1e-12);
    };
    for (double hz : {100.0, 1000.0, 4000.0, 7100.0}) CHECK(std::abs(level_after(hz)) < 0.02);
    for (double hz : {8010.0, 8500.0, 9000.0, 11000.0})
      if (hz < rate / 2) CHECK(level_after(hz) < -80.0);
  }
}

TEST_CASE("the resampler keeps time: a tone comes out in phase") {
  for (double rate : {48000.0, 44100.0, 24414.0, 8000.0, 11025.0}) {
    CAPTURE(rate);
    Resampler r({.input_rate_hz = rate});
    std::vector<float> out;
    r.push(test::tone(440, rate, 1.0), out);
    r.finish(out);
    const auto expected = test::tone(440, 16000, 1.0);
    const std::size_t inner = expected.size() - 2000;
    CHECK(test::relative_error(std::span(out).subspan(1000, inner), std::span(expected).subspan(1000, inner)) < 1e-4);
  }
}

TEST_CASE("levels: a full-scale sine is -3 dBFS RMS, silence the floor") {
  CHECK(to_dbfs(rms(test::tone(1000, 16000, 1.0, 1.0))) == doctest::Approx(-3.01).epsilon(0.01));
  CHECK(to_dbfs(0.0F) == kSilenceDbfs);
  CHECK(rms({}) == 0.0F);
}

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
