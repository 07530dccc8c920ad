// Agreement with librosa, as a table: tests/golden/manifest.json (made inputs) and ../shared/golden (real speech too).
#include "features/catalogue.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <numbers>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "features/computed.h"
#include "features/groups.h"
#include "signal/decode.h"
#include "support/audio.h"
#include "support/files.h"

using namespace emo;
using test::compute;

namespace {

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

// How one of the manifest's features is computed here, and how near it must come: the goldens' README.
struct Row {
  std::string golden;
  std::string feature;  // of the catalogue; "recipe NAME"
  std::vector<std::pair<std::string, std::string>> settings{};
  std::function<void(const FeatureMatrix& ours, const test::Npy& reference)> agrees;
  int matrix_row = -1;  // the golden is this row of ours; −1: all of it
};

auto relative(double tolerance) {
  return [=](const FeatureMatrix& ours, const test::Npy& reference) {
    CHECK(test::relative_error(ours.values, reference.values) <= tolerance);
  };
}

// Of rows that do not change librosa's derivatives are rounding noise (1.7e-5 in silence), ours are zero.
void same_derivatives(const FeatureMatrix& ours, const test::Npy& reference) {
  if (worst_absolute(reference.values, std::vector<float>(reference.values.size())) < 5e-5)
    CHECK(worst_absolute(ours.values, reference.values) < 5e-5);
  else
    CHECK(test::relative_error(ours.values, reference.values) <= 1e-3);
}

auto absolute(double tolerance) {
  return [=](const FeatureMatrix& ours, const test::Npy& reference) {
    CHECK(worst_absolute(ours.values, reference.values) <= tolerance);
  };
}

// Another good resampler differs near the band edge and at the ends of the sound (20 ms).
void same_below_7khz(const FeatureMatrix& ours, const test::Npy& reference) {
  const auto a = below_7khz(ours.values);
  const auto b = below_7khz(reference.values);
  const std::size_t edge = 320;
  const std::size_t inner = b.size() > 2 * edge ? b.size() - 2 * edge : 0;
  CHECK(test::relative_error(std::span(a).subspan(edge, inner), std::span(b).subspan(edge, inner)) <= 2e-3);
}

// Through our own resampler, on the bands below 7 kHz (60 of 64).
void same_bands_below_7khz(const FeatureMatrix& ours, const test::Npy& reference) {
  const auto below = static_cast<std::size_t>(60 * reference.shape[1]);
  CHECK(test::mean_absolute(std::span(ours.values).first(below), std::span(reference.values).first(below)) <= 0.05);
}

// 0 Hz: unvoiced.
void same_pitch(const FeatureMatrix& ours, const test::Npy& reference) {
  std::size_t same_voicing = 0;
  double worst_cents = 0.0;
  for (std::size_t t = 0; t < reference.values.size(); ++t) {
    const double a = ours.values[t];
    const double b = reference.values[t];
    same_voicing += (a > 0) == (b > 0) ? 1 : 0;
    if (a > 0 && b > 0) worst_cents = std::max(worst_cents, std::abs(1200.0 * std::log2(a / b)));
  }
  CHECK(static_cast<double>(same_voicing) >= 0.97 * static_cast<double>(reference.values.size()));
  CHECK(worst_cents <= 10.0);
}

// In a frame whose difference function is flat (before and after a click, in silence) rounding decides where, and
// whether, there is a trough. Such a frame gets no more than no_trough_prob, 0.01; all others agree to 1e-6.
void same_voicing_probability(const FeatureMatrix& ours, const test::Npy& reference) {
  std::size_t differing = 0;
  for (std::size_t t = 0; t < reference.values.size(); ++t)
    differing += std::abs(ours.values[t] - reference.values[t]) > 1e-6F ? 1 : 0;
  CHECK(static_cast<double>(differing) <= 0.05 * static_cast<double>(reference.values.size()));
  CHECK(worst_absolute(ours.values, reference.values) <= 0.01 + 1e-6);
}

FeatureMatrix one_row(const FeatureMatrix& m, int row) {
  FeatureMatrix one{{m.shape.back()}, {}};
  const auto first = m.values.begin() + static_cast<std::ptrdiff_t>(row) * m.shape.back();
  one.values.assign(first, first + m.shape.back());
  return one;
}

const std::vector<std::pair<std::string, std::string>> kPyin{{"fmin", "65"}, {"fmax", "800"}, {"hop_length", "512"}};

const std::vector<Row>& rows() {
  static const std::vector<Row> table{
      {"stft_magnitude", "stft", {}, relative(1e-4)},
      {"mel_power", "melspectrogram", {}, relative(1e-4)},
      {"mel_db", "melspectrogram", {{"db", "true"}, {"ref", "max"}}, absolute(1e-2)},
      {"mfcc40", "mfcc", {{"n_mfcc", "40"}}, relative(1e-3)},
      {"mfcc_delta", "mfcc_delta", {{"n_mfcc", "40"}}, same_derivatives},
      {"chroma_stft", "chroma_stft", {{"power", "1"}}, absolute(1e-3)},
      {"mlp180", "recipe mlp180", {}, relative(1e-3)},
      {"rms", "rms", {}, relative(1e-4)},
      {"zcr", "zero_crossing_rate", {}, relative(1e-4)},
      {"spectral_centroid_hz", "spectral_centroid", {}, relative(1e-4)},
      {"spectral_bandwidth_hz", "spectral_bandwidth", {}, relative(1e-4)},
      {"spectral_rolloff_hz", "spectral_rolloff", {}, relative(1e-4)},
      {"pyin_f0_hz", "pyin", kPyin, same_pitch, 0},
      {"pyin_voiced_prob", "pyin", kPyin, same_voicing_probability, 2},
      {"resample16k", "resample", {{"target_sr", "16000"}}, same_below_7khz},
      {"logmel64_16k", "logmel64", {}, same_bands_below_7khz},
  };
  return table;
}

Result<FeatureMatrix> compute(const Row& row, const Sound& sound) {
  if (row.feature.starts_with("recipe ")) return compute_recipe(row.feature.substr(7), sound);
  const Feature* feature = find_feature(row.feature);
  REQUIRE(feature != nullptr);
  FeatureSettings settings(all_parameters(*feature));
  for (const auto& [name, value] : row.settings) REQUIRE(settings.set(name, value).ok());
  return compute_feature(*feature, settings, sound);
}

void check_case(const std::string& folder, const nlohmann::json& c) {
  const std::string golden = c["feature"];
  CAPTURE(c["case"].get<std::string>());
  CAPTURE(golden);
  const auto row = std::find_if(rows().begin(), rows().end(), [&](const Row& r) { return r.golden == golden; });
  CHECK_MESSAGE(row != rows().end(), "the table has no row for this feature");
  if (row == rows().end()) return;
  const auto wav = test::read_bytes(folder + c["wav"].get<std::string>());
  const auto clip = decode_clip(wav);
  REQUIRE(clip.ok());
  Row asked = *row;
  // The spectrum of one click is flat: its peaks, and so the tuning, are the rounding noise of librosa's FFT.
  if (golden == "chroma_stft" && c["case"] == "click")
    asked.settings.emplace_back("tuning", std::to_string(c["params"]["tuning"].get<double>()));
  auto ours = compute(asked, {clip.value().samples, clip.value().sample_rate_hz});
  if (!c["params"].value("valid", true)) {  // librosa refuses it too
    CHECK(!ours.ok());
    return;
  }
  REQUIRE(ours.ok());
  if (row->matrix_row >= 0) ours = one_row(ours.value(), row->matrix_row);
  const auto reference = test::read_npy(folder + c["file"].get<std::string>());
  REQUIRE(ours.value().shape == reference.shape);
  row->agrees(ours.value(), reference);
}

int check_all(const std::string& folder) {
  const auto bytes = test::read_bytes(folder + "manifest.json");
  const auto manifest = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
  for (const auto& c : manifest["cases"]) check_case(folder, c);
  return static_cast<int>(manifest["cases"].size());
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
  CHECK(check_all(shared + "golden/") >= 140);
}

TEST_CASE("an unknown feature names its nearest neighbours") {
  const std::vector<float> samples{0.1F};
  const auto wrong = compute_feature("mfc", {samples, 16000});
  REQUIRE(!wrong.ok());
  CHECK(wrong.error().find("mfcc") != std::string::npos);
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
