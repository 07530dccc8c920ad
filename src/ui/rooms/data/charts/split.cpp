// The parts of a split with the voices they share, and the files that deserve a look.
#include <algorithm>

#include "contract/data_view.h"
#include "dataset/clip_fields.h"
#include "ui/rooms/data/charts/maker.h"

namespace emo::ui {
namespace {

constexpr auto kSplitField = static_cast<std::uint8_t>(Field::split);
constexpr std::size_t kMostLayers = 10;
constexpr float kMostPart = 52, kSpeakerLine = 20;  // px at scale 1

std::string listed(const std::vector<std::string>& names) {
  std::string words;
  for (std::size_t i = 0; i < names.size(); ++i)
    words += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return words;
}

// "training and test" where all of them are in just these; else "two or more parts".
std::string shared_parts(const DataView& view) {
  std::vector<std::string> names;
  for (std::size_t part = 0; part < view.words.size(); ++part) {
    const auto in_it = [&](const DataSharedSpeaker& speaker) {
      return part < speaker.clips.size() && speaker.clips[part] > 0;
    };
    const auto count = std::count_if(view.shared.begin(), view.shared.end(), in_it);
    if (count == 0) continue;
    if (static_cast<std::size_t>(count) < view.shared.size()) return "two or more parts";
    names.push_back(word_name(view.words[part]));
  }
  return listed(names);
}

void draw_part(ChartMaker& c, std::size_t part, const ShownWords& which, const Box& row, const Box& track,
               std::uint64_t all, std::uint64_t most) {
  const float s = c.s;
  const std::uint8_t field = c.request.field;
  const DataWord& word = c.view.words[part];
  const std::size_t columns = c.view.words_b.size();
  std::uint64_t size = 0;
  for (std::size_t i = 0; i < columns; ++i) size += c.view.counts[part * columns + i];
  const bool dimmed = c.has_filter(kSplitField) && !c.is_picked(kSplitField, word.code);
  const auto e = static_cast<int>(c.figure.elements.size());
  std::string name = joined({word_name(word), ", ", clip_count(size), ", ", share_words(size, all)});
  float x = track.x;
  std::uint64_t drawn = 0;
  const auto layer = [&](std::uint64_t count, Rgba colour, bool lit) {
    if (count == 0) return;
    drawn += count;
    const float w = track.w * static_cast<float>(static_cast<double>(count) /
                                                 static_cast<double>(std::max<std::uint64_t>(1, most)));
    const Box piece{x, track.y, std::max(0.5F, w - 1), track.h};
    x += w;
    c.fill(piece, dimmed || !lit ? faded(colour, kDimmed) : colour, 0, e);
    const std::string number = number_words(count);
    if (c.width(number, 12, Face::mono) + 4 * s > piece.w || track.h < 16 * s) return;
    c.text(piece, number,
           {.size = 12,
            .colour = dimmed || !lit ? c.k.text : ink_on(colour),
            .face = Face::mono,
            .placing = Placing::centre,
            .element = e});
  };
  for (const std::size_t place : which.places) {
    const DataWord& of = c.view.words_b[place];
    const std::uint64_t count = c.view.counts[part * columns + place];
    if (count > 0) name += joined({", ", word_name(of), " ", number_words(count)});
    layer(count, c.word_colour(field, of.code, place), !c.has_filter(field) || c.is_picked(field, of.code));
  }
  layer(size - drawn, c.k.edge, true);
  c.word_element(row, std::move(name), kSplitField, word.code);
  Box label{row.x, row.y, track.x - row.x - 8 * s, row.h};
  c.text(label, word_name(word), {.colour = dimmed ? c.k.quiet : c.k.text, .element = e});
  Box side{track.right() + 8 * s, row.y, row.right() - track.right() - 8 * s, row.h};
  c.text(cut_right(side, 54 * s), share_words(size, all), {.size = 12, .placing = Placing::right, .element = e});
  c.text(side, number_words(size),
         {.size = 12, .colour = c.k.text, .face = Face::mono, .placing = Placing::right, .element = e});
}

void cross(ChartMaker& c, const Box& line) {
  c.mark(ChartMark::Kind::cross, {line.x, line.centre_y() - 5 * c.s, 10 * c.s, 10 * c.s}, c.k.error);
}

void draw_speakers(ChartMaker& c) {
  const float s = c.s, line = kSpeakerLine * s, column_w = 270 * s;
  const auto columns = static_cast<std::size_t>(std::max(1.0F, c.rest.w / column_w));
  const auto lines = static_cast<std::size_t>(c.rest.h / line);
  if (lines == 0) return;
  std::size_t fitting = columns * lines;
  const bool all = c.view.shared.size() <= fitting;
  if (!all) --fitting;
  const float x0 = c.rest.x, w = c.rest.w / static_cast<float>(columns);
  for (std::size_t i = 0; i < std::min(fitting, c.view.shared.size()); ++i) {
    const DataSharedSpeaker& speaker = c.view.shared[i];
    Box box{x0 + w * static_cast<float>(i % columns), c.rest.y + line * static_cast<float>(i / columns), w - 8 * s,
            line};
    cross(c, box);
    cut_left(box, 18 * s);
    const float name_w = std::min(c.width(speaker.speaker, 13, Face::strong) + 2, box.w * 0.5F);
    c.text(cut_left(box, name_w), speaker.speaker, {.colour = c.k.error, .face = Face::strong});
    cut_left(box, 8 * s);
    std::string words;
    for (std::size_t part = 0; part < std::min(speaker.clips.size(), c.view.words.size()); ++part) {
      if (speaker.clips[part] > 0)
        words +=
            joined({words.empty() ? "" : ", ", word_name(c.view.words[part]), " ", number_words(speaker.clips[part])});
    }
    c.text(box, words, {.size = 12});
  }
  if (!all)
    c.text({x0 + w * static_cast<float>(columns - 1), c.rest.y + line * static_cast<float>(lines - 1), w, line},
           "and " + number_words(c.view.shared.size() - fitting) + " more");
}

void say_overlap(ChartMaker& c) {
  const float s = c.s;
  const std::size_t shared = c.view.shared.size();
  if (c.view.speakers == 0) {
    c.paragraph("Who speaks is not known here, so nothing can be said of voices in two parts.", c.k.quiet);
    return;
  }
  if (shared == 0) {
    c.paragraph(joined({"No speaker is in two parts: a model is tested on voices it has never heard. There ",
                        c.view.speakers == 1 ? "is " : "are ", number_words(c.view.speakers),
                        c.view.speakers == 1 ? " speaker." : " speakers."}),
                c.k.text);
    return;
  }
  const float indent = 20 * s;
  cross(c, {c.rest.x, c.rest.y, indent, 18 * s});
  cut_left(c.rest, indent);
  c.paragraph(joined({number_words(shared), " of ", number_words(c.view.speakers),
                      c.view.speakers == 1 ? " speaker" : " speakers", shared == 1 ? " is in " : " are in ",
                      shared_parts(c.view), " (", clip_count(c.view.shared_clips),
                      " outside the speaker\u2019s first part): the model is tested on voices it has learned. This is "
                      "where \u201C92\u00A0%\u201D comes from."}),
              c.k.error);
  draw_speakers(c);
}

}  // namespace

void make_split(ChartMaker& c) {
  const float s = c.s;
  c.title();
  if (c.view.words.empty() || c.view.counts.empty()) {
    if (c.view.revision == c.request.revision)
      c.sentence(c.view.problem.empty() ? "These files came without a split. Choose a way to make one."
                                        : c.view.problem);
    return;
  }
  const ShownWords which = shown_words(c.view.words_b, kMostLayers);
  c.legend(c.request.field, c.view.words_b, which);
  const std::size_t columns = c.view.words_b.size(), parts = c.view.words.size();
  std::uint64_t all = 0, most = 0;
  float widest = 0;
  for (std::size_t part = 0; part < parts; ++part) {
    std::uint64_t size = 0;
    for (std::size_t i = 0; i < columns; ++i) size += c.view.counts[part * columns + i];
    all += size;
    most = std::max(most, size);
    widest = std::max(widest, c.width(word_name(c.view.words[part])));
  }
  const float pitch = std::min(kMostPart * s, c.rest.h * 0.55F / static_cast<float>(parts));
  Box rows = cut_top(c.rest, pitch * static_cast<float>(parts));
  const float names_w = std::min(widest + 10 * s, rows.w * 0.3F), side_w = 108 * s;
  for (std::size_t part = 0; part < parts; ++part) {
    const Box row = cut_top(rows, pitch);
    const Box track{row.x + names_w, row.y + pitch * 0.16F, std::max(1.0F, row.w - names_w - side_w), pitch * 0.68F};
    draw_part(c, part, which, row, track, all, most);
  }
  cut_top(c.rest, 14 * s);
  say_overlap(c);
}

void make_files(ChartMaker& c) {
  const float s = c.s;
  c.title("press a line to see its files");
  if (c.view.problems.empty()) {
    c.sentence("No file stands out: none is silent, clipped, too short or double.");
    return;
  }
  const float pitch = std::min(56 * s, c.rest.h / static_cast<float>(c.view.problems.size()));
  std::size_t most = 1;
  float widest = 0;
  for (const DataProblem& problem : c.view.problems) {
    most = std::max(most, problem.rows.size());
    widest = std::max(widest, c.width(problem.name, 13, Face::strong));
  }
  for (const DataProblem& problem : c.view.problems) {
    Box row = cut_top(c.rest, pitch);
    const std::uint64_t count = problem.rows.size();
    const bool picked = c.request.problem == problem.name, none = count == 0;
    const float alpha = !c.request.problem.empty() && !picked ? kDimmed : 1;
    const std::string words = none ? "none" : number_words(count);
    int e = -1;
    if (!none)
      e = c.element(row, joined({problem.name, ", ", problem.detail, ", ", clip_count(count)}), picked,
                    {.kind = DataFilter::Kind::problem, .column = problem.name});
    Box line = row;
    const bool two_lines = pitch >= 40 * s;
    if (two_lines) line = cut_top(row, pitch * 0.5F);
    c.text(cut_left(line, widest + 4 * s), capital(problem.name),
           {.colour = none ? c.k.quiet : faded(c.k.text, alpha), .face = Face::strong, .element = e});
    cut_left(line, 12 * s);
    c.text(cut_right(line, 64 * s), words,
           {.colour = none ? c.k.quiet : faded(c.k.text, alpha),
            .face = none ? Face::regular : Face::mono,
            .placing = Placing::right,
            .element = e});
    c.text(line, problem.detail, {.size = 12, .colour = faded(c.k.quiet, alpha), .element = e});
    if (!two_lines) continue;
    const Box track{row.x, row.y + 4 * s, row.w, 6 * s};
    c.fill(track, c.k.line, 3 * s);
    if (!none)
      c.fill(
          {track.x, track.y, std::max(6 * s, track.w * static_cast<float>(count) / static_cast<float>(most)), track.h},
          faded(c.k.warn, alpha), 3 * s, e);
  }
}

}  // namespace emo::ui
