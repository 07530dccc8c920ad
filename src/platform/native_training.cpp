// emoscope training-features: what training reads, so that no second implementation of the features exists.
#include <atomic>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <thread>

#include "features/recipes/logmel64.h"
#include "learning/augmentation.h"
#include "platform/native_commands.h"
#include "platform/native_files.h"
#include "signal/resampler.h"

namespace emo::native {
namespace {

std::vector<float> features_of(std::span<const float> samples_16k) {
  LogMel64 recipe;
  std::vector<float> values;
  const auto keep = [&](const LogMel64::Frame& f) { values.insert(values.end(), f.begin(), f.end()); };
  recipe.push(samples_16k, keep);
  recipe.finish(keep);
  return values;
}

std::vector<std::string> read_list(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);)
    if (!line.empty()) lines.push_back(line);
  return lines;
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
  const auto number = [&](const char* name, int fallback) {
    const std::string* text = args.option(name);
    return text != nullptr ? std::atoi(text->c_str()) : fallback;
  };
  const int variants = number("--variants", 1);
  const int seed = number("--seed", 1);
  const int threads = std::max(1, number("--threads", static_cast<int>(std::thread::hardware_concurrency())));
  const std::vector<std::string> files = read_list(*list);
  if (files.empty()) return complain(*list + ": the list names no files.");

  std::vector<std::vector<float>> samples(files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    auto clip = at_16k(files[i]);
    if (!clip) return complain(clip.error());
    samples[i] = std::move(clip.value());
  }
  std::filesystem::create_directories(*out);
  for (int variant = 0; variant < variants; ++variant) {
    std::vector<std::vector<float>> clips(files.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
      for (std::size_t i = next++; i < files.size(); i = next++) {
        // The seed depends on clip and variant alone, so the number of threads cannot change the result.
        const std::uint64_t clip_seed =
            (static_cast<std::uint64_t>(seed) << 40) + (static_cast<std::uint64_t>(variant) << 24) + i;
        clips[i] = variant == 0 ? features_of(samples[i])
                                : features_of(augment(samples[i], kCoreRateHz, AugmentConfig{}, clip_seed));
      }
    };
    std::vector<std::thread> pool;
    for (int t = 0; t < threads; ++t) pool.emplace_back(work);
    for (auto& t : pool) t.join();
    if (const auto error = write_variant(*out, variant, clips); !error.empty()) return complain(error);
    std::cerr << "variant " << variant + 1 << " of " << variants << '\n';
  }
  return 0;
}

}  // namespace emo::native
