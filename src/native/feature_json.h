// Values of features' parameters as JSON.
#pragma once
#include <cmath>
#include <nlohmann/json.hpp>

#include "features/feature.h"

namespace emo::native {

// 2048, not 2048.0.
inline nlohmann::ordered_json json_number(double value) {
  constexpr double exact = 9007199254740992.0;  // 2^53
  if (value == std::floor(value) && std::abs(value) < exact) return static_cast<long long>(value);
  return value;
}

// A number, true or false, a choice's name or a word such as "max"; null for none.
inline nlohmann::ordered_json json_value(const FeatureSettings& settings, const Parameter& p) {
  if (settings.is_none(p.name)) return nullptr;
  if (p.kind == ParameterKind::flag) return settings.flag(p.name);
  const double value = settings.number(p.name);
  if (p.kind == ParameterKind::choice || std::isinf(value)) return settings.text(p.name);
  return json_number(value);
}

}  // namespace emo::native
