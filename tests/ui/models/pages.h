// Pages with models to choose from and with two that answer, and what is true of their boxes.
#pragma once
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contract/explanation.h"
#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"
#include "ui/sound/snapshots.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

namespace emo::test {

using namespace ui;

inline constexpr const char* kModels =
    "emoscope-s\tEmoscope S\tmain\t1.2 MB\tUA 0.68\tCC BY-NC-SA 4.0\tSmall enough for a phone, and the default. It "
    "hears three seconds of log-mel spectrogram at a time.\t19 ms\n"
    "emoscope-l\tEmoscope L\tmain\t8.4 MB\tUA 0.74\tCC BY-NC-SA 4.0\tThe most accurate one.\t85 ms\n"
    "first-cnn\tFirst CNN\tfirst\t1.4 MB\tUA 0.66\tCC BY-NC-SA 4.0\tThe first model of this page.\t\n"
    "\tno name\tis left out\n"
    "mlp180\tMLP on 180 features, a title that is long\tbaseline\t0.3 MB\tUA 0.48\tCC BY-NC-SA 4.0\tA student's "
    "classic of 2019: means of MFCC, chroma and mel over the whole clip, and three layers.\t2 ms\n"
    "mfcc40\tMFCC 40\tbaseline\t0.1 MB\tUA 0.41\tCC BY-NC-SA 4.0\tAnother one.\t1 ms";

inline constexpr const char* kCard =
    "title\tEmoscope S\n"
    "text\tA small convolutional network that hears three seconds of sound, ten times a second, in this page.\n"
    "section\tHow often it is right\n"
    "row\tProtocol\tSix speaker-independent folds over RAVDESS: four actors a fold whom the model has never heard.\n"
    "bar\tAll\t0.68\t0.64\t0.72\t0.68 (0.64 \xE2\x80\xA6 0.72)\n"
    "bar\thappy\t0.71\t0.6\t0.8\t0.71 (0.60 \xE2\x80\xA6 0.80)\n"
    "bar\tsurprised\t0.5\t0.4\t0.6\t0.50 (0.40 \xE2\x80\xA6 0.60)\n"
    "section\tWhat it takes for what\n"
    "matrix\tneutral\tcalm\thappy\tsad\tangry\tfearful\tdisgust\tsurprised\tno speech\n"
    "matrix_row\tneutral\t60\t20\t3\t9\t0\t1\t1\t2\t0\n"
    "matrix_row\tcalm\t12\t160\t2\t14\t0\t0\t2\t2\t0\n"
    "unknown\twhat a later version may say";

inline void set_models(PageModel& page, int chosen = 0, int compared = -1) {
  set_text(page, emo_text_models, kModels);
  set_text(page, emo_text_model_name, "Emoscope S");
  set_number(page, emo_number_model_state, static_cast<double>(ModelState::ready));
  set_number(page, emo_number_model_index, chosen);
  set_number(page, emo_number_compared_index, compared);
  set_number(page, emo_number_compared_state,
             static_cast<double>(compared < 0 ? ModelState::absent : ModelState::ready));
}

// Too many for any phone.
inline void add_models(PageModel& page, int count) {
  std::string text = kModels;
  for (int i = 5; i < count; ++i) {
    const std::string name = "model-" + std::to_string(i);
    text += "\n" + name + "\t" + name + "\tbaseline\t1 MB\tUA 0.5\tCC BY-NC-SA 4.0\tOne more of the many.\t";
  }
  set_text(page, emo_text_models, text);
}

inline PredictionRecord record_of(Emotion label, float probability, int slot, double end_s) {
  PredictionRecord r{};
  r.start_s = end_s - 3;
  r.end_s = end_s;
  r.label = label;
  r.verdict = Verdict::emotion;
  r.confidence = probability;
  r.probabilities[static_cast<std::size_t>(label)] = probability;
  r.valence = slot == 0 ? 0.5F : NAN;
  r.arousal = slot == 0 ? -0.25F : NAN;
  r.slot = static_cast<std::uint8_t>(slot);
  return r;
}

// Two models answer; the chosen one knows all but calm and has valence and arousal.
inline MadeSnapshot with_two(MadeSnapshot made, Emotion first = Emotion::happy, Emotion second = Emotion::sad) {
  SnapshotHeader& h = made.parts.header;
  h.labels_known = 0xFF & ~(1U << static_cast<unsigned>(Emotion::calm));
  h.compared_labels_known = 0xFF;
  h.compared_model = ModelState::ready;
  h.dimensions = 1;
  h.verdict = Verdict::emotion;
  h.current = record_of(first, 0.625F, 0, 3);
  h.compared_current = record_of(second, 0.5F, 1, 3);
  h.compared_inference_ms_p50 = 2;
  made.parts.predictions = {h.current, h.compared_current};
  return made;
}

enum class SoundKind { live, clip };

inline PageModel comparing_page(SoundKind sound, SnapshotMaker& maker) {
  PageModel page;
  set_models(page, 0, 3);
  if (sound == SoundKind::live) {
    set_number(page, emo_number_capture_state, static_cast<double>(CaptureState::listening));
    REQUIRE(page.take_snapshot(with_two(maker.live(300)).bytes()));
  } else {
    set_number(page, emo_number_source, 1);
    auto made = with_two(maker.clip(300, 3));
    made.parts.header.finished = 1;
    REQUIRE(page.take_snapshot(made.bytes()));
  }
  return page;
}

inline const Control* control(PageModel& page, std::string_view name) {
  for (const Control& c : page.controls())
    if (c.name == name) return &c;
  return nullptr;
}

inline ActionRequest press(PageModel& page, std::string_view name) {
  const Control* found = control(page, name);
  REQUIRE_MESSAGE(found != nullptr, std::string(name));
  return page.press(static_cast<int>(found->id), 0);
}

inline std::vector<std::uint8_t> explanation_bytes() {
  Explanation e;
  e.header.label = Emotion::sad;
  e.header.rows = 2;
  e.header.columns = 3;
  e.header.end_s = 3;
  e.header.fmin_hz = 50;
  e.header.fmax_hz = 8000;
  e.header.base_probability = 0.5F;
  e.drops = {0.25F, 0, -0.125F, 0, 0, 0.5F};
  std::vector<std::uint8_t> bytes;
  write_explanation(e, bytes);
  return bytes;
}

struct PageSize {
  float width, height;
};
inline constexpr PageSize kPageSizes[]{{1440, 900}, {1920, 1080}, {1024, 768}, {390, 844}};
inline constexpr float kScales[]{0.8F, 1.0F, 1.3F, 1.6F};

// At every size and text size.
template <class Check>
void everywhere(PageModel& page, const Check& check) {
  for (const auto& [width, height] : kPageSizes) {
    for (const float scale : kScales) {
      page.resize(width, height, 2);
      set_number(page, emo_number_text_scale, scale);
      CAPTURE(width);
      CAPTURE(scale);
      check();
    }
  }
}

inline void check_apart(const Box& within, const std::vector<Box>& boxes) {
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    CAPTURE(i);
    CHECK((boxes[i].empty() || within.contains(boxes[i])));
    for (std::size_t j = i + 1; j < boxes.size(); ++j) {
      CAPTURE(j);
      CHECK(!boxes[i].overlaps(boxes[j]));
    }
  }
}

inline void check_touchable(PageModel& page) {
  std::vector<Box> boxes;
  for (const Control& c : page.controls()) {
    CAPTURE(c.name);
    CHECK(!c.name.empty());
    CHECK(c.box.w >= 43.9F);
    if (c.look != Look::plain) CHECK(c.box.h >= 43.9F);
    boxes.push_back(c.box);
  }
  check_apart(page.layout().page, boxes);
}

}  // namespace emo::test
