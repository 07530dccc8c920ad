#include "native/ort.h"

#include <onnxruntime_cxx_api.h>
#include <pthread.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <stdexcept>

#include "features/recipes/logmel64.h"
#include "session/speech_tracker.h"

namespace emo::native {
namespace {

// ORT 1.30 matches a std::regex against the process's command line when it starts, and libstdc++'s regex recurses
// once a character: a thousand file names overflow the usual 8 MB. So it starts on a stack that fits the line.
void on_ample_stack(const std::function<void()>& work) {
  std::ifstream line("/proc/self/cmdline", std::ios::binary);
  const auto characters =
      static_cast<std::size_t>(std::distance(std::istreambuf_iterator<char>(line), std::istreambuf_iterator<char>()));
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, (std::size_t{16} << 20) + characters * 1024);
  pthread_t thread{};
  const auto call = [](void* f) -> void* {
    (*static_cast<const std::function<void()>*>(f))();
    return nullptr;
  };
  const bool started = pthread_create(&thread, &attributes, call, const_cast<std::function<void()>*>(&work)) == 0;
  pthread_attr_destroy(&attributes);
  if (started)
    pthread_join(thread, nullptr);
  else
    work();
}

// ORT takes mutable memory but does not write to inputs.
Ort::Value tensor_of(const Ort::MemoryInfo& memory, std::span<const float> values,
                     std::span<const std::int64_t> shape) {
  return Ort::Value::CreateTensor<float>(memory, const_cast<float*>(values.data()), values.size(), shape.data(),
                                         shape.size());
}

// One graph of a model: a window's, or a stream's. Answers with the outputs that are wanted, one behind the other.
class Graph {
 public:
  Graph(const Ort::Env& env, const Ort::SessionOptions& options, const std::filesystem::path& onnx, const Card& card,
        std::vector<const char*> outputs)
      : session_(env, onnx.c_str(), options), outputs_(std::move(outputs)) {
    const Ort::AllocatorWithDefaultOptions allocator;
    for (std::size_t i = 0; i < session_.GetInputCount(); ++i)
      inputs_.emplace_back(session_.GetInputNameAllocated(i, allocator).get());
    std::vector<std::string> known;
    for (std::size_t i = 0; i < session_.GetOutputCount(); ++i)
      known.emplace_back(session_.GetOutputNameAllocated(i, allocator).get());
    for (const char* wanted : outputs_)
      if (std::find(known.begin(), known.end(), wanted) == known.end())
        throw std::runtime_error("The model \"" + card.name + "\" has no output \"" + wanted +
                                 "\", though its card says so. Fetch the model folder again.");
  }

  [[nodiscard]] const std::string& first_input() const { return inputs_.front(); }
  [[nodiscard]] bool takes(const char* input, std::span<const std::int64_t> shape) const {
    const auto at = std::find(inputs_.begin(), inputs_.end(), input);
    if (at == inputs_.end()) return false;
    const auto found = session_.GetInputTypeInfo(static_cast<std::size_t>(at - inputs_.begin()));
    return std::ranges::equal(found.GetTensorTypeAndShapeInfo().GetShape(), shape);
  }

  void run(std::span<const char* const> names, std::span<const Ort::Value> inputs, std::vector<float>& answer) {
    const auto found = session_.Run({}, names.data(), inputs.data(), inputs.size(), outputs_.data(), outputs_.size());
    answer.clear();
    for (const Ort::Value& value : found) {
      const float* first = value.GetTensorData<float>();
      answer.insert(answer.end(), first, first + value.GetTensorTypeAndShapeInfo().GetElementCount());
    }
  }

 private:
  Ort::Session session_;
  std::vector<std::string> inputs_;
  std::vector<const char*> outputs_;
};

// One model of a slot. Its window takes the shape of its card; logmel64 leaves the number of frames open.
class EmotionModel {
 public:
  EmotionModel(const Ort::Env& env, const Ort::SessionOptions& options, const ModelFile& file) : card_(*file.card) {
    std::vector<const char*> outputs{card_.logits_output.c_str()};
    if (card_.answer.dimensions) outputs.push_back(card_.dimensions_output.c_str());
    if (file.with_embedding) {
      if (card_.embedding_size == 0)
        throw std::runtime_error("The model \"" + card_.name + "\" gives no embedding. Choose another model.");
      outputs.push_back(card_.embedding_output.c_str());
      embedding_.resize(static_cast<std::size_t>(card_.embedding_size));
    }
    window_.emplace(env, options, file.folder / "model.onnx", card_, outputs);
    if (!card_.stream) return;
    outputs.push_back("next_state");
    stream_.emplace(env, options, file.folder / card_.stream->file, card_, outputs);
    if (!stream_->takes("frames", frames_shape()) || !stream_->takes("state", state_shape()))
      throw std::runtime_error("The stream of the model \"" + card_.name +
                               "\" does not take frames and a state as its card says. Fetch the model folder again.");
    beginning_.resize(static_cast<std::size_t>(card_.stream->state));
  }

  void run(const Ort::MemoryInfo& memory, std::span<const float> values, std::vector<float>& answer) {
    std::vector<std::int64_t> shape(card_.input_shape.begin(), card_.input_shape.end());
    if (card_.takes_frames()) shape[1] = static_cast<std::int64_t>(values.size()) / shape[2];
    const Ort::Value input = tensor_of(memory, values, shape);
    const char* name = window_->first_input().c_str();
    window_->run({&name, 1}, {&input, 1}, answer);
    check(answer, 0);
  }

  // state: empty at the beginning of a sound. The answer ends with the next state.
  void step(const Ort::MemoryInfo& memory, std::span<const float> frames, std::span<const float> state,
            std::vector<float>& answer) {
    if (state.empty()) state = beginning_;
    const std::array inputs{tensor_of(memory, frames, frames_shape()), tensor_of(memory, state, state_shape())};
    constexpr std::array names{"frames", "state"};
    stream_->run(names, inputs, answer);
    check(answer, beginning_.size());
  }

  [[nodiscard]] std::span<const float> embedding() const { return embedding_; }

  // Zeros show whether graph and card agree: a window and, where whole clips are heard, other numbers of frames. A
  // stream hears silence until nothing else is left in its state.
  void try_out(const Ort::MemoryInfo& memory) {
    std::size_t count = 1;
    for (const int size : card_.input_shape) count *= static_cast<std::size_t>(size);
    std::vector<float> answer;
    run(memory, std::vector<float>(count), answer);
    if (card_.takes_frames() && card_.clip_rule == ClipRule::whole) run(memory, std::vector<float>(count / 2), answer);
    if (!stream_) return;
    const std::vector<float> silence(static_cast<std::size_t>(card_.stream->frames) * LogMel64Recipe::n_mels,
                                     LogMel64Recipe::floor());
    for (int i = 0; i < card_.stream->memory; ++i) {
      step(memory, silence, beginning_, answer);
      std::copy(state_in(answer), answer.end(), beginning_.begin());
    }
    step(memory, silence, beginning_, answer);
    if (!std::equal(state_in(answer), answer.end(), beginning_.begin()))
      throw std::runtime_error("The model \"" + card_.name + "\" remembers more than the " +
                               std::to_string(card_.stream->memory) +
                               " steps that its card speaks of. Fetch the model folder again.");
  }

 private:
  // An answer without its embedding, which is kept here.
  void check(std::vector<float>& answer, std::size_t state) {
    const std::size_t said = card_.answer.size();
    if (answer.size() == said + embedding_.size() + state && !embedding_.empty()) {
      const auto first = answer.begin() + static_cast<std::ptrdiff_t>(said);
      const auto end = first + static_cast<std::ptrdiff_t>(embedding_.size());
      std::copy(first, end, embedding_.begin());
      answer.erase(first, end);
    }
    if (answer.size() != said + state)
      throw std::runtime_error("The model \"" + card_.name + "\" answers with " + std::to_string(answer.size()) +
                               " numbers; its card speaks of " + std::to_string(said + state) + ".");
  }

  [[nodiscard]] std::vector<float>::iterator state_in(std::vector<float>& answer) const {
    return answer.end() - card_.stream->state;
  }
  [[nodiscard]] std::array<std::int64_t, 3> frames_shape() const {
    return {1, card_.stream->frames, LogMel64Recipe::n_mels};
  }
  [[nodiscard]] std::array<std::int64_t, 2> state_shape() const { return {1, card_.stream->state}; }

  const Card& card_;
  std::optional<Graph> window_;
  std::optional<Graph> stream_;
  std::vector<float> beginning_;  // the state after silence
  std::vector<float> embedding_;  // of the last run
};

}  // namespace

struct Inference::Impl {
  Ort::Env env{ORT_LOGGING_LEVEL_ERROR, "emoscope"};
  Ort::MemoryInfo memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
  Ort::Session detector{nullptr};
  std::vector<EmotionModel> models;  // by slot
  std::vector<float> answer;

  void run_detector(const InferenceRequest& request) {
    std::int64_t rate = kCoreRateHz;
    const std::array<std::int64_t, 2> input_shape{1, static_cast<std::int64_t>(request.input.size())};
    const std::array<std::int64_t, 3> state_shape{2, 1, SpeechConfig::state_size / 2};
    std::array<Ort::Value, 3> inputs{tensor_of(memory, request.input, input_shape),
                                     tensor_of(memory, request.state, state_shape),
                                     Ort::Value::CreateTensor<std::int64_t>(memory, &rate, 1, nullptr, 0)};
    constexpr std::array<const char*, 3> input_names{"input", "state", "sr"};
    constexpr std::array<const char*, 2> output_names{"output", "stateN"};
    const auto outputs = detector.Run({}, input_names.data(), inputs.data(), 3, output_names.data(), 2);
    answer.assign(1, outputs[0].GetTensorData<float>()[0]);
    const float* state = outputs[1].GetTensorData<float>();
    answer.insert(answer.end(), state, state + SpeechConfig::state_size);
  }
};

Inference::Inference(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Inference::~Inference() = default;

Result<std::unique_ptr<Inference>> Inference::load(const std::filesystem::path& detector_onnx,
                                                   const std::vector<ModelFile>& models) {
  std::unique_ptr<Impl> impl;
  std::string error;
  on_ample_stack([&] {
    try {
      impl = std::make_unique<Impl>();
      Ort::SessionOptions options;
      options.SetIntraOpNumThreads(1);
      options.SetInterOpNumThreads(1);
      impl->detector = Ort::Session(impl->env, detector_onnx.c_str(), options);
      for (const ModelFile& model : models) impl->models.emplace_back(impl->env, options, model).try_out(impl->memory);
    } catch (const std::exception& e) {
      error = e.what();
    }
  });
  if (!error.empty()) return Error{"A model cannot be loaded: " + error};
  return std::unique_ptr<Inference>(new Inference(std::move(impl)));
}

std::span<const float> Inference::run(const InferenceRequest& request) {
  Impl& impl = *impl_;
  const auto slot = static_cast<std::size_t>(request.slot);
  if (request.kind == RequestKind::speech_detector)
    impl.run_detector(request);
  else if (request.kind == RequestKind::model_step)
    impl.models[slot].step(impl.memory, request.input, request.state, impl.answer);
  else
    impl.models[slot].run(impl.memory, request.input, impl.answer);
  return impl.answer;
}

std::span<const float> Inference::embedding(int slot) const {
  return impl_->models[static_cast<std::size_t>(slot)].embedding();
}

}  // namespace emo::native
