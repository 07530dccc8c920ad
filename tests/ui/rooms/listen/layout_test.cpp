#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "ui/models/pages.h"
#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"
#include "ui/shell/pages.h"
#include "ui/sound/snapshots.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

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

TEST_CASE("two models' answers, bars and charts keep out of each other's way") {
  for (const SoundKind sound : {SoundKind::live, SoundKind::clip}) {
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
  PageModel page = comparing_page(SoundKind::clip, maker);
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
