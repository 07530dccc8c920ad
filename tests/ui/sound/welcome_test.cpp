#include "ui/sound/welcome.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "ui/shell/page_model.h"
#include "ui/shell/pages.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

TEST_CASE("the first screen offers to listen, to open a file and four synthetic samples") {
  PageModel page;
  fill_words(page);
  for (const char* name : {"Start listening", "Open a sound file", "Sample: Cheerful greeting", "Sample: Calm reading",
                           "Microphone", "Text size", "Light theme", "About", "Dismiss"}) {
    CHECK_MESSAGE(offers(page, name), name);
  }
  CHECK(!offers(page, "Stop"));
  CHECK(page.press(id_of(page, "Sample: Sad goodbye"), 0).action == Action::play_sample);
  CHECK(page.press(id_of(page, "Sample: Sad goodbye"), 0).argument == 1);
}
