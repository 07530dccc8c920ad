#include <string>
#include <vector>

#include "native/commands.h"

int main(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  if (words.empty()) {
    emo::native::help_command({});
    return 2;
  }
  const std::string command = words[0];
  words.erase(words.begin());
  if (command == "help" || command == "--help" || command == "-h") return emo::native::help_command(words);
  if (command == "predict") return emo::native::predict_command(words);
  if (command == "explain") return emo::native::explain_command(words);
  if (command == "evaluate") return emo::native::evaluate_command(words);
  if (command == "catalogue") return emo::native::catalogue_command(words);
  if (command == "features") return emo::native::features_command(words);
  if (command == "recipe") return emo::native::recipe_command(words);
  if (command == "augment") return emo::native::augment_command(words);
  if (command == "training-features") return emo::native::training_features_command(words);
  return emo::native::unknown_command(command);
}
