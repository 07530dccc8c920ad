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

Result<void> write_variant(const std::filesystem::path& folder, int variant,
                           const std::vector<std::vector<float>>& clips) {
  std::vector<float> all;
  std::vector<std::int64_t> offsets{0};
  for (const auto& clip : clips) {
    all.insert(all.end(), clip.begin(), clip.end());
    offsets.push_back(static_cast<std::int64_t>(all.size()) / LogMel64Recipe::n_mels);
  }
  char name[32];
  std::snprintf(name, sizeof name, "%02d.npy", variant);
  if (auto done = write_npy(folder / (std::string("offsets_") + name), offsets); !done) return done;
  return write_npy(folder / (std::string("variant_") + name), all,
                   {static_cast<int>(offsets.back()), LogMel64Recipe::n_mels});
}

struct TrainingOptions {
  std::optional<std::string> list{}, out{};
  int variants = 1;
  int seed = 1;
  Threads threads{};
  std::vector<std::string> words{};
};

// At 16 kHz, in the order of the files.
Result<std::vector<std::vector<float>>> read_all(const std::vector<std::string>& files, int threads) {
  std::vector<std::vector<float>> samples(files.size());
  Result<void> done;
  work_in_order(
      files.size(), threads, [&](std::size_t i) { return at_16k(files[i]); },
      [&](std::size_t i, Result<std::vector<float>> clip) {
        if (!clip) done = Error{clip.error()};
        if (clip) samples[i] = std::move(clip.value());
        return done.ok();
      });
  if (!done) return Error{done.error()};
  return samples;
}

int training_features(const TrainingOptions& options) {
  if (!options.words.empty())
    return complain("training-features takes no file \"" + options.words[0] + "\". Name a list of files with --list.");
  if (!options.list || !options.out)
    return complain("training-features wants --list FILE --out FOLDER [--variants K] [--seed S].");
  const auto listed = read_name_list(*options.list);
  if (!listed) return complain(listed.error());
  const std::vector<std::string>& files = listed.value();
  if (files.empty()) return complain(*options.list + ": the list names no files.");
  const int threads = options.threads.count();
  const auto read = read_all(files, threads);
  if (!read) return complain(read.error());
  const std::vector<std::vector<float>>& samples = read.value();

  std::filesystem::create_directories(*options.out);
  for (int variant = 0; variant < options.variants; ++variant) {
    std::vector<std::vector<float>> clips(files.size());
    const auto work = [&](std::size_t i) {
      // The seed depends on clip and variant alone.
      const std::uint64_t clip_seed =
          (static_cast<std::uint64_t>(options.seed) << 40) + (static_cast<std::uint64_t>(variant) << 24) + i;
      return variant == 0 ? features_of(samples[i])
                          : features_of(augment(samples[i], kCoreRateHz, AugmentConfig{}, clip_seed));
    };
    work_in_order(files.size(), threads, work, [&](std::size_t i, std::vector<float> values) {
      clips[i] = std::move(values);
      return true;
    });
    if (const auto done = write_variant(*options.out, variant, clips); !done) return complain(done.error());
    std::cerr << "variant " << variant + 1 << " of " << options.variants << '\n';
  }
  return 0;
}

}  // namespace

void add_training_features(CommandLine& line) {
  auto options = std::make_shared<TrainingOptions>();
  Command command = line.add(
      {.name = "training-features",
       .summary = "log-mel features of many files, as they are and augmented",
       .usage = {"--list LIST --out FOLDER [--variants K] [--seed S] [--threads N]"},
       .description =
           "Log-mel features (recipe logmel64) of the files that LIST names, one a line: for each variant k = 00 ... "
           "K-1 "
           "FOLDER/variant_k.npy (frames x 64, all files one after another) and FOLDER/offsets_k.npy (where each "
           "begins). Variant 00 is the sound as it is, the others are augmented. Neither threads nor order of work "
           "change the numbers.",
       .examples = {"emoscope training-features --list files.txt --out features --variants 9"}},
      [options] { return training_features(*options); });
  command.option("--list", "LIST", options->list, "the sound files, one name a line; \"-\" reads stdin")
      .option("--out", "FOLDER", options->out, "where the arrays go")
      .option("--variants", "K", options->variants, {1, kMostVariants}, "of each file")
      .option("--seed", "S", options->seed, {0, kHighestSeed}, "of the augmentation")
      .words(options->words);
  declare_threads(command, options->threads);
}

}  // namespace emo::native
