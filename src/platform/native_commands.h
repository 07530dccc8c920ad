// The subcommands of the native program. Each returns the exit status: 0, or 2 if any input was bad (the others are
// done).
#pragma once
#include <string>
#include <vector>

namespace emo::native {

// Options "--name value" and the rest, in order.
struct Arguments {
  std::vector<std::pair<std::string, std::string>> options;
  std::vector<std::string> files;

  [[nodiscard]] const std::string* option(const std::string& name) const;
};

// Error text, or empty. known: the options that take a value.
std::string parse_arguments(const std::vector<std::string>& words, const std::vector<std::string>& known,
                            Arguments& out);

int features_command(const std::vector<std::string>& words);
int recipe_command(const std::vector<std::string>& words);
int predict_command(const std::vector<std::string>& words);
int training_features_command(const std::vector<std::string>& words);

int complain(const std::string& sentence);  // to stderr; returns 2

}  // namespace emo::native
