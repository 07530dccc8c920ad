// Agreement with librosa, as a table: tests/golden/manifest.json (made inputs) and ../shared/golden (real speech too).
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "features/catalogue.h"
#include "features/recipes/logmel64.h"
#include "signal/decode.h"
#include "signal/stft.h"
#include "support/audio.h"
#include "support/files.h"

namespace {

using namespace emo;

// Zero-phase low-pass below 7 kHz of 16 kHz sound, the same for ours and the reference: resamplers differ near the
// edge.
std::vector<float> below_7khz(std::span<const float> x) {
  constexpr int half = 200;
  std::vector<double> taps(2 * half + 1);
  for (int i = -half; i <= half; ++i) {
    const double t = std::numbers::pi * i;
    const double sinc = i == 0 ? 0.85 : std::sin(0.85 * t) / t;
    taps[static_cast<std::size_t>(i + half)] = sinc * (0.42 + 0.5 * std::cos(t / half) + 0.08 * std::cos(2 * t / half));
  }
  std::vector<float> y(x.size());
  for (int n = 0; n < static_cast<int>(x.size()); ++n) {
    double sum = 0.0;
    for (int i = -half; i <= half; ++i)
      if (n - i >= 0 && n - i < static_cast<int>(x.size()))
        sum += taps[static_cast<std::size_t>(i + half)] * x[static_cast<std::size_t>(n - i)];
    y[static_cast<std::size_t>(n)] = static_cast<float>(sum);
  }
  return y;
}

double worst_absolute(std::span<const float> a, std::span<const float> b) {
  double worst = 0.0;
  for (std::size_t i = 0; i < b.size(); ++i) worst = std::max(worst, std::abs(static_cast<double>(a[i]) - b[i]));
  return worst;
}

double mean_absolute(std::span<const float> a, std::span<const float> b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < b.size(); ++i) sum += std::abs(static_cast<double>(a[i]) - b[i]);
  return b.empty() ? 0.0 : sum / static_cast<double>(b.size());
}

// The tolerances of the goldens' README.
void check_agreement(const std::string& feature, const FeatureMatrix& ours, const test::Npy& reference) {
  REQUIRE(ours.shape == reference.shape);
  if (feature == "mel_db") {
    CHECK(worst_absolute(ours.values, reference.values) <= 1e-2);
  } else if (feature == "resample16k") {
    const auto a = below_7khz(ours.values);
    const auto b = below_7khz(reference.values);
    const std::size_t edge = 320;  // 20 ms
    const std::size_t inner = b.size() > 2 * edge ? b.size() - 2 * edge : 0;
    CHECK(test::relative_error(std::span(a).subspan(edge, inner), std::span(b).subspan(edge, inner)) <= 2e-3);
  } else if (feature == "logmel64_16k") {
    // Through our own resampler, on the bands below 7 kHz (60 of 64).
    const auto below = static_cast<std::size_t>(60 * reference.shape[1]);
    CHECK(mean_absolute(std::span(ours.values).first(below), std::span(reference.values).first(below)) <= 0.05);
  } else {
    CHECK(test::relative_error(ours.values, reference.values) <= 1e-4);
  }
}

int check_all(const std::string& folder) {
  const auto bytes = test::read_bytes(folder + "manifest.json");
  const auto manifest = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
  int checked = 0;
  for (const auto& c : manifest["cases"]) {
    const std::string feature = c["feature"];
    const auto known = feature_names();
    if (std::find(known.begin(), known.end(), feature) == known.end()) continue;
    CAPTURE(c["case"].get<std::string>());
    CAPTURE(feature);
    const auto wav = test::read_bytes(folder + c["wav"].get<std::string>());
    const auto clip = decode_clip(wav);
    REQUIRE(clip.ok());
    const auto ours = compute_feature(feature, {clip.value().samples, clip.value().sample_rate_hz});
    REQUIRE(ours.ok());
    check_agreement(feature, ours.value(), test::read_npy(folder + c["file"].get<std::string>()));
    ++checked;
  }
  return checked;
}

}  // namespace

TEST_CASE("features agree with librosa on the made signals") { CHECK(check_all(test::golden_folder()) >= 40); }

TEST_CASE("features agree with librosa on real speech") {
  const std::string shared = test::shared_folder();
  if (shared.empty()) {
    if (test::data_required()) FAIL("the reference values in ../shared/golden are absent");
    MESSAGE("skipped: ../shared/golden is absent");
    return;
  }
  CHECK(check_all(shared + "golden/") >= 60);
}

TEST_CASE("logmel64 agrees with librosa when fed with librosa's resampled samples") {
  for (const char* name : {"tones", "chirp", "noise", "click", "silence", "glottal48k"}) {
    CAPTURE(name);
    const auto samples = test::read_npy(test::golden_folder() + name + ".resample16k.npy");
    const auto reference = test::read_npy(test::golden_folder() + name + ".logmel64_16k.npy");
    const auto ours = compute_feature("logmel64_16k", {samples.values, 16000.0});
    REQUIRE(ours.ok());
    REQUIRE(ours.value().shape == reference.shape);
    CHECK(mean_absolute(ours.value().values, reference.values) <= 1e-3);
  }
}

TEST_CASE("the logmel64 stream gives the same frames for any block size") {
  const auto signal = test::joined({test::tone(300, 16000, 0.7), test::noise(9001)});
  const auto run = [&](std::size_t block) {
    LogMel64 recipe;
    std::vector<float> values;
    const auto keep = [&](const LogMel64::Frame& f) { values.insert(values.end(), f.begin(), f.end()); };
    test::in_blocks(signal, block, [&](std::span<const float> b) { recipe.push(b, keep); });
    recipe.finish(keep);
    return values;
  };
  const auto whole = run(signal.size());
  CHECK(whole.size() == 64 * (1 + signal.size() / 160));
  for (std::size_t block : {1, 127, 128, 1000}) CHECK(run(block) == whole);
}

TEST_CASE("frames_after says how many logmel64 frames a number of samples completes") {
  for (int samples : {0, 199, 200, 359, 360, 1600, 48000}) {
    LogMel64 recipe;
    std::int64_t frames = 0;
    recipe.push(std::vector<float>(static_cast<std::size_t>(samples)), [&](const LogMel64::Frame&) { ++frames; });
    CHECK(LogMel64Recipe::frames_after(samples) == frames);
  }
}

TEST_CASE("mel filters are Slaney's triangles: zero at their edges, area one, librosa's band edges") {
  const MelConfig config{.sample_rate_hz = 22050, .n_fft = 2048, .n_mels = 40};
  const MelFilterbank bank(config);
  CHECK(hz_to_mel(1000, false) == doctest::Approx(15.0));
  CHECK(mel_to_hz(hz_to_mel(4321, false), false) == doctest::Approx(4321));
  CHECK(mel_to_hz(hz_to_mel(4321, true), true) == doctest::Approx(4321));
  CHECK(hz_to_mel(1000, true) == doctest::Approx(999.9855));
  const double bin_hz = 22050.0 / 2048.0;
  for (int band : {10, 20, 39}) {
    double area = 0.0;
    for (int k = 0; k <= 1024; ++k) area += bank.weight(band, k) * bin_hz;
    CHECK(area == doctest::Approx(1.0).epsilon(0.02));
  }
}

TEST_CASE("an unknown feature names its nearest neighbours") {
  const std::vector<float> samples{0.1F};
  const auto wrong = compute_feature("mel_bd", {samples, 16000});
  REQUIRE(!wrong.ok());
  CHECK(wrong.error().find("mel_db") != std::string::npos);
  CHECK(!compute_recipe("logmel65", {samples, 16000}).ok());
  CHECK(find_recipe("logmel64")->version == 1);
  CHECK(find_recipe("nothing") == nullptr);
}

TEST_CASE("sound without samples or with values that are not numbers is refused") {
  CHECK(!compute_feature("rms", {{}, 16000}).ok());
  const std::vector<float> bad{0.0F, std::nanf("")};
  CHECK(!compute_feature("rms", {bad, 16000}).ok());
  const std::vector<float> one{0.25F};
  CHECK(compute_feature("rms", {one, 16000}).ok());
  CHECK(compute_recipe("logmel64", {one, 192000}).value().shape == std::vector<int>{1, 64});
}
