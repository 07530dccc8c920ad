#include "ui/models/card_lines.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/base/lines.h"
#include "ui/base/parsed_number.h"
#include "ui/base/text_width.h"

namespace emo::ui {
namespace {

struct KindWord {
  std::string_view word;
  std::size_t fields;
};
constexpr std::array<KindWord, 7> kKinds{
    {{"title", 1}, {"section", 1}, {"text", 1}, {"row", 2}, {"bar", 5}, {"matrix", 1}, {"matrix_row", 2}}};

constexpr float kGap = 8;

class Placer {
 public:
  Placer(const std::vector<CardLine>& card, float width, float scale) : card_(card), w_(width), s_(scale) {
    measure_bars();
  }

  void place(const CardLine& line, CardBlock& block) {
    block.line = &line;
    block.box = {0, y_, w_, 0};
    switch (line.kind) {
      case CardKind::title:
        break;
      case CardKind::section:
        block.box.h = std::round((y_ == 0 ? 26.0F : 44.0F) * s_);
        break;
      case CardKind::text:
        block.box.h = height(line.fields[0], w_) + 6;
        break;
      case CardKind::row:
        row(line, block);
        break;
      case CardKind::bar:
        bar(line, block);
        break;
      case CardKind::matrix:
        begin_matrix(line);
        cells(block, std::round(40 * s_));
        block.name = {0, y_, label_w_, block.box.h};
        break;
      case CardKind::matrix_row:
        cells(block, cell_h_);
        block.name = {0, y_, label_w_ - kGap, block.box.h};
        break;
    }
    y_ += block.box.h;
  }
  [[nodiscard]] float used() const { return y_; }

 private:
  [[nodiscard]] float height(std::string_view text, float width) const {
    return text_height(text, kCardTextPx * s_, width);
  }

  void row(const CardLine& line, CardBlock& block) {
    const bool wide = w_ >= 280 * s_;
    const float name_w = wide ? std::round(w_ * 0.36F) - kGap : w_;
    const float value_w = wide ? w_ - name_w - kGap : w_;
    block.name = {0, y_, name_w, height(line.fields[0], name_w)};
    block.value = {w_ - value_w, wide ? y_ : block.name.bottom(), value_w, height(line.fields[1], value_w)};
    block.box.h = std::max(block.name.bottom(), block.value.bottom()) - y_ + kGap;
  }

  [[nodiscard]] float bar_name_width(const CardLine& line) const {
    const float mark = emotion_index(line.fields[0]) >= 0 ? (kCardMarkPx + 8) * s_ : 0;
    return mark + text_width(line.fields[0], kCardTextPx * s_) + 4 + kGap;
  }

  // All bars of a card begin and end at the same places; names above them where they leave too little room.
  void measure_bars() {
    for (const CardLine& line : card_) {
      if (line.kind != CardKind::bar) continue;
      bar_name_w_ = std::max(bar_name_w_, bar_name_width(line));
      bar_value_w_ = std::max(bar_value_w_, text_width(line.fields[4], kCardTextPx * s_) + 4);
    }
  }

  void bar(const CardLine& line, CardBlock& block) {
    const float bar_h = std::max(6.0F, std::round(8 * s_));
    const float inline_w = w_ - bar_name_w_ - bar_value_w_ - 2 * kGap;
    if (inline_w >= std::max(120.0F, w_ * 0.24F)) {
      block.box.h = std::round(28 * s_);
      block.name = {0, y_, bar_name_w_ - kGap, block.box.h};
      block.value = {w_ - bar_value_w_, y_, bar_value_w_, block.box.h};
      block.bar = {bar_name_w_, block.box.centre_y() - bar_h / 2, inline_w, bar_h};
      return;
    }
    const float text_w = std::min(text_width(line.fields[4], kCardTextPx * s_) + 4, w_);
    const float line_h = std::round(22 * s_);
    const bool one_line = bar_name_width(line) + text_w <= w_;
    block.name = {0, y_, one_line ? w_ - text_w - kGap : w_, line_h};
    block.value = {one_line ? w_ - text_w : 0, one_line ? y_ : y_ + line_h, text_w, line_h};
    block.bar = {0, block.value.bottom() + 3, w_, bar_h};
    block.box.h = block.bar.bottom() + kGap - y_;
  }

  void begin_matrix(const CardLine& head) {
    float label = 0;
    for (const CardLine& line : card_)
      if (line.kind == CardKind::matrix_row) label = std::max(label, text_width(line.fields[0], kCardTextPx * s_));
    label_w_ = std::min(label + (kCardMarkPx + 8) * s_ + kGap, w_ * 0.34F);
    columns_ = head.fields.size();
    cell_w_ = std::min((w_ - label_w_) / static_cast<float>(columns_), 64 * s_);
    cell_h_ = std::round(std::clamp(cell_w_ * 0.72F, 26.0F, 36 * s_));
  }

  void cells(CardBlock& block, float h) {
    block.box.h = h;
    for (std::size_t i = 0; i < columns_; ++i)
      block.cells.push_back({label_w_ + cell_w_ * static_cast<float>(i), y_, cell_w_, h});
  }

  const std::vector<CardLine>& card_;
  float w_, s_, y_ = 0;
  float bar_name_w_ = 0, bar_value_w_ = 0;
  float label_w_ = 0, cell_w_ = 0, cell_h_ = 0;
  std::size_t columns_ = 0;  // of the matrix begun last
};

std::string matrix_words(const CardLine& head, const CardLine& row) {
  std::string words = row.fields[0] + ":";
  for (std::size_t i = 1; i < row.fields.size() && i <= head.fields.size(); ++i)
    words += (i > 1 ? ", " : " ") + head.fields[i - 1] + " " + row.fields[i];
  return words;
}

}  // namespace

float CardLine::number(std::size_t i) const {
  return i < fields.size() ? static_cast<float>(parsed_number(fields[i]).value_or(0)) : 0;
}

std::vector<CardLine> card_from(std::string_view text) {
  std::vector<CardLine> card;
  for (const std::string& words : split(text, '\n')) {
    std::vector<std::string> fields = split(words, '\t');
    if (fields.empty()) continue;
    const auto kind =
        std::find_if(kKinds.begin(), kKinds.end(), [&](const KindWord& known) { return known.word == fields[0]; });
    if (kind == kKinds.end()) continue;
    fields.erase(fields.begin());
    fields.resize(std::max(fields.size(), kind->fields));
    card.push_back({static_cast<CardKind>(kind - kKinds.begin()), std::move(fields)});
  }
  return card;
}

std::string_view card_title(const std::vector<CardLine>& card) {
  for (const CardLine& line : card)
    if (line.kind == CardKind::title) return line.fields[0];
  return "About this model";
}

std::vector<CardSection> card_sections(const std::vector<CardLine>& card) {
  std::vector<CardSection> sections;
  const CardLine* head = nullptr;
  const auto lines = [&]() -> std::vector<std::string>& {
    if (sections.empty()) sections.push_back({std::string(card_title(card)), {}});
    return sections.back().lines;
  };
  for (const CardLine& line : card) {
    const auto& f = line.fields;
    switch (line.kind) {
      case CardKind::title:
        break;
      case CardKind::section:
        sections.push_back({f[0], {}});
        break;
      case CardKind::text:
        lines().push_back(f[0]);
        break;
      case CardKind::row:
        lines().push_back(f[0] + ": " + f[1]);
        break;
      case CardKind::bar:
        lines().push_back(f[0] + ": " + f[4]);
        break;
      case CardKind::matrix:
        head = &line;
        lines().push_back("Confusion matrix: a line for each expression acted, with how often the model said which.");
        break;
      case CardKind::matrix_row:
        if (head != nullptr) lines().push_back(matrix_words(*head, line));
        break;
    }
  }
  return sections;
}

int emotion_index(std::string_view name) {
  const auto found = std::find(kEmotionNames.begin(), kEmotionNames.end(), name);
  return found == kEmotionNames.end() ? -1 : static_cast<int>(found - kEmotionNames.begin());
}

float place_card(const std::vector<CardLine>& card, float width, float scale, std::vector<CardBlock>& blocks) {
  Placer placer(card, width, scale);
  for (const CardLine& line : card) {
    blocks.emplace_back();
    placer.place(line, blocks.back());
  }
  return placer.used();
}

}  // namespace emo::ui
