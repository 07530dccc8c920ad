// Decimal numbers as people and JSON write them. The C library's strtod brings its 128-bit arithmetic to the page.
#pragma once
#include <optional>
#include <string_view>

namespace emo::ui {

// "-0.25", "1e-3", "12"; none: the text is not such a number or goes on after it, or it is not finite. Exact where the
// digits fit 15 places and the power of ten 22, as everything that this page writes.
std::optional<double> parsed_number(std::string_view text);

}  // namespace emo::ui
