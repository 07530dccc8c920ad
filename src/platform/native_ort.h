// ONNX Runtime for the native program: the same version as the page's.
#pragma once
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "contract/result.h"
#include "session/session.h"

namespace emo::native {

// Answers a session's requests: the speech detector and one emotion model. // [one thread]
class Inference {
 public:
  static Result<std::unique_ptr<Inference>> load(const std::filesystem::path& detector_onnx,
                                                 const std::filesystem::path& emotion_onnx);
  ~Inference();
  // The answer as Session::answer wants it; valid until the next call.
  std::span<const float> run(const InferenceRequest& request);

 private:
  struct Impl;
  explicit Inference(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace emo::native
