// The spectral features one by one: agreement with librosa whatever the parameters (tests/golden/extra), what must hold
// of them whatever librosa says, and the edges: silence, one sample, any rate, settings that contradict each other.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "features/catalogue.h"
#include "features/chroma.h"
#include "features/computed.h"
#include "features/contrast.h"
#include "features/dct.h"
#include "features/decibel.h"
#include "features/energy.h"
#include "features/groups.h"
#include "features/mel.h"
#include "features/recipes/logmel64.h"
#include "features/shape.h"
#include "signal/decode.h"
#include "support/allocations.h"
#include "support/audio.h"
#include "support/files.h"

using namespace emo;
using test::compute;
using test::Settings;

namespace {

double worst_difference(std::span<const float> a, std::span<const float> b) {
  double worst = 0.0;
  for (std::size_t i = 0; i < b.size(); ++i) worst = std::max(worst, std::abs(static_cast<double>(a[i]) - b[i]));
  return worst;
}

void check_each_row(const FeatureMatrix& ours, std::span<const float> reference, double limit) {
  const auto frames = static_cast<std::size_t>(ours.shape.back());
  for (std::size_t at = 0; at < reference.size(); at += frames) {
    CAPTURE(at / frames);
    CHECK(test::relative_error(std::span(ours.values).subspan(at, frames), reference.subspan(at, frames)) <= limit);
  }
}

void check_case(const nlohmann::json& c) {
  CAPTURE(c.dump());
  const auto clip = decode_clip(test::read_bytes(test::golden_folder() + c["wav"].get<std::string>()));
  REQUIRE(clip.ok());
  const Feature* feature = find_feature(c["feature"].get<std::string>());
  REQUIRE(feature != nullptr);
  FeatureSettings settings(all_parameters(*feature));
  for (const auto& [name, value] : c["settings"].items()) REQUIRE(settings.set(name, value.get<std::string>()).ok());
  const auto ours = compute_feature(*feature, settings, {clip.value().samples, clip.value().sample_rate_hz});
  REQUIRE(ours.ok());
  const auto reference = test::read_npy(test::golden_folder() + "extra/" + c["file"].get<std::string>());
  REQUIRE(!reference.values.empty());
  REQUIRE(ours.value().shape == reference.shape);
  const double limit = c["tolerance"]["limit"];
  if (c["tolerance"]["kind"] == "relative")
    CHECK(test::relative_error(ours.value().values, reference.values) <= limit);
  else if (c["tolerance"]["kind"] == "each_row")
    check_each_row(ours.value(), reference.values, limit);
  else
    CHECK(worst_difference(ours.value().values, reference.values) <= limit);
}

// At librosa's own rate.
Result<FeatureMatrix> compute(std::string_view name, std::span<const float> samples, const Settings& settings = {}) {
  return test::compute(name, samples, 22050, settings);
}

// Loud noise and a chord: no frame is near any floor.
std::vector<float> lively(double rate_hz = 22050) {
  auto sound = test::noise(static_cast<std::size_t>(rate_hz / 2), 0.1F);
  for (double hz : {220.0, 330.0, 554.4}) {
    const auto tone = test::tone(hz, rate_hz, 0.5, 0.2);
    for (std::size_t i = 0; i < std::min(sound.size(), tone.size()); ++i) sound[i] += tone[i];
  }
  return sound;
}

std::vector<float> times(std::vector<float> sound, float gain) {
  for (float& s : sound) s *= gain;
  return sound;
}

bool all_finite(const FeatureMatrix& m) {
  return std::all_of(m.values.begin(), m.values.end(), [](float v) { return std::isfinite(v); });
}

std::size_t size_of(const FeatureMatrix& m) {
  std::size_t size = 1;
  for (int n : m.shape) size *= static_cast<std::size_t>(n);
  return size;
}

}  // namespace

TEST_CASE("features agree with librosa also with parameters other than the defaults") {
  const auto bytes = test::read_bytes(test::golden_folder() + "extra/manifest.json");
  const auto manifest = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
  std::set<std::string> features;
  for (const auto& c : manifest["cases"]) {
    check_case(c);
    features.insert(c["feature"].get<std::string>());
  }
  CHECK(manifest["cases"].size() >= 110);
  CHECK(features.size() >= 16);
}

TEST_CASE("a gain of g makes powers g² times as large, adds 20 log g dB, and leaves shapes and chroma alone") {
  const auto sound = lively();
  const auto louder = times(sound, 2.0F);
  const auto both = [&](std::string_view name, const Settings& settings = {}) {
    return std::pair(compute(name, sound, settings).value().values, compute(name, louder, settings).value().values);
  };
  for (const auto& [name, gain] : std::vector<std::pair<std::string, float>>{{"stft", 2.0F},
                                                                             {"melspectrogram", 4.0F},
                                                                             {"rms", 2.0F},
                                                                             {"spectral_centroid", 1.0F},
                                                                             {"spectral_bandwidth", 1.0F},
                                                                             {"spectral_rolloff", 1.0F},
                                                                             {"spectral_flatness", 1.0F},
                                                                             {"zero_crossing_rate", 1.0F},
                                                                             {"chroma_stft", 1.0F},
                                                                             {"estimate_tuning", 1.0F}}) {
    CAPTURE(name);
    const auto [quiet, loud] = both(name);
    CHECK(test::relative_error(loud, times(quiet, gain)) < 1e-6);
  }
  const auto [quiet_db, loud_db] = both("melspectrogram", {{"db", "true"}});
  for (std::size_t i = 0; i < quiet_db.size(); ++i)
    CHECK(loud_db[i] - quiet_db[i] == doctest::Approx(6.0206).epsilon(1e-4));
  const auto [quiet_mfcc, loud_mfcc] = both("mfcc");
  const std::size_t frames = quiet_mfcc.size() / 20;
  for (std::size_t i = 0; i < quiet_mfcc.size(); ++i) {
    const double expected = i < frames ? 6.0206 * std::sqrt(128.0) : 0.0;  // only the mean changes
    CHECK(std::abs(loud_mfcc[i] - quiet_mfcc[i] - expected) < 2e-3);
  }
  const auto [quiet_contrast, loud_contrast] = both("spectral_contrast");
  for (std::size_t i = 0; i < quiet_contrast.size(); ++i) CHECK(std::abs(loud_contrast[i] - quiet_contrast[i]) < 1e-3F);
}

TEST_CASE("a shift by hops moves the frames of every series") {
  const auto sound = lively();
  std::vector<float> later(std::size_t{4} * 512);
  later.insert(later.end(), sound.begin(), sound.end());
  for (const char* name : {"stft", "melspectrogram", "chroma_stft", "rms", "zero_crossing_rate", "spectral_centroid",
                           "spectral_bandwidth", "spectral_rolloff", "spectral_flatness"}) {
    CAPTURE(name);
    const Settings settings = std::string_view(name) == "chroma_stft" ? Settings{{"tuning", "0"}} : Settings{};
    const FeatureMatrix a = compute(name, sound, settings).value();
    const FeatureMatrix b = compute(name, later, settings).value();
    const auto frames = static_cast<std::size_t>(a.shape.back());
    const auto frames_later = static_cast<std::size_t>(b.shape.back());
    REQUIRE(frames_later == frames + 4);
    // Frames that touch the sound's beginning see other samples before it only where padding is not silence.
    for (std::size_t r = 0; r < a.values.size() / frames; ++r)
      for (std::size_t t = 3; t < frames; ++t)
        CHECK(b.values[r * frames_later + t + 4] == doctest::Approx(a.values[r * frames + t]).epsilon(1e-5));
  }
}

TEST_CASE("a tone has its centroid, rolloff and peak at its frequency, and chroma at its note") {
  const auto sound = test::tone(440.0, 22050, 1.0);
  const auto middle = [](const FeatureMatrix& m) { return m.values[m.values.size() / 2]; };
  CHECK(middle(compute("spectral_centroid", sound).value()) == doctest::Approx(440.0).epsilon(0.01));
  CHECK(middle(compute("spectral_rolloff", sound).value()) == doctest::Approx(440.0).epsilon(0.05));
  CHECK(middle(compute("spectral_bandwidth", sound).value()) < 30.0F);
  CHECK(std::abs(compute("estimate_tuning", sound).value().values[0]) < 0.05F);
  const auto chroma = compute("chroma_stft", sound).value();
  CHECK(chroma.rows[9] == "A");
  const auto frames = static_cast<std::size_t>(chroma.shape[1]);
  for (std::size_t row = 0; row < 12; ++row)
    CHECK((chroma.values[row * frames + frames / 2] == doctest::Approx(1.0)) == (row == 9));
  const auto sharp = test::tone(440.0 * std::pow(2.0, 0.3 / 12), 22050, 1.0);
  CHECK(compute("estimate_tuning", sharp).value().values[0] == doctest::Approx(0.3).epsilon(0.1));
}

TEST_CASE("white noise is flat, a tone is not; every other sample crossing is a rate of one") {
  const auto mean = [](const FeatureMatrix& m) {
    double sum = 0.0;
    for (float v : m.values) sum += v;
    return sum / static_cast<double>(m.values.size());
  };
  CHECK(mean(compute("spectral_flatness", test::noise(22050)).value()) > 0.4);
  CHECK(mean(compute("spectral_flatness", test::tone(1000, 22050, 1.0)).value()) < 0.01);
  std::vector<float> alternating(100);
  for (std::size_t i = 0; i < alternating.size(); ++i) alternating[i] = i % 2 == 0 ? 0.5F : -0.5F;
  CHECK(zero_crossing_rate(alternating) == doctest::Approx(0.99));
  CHECK(zero_crossing_rate(alternating, {.pad = true}) == doctest::Approx(1.0));
  CHECK(zero_crossing_rate(std::vector<float>{1.0F, 0.0F, 1.0F}, {.zero_pos = false}) == doctest::Approx(2.0 / 3));
  CHECK(zero_crossing_rate({}) == 0.0F);
}

TEST_CASE("applying filterbanks, transforms, shapes and the logmel64 stream allocates nothing") {
  const auto spectrum = times(test::noise(1025), 2.0F);
  std::vector<float> positive(spectrum.size());
  for (std::size_t i = 0; i < positive.size(); ++i) positive[i] = spectrum[i] * spectrum[i];
  const MelFilterbank mel({});
  const ChromaFilterbank chroma_bank({});
  const Dct dct(20, 128);
  auto contrast = SpectralContrast::make({});
  REQUIRE(contrast.ok());
  LogMel64 stream;
  const auto sound = test::noise(16000);
  std::vector<float> bands(128);
  std::vector<float> chroma(12);
  std::vector<float> cepstrum(20);
  std::vector<float> peak(7);
  std::vector<float> valley(7);
  float sum = 0.0F;
  const std::size_t before = test::allocations();
  mel.apply(positive, bands);
  chroma_bank.apply(positive, chroma);
  normalize(chroma, ChromaNorm::max);
  power_to_db(bands);
  dct.apply(bands, cepstrum);
  contrast.value().apply(positive, peak, valley);
  sum += spectral_centroid_hz(positive, 10) + spectral_rolloff_hz(positive, 10) + spectral_flatness(positive) +
         spectral_bandwidth_hz(positive, 10, 1000) + zero_crossing_rate(sound);
  stream.push(sound, [&](const LogMel64::Frame& f) { sum += f[0]; });
  CHECK(test::allocations() == before);
  CHECK(std::isfinite(sum));
}

TEST_CASE("every spectral feature and recipe of silence, DC, one sample and a short sound is finite, or is refused") {
  const std::vector<std::vector<float>> sounds{
      std::vector<float>(3000), std::vector<float>(3000, 0.5F), {0.25F}, test::noise(700)};
  for (const auto& sound : sounds) {
    CAPTURE(sound.size());
    for (const Feature& feature : spectral_features()) {
      CAPTURE(feature.name);
      const auto m = compute(feature.name, sound, 22050);
      if (!m.ok()) {  // too few frames for a derivative of width 9
        CHECK(feature.name == "mfcc_delta");
        CHECK(m.error().find("width") != std::string::npos);
        continue;
      }
      CHECK(all_finite(m.value()));
      CHECK(m.value().values.size() == size_of(m.value()));
    }
    for (const Recipe& recipe : recipes()) {
      CAPTURE(recipe.name);
      const auto m = compute_recipe(recipe.name, {sound, 22050});
      REQUIRE(m.ok());
      CHECK(all_finite(m.value()));
      CHECK(m.value().values.size() == size_of(m.value()));
    }
  }
}

TEST_CASE("every spectral feature and recipe works from 8 kHz to 192 kHz") {
  for (double rate : {8000.0, 11025.0, 16000.0, 24414.0, 44100.0, 96000.0, 192000.0}) {
    CAPTURE(rate);
    const auto sound = test::noise(static_cast<std::size_t>(rate / 4));
    for (const Feature& feature : spectral_features()) {
      CAPTURE(feature.name);
      const auto m = compute(feature.name, sound, rate);
      if (!m.ok()) {
        // The contrast's six octaves from 200 Hz do not fit below 4 kHz; the derivative wants nine frames.
        CHECK(((feature.name == "spectral_contrast" && rate <= 11025) || feature.name == "mfcc_delta"));
        continue;
      }
      CHECK(all_finite(m.value()));
    }
    for (const Recipe& recipe : recipes()) CHECK(all_finite(compute_recipe(recipe.name, {sound, rate}).value()));
  }
}

TEST_CASE("values that are not numbers are refused by every spectral feature and recipe") {
  for (float bad : {std::nanf(""), INFINITY, -INFINITY}) {
    auto sound = test::noise(5000);
    sound[2500] = bad;
    for (const Feature& feature : spectral_features()) CHECK(!compute(feature.name, sound, 22050).ok());
    for (const Recipe& recipe : recipes()) CHECK(!compute_recipe(recipe.name, {sound, 22050}).ok());
  }
}

TEST_CASE("settings that contradict each other are refused with a sentence") {
  const auto sound = test::noise(6000);
  const auto refused = [&](std::string_view name, const std::vector<std::pair<std::string, std::string>>& settings,
                           std::string_view word) {
    CAPTURE(name);
    const auto m = compute(name, sound, 22050, settings);
    REQUIRE(!m.ok());
    CHECK(m.error().find(word) != std::string::npos);
    CHECK(m.error().back() == '.');
  };
  refused("stft", {{"n_fft", "511"}}, "even");
  refused("stft", {{"n_fft", "512"}, {"win_length", "600"}}, "win_length");
  refused("stft", {{"n_fft", "8192"}, {"center", "false"}}, "fewer than one frame");
  refused("stft", {{"db", "true"}, {"power", "2"}}, "power");
  refused("stft", {{"n_fft", "65536"}, {"hop_length", "1"}}, "hop_length");
  refused("rms", {{"frame_length", "8192"}, {"center", "false"}}, "frame_length");
  refused("melspectrogram", {{"fmin", "4000"}, {"fmax", "3000"}}, "fmin");
  refused("mfcc", {{"n_mfcc", "30"}, {"n_mels", "20"}}, "n_mfcc");
  refused("mfcc", {{"n_mfcc", "1"}, {"n_mels", "1"}, {"dct_type", "1"}}, "dct_type");
  refused("mfcc_delta", {{"width", "8"}}, "odd");
  refused("mfcc_delta", {{"width", "5"}, {"order", "5"}}, "polyorder");
  refused("spectral_contrast", {{"n_bands", "9"}}, "half the sample rate");
  refused("spectral_contrast", {{"fmin", "2"}}, "no frequency bin");
}
