#include "ui/rooms/data/charts/svg.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "contract/data_view.h"
#include "ui/rooms/data/charts/maker.h"

namespace emo::ui {
namespace {

constexpr float kWidth = 960, kHeight = 600, kMargin = 32;
constexpr float kPi = std::numbers::pi_v<float>;

// Bytes of the UTF-8 character at `at`, or 0 where there is none that XML 1.0 allows.
std::size_t character_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return lead >= 0x20 || lead == '\t' || lead == '\n' || lead == '\r' ? 1 : 0;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  std::uint32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF, none = code == 0xFFFE || code == 0xFFFF;
  return code < kLeast[length] || code > 0x10FFFF || surrogate || none ? 0 : length;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text, at);
    if (length != 1) {
      out += length == 0 ? std::string_view("\uFFFD") : text.substr(at, length);
      at += std::max<std::size_t>(1, length);
      continue;
    }
    const char c = text[at++];
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// Hundredths of a pixel, without a locale.
std::string px(float value) {
  const long hundredths = std::lround(static_cast<double>(value) * 100);
  const long whole = std::abs(hundredths) / 100, part = std::abs(hundredths) % 100;
  std::string text = (hundredths < 0 ? "-" : "") + std::to_string(whole);
  if (part == 0) return text;
  text += part < 10 ? ".0" : ".";
  text += std::to_string(part % 10 == 0 && part >= 10 ? part / 10 : part);
  return text;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + std::string(value) + "\"";
}
std::string attribute(std::string_view name, float value) { return attribute(name, px(value)); }

// fill="#…" and, where it is not opaque, its opacity.
std::string paint(std::string_view name, Rgba colour) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex = "#";
  for (const unsigned c : {colour.r, colour.g, colour.b}) {
    hex += kDigits[c >> 4U];
    hex += kDigits[c & 15U];
  }
  std::string out = attribute(name, hex);
  if (colour.a < 255) out += attribute(std::string(name) + "-opacity", static_cast<float>(colour.a) / 255);
  return out;
}

std::string box_attributes(const Box& box) {
  return attribute("x", box.x) + attribute("y", box.y) + attribute("width", box.w) + attribute("height", box.h);
}

using Points = std::vector<std::array<float, 2>>;
std::string polygon(const Points& points, Rgba colour) {
  std::string list;
  for (const auto& point : points) list += (list.empty() ? "" : " ") + px(point[0]) + "," + px(point[1]);
  return "<polygon" + attribute("points", list) + paint("fill", colour) + "/>";
}

std::string stroke(const std::string& path, Rgba colour, float width) {
  return "<path" + attribute("d", path) + attribute("fill", "none") + paint("stroke", colour) +
         attribute("stroke-width", width) + "/>";
}

std::string crossed(const Box& b, Rgba colour, float width) {
  return stroke("M" + px(b.x) + " " + px(b.y) + "L" + px(b.right()) + " " + px(b.bottom()) + "M" + px(b.x) + " " +
                    px(b.bottom()) + "L" + px(b.right()) + " " + px(b.y),
                colour, width);
}

std::string circle(float x, float y, float r, Rgba colour) {
  return "<circle" + attribute("cx", x) + attribute("cy", y) + attribute("r", r) + paint("fill", colour) + "/>";
}

// As kit/shapes.cpp draws them.
std::string shape(Shape which, float x, float y, float size, Rgba colour) {
  const float r = size / 2;
  switch (which) {
    case Shape::circle:
      return circle(x, y, r * 0.86F, colour);
    case Shape::bar:
      return "<rect" + box_attributes({x - r, y - r * 0.34F, 2 * r, r * 0.68F}) + attribute("rx", r * 0.34F) +
             paint("fill", colour) + "/>";
    case Shape::triangle_up:
      return polygon({{x, y - r * 0.92F}, {x + r, y + r * 0.78F}, {x - r, y + r * 0.78F}}, colour);
    case Shape::triangle_down:
      return polygon({{x, y + r * 0.92F}, {x - r, y - r * 0.78F}, {x + r, y - r * 0.78F}}, colour);
    case Shape::diamond:
      return polygon({{x, y - r}, {x + r, y}, {x, y + r}, {x - r, y}}, colour);
    case Shape::drop: {
      const float belly = r * 0.70F, cy = y + r * 0.28F, turn = kPi * 0.17F;
      const float dx = std::cos(turn) * belly, dy = std::sin(turn) * belly;
      return "<path" +
             attribute("d", "M" + px(x) + " " + px(y - r) + "L" + px(x + dx) + " " + px(cy - dy) + "A" + px(belly) +
                                " " + px(belly) + " 0 1 1 " + px(x - dx) + " " + px(cy - dy) + "Z") +
             paint("fill", colour) + "/>";
    }
    case Shape::cross: {
      const float a = r * 0.78F;
      return crossed({x - a, y - a, 2 * a, 2 * a}, colour, r * 0.5F);
    }
    case Shape::star: {
      Points points;
      for (int i = 0; i < 10; ++i) {
        const float angle = static_cast<float>(i) / 10 * 2 * kPi - kPi / 2,
                    radius = r * 1.08F * (i % 2 == 0 ? 1 : 0.46F);
        points.push_back({x + std::cos(angle) * radius, y + r * 0.05F + std::sin(angle) * radius});
      }
      return polygon(points, colour);
    }
  }
  return {};
}

std::string line_of_text(const ChartMark& mark, const Box& box, std::string_view words) {
  std::string shortened;
  if (text_width(words, mark.size, mark.face) > box.w + 0.5F) {
    shortened = std::string(fitting_prefix(words, mark.size, box.w, mark.face)) + "\u2026";
    words = shortened;
  }
  constexpr float kBaseline = 0.36F;  // of the size, under the middle of capitals and digits
  const float x = mark.placing == Placing::left     ? box.x
                  : mark.placing == Placing::centre ? box.centre_x()
                                                    : box.right();
  std::string out = "<text" + attribute("x", x) + attribute("y", box.centre_y() + kBaseline * mark.size) +
                    attribute("font-size", mark.size) + paint("fill", mark.colour);
  // Where Inter is not installed, another font must not run into what stands beside it.
  const float w = text_width(words, mark.size, mark.face);
  if (words.size() > 1) out += attribute("textLength", w) + attribute("lengthAdjust", "spacingAndGlyphs");
  if (mark.placing != Placing::left)
    out += attribute("text-anchor", mark.placing == Placing::centre ? "middle" : "end");
  if (mark.face == Face::strong) out += attribute("font-weight", "600");
  if (mark.face == Face::mono) out += attribute("font-family", "'JetBrains Mono', monospace");
  return out + ">" + escaped(words) + "</text>";
}

std::string slice(const ChartMark& mark) {
  const Box& ring = mark.box;
  const float thickness = ring.w / 2 * (1 - kDonutHole), radius = (ring.w - thickness) / 2;
  if (mark.end - mark.start > 0.999F)
    return "<circle" + attribute("cx", ring.centre_x()) + attribute("cy", ring.centre_y()) + attribute("r", radius) +
           attribute("fill", "none") + paint("stroke", mark.colour) + attribute("stroke-width", thickness) + "/>";
  const float spare = std::min(1 / radius, (mark.end - mark.start) * kPi * 0.25F);
  const auto at = [&](float angle) {
    return px(ring.centre_x() + std::sin(angle) * radius) + " " + px(ring.centre_y() - std::cos(angle) * radius);
  };
  const float from = mark.start * 2 * kPi + spare, to = mark.end * 2 * kPi - spare;
  return stroke(
      "M" + at(from) + "A" + px(radius) + " " + px(radius) + (to - from > kPi ? " 0 1 1 " : " 0 0 1 ") + at(to),
      mark.colour, thickness);
}

std::string written(const ChartMark& mark) {
  const Box& box = mark.box;
  switch (mark.kind) {
    case ChartMark::Kind::fill:
      return "<rect" + box_attributes(box) + (mark.radius > 0 ? attribute("rx", mark.radius) : "") +
             paint("fill", mark.colour) + "/>";
    case ChartMark::Kind::text:
      return line_of_text(mark, box, mark.text);
    case ChartMark::Kind::words: {
      std::string out;
      Box rest = box;
      rest.h = kHeight;
      for (const std::string_view line : wrapped(mark.text, mark.size, box.w, mark.face))
        out += line_of_text(mark, cut_top(rest, mark.size * kLineHeight), line);
      return out;
    }
    case ChartMark::Kind::slice:
      return slice(mark);
    case ChartMark::Kind::shape:
      return shape(kEmotionShapes[static_cast<std::size_t>(mark.emotion)], box.centre_x(), box.centre_y(), box.h,
                   mark.colour);
    case ChartMark::Kind::cross:
      return crossed(box, mark.colour, 2);
  }
  return {};
}

// Marks of one element together, with its name as their tooltip.
std::string written(const ChartFigure& figure) {
  std::string out;
  int open = -1;
  for (const ChartMark& mark : figure.marks) {
    if (mark.element != open) {
      if (open >= 0) out += "</g>\n";
      open = mark.element;
      if (open >= 0) out += "<g><title>" + escaped(figure.elements[static_cast<std::size_t>(open)].name) + "</title>\n";
    }
    out += written(mark) + "\n";
  }
  return open >= 0 ? out + "</g>\n" : out;
}

// The map's points, which the page draws by itself.
std::string map_points(ChartMaker& c) {
  const DataView& view = c.view;
  const std::size_t count = view.map_x.size();
  if (count == 0 || view.map_y.size() != count || view.map_codes.size() != count || view.map_picked.size() != count) {
    c.sentence(view.problem.empty() ? "There is no map yet." : view.problem);
    return {};
  }
  c.note(view.map_words);
  c.legend(c.request.field, view.words, shown_words(view.words, 40));
  const auto [x0, x1] = std::minmax_element(view.map_x.begin(), view.map_x.end());
  const auto [y0, y1] = std::minmax_element(view.map_y.begin(), view.map_y.end());
  const Box plot = c.rest.inset(6, 6);
  const float scale = std::min(plot.w / std::max(1e-6F, *x1 - *x0), plot.h / std::max(1e-6F, *y1 - *y0));
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t place = 0;
    while (place < view.words.size() && view.words[place].code != view.map_codes[i]) ++place;
    WordInk ink = word_ink(c.request.field, view.map_codes[i], place, c.theme);
    if (view.map_picked[i] == 0) ink.colour = faded(ink.colour, kDimmed);
    out += shape(ink.shape, plot.centre_x() + (view.map_x[i] - (*x0 + *x1) / 2) * scale,
                 plot.centre_y() - (view.map_y[i] - (*y0 + *y1) / 2) * scale, 6, ink.colour) +
           "\n";
  }
  return out;
}

std::string filters_in_words(const DataView& view) {
  std::string words;
  for (const DataChip& chip : view.chips) words += (words.empty() ? "" : " \u00B7 ") + chip.text;
  const std::string clips = number_words(view.selected) + " of " + clip_count(view.rows);
  return words.empty() ? "All " + clip_count(view.rows) : clips + ": " + words;
}

}  // namespace

std::string chart_svg(const DataView& view, const DataRequest& request, Theme theme) {
  Box page = Box{0, 0, kWidth, kHeight}.inset(kMargin, kMargin);
  ChartMaker frame({.view = view, .request = request, .box = page, .theme = theme});
  const Palette& k = frame.k;
  const std::string title = view.title.empty() ? chart_title(request) : view.title;
  frame.text(cut_top(frame.rest, 28), title, {.size = 20, .colour = k.text, .face = Face::strong});
  const std::string filters = filters_in_words(view);
  frame.paragraph(filters, k.quiet);
  cut_top(frame.rest, 8);
  if (!view.attribution.empty()) {
    const Box foot = cut_bottom(frame.rest, text_height(view.attribution, 12, page.w));
    ChartMark& words = frame.mark(ChartMark::Kind::words, foot, k.quiet);
    words.text = view.attribution;
    words.size = 12;
    cut_bottom(frame.rest, 12);
  }
  std::string points;
  if (request.chart == DataChart::map)
    points = map_points(frame);
  else if (request.chart == DataChart::compare)
    frame.sentence("The comparison is made of pictures of sounds: save it as a picture.");
  const ChartFigure chart =
      chart_figure({.view = view, .request = request, .box = frame.rest, .donut = request.donut, .theme = theme});
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"960\" "
         "height=\"600\" viewBox=\"0 0 960 600\" font-family=\"Inter, system-ui, sans-serif\" role=\"img\" "
         "aria-labelledby=\"title filters\">\n<title id=\"title\">" +
         escaped(title + ": " + chart_title(request)) + "</title>\n<desc id=\"filters\">" + escaped(filters) +
         "</desc>\n<rect width=\"960\" height=\"600\"" + paint("fill", k.background) + "/>\n" + written(frame.figure) +
         points + written(chart) + "</svg>\n";
}

}  // namespace emo::ui
