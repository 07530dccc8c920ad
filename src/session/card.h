// card.json: the contract of one model.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "contract/result.h"
#include "emotion/decision.h"

namespace emo {

struct Card {
  std::string name;
  std::string title;
  std::string sha256;  // of model.onnx, 64 hexadecimal digits
  std::vector<int> input_shape;
  DecisionConfig decision;
};

// Error: not JSON, a field missing or out of range, another recipe or recipe version, other labels than this program's.
Result<Card> parse_card(std::string_view json);

}  // namespace emo
