// card.json: the contract of one model.
#pragma once
#include <optional>
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

// A second graph of the same network, which hears the sound in steps and keeps what matters of it in a state: listening
// runs this one. It takes `frames` and `state` and gives the outputs that the card names, and `next_state`.
struct StreamContract {
  std::string file;    // in the model's folder
  std::string sha256;  // of it
  int frames = 0;      // of the recipe a step: 100 ms
  int state = 0;       // numbers
  int memory = 0;      // steps, the newest one included, that an answer depends on
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
  std::optional<StreamContract> stream;
  ClipRule clip_rule = ClipRule::windows;
  DecisionConfig decision;

  // Fed with the session's log-mel frames; all other recipes with the sound at the device's rate.
  [[nodiscard]] bool takes_frames() const;
};

// Error: not JSON; a field is missing or out of range, or is of a recipe, version or label that this program lacks.
Result<Card> parse_card(std::string_view json);

}  // namespace emo
