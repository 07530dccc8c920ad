#include "signal/stft.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <span>
#include <vector>

#include "signal/fft.h"
#include "signal/istft.h"
#include "signal/stft_exact.h"
#include "signal/stft_frames.h"
#include "support/allocations.h"
#include "support/audio.h"

using namespace emo;

namespace {

using Frames = std::vector<std::vector<float>>;

Frames powers(std::span<const float> sound, const StftConfig& config) {
  Frames frames;
  StftFrames(config).power(sound, 0, stft_frame_count(static_cast<std::int64_t>(sound.size()), config),
                           [&](std::int64_t t, std::span<const float> power) {
                             CHECK(t == static_cast<std::int64_t>(frames.size()));
                             frames.emplace_back(power.begin(), power.end());
                           });
  return frames;
}

// By the definition: window in the middle of the frame, padding, one scalar FFT.
std::vector<float> naive_power(std::span<const float> sound, const StftConfig& c, std::int64_t frame) {
  const auto window = make_window(c.window, c.window_samples());
  std::vector<float> padded(static_cast<std::size_t>(c.n_fft));
  copy_padded(sound, frame * c.hop_length - c.pad_samples(), c.pad_samples(), c.pad_mode, padded);
  std::vector<float> windowed(padded.size());
  const auto offset = static_cast<std::size_t>((c.n_fft - c.window_samples()) / 2);
  for (std::size_t i = 0; i < window.size(); ++i) windowed[offset + i] = padded[offset + i] * window[i];
  std::vector<float> power(static_cast<std::size_t>(c.n_fft / 2 + 1));
  RealFft(c.n_fft).power(windowed, power);
  return power;
}

const std::vector<StftConfig> kConfigs{
    {},
    {.n_fft = 512, .hop_length = 160},
    {.n_fft = 512, .win_length = 399, .hop_length = 100, .window = WindowKind::hamming},
    {.n_fft = 256, .hop_length = 64, .pad_mode = PadMode::reflect},
    {.n_fft = 256, .hop_length = 300, .center = false},
    {.n_fft = 600, .win_length = 301, .hop_length = 77, .window = WindowKind::blackman, .pad_mode = PadMode::edge},
};

}  // namespace

TEST_CASE("frames made four at once are those that the definition gives one at a time") {
  const auto sound = test::noise(5000);
  for (const StftConfig& config : kConfigs) {
    CAPTURE(config.n_fft);
    const Frames frames = powers(sound, config);
    for (std::size_t t = 0; t < frames.size(); ++t)
      CHECK(test::relative_error(frames[t], naive_power(sound, config, static_cast<std::int64_t>(t))) < 1e-5);
  }
}

TEST_CASE("any piece of the frames equals that piece of all of them") {
  const auto sound = test::noise(6000);
  const StftConfig config{.n_fft = 512, .hop_length = 128};
  const Frames all = powers(sound, config);
  StftFrames stft(config);
  for (std::int64_t first : {0, 1, 2, 3, 7, 40})
    for (std::int64_t count : {0, 1, 2, 3, 4, 5, 6}) {
      std::int64_t seen = 0;
      stft.power(sound, first, count, [&](std::int64_t t, std::span<const float> power) {
        CHECK(t == first + seen++);
        CHECK(std::equal(power.begin(), power.end(), all[static_cast<std::size_t>(t)].begin()));
      });
      CHECK(seen == count);
    }
}

TEST_CASE("the streaming STFT gives the frames of the whole sound") {
  const auto sound = test::noise(5000);
  for (const StftConfig& config :
       {StftConfig{.n_fft = 512, .hop_length = 128}, StftConfig{.n_fft = 512, .win_length = 400, .hop_length = 160}}) {
    const Frames whole = powers(sound, config);
    PowerStft stream(config);
    Frames frames;
    const auto keep = [&](std::span<const float> p) { frames.emplace_back(p.begin(), p.end()); };
    test::in_blocks(sound, 127, [&](std::span<const float> b) { stream.push(b, keep); });
    stream.finish(keep);
    REQUIRE(frames.size() >= whole.size());
    for (std::size_t t = 0; t < whole.size(); ++t) CHECK(test::relative_error(frames[t], whole[t]) < 1e-5);
  }
}

TEST_CASE("frames of silence, of one sample and of sounds shorter than the window are finite") {
  for (std::size_t length : {1, 2, 3, 100, 511}) {
    const std::vector<float> sound(length, 0.5F);
    for (PadMode pad : {PadMode::constant, PadMode::edge, PadMode::reflect, PadMode::symmetric, PadMode::linear_ramp}) {
      const Frames frames = powers(sound, {.n_fft = 512, .hop_length = 128, .pad_mode = pad});
      CHECK(frames.size() == 1 + length / 128);
      for (const auto& frame : frames)
        for (float p : frame) CHECK((std::isfinite(p) && p >= 0.0F));
    }
  }
  CHECK(stft_frame_count(511, {.n_fft = 512, .center = false}) == 0);
  CHECK(stft_frame_count(512, {.n_fft = 512, .center = false}) == 1);
  CHECK(stft_frame_count(0, {}) == 0);
}

TEST_CASE("a constant fills bin 0 of a boxcar frame and no other") {
  const std::vector<float> sound(1024, 0.25F);
  const Frames frames = powers(sound, {.n_fft = 256, .hop_length = 256, .window = WindowKind::boxcar, .center = false});
  for (const auto& frame : frames) {
    CHECK(std::sqrt(frame[0]) == doctest::Approx(64.0));
    for (std::size_t k = 1; k < frame.size(); ++k) CHECK(frame[k] < 1e-8F);
  }
}

TEST_CASE("shifting a sound by hops shifts its frames, and a gain of g makes powers g² times as large") {
  const auto sound = test::noise(4096);
  const StftConfig config{.n_fft = 512, .hop_length = 128};
  const Frames frames = powers(sound, config);
  std::vector<float> later(std::size_t{3} * 128);
  later.insert(later.end(), sound.begin(), sound.end());
  const Frames shifted = powers(later, config);
  for (std::size_t t = 2; t < frames.size(); ++t) CHECK(shifted[t + 3] == frames[t]);
  std::vector<float> louder = sound;
  for (float& s : louder) s *= 4.0F;
  const Frames loud = powers(louder, config);
  for (std::size_t t = 0; t < frames.size(); ++t)
    for (std::size_t k = 0; k < frames[t].size(); ++k) CHECK(loud[t][k] == 16.0F * frames[t][k]);
}

TEST_CASE("the exact STFT and the four-lane STFT agree to single precision") {
  const auto sound = test::noise(5000);
  for (const StftConfig& config : kConfigs) {
    const Frames frames = powers(sound, config);
    ExactStft(config).magnitudes(sound, 0, static_cast<std::int64_t>(frames.size()),
                                 [&](std::int64_t t, std::span<const float> magnitude) {
                                   std::vector<float> squares(magnitude.begin(), magnitude.end());
                                   for (float& m : squares) m *= m;
                                   CHECK(test::relative_error(squares, frames[static_cast<std::size_t>(t)]) < 1e-5);
                                 });
  }
}

TEST_CASE("the inverse STFT gives the sound back") {
  const auto sound = test::joined({test::noise(3000), test::tone(440, 16000, 0.2)});
  for (const StftConfig& config :
       {StftConfig{.n_fft = 512, .hop_length = 128}, StftConfig{.n_fft = 512, .win_length = 400, .hop_length = 100},
        StftConfig{.n_fft = 1024, .hop_length = 256, .window = WindowKind::hamming, .pad_mode = PadMode::reflect}}) {
    std::vector<std::complex<float>> frames;
    StftFrames(config).spectra(sound, 0, stft_frame_count(static_cast<std::int64_t>(sound.size()), config),
                               [&](std::int64_t, std::span<const std::complex<float>> spectrum) {
                                 frames.insert(frames.end(), spectrum.begin(), spectrum.end());
                               });
    const auto back = istft(frames, config, sound.size());
    REQUIRE(back.size() == sound.size());
    // The last samples may lie beyond the last frame's reach.
    const std::size_t inner = sound.size() - static_cast<std::size_t>(config.hop_length);
    CHECK(test::relative_error(std::span(back).first(inner), std::span(sound).first(inner)) < 1e-5);
  }
}

TEST_CASE("after their construction the STFTs of whole sounds allocate nothing") {
  const auto sound = test::noise(20000);
  StftFrames stft({});
  ExactStft exact({});
  float sum = 0.0F;
  const std::size_t before = test::allocations();
  stft.power(sound, 0, 40, [&](std::int64_t, std::span<const float> p) { sum += p[3]; });
  stft.spectra(sound, 0, 40, [&](std::int64_t, std::span<const std::complex<float>> s) { sum += s[3].real(); });
  exact.magnitudes(sound, 0, 40, [&](std::int64_t, std::span<const float> m) { sum += m[3]; });
  CHECK(test::allocations() == before);
  CHECK(sum != 0.0F);
}

TEST_CASE("windows are periodic, symmetric around their middle, and 1 there") {
  for (WindowKind kind : {WindowKind::hann, WindowKind::hamming, WindowKind::blackman, WindowKind::blackmanharris,
                          WindowKind::bartlett, WindowKind::boxcar}) {
    const auto w = make_window(kind, 64);
    CHECK(w[32] == doctest::Approx(1.0));
    for (std::size_t i = 1; i < 32; ++i) CHECK(w[32 + i] == doctest::Approx(w[32 - i]));
    CHECK(make_window(kind, 1) == std::vector<float>{1.0F});
  }
  // Hann windows a quarter of their length apart add up to 2.
  const auto hann = hann_window(64);
  for (std::size_t i = 0; i < 16; ++i)
    CHECK(hann[i] + hann[i + 16] + hann[i + 32] + hann[i + 48] == doctest::Approx(2.0));
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
