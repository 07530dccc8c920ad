// How many clips each word has: bars upright or lying, or a ring.
#include <algorithm>
#include <cmath>

#include "contract/data_view.h"
#include "ui/base/format.h"
#include "ui/rooms/data/charts/maker.h"

namespace emo::ui {
namespace {

constexpr std::size_t kMostBars = 30, kMostSlices = 24;
constexpr float kLeastPitch = 22, kLeastRow = 22, kRowLabel = 112;  // px at scale 1

struct Counts {
  const std::vector<DataWord>& words;
  std::uint64_t all = 0, most = 0;
  float widest = 0;  // name

  explicit Counts(const ChartMaker& c) : words(c.view.words) {
    for (const DataWord& word : words) {
      all += word.count;
      most = std::max<std::uint64_t>(most, word.count);
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(words.size(), 200); ++i)
      widest = std::max(widest, c.width(word_name(words[i])));
  }
};

void draw_title(ChartMaker& c, const Counts& counts) {
  const std::string clips = clip_count(counts.all);
  if (counts.words.size() < 2 || !std::isfinite(c.view.imbalance_entropy)) {
    c.title(clips);
    return;
  }
  c.title(joined({clips, " \u00B7 most to fewest ", fixed(c.view.imbalance_ratio, 1), " : 1 \u00B7 evenness ",
                  fixed(c.view.imbalance_entropy, 2)}),
          clips);
}

// The whole column or row is pressed, not the bar alone: what is rare has a small bar.
int add_word(ChartMaker& c, const Counts& counts, const Box& box, const DataWord& word) {
  return c.word_element(box, counted_name(word, counts.all), c.request.field, word.code);
}

float share_of(std::uint64_t count, std::uint64_t most) {
  return static_cast<float>(static_cast<double>(count) / static_cast<double>(std::max<std::uint64_t>(1, most)));
}

void upright_bars(ChartMaker& c, const Counts& counts, const ShownWords& which) {
  const float s = c.s;
  const std::uint8_t field = c.request.field;
  Box plot = c.rest;
  cut_left(plot, kAxisWidth * s);
  const float pitch = plot.w / static_cast<float>(which.places.size());
  const bool has_shares = pitch >= 50 * s;
  const Box labels = cut_bottom(plot, (has_shares ? 60.0F : 42.0F) * s);
  cut_top(plot, 20 * s);  // the highest bar's count
  c.count_axis(plot, counts.most);
  const float bar_w = std::min(pitch * 0.72F, 64 * s);
  float x = plot.x;
  for (const std::size_t place : which.places) {
    const DataWord& word = counts.words[place];
    const Box column{x, plot.y - 20 * s, pitch, plot.h + 20 * s + labels.h};
    const int e = add_word(c, counts, column, word);
    const Rgba colour = c.shown(c.word_colour(field, word.code, 0), field, word.code);
    const Rgba ink = c.ink(field, word.code);
    const float h = std::max(word.count > 0 ? 1.0F : 0.0F, plot.h * share_of(word.count, counts.most));
    const Box bar{x + (pitch - bar_w) / 2, plot.bottom() - h, bar_w, h};
    c.fill(bar, colour, std::min(3 * s, h / 2), e);
    c.text({x, bar.y - 19 * s, pitch, 18 * s}, number_words(word.count),
           {.size = 12, .colour = ink, .face = Face::mono, .placing = Placing::centre, .element = e});
    Box label{x, labels.y + 6 * s, pitch, labels.h - 6 * s};
    const Box mark = cut_top(label, 14 * s);
    if (is_emotion(field, word.code))
      c.swatch({mark.centre_x() - 6 * s, mark.centre_y() - 6 * s, 12 * s, 12 * s}, field, word.code, colour, e);
    else
      label.y = mark.y;
    c.text(cut_top(label, 18 * s).inset(2, 0), word_name(word),
           {.colour = ink, .placing = Placing::centre, .element = e});
    if (has_shares)
      c.text(cut_top(label, 16 * s), share_words(word.count, counts.all),
             {.size = 12, .placing = Placing::centre, .element = e});
    x += pitch;
  }
}

void lying_bars(ChartMaker& c, const Counts& counts, const ShownWords& which) {
  const float s = c.s;
  const std::uint8_t field = c.request.field;
  Box plot = c.rest;
  cut_bottom(plot, kValueAxisHeight * s);
  const Box names = cut_left(plot, std::min(counts.widest + 30 * s, plot.w * 0.36F));
  cut_right(plot, kRowLabel * s);
  const float pitch = std::min(56 * s, plot.h / static_cast<float>(which.places.size()));
  plot.h = pitch * static_cast<float>(which.places.size());
  c.value_axis(plot, 0, static_cast<double>(std::max<std::uint64_t>(1, counts.most)), "clips", true);
  float y = plot.y;
  for (const std::size_t place : which.places) {
    const DataWord& word = counts.words[place];
    const int e = add_word(c, counts, {c.rest.x, y, c.rest.w, pitch}, word);
    const Rgba colour = c.shown(c.word_colour(field, word.code, 0), field, word.code);
    const Rgba ink = c.ink(field, word.code);
    Box name{names.x, y, names.w - 8 * s, pitch};
    if (is_emotion(field, word.code)) {
      const Box mark = cut_left(name, 12 * s);
      c.swatch({mark.x, mark.centre_y() - 6 * s, 12 * s, 12 * s}, field, word.code, colour, e);
      cut_left(name, 8 * s);
    }
    c.text(name, word_name(word), {.colour = ink, .element = e});
    const float h = std::min(pitch * 0.66F, 20 * s);
    const float w = std::max(word.count > 0 ? 1.0F : 0.0F, plot.w * share_of(word.count, counts.most));
    c.fill({plot.x, y + (pitch - h) / 2, w, h}, colour, std::min(3 * s, w / 2), e);
    Box label{plot.x + w + 6 * s, y, kRowLabel * s - 6 * s, pitch};
    const std::string count = number_words(word.count);
    c.text(cut_left(label, c.width(count, 12, Face::mono) + 1), count,
           {.size = 12, .colour = ink, .face = Face::mono, .element = e});
    cut_left(label, 8 * s);
    c.text(label, share_words(word.count, counts.all), {.size = 12, .element = e});
    y += pitch;
  }
}

}  // namespace

void make_bars(ChartMaker& c) {
  const Counts counts(c);
  draw_title(c, counts);
  const float across = c.rest.w - kAxisWidth * c.s;
  const auto fitting = static_cast<float>(std::min(counts.words.size(), kMostBars));
  const bool upright = across / fitting >= std::max(kLeastPitch * c.s, counts.widest + 8 * c.s);
  const auto rows =
      static_cast<std::size_t>(std::max(1.0F, (c.rest.h - (kValueAxisHeight + 20) * c.s) / (kLeastRow * c.s)));
  const ShownWords which = shown_words(counts.words, upright ? kMostBars : std::min(kMostBars, rows));
  c.note(others_sentence(which));
  upright ? upright_bars(c, counts, which) : lying_bars(c, counts, which);
}

void make_donut(ChartMaker& c) {
  const Counts counts(c);
  draw_title(c, counts);
  const float s = c.s;
  const std::uint8_t field = c.request.field;
  const auto rows = static_cast<std::size_t>(std::max(2.0F, c.rest.h / (kLeastRow * s)));
  const ShownWords which =
      shown_words(counts.words, std::min(kMostSlices, counts.words.size() > rows ? rows - 1 : rows));
  const std::size_t lines = which.places.size() + (which.others > 0 ? 1 : 0);
  const float size = std::min({c.rest.h, c.rest.w * 0.46F, 420 * s});
  const float pitch = std::min(32 * s, c.rest.h / static_cast<float>(lines));
  const float gap = 24 * s, names_w = std::max(counts.widest, c.width("1000 others"));
  const float list_w = std::min(c.rest.w - size - gap, names_w + 150 * s);
  const float spare = std::max(0.0F, (c.rest.w - size - gap - list_w) / 2);
  const Box ring{c.rest.x + spare, c.rest.y + (c.rest.h - size) / 2, size, size};
  Box list{ring.right() + gap, c.rest.centre_y() - pitch * static_cast<float>(lines) / 2, list_w,
           pitch * static_cast<float>(lines)};
  const bool has_counts = list_w >= counts.widest + 136 * s;
  double turn = 0;
  const auto slice = [&](std::uint64_t count, Rgba colour, int e) {
    const double end = turn + static_cast<double>(count) / static_cast<double>(std::max<std::uint64_t>(1, counts.all));
    const auto from = static_cast<float>(turn), to = static_cast<float>(end);
    turn = end;
    if (count == 0) return;
    ChartMark& mark = c.mark(ChartMark::Kind::slice, ring, colour, e);
    mark.start = from;
    mark.end = to;
    if (e >= 0) c.figure.slices.push_back({e, ring, from, to});
    const float middle = (from + to) * 3.14159265F, at = size / 4 * (1 + kDonutHole);
    const std::string share = share_words(count, counts.all);
    const float w = c.width(share, 12);
    if ((to - from) * 6.2831853F * at < w + 10 * s || size / 2 * (1 - kDonutHole) < w + 6 * s) return;
    c.text({ring.centre_x() + std::sin(middle) * at - w / 2 - 1, ring.centre_y() - std::cos(middle) * at - 8 * s, w + 2,
            16 * s},
           share, {.size = 12, .colour = colour.a < 255 ? c.k.text : ink_on(colour), .element = e});
  };
  const auto line = [&](const std::string& name, std::uint64_t count, Rgba ink, int e) {
    Box row = cut_top(list, pitch);
    cut_left(row, 22 * s);
    c.text(cut_right(row, 58 * s), share_words(count, counts.all),
           {.size = 12, .placing = Placing::right, .element = e});
    if (has_counts)
      c.text(cut_right(row, 56 * s), number_words(count),
             {.size = 12, .colour = ink, .face = Face::mono, .placing = Placing::right, .element = e});
    c.text(row, name, {.colour = ink, .element = e});
  };
  for (const std::size_t place : which.places) {
    const DataWord& word = counts.words[place];
    const Box row{list.x, list.y, list.w, pitch};
    const int e = add_word(c, counts, row, word);
    const Rgba colour = c.shown(c.word_colour(field, word.code, place), field, word.code);
    c.swatch({row.x, row.centre_y() - 6 * s, 12 * s, 12 * s}, field, word.code, colour, e);
    slice(word.count, colour, e);
    line(word_name(word), word.count, c.ink(field, word.code), e);
  }
  if (which.others > 0) {
    c.fill({list.x, list.y + pitch / 2 - 6 * s, 12 * s, 12 * s}, c.k.edge, 2 * s);
    slice(which.other_clips, c.k.edge, -1);
    line(number_words(which.others) + (which.others == 1 ? " other" : " others"), which.other_clips, c.k.quiet, -1);
  }
  c.text({ring.x, ring.centre_y() - 20 * s, size, 24 * s}, number_words(counts.all),
         {.size = 20, .colour = c.k.text, .face = Face::strong, .placing = Placing::centre});
  c.text({ring.x, ring.centre_y() + 4 * s, size, 18 * s}, counts.all == 1 ? "clip" : "clips",
         {.placing = Placing::centre});
}

}  // namespace emo::ui
