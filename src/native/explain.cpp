// emoscope explain: which part of a sound, in time and frequency, a model's answer rests on.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
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

std::string run(Saliency& saliency, Inference& inference) {
  while (true) {
    const auto more = saliency.next();
    if (!more) return more.error();
    if (!more.value()) return "";
    saliency.answer(inference.run({RequestKind::emotion_model, 0, saliency.input(), {}}));
  }
}

Check check_of(Saliency& saliency, Inference& inference) {
  const std::vector<float> drops = saliency.explanation().drops;
  std::vector<std::size_t> order(drops.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto count = static_cast<std::size_t>(std::lround(kCheckedShare * static_cast<double>(drops.size())));
  const auto without_first = [&] {
    std::vector<float> cells(drops.size());
    for (std::size_t i = 0; i < count; ++i) cells[order[i]] = 1.0F;
    saliency.probe(cells);
    run(saliency, inference);
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

struct Options {
  std::string file;
  int label = kMostProbableLabel;
  double from_s = 0.0;
  double to_s = 1e9;
  SaliencyConfig config{};
  bool check = false;
};

Result<double> seconds_option(const Arguments& args, const std::string& name, double fallback) {
  const std::string* text = args.option(name);
  if (text == nullptr) return fallback;
  double value = 0.0;
  const char* end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, value);
  if (read.ec != std::errc() || read.ptr != end || !(value >= 0.0 && value <= 1e6))
    return Error{name + " cannot be \"" + *text + "\". Valid: seconds, 0 or more."};
  return value;
}

Result<Options> options_of(const Arguments& args) {
  if (args.files.size() != 1) return Error{"Name one sound file."};
  Options options{.file = args.files[0]};
  if (const std::string* label = args.option("--label")) {
    const auto at = std::find(kEmotionNames.begin(), kEmotionNames.end(), *label);
    if (at == kEmotionNames.end())
      return Error{unknown("expression", *label, {kEmotionNames.begin(), kEmotionNames.end()})};
    options.label = static_cast<int>(at - kEmotionNames.begin());
  }
  const auto from = seconds_option(args, "--from", options.from_s);
  const auto to = seconds_option(args, "--to", options.to_s);
  const auto runs = integer_option(args, "--runs", 20, 20000, options.config.max_runs);
  const auto bands = integer_option(args, "--bands", 1, 64, options.config.rows);
  if (!from) return Error{from.error()};
  if (!to) return Error{to.error()};
  if (!runs) return Error{runs.error()};
  if (!bands) return Error{bands.error()};
  options.from_s = from.value();
  options.to_s = to.value();
  options.config.max_runs = runs.value();
  options.config.rows = bands.value();
  options.check = args.has("--check");
  return options;
}

// The part from from_s to to_s. Error: nothing lies there.
Result<std::span<const float>> part_of(const DecodedClip& clip, const Options& options) {
  const auto count = static_cast<double>(clip.samples.size());
  const auto first = static_cast<std::size_t>(std::min(count, options.from_s * clip.sample_rate_hz));
  const auto last = static_cast<std::size_t>(std::min(count, options.to_s * clip.sample_rate_hz));
  if (first >= last)
    return Error{options.file + " has nothing between --from and --to: it is " +
                 printed("%.2f", count / clip.sample_rate_hz) + " s long."};
  return std::span<const float>(clip.samples).subspan(first, last - first);
}

Result<Explained> explain(const Options& options, Engine& engine) {
  const auto clip = read_clip(options.file);
  if (!clip) return Error{clip.error()};
  const auto part = part_of(clip.value(), options);
  if (!part) return Error{part.error()};
  const Card& card = engine.cards->front();
  const auto began = std::chrono::steady_clock::now();
  auto saliency = Saliency::open(card, {part.value(), static_cast<double>(clip.value().sample_rate_hz)}, options.label,
                                 options.config);
  if (!saliency) return Error{options.file + ": " + saliency.error()};
  if (const std::string fault = run(saliency.value(), *engine.inference); !fault.empty())
    return Error{options.file + ": " + fault};
  Explained e{.file = options.file, .model = card.name, .map = saliency.value().explanation()};
  e.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
  e.map.header.start_s += options.from_s;
  e.map.header.end_s += options.from_s;
  e.checked = options.check;
  if (options.check) e.check = check_of(saliency.value(), *engine.inference);
  return e;
}

int write_out(const Explained& e, const std::string& format, const std::string* out) {
  if (format == "npy") {
    const ExplanationHeader& h = e.map.header;
    const std::string fault = write_npy(*out, e.map.drops, {static_cast<int>(h.rows), static_cast<int>(h.columns)});
    return fault.empty() ? 0 : complain(fault);
  }
  const std::string text = format == "json" ? json_of(e) : format == "csv" ? csv_of(e) : picture(e);
  if (out == nullptr) {
    std::cout << text;
    return 0;
  }
  std::ofstream file(*out, std::ios::binary);
  if (!file.write(text.data(), static_cast<std::streamsize>(text.size())).flush())
    return complain("\"" + *out + "\" cannot be written. Choose a folder that exists and a name that is free.");
  return 0;
}

// --format, or what the name --out ends in. Error: unknown; npy without a file.
Result<std::string> format_of(const Arguments& args) {
  const std::string* out = args.option("--out");
  std::string format = out == nullptr ? "text" : fs::path(*out).extension().string();
  if (!format.empty() && format[0] == '.') format.erase(0, 1);
  if (format == "txt" || format.empty()) format = "text";
  if (const std::string* given = args.option("--format")) format = *given;
  const std::vector<std::string_view> known{"text", "json", "csv", "npy"};
  if (std::find(known.begin(), known.end(), format) == known.end()) return Error{unknown("format", format, known)};
  if (format == "npy" && out == nullptr) return Error{"A NumPy array is not for the terminal: name a file with --out."};
  return format;
}

}  // namespace

int explain_command(const std::vector<std::string>& words) {
  Arguments args;
  if (const auto error = parse_arguments(
          words, {"--model", "--model-dir", "--label", "--from", "--to", "--runs", "--bands", "--format", "--out"},
          args, {"--check"});
      !error.empty())
    return complain(error);
  const auto options = options_of(args);
  if (!options) return complain(options.error());
  const auto format = format_of(args);
  if (!format) return complain(format.error());
  const auto folder = chosen_model(args);
  if (!folder) return complain(folder.error());
  auto engine = load_engine(std::vector<fs::path>{folder.value()});
  if (!engine) return complain(engine.error());
  const auto explained = explain(options.value(), engine.value());
  if (!explained) return complain(explained.error());
  const std::string* out = args.option("--out");
  if (out != nullptr) std::cout << picture(explained.value());
  return write_out(explained.value(), format.value(), out);
}

}  // namespace emo::native
