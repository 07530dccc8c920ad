// Models from their folders, and clips through them: what predict and evaluate share.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "native/command_line.h"
#include "native/files.h"
#include "native/ort.h"
#include "session/card.h"
#include "session/session.h"

namespace emo::native {

// "default" of models/index.json. Error: the sentence.
Result<std::string> default_model();
// --model and --model-dir.
struct ModelChoice {
  std::optional<std::string> name{}, folder{};
};
void declare_model(Command& command, ModelChoice& choice);
// The folder that was chosen, else the default model's. Error: there is none.
Result<std::filesystem::path> chosen_model(const ModelChoice& choice);

// The speech detector and one model a slot, ready to answer. // [one thread]
struct Engine {
  std::unique_ptr<std::vector<Card>> cards;  // by slot; stay where they are, as the inference refers to them
  std::unique_ptr<Inference> inference;
};

// folders: of at most kModelSlots models, with card.json and the files that it names; the first is slot 0.
// with_embedding: the models give clip_embedding() theirs. Error: the sentence.
Result<Engine> load_engine(const std::vector<std::filesystem::path>& folders, bool with_embedding = false);

// The clip through the same session as the page's. window_stride: only every nth window; as_live: see SessionConfig.
std::unique_ptr<Session> analyse(const DecodedClip& clip, Engine& engine, int window_stride = 1, bool as_live = false);

// The mean of what the model of slot 0 gives as embedding of the clip's windows with speech, weighted with their
// seconds of speech as the clip's probabilities are. Of an engine with that model alone, and with_embedding. Empty: no
// speech.
std::vector<float> clip_embedding(const DecodedClip& clip, Engine& engine);

}  // namespace emo::native
