// The keys of ui_api.h on the page model.
#pragma once
#include <string_view>

#include "ui/shell/page_model.h"

namespace emo {

void set_number(ui::PageModel& page, int key, double value);          // EmoUiNumber
void set_text(ui::PageModel& page, int key, std::string_view value);  // EmoUiText
double setting(const ui::PageModel& page, int key);                   // EmoUiSetting
void set_setting(ui::PageModel& page, int key, double value);

}  // namespace emo
