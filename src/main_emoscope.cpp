#include <iostream>
#include <string>
#include <vector>

#include "platform/native_commands.h"

namespace {

constexpr const char* kUsage = R"(emoscope: emotion in speech, on the command line

  emoscope predict [--model NAME | --model-dir FOLDER] FILE...
      one JSON line a file: the clip's label and probabilities, and those of each window
  emoscope features FILE... --recipe NAME
      one JSON line a file: the model input that the recipe makes of it
  emoscope features FILE --feature NAME --out FILE.npy
      one feature as a NumPy file
  emoscope features --list
  emoscope recipe NAME
      the recipe's parameters
  emoscope training-features --list FILE --out FOLDER [--variants K] [--seed S] [--threads N]
      log-mel features of many files, variant 0 as they are, the others augmented

Bad input: a sentence on stderr and exit status 2; the other files are still done.
)";

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  if (words.empty() || words[0] == "--help" || words[0] == "-h") {
    std::cout << kUsage;
    return words.empty() ? 2 : 0;
  }
  const std::string command = words[0];
  words.erase(words.begin());
  if (command == "predict") return emo::native::predict_command(words);
  if (command == "features") return emo::native::features_command(words);
  if (command == "recipe") return emo::native::recipe_command(words);
  if (command == "training-features") return emo::native::training_features_command(words);
  return emo::native::complain("There is no command \"" + command + "\". Try emoscope --help.");
}
