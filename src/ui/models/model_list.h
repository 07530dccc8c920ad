// The models there are, as the page tells them, and what the list says of each.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "contract/states.h"

namespace emo::ui {

struct ViewState;

struct ModelEntry {
  std::string name, title, family, size, ua, licence, summary, speed;
  bool operator==(const ModelEntry&) const = default;
};
inline constexpr std::size_t kMaxModels = 48;  // more are left out: their controls would have no ids

// emo_text_models of web/ui_api.h; a line without name or title is left out.
std::vector<ModelEntry> models_from(std::string_view text);

std::string_view chosen_title(const ViewState& view);    // of the model that answers; "" while there is none
std::string_view compared_title(const ViewState& view);  // "" : nothing is compared
std::string model_label(const ViewState& view);          // of the control in the top bar
std::string model_state_words(const ViewState& view, std::size_t i);  // "In use", "Loading 42 %"; "" neither
std::string model_family_word(const ModelEntry& model);               // "Main model"
std::string model_facts(const ModelEntry& model);                     // "1.2 MB · UA 0.68 · 19 ms · CC BY-NC-SA 4.0"

}  // namespace emo::ui
