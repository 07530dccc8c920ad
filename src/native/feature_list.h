// The catalogue for a person in a terminal, and as JSON for programs.
#pragma once
#include <string>
#include <vector>

#include "features/feature.h"

namespace emo::native {

// "16 … 65536 samples, none", or the choices.
std::string range_text(const Parameter& parameter);

// All features with every parameter (default, range, unit, help), what all of them take besides, and the recipes; or
// only the features given. Lines of at most kTerminalColumns.
std::string feature_list(const std::vector<const Feature*>& chosen);
// {"features": [{name, unit, summary, parameters: [{name, kind, default, low, high, unit, choices, words, help}]}],
//  "preprocessing": [the parameters that every feature takes besides], "recipes": [{name, version, summary}]}
std::string feature_list_json(const std::vector<const Feature*>& chosen);

std::string recipe_list();

}  // namespace emo::native
