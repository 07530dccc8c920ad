#include "explorer/clip_analysis.h"

#include <doctest/doctest.h>

#include <limits>

#include "features/catalogue.h"
#include "features/pitch_autocorrelation.h"
#include "features/speaking_rate.h"
#include "features/voice_sounds.h"
#include "support/audio.h"

namespace {

using namespace emo;

constexpr std::uint8_t kAllRecipes = (1U << kClipRecipeCount) - 1U;

DecodedClip clip_of(std::vector<float> samples, double rate_hz) {
  return {.samples = std::move(samples), .sample_rate_hz = rate_hz, .channels = 1};
}

ClipAnalysis analysed(const DecodedClip& clip, const AnalysisOptions& options = {}) {
  ClipAnalyser analyser;
  auto analysis = analyser.analyse(clip, options);
  REQUIRE(analysis.ok());
  return analysis.value();
}

float measure(const ClipAnalysis& analysis, Measure m) { return analysis.measures[static_cast<std::size_t>(m)]; }

// Syllables: a vowel that swells and fades so many times a second.
std::vector<float> syllables(double rate_hz, double seconds, double a_second) {
  auto sound = test::voice(test::regular_pulses(120, seconds), test::kVowelA, rate_hz, seconds);
  for (std::size_t i = 0; i < sound.size(); ++i) {
    const double t = static_cast<double>(i) / rate_hz;
    sound[i] *= static_cast<float>(0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * a_second * t));
  }
  return sound;
}

}  // namespace

TEST_CASE("the measures of a sine are those that it was made with") {
  for (const double rate : {8000.0, 22050.0, 44100.0, 48000.0, 96000.0}) {
    CAPTURE(rate);
    const auto analysis = analysed(clip_of(test::tone(220, rate, 2.0, 0.5), rate));
    CHECK(measure(analysis, Measure::duration) == doctest::Approx(2.0));
    CHECK(measure(analysis, Measure::rms) == doctest::Approx(-9.031).epsilon(1e-4));  // 20 log10(0.5 / √2)
    CHECK(measure(analysis, Measure::f0_mean) == doctest::Approx(220).epsilon(1e-3));
    CHECK(measure(analysis, Measure::f0_range) < 0.5F);
    CHECK(measure(analysis, Measure::clipped_share) == 0.0F);
  }
}

TEST_CASE("the range of F0 spans the 5th to the 95th percentile of a glide") {
  constexpr double rate = 48000, seconds = 4;
  std::vector<float> glide(static_cast<std::size_t>(rate * seconds));
  for (std::size_t i = 0; i < glide.size(); ++i) {
    const double t = static_cast<double>(i) / rate;  // 100 … 200 Hz, evenly in time
    glide[i] = static_cast<float>(0.5 * std::sin(2.0 * std::numbers::pi * (100.0 * t + 0.5 * 25.0 * t * t)));
  }
  const auto analysis = analysed(clip_of(std::move(glide), rate));
  CHECK(measure(analysis, Measure::f0_mean) == doctest::Approx(150).epsilon(0.01));
  CHECK(measure(analysis, Measure::f0_range) == doctest::Approx(90).epsilon(0.02));
}

TEST_CASE("syllables are counted a second of the whole clip, at any rate alike") {
  for (const double rate : {16000.0, 22050.0, 48000.0}) {
    CAPTURE(rate);
    const auto analysis = analysed(clip_of(syllables(rate, 3.0, 4.0), rate));
    CHECK(measure(analysis, Measure::speaking_rate) == doctest::Approx(4.0).epsilon(0.1));
    CHECK(measure(analysis, Measure::f0_mean) == doctest::Approx(120).epsilon(0.01));
  }
}

TEST_CASE("F0 and speaking rate are the catalogue of features' own at 16 kHz") {
  const auto sound = syllables(16000, 2.0, 3.0);
  const auto analysis = analysed(clip_of(sound, 16000));
  CHECK(measure(analysis, Measure::speaking_rate) == static_cast<float>(speaking_rate({sound, 16000}).per_second()));
  double sum = 0.0;
  int voiced = 0;
  for (const auto& frame : pitch_by_autocorrelation({sound, 16000}).values)
    if (frame.f0_hz > 0.0F) {
      sum += frame.f0_hz;
      ++voiced;
    }
  REQUIRE(voiced > 0);
  CHECK(measure(analysis, Measure::f0_mean) == static_cast<float>(sum / voiced));
}

TEST_CASE("onset strength and spectral slope are the catalogue of features' means at 16 kHz") {
  const auto sound = syllables(16000, 2.0, 3.0);
  const auto analysis = analysed(clip_of(sound, 16000));
  const auto mean_of = [&](std::string_view name) {  // of the first row
    const auto matrix = compute_feature(name, {sound, 16000});
    REQUIRE(matrix.ok());
    double sum = 0.0;
    const int frames = matrix.value().shape.back();
    for (int t = 0; t < frames; ++t) sum += matrix.value().values[static_cast<std::size_t>(t)];
    return sum / frames;
  };
  CHECK(measure(analysis, Measure::onset_strength) == doctest::Approx(mean_of("onset_strength")));
  CHECK(measure(analysis, Measure::onset_strength) > 0.1F);
  CHECK(measure(analysis, Measure::spectral_slope) == doctest::Approx(1000 * mean_of("poly_features")));
  CHECK(measure(analysis, Measure::spectral_slope) < 0.0F);  // a voice's spectrum falls
  for (const double rate : {22050.0, 48000.0}) {
    CAPTURE(rate);
    const auto copy = analysed(clip_of(syllables(rate, 2.0, 3.0), rate));
    CHECK(measure(copy, Measure::onset_strength) ==
          doctest::Approx(measure(analysis, Measure::onset_strength)).epsilon(0.1));
    CHECK(measure(copy, Measure::spectral_slope) ==
          doctest::Approx(measure(analysis, Measure::spectral_slope)).epsilon(0.1));
  }
}

TEST_CASE("the measures of the table are summaries of features that the catalogue has") {
  for (const MeasureInfo& info : kMeasures) {
    CAPTURE(info.name);
    CHECK(!info.name.empty());
    CHECK((info.feature.empty() || find_feature(info.feature) != nullptr));
    CHECK((info.summary == Summary::samples) == info.feature.empty());
  }
}

TEST_CASE("the clipped share counts samples at 0.999 of full scale and beyond") {
  std::vector<float> samples(1000, 0.1F);
  for (const std::size_t i : {5U, 6U, 7U}) samples[i] = 1.0F;
  samples[8] = -1.0F;
  samples[9] = 0.9990001F;
  samples[10] = 0.9985F;
  CHECK(measure(analysed(clip_of(samples, 16000)), Measure::clipped_share) == doctest::Approx(0.005));
}

TEST_CASE("digital silence has a level of minus infinity, no F0 and no syllable") {
  const auto analysis = analysed(clip_of(std::vector<float>(32000), 16000));
  CHECK(measure(analysis, Measure::rms) == -std::numeric_limits<float>::infinity());
  CHECK(std::isnan(measure(analysis, Measure::f0_mean)));
  CHECK(std::isnan(measure(analysis, Measure::f0_range)));
  CHECK(measure(analysis, Measure::speaking_rate) == 0.0F);
}

TEST_CASE("recipes are those of the catalogue to the bit, whatever else is requested and whatever came before") {
  ClipAnalyser analyser;
  for (const double rate : {48000.0, 16000.0, 22050.0, 44100.0, 48000.0, 24414.0}) {
    CAPTURE(rate);
    const auto clip = clip_of(syllables(rate, 1.3, 5.0), rate);
    for (std::size_t r = 0; r <= kClipRecipeCount; ++r) {
      const bool all = r == kClipRecipeCount;
      const AnalysisOptions options{.measures = r % 2 == 0,
                                    .recipes = static_cast<std::uint8_t>(all ? kAllRecipes : 1U << r)};
      const auto analysis = analyser.analyse(clip, options);
      REQUIRE(analysis.ok());
      for (std::size_t k = 0; k < kClipRecipeCount; ++k) {
        CAPTURE(kClipRecipeNames[k]);
        const FeatureMatrix& ours = analysis.value().recipes[k];
        if (!all && k != r) {
          CHECK(ours.shape.empty());
          continue;
        }
        const auto theirs = compute_recipe(kClipRecipeNames[k], {clip.samples, rate});
        REQUIRE(theirs.ok());
        CHECK(ours.shape == theirs.value().shape);
        CHECK(ours.values == theirs.value().values);
        CHECK(ours.frames_first == theirs.value().frames_first);
      }
      CHECK(std::isnan(analysis.value().measures[0]) == !options.measures);
    }
  }
}

TEST_CASE("every clip recipe stands in the catalogue of recipes, and is found by its name") {
  CHECK(recipe_names().size() >= kClipRecipeCount);  // others are of models alone
  for (std::size_t k = 0; k < kClipRecipeCount; ++k) {
    CHECK(find_recipe(kClipRecipeNames[k]) != nullptr);
    CHECK(find_clip_recipe(kClipRecipeNames[k]) == k);
  }
  CHECK(find_clip_recipe("mfcc") == kClipRecipeCount);
}

TEST_CASE("equal samples have equal hashes; a changed, moved or added sample, or another rate, changes it") {
  const auto samples = test::noise(20000);
  const auto hash = [](std::vector<float> values, double rate_hz = 16000) {
    return analysed(clip_of(std::move(values), rate_hz), {.measures = false}).content_hash;
  };
  CHECK(hash(samples) == hash(samples));
  CHECK(hash(samples) != hash(samples, 22050));
  auto changed = samples;
  changed[7777] += 1.0F / 32768.0F;
  CHECK(hash(changed) != hash(samples));
  auto moved = samples;
  std::swap(moved[100], moved[104]);  // the same chain of the hash
  CHECK(hash(moved) != hash(samples));
  auto longer = samples;
  longer.push_back(0.0F);
  CHECK(hash(longer) != hash(samples));
  auto negative_zero = std::vector<float>(100, -0.0F);
  CHECK(hash(negative_zero) == hash(std::vector<float>(100, 0.0F)));
  auto loud = test::noise(100, 4.0F);  // beyond full scale, as float files may be
  auto louder = loud;
  louder[50] += 0.5F;
  CHECK(hash(loud) != hash(louder));
}

TEST_CASE("a single sample and a very short sound can be analysed whole") {
  for (const std::size_t count : {1U, 2U, 37U, 400U}) {
    CAPTURE(count);
    const auto analysis = analysed(clip_of(test::noise(count), 48000), {.recipes = kAllRecipes});
    CHECK(measure(analysis, Measure::duration) == doctest::Approx(static_cast<double>(count) / 48000));
    CHECK(std::isfinite(measure(analysis, Measure::speaking_rate)));
    CHECK(analysis.recipe(ClipRecipe::mlp180).values.size() == 180);
  }
}

TEST_CASE("what cannot be analysed is refused with a sentence") {
  ClipAnalyser analyser;
  const auto refused = [&](DecodedClip clip, const char* part) {
    const auto analysis = analyser.analyse(clip, {});
    REQUIRE(!analysis.ok());
    CHECK(analysis.error().find(part) != std::string::npos);
    CHECK(analysis.error().back() == '.');
  };
  refused(clip_of({}, 16000), "no samples");
  refused(clip_of({0.0F}, 3999), "3999 Hz");
  refused(clip_of({0.0F}, 0), "0 Hz");
  refused(clip_of({0.0F, std::numeric_limits<float>::quiet_NaN()}, 16000), "not finite");
  refused(clip_of({std::numeric_limits<float>::infinity()}, 16000), "not finite");
}

TEST_CASE("a held resampling filter gives the samples of a new one, and only the last eight are held") {
  ResamplerFilters filters;
  const auto signal = test::noise(5000);
  const auto run = [&](Resampler resampler) {
    std::vector<float> out;
    resampler.push(signal, out);
    resampler.finish(out);
    return out;
  };
  for (const double rate : {48000.0, 44100.0, 16000.0, 24414.0, 48000.0}) {
    const ResamplerConfig config{.input_rate_hz = rate};
    CHECK(run(Resampler(filters.get(config))) == run(Resampler(config)));
  }
  const std::weak_ptr<const ResamplerFilter> held = filters.get({.input_rate_hz = 44100});
  CHECK(filters.get({.input_rate_hz = 44100}) == held.lock());
  CHECK(filters.get({.input_rate_hz = 44100, .pass_band = 0.8}) != held.lock());
  for (int i = 0; i < 6; ++i) (void)filters.get({.input_rate_hz = 32000.0 + i});
  CHECK(!held.expired());
  (void)filters.get({.input_rate_hz = 31000});
  CHECK(held.expired());
}
