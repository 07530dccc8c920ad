#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ui/rooms/data/charts/svg.h"
#include "ui/rooms/data/charts/views.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

namespace {

bool name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':';
}

// Just as much XML as a figure needs: tags that nest, attributes in quotes and once each, the five entities, one root.
class XmlCheck {
 public:
  explicit XmlCheck(std::string_view text) : rest_(text) {}

  // "": well-formed.
  std::string problem() {
    constexpr std::string_view kProlog = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    if (!rest_.starts_with(kProlog)) return "no prolog";
    rest_.remove_prefix(kProlog.size());
    bool rooted = false;
    while (!rest_.empty() && error_.empty()) {
      if (rest_[0] != '<') {
        text(rest_.substr(0, rest_.find('<')));
      } else if (rest_.starts_with("</")) {
        close();
      } else {
        if (open_.empty() && rooted) return "two roots";
        rooted = true;
        open();
      }
    }
    if (error_.empty() && !open_.empty()) return "never closed: " + open_.back();
    return rooted ? error_ : "no root";
  }
  std::vector<std::string> tags;

 private:
  void text(std::string_view words) {
    if (open_.empty() && words.find_first_not_of('\n') != std::string_view::npos) error_ = "text outside the root";
    characters(words);
    rest_.remove_prefix(words.size());
  }
  void characters(std::string_view words) {
    for (std::size_t at = 0; at < words.size(); ++at) {
      const auto c = static_cast<unsigned char>(words[at]);
      if (c < 0x20 && c != '\n' && c != '\t' && c != '\r') error_ = "a control character";
      if (c == '<') error_ = "a bare <";
      if (c != '&') continue;
      const std::string_view entity = words.substr(at, words.find(';', at) - at + 1);
      if (entity != "&amp;" && entity != "&lt;" && entity != "&gt;" && entity != "&quot;" && entity != "&apos;")
        error_ = "an unknown entity";
    }
  }
  std::string name() {
    const auto* end = std::find_if_not(rest_.begin(), rest_.end(), name_character);
    std::string found(rest_.begin(), end);
    rest_.remove_prefix(found.size());
    if (found.empty()) error_ = "a tag or attribute without a name";
    return found;
  }
  void close() {
    rest_.remove_prefix(2);
    const std::string closed = name();
    if (open_.empty() || open_.back() != closed) error_ = "closed but not open: " + closed;
    if (!rest_.starts_with(">")) error_ = "an unfinished end tag";
    if (!error_.empty()) return;
    open_.pop_back();
    rest_.remove_prefix(1);
  }
  void open() {
    rest_.remove_prefix(1);
    const std::string tag = name();
    tags.push_back(tag);
    std::set<std::string> seen;
    while (error_.empty() && rest_.starts_with(" ")) {
      rest_.remove_prefix(1);
      if (!seen.insert(name()).second) error_ = "an attribute twice in " + tag;
      if (!rest_.starts_with("=\"")) {
        error_ = "an attribute without a value in " + tag;
        return;
      }
      rest_.remove_prefix(2);
      const std::size_t end = rest_.find('"');
      if (end == std::string_view::npos) {
        error_ = "an open attribute";
        return;
      }
      characters(rest_.substr(0, end));
      rest_.remove_prefix(end + 1);
    }
    if (rest_.starts_with("/>")) {
      rest_.remove_prefix(2);
    } else if (rest_.starts_with(">")) {
      rest_.remove_prefix(1);
      open_.push_back(tag);
    } else {
      error_ = "an unfinished tag " + tag;
    }
  }

  std::string_view rest_;
  std::vector<std::string> open_;
  std::string error_;
};

std::string problem_of(std::string_view svg) { return XmlCheck(svg).problem(); }

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

AskedChart ravdess_map() {
  AskedChart a = ravdess(DataChart::map);
  for (int i = 0; i < 50; ++i) {
    a.view.map_x.push_back(static_cast<float>(i % 7));
    a.view.map_y.push_back(static_cast<float>(i % 11));
    a.view.map_codes.push_back(static_cast<std::uint16_t>(i % 8));
    a.view.map_rows.push_back(static_cast<std::uint32_t>(i));
    a.view.map_picked.push_back(i % 2 == 0 ? 1 : 0);
  }
  a.view.map_words = "PCA of 96 numbers: 41 % and 17 % of the variance";
  return a;
}

}  // namespace

TEST_CASE("the check of these tests refuses what is not XML") {
  const std::string prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  CHECK(problem_of(prolog + "<a b=\"1\"><c/>x &amp; y</a>\n").empty());
  for (const char* bad :
       {"<a>", "<a></b>", "<a b=\"1\" b=\"2\"/>", "<a>x & y</a>", "<a b=1/>", "<a/><b/>", "<a>\x01</a>"})
    CHECK(!problem_of(prolog + bad).empty());
}

TEST_CASE("every chart is a well-formed SVG without scripts or outside references") {
  std::vector<AskedChart> charts{ravdess(DataChart::distribution),
                                 ravdess(DataChart::distribution, Field::actor),
                                 ravdess_cells(),
                                 ravdess_durations(),
                                 ravdess_spreads(),
                                 ravdess_split(true),
                                 ravdess_split(false),
                                 ravdess_files(),
                                 ravdess_map(),
                                 ravdess(DataChart::compare)};
  charts.push_back(ravdess(DataChart::distribution));
  charts.back().request.donut = true;
  for (const AskedChart& a : charts) {
    for (const Theme theme : {Theme::dark, Theme::light}) {
      const std::string svg = chart_svg(a.view, a.request, theme);
      CAPTURE(static_cast<int>(a.request.chart));
      CHECK(problem_of(svg) == "");
      CHECK(svg.find("script") == std::string::npos);
      CHECK(svg.find("href") == std::string::npos);
      CHECK(svg.find("nan") == std::string::npos);
      CHECK(svg.find("RAVDESS, speech") != std::string::npos);
      CHECK(svg.find("Livingstone &amp; Russo (2018), CC BY-NC-SA 4.0") != std::string::npos);
      CHECK(svg.find("All 1440 clips") != std::string::npos);
    }
  }
}

TEST_CASE("words of any kind stay words in the SVG") {
  AskedChart a = ravdess(DataChart::distribution);
  a.view.title = "<script>alert(\"1\")</script> & 'more'";
  a.view.words[1].word = "a\x01 \xC3\xA9 \xFF \xED\xA0\x80 <b>";
  a.view.chips = {{DataChip::Kind::search, 0, "search: ]]> &amp;"}};
  const std::string svg = chart_svg(a.view, a.request, Theme::light);
  CHECK(problem_of(svg) == "");
  CHECK(svg.find("<script") == std::string::npos);
  CHECK(svg.find("&lt;script&gt;alert(&quot;1&quot;)") != std::string::npos);
  CHECK(svg.find("\xC3\xA9") != std::string::npos);
  CHECK(svg.find('\xFF') == std::string::npos);
  CHECK(svg.find("\xED\xA0\x80") == std::string::npos);
  CHECK(svg.find("]]&gt; &amp;amp;") != std::string::npos);
}

TEST_CASE("the SVG says the filters, has a tooltip a bar, and the emotions' colours and shapes") {
  AskedChart a = ravdess(DataChart::distribution);
  a.view.selected = 192;
  a.view.chips = {{DataChip::Kind::words, 0, "sex: female"}, {DataChip::Kind::words, 1, "actor: 02, 04"}};
  const std::string svg = chart_svg(a.view, a.request, Theme::light);
  CHECK(svg.find("192 of 1440 clips: sex: female \u00B7 actor: 02, 04") != std::string::npos);
  CHECK(svg.find("<g><title>happy, 192 clips, 13.3 %</title>") != std::string::npos);
  XmlCheck check(svg);
  REQUIRE(check.problem().empty());
  CHECK(std::count(check.tags.begin(), check.tags.end(), "title") == 9);    // and the figure's own
  CHECK(svg.find("#c9bc00") != std::string::npos);                          // happy, on light
  CHECK(std::count(check.tags.begin(), check.tags.end(), "polygon") == 4);  // two triangles, diamond, star
  CHECK(svg.find(">192</text>") != std::string::npos);
}

TEST_CASE("a map's figure has a mark a point") {
  const AskedChart a = ravdess_map();
  const std::string svg = chart_svg(a.view, a.request, Theme::dark);
  CHECK(problem_of(svg) == "");
  CHECK(occurrences(svg, "fill-opacity=\"0.32\"") + occurrences(svg, "stroke-opacity=\"0.32\"") == 25);
  CHECK(svg.find("41 % and 17 %") != std::string::npos);
  const AskedChart none = ravdess(DataChart::map);
  CHECK(chart_svg(none.view, none.request, Theme::dark).find("There is no map yet.") != std::string::npos);
}
