#include "ui/base/text_width.h"

#include <algorithm>
#include <array>

namespace emo::ui {
namespace {

// Advances of Inter 4.1 for U+0020 … U+007E in thousandths of the em; tests/ui compares them with the font files.
using Advances = std::array<std::uint16_t, 95>;
constexpr Advances kRegular{281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360,
                            631, 407, 610, 618, 646, 593, 620, 566, 619, 620, 288, 302, 662, 662, 662, 511,
                            966, 690, 654, 730, 722, 601, 590, 746, 743, 269, 571, 672, 565, 903, 753, 765,
                            639, 765, 644, 642, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471, 456,
                            323, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600,
                            612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662};
constexpr Advances kStrong{252, 321, 523, 644, 650, 1004, 663, 326,  373, 373, 540, 673, 319, 465, 319, 379,
                           660, 423, 623, 636, 666, 612,  640, 576,  640, 640, 319, 329, 673, 673, 673, 543,
                           999, 728, 659, 737, 722, 605,  588, 749,  746, 277, 580, 703, 565, 922, 759, 769,
                           645, 773, 652, 650, 660, 736,  728, 1020, 720, 713, 652, 373, 379, 373, 481, 469,
                           351, 574, 624, 583, 624, 591,  389, 625,  612, 262, 262, 569, 262, 900, 612, 609,
                           624, 624, 397, 549, 353, 612,  587, 839,  569, 588, 566, 455, 359, 455, 673};
constexpr float kMonoAdvance = 0.6F;
constexpr float kOtherAdvance = 0.66F;  // minus and the like
constexpr float kEllipsisAdvance = 0.96F;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

float advance(unsigned char lead, Face face) {
  if (face == Face::mono) return kMonoAdvance;
  if (lead < 0x20 || lead > 0x7E) return lead == 0xE2 ? kOtherAdvance : 0.62F;
  return static_cast<float>((face == Face::strong ? kStrong : kRegular)[lead - 0x20U]) / 1000.0F;
}

}  // namespace

float text_width(std::string_view text, float size, Face face) {
  float width = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (continues_character(text[i])) continue;
    const bool ellipsis = face != Face::mono && text.substr(i, 3) == "\u2026";
    width += ellipsis ? kEllipsisAdvance : advance(static_cast<unsigned char>(text[i]), face);
  }
  return width * size;
}

std::string_view fitting_prefix(std::string_view text, float size, float width, Face face) {
  if (text_width(text, size, face) <= width) return text;
  const float room = width - (face == Face::mono ? kMonoAdvance : kEllipsisAdvance) * size;
  float used = 0;
  std::size_t end = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (continues_character(text[i])) continue;
    if (used > room) break;
    end = i;
    used += advance(static_cast<unsigned char>(text[i]), face) * size;
  }
  while (end > 0 && text[end - 1] == ' ') --end;
  return text.substr(0, end);
}

std::vector<std::string_view> wrapped(std::string_view text, float size, float width, Face face) {
  std::vector<std::string_view> lines;
  std::size_t start = 0, end = 0;  // of the line under way
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t word_end = std::min(text.find(' ', at), text.size());
    if (end > start && text_width(text.substr(start, word_end - start), size, face) > width) {
      lines.push_back(text.substr(start, end - start));
      start = at;
    }
    end = word_end;
    at = word_end + 1;
  }
  if (end > start || lines.empty()) lines.push_back(text.substr(start, end - start));
  return lines;
}

float balanced_width(std::string_view text, float size, float width, Face face) {
  const std::size_t lines = wrapped(text, size, width, face).size();
  float least = width / 2, most = width;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    least = std::max(least, text_width(text.substr(at, end - at), size, face));
    at = end + 1;
  }
  if (least >= most) return width;
  for (int i = 0; i < 8; ++i) {
    const float middle = (least + most) / 2;
    (wrapped(text, size, middle, face).size() > lines ? least : most) = middle;
  }
  return most;
}

float text_height(std::string_view text, float size, float width, Face face, float line_height) {
  return static_cast<float>(wrapped(text, size, width, face).size()) * size * line_height;
}

}  // namespace emo::ui
