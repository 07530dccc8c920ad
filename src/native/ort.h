// ONNX Runtime for the native program: the same version as the page's.
#pragma once
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "contract/result.h"
#include "session/session.h"

namespace emo::native {

struct ModelFile {
  std::filesystem::path folder;  // holds model.onnx and, if the card has a stream, its file
  const Card* card = nullptr;    // must outlive the Inference
  bool with_embedding = false;
};

// Answers a session's requests: the speech detector and one model a slot. // [one thread]
class Inference {
 public:
  // Of each model only the outputs that its card names are ever computed, the embedding only where it is requested.
  // Error: a file cannot be loaded, or a model disagrees with its card.
  static Result<std::unique_ptr<Inference>> load(const std::filesystem::path& detector_onnx,
                                                 const std::vector<ModelFile>& models);
  ~Inference();
  // The answer as Session::answer wants it; valid until the next call.
  std::span<const float> run(const InferenceRequest& request);
  // Of what that slot's model was asked last, card.embedding_size numbers; valid until it is asked again. Empty: not
  // requested.
  [[nodiscard]] std::span<const float> embedding(int slot) const;

 private:
  struct Impl;
  explicit Inference(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace emo::native
