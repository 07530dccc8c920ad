// The spectral features and recipes at the edges: silence, one sample, any rate, settings that contradict each other.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "features/catalogue.h"
#include "features/groups.h"
#include "support/audio.h"

using namespace emo;

namespace {

Result<FeatureMatrix> compute(std::string_view name, std::span<const float> samples, double rate_hz,
                              const std::vector<std::pair<std::string, std::string>>& settings = {}) {
  const Feature* feature = find_feature(name);
  REQUIRE(feature != nullptr);
  FeatureSettings all(all_parameters(*feature));
  for (const auto& [key, value] : settings) REQUIRE(all.set(key, value).ok());
  return compute_feature(*feature, all, {samples, rate_hz});
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

TEST_CASE("numbers take words where librosa does, and only there") {
  FeatureSettings settings(all_parameters(*find_feature("melspectrogram")));
  CHECK(settings.set("ref", "max").ok());
  CHECK(settings.text("ref") == "max");
  CHECK(settings.set("top_db", "none").ok());
  CHECK(settings.is_none("top_db"));
  CHECK(settings.text("top_db") == "none");
  CHECK(settings.set("ref", "0.5").ok());
  CHECK(settings.number("ref") == 0.5);
  CHECK(!settings.set("ref", "none").ok());
  CHECK(!settings.set("amin", "max").ok());
  for (const char* text : {"", "1e", "0x10", "inf", "nan", "1 ", "12abc", "-"}) CHECK(!settings.set("fmin", text).ok());
  CHECK(settings.set("fmin", "1e2").ok());
  CHECK(settings.number("fmin") == 100.0);
  CHECK(settings.set("ref", "maximum").error().find("max") != std::string::npos);
}

TEST_CASE("every recipe prints itself as JSON values, and every feature describes itself and its parameters") {
  for (const Recipe& recipe : recipes()) {
    CAPTURE(recipe.name);
    CHECK(recipe.version >= 1);
    CHECK(recipe.definition.size() >= 10);
    for (const auto& [key, value] : recipe.definition) {
      CAPTURE(key);
      CHECK(nlohmann::json::accept(value));
    }
  }
  for (const Feature& feature : spectral_features()) {
    CAPTURE(feature.name);
    CHECK(!feature.summary.empty());
    for (const Parameter& p : feature.parameters) {
      CAPTURE(p.name);
      CHECK(!p.help.empty());
      if (p.kind == ParameterKind::choice) CHECK(p.initial < static_cast<double>(p.choices.size()));
      if (p.kind == ParameterKind::number || p.kind == ParameterKind::integer)
        CHECK((std::isnan(p.initial) || (p.initial >= p.low && p.initial <= p.high)));
    }
  }
}

TEST_CASE("mlp180 is the means of the features that it is made of") {
  auto sound = test::joined({test::tone(300, 48000, 0.3), test::noise(9001, 0.05F), test::tone(523, 48000, 0.1)});
  const auto mean_rows = [&](const FeatureMatrix& m, std::vector<float>& into) {
    const auto frames = static_cast<std::size_t>(m.shape[1]);
    for (std::size_t r = 0; r < static_cast<std::size_t>(m.shape[0]); ++r) {
      double sum = 0.0;
      for (std::size_t t = 0; t < frames; ++t) sum += m.values[r * frames + t];
      into.push_back(static_cast<float>(sum / static_cast<double>(frames)));
    }
  };
  for (std::size_t cut : {0, 512, 1024, 1536}) {  // every count of frames in the last group of four
    std::vector<float> expected;
    const std::span<const float> part = std::span(sound).first(sound.size() - cut);
    mean_rows(compute("mfcc", part, 48000, {{"n_mfcc", "40"}}).value(), expected);
    mean_rows(compute("chroma_stft", part, 48000, {{"power", "1"}}).value(), expected);
    mean_rows(compute("melspectrogram", part, 48000).value(), expected);
    const auto ours = compute_recipe("mlp180", {part, 48000});
    REQUIRE(ours.ok());
    REQUIRE(ours.value().shape == std::vector<int>{180});
    CHECK(test::relative_error(std::span(ours.value().values).first(40), std::span(expected).first(40)) < 1e-5);
    CHECK(test::relative_error(std::span(ours.value().values).subspan(40, 12), std::span(expected).subspan(40, 12)) <
          1e-4);
    CHECK(test::relative_error(std::span(ours.value().values).last(128), std::span(expected).last(128)) < 1e-5);
  }
}

TEST_CASE("mlp180 of a sound too long to keep its spectra is the same as of a short one") {
  // Stationary: the means of 3 minutes and of 10 s agree. 3 minutes at 48 kHz exceed the 64 MB that are kept.
  const auto second = test::noise(48000, 0.3F);
  std::vector<float> sound;
  for (int i = 0; i < 180; ++i) sound.insert(sound.end(), second.begin(), second.end());
  const auto whole = compute_recipe("mlp180", {sound, 48000});
  const auto part = compute_recipe("mlp180", {std::span(sound).first(480000), 48000});
  REQUIRE(whole.ok());
  CHECK(test::relative_error(whole.value().values, part.value().values) < 2e-2);
}

TEST_CASE("mfcc40_mean is mlp180's cepstrum where the rate is 22.05 kHz already") {
  const auto sound = test::joined({test::tone(300, 22050, 0.5), test::noise(9001)});
  const auto all = compute_recipe("mlp180", {sound, 22050});
  const auto mean = compute_recipe("mfcc40_mean", {sound, 22050});
  REQUIRE(mean.value().shape == std::vector<int>{40});
  CHECK(test::relative_error(mean.value().values, std::span(all.value().values).first(40)) < 1e-6);
}

TEST_CASE("logmel40x174 cuts long sounds, fills short ones with its floor, and has its maximum at 0 dB") {
  const auto loud = test::noise(22050);
  const auto short_one = compute_recipe("logmel40x174", {loud, 22050});
  REQUIRE(short_one.ok());
  CHECK(short_one.value().shape == std::vector<int>{40, 174});
  const auto& v = short_one.value().values;
  CHECK(*std::max_element(v.begin(), v.end()) == doctest::Approx(0.0));
  for (std::size_t band = 0; band < 40; ++band) {
    CHECK(v[band * 174 + 20] > -60.0F);
    for (std::size_t t = 50; t < 174; ++t) CHECK(v[band * 174 + t] == doctest::Approx(-80.0));
  }
  std::vector<float> long_one;
  for (int i = 0; i < 6; ++i) long_one.insert(long_one.end(), loud.begin(), loud.end());
  auto longer = long_one;
  longer.insert(longer.end(), loud.begin(), loud.end());  // beyond frame 173: it must not matter
  const auto a = compute_recipe("logmel40x174", {long_one, 22050});
  const auto b = compute_recipe("logmel40x174", {longer, 22050});
  CHECK(a.value().values == b.value().values);
}
