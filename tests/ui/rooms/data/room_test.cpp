#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ui/rooms/data/views.h"
#include "ui/rooms/data/words.h"
#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"
#include "ui/sound/snapshots.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;
using nlohmann::json;

namespace {

constexpr struct {
  float width, height;
} kSizes[]{{1440, 900}, {1920, 1080}, {1024, 768}, {390, 844}};

PageModel data_page(float width = 1440, float height = 900) {
  PageModel page;
  page.resize(width, height, 1);
  set_number(page, emo_number_room, static_cast<double>(RoomName::data));
  return page;
}

// The data service's part: what is asked for is answered. False: nothing was asked for.
bool answer(PageModel& page, const ViewMaker& maker = {}) {
  const auto bytes = next_data_request(page, true);
  if (!bytes) return false;
  DataRequest request;
  REQUIRE(from_bytes(std::span<const std::uint8_t>(*bytes), request));
  REQUIRE(page.take(kData, DataRoom::view_bytes, to_bytes(maker.view(request))));
  return true;
}

PageModel answered_page(float width = 1440, float height = 900, const ViewMaker& maker = {}) {
  PageModel page = data_page(width, height);
  while (answer(page, maker)) {
  }
  return page;
}

const Control* control(PageModel& page, std::string_view beginning) {
  for (const Control& c : page.controls())
    if (c.name.starts_with(beginning)) return &c;
  return nullptr;
}

ActionRequest press(PageModel& page, std::string_view beginning, double value = 0) {
  const Control* found = control(page, beginning);
  REQUIRE_MESSAGE(found != nullptr, beginning);
  return page.press(static_cast<int>(found->id), value);
}

void open_clip(PageModel& page, double row) {
  SnapshotMaker maker(5);
  set_number(page, emo_number_source, 1);
  set_text(page, emo_text_clip_name, "03-01-05-01-02-01-12.wav");
  REQUIRE(page.take_snapshot(maker.clip(300, 3.0).with_prediction(3.0).bytes()));
  page.tell(kData, "{\"opened_row\":" + std::to_string(row) + "}");
}

std::vector<const Control*> rows_of(PageModel& page) {
  std::vector<const Control*> rows;
  for (const Control& c : page.controls())
    if (c.role == Role::row) rows.push_back(&c);
  return rows;
}

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

TEST_CASE("the Data room is there without any sound, and an empty one says what to do") {
  PageModel page = data_page();
  CHECK(control(page, "Open\u2026") != nullptr);
  CHECK(control(page, "Start listening") == nullptr);
  CHECK(!data_boxes(page).empty.empty());
  CHECK(empty_words(data(page)).find("RAVDESS") != std::string::npos);
  REQUIRE(answer(page, {.rows = 0, .selected = 0, .with_sound = 0}));
  CHECK(empty_words(data(page)).find("Press Open") != std::string::npos);
  CHECK(control(page, "Save\u2026")->disabled);
  PageModel full = answered_page(1440, 900, {.with_sound = 0});
  CHECK(player_hint(data(full).view()).find("Open the recordings") != std::string::npos);
}

TEST_CASE("a options is asked for once, only while the room is shown and drawn, and by a number of its own") {
  PageModel page = data_page();
  CHECK(!next_data_request(page, false));
  const auto first = next_data_request(page, true);
  REQUIRE(first);
  CHECK(!next_data_request(page, true));
  set_number(page, emo_number_room, 0);
  page.press_text(data_id(DataControl::search), "dogs");
  CHECK(!next_data_request(page, true));
  set_number(page, emo_number_room, 2);
  const auto second = next_data_request(page, true);
  REQUIRE(second);
  DataRequest a, b;
  REQUIRE(from_bytes(std::span<const std::uint8_t>(*first), a));
  REQUIRE(from_bytes(std::span<const std::uint8_t>(*second), b));
  CHECK(b.search == "dogs");
  CHECK(b.revision == a.revision + 1);
}

TEST_CASE("bytes that are no view are refused and leave the one that was there") {
  PageModel page = answered_page();
  auto bytes = to_bytes(ViewMaker{.rows = 7}.view());
  bytes.pop_back();
  CHECK(!page.take(kData, DataRoom::view_bytes, bytes));
  CHECK(!page.take(kData, DataRoom::view_bytes, {}));
  CHECK(data(page).view().rows == 1440);
}

TEST_CASE("a table of 100 000 rows has as many controls as are seen, wherever it is scrolled to") {
  const ViewMaker maker{.rows = 100000, .selected = 100000};
  PageModel page = answered_page(1440, 900, maker);
  const std::size_t seen = rows_of(page).size();
  CHECK(seen >= 10);
  CHECK(page.controls().size() < 120);
  page.key("End");
  CHECK(rows_of(page).back()->name == "Row 100000");  // on its way, and the keyboard is there
  CHECK(rows_of(page).back()->current);
  CHECK(page.press(static_cast<int>(rows_of(page).back()->id), 0).action == Action::none);
  REQUIRE(answer(page, maker));
  CHECK(rows_of(page).size() == seen);
  CHECK(rows_of(page).back()->name.find("99999.wav") != std::string::npos);
  CHECK(rows_of(page).back()->current);
  std::set<int> ids;
  for (const Control* row : rows_of(page)) CHECK(ids.insert(static_cast<int>(row->id)).second);
  page.key("Home");
  while (answer(page, maker)) {
  }
  CHECK(rows_of(page).front()->current);
}

TEST_CASE("a scroll of a few rows asks for nothing new, and a row keeps its control while it moves") {
  PageModel page = answered_page();
  const auto& rows = data_boxes(page).rows;
  const int id = static_cast<int>(rows_of(page)[5]->id);
  const std::string name = rows_of(page)[5]->name;
  // Not inside: the rows are controls, and over one the picture has no pointer.
  page.point({.x = rows.centre_x(), .y = rows.centre_y(), .inside = false, .scroll_y = -3 * data_boxes(page).row_h});
  CHECK(!next_data_request(page, true));
  const auto after = rows_of(page);
  CHECK(static_cast<int>(after[2]->id) == id);
  CHECK(after[2]->name == name);
}

TEST_CASE("arrows, pages and Enter work in the table") {
  PageModel page = answered_page();
  CHECK(page.key("ArrowDown").used);
  CHECK(data(page).cursor() == 0);
  page.key("PageDown");
  CHECK(data(page).cursor() > 5);
  page.key("PageUp");
  page.key("ArrowDown");
  CHECK(data(page).cursor() == 1);
  const auto opened = page.key("Enter");
  CHECK(opened.action.action == Action::data_open_row);
  CHECK(opened.action.argument == 101);
  PageModel phone = answered_page(390, 844);
  CHECK(!phone.key("ArrowDown").used);  // no table is seen
}

TEST_CASE("arrows go on from the row to which the keyboard has come") {
  PageModel page = answered_page();
  page.focus(static_cast<int>(rows_of(page)[4]->id));
  CHECK(rows_of(page)[4]->current);
  page.key("ArrowDown");
  CHECK(rows_of(page)[5]->current);
  CHECK(!rows_of(page)[4]->current);
}

TEST_CASE("what is selected is said aloud in the Data room") {
  PageModel page = answered_page();
  CHECK(page.spoken_line(0) == "1440 clips.");
  press(page, "happy");
  answer(page, {.selected = 192});
  CHECK(page.spoken_line(1) == "192 of 1440 clips.");
}

TEST_CASE("a press on a heading sorts by it, another turns the order round") {
  PageModel page = answered_page();
  press(page, "Sort by Emotion");
  CHECK(data(page).request.sort == DataSort::field);
  CHECK(data(page).request.sort_field == 1);
  CHECK(!data(page).request.descending);
  answer(page);
  press(page, "Sort by Emotion");
  CHECK(data(page).request.descending);
  answer(page);
  press(page, "Sort by Duration");
  CHECK(data(page).request.sort == DataSort::number);
  CHECK(data(page).request.sort_column == "duration");
  CHECK(!data(page).request.descending);
  press(page, "Sort by File");
  CHECK(data(page).request.sort == DataSort::path);
}

TEST_CASE("a bar filters its word, its chip takes it away again, and the first row is shown") {
  PageModel page = answered_page();
  page.key("End");
  answer(page);
  const Control* bar = control(page, "happy");
  REQUIRE(bar != nullptr);
  CHECK(local_of(bar->id) >= DataControl::first_element);
  press(page, "happy");
  REQUIRE(data(page).request.words.size() == 1);
  CHECK(data(page).request.words[0].codes == std::vector<std::uint16_t>{2});
  CHECK(data(page).top() == 0);
  answer(page, {.selected = 192, .chips = {{DataChip::Kind::words, 0, "Emotion: happy"}}});
  press(page, "Remove: Emotion: happy");
  CHECK(data(page).request.words.empty());
  press(page, "happy");
  page.press_text(data_id(DataControl::search), "12");
  press(page, "Surprise me");
  CHECK(data(page).request.draw_count == 12);
  answer(page, {.selected = 12, .chips = many_chips()});
  press(page, "Clear all");
  CHECK(!data(page).selects_anything());
}

TEST_CASE("the search field says what it holds, and another control's text is nobody's") {
  PageModel page = answered_page();
  page.press_text(data_id(DataControl::search), "kids \"talking\"");
  const json controls = json::parse(page.controls_json_if_changed());
  const auto field = std::find_if(controls.begin(), controls.end(), [](const json& c) { return c["role"] == "text"; });
  REQUIRE(field != controls.end());
  CHECK((*field)["name"] == "Search");
  CHECK((*field)["text"] == "kids \"talking\"");
  page.press_text(data_id(DataControl::open), "nonsense");
  CHECK(data(page).request.search == "kids \"talking\"");
}

TEST_CASE("every action asks for what it says, also where there is no room for its word") {
  PageModel page = answered_page(1920, 1080);
  const std::pair<const char*, Action> kAll[]{{"Open\u2026", Action::data_open},
                                              {"Save\u2026", Action::data_export},
                                              {"Compute features", Action::data_compute},
                                              {"What was recognised", Action::data_recognised},
                                              {"Kept data", Action::data_storage}};
  for (const auto& [name, action] : kAll) CHECK(press(page, name).action == action);
  PageModel phone = answered_page(390, 844);
  const Control* more = control(phone, "More actions");
  REQUIRE(more != nullptr);
  const std::vector<std::string> options = more->options;  // a press makes the controls anew
  for (std::size_t i = 0; i < options.size(); ++i) {
    const auto found =
        std::find_if(std::begin(kAll), std::end(kAll), [&](const auto& one) { return options[i] == one.first; });
    REQUIRE(found != std::end(kAll));
    CHECK(press(phone, "More actions", static_cast<double>(i)).action == found->second);
  }
  page.tell(kData, R"({"busy":true})");
  CHECK(control(page, "Open\u2026") == nullptr);
  CHECK(press(page, "Cancel").action == Action::data_cancel);
}

TEST_CASE("the player plays, stops, goes on and comes back, at any speed") {
  PageModel page = answered_page();
  CHECK(control(page, "Play") == nullptr);
  open_clip(page, 112);
  while (answer(page)) {
  }
  CHECK(data(page).view().opened.row == 112);
  CHECK(press(page, "Play").action == Action::play_clip);
  CHECK(press(page, "Previous clip").argument == 111);
  CHECK(press(page, "Next clip").argument == 113);
  CHECK(press(page, "Next clip").action == Action::data_open_row);
  CHECK(press(page, "Speed", 0).argument == 0.5);
  CHECK(press(page, "Volume", 2).argument == 0.5);
  CHECK(press(page, "Loop").argument == 1);
  page.tell(kData, R"({"loop":true})");
  CHECK(press(page, "Loop").argument == 0);
  CHECK(press(page, "Play on").action == Action::player_follow);
  CHECK(press(page, "Play-list").action == Action::data_playlist);
  set_number(page, emo_number_playing, 1);
  CHECK(press(page, "Pause").action == Action::pause_clip);
  CHECK(press(page, "Stop playing").action == Action::player_stop);
  CHECK(press(page, "Position", 1.5).action == Action::seek_clip);
}

TEST_CASE("a row opens by a press, and says that it is the open one") {
  PageModel page = answered_page();
  const ActionRequest pressed = page.press(static_cast<int>(rows_of(page)[3]->id), 0);
  CHECK(pressed.action == Action::data_open_row);
  CHECK(pressed.argument == 103);
  open_clip(page, 103);
  while (answer(page)) {
  }
  CHECK(rows_of(page)[3]->pressed == true);
  CHECK(rows_of(page)[2]->pressed == false);
  CHECK(rows_of(page)[3]->name.find("sad") != std::string::npos);
}

TEST_CASE("other recordings begin with nothing selected, since codes and rows mean something else") {
  PageModel page = answered_page();
  press(page, "happy");
  answer(page);
  page.press_text(data_id(DataControl::search), "x");
  CHECK(data(page).selects_anything());
  answer(page, {.catalogue = 2});
  CHECK(!data(page).selects_anything());
}

TEST_CASE("a field that the recordings do not have gives way to one that they have") {
  PageModel page = data_page();
  page.remember(kData, R"({"field":8,"field_b":200})");
  answer(page);
  CHECK(data(page).request.field == 1);
  CHECK(data(page).request.field_b == 5);
}

TEST_CASE("what was chosen in the room is remembered; nonsense is not") {
  PageModel page = answered_page();
  press(page, "Spread");
  answer(page);
  press(page, "Number", 1);
  press(page, "By", 3);
  PageModel later = data_page();
  later.remember(kData, data(page).settings_json());
  CHECK(data(later).request.chart == DataChart::spread);
  CHECK(data(later).request.column == "RMS level");
  CHECK(data(later).request.field == 5);
  later.remember(kData, "{\"chart\":900,\"field\":-3,\"column\":7");
  CHECK(data(later).request.chart == DataChart::spread);
  later.remember(kData, "{\"chart\":900}");
  CHECK(static_cast<std::size_t>(data(later).request.chart) < kDataChartCount);
}

TEST_CASE("files without a split begin with a random one, until a person chooses") {
  PageModel page = answered_page();
  CHECK(data(page).request.split == SplitWay::random);
  press(page, "Split");
  answer(page);
  press(page, "Way of splitting", 0);
  answer(page);
  CHECK(data(page).request.split == SplitWay::none);
}

TEST_CASE("a split has whatever shares are typed; half a text changes nothing") {
  PageModel page = answered_page();
  press(page, "Split");
  answer(page);
  const auto& controls = page.controls();
  const auto field = std::find_if(controls.begin(), controls.end(), [](const Control& c) {
    return c.role == Role::text && c.name.starts_with("Shares of the parts");
  });
  REQUIRE(field != controls.end());
  CHECK(field->value_text == "70 / 15 / 15");
  const int id = static_cast<int>(field->id);
  for (const char* half : {"70", "70 / 0", "70 / .", "", "a / b", "1 2 3 4 5 6 7 8 9"}) page.press_text(id, half);
  CHECK(data(page).request.split_shares == std::vector<float>{70, 15, 15});
  page.press_text(id, "0.5, 0.25;0.25");
  CHECK(data(page).request.split_shares == std::vector<float>{0.5F, 0.25F, 0.25F});
  page.press_text(id, "80/20");
  CHECK(data(page).request.split_shares == std::vector<float>{80, 20});
}

TEST_CASE("the comparison has a field of its own, the emotion at first") {
  PageModel page = answered_page();
  CHECK(data(page).request.field_b == 5);
  press(page, "Compare");
  CHECK(data(page).request.field_b == 1);
  answer(page);
  press(page, "Side by side", 2);
  press(page, "Cross table");
  CHECK(data(page).request.field_b == 5);
  press(page, "Compare");
  CHECK(data(page).request.field_b == 3);
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
  CHECK(data_boxes(page).chart_panel.empty());
  press(page, "Charts");
  CHECK(data(page).request.chart == DataChart::histogram);
}

TEST_CASE("a chart is drawn from the options that its numbers answer") {
  PageModel page = answered_page();
  press(page, "Cross table");
  CHECK(data(page).request.chart == DataChart::cross_table);
  CHECK(data(page).shown_request().chart == DataChart::distribution);
  answer(page);
  CHECK(data(page).shown_request().chart == DataChart::cross_table);
}

TEST_CASE("the comparison opens what is pressed and forgets pictures that are not compared") {
  PageModel page = answered_page();
  press(page, "Compare");
  answer(page);
  CHECK(control(page, "neutral: none")->disabled);
  const ActionRequest heard = press(page, "Play calm");
  CHECK(heard.action == Action::data_open_row);
  CHECK(heard.argument == 101);
  std::vector<std::uint8_t> picture(8 + 6);
  const std::uint32_t width = 3, height = 2;
  std::memcpy(picture.data(), &width, 4);
  std::memcpy(picture.data() + 4, &height, 4);
  CHECK(take_data_picture(page, 101, picture));
  CHECK(take_data_picture(page, 999, picture));
  picture.pop_back();
  CHECK(!take_data_picture(page, 102, picture));
  page.press_text(data_id(DataControl::search), "x");
  answer(page);
  CHECK(data(page).pictures().size() == 1);
  CHECK(data(page).pictures().contains(101));
}

TEST_CASE("a play-list shows its rows alone, in its order") {
  PageModel page = answered_page();
  press(page, "happy");
  page.tell(kData, R"({"only":"play-list calm voices"})");
  const DataRequest& r = data(page).request;
  CHECK(r.words.empty());
  REQUIRE(r.numbers.size() == 1);
  CHECK(r.numbers[0].column == "play-list calm voices");
  CHECK(r.numbers[0].low == 1);
  CHECK(r.sort == DataSort::number);
  CHECK(r.sort_column == "play-list calm voices");
}

TEST_CASE("the facts for programs are null before a view and then say what is seen") {
  PageModel page = data_page();
  CHECK(page.facts(kData) == "null");
  while (answer(page)) {
  }
  press(page, "happy");
  answer(page, {.selected = 192});
  const json facts = json::parse(page.facts(kData));
  CHECK(facts["selected"] == 192);
  CHECK(facts["title"] == "RAVDESS, speech");
  CHECK(facts["chart"] == "distribution");
  CHECK(facts["request"]["words"][0]["field"] == "emotion");
  CHECK(facts["request"]["words"][0]["codes"] == json({2}));
  CHECK(facts["words"][4]["word"] == "angry");
  CHECK(facts["table"][0]["emotion"] == "neutral");
  CHECK(facts["compare_rows"][0] == -1);
  CHECK(facts["previous_row"] == -1);
  CHECK(facts["chart_box"]["w"].get<double>() > 300);
}
