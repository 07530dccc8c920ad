// emoscope augment: the operations of learning/operations.h on one file.
#include <charconv>
#include <cmath>
#include <cstdint>
#include <iostream>

#include "learning/operations.h"
#include "native/commands.h"
#include "native/files.h"

namespace emo::native {
namespace {

constexpr const char* kHowTo =
    "augment wants IN.wav --op NAME [--set name=value,...] [--op ...] [--seed N] --out OUT.wav, or --list.";

std::string shortest(double value) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, value).ptr};
}

std::string range_of(const Parameter& p) {
  if (p.kind == ParameterKind::flag) return "true, false";
  if (p.kind == ParameterKind::choice) return join(p.choices);
  const std::string unit = p.unit.empty() ? "" : ' ' + std::string(p.unit);
  return shortest(p.low) + " … " + shortest(p.high) + unit + (std::isnan(p.initial) ? ", none" : "");
}

void print_operations() {
  for (const AugmentationOperation& operation : augmentation_operations()) {
    std::cout << operation.name << ": " << operation.summary << (operation.random ? " (uses --seed)" : "") << '\n';
    const FeatureSettings defaults(operation.parameters);
    for (const Parameter& p : operation.parameters)
      std::cout << "    " << p.name << '=' << defaults.text(p.name) << "  (" << range_of(p) << ")  " << p.help << '\n';
  }
}

// "" or what is wrong.
Result<std::vector<AugmentationStep>> steps_of(const Arguments& args) {
  std::vector<AugmentationStep> steps;
  for (const auto& [option, value] : args.options) {
    if (option == "--op") {
      const AugmentationOperation* operation = find_augmentation_operation(value);
      if (operation == nullptr)
        return Error{unknown("operation", value, augmentation_operation_names()) +
                     " All of them: emoscope augment --list."};
      steps.push_back({.operation = operation});
    } else if (option == "--set") {
      if (steps.empty()) return Error{"--set " + value + " stands before any --op, whose parameters it sets."};
      if (auto fault = apply_settings(value, steps.back().settings); !fault.empty())
        return Error{std::string(steps.back().operation->name) + ": " + fault};
    }
  }
  if (steps.empty()) return Error{kHowTo};
  return steps;
}

Result<std::uint64_t> seed_of(const Arguments& args) {
  std::uint64_t seed = 1;
  const std::string* text = args.option("--seed");
  if (text == nullptr) return seed;
  const char* end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, seed);
  if (read.ec != std::errc() || read.ptr != end)
    return Error{"--seed cannot be \"" + *text + "\". Valid: a whole number, 0 … 18446744073709551615."};
  return seed;
}

}  // namespace

int augment_command(const std::vector<std::string>& words) {
  Arguments args;
  if (const auto error =
          parse_arguments(words, {"--op", "--set", "--seed", "--out"}, args, {"--list", "--help"}, {"--op", "--set"});
      !error.empty())
    return complain(error);
  if (args.has("--help")) return help_command({"augment"});
  if (args.has("--list")) {
    print_operations();
    return 0;
  }
  const std::string* out = args.option("--out");
  if (args.files.size() != 1 || out == nullptr) return complain(kHowTo);
  const auto steps = steps_of(args);
  if (!steps) return complain(steps.error());
  const auto seed = seed_of(args);
  if (!seed) return complain(seed.error());

  const auto clip = read_clip(args.files[0]);
  if (!clip) return complain(clip.error());
  const auto rate = static_cast<int>(std::llround(clip.value().sample_rate_hz));
  const auto sound = apply_operations(steps.value(), clip.value().samples, rate, seed.value());
  if (!sound) return complain(args.files[0] + ": " + sound.error());
  const std::string error = write_wav(*out, sound.value(), rate);
  return error.empty() ? 0 : complain(error);
}

}  // namespace emo::native
