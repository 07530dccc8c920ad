// emoscope explain: which part of a sound, in time and frequency, a model's answer rests on.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>

#include "features/mel.h"
#include "learning/random.h"
#include "native/commands.h"
#include "native/engine.h"
#include "session/saliency.h"

namespace emo::native {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr double kCheckedShare = 0.2;
constexpr int kRandomDraws = 5;

// The label's probability without a fifth of the map.
struct Check {
  float without_most = 0.0F;
  float without_least = 0.0F;
  float without_random = 0.0F;  // mean of kRandomDraws
};

struct Explained {
  std::string file;
  std::string model;
  Explanation map;
  double milliseconds = 0.0;
  bool checked = false;
  Check check{};
};

Result<void> run(Saliency& saliency, Inference& inference) {
  while (true) {
    const auto more = saliency.next();
    if (!more) return Error{more.error()};
    if (!more.value()) return {};
    saliency.answer(inference.run({RequestKind::emotion_model, 0, saliency.input(), {}}));
  }
}

Result<Check> check_of(Saliency& saliency, Inference& inference) {
  const std::vector<float> drops = saliency.explanation().drops;
  std::vector<std::size_t> order(drops.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto count = static_cast<std::size_t>(std::lround(kCheckedShare * static_cast<double>(drops.size())));
  Result<void> all_ran;
  const auto without_first = [&] {
    std::vector<float> cells(drops.size());
    for (std::size_t i = 0; i < count; ++i) cells[order[i]] = 1.0F;
    saliency.probe(cells);
    if (auto ran = run(saliency, inference); !ran) all_ran = std::move(ran);
    return saliency.probed();
  };
  Check check;
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return drops[a] > drops[b]; });
  check.without_most = without_first();
  std::reverse(order.begin(), order.end());
  check.without_least = without_first();
  Random random(1);
  for (int draw = 0; draw < kRandomDraws; ++draw) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    check.without_random += without_first() / kRandomDraws;
  }
  if (!all_ran) return Error{all_ran.error()};
  return check;
}

double low_hz(const ExplanationHeader& h, std::uint32_t row) {
  const double from = hz_to_mel(h.fmin_hz, false);
  return mel_to_hz(from + (hz_to_mel(h.fmax_hz, false) - from) * row / h.rows, false);
}

double start_of(const ExplanationHeader& h, std::uint32_t column) {
  return h.start_s + (h.end_s - h.start_s) * column / h.columns;
}

std::string_view label_of(const ExplanationHeader& h) { return kEmotionNames[static_cast<std::size_t>(h.label)]; }

std::string printed(const char* format, double value) {
  char text[32];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

// Shares of the largest drop: a quarter of it, half of it, …; a rise is marked from a quarter of it.
const char* shade(float drop, float largest) {
  constexpr const char* shades[] = {" ", "░", "▒", "▓", "█"};
  if (!(largest > 0.0F)) return " ";
  if (drop < -largest / 8) return "-";
  return shades[std::clamp(static_cast<int>(std::lround(4.0F * drop / largest)), 0, 4)];
}

std::string picture(const Explained& e) {
  const ExplanationHeader& h = e.map.header;
  float largest = 0.0F;
  for (const float drop : e.map.drops) largest = std::max(largest, std::abs(drop));
  std::string text = e.file + ": " + std::string(label_of(h)) + ' ' + printed("%.2f", h.base_probability) + " (" +
                     e.model + ", " + std::to_string(h.runs) + " runs of the model, " +
                     printed("%.0f", e.milliseconds) + " ms)\n";
  for (std::uint32_t row = h.rows; row-- > 0;) {
    text += printed("%6.0f Hz |", low_hz(h, row));
    for (std::uint32_t c = 0; c < h.columns; ++c) {
      const char* mark = shade(e.map.drops[std::size_t{row} * h.columns + c], largest);
      text += std::string(mark) + mark;
    }
    text += "|\n";
  }
  const std::string from = printed("%.2f s", h.start_s);
  const std::string to = printed("%.2f s", h.end_s);
  const int room = std::max(1, static_cast<int>(2 * h.columns - from.size() - to.size()));
  text += std::string(10, ' ') + from + std::string(static_cast<std::size_t>(room), ' ') + to + '\n';
  text += "          █ without it the probability falls by " + printed("%.3f", largest) + ", - it rises\n";
  if (e.checked)
    text += "          without the fifth that matters most: " + printed("%.2f", e.check.without_most) +
            ", a random fifth: " + printed("%.2f", e.check.without_random) +
            ", the fifth that matters least: " + printed("%.2f", e.check.without_least) + '\n';
  return text;
}

std::string json_of(const Explained& e) {
  const ExplanationHeader& h = e.map.header;
  ordered_json json{{"file", e.file},
                    {"model", e.model},
                    {"label", label_of(h)},
                    {"base_probability", h.base_probability},
                    {"runner_up_probability", h.runner_up_probability},
                    {"rows", h.rows},
                    {"columns", h.columns},
                    {"start_s", h.start_s},
                    {"end_s", h.end_s},
                    {"fmin_hz", h.fmin_hz},
                    {"fmax_hz", h.fmax_hz}};
  for (std::uint32_t row = 0; row <= h.rows; ++row) json["edges_hz"].push_back(low_hz(h, row));
  json["runs"] = h.runs;
  json["milliseconds"] = e.milliseconds;
  json["drops"] = e.map.drops;
  if (e.checked)
    json["check"] = {{"share", kCheckedShare},
                     {"without_most", e.check.without_most},
                     {"without_random", e.check.without_random},
                     {"without_least", e.check.without_least}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

std::string csv_of(const Explained& e) {
  const ExplanationHeader& h = e.map.header;
  std::string text = "label,low_hz,high_hz,start_s,end_s,drop\n";
  for (std::uint32_t row = 0; row < h.rows; ++row)
    for (std::uint32_t c = 0; c < h.columns; ++c) {
      text += label_of(h);
      for (const double place : {low_hz(h, row), low_hz(h, row + 1), start_of(h, c), start_of(h, c + 1)})
        text += printed(",%.6g", place);
      text += printed(",%.9g", e.map.drops[std::size_t{row} * h.columns + c]) + '\n';
    }
  return text;
}

struct ExplainOptions {
  std::vector<std::string> files{};
  ModelChoice model{};
  std::optional<std::string> label{}, format{}, out{};
  double from_s = 0.0;
  double to_s = std::numeric_limits<double>::infinity();
  SaliencyConfig config{};
  bool check = false;
};

// Of all eight, whatever the model knows; kMostProbableLabel if none is named.
Result<int> label_wanted(const ExplainOptions& options) {
  if (!options.label) return kMostProbableLabel;
  const auto at = std::find(kEmotionNames.begin(), kEmotionNames.end(), *options.label);
  if (at == kEmotionNames.end())
    return Error{unknown("expression", *options.label, {kEmotionNames.begin(), kEmotionNames.end()})};
  return static_cast<int>(at - kEmotionNames.begin());
}

// The part from from_s to to_s. Error: nothing lies there.
Result<std::span<const float>> part_of(const DecodedClip& clip, const ExplainOptions& options) {
  const auto count = static_cast<double>(clip.samples.size());
  const auto first = static_cast<std::size_t>(std::min(count, options.from_s * clip.sample_rate_hz));
  const auto last = static_cast<std::size_t>(std::min(count, options.to_s * clip.sample_rate_hz));
  if (first >= last)
    return Error{options.files[0] + " has nothing between --from and --to: it is " +
                 printed("%.2f", count / clip.sample_rate_hz) + " s long."};
  return std::span<const float>(clip.samples).subspan(first, last - first);
}

Result<Explained> explain(const ExplainOptions& options, int label, Engine& engine) {
  const std::string& file = options.files[0];
  const auto clip = read_clip(file);
  if (!clip) return Error{clip.error()};
  const auto part = part_of(clip.value(), options);
  if (!part) return Error{part.error()};
  const Card& card = engine.cards->front();
  const auto began = std::chrono::steady_clock::now();
  auto saliency =
      Saliency::open(card, {part.value(), static_cast<double>(clip.value().sample_rate_hz)}, label, options.config);
  if (!saliency) return Error{file + ": " + saliency.error()};
  if (const auto done = run(saliency.value(), *engine.inference); !done) return Error{file + ": " + done.error()};
  Explained e{.file = file, .model = card.name, .map = saliency.value().explanation()};
  e.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
  e.map.header.start_s += options.from_s;
  e.map.header.end_s += options.from_s;
  e.checked = options.check;
  if (!options.check) return e;
  const auto check = check_of(saliency.value(), *engine.inference);
  if (!check) return Error{file + ": " + check.error()};
  e.check = check.value();
  return e;
}

int write_out(const Explained& e, const std::string& format, const std::optional<std::string>& out) {
  if (format == "npy") {
    const ExplanationHeader& h = e.map.header;
    const auto done = write_npy(*out, e.map.drops, {static_cast<int>(h.rows), static_cast<int>(h.columns)});
    return done ? 0 : complain(done.error());
  }
  const std::string text = format == "json" ? json_of(e) : format == "csv" ? csv_of(e) : picture(e);
  if (!out) {
    std::cout << text;
    return 0;
  }
  const auto done = write_file(*out, text);
  return done ? 0 : complain(done.error());
}

// --format, or what the name --out ends in. Error: unknown; npy without a file.
Result<std::string> format_of(const ExplainOptions& options) {
  std::string format = options.out ? fs::path(*options.out).extension().string() : "text";
  if (!format.empty() && format[0] == '.') format.erase(0, 1);
  if (format == "txt" || format.empty()) format = "text";
  if (options.format) format = *options.format;
  const std::vector<std::string_view> known{"text", "json", "csv", "npy"};
  if (std::find(known.begin(), known.end(), format) == known.end()) return Error{unknown("format", format, known)};
  if (format == "npy" && !options.out) return Error{"A NumPy array is not for the terminal: name a file with --out."};
  return format;
}

int explain_command(const ExplainOptions& options) {
  if (options.files.size() != 1) return complain("Name one sound file.");
  const auto label = label_wanted(options);
  if (!label) return complain(label.error());
  const auto format = format_of(options);
  if (!format) return complain(format.error());
  const auto folder = chosen_model(options.model);
  if (!folder) return complain(folder.error());
  auto engine = load_engine(std::vector<fs::path>{folder.value()});
  if (!engine) return complain(engine.error());
  const auto explained = explain(options, label.value(), engine.value());
  if (!explained) return complain(explained.error());
  if (options.out) std::cout << picture(explained.value());
  return write_out(explained.value(), format.value(), options.out);
}

}  // namespace

void add_explain(CommandLine& line) {
  auto options = std::make_shared<ExplainOptions>();
  Command command = line.add(
      {.name = "explain",
       .summary = "which part of the sound, in time and frequency, the answer rests on",
       .usage = {"FILE [--model NAME | --model-dir FOLDER] [options]"},
       .description =
           "Takes one tile of the sound after the other out (a band of the mel scale for about a quarter of a second "
           "falls to its background) and asks the model again: a map of the drops of the label's probability. At most "
           "10 s at once. Of sounds longer than 3 s the probability is the mean over windows of 3 s, at most 2 s "
           "apart, "
           "and the tiles are longer, so that the runs of the model do not exceed --runs.",
       .examples = {"emoscope explain clip.wav --model first-cnn --label angry --out map.csv"}},
      [options] { return explain_command(*options); });
  declare_model(command, options->model);
  command.option("--label", "LABEL", options->label, "an expression the model knows (default: the most probable)")
      .seconds("--from", options->from_s, "only what comes after so many seconds of the file")
      .seconds("--to", options->to_s, "only what comes before")
      .option("--bands", "N", options->config.rows, {1, 64}, "rows of the map")
      .option("--runs", "N", options->config.max_runs, {20, 20000},
              "of the model at most; more runs, shorter tiles (not under 0.25 s)")
      .flag("--check", options->check,
            "how far the map can be trusted: the probability without the fifth that matters most, without the fifth "
            "that matters least, without a random fifth")
      .option("--format", "FORMAT", options->format,
              "text  a picture in characters (default)\n"
              "json  one object: the grid's edges and drops, row after row from the lowest band\n"
              "csv   one row a cell: label, its edges in Hz and s, drop\n"
              "npy   NumPy array, float32, rows x columns; needs --out")
      .option("--out", "FILE", options->out,
              "the format, if it is not named, is what FILE ends in; the picture goes to stdout then")
      .words(options->files);
}

}  // namespace emo::native
