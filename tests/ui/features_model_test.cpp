#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "ui/feature_blocks.h"
#include "ui/model/colour_map.h"
#include "ui/model/features_axes.h"
#include "ui/model/features_choice.h"
#include "ui/model/features_gestures.h"
#include "ui/model/features_readout.h"
#include "ui/model/features_room.h"
#include "ui/model/features_window.h"
#include "ui/model/flat_json.h"
#include "ui/model/format.h"
#include "ui/model/parsed_number.h"

using namespace emo;
using namespace emo::ui;
using emo::test::BlockMaker;

namespace {

FeaturesRoom clip_room(double duration_s = 60) {
  FeaturesRoom room;
  room.show_sound(true, "a clip", {0, duration_s});
  return room;
}

FeaturesBoxes one_pane() {
  FeaturesBoxes boxes;
  boxes.plots = {100, 100, 600, 200};
  boxes.overview = {100, 20, 600, 40};
  boxes.panes.push_back({.pane = Pane::spectrogram, .plot = boxes.plots});
  return boxes;
}

Pointer at(float x, float y, bool down, bool pressed = false) {
  return {.x = x, .y = y, .inside = true, .down = down, .pressed = pressed, .press_x = x, .press_y = y};
}

}  // namespace

TEST_CASE("zooming keeps the moment under the pointer where it is, within the sound") {
  FeaturesWindow window;
  window.set_bounds({0, 60}, false);
  CHECK(window.visible() == Stretch{0, 60});
  window.zoom(4, 30);
  CHECK(window.visible().length() == doctest::Approx(15));
  CHECK((30 - window.visible().start_s) / 15 == doctest::Approx(0.5));
  window.zoom(2, window.visible().start_s);
  CHECK(window.visible().start_s == doctest::Approx(22.5));
  for (int i = 0; i < 30; ++i) window.zoom(2, 59.99);
  CHECK(window.visible().length() == doctest::Approx(FeaturesWindow::kShortestS));
  for (int i = 0; i < 30; ++i) window.zoom(0.5, 10);
  CHECK(window.visible() == Stretch{0, 60});
  CHECK(window.shows_all());
}

TEST_CASE("scrolling stops at both ends and keeps the length") {
  FeaturesWindow window;
  window.set_bounds({0, 60}, false);
  window.zoom(6, 30);
  window.scroll(-1000);
  CHECK(window.visible().start_s == 0);
  window.scroll(1000);
  CHECK(window.visible().end_s == doctest::Approx(60));
  CHECK(window.visible().length() == doctest::Approx(10));
}

TEST_CASE("live sound is followed until the person scrolls back, and again from its end") {
  FeaturesWindow window;
  window.set_bounds({-57, 3}, true);
  CHECK(window.visible() == Stretch{-7, 3});
  window.set_bounds({40, 100}, true);
  CHECK(window.visible() == Stretch{90, 100});
  CHECK(window.follows());
  window.scroll(-20);
  CHECK(!window.follows());
  window.set_bounds({45, 105}, true);
  CHECK(window.visible() == Stretch{70, 80});
  window.set_bounds({75, 135}, true);  // what it showed is forgotten
  CHECK(window.visible() == Stretch{75, 85});
  window.follow();
  CHECK(window.visible() == Stretch{125, 135});
  window.zoom(2, 126);
  CHECK(window.visible() == Stretch{130, 135});
  window.scroll(-3);
  window.scroll(3.5);
  CHECK(window.follows());
}

TEST_CASE("a drawn stretch begins at a device pixel") {
  FeaturesWindow window;
  window.set_bounds({0, 60}, false);
  window.zoom(6, 30);
  window.scroll(0.01234);
  const Stretch drawn = window.snapped(1000);
  const double pixel_s = drawn.length() / 1000;
  CHECK(std::abs(drawn.start_s / pixel_s - std::round(drawn.start_s / pixel_s)) < 1e-6);
  CHECK(std::abs(drawn.start_s - window.visible().start_s) <= pixel_s / 2 + 1e-12);
}

TEST_CASE("a request is made when settings, panes or the quarter screen seen change, and not else") {
  FeaturesRoom room = clip_room();
  CHECK(!room.next_request(0).has_value());  // nothing is shown and nothing was
  const auto first = room.next_request(3);
  REQUIRE(first.has_value());
  CHECK(first->panes == 3);
  CHECK(first->first_s == 0);
  CHECK(first->last_s == 60);
  CHECK(!room.next_request(3).has_value());
  room.window.zoom(6, 0);
  const auto zoomed = room.next_request(3);
  REQUIRE(zoomed.has_value());
  CHECK(zoomed->revision == first->revision);
  room.window.scroll(0.5);
  const auto moved = room.next_request(3);
  REQUIRE(moved.has_value());  // into the next quarter
  CHECK(moved->last_s == doctest::Approx(12.5));
  room.window.scroll(0.5);
  CHECK(!room.next_request(3).has_value());
  FeaturesChoice choice = room.choice();
  choose_option(choice.analysis, Parameter::n_fft, 2);
  room.set_choice(choice);
  const auto other = room.next_request(3);
  REQUIRE(other.has_value());
  CHECK(other->revision == first->revision + 1);
  CHECK(other->settings.n_fft == 1024);
  const auto hidden = room.next_request(0);
  REQUIRE(hidden.has_value());
  CHECK(hidden->panes == 0);
  CHECK(!room.next_request(0).has_value());
}

TEST_CASE("what was chosen comes back from its JSON") {
  FeaturesChoice choice;
  choice.panes = pane_bit(Pane::mel) | pane_bit(Pane::zcr);
  choice.panes_chosen = true;
  choice.pitch_on_picture = false;
  choice.formants_on_picture = true;
  choice.side_panel = false;
  for (int i = 0; i < kParameterCount; ++i) choose_option(choice.analysis, static_cast<Parameter>(i), 1);
  const std::string text = choice_json(choice);
  CHECK(nlohmann::json::parse(text)["panes"] == "mel zcr");
  CHECK(choice_from_json(text, {}) == choice);
  CHECK(choice_from_json(choice_json({}), {}) == FeaturesChoice{});
  CHECK(!nlohmann::json::parse(choice_json({})).contains("panes"));  // not chosen: a phone and a controller differ
}

TEST_CASE("bad settings change nothing, and values that nobody offers become the nearest offered") {
  const FeaturesChoice fresh;
  for (const char* text : {"", "null", "[]", "{", "{\"n_fft\":}", "{\"n_fft\":512", "{\"a\":\"b\\\"\"}", "7 {}"})
    CHECK(choice_from_json(text, fresh) == fresh);
  const FeaturesChoice odd =
      choice_from_json(R"({"n_fft": 1000, "fmax": -3, "panes": "mel nonsense", "window": 99})", fresh);
  CHECK(odd.analysis.n_fft == 1024);
  CHECK(odd.analysis.fmax_hz == 2000);
  CHECK(odd.panes == pane_bit(Pane::mel));
  CHECK(odd.analysis.window == AnalysisWindow::boxcar);
  CHECK(!FlatJson("{\"a\":[1]}").ok());
}

TEST_CASE("parameters that depend on each other stay in order") {
  AnalysisSettings s;
  choose_option(s, Parameter::n_fft, 0);
  CHECK(s.n_fft == 256);
  CHECK(s.hop_length <= s.n_fft);
  choose_option(s, Parameter::hop_length, 5);
  CHECK(s.n_fft >= s.hop_length);
  choose_option(s, Parameter::n_mfcc, 6);
  CHECK(s.n_mels >= s.n_mfcc);
  for (int p = 0; p < kParameterCount; ++p) {
    const ParameterOptions& of = parameter_options(static_cast<Parameter>(p));
    CHECK(of.words.size() == of.values.size());
    for (std::size_t i = 0; i < of.values.size(); ++i) {
      AnalysisSettings fresh;
      choose_option(fresh, static_cast<Parameter>(p), static_cast<int>(i));
      CHECK(chosen_option(fresh, static_cast<Parameter>(p)) == static_cast<int>(i));
    }
  }
}

TEST_CASE("the cursor reads each pane in its unit") {
  FeaturesRoom room = clip_room();
  BlockMaker maker{.sound = 3};
  const auto fill = [&](Pane pane, std::uint32_t rows, const BlockMaker::Value& value) {
    maker.pane = pane;
    maker.rows = rows;
    REQUIRE(room.take_block(maker.block(0, 200, value)));
  };
  fill(Pane::mfcc, 20, [](std::uint64_t, std::uint32_t row) { return -4.125F * static_cast<float>(row); });
  fill(Pane::chroma, 12, [](std::uint64_t, std::uint32_t row) { return row == 10 ? 0.82F : 0.1F; });
  fill(Pane::pitch, 2, [](std::uint64_t f, std::uint32_t row) { return row == 1 ? 0.93F : f < 100 ? 182.0F : 0.0F; });
  fill(Pane::formants, 6, [](std::uint64_t, std::uint32_t row) { return 500.0F + 1000.0F * static_cast<float>(row); });
  fill(Pane::shape, 2, [](std::uint64_t, std::uint32_t row) { return row == 0 ? 1820.0F : 3400.0F; });
  const auto read = [&](Pane pane, std::optional<float> place = {}, double s = 0.5) {
    return readout(room, {.pane = pane, .s = s, .place = place});
  };
  CHECK(read(Pane::mfcc, 0.175F) == "MFCC 3: \u221212.4");
  CHECK(read(Pane::chroma) == "A# 0.82");  // without a height the strongest
  CHECK(read(Pane::pitch) == "182 Hz, voiced 0.93");
  CHECK(read(Pane::pitch, {}, 1.5) == "unvoiced, 0.93");
  CHECK(read(Pane::formants) == "F1 500  F2 1\u00A0500  F3 2\u00A0500 Hz");
  CHECK(read(Pane::shape) == "centroid 1\u00A0820, rolloff 3\u00A0400 Hz");
  CHECK(read(Pane::zcr).empty());
  CHECK(read(Pane::mfcc, 0.5F, 30).empty());
  maker.pane = Pane::spectrogram;
  maker.rows = 101;
  REQUIRE(room.take_block(maker.block(0, 200)));
  const std::string there = decibels(kDbFloor + BlockMaker::byte_of(50, 25) * kDbStep, 1);
  CHECK(readout(room, {.pane = Pane::spectrogram,
                       .s = 0.5,
                       .place = 0.25F,
                       .scale = FrequencyScale::linear,
                       .with_pitch = false}) == there + " at 2\u00A0000 Hz");
  CHECK(readout(room, {.pane = Pane::spectrogram, .s = 0.5, .place = 0.25F, .scale = FrequencyScale::linear}) ==
        there + " at 2\u00A0000 Hz   F0 182 Hz, voiced 0.93");
}

TEST_CASE("axes hold what there is, with round ticks that keep their distance") {
  FeaturesRoom room = clip_room();
  BlockMaker maker{.sound = 3};
  for (const auto& [pane, rows, peak] :
       {std::tuple(Pane::waveform, 2U, 0.07F), std::tuple(Pane::pitch, 2U, 312.0F),
        std::tuple(Pane::formants, 6U, 4300.0F), std::tuple(Pane::intensity, 1U, 71.0F),
        std::tuple(Pane::shape, 2U, 15800.0F), std::tuple(Pane::zcr, 1U, 0.31F)}) {
    maker.pane = pane;
    maker.rows = rows;
    REQUIRE(
        room.take_block(maker.block(0, 64, [p = peak](std::uint64_t f, std::uint32_t) { return f == 9 ? p : p / 2; })));
    const ValueAxis axis = value_axis(room.pane(pane), {0, 60});
    CHECK(axis.place(peak) <= 1);
    CHECK(axis.place(peak) >= 0.3F);
    CHECK(axis.place(peak / 2) >= 0);
    for (const float pixels : {36.0F, 80.0F, 300.0F}) {
      const auto ticks = pane_ticks(room.pane(pane), {.seen = {0, 60}, .pixels = pixels});
      CHECK(!ticks.empty());
      for (std::size_t i = 1; i < ticks.size(); ++i) CHECK((ticks[i].at - ticks[i - 1].at) * pixels >= 15);
    }
  }
}

TEST_CASE("the waveform's axis follows what is seen") {
  FeaturesRoom room = clip_room();
  BlockMaker maker{.pane = Pane::waveform, .rows = 2, .sound = 3};
  REQUIRE(room.take_block(maker.block(0, 4000, [](std::uint64_t f, std::uint32_t row) {
    const float peak = f < 2000 ? 0.9F : 0.03F;
    return row == 0 ? -peak : peak;
  })));
  CHECK(value_axis(room.pane(Pane::waveform), {0, 40}).high == 1);
  CHECK(value_axis(room.pane(Pane::waveform), {21, 22}).high == 0.05F);
  CHECK(value_axis(room.pane(Pane::waveform), {21, 22}).low == -0.05F);
}

TEST_CASE("rows of pictures lie where their axis says") {
  FeaturesRoom room = clip_room();
  BlockMaker maker{.sound = 3, .low_hz = 0, .high_hz = 8000};
  maker.pane = Pane::spectrogram;
  maker.rows = 342;
  REQUIRE(room.take_block(maker.block(0, 4)));
  for (const auto scale : {FrequencyScale::linear, FrequencyScale::mel}) {
    const RowAxis axis = row_axis(room.pane(Pane::spectrogram), scale);
    CHECK(axis.row_at(0) == doctest::Approx(0));
    CHECK(axis.row_at(1) == doctest::Approx(341));
    CHECK(axis.row_at(axis.hertz.place(4000)) == doctest::Approx(170.5));
  }
  maker.pane = Pane::mel;
  maker.rows = 40;
  REQUIRE(room.take_block(maker.block(0, 4)));
  const RowAxis mel = row_axis(room.pane(Pane::mel), FrequencyScale::linear);
  CHECK(mel.row_at(0) == -0.5F);
  CHECK(mel.row_at(1) == 39.5F);
  // Band 9 is centred ten forty-firsts of the way up the mel scale.
  CHECK(mel.row_at(mel.hertz.place(mel_to_hz(hz_to_mel(8000) * 10 / 41))) == doctest::Approx(9).epsilon(1e-3));
}

TEST_CASE("signed numbers show zero as the page's grey, and small ones apart from it") {
  for (const auto theme : {Theme::dark, Theme::light}) {
    const ColourTable& table = diverging_table(theme);
    const auto colour = [&](float v) { return table[static_cast<std::size_t>(diverging_place(v, 100) * 255 + 0.5F)]; };
    CHECK(contrast(colour(0), palette(theme).surface) < 1.3);
    CHECK(contrast(colour(100), colour(0)) >= 3);
    CHECK(contrast(colour(-100), colour(0)) >= 3);
    CHECK(contrast(colour(10), colour(0)) > 1.2);
    CHECK(colour(50).r > colour(50).b);
    CHECK(colour(-50).b > colour(-50).r);
    for (std::size_t i = 129; i + 8 < table.size(); i += 8)
      CHECK(contrast(table[i + 8], table[128]) > contrast(table[i], table[128]));
  }
}

TEST_CASE("lines and dots can be made out in both themes") {
  for (const auto theme : {Theme::dark, Theme::light}) {
    const FeatureInks& inks = feature_inks(theme);
    for (const Rgba back : {palette(theme).surface, palette(theme).background}) {
      CHECK(contrast(inks.first, back) >= 3);
      CHECK(contrast(inks.second, back) >= 3);
      for (const Rgba ink : inks.formants) CHECK(contrast(ink, back) >= 3);
    }
  }
}

TEST_CASE("a drag selects, an edge can be dragged, a click puts the cursor and the clip there") {
  FeaturesRoom room = clip_room(60);
  const FeaturesBoxes boxes = one_pane();
  FeaturesGestures gestures;
  CHECK(gestures.update(at(200, 150, true, true), boxes, room).busy);
  CHECK(gestures.update(at(300, 150, true), boxes, room).changed);
  gestures.update(at(300, 150, false), boxes, room);
  REQUIRE(room.region.has_value());
  CHECK(room.region->start_s == doctest::Approx(10));
  CHECK(room.region->end_s == doctest::Approx(20));
  CHECK(!room.pinned.has_value());

  gestures.update(at(301, 150, true, true), boxes, room);
  gestures.update(at(400, 150, true), boxes, room);
  gestures.update(at(400, 150, false), boxes, room);
  CHECK(room.region->start_s == doctest::Approx(10));
  CHECK(room.region->end_s == doctest::Approx(30));

  gestures.update(at(150, 150, true, true), boxes, room);
  const auto click = gestures.update(at(151, 150, false), boxes, room);
  CHECK(click.action.action == Action::seek_clip);
  CHECK(click.action.argument == doctest::Approx(5));
  REQUIRE(room.pinned.has_value());
  CHECK(room.pinned->s == doctest::Approx(5));
  CHECK(room.pinned->pane == Pane::spectrogram);
  CHECK(room.pinned->place == doctest::Approx(0.75));
  CHECK(room.region->end_s == doctest::Approx(30));

  CHECK(!gestures.update(at(50, 50, true, true), boxes, room).busy);  // outside
  gestures.update(at(50, 50, false), boxes, room);

  Pointer late = at(500, 150, true, true);  // the frame comes when the pointer has moved on
  late.press_x = 250;
  gestures.update(late, boxes, room);
  CHECK(room.region->start_s == doctest::Approx(15));
  CHECK(room.region->end_s == doctest::Approx(40));
}

TEST_CASE("the wheel scrolls, with Ctrl it zooms around the pointer, the overview scrolls by dragging") {
  FeaturesRoom room = clip_room(60);
  const FeaturesBoxes boxes = one_pane();
  FeaturesGestures gestures;
  Pointer wheel = at(400, 150, false);
  wheel.zoom = 6;
  gestures.update(wheel, boxes, room);
  CHECK(room.window.visible() == Stretch{25, 35});
  wheel.zoom = 1;
  wheel.scroll_y = -60;
  gestures.update(wheel, boxes, room);
  CHECK(room.window.visible().start_s == doctest::Approx(26));
  wheel.scroll_y = 0;
  wheel.scroll_x = 30;
  gestures.update(wheel, boxes, room);
  CHECK(room.window.visible().start_s == doctest::Approx(25.5));

  gestures.update(at(120, 30, true, true), boxes, room);  // outside the frame: it comes
  CHECK(room.window.visible().start_s == 0);
  gestures.update(at(120, 30, false), boxes, room);
  gestures.update(at(150, 30, true, true), boxes, room);  // inside: it is carried
  CHECK(room.window.visible().start_s == 0);
  gestures.update(at(250, 30, true), boxes, room);
  CHECK(room.window.visible().start_s == doctest::Approx(10));
  CHECK(!room.region.has_value());
}

TEST_CASE("another sound begins with nothing selected and all of it shown") {
  FeaturesRoom room = clip_room(60);
  room.region = Stretch{1, 2};
  room.pinned = FeaturesCursor{.s = 1};
  room.window.zoom(10, 0);
  BlockMaker maker{.sound = 3};
  REQUIRE(room.take_block(maker.block(0, 10)));
  room.show_sound(true, "a clip", {0, 60});  // analysed afresh: still the same
  CHECK(room.region.has_value());
  CHECK(room.pane(Pane::mfcc).present());
  room.show_sound(true, "another", {0, 5});
  CHECK(!room.region.has_value());
  CHECK(!room.pinned.has_value());
  CHECK(room.window.visible() == Stretch{0, 5});
  CHECK(!room.pane(Pane::mfcc).present());
  maker.sound = 4;
  REQUIRE(room.take_block(maker.block(0, 10)));
  CHECK(room.pane(Pane::mfcc).present());
  maker.sound = 3;
  REQUIRE(room.take_block(maker.block(10, 10)));  // of the clip before: it came too late
  CHECK(room.pane(Pane::mfcc).known(0, 5));
  CHECK(!room.pane(Pane::mfcc).known(0, 15));
  CHECK(room.region_or_visible() == Stretch{0, 5});
  // The third one's numbers come before the word of it.
  maker.sound = 5;
  REQUIRE(room.take_block(maker.block(0, 10)));
  room.show_sound(true, "a third", {0, 7});
  CHECK(room.pane(Pane::mfcc).known(0, 5));
}

TEST_CASE("numbers are read as the C library reads them, and what is none is none") {
  for (const char* text : {"0", "-0.25", "1e-3", "12", "3.7000001", "0.1", "123456.789", "-1E+2", ".5", "2."}) {
    CAPTURE(text);
    CHECK(parsed_number(text) == std::strtod(text, nullptr));
  }
  for (const char* text : {"", "-", ".", "e3", "1e", "1.2.3", "nan", "inf", "0x10", "1 ", "1e999"}) {
    CAPTURE(text);
    CHECK(!parsed_number(text).has_value());
  }
  CHECK(parsed_number("1e-999") == 0.0);
  CHECK(parsed_number("123456789012345678901234") == doctest::Approx(1.2345678901234568e23));
}
