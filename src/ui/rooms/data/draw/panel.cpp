#include "ui/rooms/data/draw/panel.h"

#include "contract/data_view.h"
#include "dataset/clip_fields.h"
#include "ui/rooms/data/controls.h"
#include "ui/rooms/data/draw/charts.h"
#include "ui/rooms/data/state.h"

namespace emo::ui {
namespace {

void draw_header(Painter& p, const DataScene& scene) {
  const DataBoxes& d = scene.boxes;
  const DataView& v = scene.data.view();
  const Palette& k = p.colours();
  Box title = d.title;
  const std::string name = v.title.empty() ? "Data" : v.title;
  cut_left(title, std::min(p.width(name, 15, Face::strong), title.w * 0.7F) + 12);
  p.text({d.title.x, d.title.y, title.x - d.title.x - 12 + 1, d.title.h}, name,
         {.size = 15, .colour = k.text, .face = Face::strong});
  if (scene.data.has_data()) p.text(title, count_words(v), {.size = 13, .colour = k.text});
  const bool problem = !v.problem.empty() && scene.data.has_data() && scene.data.request.chart != DataChart::split;
  std::string quiet = v.attribution;
  if (!scene.data.told.kept.empty()) quiet += (quiet.empty() ? "" : "  \u00b7  ") + scene.data.told.kept;
  p.text(d.attribution, problem ? v.problem : quiet, {.size = 12, .colour = problem ? k.warn : k.quiet});
  if (d.job.empty()) return;
  p.text(d.job, scene.data.told.job, {.size = 13, .colour = k.text});
  p.fill(d.job_bar, k.line, 2);
  Box done = d.job_bar;
  done.w *= static_cast<float>(scene.data.told.progress);
  p.fill(done, k.accent, 2);
}

int hovered_element(const DataScene& scene, const ChartShape& shape) {
  const auto of = [&](int id) { return id - DataControl::first_element; };
  const auto known = [&](int i) { return i >= 0 && i < static_cast<int>(shape.elements.size()); };
  if (known(of(scene.hovered()))) return of(scene.hovered());
  if (scene.hovers(scene.boxes.chart)) {
    if (const int i = element_at(shape, scene.pointer.x, scene.pointer.y); i >= 0) return i;
  }
  return known(of(scene.focused())) ? of(scene.focused()) : -1;
}

}  // namespace

float draw_emotion_word(Painter& p, const Box& box, std::uint16_t code, std::string_view word, const TextStyle& style) {
  if (code >= kEmotionCount) return p.text(box, word, style);
  const float mark = std::min(box.h, style.size * p.scale() * 0.85F), lead = mark + 6 * p.scale();
  p.shape(static_cast<Emotion>(code), box.x + mark / 2, box.centre_y(), mark, p.colours().emotions[code]);
  return lead + p.text({box.x + lead, box.y, box.w - lead, box.h}, word, style);
}

void DataPanel::draw_pictures(Painter& p, const DataScene& scene) {
  const DataBoxes& d = scene.boxes;
  const DataView& v = scene.data.view();
  const Palette& k = p.colours();
  const auto& pictures = scene.data.pictures();
  const float caption = 20 * p.scale();
  if (d.pictures.empty()) {
    const std::string_view words = "Open the recordings to see and hear them side by side: press Open\u2026";
    const float lines = 13 * kLineHeight * p.scale();
    if (v.with_sound == 0)
      p.paragraph(d.chart.inset(8, d.chart.h / 2 - lines), words,
                  {.size = 13, .colour = k.quiet, .align = Align::centre});
    return;
  }
  for (std::size_t i = 0; i < d.pictures.size(); ++i) {
    Box box = d.pictures[i];
    const std::uint32_t row = v.compare_rows[i];
    const Box head = cut_top(box, caption);
    const DataWord* word = i < v.words_b.size() ? &v.words_b[i] : nullptr;
    const bool emotion = scene.data.request.field_b == static_cast<std::uint8_t>(Field::emotion);
    const bool opened = row != kNoRow && row == scene.data.request.opened_row;
    if (word != nullptr)
      draw_emotion_word(p, head, emotion ? word->code : kNoCode, word->word,
                        {.size = 13, .colour = row == kNoRow ? k.quiet : k.text, .face = Face::strong});
    const auto found = pictures.find(row);
    std::string_view instead;
    if (row == kNoRow)
      instead = "none";
    else if (i < v.compare_sound.size() && v.compare_sound[i] == 0)
      instead = "no sound";
    else if (found == pictures.end())
      instead = "\u2026";
    else if (found->second.width == 0)
      instead = "cannot be read";
    if (!instead.empty()) {
      p.fill(box, k.surface, 4);
      p.text(box, instead, {.size = 12, .colour = k.quiet, .align = Align::centre});
    } else {
      const DataPicture& picture = found->second;
      const ImTextureID texture = pictures_.texture(row, {picture.width, picture.height, picture.serial, picture.bytes},
                                                    scene.view.settings.map);
      p.list().AddImage(texture, {box.x, box.y}, {box.right(), box.bottom()}, {0, 1}, {1, 0});
    }
    const bool hovered = scene.hovered() == DataControl::first_picture + static_cast<int>(i);
    if (opened || (hovered && row != kNoRow)) p.outline(box, opened ? k.accent : k.edge, 4, 2);
  }
}

void DataPanel::draw_chart(Painter& p, const DataScene& scene) {
  const DataBoxes& d = scene.boxes;
  if (d.chart_panel.empty()) return;
  if (scene.data.chart_is_due()) {
    p.text(d.chart, "\u2026", {.size = 15, .colour = p.colours().quiet, .align = Align::centre});
    return;
  }
  const DataRequest request = scene.data.shown_request();
  const DataView& view = scene.data.view();
  if (request.chart == DataChart::map) {
    map_.draw(p, scene, view, request, scene.data.map, d.chart);
  } else if (request.chart == DataChart::compare) {
    draw_pictures(p, scene);
  } else {
    const ChartShape shape = shown_shape(scene.data, scene.boxes);
    draw_data_chart(p, scene, view, request, d.chart, request.donut, hovered_element(scene, shape));
  }
}

void DataPanel::draw(Painter& p, const DataScene& scene) {
  const DataBoxes& d = scene.boxes;
  const Palette& k = p.colours();
  pictures_.keep();
  draw_header(p, scene);
  if (!d.empty.empty()) {
    Box words = d.empty;
    words.w = std::min(words.w, 460 * p.scale());
    words.x = d.empty.centre_x() - words.w / 2;
    words.y = d.empty.y + d.empty.h * 0.4F;
    p.paragraph(words, empty_words(scene.data), {.size = 15, .colour = k.quiet, .align = Align::centre});
    return;
  }
  draw_data_chips(p, scene);
  draw_chart(p, scene);
  draw_data_table(p, scene);
  draw_data_player(p, scene);
}

}  // namespace emo::ui
