#include "ui/rooms/data/charts/maker.h"

#include <algorithm>
#include <cmath>

#include "contract/data_view.h"
#include "dataset/clip_fields.h"
#include "ui/base/format.h"

namespace emo::ui {
namespace {

const FieldFilter* filter_of(const DataRequest& request, std::uint8_t field) {
  for (const FieldFilter& filter : request.words) {
    if (filter.field == field) return &filter;
  }
  return nullptr;
}

}  // namespace

std::vector<ChartTick> round_ticks(double low, double high, int most, bool whole) {
  if (!(high > low) || most < 1) return {};
  const double least = (high - low) / most;
  double step = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {2.0, 2.5, 2.0}) {  // 2, 5, 10
    if (step >= least * (1 - 1e-9)) break;
    step *= factor;
  }
  if (whole) step = std::max(1.0, step);
  std::vector<ChartTick> ticks;
  const auto last = static_cast<long long>(std::floor(high / step + 1e-6));
  for (auto i = static_cast<long long>(std::ceil(low / step - 1e-6)); i <= last; ++i) {
    const double value = static_cast<double>(i) * step;
    ticks.push_back({value, value_words(value, step)});
  }
  return ticks;
}

ShownWords shown_words(const std::vector<DataWord>& words, std::size_t most) {
  const auto as_frequent = [&](std::uint32_t count) {
    return static_cast<std::size_t>(
        std::count_if(words.begin(), words.end(), [count](const DataWord& word) { return word.count >= count; }));
  };
  // The highest count that at least `most` words reach, bit by bit: a sort would be a kilobyte of the page.
  std::uint32_t least = 0;
  for (std::uint32_t bit = 1U << 31U; bit != 0 && words.size() > most; bit >>= 1U) {
    if (as_frequent(least | bit) >= most) least |= bit;
  }
  std::size_t alike =
      words.size() > most ? most - as_frequent(least + 1) : words.size();  // of those that just reach it
  ShownWords shown;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::uint32_t count = words[i].count;
    if (count > least || (count == least && alike > 0)) {
      if (count == least) --alike;
      shown.places.push_back(i);
    } else {
      ++shown.others;
      shown.other_clips += count;
    }
  }
  return shown;
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string words;
  for (const std::string_view part : parts) words += part;
  return words;
}

std::string others_sentence(const ShownWords& shown) {
  if (shown.others == 0) return {};
  return joined({"The ", number_words(shown.places.size()), " most frequent; ", number_words(shown.others),
                 shown.others == 1 ? " other has " : " others have ", clip_count(shown.other_clips)});
}

const std::string& word_name(const DataWord& word) {
  static const std::string kUnknown = "unknown";
  return word.word.empty() ? kUnknown : word.word;
}

std::string number_words(std::uint64_t count) {
  std::string digits = std::to_string(count);
  if (count < 10000) return digits;
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, "\u00A0");
  return digits;
}

std::string counted_name(const DataWord& word, std::uint64_t all) {
  return joined({word_name(word), ", ", clip_count(word.count), ", ", share_words(word.count, all)});
}

std::string clip_count(std::uint64_t count) { return number_words(count) + (count == 1 ? " clip" : " clips"); }

std::string share_words(std::uint64_t part, std::uint64_t of) {
  return of == 0 ? "0 %" : fixed(static_cast<double>(part) * 100 / static_cast<double>(of), 1) + " %";
}

std::string value_words(double value, double step) {
  if (!std::isfinite(value)) return "\u2013";
  const int digits = step > 0 && step < 1 ? std::min(6, static_cast<int>(std::ceil(-std::log10(step) - 1e-6))) : 0;
  return fixed(value, digits);
}

std::string unit_of(const DataView& view, std::string_view column) {
  for (const DataColumnInfo& info : view.columns) {
    if (info.name == column) return info.unit;
  }
  return {};
}

std::string field_name(std::uint8_t field) { return std::string(field < kFieldCount ? kFieldNames[field] : ""); }

std::string capital(std::string words) {
  const bool plain = words.find('_') == std::string::npos;  // a feature's name stays as it is
  if (plain && !words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

Rgba ink_on(Rgba ground) {
  const Rgba dark = palette(Theme::dark).background;
  return contrast(dark, ground) >= contrast(rgb(0xFFFFFF), ground) ? dark : rgb(0xFFFFFF);
}

ChartMaker::ChartMaker(const ChartOptions& options)
    : view(options.view),
      request(options.request),
      k(palette(options.theme)),
      s(options.scale),
      rest(options.box),
      theme(options.theme) {}

ChartMark& ChartMaker::mark(ChartMark::Kind kind, const Box& box, Rgba colour, int element) {
  ChartMark& mark = figure.marks.emplace_back();
  mark.kind = kind;
  mark.box = box;
  mark.colour = colour;
  mark.element = element;
  return mark;
}

void ChartMaker::fill(const Box& box, Rgba colour, float radius, int element) {
  if (!box.empty()) mark(ChartMark::Kind::fill, box, colour, element).radius = radius;
}

void ChartMaker::rule(float x, float y, float w) { fill({x, y, w, 1}, k.line); }

void ChartMaker::text(const Box& box, std::string_view words, const ChartText& style) {
  if (box.empty() || words.empty()) return;
  ChartMark& text = mark(ChartMark::Kind::text, box, style.colour.a == 0 ? k.quiet : style.colour, style.element);
  text.text = words;
  text.size = style.size;
  text.face = style.face;
  text.placing = style.placing;
}

void ChartMaker::paragraph(std::string_view words, Rgba colour) {
  mark(ChartMark::Kind::words, cut_top(rest, text_height(words, 13 * s, rest.w)), colour).text = words;
  cut_top(rest, 8 * s);
}

void ChartMaker::sentence(std::string_view words) {
  const float w = balanced_width(words, 13 * s, std::min(rest.w, 420 * s));
  const float h = text_height(words, 13 * s, w);
  const Box box{rest.centre_x() - w / 2, rest.y + std::max(0.0F, (rest.h - h) * 0.42F), w + 1, h};
  mark(ChartMark::Kind::words, box, k.quiet).text = words;
}

void ChartMaker::title(const std::string& aside, const std::string& shorter) {
  Box line = cut_top(rest, 22 * s);
  const std::string words = chart_title(request);
  const float w = width(words, 13, Face::strong) + 2;
  text(cut_left(line, w), words, {.colour = k.text, .face = Face::strong});
  cut_left(line, 12 * s);
  text(line, width(aside) <= line.w ? aside : width(shorter) <= line.w ? shorter : std::string());
  cut_top(rest, 6 * s);
}

void ChartMaker::note(std::string_view words) {
  if (words.empty()) return;
  text(cut_bottom(rest, 20 * s), words, {.size = 12});
}

int ChartMaker::word_element(const Box& box, std::string name, std::uint8_t field, std::uint16_t code) {
  return element(box, std::move(name), is_picked(field, code),
                 {.kind = DataFilter::Kind::word, .field = field, .code = code});
}

int ChartMaker::element(const Box& box, std::string name, bool picked, DataFilter filter) {
  figure.elements.push_back({box, std::move(name), picked, std::move(filter)});
  return static_cast<int>(figure.elements.size()) - 1;
}

Rgba ChartMaker::word_colour(std::uint8_t field, std::uint16_t code, std::size_t place) const {
  return word_ink(field, code, place, theme).colour;
}

void ChartMaker::swatch(const Box& box, std::uint8_t field, std::uint16_t code, Rgba colour, int element) {
  if (is_emotion(field, code))
    mark(ChartMark::Kind::shape, box, colour, element).emotion = static_cast<Emotion>(code);
  else
    fill(box, colour, 2 * s, element);
}

bool ChartMaker::has_filter(std::uint8_t field) const { return filter_of(request, field) != nullptr; }

bool ChartMaker::is_picked(std::uint8_t field, std::uint16_t code) const {
  const FieldFilter* filter = filter_of(request, field);
  return filter != nullptr && std::find(filter->codes.begin(), filter->codes.end(), code) != filter->codes.end();
}

Rgba ChartMaker::ink(std::uint8_t field, std::uint16_t code) const {
  return has_filter(field) && !is_picked(field, code) ? k.quiet : k.text;
}

Rgba ChartMaker::shown(Rgba colour, std::uint8_t field, std::uint16_t code) const {
  return has_filter(field) && !is_picked(field, code) ? faded(colour, kDimmed) : colour;
}

void ChartMaker::legend(std::uint8_t field, const std::vector<DataWord>& words, const ShownWords& which) {
  const float line = kLegendLine * s, mark = 11 * s, gap = 6 * s, apart = 14 * s;
  std::uint64_t all = 0;
  for (const DataWord& word : words) all += word.count;
  float x = rest.x;
  Box row = cut_top(rest, line);
  for (const std::size_t place : which.places) {
    const DataWord& word = words[place];
    const std::string& name = word_name(word);
    const float w = std::min(mark + gap + width(name) + 2, rest.w);
    if (x + w > row.right() + 0.5F) {
      row = cut_top(rest, line);
      x = rest.x;
    }
    Box entry{x, row.y, w, row.h};
    const int e = word_element(entry, counted_name(word, all), field, word.code);
    const Box square = cut_left(entry, mark);
    swatch({square.x, square.centre_y() - mark / 2, mark, mark}, field, word.code,
           shown(word_colour(field, word.code, place), field, word.code), e);
    cut_left(entry, gap);
    text(entry, name, {.colour = ink(field, word.code), .element = e});
    x += w + apart;
  }
  if (which.others > 0) {
    const std::string name = number_words(which.others) + (which.others == 1 ? " other" : " others");
    const float w = mark + gap + width(name) + 2;
    if (x + w > row.right() + 0.5F) {
      row = cut_top(rest, line);
      x = rest.x;
    }
    Box entry{x, row.y, w, row.h};
    const Box square = cut_left(entry, mark);
    fill({square.x, square.centre_y() - mark / 2, mark, mark}, k.edge, 2 * s);
    cut_left(entry, gap);
    text(entry, name);
  }
  cut_top(rest, 6 * s);
}

double ChartMaker::count_axis(const Box& plot, std::uint64_t most) {
  const double high = std::max(1.0, static_cast<double>(most));
  const auto lines = std::clamp(static_cast<int>(plot.h / (34 * s)), 1, 6);
  text({plot.x - kAxisWidth * s, plot.y - 20 * s, (kAxisWidth - 8) * s, 16 * s}, "clips",
       {.size = 12, .placing = Placing::right});
  auto ticks = round_ticks(0, high, lines, true);
  for (const ChartTick& tick : ticks) {
    const float y = plot.bottom() - static_cast<float>(tick.value / high) * plot.h;
    rule(plot.x, y, plot.w);
    text({plot.x - kAxisWidth * s, y - 8 * s, (kAxisWidth - 8) * s, 16 * s},
         number_words(static_cast<std::uint64_t>(tick.value)),
         {.size = 12, .face = Face::mono, .placing = Placing::right});
  }
  return high;
}

void ChartMaker::value_axis(const Box& plot, double low, double high, std::string_view axis_title, bool whole) {
  const auto most = std::clamp(static_cast<int>(plot.w / (48 * s)), 2, 10);
  rule(plot.x, plot.bottom(), plot.w);
  for (const ChartTick& tick : round_ticks(low, high, most, whole)) {
    const float x = plot.x + static_cast<float>((tick.value - low) / (high - low)) * plot.w;
    fill({x, plot.bottom(), 1, 4 * s}, k.edge);
    text({x - 40 * s, plot.bottom() + 5 * s, 80 * s, 16 * s}, tick.label,
         {.size = 12, .face = Face::mono, .placing = Placing::centre});
  }
  text({plot.x, plot.bottom() + 21 * s, plot.w, 18 * s}, axis_title, {.size = 12, .placing = Placing::centre});
}

}  // namespace emo::ui
