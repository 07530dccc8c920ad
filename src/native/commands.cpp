#include "native/commands.h"

#include <algorithm>
#include <iostream>
#include <thread>

#include "contract/text.h"
#include "dataset/corpora.h"
#include "features/catalogue.h"
#include "native/text_columns.h"

namespace emo::native {
namespace {

constexpr int kMostThreads = 1024;

}  // namespace

int complain(const std::string& sentence) {
  std::cerr << "emoscope: " << sentence << '\n';
  return 2;
}

Result<void> apply_settings(const std::string& list, FeatureSettings& settings) {
  for (const std::string_view item : split(list, ',')) {
    const std::size_t equals = item.find('=');
    if (equals == std::string_view::npos)
      return Error{"--set wants name=value[,name=value…], not " + in_quotes(item) + "."};
    const auto done = settings.set(item.substr(0, equals), item.substr(equals + 1));
    if (!done) return Error{"--set " + std::string(item) + ": " + done.error()};
  }
  return {};
}

std::string unknown(const std::string& what, std::string_view name, const std::vector<std::string_view>& known) {
  return "There is no " + what + " \"" + std::string(name) + "\". Nearest: " + join(nearest_names(name, known)) + ".";
}

void add_corpora(CommandLine& line) {
  constexpr std::size_t column = 20;
  line.add_topic("corpora", "the corpora whose file names are understood", [] {
    std::string text = "Corpora whose file names say what is heard:\n\n";
    for (const Corpus& corpus : corpora()) {
      const std::string facts = std::string(corpus.example) + '\n' + std::string(corpus.labels) + '\n' +
                                std::string(corpus.reference) + "; licence: " + std::string(corpus.licence);
      text += columns("  " + std::string(corpus.name), facts, column);
    }
    return text +
           "\nOther recordings: a folder named as its label (angry/take_1.wav), or a table with --labels (evaluate).\n";
  });
}

int Threads::count() const {
  return wanted.value_or(std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kMostThreads));
}

void declare_threads(Command& command, Threads& threads) {
  command.option("--threads", "N", threads.wanted, {1, kMostThreads},
                 "at most N threads (default: all cores); the output does not depend on it");
}

void declare_progress(Command& command, bool& progress) {
  command.flag("--progress", progress, "count, rate and time left on stderr, also where it is not a terminal");
}

}  // namespace emo::native
