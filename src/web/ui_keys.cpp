#include "web/ui_keys.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "ui/base/lines.h"
#include "web/ui_api.h"

namespace emo {
namespace {

using ui::ViewState;

template <class Enum, std::size_t Count>
Enum named(double value, const std::array<std::string_view, Count>&) {
  return static_cast<Enum>(std::clamp(value, 0.0, static_cast<double>(Count - 1)));
}

int index_of(double value) { return static_cast<int>(std::clamp(value, -1.0, 1e6)); }

}  // namespace

void set_number(ui::PageModel& page, int key, double value) {
  if (!std::isfinite(value)) return;
  switch (key) {
    case emo_number_capture_state:
      return page.set_capture(named<CaptureState>(value, kCaptureStateNames));
    case emo_number_model_state:
      return page.set(&ViewState::model, named<ModelState>(value, kModelStateNames));
    case emo_number_bytes_loaded:
      return page.set(&ViewState::bytes_loaded, value);
    case emo_number_bytes_total:
      return page.set(&ViewState::bytes_total, value);
    case emo_number_playhead_s:
      return page.set(&ViewState::playhead_s, value);
    case emo_number_playing:
      return page.set(&ViewState::playing, value != 0);
    case emo_number_theme:
      return page.set(&ViewState::theme, value == 1 ? ui::Theme::light : ui::Theme::dark);
    case emo_number_text_scale:
      return page.set(&ViewState::text_scale,
                      std::clamp(static_cast<float>(value), ui::kTextScales.front(), ui::kTextScales.back()));
    case emo_number_reduced_motion:
      return page.set(&ViewState::reduced_motion, value != 0);
    case emo_number_source:
      return page.show_source(value == 1 ? Source::clip : Source::live);
    case emo_number_device_index:
      return page.set(&ViewState::device_index, static_cast<int>(value));
    case emo_number_unsure_threshold:
      return page.set(&ViewState::unsure_below, static_cast<float>(value));
    case emo_number_latency_column_ms:
      return page.set_latency(&ViewState::latency_column_ms, value);
    case emo_number_latency_prediction_ms:
      return page.set_latency(&ViewState::latency_prediction_ms, value);
    case emo_number_clip_busy:
      return page.set(&ViewState::clip_busy, value != 0);
    case emo_number_room:
      return page.show_room(static_cast<int>(std::clamp(value, 0.0, static_cast<double>(page.rooms().size() - 1))));
    case emo_number_model_index:
      return page.set(&ViewState::model_index, index_of(value));
    case emo_number_compared_index:
      return page.set(&ViewState::compared_index, index_of(value));
    case emo_number_compared_state:
      return page.set(&ViewState::compared_state, named<ModelState>(value, kModelStateNames));
    case emo_number_captured_now_s:
      return page.sound_reaches(value);
    default:
      break;
  }
}

void set_text(ui::PageModel& page, int key, std::string_view value) {
  switch (key) {
    case emo_text_notice:
      return page.set(&ViewState::notice, std::string(value));
    case emo_text_notice_kind:
      return page.set(&ViewState::notice_kind, std::string(value));
    case emo_text_clip_name:
      return page.set(&ViewState::clip_name, std::string(value));
    case emo_text_devices:
      return page.set(&ViewState::devices, ui::split(value, '\n'));
    case emo_text_model_name:
      return page.set(&ViewState::model_name, std::string(value));
    case emo_text_model_note:
      return page.set(&ViewState::model_note, std::string(value));
    case emo_text_sample_names:
      return page.set(&ViewState::sample_names, ui::split(value, '\n'));
    case emo_text_version:
      return page.set(&ViewState::version, std::string(value));
    case emo_text_models:
      return page.set(&ViewState::models, ui::models_from(value));
    case emo_text_card:
      return page.show_card(ui::card_from(value));
    default:
      break;
  }
}

double setting(const ui::PageModel& page, int key) {
  const ui::Settings& settings = page.view().settings;
  switch (key) {
    case emo_setting_text_scale:
      return page.view().text_scale;
    case emo_setting_frequency_axis:
      return static_cast<double>(settings.axis);
    case emo_setting_colour_map:
      return static_cast<double>(settings.map);
    case emo_setting_decibel_range:
      return settings.range;
    case emo_setting_projector:
      return settings.projector ? 1 : 0;
    case emo_setting_plane:
      return settings.plane ? 1 : 0;
    default:
      return 0;
  }
}

void set_setting(ui::PageModel& page, int key, double value) {
  if (!std::isfinite(value)) return;
  ui::Settings settings = page.view().settings;
  switch (key) {
    case emo_setting_text_scale:
      return set_number(page, emo_number_text_scale, value);
    case emo_setting_frequency_axis:
      settings.axis = named<ui::FrequencyScale>(value, ui::kFrequencyScaleNames);
      break;
    case emo_setting_colour_map:
      settings.map = named<ui::ColourMap>(value, ui::kColourMapNames);
      break;
    case emo_setting_decibel_range:
      settings.range = static_cast<int>(std::clamp(value, 0.0, static_cast<double>(ui::kDecibelRanges.size() - 1)));
      break;
    case emo_setting_projector:
      settings.projector = value != 0;
      break;
    case emo_setting_plane:
      settings.plane = value != 0;
      break;
    default:
      break;
  }
  page.set_settings(settings);
}

}  // namespace emo
