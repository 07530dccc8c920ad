#include "ui/rooms/data/controls.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "ui/rooms/data/pages.h"
#include "ui/rooms/data/views.h"
#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

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
