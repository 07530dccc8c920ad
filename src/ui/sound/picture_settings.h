// How spectrograms are drawn, as controls: the same three choices in every room that draws one.
#pragma once
#include <array>

#include "ui/base/control.h"
#include "ui/shell/view_state.h"

namespace emo::ui {

inline constexpr int kPictureSettings = 3;
// In the order frequency axis, colour map, dynamic range.
void list_picture_chips(ControlList list, const Settings& settings, const std::array<Box, kPictureSettings>& boxes);
// In the order colour map, dynamic range, frequency axis; text_scale: a long range is abbreviated if it does not fit.
void list_picture_cells(ControlList list, const Settings& settings, const std::array<Box, kPictureSettings>& boxes,
                        float text_scale);
// False: not one of them.
bool press_picture_setting(Settings& settings, int id, double value);

}  // namespace emo::ui
