// One number of the clips: how often each value occurs, and how it spreads within each word.
#include <algorithm>
#include <cmath>
#include <limits>

#include "contract/data_view.h"
#include "ui/rooms/data/charts/maker.h"

namespace emo::ui {
namespace {

constexpr std::size_t kMostLayers = 8;
constexpr float kLeastBin = 7, kLeastGroup = 20, kMostGroup = 64, kSpreadLabel = 118;  // px at scale 1

std::string titled(const ChartMaker& c) {
  const std::string unit = unit_of(c.view, c.request.column);
  return capital(c.request.column) + (unit.empty() ? "" : " (" + unit + ")");
}

// The least float that lies in a bin that begins here.
float first_float(double edge) {
  const auto value = static_cast<float>(edge);
  return static_cast<double>(value) < edge ? std::nextafter(value, std::numeric_limits<float>::infinity()) : value;
}

std::string left_out_words(std::uint32_t left_out) {
  if (left_out == 0) return {};
  return clip_count(left_out) + (left_out == 1 ? " is" : " are") + " left out: the number is not known";
}

struct Bins {
  std::size_t joined = 1, count = 0;  // bins of the view to one that is shown
  std::uint64_t most = 0;
  const DataView& view;

  Bins(const ChartMaker& c, float w) : view(c.view) {
    joined = static_cast<std::size_t>(std::max(1.0F, std::ceil(static_cast<float>(view.bins) * kLeastBin * c.s / w)));
    count = (view.bins + joined - 1) / joined;
    for (std::size_t bin = 0; bin < count; ++bin) {
      std::uint64_t sum = 0;
      for (std::size_t layer = 0; layer < view.words.size(); ++layer) sum += at(layer, bin);
      most = std::max(most, sum);
    }
  }
  [[nodiscard]] std::uint64_t at(std::size_t layer, std::size_t bin) const {
    std::uint64_t sum = 0;
    for (std::size_t i = bin * joined; i < std::min<std::size_t>(view.bins, (bin + 1) * joined); ++i)
      sum += view.counts[layer * view.bins + i];
    return sum;
  }
  [[nodiscard]] double edge(std::size_t bin) const {
    return view.bin_start + view.bin_width * static_cast<double>(std::min<std::size_t>(bin * joined, view.bins));
  }
};

bool touches_filter(const DataRequest& request, float low, float high) {
  return std::any_of(request.numbers.begin(), request.numbers.end(), [&](const RangeFilter& filter) {
    return filter.column == request.column && filter.low <= high && filter.high >= low;
  });
}

bool has_range(const DataRequest& request) {
  return touches_filter(request, -std::numeric_limits<float>::infinity(), std::numeric_limits<float>::infinity());
}

void draw_bin(ChartMaker& c, const Bins& bins, const ShownWords& which, const Box& column, std::size_t bin,
              double high) {
  const std::uint8_t field = c.request.field;
  const float low = first_float(bins.edge(bin));
  const float top =
      bin + 1 == bins.count ? first_float(bins.edge(bin + 1)) : std::nextafter(first_float(bins.edge(bin + 1)), low);
  const bool in_range = touches_filter(c.request, low, top), dimmed = has_range(c.request) && !in_range;
  const std::string unit = unit_of(c.view, c.request.column);
  std::uint64_t all = 0;
  for (std::size_t layer = 0; layer < c.view.words.size(); ++layer) all += bins.at(layer, bin);
  std::string name =
      joined({value_words(bins.edge(bin), c.view.bin_width), " to ", value_words(bins.edge(bin + 1), c.view.bin_width),
              unit.empty() ? "" : " ", unit, ", ", clip_count(all)});
  const auto e = static_cast<int>(c.figure.elements.size());
  float y = column.bottom();
  std::uint64_t drawn = 0;
  const auto layer = [&](std::uint64_t count, Rgba colour) {
    if (count == 0) return;
    drawn += count;
    const float h = column.h * static_cast<float>(static_cast<double>(count) / high);
    y -= h;
    c.fill({column.x + 0.5F, y, std::max(1.0F, column.w - 1), h}, dimmed ? faded(colour, kDimmed) : colour, 0, e);
  };
  for (const std::size_t place : which.places) {
    const DataWord& word = c.view.words[place];
    const std::uint64_t count = bins.at(place, bin);
    if (count > 0 && c.view.words.size() > 1) name += joined({", ", word_name(word), " ", number_words(count)});
    layer(count, c.shown(c.word_colour(field, word.code, place), field, word.code));
  }
  layer(all - drawn, c.k.edge);
  c.element(column, std::move(name), in_range,
            {.kind = DataFilter::Kind::range, .column = c.request.column, .low = low, .high = top});
}

}  // namespace

void make_histogram(ChartMaker& c) {
  const float s = c.s;
  c.title();
  c.note(left_out_words(c.view.left_out));
  const ShownWords which = shown_words(c.view.words, kMostLayers);
  if (c.view.words.size() > 1) c.legend(c.request.field, c.view.words, which);
  Box plot = c.rest;
  cut_left(plot, kAxisWidth * s);
  cut_right(plot, 12 * s);
  cut_top(plot, 22 * s);
  cut_bottom(plot, kValueAxisHeight * s);
  const Bins bins(c, plot.w);
  const double high = c.count_axis(plot, bins.most);
  c.value_axis(plot, bins.edge(0), bins.edge(bins.count), titled(c));
  // The last bin may be narrower, where several are shown as one.
  const double span = bins.edge(bins.count) - bins.edge(0);
  const auto x_of = [&](std::size_t bin) {
    return plot.x + plot.w * static_cast<float>((bins.edge(bin) - bins.edge(0)) / span);
  };
  for (std::size_t bin = 0; bin < bins.count; ++bin)
    draw_bin(c, bins, which, {x_of(bin), plot.y, x_of(bin + 1) - x_of(bin), plot.h}, bin, high);
}

void make_spread(ChartMaker& c) {
  const float s = c.s;
  const std::uint8_t field = c.request.field;
  c.title("box: middle half and median \u00B7 line: least to most \u00B7 dot: mean \u00B1 standard deviation",
          "box: middle half \u00B7 dot: mean \u00B1 deviation");
  double low = std::numeric_limits<double>::infinity(), high = -low;
  float widest = c.width("unknown");
  for (std::size_t i = 0; i < c.view.words.size(); ++i) {
    const DataSpread& spread = c.view.spreads[i];
    if (i < 200) widest = std::max(widest, c.width(word_name(c.view.words[i])));
    if (spread.known == 0) continue;
    low = std::min(low, static_cast<double>(spread.least));
    high = std::max(high, static_cast<double>(spread.most));
  }
  if (!(low <= high)) {
    c.sentence("None of these clips has this number yet. \u201CCompute features\u201D measures it.");
    return;
  }
  const double room = high > low ? (high - low) * 0.02 : std::max(1e-6, std::abs(high) * 0.05);
  low -= room;
  high += room;
  const auto rows =
      static_cast<std::size_t>(std::max(1.0F, (c.rest.h - (kValueAxisHeight + 20) * s) / (kLeastGroup * s)));
  const ShownWords which = shown_words(c.view.words, rows);
  c.note(others_sentence(which));
  Box plot = c.rest;
  cut_bottom(plot, kValueAxisHeight * s);
  const Box names = cut_left(plot, std::min(widest + 30 * s, plot.w * 0.32F));
  const Box labels = cut_right(plot, kSpreadLabel * s);
  const float pitch = std::min(kMostGroup * s, plot.h / static_cast<float>(which.places.size()));
  plot.h = pitch * static_cast<float>(which.places.size());
  c.value_axis(plot, low, high, titled(c));
  const auto x_of = [&](float value) {
    return plot.x + plot.w * static_cast<float>((static_cast<double>(value) - low) / (high - low));
  };
  const double step = (high - low) / 200;
  float y = plot.y;
  for (const std::size_t place : which.places) {
    const DataWord& word = c.view.words[place];
    const DataSpread& spread = c.view.spreads[place];
    const std::string mean = value_words(spread.mean, step), deviation = value_words(spread.deviation, step);
    const Rgba colour = c.shown(c.word_colour(field, word.code, 0), field, word.code);
    const Rgba ink = c.ink(field, word.code);
    const auto value = [&](float number) { return value_words(number, step); };
    std::string said =
        spread.known == 0
            ? joined({word_name(word), ", not known"})
            : joined({word_name(word), ", mean ", mean, " \u00B1 ", deviation, ", median ", value(spread.median),
                      ", middle half ", value(spread.lower_quartile), " to ", value(spread.upper_quartile), ", all ",
                      value(spread.least), " to ", value(spread.most), ", ", clip_count(spread.known)});
    const int e = c.word_element({c.rest.x, y, c.rest.w, pitch}, std::move(said), field, word.code);
    Box name{names.x, y, names.w - 8 * s, pitch};
    if (is_emotion(field, word.code)) {
      const Box mark = cut_left(name, 12 * s);
      c.swatch({mark.x, mark.centre_y() - 6 * s, 12 * s, 12 * s}, field, word.code, colour, e);
      cut_left(name, 8 * s);
    }
    c.text(name, word_name(word), {.colour = ink, .element = e});
    const float middle = y + pitch / 2;
    y += pitch;
    if (spread.known == 0) continue;
    const float h = std::min(pitch * 0.5F, 24 * s), x0 = x_of(spread.lower_quartile), x1 = x_of(spread.upper_quartile);
    c.fill({x_of(spread.least), middle - 0.5F, x_of(spread.most) - x_of(spread.least), 1}, c.k.edge, 0, e);
    c.fill({x0, middle - h / 2, std::max(2.0F, x1 - x0), h}, faded(colour, 0.45F), 2 * s, e);
    c.fill({x_of(spread.median) - 1, middle - h / 2, 2, h}, colour, 0, e);
    if (std::isfinite(spread.deviation)) {
      const float from = std::max(plot.x, x_of(spread.mean - spread.deviation));
      const float to = std::min(plot.right(), x_of(spread.mean + spread.deviation));
      c.fill({from, middle - 1, to - from, 2}, ink, 0, e);
    }
    c.fill({x_of(spread.mean) - 4 * s, middle - 4 * s, 8 * s, 8 * s}, ink, 4 * s, e);
    c.text({labels.x + 8 * s, middle - pitch / 2, labels.w - 8 * s, pitch}, mean + " \u00B1 " + deviation,
           {.size = 12, .colour = ink, .face = Face::mono, .placing = Placing::right, .element = e});
  }
}

}  // namespace emo::ui
