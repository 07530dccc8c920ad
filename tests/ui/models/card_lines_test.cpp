#include "ui/models/card_lines.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "ui/models/pages.h"
#include "ui/shell/page_model.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

TEST_CASE("a card's lines stand apart, one below the other and inside the sheet's width") {
  PageModel page;
  set_models(page);
  set_text(page, emo_text_card, kCard);
  REQUIRE(page.view().card.size() == 11);  // without the unknown one
  everywhere(page, [&] {
    const Layout& l = page.layout();
    CHECK(l.page.contains(l.sheet.frame));
    check_touchable(page);
    REQUIRE(l.card_blocks.size() == 11);
    float end = 0;
    for (const CardBlock& block : l.card_blocks) {
      CHECK(block.box.y == doctest::Approx(end));
      end = block.box.bottom();
      std::vector<Box> parts{block.name, block.value, block.bar};
      parts.insert(parts.end(), block.cells.begin(), block.cells.end());
      check_apart(block.box, parts);
      CHECK(block.box.right() <= l.sheet.view.w);
      if (block.line->kind == CardKind::bar) CHECK(block.bar.w >= 60);
      if (block.line->kind == CardKind::matrix_row) {
        REQUIRE(block.cells.size() == 9);
        CHECK(block.cells[0].w >= 20);
      }
    }
    CHECK(end <= l.sheet.contents_h);
  });
}

TEST_CASE("numbers on a card are numbers, whatever was written") {
  const auto card = card_from("bar\tAll\tnan\t1e999\t\t\nmatrix\tsad\nrow\tonly a name");
  REQUIRE(card.size() == 3);
  CHECK(card[0].number(1) == 0);
  CHECK(card[0].number(2) == 0);
  CHECK(card[0].number(9) == 0);
  CHECK(card[2].fields.size() == 2);
  CHECK(card_title(card) == "About this model");
  std::vector<CardBlock> blocks;
  CHECK(place_card(card, 300, 1, blocks) > 0);
  CHECK(place_card({}, 300, 1, blocks) == 0);
}
