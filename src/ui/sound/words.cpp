#include "ui/sound/words.h"

#include <algorithm>
#include <cctype>

#include "dataset/corpora/ravdess.h"
#include "ui/base/format.h"
#include "ui/base/text_width.h"

namespace emo::ui {

namespace {

// Tenths while they can be read.
std::string lag_time(double s) { return seconds(s, s < 9.95 ? 1 : 0); }

std::string runner_up(const Reading& reading) {
  std::size_t second = kEmotionCount;
  for (std::size_t i = 0; i < kEmotionCount; ++i) {
    if (i == static_cast<std::size_t>(reading.label)) continue;
    if (second == kEmotionCount || reading.probabilities[i] > reading.probabilities[second]) second = i;
  }
  return "then " + std::string(kEmotionNames[second]) + ", " + percent(reading.probabilities[second]);
}

}  // namespace

std::string_view emotion_name(Emotion emotion) {
  return kEmotionNames[std::min<std::size_t>(static_cast<std::size_t>(emotion), kEmotionCount - 1)];
}

std::string emotion_title(Emotion emotion) {
  std::string name(emotion_name(emotion));
  name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  return name;
}

std::string verdict_title(const Reading& reading) {
  switch (reading.verdict) {
    case Verdict::emotion:
      return emotion_title(reading.label);
    case Verdict::unsure:
      return "Unsure";
    case Verdict::no_speech:
      return "No speech";
    case Verdict::waiting:
      break;
  }
  return "Listening\u2026";
}

std::string verdict_detail(const ViewState& view, const Reading& reading) {
  switch (reading.verdict) {
    case Verdict::emotion:
      return runner_up(reading);
    case Verdict::unsure:
      return "Most like " + std::string(emotion_name(reading.label)) + ", " + percent(reading.confidence);
    case Verdict::no_speech:
      if (reading.stale()) return "Nobody spoke then.";
      if (view.source == Source::live) return "Waiting for a voice.";
      return reading.whole_clip ? "Nothing in this clip sounds like speech." : "Nobody speaks at this moment.";
    case Verdict::waiting:
      break;
  }
  if (view.model == ModelState::loading || view.model == ModelState::absent) return "The model is still on its way.";
  if (view.model == ModelState::failed) return "No predictions: the model is missing.";
  if (reading.stale()) return "What was heard waits.";
  return view.source == Source::clip ? "Analysing the clip." : "Speak for a second.";
}

std::string reading_caption(const ViewState& view, const Reading& reading) {
  if (view.source == Source::clip) {
    if (reading.whole_clip) return "Whole clip";
    return view.playhead_s >= 0 ? "At " + clock_time(view.playhead_s, 1) : "Clip";
  }
  if (view.capture != CaptureState::listening) return "Last heard";
  if (reading.stale())
    return reading.has_window ? "3 seconds until " + lag_time(reading.behind_s) + " ago" : "No answer yet";
  return "Last 3 seconds";
}

std::string_view learned_note(const ViewState& view, bool brief) {
  if (view.source != Source::clip || !corpus::ravdess_speech_or_song(view.clip_name).ok()) return "";
  return brief ? "learned" : "the model has learned from it";
}

std::string_view capture_sentence(CaptureState state) {
  switch (state) {
    case CaptureState::asking:
      return "Allow the microphone in the browser\u2019s question.";
    case CaptureState::starting:
      return "Starting the microphone\u2026";
    case CaptureState::denied:
      return "Microphone is blocked. Allow it in the address bar, then press Start listening.";
    case CaptureState::no_device:
      return "No microphone found. Plug one in, or open a sound file.";
    case CaptureState::failed:
      return "The microphone did not start. Close other programs that use it, then try again.";
    case CaptureState::idle:
    case CaptureState::listening:
      break;
  }
  return "";
}

std::string model_sentence(const ViewState& view) {
  switch (view.model) {
    case ModelState::absent:
      return "Model not loaded yet";
    case ModelState::loading:
      if (view.bytes_total > 0) {
        if (view.bytes_loaded >= view.bytes_total) return "Starting the model\u2026";
        return "Loading model " + megabytes(view.bytes_loaded, false) + " of " + megabytes(view.bytes_total);
      }
      return view.bytes_loaded > 0 ? "Loading model, " + megabytes(view.bytes_loaded) : "Loading model\u2026";
    case ModelState::failed:
      return "The model could not be loaded";
    case ModelState::ready:
      break;
  }
  return view.model_name.empty() ? "Model ready" : view.model_name;
}

std::string hint_sentence(const ViewState& view, const SnapshotHeader& header) {
  if (view.source == Source::clip || view.capture != CaptureState::listening) return "";
  if (view.behind_s > 0) {
    constexpr double kLagS = 1;  // below it an answer is of now, but for a second it may be the only one
    return (view.behind_s < kLagS ? "Catching up" : lag_time(view.behind_s) + " behind") + ": this device is busy.";
  }
  if (header.level_hint == LevelHint::clipping) return "Clipping: move back or lower the microphone level.";
  if (header.level_hint == LevelHint::too_quiet) return "Too quiet: come closer or raise the microphone level.";
  constexpr float kSlowMs = 150.0F;
  if (header.prediction_interval_ms > kSlowMs) {
    return "This device is slow: a prediction every " + seconds(header.prediction_interval_ms / 1000.0) + ".";
  }
  return "";
}

std::string_view agreement_words(Agreement agreement) {
  switch (agreement) {
    case Agreement::same:
      return "They agree";
    case Agreement::different:
      return "They disagree";
    case Agreement::one_unsure:
      return "Only one is sure";
    case Agreement::both_unsure:
      return "Both are unsure";
    case Agreement::nothing:
      break;
  }
  return "";
}

std::vector<AboutSection> about_sections(const ViewState& view, const SnapshotHeader& header) {
  std::vector<AboutSection> sections;
  sections.push_back(
      {"What this is",
       {"An oscilloscope for expression in a voice. It shows the sound, and which of eight acted expressions a "
        "small neural network finds it most like.",
        "It is for learning about the technology, on acted or your own volunteered voice, not for assessing "
        "anybody. In the EU, inferring the emotions of pupils or employees is banned (AI Act, Art. 5(1)(f)).",
        "Sound is analysed in this page and never leaves it. Nothing is recorded."}});
  std::vector<std::string> model;
  if (!view.model_name.empty())
    model.push_back(view.model_name + (view.model_note.empty() ? "" : ": " + view.model_note));
  model.push_back(
      "Weights trained on RAVDESS (Livingstone and Russo 2018) are for non-commercial use (CC BY-NC-SA 4.0).");
  model.push_back(
      "Probabilities are calibrated; below " + percent(view.unsure_below) +
      " the page says unsure. Each model\u2019s card tells what it was trained on and how often it is right: "
      "press the model\u2019s name at the top, then \u201CWhat is this?\u201D.");
  sections.push_back({view.models.size() > 1 ? "The models" : "The model", std::move(model)});
  std::vector<std::string> measured;
  if (view.latency_column_ms > 0 && view.latency_prediction_ms > 0)
    measured.push_back("Sound to picture " + fixed(view.latency_column_ms, 0) + " ms, sound to prediction " +
                       fixed(view.latency_prediction_ms, 0) + " ms (95th percentiles).");
  if (header.inference_ms_p50 > 0)
    measured.push_back("One inference " + fixed(header.inference_ms_p50, 0) + " ms, 95th percentile " +
                       fixed(header.inference_ms_p95, 0) + " ms.");
  if (!measured.empty()) sections.push_back({"Measured here", std::move(measured)});
  sections.push_back(
      {"Made with",
       {"Silero VAD (MIT), ONNX Runtime (MIT), Dear ImGui (MIT), KissFFT (BSD), GLFW by Emscripten (MIT), "
        "miniaudio (MIT-0), stb_vorbis (MIT), nlohmann-json (MIT), noble-hashes (MIT), zip.js (BSD), hyparquet (MIT), "
        "Mediabunny (MPL-2.0), Inter and JetBrains Mono (OFL "
        "1.1). The sample voices are eSpeak NG\u2019s.",
        "Emoscope" + (view.version.empty() ? std::string() : " " + view.version)}});
  return sections;
}

float about_height(const std::vector<AboutSection>& sections, float scale, float width) {
  float height = kAboutTitleRow * scale;
  for (const AboutSection& section : sections) {
    height += kAboutHeadingRow * scale + kAboutGap;
    for (const std::string& line : section.lines)
      height += text_height(line, kAboutTextPx * scale, width) + kAboutLineGap;
  }
  return height;
}

}  // namespace emo::ui
