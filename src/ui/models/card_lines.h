// A model's card as the page tells it, line by line, and where each line stands on the sheet.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "contract/emotions.h"
#include "ui/base/geometry.h"

namespace emo::ui {

enum class CardKind : unsigned char { title, section, text, row, bar, matrix, matrix_row };

struct CardLine {
  CardKind kind{};
  std::vector<std::string> fields;  // as many as the kind needs, at least
  bool operator==(const CardLine&) const = default;

  [[nodiscard]] float number(std::size_t i) const;  // 0 if missing
};

// emo_text_card of web/ui_api.h; lines of an unknown kind are left out.
std::vector<CardLine> card_from(std::string_view text);
std::string_view card_title(const std::vector<CardLine>& card);

struct CardSection {
  std::string title;
  std::vector<std::string> lines;
};
std::vector<CardSection> card_sections(const std::vector<CardLine>& card);  // as words alone

// −1: the word is not an expression ("no speech").
int emotion_index(std::string_view name);

// The type on the sheet, at text scale 1.
inline constexpr float kCardHeadingPx = 15, kCardTextPx = 13, kCardMarkPx = 12;

// Where one line stands; y counts from the top of the sheet's contents.
struct CardBlock {
  const CardLine* line = nullptr;
  Box box;
  Box name, value;         // row and bar; of a matrix row the name
  Box bar;                 // of a bar
  std::vector<Box> cells;  // of a matrix (its heads) and its rows
};
// The lines must outlive the blocks. Returns the height used.
float place_card(const std::vector<CardLine>& card, float width, float scale, std::vector<CardBlock>& blocks);

}  // namespace emo::ui
