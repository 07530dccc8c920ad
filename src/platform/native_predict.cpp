// emoscope predict: the same session as the page's, fed from files.
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>

#include "platform/native_commands.h"
#include "platform/native_files.h"
#include "platform/native_ort.h"
#include "session/card.h"
#include "session/session.h"

namespace emo::native {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

// Pushed at once before the requests are answered; results do not depend on it.
constexpr std::size_t kPushSamples = 1 << 16;

struct Engine {
  Card card;
  std::unique_ptr<Inference> inference;
};

Result<Engine> load_engine(const fs::path& model) {
  const auto detector = find_model("silero_vad");
  if (!detector) return Error{detector.error() + " Run ./scripts/setup.sh and build again."};
  const auto text = read_file(model / "card.json");
  if (!text) return Error{text.error()};
  auto card = parse_card({reinterpret_cast<const char*>(text.value().data()), text.value().size()});
  if (!card) return Error{card.error()};
  auto inference = Inference::load(detector.value() / "model.onnx", model / "model.onnx");
  if (!inference) return Error{inference.error()};
  return Engine{std::move(card.value()), std::move(inference.value())};
}

void run(Session& session, Inference& inference) {
  for (InferenceRequest r = session.next_request(); r.kind != RequestKind::none; r = session.next_request())
    session.answer(inference.run(r), 0.0);
}

std::unique_ptr<Session> analyse(const DecodedClip& clip, Engine& engine) {
  const double duration_s = static_cast<double>(clip.samples.size()) / clip.sample_rate_hz;
  auto session = std::make_unique<Session>(
      SessionConfig{
          .source = Source::clip, .sample_rate_hz = clip.sample_rate_hz, .duration_s = duration_s, .may_skip = false},
      engine.card.decision);
  session->set_detector_ready(true);
  session->set_model_state(ModelState::ready);
  for (std::size_t at = 0; at < clip.samples.size(); at += kPushSamples) {
    session->push(std::span(clip.samples).subspan(at, std::min(kPushSamples, clip.samples.size() - at)));
    run(*session, *engine.inference);
  }
  session->finish();
  run(*session, *engine.inference);
  return session;
}

std::string said(const PredictionRecord& r) {
  return std::string(r.verdict == Verdict::no_speech ? "no speech" : kEmotionNames[static_cast<std::size_t>(r.label)]);
}

ordered_json probabilities_of(const PredictionRecord& r) {
  ordered_json json = ordered_json::object();
  if (r.verdict == Verdict::no_speech) return json;
  for (std::size_t i = 0; i < kEmotionNames.size(); ++i) json[std::string(kEmotionNames[i])] = r.probabilities[i];
  return json;
}

ordered_json outcome(const PredictionRecord& r) {
  return {{"verdict", kVerdictNames[static_cast<std::size_t>(r.verdict)]},
          {"label", said(r)},
          {"confidence", r.confidence},
          {"probabilities", probabilities_of(r)},
          {"speech_s", r.speech_s}};
}

int predict_file(const std::string& file, Engine& engine) {
  const auto clip = read_clip(file);
  if (!clip) return complain(clip.error());
  const auto session = analyse(clip.value(), engine);
  ordered_json line{{"file", file}, {"model", engine.card.name}};
  line.update(outcome(session->summary()));
  line["duration_s"] = static_cast<double>(clip.value().samples.size()) / clip.value().sample_rate_hz;
  line["windows"] = ordered_json::array();
  for (const PredictionRecord& r : session->predictions()) {
    ordered_json window{{"start_s", r.start_s}, {"end_s", r.end_s}};
    window.update(outcome(r));
    window["level_dbfs"] = r.level_dbfs;
    line["windows"].push_back(std::move(window));
  }
  std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
  return 0;
}

}  // namespace

int predict_command(const std::vector<std::string>& words) {
  Arguments args;
  if (const auto error = parse_arguments(words, {"--model", "--model-dir"}, args); !error.empty())
    return complain(error);
  if (args.files.empty()) return complain("Name at least one sound file.");
  fs::path folder;
  if (const std::string* given = args.option("--model-dir")) {
    folder = *given;
  } else {
    const std::string* name = args.option("--model");
    const auto found = find_model(name != nullptr ? *name : "first-cnn");
    if (!found) return complain(found.error());
    folder = found.value();
  }
  auto engine = load_engine(folder);
  if (!engine) return complain(engine.error());
  int status = 0;
  for (const std::string& file : args.files) status = std::max(status, predict_file(file, engine.value()));
  return status;
}

}  // namespace emo::native
