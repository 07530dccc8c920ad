#include "session/card.h"

#include <nlohmann/json.hpp>

#include "features/recipes/logmel64.h"

namespace emo {
namespace {

using nlohmann::json;

// Lookups that never throw: the web build has exceptions off.
std::string text_at(const json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

double number_at(const json& object, const char* key, double fallback) {
  const auto it = object.find(key);
  return it != object.end() && it->is_number() ? it->get<double>() : fallback;
}

const json& object_at(const json& object, const char* key) {
  static const json empty = json::object();
  const auto it = object.find(key);
  return it != object.end() && it->is_object() ? *it : empty;
}

std::vector<int> shape_at(const json& object) {
  std::vector<int> shape;
  const auto it = object.find("shape");
  if (it == object.end() || !it->is_array()) return shape;
  for (const json& n : *it) shape.push_back(n.is_number_integer() ? n.get<int>() : 0);
  return shape;
}

bool same_labels(const json& labels) {
  if (!labels.is_array() || labels.size() != kEmotionCount) return false;
  for (std::size_t i = 0; i < kEmotionNames.size(); ++i)
    if (!labels[i].is_string() || labels[i].get_ref<const std::string&>() != kEmotionNames[i]) return false;
  return true;
}

Error refuse(const std::string& name, const std::string& why) {
  return Error{"The model " + (name.empty() ? "" : "\"" + name + "\" ") + "cannot be used: " + why};
}

}  // namespace

Result<Card> parse_card(std::string_view text) {
  const json root = json::parse(text, nullptr, false);
  if (!root.is_object()) return refuse("", "its card.json is not valid JSON. Fetch the model folder again.");
  Card card;
  card.name = text_at(root, "name");
  card.title = text_at(root, "title");
  card.sha256 = text_at(root, "sha256");
  if (card.name.empty()) return refuse("", "its card.json has no name.");
  if (card.title.empty()) card.title = card.name;
  if (card.sha256.size() != 64 || card.sha256.find_first_not_of("0123456789abcdef") != std::string::npos)
    return refuse(card.name, "its card has no SHA-256 of model.onnx (64 lower-case hexadecimal digits).");

  const json& recipe = object_at(root, "recipe");
  const int version = static_cast<int>(number_at(recipe, "version", 0));
  if (text_at(recipe, "name") != LogMel64Recipe::name || version != LogMel64Recipe::version)
    return refuse(card.name, "it wants recipe \"" + text_at(recipe, "name") + "\" version " + std::to_string(version) +
                                 ", this program has " + LogMel64Recipe::name + " version " +
                                 std::to_string(LogMel64Recipe::version) + ".");
  card.input_shape = shape_at(object_at(root, "input"));
  const std::vector<int> expected{1, LogMel64Recipe::window_frames, LogMel64Recipe::n_mels};
  if (card.input_shape != expected)
    return refuse(card.name, "its input shape is not [1, 300, 64] (3 s of log-mel frames).");
  if (!same_labels(root.value("labels", json())))
    return refuse(card.name, "its labels are not the eight expressions in this program's order.");

  DecisionConfig& d = card.decision;
  d.temperature = static_cast<float>(number_at(root, "temperature", 0.0));
  d.unsure_below = static_cast<float>(number_at(root, "unsure_below", -1.0));
  d.smoothing_s = static_cast<float>(number_at(root, "smoothing_s", d.smoothing_s));
  if (!(d.temperature > 0.0F)) return refuse(card.name, "its card has no temperature above 0.");
  if (!(d.unsure_below >= 0.0F && d.unsure_below <= 1.0F))
    return refuse(card.name, "its card has no threshold \"unsure_below\" between 0 and 1.");
  if (!(d.smoothing_s >= 0.0F && d.smoothing_s <= 10.0F))
    return refuse(card.name, "its \"smoothing_s\" is not between 0 and 10 seconds.");
  return card;
}

}  // namespace emo
