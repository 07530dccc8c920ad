// yin, pyin (librosa's) and the pitch by autocorrelation (Praat's).
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "features/catalogue.h"
#include "features/pitch.h"
#include "features/pitch_autocorrelation.h"
#include "features/pyin_path.h"
#include "signal/decode.h"
#include "support/files.h"
#include "voice_sounds.h"

using namespace emo;

namespace {

double cents(double a_hz, double b_hz) { return std::abs(1200.0 * std::log2(a_hz / b_hz)); }

// The same decoding as a reader of the definition would write it: the whole matrix, in double.
struct NaivePath {
  NaivePath(const PitchObservations& seen, const PitchPathConfig& config) : seen_(seen), config_(config) {
    const int n = config.bins;
    within_.assign(static_cast<std::size_t>(n), std::vector<double>(static_cast<std::size_t>(n)));
    for (int i = 0; i < n; ++i) {
      double sum = 0.0;
      for (int j = 0; j < n; ++j) {
        double& w = within_[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
        w = std::max(0.0, 1.0 - std::abs(i - j) / ((config.transition_width + 1) / 2.0));
        sum += w;
      }
      for (double& w : within_[static_cast<std::size_t>(i)]) w /= sum;
    }
  }

  [[nodiscard]] double log_step(std::size_t from, std::size_t to) const {
    const auto n = static_cast<std::size_t>(config_.bins);
    const double kind = (from < n) == (to < n) ? 1.0 - config_.switch_prob : config_.switch_prob;
    const double p = kind * within_[from % n][to % n];
    return p <= 0.0 || p < config_.transition_min_prob ? -1e300 : std::log(p);
  }

  [[nodiscard]] std::vector<double> observed(std::size_t t) const {
    std::vector<double> logs(static_cast<std::size_t>(2 * config_.bins), kLogZero);
    for (const auto& c : seen_.of(static_cast<std::int64_t>(t)))
      logs[static_cast<std::size_t>(c.bin)] = c.log_probability;
    std::fill(logs.begin() + config_.bins, logs.end(), seen_.log_unvoiced[t]);
    return logs;
  }

  [[nodiscard]] double log_likelihood(std::span<const int> path) const {
    double sum = 0.0;
    for (std::size_t t = 0; t < path.size(); ++t) {
      sum += observed(t)[static_cast<std::size_t>(path[t])];
      if (t > 0) sum += log_step(static_cast<std::size_t>(path[t - 1]), static_cast<std::size_t>(path[t]));
    }
    return sum;
  }

  [[nodiscard]] double best_log_likelihood() const {
    std::vector<double> value = observed(0);
    for (std::size_t t = 1; t < static_cast<std::size_t>(seen_.frames()); ++t) {
      std::vector<double> next = observed(t);
      for (std::size_t j = 0; j < next.size(); ++j) {
        double best = -1e300;
        for (std::size_t i = 0; i < value.size(); ++i) best = std::max(best, value[i] + log_step(i, j));
        next[j] += best;
      }
      value = next;
    }
    return *std::max_element(value.begin(), value.end());
  }

 private:
  const PitchObservations& seen_;
  PitchPathConfig config_;
  std::vector<std::vector<double>> within_;
};

PitchObservations random_observations(int frames, int bins) {
  PitchObservations seen;
  const auto random = test::noise(static_cast<std::size_t>(4 * frames), 0.5F, 7);
  for (int t = 0; t < frames; ++t) {
    const auto r = [&](int k) { return 0.5 + random[static_cast<std::size_t>(4 * t + k)]; };
    double voiced = 0.0;
    std::vector<int> taken;
    for (int k = 0; k < 2; ++k) {
      const int bin = std::min(bins - 1, static_cast<int>(r(k) * bins));
      if (std::find(taken.begin(), taken.end(), bin) != taken.end()) continue;
      taken.push_back(bin);
    }
    std::sort(taken.begin(), taken.end());
    for (int bin : taken) {
      const double p = 0.05 + 0.4 * r(2);
      voiced += p;
      seen.candidates.push_back({bin, static_cast<float>(std::log(p))});
    }
    seen.first.push_back(static_cast<std::uint32_t>(seen.candidates.size()));
    seen.voiced_probability.push_back(static_cast<float>(voiced));
    seen.log_unvoiced.push_back(static_cast<float>(std::log((1.0 - voiced) / bins)));
  }
  return seen;
}

}  // namespace

TEST_CASE("yin and pyin agree with librosa with settings other than the defaults") {
  const std::string folder = test::golden_folder() + "extra_voice/";
  const auto bytes = test::read_bytes(folder + "manifest.json");
  const auto manifest = nlohmann::json::parse(bytes.begin(), bytes.end());
  for (const auto& c : manifest["cases"]) {
    const std::string file = c["file"];
    CAPTURE(file);
    const auto clip = decode_clip(test::read_bytes(test::golden_folder() + c["wav"].get<std::string>()));
    REQUIRE(clip.ok());
    const Feature* feature = find_feature(c["feature"].get<std::string>());
    REQUIRE(feature != nullptr);
    FeatureSettings settings(all_parameters(*feature));
    for (const auto& [name, value] : c["settings"].items()) REQUIRE(settings.set(name, value.get<std::string>()).ok());
    const auto ours = compute_feature(*feature, settings, {clip.value().samples, clip.value().sample_rate_hz});
    REQUIRE(ours.ok());
    const auto reference = test::read_npy(folder + file);
    REQUIRE(ours.value().shape.back() == reference.shape[0]);
    const auto first = static_cast<std::size_t>(c["row"].get<int>() * reference.shape[0]);
    const auto row = std::span(ours.value().values).subspan(first, reference.values.size());
    int differ = 0;
    for (std::size_t t = 0; t < row.size(); ++t)
      differ += std::abs(row[t] - reference.values[t]) > 1e-3F * std::abs(reference.values[t]) + 1e-5F ? 1 : 0;
    CHECK(differ <= static_cast<int>(row.size()) / 50);  // rounding may tip a frame without a clear period
  }
}

TEST_CASE("pyin's path is as likely as any that the whole matrix of transitions gives, also across its blocks") {
  constexpr int bins = 40;
  const PitchObservations seen = random_observations(1300, bins);
  for (const double least : {0.0, 0.004}) {
    CAPTURE(least);
    const PitchPathConfig config{
        .bins = bins, .transition_width = 11, .switch_prob = 0.1, .transition_min_prob = least};
    const NaivePath naive(seen, config);
    const auto ours = pitch_path(seen, config);
    REQUIRE(ours.size() == 1300);
    // Some ways are equally likely; so the likelihoods are compared, not the ways.
    CHECK(naive.log_likelihood(ours) == doctest::Approx(naive.best_log_likelihood()).epsilon(1e-7));
  }
}

TEST_CASE("the prior over YIN's thresholds is the Beta distribution") {
  for (const double x : {0.001, 0.01, 0.1, 0.3, 0.9}) {
    CHECK(beta_cdf(x, 2, 18) == doctest::Approx(1 - std::pow(1 - x, 19) - 19 * x * std::pow(1 - x, 18)).epsilon(1e-12));
    CHECK(beta_cdf(x, 1, 1) == doctest::Approx(x));
    CHECK(beta_cdf(x, 3.5, 0.5) == doctest::Approx(1 - beta_cdf(1 - x, 0.5, 3.5)));
  }
  CHECK(beta_cdf(0, 2, 18) == 0);
  CHECK(beta_cdf(1, 2, 18) == 1);
}

TEST_CASE("pyin and yin find the pitch of vowels at any usual rate") {
  for (const double rate : {8000.0, 16000.0, 22050.0, 44100.0, 48000.0}) {
    for (const double f0 : {85.0, 120.0, 220.0, 400.0}) {
      CAPTURE(rate);
      CAPTURE(f0);
      const auto x = test::vowel(f0, test::kVowelA, rate, 1.0);
      const PyinConfig config{{.fmax_hz = 1000.0F}};
      const PitchTrack track = pyin({x, rate}, config);
      YinConfig yin_config;
      yin_config.fmax_hz = 1000.0F;
      const auto by_yin = yin({x, rate}, yin_config);
      REQUIRE(track.f0_hz.size() == by_yin.size());
      REQUIRE(track.f0_hz.size() == 1 + x.size() / 512);
      const std::size_t edge = 1 + static_cast<std::size_t>(2048 / 512);
      for (std::size_t t = edge; t + edge < by_yin.size(); ++t) {
        CHECK(track.voiced[t] == 1);
        CHECK(cents(track.f0_hz[t], f0) <= 15);  // bins of 10 cents
        CHECK(cents(by_yin[t], f0) <= 10);
      }
    }
  }
}

TEST_CASE("pyin calls silence, a constant and a click unvoiced") {
  std::vector<float> click(22050);
  click[11025] = 1.0F;
  for (const auto& x : {std::vector<float>(22050), std::vector<float>(22050, 0.3F), click}) {
    const PitchTrack track = pyin({x, 22050}, {});
    // At the edges of a constant lies a step into the padding.
    for (std::size_t t = 3; t + 3 < track.voiced.size(); ++t) CHECK(track.voiced[t] == 0);
  }
}

TEST_CASE("pyin does not care about level, and a delay by one hop delays its frames") {
  const double rate = 22050;
  const auto x = test::joined({std::vector<float>(4096), test::vowel(140, test::kVowelI, rate, 0.7)});
  const PitchTrack whole = pyin({x, rate}, {});
  const PitchTrack quiet = pyin({test::scaled(x, 0.01), rate}, {});
  CHECK(quiet.f0_hz == whole.f0_hz);
  const auto later = test::joined({std::vector<float>(512), x});
  const PitchTrack delayed = pyin({later, rate}, {});
  int differ = 0;
  for (std::size_t t = 0; t < whole.f0_hz.size(); ++t) differ += delayed.f0_hz[t + 1] != whole.f0_hz[t] ? 1 : 0;
  CHECK(differ == 0);
}

TEST_CASE("settings that librosa refuses are refused with what to do") {
  const std::vector<float> x(3000, 0.1F);
  const Sound sound{x, 48000};
  const auto refused = [&](const char* feature, std::initializer_list<std::pair<const char*, const char*>> values) {
    const Feature* f = find_feature(feature);
    FeatureSettings settings(all_parameters(*f));
    for (const auto& [name, value] : values) REQUIRE(settings.set(name, std::string_view(value)).ok());
    const auto result = compute_feature(*f, settings, sound);
    return result.ok() ? std::string() : result.error();
  };
  CHECK(refused("yin", {}) == "");
  CHECK(refused("pyin", {{"fmin", "20"}}).find("frame_length 2402") != std::string::npos);
  CHECK(refused("pyin", {{"fmin", "20"}, {"frame_length", "2402"}}) == "");
  CHECK(refused("yin", {{"fmax", "25000"}}).find("24000.00 Hz") != std::string::npos);
  CHECK(refused("yin", {{"fmin", "500"}, {"fmax", "400"}}).find("lower than fmax") != std::string::npos);
  CHECK(refused("yin", {{"frame_length", "4096"}, {"center", "false"}}).find("center=true") != std::string::npos);
  CHECK(refused("pyin", {{"hop_length", "20000"}}).find("hop_length") != std::string::npos);
}

TEST_CASE("the autocorrelation finds the pitch of a gliding voice and its pauses") {
  const double rate = 44100;
  std::vector<test::Pulse> pulses;
  double t = 0.05;
  while (t < 1.4) {
    if (t < 0.6 || t > 0.9) pulses.push_back({t});
    t += 1.0 / (100.0 + 100.0 * t);
  }
  const auto x = test::voice(pulses, test::kVowelA, rate, 1.45);
  const PeriodicityTrack track = pitch_by_autocorrelation({x, rate});
  for (int i = 0; i < track.frames.count; ++i) {
    const double time = track.frames.time_s(i);
    const double f0 = track.values[static_cast<std::size_t>(i)].f0_hz;
    if ((time > 0.1 && time < 0.55) || (time > 0.95 && time < 1.35)) {
      CHECK(f0 == doctest::Approx(100.0 + 100.0 * time).epsilon(0.02));
      CHECK(track.f0_at(time + 0.003) == doctest::Approx(100.0 + 100.0 * (time + 0.003)).epsilon(0.02));
    }
    if (time > 0.66 && time < 0.84) CHECK(f0 == 0);
  }
}
