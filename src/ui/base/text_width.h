// Widths of text without a font engine, so that layout and the DOM mirror agree with the picture and need no graphics.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace emo::ui {

enum class Face : std::uint8_t { regular, strong, mono };

// Pixels, for UTF-8 text at a font size in pixels.
float text_width(std::string_view text, float size, Face face = Face::regular);

// The longest beginning of text that fits, with "…" if something had to go.
std::string_view fitting_prefix(std::string_view text, float size, float width, Face face = Face::regular);

// Lines broken at spaces; a word wider than the width stands alone. At least one line.
std::vector<std::string_view> wrapped(std::string_view text, float size, float width, Face face = Face::regular);

// The narrowest width that needs no more lines: for headlines, which should not end in a lonely word.
float balanced_width(std::string_view text, float size, float width, Face face = Face::regular);

inline constexpr float kLineHeight = 1.4F;  // of the font size, between lines of one paragraph
inline constexpr float kHeadlineHeight = 1.2F;
float text_height(std::string_view text, float size, float width, Face face = Face::regular,
                  float line_height = kLineHeight);

}  // namespace emo::ui
