// Every sentence the drawn page says, in one place.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "contract/emotions.h"
#include "ui/shell/view_state.h"
#include "ui/sound/reading.h"

namespace emo::ui {

inline constexpr std::string_view kHonestLine =
    "Everything stays in this page. It recognises acted expression; it cannot read what you feel.";
inline constexpr std::string_view kDropHint = "or drop one anywhere";
inline constexpr std::string_view kSamplesCaption = "No microphone? Try a sample of synthetic speech";

std::string_view emotion_name(Emotion emotion);     // "happy"
std::string emotion_title(Emotion emotion);         // "Happy"
std::string verdict_title(const Reading& reading);  // "Happy", "Unsure", "No speech", "Listening…"
// What stands under it: "then sad, 17 %", "Most like happy, 31 %", "Speak for a second."
std::string verdict_detail(const ViewState& view, const Reading& reading);
// "Last 3 seconds", "3 seconds until 2.4 s ago", "Last heard", "At 0:03.2", "Whole clip"
std::string reading_caption(const ViewState& view, const Reading& reading);
// Of a clip that is named like a recording of RAVDESS, from which all our models have learned: what they say of it is
// no test of them. "" of any other sound.
std::string_view learned_note(const ViewState& view, bool brief);

std::string_view capture_sentence(CaptureState state);  // one short sentence and what to do; "" when all is well
std::string model_sentence(const ViewState& view);      // "Loading model 1.2 of 3.9 MB", the model's name, …
// A device that does not keep up, level, slow device; "" = none.
std::string hint_sentence(const ViewState& view, const SnapshotHeader& header);

std::string_view agreement_words(Agreement agreement);  // "They disagree"; "" while there is nothing to compare
inline constexpr std::string_view kDerivedLine = "Derived from acted labels, not measured";
inline constexpr std::string_view kValenceTitle = "Valence (unpleasant \u2026 pleasant)";
inline constexpr std::string_view kArousalTitle = "Arousal (calm \u2026 excited)";

struct AboutSection {
  std::string title;
  std::vector<std::string> lines;
};
inline constexpr float kAboutTitlePx = 20, kAboutHeadingPx = 15, kAboutTextPx = 13;
inline constexpr float kAboutTitleRow = 40, kAboutHeadingRow = 28, kAboutGap = 10,
                       kAboutLineGap = 4;  // rows at text scale 1
float about_height(const std::vector<AboutSection>& sections, float scale, float width);
std::vector<AboutSection> about_sections(const ViewState& view, const SnapshotHeader& header);

}  // namespace emo::ui
