#include "ui/models/model_list.h"

#include <algorithm>
#include <cctype>

#include "ui/base/format.h"
#include "ui/base/lines.h"
#include "ui/shell/view_state.h"
#include "ui/sound/words.h"

namespace emo::ui {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> pieces;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    pieces.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pieces;
}

std::vector<ModelEntry> models_from(std::string_view text) {
  std::vector<ModelEntry> models;
  for (const std::string& line : split(text, '\n')) {
    std::vector<std::string> f = split(line, '\t');
    f.resize(8);
    if (f[0].empty() || f[1].empty() || models.size() == kMaxModels) continue;
    models.push_back({f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7]});
  }
  return models;
}

namespace {

std::string_view title_at(const ViewState& view, int i) {
  const bool there = i >= 0 && i < static_cast<int>(view.models.size());
  return there ? std::string_view(view.models[static_cast<std::size_t>(i)].title) : std::string_view();
}

std::string loading_words(const ViewState& view) {
  if (view.bytes_total <= 0) return "Loading\u2026";
  if (view.bytes_loaded >= view.bytes_total) return "Starting\u2026";
  return "Loading " + percent(static_cast<float>(view.bytes_loaded / view.bytes_total));
}

}  // namespace

std::string_view chosen_title(const ViewState& view) {
  // While another one loads, the old one goes on answering.
  return view.model_name.empty() ? title_at(view, view.model_index) : std::string_view(view.model_name);
}

std::string_view compared_title(const ViewState& view) { return title_at(view, view.compared_index); }

std::string model_label(const ViewState& view) {
  if (view.model == ModelState::loading) return "Model: " + loading_words(view);
  if (view.model == ModelState::failed) return "Model: not loaded";
  const std::string_view title = chosen_title(view);
  return title.empty() ? "Choose a model" : "Model: " + std::string(title);
}

std::string model_state_words(const ViewState& view, std::size_t i) {
  const int index = static_cast<int>(i);
  if (index == view.model_index) {
    switch (view.model) {
      case ModelState::ready:
        return "In use";
      case ModelState::loading:
        return loading_words(view);
      case ModelState::failed:
        return "Failed to load";
      case ModelState::absent:
        return "";
    }
  }
  if (index != view.compared_index) return "";
  return view.compared_state == ModelState::ready    ? "Compared"
         : view.compared_state == ModelState::failed ? "Failed to load"
                                                     : "Loading\u2026";
}

std::string model_family_word(const ModelEntry& model) {
  if (model.family == "first") return "First model";
  std::string word = model.family;
  if (!word.empty()) word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
  return word;
}

std::string model_facts(const ModelEntry& model) {
  std::string facts;
  for (const std::string* fact : {&model.size, &model.ua, &model.speed, &model.licence}) {
    if (fact->empty()) continue;
    if (!facts.empty()) facts += "  \u00B7  ";
    facts += *fact;
  }
  return facts;
}

}  // namespace emo::ui
