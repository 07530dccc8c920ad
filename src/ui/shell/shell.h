// What the shell knows, as its rooms see it.
#pragma once
#include "ui/shell/layout.h"
#include "ui/shell/view_state.h"
#include "ui/sound/history.h"
#include "ui/sound/reading.h"

namespace emo::ui {

struct Shell {
  ViewState& view;  // press, key and point may change settings and the open sheet
  const LiveHistory& live;
  const ClipHistory& clip;
  const SnapshotHeader& header;  // of the sound that is shown
  const Layout& layout;
  double edge_s = 0;  // seconds of live sound at the picture's right edge
  double now_ms = 0;  // of the last frame

  [[nodiscard]] bool is_clip() const { return view.source == Source::clip; }
};

}  // namespace emo::ui
