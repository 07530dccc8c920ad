// The commands of the native program. Each gives the exit status: 0, or 2 if any input was bad (the others are done).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contract/result.h"
#include "features/feature.h"
#include "native/command_line.h"

namespace emo::native {

void add_predict(CommandLine& line);
void add_explain(CommandLine& line);
void add_evaluate(CommandLine& line);
void add_catalogue(CommandLine& line);
void add_features(CommandLine& line);
void add_recipe(CommandLine& line);
void add_augment(CommandLine& line);
void add_training_features(CommandLine& line);
void add_corpora(CommandLine& line);  // the topic of the help

// --threads, which cannot change any number.
struct Threads {
  std::optional<int> wanted{};
  [[nodiscard]] int count() const;  // or as many as there are cores
};
void declare_threads(Command& command, Threads& threads);
void declare_progress(Command& command, bool& progress);

// Carries out "name=value[,name=value…]" of --set. Error: the sentence.
Result<void> apply_settings(const std::string& list, FeatureSettings& settings);

// "There is no recipe "logmel46". Nearest: logmel64."
std::string unknown(const std::string& what, std::string_view name, const std::vector<std::string_view>& known);

int complain(const std::string& sentence);  // to stderr; returns 2

}  // namespace emo::native
