#include "session/card.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "features/catalogue.h"
#include "features/recipes/logmel64.h"
#include "features/recipes/voice.h"

namespace emo {
namespace {

using nlohmann::json;

constexpr double kLowestRateHz = 4000.0;
constexpr double kHighestRateHz = 192000.0;
constexpr int kStepFrames = kWindowHopSamples / LogMel64Recipe::hop_length;
constexpr int kLargestState = 1 << 20;
constexpr int kLongestMemory = 300;  // steps: what live sound is held of is twice as long

struct Field {
  const char* name;
  double low, high;  // inclusive
  const char* wanted;
};

// Lookups that never throw: the web build has exceptions off.
std::string text_at(const json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
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

std::string text_of(const std::vector<int>& shape) {
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

std::vector<std::vector<int>> input_shapes(std::string_view recipe) {
  if (recipe == "mlp180") return {{1, 180}};
  if (recipe == "voice") return {{1, kVoiceNumberCount}};
  if (recipe == "logmel64_voice") return {{1, kLogMel64VoiceCount}};
  if (recipe == "mfcc40_mean") return {{1, 40}, {1, 40, 1}, {1, 1, 40}};
  if (recipe == "logmel40x174") return {{1, 40, 174}, {1, 1, 40, 174}};
  return {{1, LogMel64Recipe::window_frames, LogMel64Recipe::n_mels}};
}

// Each reads its part of the card; the text says what is wrong with it, empty: nothing.

std::string read_recipe(const json& root, Card& card) {
  const json& recipe = object_at(root, "recipe");
  const std::string name = text_at(recipe, "name");
  const json version = recipe.value("version", json());
  card.recipe = find_recipe(name);
  if (card.recipe == nullptr) {
    std::string known;
    for (const std::string_view each : recipe_names()) known += (known.empty() ? "" : ", ") + std::string(each);
    return "it wants recipe \"" + name + "\", this program has " + known + ".";
  }
  if (!version.is_number_integer() || version.get<int>() != card.recipe->version)
    return "it wants recipe \"" + name + "\" version " + version.dump() + ", this program has version " +
           std::to_string(card.recipe->version) + ".";
  const auto rate = recipe.find("rate_hz");
  if (rate == recipe.end() || rate->is_null()) return "";
  if (name != "mlp180")
    return "recipe \"" + name + "\" has a sample rate of its own: take \"rate_hz\" out of its card.";
  card.rate_hz = rate->is_number() ? rate->get<double>() : 0.0;
  if (!(card.rate_hz >= kLowestRateHz && card.rate_hz <= kHighestRateHz))
    return "its recipe's \"rate_hz\" is not a number between 4000 and 192000.";
  return "";
}

std::string read_input(const json& root, Card& card) {
  card.input_shape = shape_at(object_at(root, "input"));
  const auto shapes = input_shapes(card.recipe->name);
  if (std::find(shapes.begin(), shapes.end(), card.input_shape) != shapes.end()) return "";
  std::string wanted;
  for (const auto& shape : shapes) wanted += (wanted.empty() ? "" : " or ") + text_of(shape);
  return "its input shape is " + text_of(card.input_shape) + "; recipe " + std::string(card.recipe->name) + " gives " +
         wanted + ".";
}

std::string read_labels(const json& root, Card& card) {
  const json labels = root.value("labels", json());
  if (!labels.is_array() || labels.size() < 2) return "its labels are not a list of at least two expressions.";
  for (const json& label : labels) {
    const auto at = label.is_string() ? std::find(kEmotionNames.begin(), kEmotionNames.end(), label.get<std::string>())
                                      : kEmotionNames.end();
    if (at == kEmotionNames.end())
      return "its labels contain " + label.dump() + "; this program knows neutral, calm, happy, sad, angry, fearful, " +
             "disgust and surprised.";
    const auto emotion = static_cast<Emotion>(at - kEmotionNames.begin());
    if (std::find(card.answer.labels.begin(), card.answer.labels.end(), emotion) != card.answer.labels.end())
      return "its labels name " + label.dump() + " twice.";
    card.answer.labels.push_back(emotion);
  }
  return "";
}

std::string read_outputs(const json& root, Card& card) {
  const json& output = object_at(root, "output");
  const std::vector<int> logits{1, static_cast<int>(card.answer.labels.size())};
  card.logits_output = text_at(output, "name");
  if (card.logits_output != "logits") return "its output is not named \"logits\".";
  if (shape_at(output) != logits)
    return "its output shape is " + text_of(shape_at(output)) + "; one number for each label is " + text_of(logits) +
           ".";
  if (const auto it = root.find("dimensions"); it != root.end() && !it->is_null()) {
    card.answer.dimensions = true;
    card.dimensions_output = text_at(object_at(root, "dimensions"), "name");
    if (card.dimensions_output.empty() || shape_at(object_at(root, "dimensions")) != std::vector<int>{1, 2})
      return "its \"dimensions\" are not {\"name\", \"shape\": [1, 2]} (valence and arousal).";
  }
  if (const auto it = root.find("embedding"); it != root.end() && !it->is_null()) {
    const auto shape = shape_at(object_at(root, "embedding"));
    card.embedding_output = text_at(object_at(root, "embedding"), "name");
    if (card.embedding_output.empty() || shape.size() != 2 || shape[0] != 1 || shape[1] < 1)
      return "its \"embedding\" is not {\"name\", \"shape\": [1, numbers]}.";
    card.embedding_size = shape[1];
  }
  return "";
}

// The field's value, or the fallback if it is absent; NaN, and why says so, if it is not what is wanted.
float number_at(const json& root, const Field& field, float fallback, std::string& why) {
  const auto it = root.find(field.name);
  if (it == root.end() || it->is_null()) {
    if (fallback >= 0.0F) return fallback;
  } else if (it->is_number() && it->get<double>() >= field.low && it->get<double>() <= field.high) {
    return it->get<float>();
  }
  if (why.empty()) why = "its \"" + std::string(field.name) + "\" is not " + field.wanted + ".";
  return std::numeric_limits<float>::quiet_NaN();
}

std::string read_decision(const json& root, Card& card) {
  constexpr float required = -1.0F;
  std::string why;
  DecisionConfig& d = card.decision;
  d.temperature = number_at(root, {"temperature", 1e-3, 1e3, "a number above 0 (0.001 to 1000)"}, required, why);
  d.unsure_below = number_at(root, {"unsure_below", 0.0, 1.0, "a number between 0 and 1"}, required, why);
  d.smoothing_s = number_at(root, {"smoothing_s", 0.0, 10.0, "between 0 and 10 seconds"}, d.smoothing_s, why);
  d.clip_temperature = number_at(root, {"clip_temperature", 1e-3, 1e3, "a number above 0 (0.001 to 1000)"}, 1.0F, why);
  d.clip_unsure_below =
      number_at(root, {"clip_unsure_below", 0.0, 1.0, "a number between 0 and 1"}, d.unsure_below, why);
  const auto rule = root.find("clip_rule");
  if (rule == root.end() || *rule == "windows") return why;
  if (*rule != "whole" && why.empty()) return "its \"clip_rule\" is neither \"windows\" nor \"whole\".";
  card.clip_rule = ClipRule::whole;
  return why;
}

bool is_sha256(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

int whole_number_at(const json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_number_integer() ? it->get<int>() : 0;
}

std::string read_stream(const json& root, Card& card) {
  const auto it = root.find("stream");
  if (it == root.end() || it->is_null()) return "";
  const json& object = object_at(root, "stream");
  StreamContract stream{.file = text_at(object, "file"),
                        .sha256 = text_at(object, "sha256"),
                        .frames = whole_number_at(object, "frames"),
                        .state = whole_number_at(object, "state"),
                        .memory = whole_number_at(object, "memory")};
  if (!card.takes_frames())
    return "only models of recipe logmel64 can be run as a stream: take \"stream\" out of its card.";
  if (card.clip_rule == ClipRule::whole)
    return "a stream answers window by window: take \"stream\" or \"clip_rule\" out of its card.";
  if (stream.file.empty() || stream.file.find_first_of("/\\") != std::string::npos)
    return "its \"stream\" does not name a \"file\" in the model's folder.";
  if (!is_sha256(stream.sha256))
    return "its \"stream\" has no SHA-256 of " + stream.file + " (64 lower-case hexadecimal digits).";
  if (stream.frames != kStepFrames)
    return "its \"stream\" takes " + std::to_string(stream.frames) + " frames a step; a step has " +
           std::to_string(kStepFrames) + ".";
  if (stream.state < 1 || stream.state > kLargestState)
    return "its \"stream\" does not say how many numbers its \"state\" has (1 to " + std::to_string(kLargestState) +
           ").";
  if (stream.memory < 1 || stream.memory > kLongestMemory)
    return "its \"stream\" does not say how many steps its \"memory\" reaches back (1 to " +
           std::to_string(kLongestMemory) + ").";
  card.stream = std::move(stream);
  return "";
}

Error refuse(const std::string& name, const std::string& why) {
  return Error{"The model " + (name.empty() ? "" : "\"" + name + "\" ") + "cannot be used: " + why};
}

}  // namespace

bool Card::takes_frames() const { return recipe->name == LogMel64Recipe::name; }

Result<Card> parse_card(std::string_view text) {
  const json root = json::parse(text, nullptr, false);
  if (!root.is_object()) return refuse("", "its card.json is not valid JSON. Fetch the model folder again.");
  Card card;
  card.name = text_at(root, "name");
  card.title = text_at(root, "title");
  card.sha256 = text_at(root, "sha256");
  if (card.name.empty()) return refuse("", "its card.json has no name.");
  if (card.title.empty()) card.title = card.name;
  if (!is_sha256(card.sha256))
    return refuse(card.name, "its card has no SHA-256 of model.onnx (64 lower-case hexadecimal digits).");
  for (const auto read : {read_recipe, read_input, read_labels, read_outputs, read_decision, read_stream})
    if (const std::string why = read(root, card); !why.empty()) return refuse(card.name, why);
  return card;
}

}  // namespace emo
