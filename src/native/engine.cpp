#include "native/engine.h"

#include <nlohmann/json.hpp>

namespace emo::native {
namespace {

namespace fs = std::filesystem;

// Pushed at once before the requests are answered; results do not depend on it.
constexpr std::size_t kPushSamples = 1 << 16;

// on_answer(): after each answer of a model.
template <class OnAnswer>
void run(Session& session, Inference& inference, OnAnswer&& on_answer) {
  for (InferenceRequest r = session.next_request(); r.kind != RequestKind::none; r = session.next_request()) {
    const RequestKind kind = r.kind;
    session.answer(inference.run(r), 0.0);
    if (kind != RequestKind::speech_detector) on_answer();
  }
}

std::unique_ptr<Session> ready_session(const DecodedClip& clip, const Engine& engine, int window_stride, bool as_live) {
  const double duration_s = static_cast<double>(clip.samples.size()) / clip.sample_rate_hz;
  auto session = std::make_unique<Session>(SessionConfig{.source = Source::clip,
                                                         .sample_rate_hz = clip.sample_rate_hz,
                                                         .duration_s = duration_s,
                                                         .may_skip = false,
                                                         .window_stride = window_stride,
                                                         .as_live = as_live});
  session->set_detector_ready(true);
  for (std::size_t slot = 0; slot < engine.cards->size(); ++slot) {
    session->set_model(static_cast<int>(slot), &(*engine.cards)[slot]);
    session->set_model_state(static_cast<int>(slot), ModelState::ready);
  }
  return session;
}

template <class OnAnswer>
void hear(const DecodedClip& clip, Session& session, Inference& inference, OnAnswer&& on_answer) {
  for (std::size_t at = 0; at < clip.samples.size(); at += kPushSamples) {
    session.push(std::span(clip.samples).subspan(at, std::min(kPushSamples, clip.samples.size() - at)));
    run(session, inference, on_answer);
  }
  session.finish();
  run(session, inference, on_answer);
}

}  // namespace

Result<std::string> default_model() {
  const auto path = find_model_list();
  if (!path) return Error{path.error()};
  const auto bytes = read_file(path.value());
  if (!bytes) return Error{bytes.error()};
  const auto index = nlohmann::json::parse(text_of(bytes.value()), nullptr, false);
  const auto name = index.is_object() ? index.find("default") : index.end();
  if (name == index.end() || !name->is_string())
    return Error{path.value().string() + " names no default model. Name one with --model."};
  return name->get<std::string>();
}

void declare_model(Command& command, ModelChoice& choice) {
  command.option("--model", "NAME", choice.name, "a folder under models/ (default: what models/index.json names)")
      .option("--model-dir", "FOLDER", choice.folder, "a folder with model.onnx and card.json");
}

Result<fs::path> chosen_model(const ModelChoice& choice) {
  if (choice.folder) return fs::path(*choice.folder);
  if (choice.name) return find_model(*choice.name);
  const auto name = default_model();
  if (!name) return Error{name.error()};
  return find_model(name.value());
}

Result<Engine> load_engine(const std::vector<fs::path>& folders, bool with_embedding) {
  const auto detector = find_model("silero_vad");
  if (!detector) return Error{detector.error() + " Run ./scripts/setup.sh and build again."};
  Engine engine{std::make_unique<std::vector<Card>>(), nullptr};
  for (const fs::path& folder : folders) {
    const auto bytes = read_file(folder / "card.json");
    if (!bytes) return Error{bytes.error()};
    auto card = parse_card(text_of(bytes.value()));
    if (!card) return Error{card.error()};
    engine.cards->push_back(std::move(card.value()));
  }
  std::vector<ModelFile> files;
  for (std::size_t i = 0; i < folders.size(); ++i) files.push_back({folders[i], &(*engine.cards)[i], with_embedding});
  auto inference = Inference::load(detector.value() / "model.onnx", files);
  if (!inference) return Error{inference.error()};
  engine.inference = std::move(inference.value());
  return engine;
}

std::unique_ptr<Session> analyse(const DecodedClip& clip, Engine& engine, int window_stride, bool as_live) {
  auto session = ready_session(clip, engine, window_stride, as_live);
  hear(clip, *session, *engine.inference, [] {});
  return session;
}

std::vector<float> clip_embedding(const DecodedClip& clip, Engine& engine) {
  const auto session = ready_session(clip, engine, 1, false);
  std::vector<double> sums(static_cast<std::size_t>((*engine.cards)[0].embedding_size));
  double weight = 0.0;
  std::size_t told = 0;
  hear(clip, *session, *engine.inference, [&] {
    const auto& windows = session->predictions();  // a window is known right after the run that it rests on
    // Nothing new, or only windows without speech: it was a whole clip's answer, or a step between two windows.
    const bool of_window = windows.size() > told && windows.back().verdict != Verdict::no_speech;
    told = windows.size();
    if (!of_window) return;
    const auto seconds = static_cast<double>(windows.back().speech_s);
    const std::span<const float> embedding = engine.inference->embedding(0);
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += seconds * embedding[i];
    weight += seconds;
  });
  if (weight == 0.0) return {};
  std::vector<float> mean;
  for (const double sum : sums) mean.push_back(static_cast<float>(sum / weight));
  return mean;
}

}  // namespace emo::native
