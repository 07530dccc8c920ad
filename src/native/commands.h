// The subcommands of the native program. Each returns the exit status: 0, or 2 if any input was bad (the others are
// done).
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contract/result.h"
#include "features/feature.h"

namespace emo::native {

// Options "--name value" or "--name=value", flags "--name" (their value is ""), and the rest, in order.
struct Arguments {
  std::vector<std::pair<std::string, std::string>> options;
  std::vector<std::string> files;

  [[nodiscard]] const std::string* option(const std::string& name) const;
  [[nodiscard]] bool has(const std::string& name) const { return option(name) != nullptr; }
  [[nodiscard]] std::vector<std::string> all(const std::string& name) const;
};

// Error text, or empty. known: the options that take a value; flags: those that take none; repeatable: those of them
// that may be given more than once. Behind "--" everything is a file.
std::string parse_arguments(const std::vector<std::string>& words, const std::vector<std::string>& known,
                            Arguments& out, const std::vector<std::string>& flags = {},
                            const std::vector<std::string>& repeatable = {});

// The option's value as a whole number from low to high; the fallback if it was not given.
Result<int> integer_option(const Arguments& args, const std::string& name, int low, int high, int fallback);
// --threads, or as many as there are cores.
Result<int> threads_option(const Arguments& args);

// Carries out "name=value[,name=value…]" of --set. Error text, or empty.
std::string apply_settings(const std::string& list, FeatureSettings& settings);

// "There is no recipe "logmel46". Nearest: logmel64."
std::string unknown(const std::string& what, std::string_view name, const std::vector<std::string_view>& known);
std::string join(const std::vector<std::string_view>& names);

int features_command(const std::vector<std::string>& words);
int recipe_command(const std::vector<std::string>& words);
int predict_command(const std::vector<std::string>& words);
int evaluate_command(const std::vector<std::string>& words);
int training_features_command(const std::vector<std::string>& words);
int explain_command(const std::vector<std::string>& words);
int catalogue_command(const std::vector<std::string>& words);
int augment_command(const std::vector<std::string>& words);
int help_command(const std::vector<std::string>& words);  // emoscope help [COMMAND]
int unknown_command(const std::string& name);

int complain(const std::string& sentence);  // to stderr; returns 2

}  // namespace emo::native
