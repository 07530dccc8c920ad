#include "ui/rooms/data/layout.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ui/rooms/data/pages.h"
#include "ui/rooms/data/views.h"
#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

namespace {

constexpr struct {
  float width, height;
} kSizes[]{{1440, 900}, {1920, 1080}, {1024, 768}, {390, 844}};

std::vector<DataChip> many_chips() {
  std::vector<DataChip> chips{{DataChip::Kind::words, 0, "Emotion: happy, sad, angry, fearful"},
                              {DataChip::Kind::words, 1, "Actor: 1, 2, 3"},
                              {DataChip::Kind::number, 0, "duration 3.1 … 3.9 s"},
                              {DataChip::Kind::search, 0, "“03-01”"},
                              {DataChip::Kind::lasso, 0, "on the map"},
                              {DataChip::Kind::draw, 0, "12 drawn"}};
  return chips;
}

void check_boxes(PageModel& page) {
  const Layout& l = page.layout();
  const auto& controls = page.controls();
  for (std::size_t i = 0; i < controls.size(); ++i) {
    const Control& c = controls[i];
    CAPTURE(c.name);
    CHECK(l.page.contains(c.box));
    const bool of_chart = c.id >= data_id(DataControl::first_element) || c.id == data_id(DataControl::map);
    if (!of_chart) CHECK(c.box.w >= 43.9F);
    if (c.look != Look::plain || (l.phone && c.role == Role::row)) CHECK(c.box.h >= 43.9F);
    for (std::size_t j = i + 1; j < controls.size(); ++j) {
      if (c.keys_only || controls[j].keys_only) continue;
      CAPTURE(controls[j].name);
      CHECK(!c.box.overlaps(controls[j].box));
    }
  }
  const DataBoxes& d = data_boxes(page);
  const std::vector<Box> parts{l.top_bar,
                               l.nav,
                               d.title,
                               d.attribution,
                               d.job,
                               d.job_bar,
                               d.search,
                               d.chips_left_out,
                               d.chart,
                               d.table,
                               d.hint,
                               d.opened,
                               d.opened_words,
                               d.waveform.plot,
                               d.spectrogram.plot,
                               d.spectrogram.time_axis};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    CAPTURE(i);
    CHECK(l.page.contains(parts[i]));
    for (std::size_t j = i + 1; j < parts.size(); ++j) {
      CAPTURE(j);
      CHECK(!parts[i].overlaps(parts[j]));
    }
  }
}

}  // namespace

TEST_CASE("nothing of the Data room lies over anything else, at any size and text size, with and without a clip") {
  for (const auto& [width, height] : kSizes) {
    for (const float scale : {0.8F, 1.0F, 1.6F}) {
      for (int chart = 0; chart < static_cast<int>(kDataChartCount); ++chart) {
        for (const bool chips : {false, true}) {
          for (const bool busy : {false, true}) {
            for (const bool clip : {false, true}) {
              CAPTURE(width);
              CAPTURE(scale);
              CAPTURE(chart);
              CAPTURE(chips);
              CAPTURE(busy);
              CAPTURE(clip);
              PageModel page = data_page(width, height);
              set_number(page, emo_number_text_scale, static_cast<double>(scale));
              page.remember(kData, "{\"chart\":" + std::to_string(chart) + "}");
              page.tell(kData, busy ? R"({"busy":true})" : R"({"busy":false})");
              if (busy) page.tell(kData, R"({"job":"Reading 312 of 1440 files, 40 a second, 28 s left"})");
              if (clip) open_clip(page, 112);
              const ViewMaker maker{.chips = chips ? many_chips() : std::vector<DataChip>{}};
              for (int i = 0; i < 3; ++i) answer(page, maker);
              check_boxes(page);
              if (width < 720) {
                press(page, "Table");
                answer(page, maker);
                REQUIRE(!rows_of(page).empty());
                check_boxes(page);
                if (clip) {
                  press(page, "More of the player");
                  check_boxes(page);
                }
              } else {
                CHECK(data_boxes(page).rows.h >= 150);
                CHECK(data_boxes(page).chart.h >= 150);
              }
            }
          }
        }
      }
    }
  }
}

TEST_CASE("names and emotions keep their place in a narrow table, and so does what it is sorted by") {
  for (const float width : {390.0F, 1024.0F, 1440.0F}) {
    CAPTURE(width);
    PageModel page = answered_page(width, 844);
    if (width < 720) press(page, "Table");
    answer(page);
    CHECK(control(page, "Sort by File") != nullptr);
    CHECK(control(page, "Sort by Emotion") != nullptr);
  }
  PageModel page = answered_page(1440, 900);
  press(page, "Sort by Intensity");
  answer(page);
  page.resize(390, 844, 2);
  press(page, "Table");
  CHECK(control(page, "Sort by Intensity") != nullptr);
  press(page, "Sort by File");
  answer(page);
  CHECK(control(page, "Sort by Intensity") == nullptr);
}

TEST_CASE("a phone shows charts, table or map, and comes back to the chart that was there") {
  PageModel page = answered_page(390, 844);
  press(page, "Kind of chart", 2);
  CHECK(data(page).request.chart == DataChart::histogram);
  press(page, "Map");
  CHECK(data(page).request.chart == DataChart::map);
  press(page, "Table");
  answer(page);
  CHECK(!data_boxes(page).table.empty());
  CHECK(data_boxes(page).card.empty());
  press(page, "Charts");
  CHECK(data(page).request.chart == DataChart::histogram);
}
