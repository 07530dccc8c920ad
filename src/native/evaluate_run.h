// Many clips through the product's session, on all cores.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "dataset/utterance.h"
#include "learning/conditions.h"
#include "learning/nonspeech.h"
#include "native/engine.h"
#include "native/pool.h"

namespace emo::native {

// One model and the clips that it is asked about: a fold's (1 … 6), or a model for everything (0).
struct Unit {
  int fold = 0;
  std::filesystem::path folder;
  Card card;
};

struct Job {
  std::size_t unit = 0;
  std::string file{};                        // read …
  const NonspeechSound* made = nullptr;      // … or this instead
  const Condition* condition = nullptr;      // nullptr: as it is
  const DecisionConfig* decision = nullptr;  // nullptr: the card's
  int window_stride = 1;
  bool keep_windows = false;
};

struct Heard {
  PredictionRecord clip{};
  std::vector<PredictionRecord> windows{};  // with keep_windows
  std::size_t window_count = 0;
  double seconds = 0.0;
};

// Loads each unit's model once a thread and keeps it.
class Runner {
 public:
  // units must outlive the Runner.
  Runner(const std::vector<Unit>& units, int threads, bool show_progress);
  // In order of the jobs; the same for any number of threads. Error of one: the file cannot be read; of all: a model
  // cannot be loaded.
  Result<std::vector<Result<Heard>>> run(const std::vector<Job>& jobs);

 private:
  const std::vector<Unit>& units_;
  std::vector<Reserve<Engine>> engines_;  // by unit
  int threads_;
  bool show_progress_;
};

}  // namespace emo::native
