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
  if (!clip.value().hints.empty()) line["hints"] = clip.value().hints;
  line.update(answer_of(*session, 0, (*engine.cards)[0], duration_s));
  if (engine.cards->size() > 1) line["compared"] = answer_of(*session, 1, (*engine.cards)[1], duration_s);
  std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
  return 0;
}

struct PredictOptions {
  ModelChoice model{};
  std::optional<std::string> compared{};
  bool as_live = false;
  std::vector<std::string> files{};
};

int predict(const PredictOptions& options) {
  if (options.files.empty()) return complain("Name at least one sound file.");
  const auto folder = chosen_model(options.model);
  if (!folder) return complain(folder.error());
  std::vector<fs::path> folders{folder.value()};
  if (options.compared) {
    const auto compared = find_model(*options.compared);
    if (!compared) return complain(compared.error());
    folders.push_back(compared.value());
  }
  auto engine = load_engine(folders);
  if (!engine) return complain(engine.error());
  int status = 0;
  for (const std::string& file : options.files)
    status = std::max(status, predict_file(file, engine.value(), options.as_live));
  return status;
}

}  // namespace

void add_predict(CommandLine& line) {
  auto options = std::make_shared<PredictOptions>();
  Command command = line.add(
      {.name = "predict",
       .summary = "emotions: the clip's label and probabilities, and those of each window",
       .usage = {"[--model NAME | --model-dir FOLDER] [--compare NAME] [--as-live] FILE..."},
       .description =
           "One JSON line a file: the label, its confidence and all probabilities of the clip, and the same of "
           "each window; of models that answer with them, valence and arousal (-1 to 1). Where a file is unusual "
           "(channels that cancel each other, a header that was never finished), \"hints\" says what was done about "
           "it.",
       .examples = {"emoscope predict clip.wav"}},
      [options] { return predict(*options); });
  declare_model(command, options->model);
  command
      .option("--compare", "NAME", options->compared, "a second model's answers to the same sound, under \"compared\"")
      .flag("--as-live", options->as_live,
            "as if the file came through a microphone: of a recording the speech detector knows the next four seconds "
            "when it sets its gain, of live sound it does not")
      .words(options->files);
}

}  // namespace emo::native
