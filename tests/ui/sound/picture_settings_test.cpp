#include "ui/sound/picture_settings.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "ui/shell/page_model.h"
#include "ui/shell/pages.h"
#include "ui/sound/snapshots.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

TEST_CASE("choices change the view and can be remembered") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  page.press(id_of(page, "Frequency axis"), 0);
  page.press(id_of(page, "Colour map"), 2);
  page.press(id_of(page, "Dynamic range"), 4);
  page.press(id_of(page, "Text size"), 4);
  CHECK(page.view().settings.axis == FrequencyScale::linear);
  PageModel next;
  for (int key = 0; key < emo_setting_count; ++key) set_setting(next, key, setting(page, key));
  CHECK(next.view().settings == page.view().settings);
  CHECK(next.view().text_scale == doctest::Approx(1.6));
}
