#include "platform/native_ort.h"

#include <onnxruntime_cxx_api.h>
#include <pthread.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <iterator>

#include "contract/emotions.h"
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

}  // namespace

struct Inference::Impl {
  Ort::Env env{ORT_LOGGING_LEVEL_ERROR, "emoscope"};
  Ort::MemoryInfo memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
  Ort::Session detector{nullptr};
  Ort::Session emotion{nullptr};
  std::string emotion_input;
  std::string emotion_output;
  std::vector<float> input;
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

  void run_emotion(const InferenceRequest& request) {
    const std::array<std::int64_t, 3> shape{1, LogMel64Recipe::window_frames, LogMel64Recipe::n_mels};
    const Ort::Value value = tensor(request.input, shape);
    const char* input_name = emotion_input.c_str();
    const char* output_name = emotion_output.c_str();
    const auto outputs = emotion.Run({}, &input_name, &value, 1, &output_name, 1);
    const float* logits = outputs[0].GetTensorData<float>();
    answer.assign(logits, logits + kEmotionCount);
  }
};

Inference::Inference(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Inference::~Inference() = default;

Result<std::unique_ptr<Inference>> Inference::load(const std::filesystem::path& detector_onnx,
                                                   const std::filesystem::path& emotion_onnx) {
  std::unique_ptr<Impl> impl;
  std::string error;
  on_ample_stack([&] {
    try {
      impl = std::make_unique<Impl>();
      Ort::SessionOptions options;
      options.SetIntraOpNumThreads(1);
      options.SetInterOpNumThreads(1);
      impl->detector = Ort::Session(impl->env, detector_onnx.c_str(), options);
      impl->emotion = Ort::Session(impl->env, emotion_onnx.c_str(), options);
      const Ort::AllocatorWithDefaultOptions allocator;
      impl->emotion_input = impl->emotion.GetInputNameAllocated(0, allocator).get();
      impl->emotion_output = impl->emotion.GetOutputNameAllocated(0, allocator).get();
    } catch (const Ort::Exception& e) {
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
    impl_->run_emotion(request);
  return impl_->answer;
}

}  // namespace emo::native
