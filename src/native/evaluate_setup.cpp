#include "native/evaluate_setup.h"

#include <algorithm>
#include <set>

#include "contract/text.h"
#include "dataset/corpora.h"
#include "dataset/folds.h"
#include "native/sources.h"

namespace emo::native {
namespace {

namespace fs = std::filesystem;

Result<Card> card_in(const fs::path& folder) {
  const auto bytes = read_file(folder / "card.json");
  if (!bytes) return Error{bytes.error()};
  auto card = parse_card(text_of(bytes.value()));
  if (!card) return Error{(folder / "card.json").string() + ": " + card.error()};
  return card;
}

Result<std::vector<int>> folds_wanted(const EvaluateOptions& options) {
  const std::string list = options.folds.value_or("1,2,3,4,5,6");
  std::set<int> folds;
  for (const std::string_view item : split(list, ',')) {
    const auto fold = parse_number<int>(item);
    if (!fold || *fold < 1 || *fold > kFoldCount)
      return Error{"--folds cannot hold " + in_quotes(item) +
                   ". Valid: folds 1 … 6 with commas between them, such as 1,2."};
    folds.insert(*fold);
  }
  return std::vector<int>(folds.begin(), folds.end());
}

Result<void> choose_units(const EvaluateOptions& options, EvaluationPlan& plan) {
  const auto folder = chosen_model(options.model);
  // With --weights no other folder is needed.
  if (!folder && (!options.weights || options.model.folder)) return Error{folder.error()};
  plan.folder = folder ? folder.value() : fs::path(*options.weights);
  const fs::path weights = options.weights ? fs::path(*options.weights) : plan.folder / "folds";
  std::error_code code;
  if (options.protocol && *options.protocol != "folds" && *options.protocol != "all" && *options.protocol != "unseen")
    return Error{unknown("protocol", *options.protocol, {"folds", "all", "unseen"})};
  plan.unseen = options.protocol == "unseen";
  plan.folds = options.protocol ? *options.protocol == "folds" : fs::is_directory(weights, code);
  if (!plan.folds) {
    auto card = card_in(plan.folder);
    if (!card) return Error{card.error()};
    plan.units.push_back({0, plan.folder, std::move(card.value())});
    return {};
  }
  const auto wanted = folds_wanted(options);
  if (!wanted) return Error{wanted.error()};
  for (const int fold : wanted.value()) {
    const fs::path place = weights / ("fold_" + std::to_string(fold));
    if (!fs::exists(place / "model.onnx", code)) {
      plan.left_out.folds_without_weights.push_back(fold);
      continue;
    }
    auto card = card_in(place);
    if (!card) return Error{card.error()};
    plan.units.push_back({fold, place, std::move(card.value())});
  }
  if (plan.units.empty())
    return Error{weights.string() +
                 ": no weights of folds (fold_1/model.onnx … fold_6/model.onnx). Name their folder with --weights, or "
                 "measure the model itself with --protocol all."};
  for (const int fold : plan.left_out.folds_without_weights)
    plan.left_out.notes.push_back("Fold " + std::to_string(fold) + " is left out: " + weights.string() + "/fold_" +
                                  std::to_string(fold) + " has no model.onnx.");
  return {};
}

Result<LabelTable> labels_of(const EvaluateOptions& options) {
  if (!options.labels) return LabelTable{};
  const auto bytes = read_file(*options.labels);
  if (!bytes) return Error{bytes.error()};
  auto table = parse_label_table(text_of(bytes.value()));
  if (!table) return Error{*options.labels + ": " + table.error()};
  return table;
}

// The unit that was not trained on this actor; the only one if there are no folds. nullopt: its fold is not measured.
std::optional<std::size_t> unit_of(const EvaluationPlan& plan, int fold) {
  if (!plan.folds) return 0;
  for (std::size_t u = 0; u < plan.units.size(); ++u)
    if (plan.units[u].fold == fold) return u;
  return std::nullopt;
}

struct Labelled {
  Utterance utterance{};
  int fold = 0;           // 0: its speaker is in none
  bool is_other = false;  // its label is not one of the eight
};

// Error: why its label is unknown.
Result<Labelled> label_of(const std::string& file, const LabelTable* table) {
  if (table != nullptr) {
    const Utterance* found = table->find(file);
    if (found == nullptr) return Error{file + ": not in the table of labels."};
    return Labelled{*found, fold_of(found->actor)};
  }
  const auto clip = read_any_name(file);
  if (!clip) return Error{clip.error() + " Give its label in a table with --labels."};
  const ClipFields& fields = clip.value().fields;
  if (const std::string& modality = fields[Field::modality]; modality == "video" || modality == "laryngogram")
    return Error{file + ": " + modality + ", not sound of a voice."};
  auto utterance = utterance_of(fields);
  if (!utterance) return Labelled{.is_other = true};
  // The folds are of RAVDESS' speakers; others may have the same numbers.
  const int fold = fields[Field::corpus] == "RAVDESS" ? fold_of(utterance.value().actor) : 0;
  return Labelled{std::move(utterance.value()), fold};
}

Result<void> choose_clips(const EvaluateOptions& options, EvaluationPlan& plan) {
  const auto labels = labels_of(options);
  if (!labels) return Error{labels.error()};
  const Sources sources = gather_sources(options.data);
  if (!sources.errors.empty()) return Error{sources.errors[0]};
  std::set<std::string, std::less<>> seen;
  std::string example;
  std::size_t in_no_fold = 0;
  const LabelTable* table = options.labels ? &labels.value() : nullptr;
  for (const std::string& file : sources.files) {
    const auto label = label_of(file, table);
    if (!label && plan.left_out.unlabelled++ == 0) example = label.error();
    if (!label) continue;
    const auto& [utterance, fold, is_other] = label.value();
    if (!seen.emplace(table != nullptr || name_identifies(file) ? stem_of(file) : file).second) {
      ++plan.left_out.duplicates;
      continue;
    }
    const auto unit = unit_of(plan, fold);
    if (!unit && fold == 0) ++in_no_fold;
    if (!unit) continue;
    const auto emotion = static_cast<unsigned>(utterance.emotion);
    if (is_other || (plan.units[*unit].card.answer.labels_known() >> emotion & 1U) == 0) {
      ++plan.left_out.label_unknown_to_model;
      continue;
    }
    plan.clips.push_back({file, utterance, *unit});
  }
  const auto note = [&](std::size_t count, const std::string& why) {
    if (count > 0) plan.left_out.notes.push_back(std::to_string(count) + " clips are left out: " + why);
  };
  note(plan.left_out.unlabelled, "nothing tells their label. " + example);
  note(plan.left_out.duplicates, "another file has the same name.");
  note(in_no_fold, "the folds are of RAVDESS' speakers. Measure other corpora with --protocol all.");
  note(plan.left_out.label_unknown_to_model, "the model does not know their label.");
  if (!plan.clips.empty()) return {};
  return Error{"There is no clip to measure." + (example.empty() ? "" : ' ' + example)};
}

Result<void> choose_conditions(const EvaluateOptions& options, EvaluationPlan& plan) {
  const std::string chosen = options.conditions.value_or("none");
  if (chosen == "all") {
    for (const Condition& c : conditions()) plan.conditions.push_back({std::string(c.name), &c});
  } else if (chosen != "none") {
    for (const std::string_view name : split(chosen, ',')) {
      const Condition* c = find_condition(name);
      if (c == nullptr) return Error{unknown("condition", name, condition_names()) + " Also: all, none."};
      plan.conditions.push_back({std::string(name), c});
    }
  }
  for (const std::string& item : options.condition_data) {
    const std::size_t equals = item.find('=');
    if (equals == std::string::npos || equals == 0)
      return Error{"--condition-data wants NAME=FOLDER, not \"" + item + "\"."};
    ConditionWanted wanted{.name = item.substr(0, equals)};
    const Sources sources = gather_sources({item.substr(equals + 1)});
    if (!sources.errors.empty()) return Error{sources.errors[0]};
    for (const std::string& file : sources.files) wanted.files.emplace(stem_of(file), file);
    for (const LabelledClip& clip : plan.clips)
      if (!wanted.files.contains(stem_of(clip.file)))
        return Error{item.substr(equals + 1) + " holds no copy of " + std::string(stem_of(clip.file)) +
                     ". A condition is measured on all clips or not at all."};
    plan.conditions.push_back(std::move(wanted));
  }
  return {};
}

}  // namespace

Result<EvaluationPlan> plan_evaluation(const EvaluateOptions& options) {
  EvaluationPlan plan{.window_stride = options.hop,
                      .condition_stride = options.condition_hop,
                      .threads = options.threads.count(),
                      .nonspeech = options.nonspeech,
                      .fit = options.fit};
  if (options.data.empty() && !options.nonspeech)
    return Error{
        "evaluate wants --data FOLDER: recordings with a corpus' names (emoscope help corpora), or others with "
        "--labels."};
  if (const auto done = choose_units(options, plan); !done) return Error{done.error()};
  plan.model = plan.units[0].card.name;
  if (!options.data.empty())
    if (const auto done = choose_clips(options, plan); !done) return Error{done.error()};
  if (const auto done = choose_conditions(options, plan); !done) return Error{done.error()};
  if (plan.unseen && plan.clips.empty()) return Error{"--protocol unseen wants --data FOLDER: the corpus to ask."};
  if (plan.unseen && plan.fit)
    return Error{
        "--fit would fit the model to the corpus that it must not have heard. Fit it with --protocol all on another "
        "one, "
        "then ask this one with --protocol unseen alone."};
  if (plan.fit && plan.clips.empty()) return Error{"--fit wants --data FOLDER: it fits to what is said of clips."};
  return plan;
}

}  // namespace emo::native
