#include "native/ort.h"

#include <onnxruntime_cxx_api.h>
#include <pthread.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>

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

// One model of a slot. It takes the shape of its card; logmel64 leaves the number of frames open.
class EmotionModel {
 public:
  EmotionModel(const Ort::Env& env, const Ort::SessionOptions& options, const ModelFile& file)
      : card_(*file.card), session_(env, file.onnx.c_str(), options) {
    const Ort::AllocatorWithDefaultOptions allocator;
    input_ = session_.GetInputNameAllocated(0, allocator).get();
    outputs_ = {card_.logits_output.c_str()};
    if (card_.answer.dimensions) outputs_.push_back(card_.dimensions_output.c_str());
    if (file.with_embedding) {
      if (card_.embedding_size == 0)
        throw std::runtime_error("The model \"" + card_.name + "\" gives no embedding. Choose another model.");
      outputs_.push_back(card_.embedding_output.c_str());
      embedding_.resize(static_cast<std::size_t>(card_.embedding_size));
    }
    std::vector<std::string> known;
    for (std::size_t i = 0; i < session_.GetOutputCount(); ++i)
      known.emplace_back(session_.GetOutputNameAllocated(i, allocator).get());
    for (const char* wanted : outputs_)
      if (std::find(known.begin(), known.end(), wanted) == known.end())
        throw std::runtime_error("The model \"" + card_.name + "\" has no output \"" + wanted +
                                 "\", though its card says so. Fetch the model folder again.");
  }

  void run(const Ort::MemoryInfo& memory, std::span<const float> values, std::vector<float>& answer) {
    std::vector<std::int64_t> shape(card_.input_shape.begin(), card_.input_shape.end());
    if (card_.takes_frames()) shape[1] = static_cast<std::int64_t>(values.size()) / shape[2];
    // ORT takes mutable memory but does not write to inputs.
    const Ort::Value input = Ort::Value::CreateTensor<float>(memory, const_cast<float*>(values.data()), values.size(),
                                                             shape.data(), shape.size());
    const char* name = input_.c_str();
    const auto found = session_.Run({}, &name, &input, 1, outputs_.data(), outputs_.size());
    answer.clear();
    for (const Ort::Value& value : found) {
      const float* first = value.GetTensorData<float>();
      answer.insert(answer.end(), first, first + value.GetTensorTypeAndShapeInfo().GetElementCount());
    }
    if (!embedding_.empty() && answer.size() == card_.answer.size() + embedding_.size()) {
      const auto first = answer.end() - static_cast<std::ptrdiff_t>(embedding_.size());
      std::copy(first, answer.end(), embedding_.begin());
      answer.erase(first, answer.end());
    }
    if (answer.size() != card_.answer.size())
      throw std::runtime_error("The model \"" + card_.name + "\" answers with " + std::to_string(answer.size()) +
                               " numbers; its card speaks of " + std::to_string(card_.answer.size()) + ".");
  }

  [[nodiscard]] std::span<const float> embedding() const { return embedding_; }

  // Zeros show whether graph and card agree: a window and, where whole clips are heard, other numbers of frames.
  void try_out(const Ort::MemoryInfo& memory) {
    std::size_t count = 1;
    for (const int size : card_.input_shape) count *= static_cast<std::size_t>(size);
    std::vector<float> answer;
    run(memory, std::vector<float>(count), answer);
    if (card_.takes_frames() && card_.clip_rule == ClipRule::whole) run(memory, std::vector<float>(count / 2), answer);
  }

 private:
  const Card& card_;
  Ort::Session session_;
  std::string input_;
  std::vector<const char*> outputs_;
  std::vector<float> embedding_;  // of the last run
};

}  // namespace

struct Inference::Impl {
  Ort::Env env{ORT_LOGGING_LEVEL_ERROR, "emoscope"};
  Ort::MemoryInfo memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
  Ort::Session detector{nullptr};
  std::vector<EmotionModel> models;  // by slot
  std::vector<float> answer;

  Ort::Value tensor(std::span<const float> values, std::span<const std::int64_t> shape) {
    // ORT takes mutable memory but does not write to inputs.
    return Ort::Value::CreateTensor<float>(memory, const_cast<float*>(values.data()), values.size(), shape.data(),
                                           shape.size());
  }

  void run_detector(const InferenceRequest& request) {
    std::int64_t rate = kCoreRateHz;
    const std::array<std::int64_t, 2> input_shape{1, static_cast<std::int64_t>(request.input.size())};
    const std::array<std::int64_t, 3> state_shape{2, 1, SpeechConfig::state_size / 2};
    std::array<Ort::Value, 3> inputs{tensor(request.input, input_shape), tensor(request.state, state_shape),
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
  if (request.kind == RequestKind::speech_detector)
    impl_->run_detector(request);
  else
    impl_->models[static_cast<std::size_t>(request.slot)].run(impl_->memory, request.input, impl_->answer);
  return impl_->answer;
}

std::span<const float> Inference::embedding(int slot) const {
  return impl_->models[static_cast<std::size_t>(slot)].embedding();
}

}  // namespace emo::native
