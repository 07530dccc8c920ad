// card.json: the contract of one model.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "contract/result.h"
#include "emotion/decision.h"
#include "features/feature.h"

namespace emo {

// How a clip's answer comes about.
enum class ClipRule : std::uint8_t {
  windows,  // the mean over its windows, weighted with their seconds of speech
  whole,    // the recipe of the whole clip, one forward pass
};

struct Card {
  std::string name;
  std::string title;
  std::string sha256;              // of model.onnx, 64 hexadecimal digits
  const Recipe* recipe = nullptr;  // of recipe_catalogue(); never null in a parsed card
  double rate_hz = 0.0;            // the sound is brought to this rate before the recipe; 0: it is not
  std::vector<int> input_shape;    // of one window; logmel64 takes other numbers of frames too
  AnswerLayout answer;
  std::string logits_output;      // names in the ONNX graph
  std::string dimensions_output;  // empty: the model has no dimensions
  std::string embedding_output;   // empty: the model gives none
  int embedding_size = 0;
  ClipRule clip_rule = ClipRule::windows;
  DecisionConfig decision;

  // Fed with the session's log-mel frames; all other recipes with the sound at the device's rate.
  [[nodiscard]] bool takes_frames() const;
};

// Error: not JSON; a field is missing or out of range, or is of a recipe, version or label that this program lacks.
Result<Card> parse_card(std::string_view json);

}  // namespace emo
