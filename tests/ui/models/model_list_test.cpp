#include "ui/models/model_list.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "ui/models/pages.h"
#include "ui/shell/page_model.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

TEST_CASE("the list of models is read line by line, and what has no name is left out") {
  const auto models = models_from(kModels);
  REQUIRE(models.size() == 5);
  CHECK(models[0].title == "Emoscope S");
  CHECK(models[2].speed.empty());
  CHECK(model_facts(models[0]) == "1.2 MB  \u00B7  UA 0.68  \u00B7  19 ms  \u00B7  CC BY-NC-SA 4.0");
  CHECK(model_family_word(models[3]) == "Baseline");
  CHECK(models_from("").empty());
}

TEST_CASE("the list says what state a model is in") {
  PageModel page;
  set_models(page, 1, 2);
  CHECK(model_state_words(page.view(), 0) == "");
  CHECK(model_state_words(page.view(), 1) == "In use");
  CHECK(model_state_words(page.view(), 2) == "Compared");
  set_number(page, emo_number_model_state, static_cast<double>(ModelState::loading));
  set_number(page, emo_number_bytes_loaded, 2.1e6);
  set_number(page, emo_number_bytes_total, 8.4e6);
  set_number(page, emo_number_compared_state, static_cast<double>(ModelState::failed));
  CHECK(model_state_words(page.view(), 1) == "Loading 25 %");
  CHECK(model_state_words(page.view(), 2) == "Failed to load");
  CHECK(model_label(page.view()) == "Model: Loading 25 %");
  set_number(page, emo_number_bytes_loaded, 8.4e6);
  CHECK(model_label(page.view()) == "Model: Starting\u2026");
}
