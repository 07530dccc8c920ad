// emoscope augment: the operations of learning/operations.h on one file.
#include <cmath>
#include <cstdint>
#include <iostream>

#include "learning/operations.h"
#include "native/commands.h"
#include "native/feature_list.h"
#include "native/files.h"

namespace emo::native {
namespace {

constexpr const char* kHowTo =
    "augment wants IN.wav --op NAME [--set name=value,...] [--op ...] [--seed N] --out OUT.wav, or --list.";

void print_operations() {
  for (const AugmentationOperation& operation : augmentation_operations()) {
    std::cout << operation.name << ": " << operation.summary << (operation.random ? " (uses --seed)" : "") << '\n';
    const FeatureSettings defaults(operation.parameters);
    for (const Parameter& p : operation.parameters)
      std::cout << "    " << p.name << '=' << defaults.text(p.name) << "  (" << range_text(p) << ")  " << p.help
                << '\n';
  }
}

struct AugmentOptions {
  std::vector<std::string> files{};
  std::vector<std::pair<bool, std::string>> words{};  // of --op (true) and --set, in their order
  std::uint64_t seed = 1;
  std::optional<std::string> out{};
  bool list = false;
};

Result<std::vector<AugmentationStep>> steps_of(const AugmentOptions& options) {
  std::vector<AugmentationStep> steps;
  for (const auto& [names_operation, value] : options.words) {
    if (names_operation) {
      const AugmentationOperation* operation = find_augmentation_operation(value);
      if (operation == nullptr)
        return Error{unknown("operation", value, augmentation_operation_names()) +
                     " All of them: emoscope augment --list."};
      steps.push_back({.operation = operation});
    } else {
      if (steps.empty()) return Error{"--set " + value + " stands before any --op, whose parameters it sets."};
      if (const auto done = apply_settings(value, steps.back().settings); !done)
        return Error{std::string(steps.back().operation->name) + ": " + done.error()};
    }
  }
  if (steps.empty()) return Error{kHowTo};
  return steps;
}

int augment_command(const AugmentOptions& options) {
  if (options.list) {
    print_operations();
    return 0;
  }
  if (options.files.size() != 1 || !options.out) return complain(kHowTo);
  const auto steps = steps_of(options);
  if (!steps) return complain(steps.error());

  const auto clip = read_clip(options.files[0]);
  if (!clip) return complain(clip.error());
  const auto rate = static_cast<int>(std::llround(clip.value().sample_rate_hz));
  const auto sound = apply_operations(steps.value(), clip.value().samples, rate, options.seed);
  if (!sound) return complain(options.files[0] + ": " + sound.error());
  const auto done = write_wav(*options.out, sound.value(), rate);
  return done ? 0 : complain(done.error());
}

}  // namespace

void add_augment(CommandLine& line) {
  auto options = std::make_shared<AugmentOptions>();
  const auto keep = [options = options.get()](bool names_operation) {
    return
        [options, names_operation](const std::string& value) { options->words.emplace_back(names_operation, value); };
  };
  line.add({.name = "augment",
            .summary = "a sound made louder, noisier, longer, ... as in training",
            .usage = {"IN --op NAME [--set NAME=VALUE,...] [--op NAME ...] [--seed N] --out OUT.wav"},
            .description = "The sound after the operations, one after another, as training uses them.",
            .examples = {"emoscope augment --list",
                         "emoscope augment clip.wav --op noise --set snr_db=10 --op gain --out noisy.wav"}},
           [options] { return augment_command(*options); })
      .repeated("--op", "NAME", keep(true), "the next operation; --list names them")
      .repeated("--set", "NAME=VALUE,...", keep(false), "parameters of the operation named last; may be repeated")
      .option("--seed", "N", options->seed, "of what is random in it: the same seed makes the same sound")
      .option("--out", "OUT.wav", options->out, "where the sound goes")
      .flag("--list", options->list, "the operations with their parameters, defaults and ranges")
      .words(options->files);
}

}  // namespace emo::native
