#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "ui/rooms/features/blocks.h"
#include "ui/rooms/pages.h"
#include "ui/shell/control_ids.h"
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

void set_capture(PageModel& page, CaptureState state) {
  set_number(page, emo_number_capture_state, static_cast<double>(state));
}

PageModel listening_page(SnapshotMaker& maker) {
  PageModel page;
  set_number(page, emo_number_model_state, static_cast<double>(ModelState::ready));
  set_capture(page, CaptureState::listening);
  REQUIRE(page.take_snapshot(maker.live(300).with_prediction(3.0).bytes()));
  return page;
}

PageModel clip_page(SnapshotMaker& maker) {
  PageModel page;
  set_number(page, emo_number_source, 1);
  set_text(page, emo_text_clip_name, "a \"quoted\" name.wav");
  auto made = maker.clip(300, 3.0).with_prediction(3.0);
  made.parts.header.finished = 1;
  made.parts.header.progress = 1;
  REQUIRE(page.take_snapshot(made.bytes()));
  return page;
}

std::vector<std::string> names(PageModel& page) {
  std::vector<std::string> out;
  for (const Control& control : page.controls()) out.push_back(control.name);
  return out;
}

bool offers(PageModel& page, std::string_view name) {
  const auto all = names(page);
  return std::find(all.begin(), all.end(), name) != all.end();
}

int id_of(PageModel& page, std::string_view name) {
  for (const Control& control : page.controls()) {
    if (control.name == name) return static_cast<int>(control.id);
  }
  return -1;
}

struct Look4 {
  float width, height;
};
constexpr Look4 kSizes[]{{1440, 900}, {1920, 1080}, {1024, 768}, {390, 844}, {768, 1024}, {360, 640}};

void fill_words(PageModel& page) {
  set_text(page, emo_text_devices, "Built-in microphone\nUSB headset with quite a long name");
  set_text(page, emo_text_sample_names, "Cheerful greeting\nSad goodbye\nAngry complaint\nCalm reading");
  set_text(page, emo_text_notice,
           "model.onnx could not be loaded (404). The picture works without it; press Try again for the predictions.");
}

}  // namespace

namespace {

// What the rooms can hold: nothing, live sound, a clip; in the Features room with a selection, too.
PageModel page_with(int sound, RoomName room, SnapshotMaker& maker) {
  PageModel page = sound == 0 ? PageModel() : sound == 1 ? listening_page(maker) : clip_page(maker);
  set_number(page, emo_number_room, static_cast<double>(room));
  return page;
}

void check_controls(PageModel& page) {
  const auto& controls = page.controls();
  for (std::size_t i = 0; i < controls.size(); ++i) {
    CAPTURE(controls[i].name);
    CHECK(page.layout().page.contains(controls[i].box));
    CHECK(controls[i].box.w >= 43.9F);
    if (controls[i].look != Look::plain) CHECK(controls[i].box.h >= 43.9F);
    for (std::size_t j = i + 1; j < controls.size(); ++j) {
      CAPTURE(controls[j].name);
      CHECK(!controls[i].box.overlaps(controls[j].box));
    }
  }
}

}  // namespace

TEST_CASE("controls lie inside the page, are big enough to touch and do not overlap, at any size and text size") {
  for (const auto& [width, height] : kSizes) {
    for (const float scale : {0.8F, 1.0F, 1.3F, 1.6F}) {
      if (width < 390 && scale > 1.3F) continue;  // a small phone with the largest text: out of reach
      for (const RoomName room : {RoomName::listen, RoomName::features}) {
        for (int sound = 0; sound < 3; ++sound) {
          SnapshotMaker maker(7);
          PageModel page = page_with(sound, room, maker);
          page.resize(width, height, 2);
          set_number(page, emo_number_text_scale, scale);
          if (height > 700) fill_words(page);
          CAPTURE(width);
          CAPTURE(scale);
          CAPTURE(sound);
          CAPTURE(static_cast<int>(room));
          REQUIRE(page.controls().size() >= 5);
          check_controls(page);
          if (room != RoomName::features || sound == 0) continue;
          page.press(id_of(page, "Selection end"), 2);
          REQUIRE(features(page).region.has_value());
          check_controls(page);
          page.press(id_of(page, "Panes"), 0);
          CHECK(page.controls().size() == 1 + kToggleCount);
          check_controls(page);
          page.key("Escape");
          page.press(id_of(page, "Parameters"), 0);  // opens a sheet, or closes the side panel
          check_controls(page);
        }
      }
    }
  }
}

TEST_CASE("charts, verdict and bars keep out of each other's way") {
  for (const auto& [width, height] : kSizes) {
    for (const float scale : {0.8F, 1.0F, 1.3F, 1.6F}) {
      if (height < 700 && scale > 1.0F) continue;
      SnapshotMaker maker;
      PageModel page = listening_page(maker);
      page.resize(width, height, 1);
      set_number(page, emo_number_text_scale, scale);
      const Layout& l = page.layout();
      const ListenBoxes& b = listen(page).boxes();
      CAPTURE(width);
      CAPTURE(scale);
      const std::vector<Box> boxes{l.top_bar,
                                   b.spectrogram.caption,
                                   b.spectrogram.plot,
                                   b.spectrogram.time_axis,
                                   b.waveform.caption,
                                   b.waveform.plot,
                                   b.timeline.caption,
                                   b.timeline.plot,
                                   b.timeline.time_axis,
                                   b.verdict,
                                   b.hint,
                                   b.bars,
                                   l.transport.primary,
                                   l.transport.secondary,
                                   b.axis_chip};
      for (std::size_t i = 0; i < boxes.size(); ++i) {
        CHECK(l.page.contains(boxes[i]));
        for (std::size_t j = i + 1; j < boxes.size(); ++j) {
          CAPTURE(i);
          CAPTURE(j);
          CHECK(!boxes[i].overlaps(boxes[j]));
        }
      }
      CHECK(b.spectrogram.plot.h >= 80);
      CHECK(b.bar_rows.back().bottom() <= b.bars.bottom() + 0.1F);
    }
  }
}

TEST_CASE("the Features room keeps its panes, axes and tools apart") {
  for (const auto& [width, height] : kSizes) {
    for (const float scale : {0.8F, 1.0F, 1.3F, 1.6F}) {
      if (width < 390 && scale > 1.3F) continue;
      for (const std::uint32_t panes : {kFirstPanes, (1U << kPaneCount) - 1}) {
        SnapshotMaker maker(2);
        PageModel page = page_with(2, RoomName::features, maker);
        page.resize(width, height, 1);
        set_number(page, emo_number_text_scale, scale);
        FeaturesChoice choice;
        choice.panes = panes;
        choice.panes_chosen = true;
        page.remember(kFeatures, choice_json(choice));
        const Layout& l = page.layout();
        const FeaturesBoxes& f = features_boxes(page);
        CAPTURE(width);
        CAPTURE(scale);
        CAPTURE(panes);
        REQUIRE(!f.panes.empty());
        CHECK(static_cast<int>(f.panes.size()) + f.left_out == std::popcount(panes));
        CHECK((f.left_out == 0) == f.left_out_words.empty());
        std::vector<Box> boxes{l.top_bar,           l.nav,        f.panes_button,   f.zoom_out, f.overview, f.time_axis,
                               l.transport.primary, f.region_row, f.left_out_words, f.side};
        for (const PaneBoxes& pane : f.panes) {
          for (const Box& box : {pane.caption, pane.plot, pane.left_axis, pane.legend}) boxes.push_back(box);
          CHECK(pane.plot.h >= 36);
          CHECK(pane.plot.x == f.plots.x);
          CHECK(pane.plot.w == f.plots.w);
          CHECK(f.picture().contains(pane.plot));
        }
        for (std::size_t i = 0; i < boxes.size(); ++i) {
          CHECK(l.page.contains(boxes[i]));
          for (std::size_t j = i + 1; j < boxes.size(); ++j) {
            CAPTURE(i);
            CAPTURE(j);
            CHECK(!boxes[i].overlaps(boxes[j]));
          }
        }
        if (width >= 1024 && panes == kFirstPanes) CHECK(f.panes[1].plot.h >= 90);
      }
    }
  }
}

TEST_CASE("rooms are chosen by rail or key, the page is told, and what lay over the room is closed") {
  PageModel page;
  CHECK(page.view().room == kListen);
  const ActionRequest pressed = page.press(id_of(page, "Features"), 0);
  CHECK(pressed.action == Action::show_room);
  CHECK(pressed.argument == 1);
  CHECK(page.view().room == kFeatures);
  page.press(id_of(page, "About"), 0);
  const auto key = page.key("1");
  CHECK(key.used);
  CHECK(key.action.action == Action::show_room);
  CHECK(key.action.argument == 0);
  CHECK(page.view().room == kListen);
  CHECK(page.view().overlay == Overlay::none);
  CHECK(!page.key("4").used);  // no such room yet
  const json controls = json::parse(page.controls_json_if_changed());
  const auto tab = std::find_if(controls.begin(), controls.end(), [](const json& c) { return c["name"] == "Listen"; });
  CHECK((*tab)["role"] == "tab");
  CHECK((*tab)["pressed"] == true);
  page.press(static_cast<int>(ControlId::first_room) + 1, 0);
  CHECK(offers(page, "Start listening"));  // an empty room says what to do
  CHECK(offers(page, "Open a sound file"));
}

TEST_CASE("a projector shows no rail") {
  SnapshotMaker maker;
  PageModel page = page_with(2, RoomName::features, maker);
  page.resize(1920, 1080, 1);
  CHECK(offers(page, "Listen"));
  page.key("p");
  CHECK(!offers(page, "Listen"));
  CHECK(page.layout().nav.empty());
  check_controls(page);
}

TEST_CASE("the Features room's buttons ask for what they say") {
  SnapshotMaker maker(4);
  PageModel page = page_with(2, RoomName::features, maker);
  page.resize(1440, 900, 1);
  CHECK(page.press(id_of(page, "Play"), 0).action == Action::play_clip);
  CHECK(page.press(id_of(page, "Play what is shown"), 0).action == Action::play_region);
  const ActionRequest loop = page.press(id_of(page, "Loop what is shown"), 0);
  CHECK(loop.action == Action::play_region);
  CHECK(loop.argument == 1);
  CHECK(page.press(id_of(page, "Save the picture as PNG"), 0).action == Action::export_picture);
  CHECK(page.press(id_of(page, "Save the numbers as CSV"), 0).action == Action::export_numbers);
  CHECK(page.press(id_of(page, "Cursor"), 1.5).action == Action::seek_clip);
  CHECK(features(page).pinned->s == 1.5);
  page.press(id_of(page, "Selection start"), 1);
  CHECK(features(page).region_or_visible() == Stretch{1, 3});
  CHECK(offers(page, "Loop selection"));
  page.press(id_of(page, "Clear selection"), 0);
  CHECK(!features(page).region.has_value());
  page.press(id_of(page, "Zoom in"), 0);
  CHECK(features(page).window.visible().length() == doctest::Approx(1.5));
  page.press(id_of(page, "Show all"), 0);
  CHECK(features(page).window.visible() == Stretch{0, 3});
}

TEST_CASE("panes and parameters are chosen live, remembered, and reset") {
  SnapshotMaker maker(4);
  PageModel page = page_with(2, RoomName::features, maker);
  page.resize(1440, 900, 1);
  const auto before = next_feature_request(page, true);
  REQUIRE(before.has_value());
  CHECK(before->panes == (kFirstPanes | pane_bit(Pane::pitch)));
  page.press(id_of(page, "Panes"), 0);
  page.press(id_of(page, "Chroma"), 1);
  page.press(id_of(page, "F0 over the spectrogram"), 0);
  page.key("Escape");
  const auto chroma = next_feature_request(page, true);
  REQUIRE(chroma.has_value());
  CHECK(chroma->panes == (kFirstPanes | pane_bit(Pane::chroma)));
  page.press(id_of(page, "Hop length"), 1);
  const auto hop = next_feature_request(page, true);
  REQUIRE(hop.has_value());
  CHECK(hop->settings.hop_length == 128);
  CHECK(hop->revision == chroma->revision + 1);
  page.press(id_of(page, "Reset the parameters"), 0);
  CHECK(features(page).choice().analysis == AnalysisSettings{});
  CHECK(features(page).choice().panes == (kFirstPanes | pane_bit(Pane::chroma)));
  set_number(page, emo_number_room, 0);
  CHECK(next_feature_request(page, true)->panes == 0);
  set_number(page, emo_number_room, 1);
  CHECK(next_feature_request(page, true).has_value());
  CHECK(next_feature_request(page, false)->panes == 0);  // nothing is drawn without graphics
}

TEST_CASE("a clip analysed afresh, as when the model has arrived, keeps its panes, selection and zoom") {
  SnapshotMaker maker(4), again(9);
  PageModel page = page_with(2, RoomName::features, maker);
  const emo::test::BlockMaker blocks{.pane = Pane::mfcc, .rows = 20, .sound = 1};
  REQUIRE(page.take(kFeatures, FeaturesRoom::block_bytes, blocks.block(0, 300)));
  page.press(id_of(page, "Zoom in"), 0);
  page.press(id_of(page, "Selection end"), 2);
  REQUIRE(page.take_snapshot(again.clip(300, 3.0).bytes()));
  CHECK(features(page).pane(Pane::mfcc).present());
  CHECK(features(page).region.has_value());
  CHECK(features(page).window.visible().length() == doctest::Approx(1.5));
  REQUIRE(page.take(kFeatures, FeaturesRoom::block_bytes, blocks.block(300, 1)));
  CHECK(features(page).pane(Pane::mfcc).known(0, 300));
}

TEST_CASE("a phone begins with two panes until the person chooses") {
  SnapshotMaker maker(4);
  PageModel page = page_with(2, RoomName::features, maker);
  page.resize(390, 844, 2);
  CHECK(features_boxes(page).panes.size() == 2);
  page.press(id_of(page, "Panes"), 0);
  page.press(id_of(page, "MFCC"), 1);
  CHECK(features_boxes(page).panes.size() == 3);
}

TEST_CASE("live sound is followed in the Features room; scrolled back, Now returns") {
  SnapshotMaker maker;
  PageModel page = page_with(1, RoomName::features, maker);
  page.resize(1440, 900, 1);
  REQUIRE(page.take_snapshot(maker.live(3000).bytes()));
  CHECK(features(page).window.visible().end_s == doctest::Approx(33));
  CHECK(!offers(page, "Now: follow the newest sound"));
  page.press(id_of(page, "Shown part"), 5);
  CHECK(features(page).window.visible().start_s == doctest::Approx(5));
  REQUIRE(page.take_snapshot(maker.live(100).bytes()));
  CHECK(features(page).window.visible().start_s == doctest::Approx(5));
  page.press(id_of(page, "Now: follow the newest sound"), 0);
  CHECK(features(page).window.visible().end_s == doctest::Approx(34));
  CHECK(!page.controls_json_if_changed().empty());
  REQUIRE(page.take_snapshot(maker.live(3).bytes()));
  CHECK(page.controls_json_if_changed().empty());  // 30 ms more sound is no news to the DOM
}

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

TEST_CASE("while listening there is Stop, and after it Start listening again over what was heard") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  CHECK(offers(page, "Stop"));
  CHECK(!offers(page, "Start listening"));
  CHECK(offers(page, "Timeline: hear a moment"));
  CHECK(page.press(id_of(page, "Stop"), 0).action == Action::stop_listening);
  set_capture(page, CaptureState::idle);
  CHECK(offers(page, "Start listening"));
  CHECK(page.layout().input.sound == SoundShown::live);
}

TEST_CASE("while the browser asks, the start button waits") {
  PageModel page;
  set_capture(page, CaptureState::asking);
  const int id = id_of(page, "Start listening");
  CHECK(page.press(id, 0).action == Action::none);
}

TEST_CASE("a clip can be played, paused, sought and closed") {
  SnapshotMaker maker(3);
  PageModel page = clip_page(maker);
  CHECK(page.press(id_of(page, "Play"), 0).action == Action::play_clip);
  set_number(page, emo_number_playing, 1);
  CHECK(page.press(id_of(page, "Pause"), 0).action == Action::pause_clip);
  const ActionRequest seek = page.press(id_of(page, "Position"), 1.5);
  CHECK(seek.action == Action::seek_clip);
  CHECK(seek.argument == 1.5);
  CHECK(page.press(id_of(page, "Close clip"), 0).action == Action::close_clip);
  set_number(page, emo_number_source, 0);
  CHECK(json::parse(clip_json(page.view(), page.clip())).is_null());
}

TEST_CASE("an overlay hides the controls beneath it, Escape closes it") {
  PageModel page;
  page.press(id_of(page, "About"), 0);
  CHECK(names(page) == std::vector<std::string>{"Close"});
  CHECK(json::parse(page.overlay_json())["sections"].size() >= 3);
  CHECK(page.overlay_json().find("CC BY-NC-SA") != std::string::npos);
  CHECK(page.overlay_json().find("AI Act") != std::string::npos);
  CHECK(page.press(static_cast<int>(ControlId::start_listening), 0).action == Action::none);
  CHECK(page.key("Escape").used);
  CHECK(offers(page, "Start listening"));
  CHECK(!page.key("Escape").used);
}

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

TEST_CASE("the list of controls is given only when it changed, with ids that stay") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  const json first = json::parse(page.controls_json_if_changed());
  CHECK(page.controls_json_if_changed().empty());
  std::set<int> ids;
  for (const json& control : first) CHECK(ids.insert(control["id"].get<int>()).second);
  REQUIRE(page.take_snapshot(maker.live(2).bytes()));
  CHECK(page.controls_json_if_changed().empty());  // 20 ms more sound is no news to the DOM
  const auto axis =
      std::find_if(first.begin(), first.end(), [](const json& c) { return c["name"] == "Frequency axis"; });
  CHECK((*axis)["role"] == "select");
  CHECK((*axis)["options"] == json({"Linear", "Mel"}));
  const auto timeline =
      std::find_if(first.begin(), first.end(), [](const json& c) { return c["name"] == "Timeline: hear a moment"; });
  CHECK((*timeline)["role"] == "slider");
  CHECK((*timeline)["pointer"] == "picture");
  CHECK((*timeline)["max"] == 3);
}

TEST_CASE("nothing is drawn anew when nothing changed") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  CHECK(page.take_dirty());
  CHECK(!page.take_dirty());
  set_number(page, emo_number_theme, 0);
  set_number(page, emo_number_latency_column_ms, 41);
  CHECK(!page.take_dirty());
  set_number(page, emo_number_theme, 1);
  CHECK(page.take_dirty());
}

TEST_CASE("the snapshot as JSON has every fact, with digits enough to compare") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  const json s = json::parse(snapshot_json(page.view(), page.header(), page.timeliness(), 1.25));
  CHECK(s["capture"] == "listening");
  CHECK(s["model"] == "ready");
  CHECK(s["source"] == "live");
  CHECK(s["verdict"] == "emotion");
  CHECK(s["label"] == "happy");
  CHECK(s["confidence"] == 0.625);
  CHECK(s["probabilities"].size() == 8);
  CHECK(s["probabilities"]["surprised"] == 0.375);
  CHECK(s["window"]["end_s"] == 3.0);
  CHECK(s["level_dbfs"] == -23.5);
  CHECK(s["sample_rate_hz"] == 48000);
  CHECK(s["latency_ms"].contains("prediction_p95"));
  CHECK(s["frame_ms_p95"] == 1.25);
  PageModel silent;
  const json nothing = json::parse(snapshot_json(silent.view(), silent.header(), silent.timeliness(), 0));
  CHECK(nothing["capture"] == "idle");
  CHECK(nothing["probabilities"].is_null());
  CHECK(nothing["label"].is_null());
  CHECK(nothing["level_dbfs"].is_null());
  CHECK(nothing["age_s"].is_null());
  CHECK(nothing["caption"] == "");
}

TEST_CASE("no speech is said as such, never as an emotion") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  REQUIRE(page.take_snapshot(maker.live(10).with_prediction(3.1, Verdict::no_speech).bytes()));
  const json s = json::parse(snapshot_json(page.view(), page.header(), page.timeliness(), 0));
  CHECK(s["verdict"] == "no_speech");
  CHECK(s["probabilities"].is_null());
  CHECK(verdict_title(page.reading()) == "No speech");
  CHECK(!page.reading().has_numbers());
}

TEST_CASE("a clip as JSON has its predictions and the whole") {
  SnapshotMaker maker(5);
  PageModel page = clip_page(maker);
  const json c = json::parse(clip_json(page.view(), page.clip()));
  CHECK(c["name"] == "a \"quoted\" name.wav");
  CHECK(c["finished"] == true);
  CHECK(c["duration_s"] == 3.0);
  CHECK(c["label"] == "happy");
  REQUIRE(c["predictions"].size() == 1);
  CHECK(c["predictions"][0]["probabilities"]["happy"] == 0.625);
}

TEST_CASE("an answer that is over a second old is said to be of then, not of the last 3 seconds") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);  // 3 s of sound, answered to its end
  auto spoken = [&, ms = 10'000.0]() mutable { return page.spoken_line(ms += 2000); };
  const auto facts = [&] { return json::parse(snapshot_json(page.view(), page.header(), page.timeliness(), 0)); };
  const auto captured_now = [&](double s) { set_number(page, emo_number_captured_now_s, s); };
  CHECK(reading_caption(page.view(), page.reading()) == "Last 3 seconds");
  CHECK(spoken() == "Happy, 62 percent.");
  captured_now(3.9);
  CHECK(!page.reading().stale());
  CHECK(facts()["age_s"].get<double>() == doctest::Approx(0.9));
  CHECK(facts()["behind"] == false);

  // The engine says nothing any more, the device goes on giving sound.
  for (const double s : {4.1, 5.4, 20.0}) {
    captured_now(s);
    CHECK(page.reading().stale());
    CHECK(facts()["behind"] == true);
    CHECK(spoken() == "Behind: this device is busy.");
    CHECK(page.edge_s(10'000) == s);  // the picture goes on, with a gap
  }
  CHECK(facts()["caption"] == "3 seconds until 17 s ago");
  CHECK(facts()["hint"] == "17 s behind: this device is busy.");
  CHECK(facts()["age_s"] == 17.0);
  page.take_dirty();
  captured_now(20.01);
  CHECK(!page.take_dirty());
  captured_now(20.1);  // the tenth that is shown turns
  CHECK(page.take_dirty());

  // Answers are of now again: said after a second without another lag.
  maker.skip(1700);
  REQUIRE(page.take_snapshot(maker.live(10).with_prediction(20.1).bytes()));
  captured_now(20.3);
  CHECK(reading_caption(page.view(), page.reading()) == "3 seconds until 0.2 s ago");
  CHECK(spoken() == "Behind: this device is busy.");
  REQUIRE(page.take_snapshot(maker.live(110).with_prediction(21.1).bytes()));
  CHECK(reading_caption(page.view(), page.reading()) == "Last 3 seconds");
  CHECK(facts()["behind"] == false);
  CHECK(facts()["hint"] == "");
  CHECK(spoken() == "Caught up. Happy, 62 percent.");
  REQUIRE(page.take_snapshot(maker.live(10).with_prediction(21.2, Verdict::no_speech).bytes()));
  CHECK(spoken() == "No speech.");
}

TEST_CASE("only sound that is heard can be ahead of its answers") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  set_number(page, emo_number_captured_now_s, 9);
  CHECK(page.reading().stale());
  set_number(page, emo_number_capture_state, static_cast<double>(CaptureState::idle));
  CHECK(!page.reading().stale());
  CHECK(std::isnan(page.age_s()));
  CHECK(reading_caption(page.view(), page.reading()) == "Last heard");
  set_number(page, emo_number_capture_state, static_cast<double>(CaptureState::listening));
  SnapshotMaker another(2);  // a new session: its sound begins at 0
  REQUIRE(page.take_snapshot(another.live(50).bytes()));
  CHECK(!page.reading().stale());
  set_number(page, emo_number_captured_now_s, 3.0);  // never an answer
  CHECK(page.reading().stale());
  CHECK(reading_caption(page.view(), page.reading()) == "No answer yet");
}

TEST_CASE("live predictions are handed out once") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  CHECK(json::parse(predictions_json(page.drain_predictions())).size() == 1);
  CHECK(predictions_json(page.drain_predictions()) == "[]");
}

TEST_CASE("bars follow the playhead while a clip plays and show the whole clip otherwise") {
  SnapshotMaker maker(6);
  PageModel page = clip_page(maker);
  CHECK(page.reading().whole_clip);
  CHECK(reading_caption(page.view(), page.reading()) == "Whole clip");
  set_number(page, emo_number_playing, 1);
  set_number(page, emo_number_playhead_s, 2.9);
  CHECK(!page.reading().whole_clip);
  CHECK(page.reading().end_s == 3.0);
  CHECK(reading_caption(page.view(), page.reading()) == "At 0:02.9");
}

TEST_CASE("of a clip named like one of RAVDESS it is said that the model has learned from it") {
  SnapshotMaker maker(6);
  PageModel page = clip_page(maker);
  CHECK(learned_note(page.view(), false).empty());
  CHECK(page.spoken_line(10'000).find("learned") == std::string::npos);
  page.set(&ViewState::clip_name, std::string("03-02-05-02-01-01-12.flac"));
  CHECK(learned_note(page.view(), false) == "the model has learned from it");
  CHECK(learned_note(page.view(), true) == "learned");
  page.set(&ViewState::source, Source::live);
  CHECK(learned_note(page.view(), false).empty());
  for (const char* other : {"03-02-05-02-01-01.flac", "03-02-05-02-01-01-25.flac", "take 03.wav", ""}) {
    page.set(&ViewState::source, Source::clip);
    page.set(&ViewState::clip_name, std::string(other));
    CHECK(learned_note(page.view(), false).empty());
  }
}

TEST_CASE("the spoken line changes with the word and at most every 1.5 s") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  const std::string first = page.spoken_line(10000);
  CHECK(first == "Happy, 62 percent.");
  REQUIRE(page.take_snapshot(maker.live(10).with_prediction(3.1, Verdict::no_speech).bytes()));
  CHECK(page.spoken_line(10500) == first);
  CHECK(page.spoken_line(11600) == "No speech.");
}

TEST_CASE("a snapshot that is none is refused and leaves everything as it was") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  auto bytes = maker.live(1).bytes();
  bytes[4] ^= 0xFF;  // another version
  CHECK(!page.take_snapshot(bytes));
  CHECK(!page.take_snapshot(std::vector<std::uint8_t>(5)));
  CHECK(!page.take_snapshot({}));
  CHECK(page.live().columns().end == 300);
}

TEST_CASE("hints say what is wrong and what to do") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  SnapshotHeader h = page.header();
  CHECK(hint_sentence(page.view(), h).empty());
  h.level_hint = LevelHint::too_quiet;
  CHECK(hint_sentence(page.view(), h) == "Too quiet: come closer or raise the microphone level.");
  h.level_hint = LevelHint::ok;
  h.prediction_interval_ms = 300;
  CHECK(hint_sentence(page.view(), h) == "This device is slow: a prediction every 0.3 s.");
  PageModel loading;
  set_number(loading, emo_number_model_state, 1);
  set_number(loading, emo_number_bytes_loaded, 1.2e6);
  set_number(loading, emo_number_bytes_total, 3.9e6);
  CHECK(model_sentence(loading.view()) == "Loading model 1.2 of 3.9 MB");
  for (const auto state : {CaptureState::asking, CaptureState::starting, CaptureState::denied, CaptureState::no_device,
                           CaptureState::failed}) {
    CHECK(!capture_sentence(state).empty());
  }
}
