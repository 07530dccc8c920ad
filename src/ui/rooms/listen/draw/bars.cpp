#include <cmath>

#include "ui/base/format.h"
#include "ui/kit/widgets.h"
#include "ui/rooms/listen/draw/panels.h"

namespace emo::ui {
namespace {

constexpr double kEaseMs = 150;

constexpr float kLeastPx = 10.5F;  // smaller words are none

// Where a bar would be, of an expression the model was never taught.
void draw_unknown(Painter& p, const Box& box, float size) {
  if (size * p.scale() < kLeastPx) return;
  constexpr std::string_view kLong = "not known to this model", kShort = "not known";
  p.text(box, p.width(kLong, size) <= box.w ? kLong : kShort, {.size = size, .colour = p.colours().quiet});
}

// The largest size up to the wanted one whose line fits the height.
float fitting_size(const Painter& p, float wanted, float height) {
  return std::min(wanted, height / (1.2F * p.scale()));
}

struct Row {
  Emotion emotion;
  float shown, actual;
  const Reading& reading;

  [[nodiscard]] std::size_t index() const { return static_cast<std::size_t>(emotion); }
  [[nodiscard]] bool known() const { return reading.knows(index()); }
  [[nodiscard]] bool first() const {
    return reading.verdict == Verdict::emotion && reading.label == emotion && !reading.stale();
  }
  // Grey where it says nothing of now.
  [[nodiscard]] Rgba colour(const Palette& k) const { return reading.stale() ? k.edge : k.emotions[index()]; }
};

void draw_number(Painter& p, const Box& box, const Row& row, const TextStyle& style) {
  if (row.reading.has_numbers() && row.known()) {
    draw_percent(p, box, fixed(row.actual * 100.0, 0), style);
    return;
  }
  TextStyle dash = style;
  dash.align = Align::right;
  p.text(box, "\u2013", dash);
}

void draw_row(Painter& p, const ListenBoxes& l, const Row& of) {
  const Palette& k = p.colours();
  const float s = l.scale;
  const bool has_numbers = of.reading.has_numbers(), first = of.first(), stale = of.reading.stale();
  Box row = l.bar_rows[of.index()];
  const bool stacked = row.h >= 38 * s;
  const float size = fitting_size(p, stacked ? 15.0F : 13.0F, stacked ? row.h * 0.5F : row.h);
  const Rgba ink = first ? k.text : has_numbers && of.known() && !stale ? mixed(k.quiet, k.text, 0.25F) : k.quiet;
  const Rgba colour = of.known() ? of.colour(k) : faded(of.colour(k), 0.45F);
  Box line = stacked ? cut_top(row, row.h * 0.5F) : row;
  const float mark = std::min(line.h, (stacked ? 14.0F : 12.0F) * s);
  p.shape(of.emotion, line.x + mark / 2, line.centre_y(), mark, colour);
  cut_left(line, mark + 10 * s);
  draw_number(p, cut_right(line, percent_width(p, size)), of, {.size = size, .colour = ink});
  const TextStyle word{.size = size, .colour = ink, .face = first ? Face::strong : Face::regular};
  if (stacked) {
    p.text(line, kEmotionNames[of.index()], word);
    if (!of.known()) {
      draw_unknown(p, {row.x, row.y, row.w, row.h * 0.7F}, 13);
      return;
    }
    const float h = std::clamp(row.h * 0.28F, 6.0F, 8.0F * s);
    draw_bar(p, {row.x, row.y + row.h * 0.14F, row.w, h}, has_numbers ? of.shown : 0, colour);
    return;
  }
  p.text(cut_left(line, p.width("surprised", size, Face::strong) + 2), kEmotionNames[of.index()], word);
  const Box track = line.inset(10, 0);
  if (!of.known())
    draw_unknown(p, track, size);
  else
    draw_bar(p, {track.x, track.centre_y() - 3 * s, track.w, 6 * s}, has_numbers ? of.shown : 0, colour);
}

// Two models: the name once, and a bar with its number for each.
void draw_twin(Painter& p, const ListenBoxes& l, const std::array<Row, kModelSlots>& rows) {
  const Palette& k = p.colours();
  const float s = l.scale;
  const std::size_t e = rows[0].index();
  Box box = l.bar_rows[e];
  const float pitch = std::min(box.h * 0.46F, 20 * s);
  const float size = fitting_size(p, 13, pitch), name_size = fitting_size(p, box.h > 44 * s ? 15.0F : 13.0F, box.h);
  const float mark = std::min(box.h, 13 * s);
  const bool first = rows[0].first() || rows[1].first(), known = rows[0].known() || rows[1].known();
  p.shape(rows[0].emotion, box.x + mark / 2, box.centre_y(), mark,
          known ? rows[0].colour(k) : faded(rows[0].colour(k), 0.45F));
  cut_left(box, mark + 8 * s);
  p.text(cut_left(box, p.width("surprised", name_size, Face::strong) + 2), kEmotionNames[e],
         {.size = name_size, .colour = first ? k.text : k.quiet, .face = first ? Face::strong : Face::regular});
  cut_left(box, 8);
  // Numbers stand at the ends of their bars or, where they would be too small, one after the other.
  const bool abreast = size * s < kLeastPx;
  const float number_size = abreast ? fitting_size(p, 13, box.h) : size;
  const float number_w = percent_width(p, number_size);
  if (abreast) {
    Box numbers = cut_right(box, 2 * number_w);
    for (const Row& row : rows)
      draw_number(p, cut_left(numbers, number_w), row, {.size = number_size, .colour = row.first() ? k.text : k.quiet});
    cut_right(box, 4);
  }
  float y = box.centre_y() - pitch;
  for (std::size_t slot = 0; slot < rows.size(); ++slot, y += pitch) {
    const Row& row = rows[slot];
    Box line{box.x, y, box.w, pitch};
    if (!abreast) {
      draw_number(p, cut_right(line, number_w), row, {.size = size, .colour = row.first() ? k.text : k.quiet});
      cut_right(line, 6);
    }
    if (!row.known()) {
      draw_unknown(p, line, fitting_size(p, 12, pitch));
      continue;
    }
    const float h = std::clamp(pitch * 0.5F, 4.0F, 9 * s);
    const float share = row.reading.has_numbers() ? row.shown : 0;
    const Box track{line.x, line.centre_y() - h / 2, line.w, h};
    if (slot == 0)
      draw_bar(p, track, share, row.colour(k));
    else
      draw_hatched_bar(p, track, share, row.colour(k));
  }
}

}  // namespace

bool BarsPanel::ease(const Reading& reading, int slot, float share) {
  Probabilities& shown = shown_[static_cast<std::size_t>(slot)];
  bool moving = false;
  for (std::size_t e = 0; e < kEmotionCount; ++e) {
    const float distance = reading.probabilities[e] - shown[e];
    shown[e] = std::abs(distance) < 0.001F ? reading.probabilities[e] : shown[e] + distance * share;
    moving |= shown[e] != reading.probabilities[e];
  }
  return moving;
}

bool BarsPanel::draw(Painter& p, const ListenScene& scene) {
  const double elapsed = std::clamp(scene.now_ms - last_ms_, 0.0, 100.0);
  last_ms_ = scene.now_ms;
  // Within kEaseMs 95 % of the way is made.
  const float share = scene.view.reduced_motion ? 1.0F : static_cast<float>(1 - std::exp(-3 * elapsed / kEaseMs));
  const bool twins = scene.boxes.comparing;
  bool moving = ease(scene.reading, 0, share);
  if (twins) moving |= ease(scene.compared, 1, share);
  if (!scene.boxes.plane.empty()) {
    draw_plane(p, scene);
    return false;
  }
  for (std::size_t e = 0; e < kEmotionCount; ++e) {
    const Row chosen{static_cast<Emotion>(e), shown_[0][e], scene.reading.probabilities[e], scene.reading};
    if (twins)
      draw_twin(p, scene.boxes,
                {chosen, Row{chosen.emotion, shown_[1][e], scene.compared.probabilities[e], scene.compared}});
    else
      draw_row(p, scene.boxes, chosen);
  }
  return moving;
}

}  // namespace emo::ui
