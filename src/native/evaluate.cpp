// emoscope evaluate: how often a model is right, how sure it may be, and where it fails.
#include <iostream>

#include "learning/calibration.h"
#include "native/evaluate_setup.h"
#include "native/progress.h"

namespace emo::native {
namespace {

using nlohmann::ordered_json;

constexpr int kMostStride = 100;
constexpr double kHumanAccuracy = 0.67;  // RAVDESS, audio only (Livingstone & Russo 2018)

std::vector<Measured> measured(const EvaluationPlan& plan, std::span<const Result<Heard>> heard) {
  std::vector<Measured> all;
  for (std::size_t i = 0; i < plan.clips.size(); ++i)
    if (heard[i]) all.push_back({&plan.clips[i], &heard[i].value()});
  return all;
}

std::vector<Job> clean_jobs(const EvaluationPlan& plan, int stride, bool keep_windows) {
  std::vector<Job> jobs;
  for (const LabelledClip& clip : plan.clips)
    jobs.push_back({.unit = clip.unit, .file = clip.file, .window_stride = stride, .keep_windows = keep_windows});
  return jobs;
}

ordered_json fit_json(const CalibrationFit& fit) {
  return {{"temperature", fit.temperature},
          {"clip_temperature", fit.clip_temperature},
          {"unsure_below", fit.unsure_below},
          {"clip_unsure_below", fit.clip_unsure_below}};
}

// The card's other fields stay as they are.
Result<void> write_into_card(const std::filesystem::path& folder, const CalibrationFit& fit) {
  const auto path = folder / "card.json";
  const auto bytes = read_file(path);
  if (!bytes) return Error{bytes.error()};
  ordered_json card = ordered_json::parse(bytes.value(), nullptr, false);
  if (!card.is_object()) return Error{path.string() + " cannot be read as JSON any more. Nothing was written."};
  card.update(fit_json(fit));
  return write_file(path, card.dump(1) + '\n');
}

SpokenClip spoken(const Measured& m, bool whole) {
  SpokenClip clip{.truth = static_cast<int>(m.clip->utterance.emotion)};
  bool silent = true;
  for (const PredictionRecord& w : m.heard->windows) {
    if (w.verdict != Verdict::no_speech) {
      SpokenWindow window{.end_s = w.end_s, .speech_s = w.speech_s, .fresh = silent};
      std::copy(std::begin(w.probabilities), std::end(w.probabilities), window.plain.begin());
      clip.windows.push_back(window);
    }
    silent = w.verdict == Verdict::no_speech;
  }
  if (whole && m.heard->clip.verdict != Verdict::no_speech)
    std::copy(std::begin(m.heard->clip.probabilities), std::end(m.heard->clip.probabilities), clip.whole.begin());
  return clip;
}

// A fold's numbers come from what the other folds' models say of actors they do not know: never from its own test
// actors. Error: a card cannot be written.
Result<ordered_json> fit(EvaluationPlan& plan, Runner& runner) {
  std::vector<DecisionConfig> plain;
  for (const Unit& u : plan.units) {
    DecisionConfig d = u.card.decision;
    d.temperature = d.clip_temperature = 1.0F;
    d.smoothing_s = 0.0F;
    plain.push_back(d);
  }
  std::vector<Job> jobs = clean_jobs(plan, plan.window_stride, true);
  for (Job& job : jobs) job.decision = &plain[job.unit];
  const auto heard = runner.run(jobs);
  if (!heard) return Error{heard.error()};
  std::vector<std::vector<SpokenClip>> by_unit(plan.units.size());
  std::vector<SpokenClip> all;
  const Card& first = plan.units[0].card;
  const bool whole = first.clip_rule == ClipRule::whole;
  for (const Measured& m : measured(plan, heard.value())) {
    by_unit[m.clip->unit].push_back(spoken(m, whole));
    all.push_back(by_unit[m.clip->unit].back());
  }
  ordered_json folds = ordered_json::object();
  for (std::size_t u = 0; u < plan.units.size(); ++u) {
    Unit& unit = plan.units[u];
    std::vector<SpokenClip> others;
    for (std::size_t o = 0; o < by_unit.size(); ++o)
      if (o != u || by_unit.size() == 1) others.insert(others.end(), by_unit[o].begin(), by_unit[o].end());
    const CalibrationFit found = fit_calibration(others, unit.card.decision.smoothing_s, whole);
    if (const auto done = write_into_card(unit.folder, found); !done) return Error{done.error()};
    unit.card.decision.temperature = static_cast<float>(found.temperature);
    unit.card.decision.clip_temperature = static_cast<float>(found.clip_temperature);
    unit.card.decision.unsure_below = static_cast<float>(found.unsure_below);
    unit.card.decision.clip_unsure_below = static_cast<float>(found.clip_unsure_below);
    folds[std::to_string(unit.fold)] = fit_json(found);
  }
  return ordered_json{{"cross_fitted", plan.units.size() > 1},
                      {"folds", folds},
                      {"shipped", fit_json(fit_calibration(all, first.decision.smoothing_s, whole))}};
}

void add_left_out(const EvaluationPlan& plan, std::size_t unreadable, ordered_json& out) {
  out["left_out"] = {{"unlabelled", plan.left_out.unlabelled},
                     {"label_unknown_to_model", plan.left_out.label_unknown_to_model},
                     {"duplicates", plan.left_out.duplicates},
                     {"unreadable", unreadable},
                     {"folds_without_weights", plan.left_out.folds_without_weights}};
}

Result<void> add_conditions(const EvaluationPlan& plan, Runner& runner, ordered_json& out) {
  if (plan.conditions.empty()) return {};
  // Clean once more, as rarely as under the conditions.
  std::vector<Job> jobs = clean_jobs(plan, plan.condition_stride, false);
  for (const ConditionWanted& c : plan.conditions)
    for (const LabelledClip& clip : plan.clips)
      jobs.push_back({.unit = clip.unit,
                      .file = c.made != nullptr ? clip.file : c.files.find(stem_of(clip.file))->second,
                      .condition = c.made,
                      .window_stride = plan.condition_stride});
  const auto heard = runner.run(jobs);
  if (!heard) return Error{heard.error()};
  const auto part = [&](std::size_t i) {
    const auto all = measured(plan, std::span(heard.value()).subspan(i * plan.clips.size(), plan.clips.size()));
    return brief_report_of(plan.units, all);
  };
  const ordered_json clean = part(0);
  double sum = 0.0;
  out["robustness"] = ordered_json::object();
  for (std::size_t i = 0; i < plan.conditions.size(); ++i) {
    ordered_json figures = part(i + 1);
    const double loss = clean["ua"].get<double>() - figures["ua"].get<double>();
    figures["loss"] = rounded(loss);
    sum += loss;
    out["robustness"][plan.conditions[i].name] = std::move(figures);
  }
  out["robustness_clean"] = clean;
  out["robustness_clean"]["hop"] = plan.condition_stride;
  out["robustness_mean_loss"] = rounded(sum / static_cast<double>(plan.conditions.size()));
  return {};
}

Result<void> add_nonspeech(const EvaluationPlan& plan, Runner& runner, ordered_json& out) {
  if (!plan.nonspeech) return {};
  const std::vector<NonspeechSound> battery = nonspeech_battery();
  std::vector<Job> jobs;
  for (const NonspeechSound& sound : battery)
    for (std::size_t u = 0; u < plan.units.size(); ++u)
      jobs.push_back({.unit = u, .made = &sound, .window_stride = plan.window_stride, .keep_windows = true});
  const auto heard = runner.run(jobs);
  if (!heard) return Error{heard.error()};
  std::vector<Heard> sounds;
  for (const Result<Heard>& sound : heard.value()) sounds.push_back(sound.value());  // made, not read: all are there
  out["nonspeech"] = nonspeech_report(battery, sounds, plan.units.size());
  return {};
}

std::string percent(const ordered_json& share) {
  if (!share.is_number()) return "-";
  char text[16];
  std::snprintf(text, sizeof text, "%.1f", 100.0 * share.get<double>());
  return text;
}

void say_result(const ordered_json& out, std::ostream& to) {
  if (out.contains("ua_mean"))
    to << out["model"].get<std::string>() << ": UA " << percent(out["ua_mean"]) << " ± " << percent(out["ua_std"])
       << "  WA " << percent(out["wa_mean"]) << " ± " << percent(out["wa_std"]) << "  macro-F1 "
       << percent(out["macro_f1_mean"]) << "  ECE " << percent(out["calibration"]["windows"]["ece"]) << " windows, "
       << percent(out["calibration"]["clips"]["ece"]) << " clips  no speech in " << out["no_speech_clips"] << " of "
       << out["clips"] << " clips\n";
  if (out.contains("unseen_corpus")) {
    const ordered_json& unseen = out["unseen_corpus"];
    to << "  unseen corpus, " << unseen["labels"].size() << " labels"
       << (unseen["calm_is_neutral"].get<bool>() ? " (calm counts as neutral)" : "") << ": UA "
       << percent(unseen["ua"]);
    if (unseen["recall"].contains("sad")) to << "  sad " << percent(unseen["recall"]["sad"]);
    to << "  words right " << unseen["words_right"] << " of " << unseen["words"] << " ("
       << percent(unseen["words_right_share"]) << ")  coverage " << percent(unseen["coverage"]) << "  ECE "
       << percent(unseen["ece"]) << "  neutral called angry or fearful " << unseen["neutral_alarms"] << " of "
       << unseen["neutral_clips"] << '\n';
  }
  if (out.contains("robustness"))
    for (const auto& [name, figures] : out["robustness"].items())
      to << "  " << name << ": UA " << percent(figures["ua"]) << "  loss " << percent(figures["loss"]) << '\n';
  if (out.contains("robustness_mean_loss")) to << "  mean loss " << percent(out["robustness_mean_loss"]) << '\n';
  if (out.contains("nonspeech"))
    to << "  non-speech rejected: " << percent(out["nonspeech"]["rejected_sounds"]) << " of the sounds, "
       << percent(out["nonspeech"]["rejected_windows"]) << " of the windows\n";
}

int carry_out(EvaluationPlan plan, const EvaluateOptions& options) {
  Runner runner(plan.units, plan.threads, options.progress || stderr_is_terminal());
  int status = 0;
  ordered_json fitted;
  if (plan.fit) {
    auto found = fit(plan, runner);
    if (!found) return complain(found.error());
    fitted = std::move(found.value());
  }
  ordered_json out{{"schema", 1},
                   {"model", plan.model},
                   {"protocol", plan.folds    ? "folds"
                                : plan.unseen ? "unseen"
                                              : "all"},
                   {"hop", plan.window_stride},
                   {"human_accuracy", kHumanAccuracy}};
  if (!plan.clips.empty()) {
    const auto heard = runner.run(clean_jobs(plan, plan.window_stride, true));
    if (!heard) return complain(heard.error());
    std::size_t unreadable = 0;
    for (const Result<Heard>& h : heard.value()) {
      if (h) continue;
      ++unreadable;
      status = complain(h.error());
    }
    const std::vector<Measured> all = measured(plan, heard.value());
    if (all.empty()) return complain("None of the clips can be read.");
    add_left_out(plan, unreadable, out);
    out.update(report_of(plan.units, all));
    if (plan.unseen) out["unseen_corpus"] = unseen_report_of(plan.units, all);
    if (options.predictions) {
      std::string lines;
      for (const Measured& m : all) lines += prediction_line(plan.units[m.clip->unit], m).dump() + '\n';
      if (const auto done = write_file(*options.predictions, lines); !done) return complain(done.error());
    }
  }
  if (const auto done = add_conditions(plan, runner, out); !done) return complain(done.error());
  if (const auto done = add_nonspeech(plan, runner, out); !done) return complain(done.error());
  if (plan.fit) out["fit"] = std::move(fitted);
  const std::string text = out.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
  if (options.out) {
    if (const auto done = write_file(*options.out, text); !done) return complain(done.error());
    say_result(out, std::cout);
  } else {
    std::cout << text;
  }
  return status;
}

int evaluate_command(const EvaluateOptions& options) {
  if (!options.words.empty())
    return complain("evaluate takes no file \"" + options.words[0] + "\". Name the folder with --data.");
  auto plan = plan_evaluation(options);
  if (!plan) return complain(plan.error());
  for (const std::string& note : plan.value().left_out.notes) std::cerr << "emoscope: " << note << '\n';
  return carry_out(std::move(plan.value()), options);
}

}  // namespace

void add_evaluate(CommandLine& line) {
  auto options = std::make_shared<EvaluateOptions>();
  Command command = line.add(
      {.name = "evaluate",
       .summary = "how often a model is right on labelled recordings, how sure, and where it fails",
       .usage = {"--data FOLDER [--model NAME | --model-dir FOLDER] [options]"},
       .description =
           "How a model does on labelled recordings, through the same session as the page's, as JSON: UA, WA and F1, "
           "recalls by class, actor, sex and intensity with 95 % intervals, confusion, calibration, coverage and "
           "accuracy "
           "of \"unsure\". Labels come from the file names of corpora (emoscope help corpora), or from a table.",
       .examples = {"emoscope evaluate --model first-cnn --data recordings/ravdess --conditions all --nonspeech --out "
                    "evaluation.json"}},
      [options] { return evaluate_command(*options); });
  command.repeated("--data", "FOLDER", options->data, "recordings, with sub-folders; may be repeated");
  declare_model(command, options->model);
  command
      .option("--labels", "FILE.tsv", options->labels,
              "file, label, actor, sex with tabs between; or with a header that names such columns (CSV too)")
      .option("--protocol", "PROTOCOL", options->protocol,
              "folds  each fold's own weights on the actors that they have not heard; default where there are such\n"
              "all    the model itself on every clip\n"
              "unseen the same of a corpus that it has not heard: also how it does among the corpus's labels (calm\n"
              "       counts as neutral where there is none), how often its words are right, and its false alarms")
      .option("--weights", "FOLDER", options->weights,
              "fold_1 ... fold_6, each with model.onnx and card.json (default: folds/ in the model's folder)")
      .option("--folds", "1,2", options->folds, "only these")
      .option("--hop", "N", options->hop, {1, kMostStride}, "only every Nth window of 100 ms")
      .option("--conditions", "NAME,...", options->conditions,
              "also quieter, in noise, in a room, ...: all, none (default) or names, such as \"noise 10 dB\"")
      .repeated("--condition-data", "NAME=FOLDER", options->condition_data,
                "also copies of all the clips that something else changed; may be repeated")
      .option("--condition-hop", "N", options->condition_hop, {1, kMostStride},
              "only every Nth window under the conditions")
      .flag("--nonspeech", options->nonspeech, "also a battery of sounds in which nobody speaks")
      .flag(
          "--fit", options->fit,
          "fit temperatures and thresholds first: each fold's to the other folds' clips; writes the folds' cards, and "
          "under \"fit\" what belongs into the shipped card")
      .option("--predictions", "FILE.jsonl", options->predictions, "a line a clip with everything that was said of it")
      .option("--out", "FILE.json", options->out, "the numbers into a file, a summary on stdout")
      .words(options->words);
  declare_threads(command, options->threads);
  declare_progress(command, options->progress);
}

}  // namespace emo::native
