// Pages that show the Data room, with a data service that answers from made-up views.
#pragma once
#include <doctest/doctest.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/rooms/data/views.h"
#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"
#include "ui/sound/snapshots.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

namespace emo::test {

using namespace ui;

inline PageModel data_page(float width = 1440, float height = 900) {
  PageModel page;
  page.resize(width, height, 1);
  set_number(page, emo_number_room, static_cast<double>(RoomName::data));
  return page;
}

// The data service's part: what is asked for is answered. False: nothing was asked for.
bool answer(PageModel& page, const ViewMaker& maker = {});

inline PageModel answered_page(float width = 1440, float height = 900, const ViewMaker& maker = {}) {
  PageModel page = data_page(width, height);
  while (answer(page, maker)) {
  }
  return page;
}

inline const Control* control(PageModel& page, std::string_view beginning) {
  for (const Control& c : page.controls())
    if (c.name.starts_with(beginning)) return &c;
  return nullptr;
}

inline ActionRequest press(PageModel& page, std::string_view beginning, double value = 0) {
  const Control* found = control(page, beginning);
  REQUIRE_MESSAGE(found != nullptr, beginning);
  return page.press(static_cast<int>(found->id), value);
}

inline void open_clip(PageModel& page, double row) {
  SnapshotMaker maker(5);
  set_number(page, emo_number_source, 1);
  set_text(page, emo_text_clip_name, "03-01-05-01-02-01-12.wav");
  REQUIRE(page.take_snapshot(maker.clip(300, 3.0).with_prediction(3.0).bytes()));
  page.tell(kData, "{\"opened_row\":" + std::to_string(row) + "}");
}

inline std::vector<const Control*> rows_of(PageModel& page) {
  std::vector<const Control*> rows;
  for (const Control& c : page.controls())
    if (c.role == Role::row) rows.push_back(&c);
  return rows;
}

}  // namespace emo::test
