// What a room shows while there is no sound.
#pragma once
#include <string_view>
#include <vector>

#include "ui/base/control.h"
#include "ui/shell/shell.h"

namespace emo::ui {

struct WelcomeWords {
  bool emblem = false;  // over the promise
  std::string_view promise, promise_detail;
};

void place_welcome(Layout& l, const WelcomeWords& words);
void list_welcome(ControlList list, const Shell& shell);

}  // namespace emo::ui
