// emoscope predict: the same session as the page's, fed from files.
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

#include "native/commands.h"
#include "native/engine.h"

namespace emo::native {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

std::string said(const PredictionRecord& r) {
  return std::string(r.verdict == Verdict::no_speech ? "no speech" : kEmotionNames[static_cast<std::size_t>(r.label)]);
}

ordered_json probabilities_of(const PredictionRecord& r, const Card& card) {
  ordered_json json = ordered_json::object();
  if (r.verdict == Verdict::no_speech) return json;
  for (const Emotion e : card.answer.labels) {
    const auto i = static_cast<std::size_t>(e);
    json[std::string(kEmotionNames[i])] = r.probabilities[i];
  }
  return json;
}

ordered_json outcome(const PredictionRecord& r, const Card& card) {
  ordered_json json{{"verdict", kVerdictNames[static_cast<std::size_t>(r.verdict)]},
                    {"label", said(r)},
                    {"confidence", r.confidence},
                    {"probabilities", probabilities_of(r, card)}};
  if (!std::isnan(r.valence)) json["dimensions"] = {{"valence", r.valence}, {"arousal", r.arousal}};
  json["speech_s"] = r.speech_s;
  return json;
}

// What one slot says of the clip and of its windows.
ordered_json answer_of(const Session& session, std::size_t slot, const Card& card, double duration_s) {
  ordered_json json{{"model", card.name}};
  json.update(outcome(session.summary(static_cast<int>(slot)), card));
  json["duration_s"] = duration_s;
  json["windows"] = ordered_json::array();
  for (const PredictionRecord& r : session.predictions()) {
    if (r.slot != slot) continue;
    ordered_json window{{"start_s", r.start_s}, {"end_s", r.end_s}};
    window.update(outcome(r, card));
    window["level_dbfs"] = r.level_dbfs;
    json["windows"].push_back(std::move(window));
  }
  return json;
}

int predict_file(const std::string& file, Engine& engine, bool as_live) {
  const auto clip = read_clip(file);
  if (!clip) return complain(clip.error());
  const double duration_s = static_cast<double>(clip.value().samples.size()) / clip.value().sample_rate_hz;
  const auto session = analyse(clip.value(), engine, 1, as_live);
  ordered_json line{{"file", file}};
  line.update(answer_of(*session, 0, (*engine.cards)[0], duration_s));
  if (engine.cards->size() > 1) line["compared"] = answer_of(*session, 1, (*engine.cards)[1], duration_s);
  std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
  return 0;
}

}  // namespace

int predict_command(const std::vector<std::string>& words) {
  Arguments args;
  if (const auto error = parse_arguments(words, {"--model", "--model-dir", "--compare"}, args, {"--as-live"});
      !error.empty())
    return complain(error);
  if (args.files.empty()) return complain("Name at least one sound file.");
  const auto folder = chosen_model(args);
  if (!folder) return complain(folder.error());
  std::vector<fs::path> folders{folder.value()};
  if (const std::string* name = args.option("--compare")) {
    const auto compared = find_model(*name);
    if (!compared) return complain(compared.error());
    folders.push_back(compared.value());
  }
  auto engine = load_engine(folders);
  if (!engine) return complain(engine.error());
  int status = 0;
  const bool as_live = args.option("--as-live") != nullptr;
  for (const std::string& file : args.files) status = std::max(status, predict_file(file, engine.value(), as_live));
  return status;
}

}  // namespace emo::native
