// emoscope training-features: what training reads, so that no second implementation of the features exists.
#include <cstdio>
#include <iostream>

#include "features/recipes/logmel64.h"
#include "learning/augmentation.h"
#include "native/commands.h"
#include "native/files.h"
#include "native/pool.h"
#include "native/sources.h"
#include "signal/resampler.h"

namespace emo::native {
namespace {

constexpr int kMostVariants = 100;  // two digits in the files' names
constexpr int kHighestSeed = 1 << 23;

std::vector<float> features_of(std::span<const float> samples_16k) {
  LogMel64 recipe;
  std::vector<float> values;
  const auto keep = [&](const LogMel64::Frame& f) { values.insert(values.end(), f.begin(), f.end()); };
  recipe.push(samples_16k, keep);
  recipe.finish(keep);
  return values;
}

Result<std::vector<float>> at_16k(const std::string& file) {
  auto clip = read_clip(file);
  if (!clip) return Error{clip.error()};
  Resampler resampler({.input_rate_hz = clip.value().sample_rate_hz, .output_rate_hz = kCoreRateHz});
  std::vector<float> samples;
  resampler.push(clip.value().samples, samples);
  resampler.finish(samples);
  return samples;
}

std::string write_variant(const std::filesystem::path& folder, int variant,
                          const std::vector<std::vector<float>>& clips) {
  std::vector<float> all;
  std::vector<std::int64_t> offsets{0};
  for (const auto& clip : clips) {
    all.insert(all.end(), clip.begin(), clip.end());
    offsets.push_back(static_cast<std::int64_t>(all.size()) / LogMel64Recipe::n_mels);
  }
  char name[32];
  std::snprintf(name, sizeof name, "%02d.npy", variant);
  std::string error = write_npy(folder / (std::string("offsets_") + name), offsets);
  if (!error.empty()) return error;
  return write_npy(folder / (std::string("variant_") + name), all,
                   {static_cast<int>(offsets.back()), LogMel64Recipe::n_mels});
}

}  // namespace

int training_features_command(const std::vector<std::string>& words) {
  Arguments args;
  if (const auto error = parse_arguments(words, {"--list", "--out", "--variants", "--seed", "--threads"}, args);
      !error.empty())
    return complain(error);
  const std::string* list = args.option("--list");
  const std::string* out = args.option("--out");
  if (list == nullptr || out == nullptr)
    return complain("training-features wants --list FILE --out FOLDER [--variants K] [--seed S].");
  const auto variants = integer_option(args, "--variants", 1, kMostVariants, 1);
  if (!variants) return complain(variants.error());
  const auto seed = integer_option(args, "--seed", 0, kHighestSeed, 1);
  if (!seed) return complain(seed.error());
  const auto threads = threads_option(args);
  if (!threads) return complain(threads.error());
  const auto listed = read_name_list(*list);
  if (!listed) return complain(listed.error());
  const std::vector<std::string>& files = listed.value();
  if (files.empty()) return complain(*list + ": the list names no files.");

  std::vector<std::vector<float>> samples(files.size());
  std::string fault;
  work_in_order(
      files.size(), threads.value(), [&](std::size_t i) { return at_16k(files[i]); },
      [&](std::size_t i, Result<std::vector<float>> clip) {
        if (!clip) fault = clip.error();
        if (clip) samples[i] = std::move(clip.value());
        return fault.empty();
      });
  if (!fault.empty()) return complain(fault);
  std::filesystem::create_directories(*out);
  for (int variant = 0; variant < variants.value(); ++variant) {
    std::vector<std::vector<float>> clips(files.size());
    const auto work = [&](std::size_t i) {
      // The seed depends on clip and variant alone.
      const std::uint64_t clip_seed =
          (static_cast<std::uint64_t>(seed.value()) << 40) + (static_cast<std::uint64_t>(variant) << 24) + i;
      return variant == 0 ? features_of(samples[i])
                          : features_of(augment(samples[i], kCoreRateHz, AugmentConfig{}, clip_seed));
    };
    work_in_order(files.size(), threads.value(), work, [&](std::size_t i, std::vector<float> values) {
      clips[i] = std::move(values);
      return true;
    });
    if (const auto error = write_variant(*out, variant, clips); !error.empty()) return complain(error);
    std::cerr << "variant " << variant + 1 << " of " << variants.value() << '\n';
  }
  return 0;
}

}  // namespace emo::native
