// What `emoscope evaluate` was asked to do, checked before anything runs.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dataset/label_table.h"
#include "native/commands.h"
#include "native/evaluate_report.h"

namespace emo::native {

struct EvaluateOptions {
  std::vector<std::string> data{}, condition_data{}, words{};
  ModelChoice model{};
  std::optional<std::string> labels{}, protocol{}, weights{}, folds{}, conditions{}, predictions{}, out{};
  int hop = 1;
  int condition_hop = 5;
  Threads threads{};
  bool nonspeech = false;
  bool fit = false;
  bool progress = false;
};

struct ConditionWanted {
  std::string name;
  const Condition* made = nullptr;                          // by this program …
  std::map<std::string, std::string, std::less<>> files{};  // … or read: stem → file
};

struct LeftOut {
  std::size_t unlabelled = 0, label_unknown_to_model = 0, duplicates = 0;
  std::vector<int> folds_without_weights{};
  std::vector<std::string> notes{};  // sentences for stderr
};

struct EvaluationPlan {
  std::string model{};
  std::filesystem::path folder{};  // of the model
  bool folds = false;
  bool unseen = false;  // a corpus that the model must not have heard
  std::vector<Unit> units{};
  std::vector<LabelledClip> clips{};
  std::vector<ConditionWanted> conditions{};
  LeftOut left_out{};
  int window_stride = 1;
  int condition_stride = 5;
  int threads = 1;
  bool nonspeech = false;
  bool fit = false;
};

Result<EvaluationPlan> plan_evaluation(const EvaluateOptions& options);

}  // namespace emo::native
