#include "platform/native_commands.h"

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "features/catalogue.h"
#include "platform/native_files.h"

namespace emo::native {
namespace {

std::string join(const std::vector<std::string_view>& names) {
  std::string text;
  for (std::string_view n : names) text += (text.empty() ? "" : ", ") + std::string(n);
  return text;
}

int print_recipe(const std::string& file, const std::string& recipe) {
  const auto clip = read_clip(file);
  if (!clip) return complain(clip.error());
  const auto matrix = compute_recipe(recipe, {clip.value().samples, clip.value().sample_rate_hz});
  if (!matrix) return complain(file + ": " + matrix.error());
  const nlohmann::ordered_json line{{"file", file},
                                    {"recipe", recipe},
                                    {"version", find_recipe(recipe)->version},
                                    {"shape", matrix.value().shape},
                                    {"values", matrix.value().values}};
  std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  return 0;
}

int write_feature(const std::string& file, const std::string& feature, const std::string& out) {
  const auto clip = read_clip(file);
  if (!clip) return complain(clip.error());
  const auto matrix = compute_feature(feature, {clip.value().samples, clip.value().sample_rate_hz});
  if (!matrix) return complain(file + ": " + matrix.error());
  const std::string error = write_npy(out, matrix.value().values, matrix.value().shape);
  return error.empty() ? 0 : complain(error);
}

}  // namespace

int complain(const std::string& sentence) {
  std::cerr << "emoscope: " << sentence << '\n';
  return 2;
}

const std::string* Arguments::option(const std::string& name) const {
  const auto it = std::find_if(options.begin(), options.end(), [&](const auto& o) { return o.first == name; });
  return it == options.end() ? nullptr : &it->second;
}

std::string parse_arguments(const std::vector<std::string>& words, const std::vector<std::string>& known,
                            Arguments& out) {
  bool only_files = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (only_files || word.rfind("--", 0) != 0) {
      out.files.push_back(word);
    } else if (word == "--") {
      only_files = true;
    } else if (std::find(known.begin(), known.end(), word) == known.end()) {
      const std::vector<std::string_view> names(known.begin(), known.end());
      return "There is no option " + word + ". Nearest: " + join(nearest_names(word, names)) + ".";
    } else if (i + 1 == words.size()) {
      return "The option " + word + " needs a value after it.";
    } else {
      out.options.emplace_back(word, words[++i]);
    }
  }
  return "";
}

int features_command(const std::vector<std::string>& words) {
  Arguments args;
  if (words.size() == 1 && words[0] == "--list") {
    std::cout << "features: " << join(feature_names()) << "\nrecipes: " << join(recipe_names()) << '\n';
    return 0;
  }
  if (const auto error = parse_arguments(words, {"--recipe", "--feature", "--out"}, args); !error.empty())
    return complain(error);
  const std::string* recipe = args.option("--recipe");
  const std::string* feature = args.option("--feature");
  const std::string* out = args.option("--out");
  if (args.files.empty()) return complain("Name at least one sound file.");
  if ((recipe == nullptr) == (feature == nullptr))
    return complain("Say either --recipe NAME or --feature NAME --out FILE.npy.");
  if (feature != nullptr && (out == nullptr || args.files.size() != 1))
    return complain("--feature wants one sound file and --out FILE.npy.");
  if (feature != nullptr) return write_feature(args.files[0], *feature, *out);
  int status = 0;
  for (const std::string& file : args.files) status = std::max(status, print_recipe(file, *recipe));
  return status;
}

int recipe_command(const std::vector<std::string>& words) {
  const Recipe* recipe = words.size() == 1 ? find_recipe(words[0]) : nullptr;
  if (recipe == nullptr) return complain("Name one recipe: " + join(recipe_names()) + ".");
  nlohmann::ordered_json json{{"name", recipe->name}, {"version", recipe->version}};
  for (const auto& [key, value] : recipe->definition) json[std::string(key)] = nlohmann::ordered_json::parse(value);
  std::cout << json.dump(2) << '\n';
  return 0;
}

}  // namespace emo::native
