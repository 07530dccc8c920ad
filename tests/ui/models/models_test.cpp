#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"
#include "ui/sound/snapshots.h"
#include "ui/sound/words.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;
using nlohmann::json;

namespace {

constexpr const char* kModels =
    "emoscope-s\tEmoscope S\tmain\t1.2 MB\tUA 0.68\tCC BY-NC-SA 4.0\tSmall enough for a phone, and the default. It "
    "hears three seconds of log-mel spectrogram at a time.\t19 ms\n"
    "emoscope-l\tEmoscope L\tmain\t8.4 MB\tUA 0.74\tCC BY-NC-SA 4.0\tThe most accurate one.\t85 ms\n"
    "first-cnn\tFirst CNN\tfirst\t1.4 MB\tUA 0.66\tCC BY-NC-SA 4.0\tThe first model of this page.\t\n"
    "\tno name\tis left out\n"
    "mlp180\tMLP on 180 features, a title that is long\tbaseline\t0.3 MB\tUA 0.48\tCC BY-NC-SA 4.0\tA student's "
    "classic of 2019: means of MFCC, chroma and mel over the whole clip, and three layers.\t2 ms\n"
    "mfcc40\tMFCC 40\tbaseline\t0.1 MB\tUA 0.41\tCC BY-NC-SA 4.0\tAnother one.\t1 ms";

constexpr const char* kCard =
    "title\tEmoscope S\n"
    "text\tA small convolutional network that hears three seconds of sound, ten times a second, in this page.\n"
    "section\tHow often it is right\n"
    "row\tProtocol\tSix speaker-independent folds over RAVDESS: four actors a fold whom the model has never heard.\n"
    "bar\tAll\t0.68\t0.64\t0.72\t0.68 (0.64 \xE2\x80\xA6 0.72)\n"
    "bar\thappy\t0.71\t0.6\t0.8\t0.71 (0.60 \xE2\x80\xA6 0.80)\n"
    "bar\tsurprised\t0.5\t0.4\t0.6\t0.50 (0.40 \xE2\x80\xA6 0.60)\n"
    "section\tWhat it takes for what\n"
    "matrix\tneutral\tcalm\thappy\tsad\tangry\tfearful\tdisgust\tsurprised\tno speech\n"
    "matrix_row\tneutral\t60\t20\t3\t9\t0\t1\t1\t2\t0\n"
    "matrix_row\tcalm\t12\t160\t2\t14\t0\t0\t2\t2\t0\n"
    "unknown\twhat a later version may say";

void set_models(PageModel& page, int chosen = 0, int compared = -1) {
  set_text(page, emo_text_models, kModels);
  set_text(page, emo_text_model_name, "Emoscope S");
  set_number(page, emo_number_model_state, static_cast<double>(ModelState::ready));
  set_number(page, emo_number_model_index, chosen);
  set_number(page, emo_number_compared_index, compared);
  set_number(page, emo_number_compared_state,
             static_cast<double>(compared < 0 ? ModelState::absent : ModelState::ready));
}

// Too many for any phone.
void add_models(PageModel& page, int count) {
  std::string text = kModels;
  for (int i = 5; i < count; ++i) {
    const std::string name = "model-" + std::to_string(i);
    text += "\n" + name + "\t" + name + "\tbaseline\t1 MB\tUA 0.5\tCC BY-NC-SA 4.0\tOne more of the many.\t";
  }
  set_text(page, emo_text_models, text);
}

PredictionRecord record_of(Emotion label, float probability, int slot, double end_s) {
  PredictionRecord r{};
  r.start_s = end_s - 3;
  r.end_s = end_s;
  r.label = label;
  r.verdict = Verdict::emotion;
  r.confidence = probability;
  r.probabilities[static_cast<std::size_t>(label)] = probability;
  r.valence = slot == 0 ? 0.5F : NAN;
  r.arousal = slot == 0 ? -0.25F : NAN;
  r.slot = static_cast<std::uint8_t>(slot);
  return r;
}

// Two models answer; the chosen one knows all but calm and has valence and arousal.
emo::test::MadeSnapshot with_two(emo::test::MadeSnapshot made, Emotion first = Emotion::happy,
                                 Emotion second = Emotion::sad) {
  SnapshotHeader& h = made.parts.header;
  h.labels_known = 0xFF & ~(1U << static_cast<unsigned>(Emotion::calm));
  h.compared_labels_known = 0xFF;
  h.compared_model = ModelState::ready;
  h.dimensions = 1;
  h.verdict = Verdict::emotion;
  h.current = record_of(first, 0.625F, 0, 3);
  h.compared_current = record_of(second, 0.5F, 1, 3);
  h.compared_inference_ms_p50 = 2;
  made.parts.predictions = {h.current, h.compared_current};
  return made;
}

enum class Sound { live, clip };

PageModel comparing_page(Sound sound, SnapshotMaker& maker) {
  PageModel page;
  set_models(page, 0, 3);
  if (sound == Sound::live) {
    set_number(page, emo_number_capture_state, static_cast<double>(CaptureState::listening));
    REQUIRE(page.take_snapshot(with_two(maker.live(300)).bytes()));
  } else {
    set_number(page, emo_number_source, 1);
    auto made = with_two(maker.clip(300, 3));
    made.parts.header.finished = 1;
    REQUIRE(page.take_snapshot(made.bytes()));
  }
  return page;
}

const Control* control(PageModel& page, std::string_view name) {
  for (const Control& c : page.controls())
    if (c.name == name) return &c;
  return nullptr;
}

ActionRequest press(PageModel& page, std::string_view name) {
  const Control* found = control(page, name);
  REQUIRE_MESSAGE(found != nullptr, std::string(name));
  return page.press(static_cast<int>(found->id), 0);
}

std::vector<std::uint8_t> explanation_bytes() {
  Explanation e;
  e.header.label = Emotion::sad;
  e.header.rows = 2;
  e.header.columns = 3;
  e.header.end_s = 3;
  e.header.fmin_hz = 50;
  e.header.fmax_hz = 8000;
  e.header.base_probability = 0.5F;
  e.drops = {0.25F, 0, -0.125F, 0, 0, 0.5F};
  std::vector<std::uint8_t> bytes;
  write_explanation(e, bytes);
  return bytes;
}

struct Size {
  float width, height;
};
constexpr Size kPageSizes[]{{1440, 900}, {1920, 1080}, {1024, 768}, {390, 844}};
constexpr float kScales[]{0.8F, 1.0F, 1.3F, 1.6F};

// At every size and text size.
template <class Check>
void everywhere(PageModel& page, const Check& check) {
  for (const auto& [width, height] : kPageSizes) {
    for (const float scale : kScales) {
      page.resize(width, height, 2);
      set_number(page, emo_number_text_scale, scale);
      CAPTURE(width);
      CAPTURE(scale);
      check();
    }
  }
}

void check_apart(const Box& within, const std::vector<Box>& boxes) {
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    CAPTURE(i);
    CHECK((boxes[i].empty() || within.contains(boxes[i])));
    for (std::size_t j = i + 1; j < boxes.size(); ++j) {
      CAPTURE(j);
      CHECK(!boxes[i].overlaps(boxes[j]));
    }
  }
}

void check_touchable(PageModel& page) {
  std::vector<Box> boxes;
  for (const Control& c : page.controls()) {
    CAPTURE(c.name);
    CHECK(!c.name.empty());
    CHECK(c.box.w >= 43.9F);
    if (c.look != Look::plain) CHECK(c.box.h >= 43.9F);
    boxes.push_back(c.box);
  }
  check_apart(page.layout().page, boxes);
}

}  // namespace

TEST_CASE("the list of models is read line by line, and what has no name is left out") {
  const auto models = models_from(kModels);
  REQUIRE(models.size() == 5);
  CHECK(models[0].title == "Emoscope S");
  CHECK(models[2].speed.empty());
  CHECK(model_facts(models[0]) == "1.2 MB  \u00B7  UA 0.68  \u00B7  19 ms  \u00B7  CC BY-NC-SA 4.0");
  CHECK(model_family_word(models[3]) == "Baseline");
  CHECK(models_from("").empty());
}

TEST_CASE("the model's name in the top bar opens the list, at every size") {
  PageModel page;
  set_models(page);
  everywhere(page, [&] {
    page.key("Escape");
    REQUIRE(control(page, "Model: Emoscope S") != nullptr);
    check_touchable(page);
    press(page, "Model: Emoscope S");
    CHECK(page.view().overlay == Overlay::models);
    REQUIRE(control(page, "What is Emoscope S?") != nullptr);
    check_touchable(page);
  });
  PageModel without;
  CHECK(control(without, "Choose a model") == nullptr);  // no list, no control
}

TEST_CASE("in the list of models nothing overlaps, and all of it is inside the sheet's width") {
  PageModel page;
  set_models(page, 1, 3);
  everywhere(page, [&] {
    page.key("Escape");
    press(page, "Model: Emoscope S");
    const Layout& l = page.layout();
    CHECK(l.page.contains(l.sheet.frame));
    CHECK(l.sheet.frame.contains(l.sheet.view));
    check_apart(l.sheet.frame, {l.sheet.title, l.sheet.close, l.sheet.view});
    REQUIRE(l.model_rows.size() == 5);
    float end = l.model_rows[0].row.y;
    for (const ModelRow& row : l.model_rows) {
      CHECK(row.row.y == doctest::Approx(end));
      end = row.row.bottom();
      CHECK(row.row.x >= l.sheet.view.x);
      CHECK(row.row.right() <= l.sheet.view.right());
      check_apart(row.row, {row.title, row.family, row.state, row.facts, row.summary, row.use, row.compare, row.card});
    }
    CHECK(end - l.model_rows[0].row.y == doctest::Approx(l.sheet.contents_h));
  });
}

TEST_CASE("models are chosen, compared and asked about from the list") {
  PageModel page;
  set_models(page, 0, 2);
  page.resize(1440, 900, 1);
  press(page, "Model: Emoscope S");
  CHECK(control(page, "Use Emoscope S")->disabled);
  CHECK(control(page, "Compare with Emoscope S") == nullptr);  // with itself: no
  const ActionRequest card = press(page, "What is Emoscope L?");
  CHECK(card.action == Action::show_card);
  CHECK(card.argument == 1);
  CHECK(page.view().overlay == Overlay::models);
  CHECK(control(page, "Compare with First CNN")->pressed == true);
  const ActionRequest stop = press(page, "Compare with First CNN");
  CHECK(stop.action == Action::compare_model);
  CHECK(stop.argument == -1);
  CHECK(page.view().overlay == Overlay::none);
  press(page, "Model: Emoscope S");
  const ActionRequest use = press(page, "Use Emoscope L");
  CHECK(use.action == Action::choose_model);
  CHECK(use.argument == 1);
  CHECK(page.view().overlay == Overlay::none);
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
}

TEST_CASE("the keyboard reaches every model: a focus at the edge brings its neighbours into sight") {
  PageModel page;
  set_models(page, 4);
  add_models(page, 12);
  for (const float scale : {1.0F, 1.6F}) {
    page.resize(390, 844, 2);
    set_number(page, emo_number_text_scale, scale);
    page.key("Escape");
    press(page, "Model: Emoscope S");
    CHECK(page.layout().sheet.scroll_end() > 0);
    std::set<std::string> seen;
    std::string at = page.controls().front().name;
    for (int steps = 0; steps < 80; ++steps) {  // Tab, until there is nothing further
      seen.insert(at);
      const auto& all = page.controls();
      const auto here = std::find_if(all.begin(), all.end(), [&](const Control& c) { return c.name == at; });
      REQUIRE(here != all.end());
      if (here + 1 == all.end()) break;
      at = (here + 1)->name;
      page.focus(static_cast<int>((here + 1)->id));
      check_touchable(page);
    }
    CHECK(seen.size() == 1 + 12 * 3 - 1);  // Close, and three of each but the chosen one's "Compare"
    CHECK(page.layout().sheet.scroll == doctest::Approx(page.layout().sheet.scroll_end()));
    page.key("Home");
    CHECK(page.layout().sheet.scroll == 0);
    page.key("PageDown");
    CHECK(page.layout().sheet.scroll > 0);
  }
}

TEST_CASE("a sheet is scrolled by wheel and finger, and closed by pressing beside it") {
  PageModel page;
  set_models(page);
  add_models(page, 12);
  page.resize(390, 844, 2);
  press(page, "Model: Emoscope S");
  Pointer wheel{.x = 200, .y = 600, .inside = true, .scroll_y = -120};
  page.point(wheel);
  CHECK(page.layout().sheet.scroll == 120);
  Pointer finger{.x = 200, .y = 600, .inside = true, .down = true, .pressed = true, .press_x = 200, .press_y = 600};
  page.point(finger);
  finger.pressed = false;
  finger.y = 560;
  page.point(finger);
  CHECK(page.layout().sheet.scroll == 160);
  page.point({.x = 200, .y = 560, .inside = true});
  page.point({.x = 200, .y = 500, .inside = true});
  CHECK(page.layout().sheet.scroll == 160);
  page.point({.x = 200, .y = 4, .inside = true, .down = true, .pressed = true, .press_x = 200, .press_y = 4});
  CHECK(page.view().overlay == Overlay::none);
}

TEST_CASE("a card opens over the list, and closing it shows the list again") {
  PageModel page;
  set_models(page);
  page.resize(1440, 900, 1);
  press(page, "Model: Emoscope S");
  page.controls_json_if_changed();
  set_text(page, emo_text_card, kCard);
  CHECK(page.view().overlay == Overlay::card);
  CHECK(!page.controls_json_if_changed().empty());
  const auto escape = page.key("Escape");
  CHECK(escape.action.action == Action::show_card);
  CHECK(escape.action.argument == -1);
  CHECK(page.view().overlay == Overlay::models);
  set_text(page, emo_text_card, "");
  set_text(page, emo_text_card, kCard);
  CHECK(press(page, "Close").action == Action::show_card);
  CHECK(page.view().overlay == Overlay::models);
  page.key("Escape");
  CHECK(page.view().overlay == Overlay::none);
  set_text(page, emo_text_card, "");
  set_text(page, emo_text_card, kCard);  // from outside: window.emoscope
  set_text(page, emo_text_card, "");
  CHECK(page.view().overlay == Overlay::none);
}

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

TEST_CASE("the words of the list and of a card can be read to somebody") {
  PageModel page;
  set_models(page, 0, 2);
  page.resize(1440, 900, 1);
  press(page, "Model: Emoscope S");
  const json models = json::parse(page.overlay_json());
  CHECK(models["title"] == "Models");
  REQUIRE(models["sections"].size() == 5);
  CHECK(models["sections"][0]["lines"].back() == "In use");
  set_text(page, emo_text_card, kCard);
  const json card = json::parse(page.overlay_json());
  CHECK(card["title"] == "Emoscope S");
  REQUIRE(card["sections"].size() == 3);
  CHECK(card["sections"][1]["title"] == "How often it is right");
  CHECK(card["sections"][1]["lines"][2] == "happy: 0.71 (0.60 \xE2\x80\xA6 0.80)");
  CHECK(card["sections"][2]["lines"][2].get<std::string>().starts_with("calm: neutral 12, calm 160"));
}

TEST_CASE("two models' answers, bars and charts keep out of each other's way") {
  for (const Sound sound : {Sound::live, Sound::clip}) {
    for (const bool plane : {false, true}) {
      for (const bool explained : {false, true}) {
        SnapshotMaker maker(3);
        PageModel page = comparing_page(sound, maker);
        set_setting(page, emo_setting_plane, plane ? 1 : 0);
        if (explained) REQUIRE(page.take(kListen, ListenRoom::explanation_bytes, explanation_bytes()));
        CAPTURE(plane);
        CAPTURE(explained);
        everywhere(page, [&] {
          const Layout& l = page.layout();
          const ListenBoxes& b = listen(page).boxes();
          check_touchable(page);
          std::vector<Box> boxes{l.top_bar,           b.spectrogram.caption, b.spectrogram.plot, b.waveform.plot,
                                 b.timeline.plot,     b.agreement,           b.agreement_mark,   b.agreement_caption,
                                 b.stop_comparing,    b.answers[0],          b.answers[1],       b.hint,
                                 b.bars_tab,          b.plane_tab,           b.explain,          b.bars,
                                 l.transport.primary, l.transport.secondary, b.axis_chip};
          check_apart(l.page, boxes);
          CHECK(b.plane.empty() == !plane);
          CHECK(b.bars.h >= 8 * 18);
          CHECK(b.spectrogram.plot.h >= 80);
          CHECK(control(page, "Stop comparing") != nullptr);
          CHECK((control(page, "Close explanation") != nullptr) == explained);
          if (plane) return;
          CHECK(b.bar_rows.back().bottom() <= b.bars.bottom() + 0.1F);
          CHECK(b.bar_rows[0].h >= 18);
        });
      }
    }
  }
}

TEST_CASE("one model keeps its place as well, with the plane and an explanation") {
  SnapshotMaker maker(3);
  PageModel page = comparing_page(Sound::clip, maker);
  set_models(page, 0);
  everywhere(page, [&] {
    const Layout& l = page.layout();
    const ListenBoxes& b = listen(page).boxes();
    CHECK(control(page, "Stop comparing") == nullptr);
    CHECK(control(page, "Explain") != nullptr);
    CHECK(control(page, "Plane") != nullptr);
    check_touchable(page);
    check_apart(l.page, {l.top_bar, b.verdict, b.bars_tab, b.plane_tab, b.explain, b.bars, b.spectrogram.plot,
                         l.transport.primary, l.transport.tertiary});
  });
}

TEST_CASE("comparing stops where it is shown") {
  SnapshotMaker maker;
  PageModel page = comparing_page(Sound::live, maker);
  const ActionRequest stop = press(page, "Stop comparing");
  CHECK(stop.action == Action::compare_model);
  CHECK(stop.argument == -1);
  set_number(page, emo_number_compared_index, -1);
  CHECK(control(page, "Stop comparing") == nullptr);
}

TEST_CASE("two models agree, disagree or are unsure") {
  const auto reading = [](Verdict verdict, Emotion label) {
    Reading r;
    r.verdict = verdict;
    r.label = label;
    return r;
  };
  const Reading happy = reading(Verdict::emotion, Emotion::happy), sad = reading(Verdict::emotion, Emotion::sad);
  const Reading unsure = reading(Verdict::unsure, Emotion::happy), silent = reading(Verdict::no_speech, Emotion::happy);
  CHECK(agreement(happy, happy) == Agreement::same);
  CHECK(agreement(happy, sad) == Agreement::different);
  CHECK(agreement(happy, unsure) == Agreement::one_unsure);
  CHECK(agreement(unsure, unsure) == Agreement::both_unsure);
  CHECK(agreement(happy, silent) == Agreement::nothing);
  CHECK(agreement_words(Agreement::different) == "They disagree");
}

TEST_CASE("each model's predictions are kept apart, and the timeline's are the chosen one's") {
  SnapshotMaker maker;
  PageModel page = comparing_page(Sound::live, maker);
  CHECK(page.live().prediction_count() == 1);
  CHECK(page.live().predictions(1).count() == 1);
  CHECK(page.live().prediction(0).label == Emotion::happy);
  CHECK(page.reading().label == Emotion::happy);
  CHECK(page.reading(1).label == Emotion::sad);
  CHECK(!page.reading().knows(static_cast<std::size_t>(Emotion::calm)));
  CHECK(page.reading(1).knows(static_cast<std::size_t>(Emotion::calm)));
  CHECK(page.reading().has_point());
  CHECK(!page.reading(1).has_point());
  CHECK(page.drain_predictions().size() == 1);
  SnapshotMaker clips(4);
  PageModel clip = comparing_page(Sound::clip, clips);
  set_number(clip, emo_number_playing, 1);
  set_number(clip, emo_number_playhead_s, 2.9);
  CHECK(clip.reading(1).label == Emotion::sad);
  CHECK(!clip.reading(1).whole_clip);
}

TEST_CASE("what the second model says is in the JSON, with dimensions where there are some") {
  SnapshotMaker maker;
  PageModel page = comparing_page(Sound::live, maker);
  const json s = json::parse(snapshot_json(page.view(), page.header(), 0));
  CHECK(s["dimensions"]["valence"] == 0.5);
  CHECK(s["dimensions"]["arousal"] == -0.25);
  CHECK(s["compared"]["model"] == "mlp180");
  CHECK(s["compared"]["label"] == "sad");
  CHECK(s["compared"]["confidence"] == 0.5);
  CHECK(s["compared"]["probabilities"]["sad"] == 0.5);
  CHECK(s["compared"]["dimensions"].is_null());
  CHECK(s["compared"]["inference_ms"] == 2);
  SnapshotMaker clips(4);
  PageModel clip = comparing_page(Sound::clip, clips);
  const json c = json::parse(clip_json(clip.view(), clip.clip()));
  CHECK(c["compared"]["label"] == "sad");
  CHECK(c["dimensions"]["valence"] == 0.5);
  CHECK(c["predictions"].size() == 1);
  PageModel alone;
  CHECK(json::parse(snapshot_json(alone.view(), alone.header(), 0))["compared"].is_null());
}

TEST_CASE("the plane is offered only with a model that has one, and the choice is remembered") {
  SnapshotMaker maker;
  PageModel page = comparing_page(Sound::live, maker);
  page.resize(1440, 900, 1);
  press(page, "Plane");
  CHECK(listen(page).boxes().plane == listen(page).boxes().bars);
  CHECK(control(page, "Plane")->pressed == true);
  CHECK(setting(page, emo_setting_plane) == 1);
  auto without = with_two(maker.live(10));
  without.parts.header.dimensions = 0;
  REQUIRE(page.take_snapshot(without.bytes()));
  CHECK(control(page, "Plane") == nullptr);
  CHECK(listen(page).boxes().plane.empty());
  CHECK(!listen(page).boxes().bar_rows[0].empty());
  for (const AffectPoint& point : kCircumplex) {
    CHECK(std::abs(point.valence) <= 1);
    CHECK(std::abs(point.arousal) <= 1);
  }
}

TEST_CASE("an explanation is asked for when there is an answer and nothing is heard any more") {
  SnapshotMaker maker;
  PageModel page = comparing_page(Sound::live, maker);
  page.resize(1440, 900, 1);
  CHECK(control(page, "Explain") == nullptr);
  set_number(page, emo_number_capture_state, static_cast<double>(CaptureState::idle));
  CHECK(press(page, "Explain").action == Action::explain);
  page.tell(kListen, R"({"explaining":true})");
  CHECK(control(page, "Explain")->disabled);
  page.tell(kListen, R"({"explaining":false})");
  REQUIRE(page.take(kListen, ListenRoom::explanation_bytes, explanation_bytes()));
  CHECK(control(page, "Frequency axis") == nullptr);  // the caption says what the colours mean
  CHECK(press(page, "Close explanation").action == Action::close_explanation);
  CHECK(!listen(page).explanation().has_value());
  REQUIRE(page.take(kListen, ListenRoom::explanation_bytes, explanation_bytes()));
  CHECK(page.key("Escape").action.action == Action::close_explanation);
  CHECK(control(page, "Explain") != nullptr);
  for (const int room : {kFeatures, kData}) {  // also from another room
    REQUIRE(page.take(kListen, ListenRoom::explanation_bytes, explanation_bytes()));
    page.show_room(room);
    CHECK(page.key("Escape").action.action == Action::close_explanation);
    CHECK(!page.key("Escape").used);
    page.show_room(kListen);
  }
  REQUIRE(page.take(kListen, ListenRoom::explanation_bytes, explanation_bytes()));
  SnapshotMaker next(9);  // another sound
  REQUIRE(page.take_snapshot(with_two(next.live(300)).bytes()));
  CHECK(!listen(page).explanation().has_value());
}

TEST_CASE("an explanation is given out again as JSON; what is none is refused and takes the old one away") {
  PageModel page;
  CHECK(page.facts(kListen) == "null");
  auto bytes = explanation_bytes();
  REQUIRE(page.take(kListen, ListenRoom::explanation_bytes, bytes));
  const json e = json::parse(page.facts(kListen));
  CHECK(e["label"] == "sad");
  CHECK(e["rows"] == 2);
  CHECK(e["drops"] == json({0.25, 0, -0.125, 0, 0, 0.5}));
  bytes.pop_back();
  CHECK(!page.take(kListen, ListenRoom::explanation_bytes, bytes));
  CHECK(!listen(page).explanation().has_value());
  CHECK(page.take(kListen, ListenRoom::explanation_bytes, {}));
}

TEST_CASE("About says that weights trained on RAVDESS are for non-commercial use") {
  PageModel page;
  set_models(page);
  press(page, "About");
  const std::string words = page.overlay_json();
  CHECK(words.find("Weights trained on RAVDESS") != std::string::npos);
  CHECK(words.find("non-commercial use (CC BY-NC-SA 4.0)") != std::string::npos);
}
