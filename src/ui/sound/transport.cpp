#include "ui/sound/transport.h"

#include <algorithm>
#include <cmath>

#include "ui/base/format.h"
#include "ui/base/text_width.h"
#include "ui/shell/control_ids.h"

namespace emo::ui {

void list_transport(ControlList list, const Shell& shell, bool icons_only) {
  const Layout& l = shell.layout;
  const ViewState& view = shell.view;
  ControlList to = list.of(kShellOwner);
  const TransportBoxes& t = l.transport;
  const bool clip = l.input.sound == SoundShown::clip;
  if (clip) {
    if (view.playing)
      to.button(ControlId::pause, Look::primary, "Pause", "Pause", t.primary, Icon::pause);
    else
      to.button(ControlId::play, Look::primary, "Play", "Play", t.primary, Icon::play);
  } else if (view.capture == CaptureState::listening || view.capture == CaptureState::starting) {
    to.button(ControlId::stop, Look::primary, "Stop", "Stop", t.primary, Icon::stop).neutral = true;
  } else {
    const bool asking = view.capture == CaptureState::asking;
    to.button(ControlId::start_listening, Look::primary, "Start listening",
              asking ? "Waiting\u2026" : "Start listening", t.primary, Icon::microphone)
        .disabled = asking;
  }
  const bool narrow = text_width("Open a sound file", 13 * l.scale, Face::strong) + 44 > t.secondary.w;
  to.button(ControlId::open_file, Look::secondary, "Open a sound file",
            icons_only ? ""
            : narrow   ? "Open file"
                       : "Open a sound file",
            t.secondary, Icon::file);
  if (clip)
    to.button(ControlId::close_clip, Look::secondary, "Close clip", icons_only ? "" : "Close clip", t.tertiary,
              Icon::close);
  if (!t.retry.empty()) to.button(ControlId::retry_model, Look::secondary, "Try again", "Try again", t.retry);
}

void list_samples(ControlList list, const Shell& shell) {
  const auto& names = shell.view.sample_names;
  const auto& boxes = shell.layout.welcome.samples;
  ControlList to = list.of(kShellOwner);
  for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), boxes.size()); ++i)
    to.button(ControlId::sample_1 + static_cast<int>(i), Look::sample, "Sample: " + names[i], names[i], boxes[i],
              Icon::play);
}

void list_position(ControlList list, const Shell& shell, const Box& plot) {
  const double duration_s = shell.clip.duration_s();
  if (plot.empty() || duration_s <= 0) return;
  const double at = std::clamp(shell.view.playhead_s, 0.0, duration_s);
  Control& c = list.of(kShellOwner).button(ControlId::position, Look::plain, "Position", "", plot);
  c.role = Role::slider;
  c.slider = SliderValue{std::round(at * 10) / 10, 0, std::round(duration_s * 1000) / 1000, 0.1};
  c.value_text = clock_time(at, 1) + " of " + clock_time(duration_s, 1);
}

void place_phone_transport(Layout& l, Box& rest) {
  Box bottom = cut_bottom(rest, 72).inset(l.margin, 12);
  l.transport.secondary = cut_left(bottom, 48);
  cut_left(bottom, 8);
  if (l.input.sound == SoundShown::clip) {
    l.transport.tertiary = cut_right(bottom, 48);
    cut_right(bottom, 8);
  } else if (l.input.has_devices) {
    l.microphone = cut_right(bottom, 48);
    cut_right(bottom, 8);
  }
  l.transport.primary = bottom;
}

void place_phone_source(Layout& l, Box& rest) {
  Box row = cut_top(rest, 24 * l.scale);
  if (l.input.sound == SoundShown::live) {  // a clip's name needs the width
    l.meter = cut_right(row, row.w * 0.56F);
    cut_right(row, 8);
  }
  l.source = row;
}

}  // namespace emo::ui
