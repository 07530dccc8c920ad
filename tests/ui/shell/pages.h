// Pages that show nothing, live sound or a clip, and what is true of the controls of each.
#pragma once
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"
#include "ui/sound/snapshots.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

namespace emo::test {

using namespace ui;

inline void set_capture(PageModel& page, CaptureState state) {
  set_number(page, emo_number_capture_state, static_cast<double>(state));
}

inline PageModel listening_page(SnapshotMaker& maker) {
  PageModel page;
  set_number(page, emo_number_model_state, static_cast<double>(ModelState::ready));
  set_capture(page, CaptureState::listening);
  REQUIRE(page.take_snapshot(maker.live(300).with_prediction(3.0).bytes()));
  return page;
}

inline PageModel clip_page(SnapshotMaker& maker) {
  PageModel page;
  set_number(page, emo_number_source, 1);
  set_text(page, emo_text_clip_name, "a \"quoted\" name.wav");
  auto made = maker.clip(300, 3.0).with_prediction(3.0);
  made.parts.header.finished = 1;
  made.parts.header.progress = 1;
  REQUIRE(page.take_snapshot(made.bytes()));
  return page;
}

inline std::vector<std::string> names(PageModel& page) {
  std::vector<std::string> out;
  for (const Control& control : page.controls()) out.push_back(control.name);
  return out;
}

inline bool offers(PageModel& page, std::string_view name) {
  const auto all = names(page);
  return std::find(all.begin(), all.end(), name) != all.end();
}

inline int id_of(PageModel& page, std::string_view name) {
  for (const Control& control : page.controls()) {
    if (control.name == name) return static_cast<int>(control.id);
  }
  return -1;
}

struct PageShape {
  float width, height;
};
inline constexpr PageShape kSizes[]{{1440, 900}, {1920, 1080}, {1024, 768}, {390, 844}, {768, 1024}, {360, 640}};

inline void fill_words(PageModel& page) {
  set_text(page, emo_text_devices, "Built-in microphone\nUSB headset with quite a long name");
  set_text(page, emo_text_sample_names, "Cheerful greeting\nSad goodbye\nAngry complaint\nCalm reading");
  set_text(page, emo_text_notice,
           "model.onnx could not be loaded (404). The picture works without it; press Try again for the predictions.");
}

// What the rooms can hold: nothing, live sound, a clip; in the Features room with a selection, too.
inline PageModel page_with(int sound, RoomName room, SnapshotMaker& maker) {
  PageModel page = sound == 0 ? PageModel() : sound == 1 ? listening_page(maker) : clip_page(maker);
  set_number(page, emo_number_room, static_cast<double>(room));
  return page;
}

inline void check_controls(PageModel& page) {
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

}  // namespace emo::test
