#include "contract/data_view_parts.h"
#include "dataset/clip_fields.h"
#include "ui/base/format.h"
#include "ui/rooms/data/draw/panel.h"
#include "ui/rooms/data/state.h"
#include "ui/rooms/data/words.h"
#include "ui/sound/words.h"

namespace emo::ui {
namespace {

constexpr std::string_view kLearned = "It has learned from these clips: no test of it.";

// "acted ▲ happy, strong · the model hears ▲ happy, 62 %": on one line, or one under the other.
void draw_acted_and_heard(Painter& p, const DataScene& scene, Box box) {
  const Palette& k = p.colours();
  const DataRoomState& room = scene.data;
  const std::vector<std::uint8_t>& fields = room.table_fields();
  const float line = 18 * p.scale();
  const TextStyle quiet{.size = 13, .colour = k.quiet}, text{.size = 13, .colour = k.text};
  const auto write = [&](Box& at, std::string_view words, const TextStyle& style) {
    cut_left(at, p.text(at, words, style) + 5 * p.scale());
  };
  const bool two = box.h >= 2 * line;
  Box first = two ? cut_top(box, line) : box;
  const DataTableRow& row = room.opened();
  const bool of_catalogue = row.row != kNoRow && row.row == room.request.opened_row;
  if (of_catalogue) {
    std::string others;
    for (std::size_t i = 0; i < row.words.size() && i < fields.size(); ++i) {
      if (row.words[i].empty()) continue;
      if (fields[i] != static_cast<std::uint8_t>(Field::emotion)) {
        others += (others.empty() ? "" : ", ") + field_words(fields[i], row.words[i]);
        continue;
      }
      if (!scene.layout.phone) write(first, "acted", quiet);
      cut_left(first, draw_emotion_word(p, first, i < row.codes.size() ? row.codes[i] : kNoCode, row.words[i], text) +
                          (scene.layout.phone ? 8.0F : 12.0F) * p.scale());
    }
    if (two) p.text(first, others, quiet);
  }
  Box second = two ? cut_top(box, line) : first;
  const Reading& r = scene.reading;
  if (second.w < 60 || scene.view.model != ModelState::ready) return;
  write(second, scene.layout.phone && !two ? "heard" : "the model hears", quiet);
  if (r.verdict != Verdict::emotion) {
    p.text(second, verdict_title(r), text);
    return;
  }
  const auto code = static_cast<std::uint16_t>(r.label);
  cut_left(second, draw_emotion_word(p, second, code, emotion_name(r.label), text) + 8 * p.scale());
  if (p.width(percent(r.confidence), 13, Face::mono) > second.w) return;
  const float width = p.text(second, percent(r.confidence), {.size = 13, .colour = k.quiet, .face = Face::mono});
  cut_left(second, width + 10 * p.scale());
  if (of_catalogue && room.opened_learned() && p.width(kLearned, 13, Face::regular) <= second.w)
    p.text(second, kLearned, quiet);
}

}  // namespace

void draw_data_player(Painter& p, const DataScene& scene) {
  const DataBoxes& d = scene.boxes;
  const Palette& k = p.colours();
  if (d.player.empty()) return;
  p.horizontal_rule(scene.layout.content.x, d.player.y, scene.layout.content.w);
  if (!d.hint.empty()) {
    p.text(d.hint, player_hint(scene.data.view()), {.size = 13, .colour = k.quiet});
    return;
  }
  const DataTableRow& row = scene.data.opened();
  const bool of_catalogue = row.row != kNoRow && row.row == scene.data.request.opened_row;
  std::string name = of_catalogue ? row.name : scene.view.clip_name;
  Box line = d.opened;
  if (scene.clip.present()) {
    const double at = std::max(0.0, scene.view.playhead_s);
    const std::string time = clock_time(at, 1) + " / " + clock_time(scene.clip.duration_s(), 1);
    if (!scene.layout.phone) {
      p.text(cut_right(line, p.width(time, 13, Face::mono) + 2), time,
             {.size = 13, .colour = k.quiet, .face = Face::mono});
      cut_right(line, 12);
    }
  }
  p.text(line, name, {.size = scene.layout.phone ? 13.0F : 15.0F, .colour = k.text, .face = Face::strong});
  draw_acted_and_heard(p, scene, d.opened_words);
}

}  // namespace emo::ui
