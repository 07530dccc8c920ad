#include "session/saliency.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "features/catalogue.h"
#include "features/mel.h"
#include "features/recipes/logmel64.h"
#include "session/occlusion.h"
#include "support/audio.h"

using namespace emo;
using R = LogMel64Recipe;

namespace {

constexpr int kHappy = static_cast<int>(Emotion::happy);
constexpr int kSad = static_cast<int>(Emotion::sad);
constexpr int kCalm = static_cast<int>(Emotion::calm);

using Model = std::function<std::vector<float>(std::span<const float> input)>;

Card card_of(const char* recipe, ClipRule rule = ClipRule::windows) {
  Card card;
  card.name = "made-up";
  card.recipe = find_recipe(recipe);
  card.answer.labels = {Emotion::neutral, Emotion::happy, Emotion::sad};
  card.clip_rule = rule;
  card.decision.temperature = 1.0F;
  return card;
}

void run(Saliency& saliency, const Model& model) {
  for (auto more = saliency.next(); more && more.value(); more = saliency.next())
    saliency.answer(model(saliency.input()));
}

Saliency opened(const Card& card, const Sound& sound, int label = kMostProbableLabel,
                const SaliencyConfig& config = {}) {
  auto made = Saliency::open(card, sound, label, config);
  REQUIRE_MESSAGE(made.ok(), made.error());
  return std::move(made.value());
}

Explanation explained(const Card& card, const Sound& sound, const Model& model, int label = kHappy,
                      const SaliencyConfig& config = {}) {
  Saliency saliency = opened(card, sound, label, config);
  run(saliency, model);
  return saliency.explanation();
}

// Bursts of noise over a soft floor, three a second: every band and every third of a second holds something, and the
// pauses a background.
std::vector<float> syllables(double seconds, double rate_hz = 16000.0) {
  auto sound = test::noise(static_cast<std::size_t>(seconds * rate_hz), 0.3F);
  for (std::size_t i = 0; i < sound.size(); ++i) {
    const double phase = std::fmod(3.0 * static_cast<double>(i) / rate_hz, 1.0);
    sound[i] *= static_cast<float>(0.003 + std::pow(std::sin(3.14159265 * phase), 2.0));
  }
  return sound;
}

// A model of the window's log-mel that hears only some bands at some time.
Model hears(int first_band, int last_band, int first_frame, int last_frame, float scale = 0.5F) {
  return [=](std::span<const float> input) {
    float sum = 0.0F;
    for (int f = first_frame; f < last_frame; ++f)
      for (int b = first_band; b < last_band; ++b) sum += input[static_cast<std::size_t>(f * R::n_mels + b)];
    const auto cells = static_cast<float>((last_band - first_band) * (last_frame - first_frame));
    return std::vector<float>{0.0F, scale * (sum / cells + 5.5F) + 0.7F, 0.0F};
  };
}

// A model that likes some cells of the window's log-mel and dislikes others, as chance has it.
Model linear(std::uint32_t seed) {
  const auto weights = test::noise(std::size_t{R::window_frames} * R::n_mels, 1.0F, seed);
  return [weights](std::span<const float> input) {
    float sum = 0.0F;
    for (std::size_t i = 0; i < input.size(); ++i)
      sum += weights[(i / R::n_mels / 20) * R::n_mels + (i % R::n_mels) / 4 * 4] * (input[i] - R::floor());
    return std::vector<float>{0.0F, 4.0F * sum / static_cast<float>(input.size()), 0.3F};
  };
}

std::size_t largest(const Explanation& e) {
  return static_cast<std::size_t>(std::max_element(e.drops.begin(), e.drops.end()) - e.drops.begin());
}

int row_of(const ExplanationHeader& h, double hz) {
  return static_cast<int>(hz_to_mel(hz, false) / hz_to_mel(h.fmax_hz, false) * h.rows);
}

// The fifth of all cells at one end of the order.
std::vector<float> fifth(const std::vector<std::size_t>& order, bool at_the_end) {
  std::vector<float> cells(order.size());
  const std::size_t count = order.size() / 5;
  for (std::size_t i = 0; i < count; ++i) cells[at_the_end ? order[order.size() - 1 - i] : order[i]] = 1.0F;
  return cells;
}

float probability_without(Saliency& saliency, const Model& model, const std::vector<float>& cells) {
  saliency.probe(cells);
  run(saliency, model);
  return saliency.probed();
}

}  // namespace

TEST_CASE("what a model hears only in one band and span of time is found there and nowhere else") {
  const auto sound = syllables(3.0);
  // Mel bands 33 … 35 of logmel64 lie around 1.9 kHz, in the middle of row 4; frames 150 … 174 are columns 12 and 13.
  const MelFilterbank bank({.sample_rate_hz = 16000, .n_fft = 512, .n_mels = 64, .fmin_hz = 50, .fmax_hz = 8000});
  int peak = 0;
  for (int k = 0; k < 257; ++k)
    if (bank.weight(34, k) > bank.weight(34, peak)) peak = k;
  const Explanation e = explained(card_of("logmel64"), {sound, 16000}, hears(33, 36, 152, 173));
  REQUIRE(e.header.rows == 8);
  REQUIRE(e.header.columns == 24);
  const std::size_t at = largest(e);
  const int row = row_of(e.header, peak * 16000.0 / 512);
  CHECK(static_cast<int>(at / 24) == row);
  CHECK(at % 24 >= 12);
  CHECK(at % 24 <= 13);
  CHECK(e.drops[at] > 0.1F);
  for (std::size_t i = 0; i < e.drops.size(); ++i) {
    const bool near = std::abs(static_cast<int>(i / 24) - row) == 0 && i % 24 >= 11 && i % 24 <= 14;
    if (!near) CHECK_MESSAGE(std::abs(e.drops[i]) < 0.1F * e.drops[at], "row ", i / 24, " column ", i % 24);
  }
}

TEST_CASE("a part that speaks against a label has a negative drop") {
  const auto sound = syllables(3.0);
  const Explanation e = explained(card_of("logmel64"), {sound, 16000}, hears(33, 36, 152, 173, -0.5F));
  const auto least = static_cast<std::size_t>(std::min_element(e.drops.begin(), e.drops.end()) - e.drops.begin());
  CHECK(least / 24 == 4);
  CHECK(e.drops[least] < -0.05F);
  CHECK(*std::max_element(e.drops.begin(), e.drops.end()) < 0.1F * -e.drops[least]);
}

TEST_CASE("taking out the fifth that matters most lowers the score more than any other fifth") {
  for (const double seconds : {3.0, 4.2}) {
    const auto sound = syllables(seconds);
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
      CAPTURE(seconds);
      CAPTURE(seed);
      const Model model = linear(seed);
      Saliency saliency = opened(card_of("logmel64"), {sound, 16000}, kHappy);
      run(saliency, model);
      const Explanation e = saliency.explanation();
      std::vector<std::size_t> order(e.drops.size());
      std::iota(order.begin(), order.end(), std::size_t{0});
      const auto dice = test::noise(order.size(), 1.0F, 77 + seed);
      auto shuffled = order;
      std::sort(shuffled.begin(), shuffled.end(), [&](auto a, auto b) { return dice[a] < dice[b]; });
      std::sort(order.begin(), order.end(), [&](auto a, auto b) { return e.drops[a] < e.drops[b]; });
      const float top = probability_without(saliency, model, fifth(order, true));
      const float bottom = probability_without(saliency, model, fifth(order, false));
      const float chance = probability_without(saliency, model, fifth(shuffled, true));
      CHECK(top < e.header.base_probability - 0.01F);
      CHECK(top < chance);
      CHECK(chance < bottom);
      CHECK(saliency.explanation().drops == e.drops);  // asking on does not change the map
    }
  }
}

TEST_CASE("the map is the one that computing every frame and asking every window gives") {
  const auto sound = syllables(4.2);
  const Model model = linear(5);
  const Card card = card_of("logmel64");
  const SaliencyConfig config{.rows = 4, .max_runs = 60};
  const Explanation e = explained(card, {sound, 16000}, model, kHappy, config);
  const auto columns = static_cast<int>(e.header.columns);
  REQUIRE(columns > 3);

  const auto probability = [&](std::span<const float> samples) {
    std::vector<float> frames(std::size_t{R::window_frames} * R::n_mels, R::floor());  // before the sound
    LogMel64 recipe;
    recipe.push(samples, [&](const LogMel64::Frame& f) { frames.insert(frames.end(), f.begin(), f.end()); });
    double sum = 0.0;
    for (const std::size_t end : {std::size_t{48000}, samples.size()}) {  // 4.2 s: two windows
      const std::int64_t last = R::frames_after(static_cast<std::int64_t>(end));
      const auto window = std::span(frames).subspan(static_cast<std::size_t>(last * R::n_mels), 300 * R::n_mels);
      sum += reading_of(model(window), card.answer, 1.0F).probabilities[kHappy];
    }
    return sum / 2;
  };
  Occlusion occlusion(sound, {.rows = 4, .columns = columns});
  const double base = probability(sound);
  CHECK(static_cast<float>(base) == e.header.base_probability);
  std::vector<double> sums(e.drops.size());
  std::vector<int> over(e.drops.size());
  for (int row = 0; row < 4; ++row)
    for (int c = 0; c + 1 < columns; ++c) {
      std::vector<float> cells(e.drops.size());
      const auto at = static_cast<std::size_t>(row * columns + c);
      cells[at] = cells[at + 1] = 1.0F;
      const double drop = base - probability(occlusion.without(cells).samples);
      for (const std::size_t i : {at, at + 1}) {
        sums[i] += drop;
        ++over[i];
      }
    }
  for (std::size_t i = 0; i < sums.size(); ++i) CHECK(static_cast<float>(sums[i] / over[i]) == e.drops[i]);
}

TEST_CASE("silence is explained by nothing, with one run of the model") {
  const std::vector<float> sound(48000);
  const Explanation e = explained(card_of("logmel64"), {sound, 16000}, linear(2));
  CHECK(e.header.runs == 1);
  CHECK(std::all_of(e.drops.begin(), e.drops.end(), [](float d) { return d == 0.0F; }));
}

TEST_CASE("a sound shorter than a tile is one column") {
  const auto sound = syllables(0.2);
  const Explanation e = explained(card_of("logmel64"), {sound, 16000}, hears(0, 64, 280, 299), kHappy, {.rows = 1});
  REQUIRE(e.drops.size() == 1);
  CHECK(e.header.runs == 2);
  CHECK(e.drops[0] > 0.05F);
  CHECK(e.header.end_s == doctest::Approx(0.2));
}

TEST_CASE("no sound takes more runs than allowed, and tiles are as short as that permits") {
  const Model model = hears(0, 64, 0, 300);
  for (const double seconds : {0.3, 1.0, 3.0, 4.0, 6.5, 10.0}) {
    CAPTURE(seconds);
    const auto sound = syllables(seconds);
    const Explanation e = explained(card_of("logmel64"), {sound, 16000}, model);
    CHECK(e.header.runs <= 200);
    CHECK(e.header.columns >= 2);
    if (seconds > 2.5) CHECK(e.header.runs > 140);
    if (seconds <= 3.0) CHECK(e.header.columns == static_cast<std::uint32_t>(seconds / 0.125 + 1e-6));
  }
}

TEST_CASE("every recipe can be explained: a model of means hears a tone where it sounds") {
  // 2 s of soft noise; a tone of 3 kHz sounds from 1.0 s to 1.5 s.
  const double rate = 22050.0;
  auto sound = test::noise(static_cast<std::size_t>(2 * rate), 0.01F);
  const auto tone = test::tone(3000.0, rate, 0.5, 0.3);
  for (std::size_t i = 0; i < tone.size(); ++i) sound[static_cast<std::size_t>(rate) + i] += tone[i];
  // Of the 180 numbers the last 128 are mean mel powers: the model hears their sum above 1 kHz.
  const Model mlp = [](std::span<const float> input) {
    REQUIRE(input.size() == 180);
    const float power = std::accumulate(input.begin() + 52 + 40, input.end(), 1e-9F);
    return std::vector<float>{0.0F, std::log(power), 0.0F};
  };
  for (const ClipRule rule : {ClipRule::whole, ClipRule::windows}) {
    const Explanation e = explained(card_of("mlp180", rule), {sound, rate}, mlp);
    const std::size_t at = largest(e);
    CHECK(static_cast<int>(at / e.header.columns) == row_of(e.header, 3000.0));
    const double centre = (static_cast<double>(at % e.header.columns) + 0.5) * e.header.end_s / e.header.columns;
    CHECK(centre > 1.0);
    CHECK(centre < 1.5);
    CHECK(e.header.fmax_hz == 11025.0F);
  }
  for (const auto& [recipe, fmax_hz] : {std::pair{"mfcc40_mean", 11025.0F},
                                        {"logmel40x174", 11025.0F},
                                        {"voice", 8000.0F},
                                        {"logmel64_voice", 8000.0F}}) {
    const Explanation e = explained(card_of(recipe, ClipRule::whole), {sound, rate}, [&](std::span<const float> input) {
      const double sum = std::accumulate(input.begin(), input.end(), 0.0);
      return std::vector<float>{0.0F, static_cast<float>(sum / static_cast<double>(input.size())), 0.0F};
    });
    CHECK(e.header.fmax_hz == fmax_hz);
    CHECK(std::any_of(e.drops.begin(), e.drops.end(), [](float d) { return d != 0.0F; }));
  }
}

TEST_CASE("a sound at another rate is explained on the same map") {
  const auto sound = syllables(3.0, 48000.0);
  const Explanation e = explained(card_of("logmel64"), {sound, 48000}, hears(33, 36, 152, 173));
  CHECK(e.header.columns == 24);
  CHECK(e.header.fmax_hz == 8000.0F);
  CHECK(e.header.end_s == doctest::Approx(3.0));
  CHECK(largest(e) / 24 == 4);
}

TEST_CASE("the most probable label is explained if none is named, and the runner-up is told") {
  const auto sound = syllables(1.0);
  const Model sad = [](std::span<const float>) { return std::vector<float>{1.0F, 0.0F, 3.0F}; };
  const Explanation e = explained(card_of("logmel64"), {sound, 16000}, sad, kMostProbableLabel);
  CHECK(e.header.label == Emotion::sad);
  const float sum = std::exp(1.0F) + 1.0F + std::exp(3.0F);
  CHECK(e.header.base_probability == doctest::Approx(std::exp(3.0F) / sum));
  CHECK(e.header.runner_up_probability == doctest::Approx(std::exp(1.0F) / sum));
}

TEST_CASE("drops are of the probability that the card's temperature gives") {
  const auto sound = syllables(1.0);
  Card card = card_of("logmel64");
  card.decision.temperature = 2.0F;
  const Explanation e =
      explained(card, {sound, 16000}, [](std::span<const float>) { return std::vector<float>{0.0F, 2.0F, 0.0F}; });
  CHECK(e.header.base_probability == doctest::Approx(std::exp(1.0F) / (2.0F + std::exp(1.0F))));
}

TEST_CASE("the same sound gives the same bytes") {
  const auto sound = syllables(2.0);
  std::vector<std::uint8_t> first;
  std::vector<std::uint8_t> second;
  write_explanation(explained(card_of("logmel64"), {sound, 16000}, linear(9)), first);
  write_explanation(explained(card_of("logmel64"), {sound, 16000}, linear(9)), second);
  CHECK(first == second);
}

TEST_CASE("a label the model lacks, a sound too long or not of numbers are refused in words") {
  const auto sound = syllables(1.0);
  const auto refused = [](const Card& card, const Sound& given, int label) {
    const auto made = Saliency::open(card, given, label);
    REQUIRE_FALSE(made.ok());
    return made.error();
  };
  const Card card = card_of("logmel64");
  CHECK(refused(card, {sound, 16000}, kCalm) ==
        "The model \"made-up\" has no expression \"calm\" that could be explained. It knows: neutral, happy, sad.");
  CHECK(refused(card, {sound, 16000}, 8).find("expression 8") != std::string::npos);
  CHECK(refused(card, {sound, 16000}, -2).find("expression -2") != std::string::npos);
  auto broken = sound;
  broken[7000] = std::nanf("");
  CHECK(refused(card, {broken, 16000}, kSad).find("not finite numbers") != std::string::npos);
  CHECK(refused(card, {{}, 16000}, kSad).find("no samples") != std::string::npos);
  CHECK(refused(card, {sound, 3000}, kSad).find("4000 to 768000 Hz can") != std::string::npos);
  const auto endless = syllables(10.1);
  CHECK(refused(card, {endless, 16000}, kSad).find("at most 10 s") != std::string::npos);
}

TEST_CASE("an answer that the card does not promise ends the explanation with a sentence") {
  const auto sound = syllables(1.0);
  for (const auto& answer : {std::vector<float>{0.0F, std::nanf(""), 0.0F}, std::vector<float>{0.0F, 1.0F}}) {
    Saliency saliency = opened(card_of("logmel64"), {sound, 16000});
    REQUIRE(saliency.next().value());
    saliency.answer(answer);
    const auto next = saliency.next();
    REQUIRE_FALSE(next.ok());
    CHECK(next.error().find("3 finite numbers its card promises") != std::string::npos);
    CHECK_FALSE(saliency.next().ok());
  }
}

TEST_CASE("asking again before answering asks the same, and progress only grows") {
  const auto sound = syllables(1.0);
  const Model model = linear(4);
  Saliency saliency = opened(card_of("logmel64"), {sound, 16000});
  float progress = 0.0F;
  while (saliency.next().value()) {
    const std::vector<float> input(saliency.input().begin(), saliency.input().end());
    REQUIRE(saliency.next().value());
    REQUIRE(std::equal(input.begin(), input.end(), saliency.input().begin(), saliency.input().end()));
    CHECK(saliency.progress() >= progress);
    progress = saliency.progress();
    saliency.answer(model(saliency.input()));
  }
  CHECK(saliency.progress() == 1.0F);
}

TEST_CASE("an explanation's bytes are read as written, and strangers are refused") {
  Explanation e;
  e.header.rows = 2;
  e.header.columns = 3;
  e.header.label = Emotion::sad;
  e.header.slot = 1;
  e.header.end_s = 1.5;
  e.header.fmax_hz = 8000.0F;
  e.header.base_probability = 0.75F;
  e.drops = {0.0F, 0.25F, -0.5F, 1.0F, 0.125F, 0.0F};
  std::vector<std::uint8_t> bytes;
  write_explanation(e, bytes);
  const auto read = parse_explanation(bytes);
  REQUIRE(read.ok());
  CHECK(read.value().drops == e.drops);
  CHECK(read.value().header.label == Emotion::sad);
  CHECK(read.value().header.slot == 1);

  const auto refused = [&](auto change) {
    auto copy = bytes;
    change(copy);
    return !parse_explanation(copy).ok();
  };
  CHECK(refused([](auto& b) { b.clear(); }));
  CHECK(refused([](auto& b) { b.pop_back(); }));
  CHECK(refused([](auto& b) { b.push_back(0); }));
  CHECK(refused([](auto& b) { b[0] ^= 1; }));
  CHECK(refused([](auto& b) { b[4] ^= 2; }));
  CHECK(refused([](auto& b) { b[9] = 8; }));  // a ninth expression
  CHECK(refused([](auto& b) { std::fill(b.begin() + 12, b.begin() + 20, 0xff); }));
  CHECK(refused([](auto& b) { std::fill(b.end() - 4, b.end(), 0xff); }));  // NaN
}
