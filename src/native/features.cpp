// emoscope features, emoscope recipe.
#include <algorithm>
#include <exception>
#include <iostream>
#include <nlohmann/json.hpp>

#include "features/catalogue.h"
#include "native/commands.h"
#include "native/feature_files.h"
#include "native/feature_list.h"
#include "native/pool.h"
#include "native/progress.h"
#include "native/sources.h"

namespace emo::native {
namespace {

std::string unknown_feature(const std::string& name) {
  if (find_recipe(name) != nullptr) return name + " is a recipe, not a feature: --recipe " + name + ".";
  return unknown("feature", name, feature_names()) + " All of them: emoscope features --list.";
}

std::string unknown_recipe(const std::string& name) {
  if (find_feature(name) != nullptr) return name + " is a feature, not a recipe: --feature " + name + ".";
  return unknown("recipe", name, recipe_names());
}

int list_command(const Arguments& args) {
  for (const auto& [option, value] : args.options)
    if (option != "--list" && option != "--format")
      return complain("--list and " + option +
                      " contradict each other: --list takes names of features and --format json.");
  const std::string* format = args.option("--format");
  if (format != nullptr && *format != "json")
    return complain("--list is printed as text, or with --format json; \"" + *format + "\" is neither.");
  std::vector<const Feature*> chosen;
  for (const std::string& name : args.files) {
    chosen.push_back(find_feature(name));
    if (chosen.back() == nullptr && find_recipe(name) != nullptr)
      return complain(name + " is a recipe, not a feature: emoscope recipe " + name + " prints it.");
    if (chosen.back() == nullptr) return complain(unknown("feature", name, feature_names()));
  }
  if (chosen.empty())
    for (const Feature& f : feature_catalogue()) chosen.push_back(&f);
  std::cout << (format != nullptr ? feature_list_json(chosen) : feature_list(chosen));
  return 0;
}

// --recipe, or --feature with --set.
Result<Computation> chosen_computation(const Arguments& args) {
  const std::string* recipe = args.option("--recipe");
  const std::string* feature = args.option("--feature");
  if (recipe != nullptr && feature != nullptr)
    return Error{"--recipe and --feature contradict each other: give one of them."};
  if (recipe != nullptr) {
    if (args.has("--set"))
      return Error{"--recipe and --set contradict each other: a recipe is fixed. --feature takes --set."};
    Computation what{.recipe = find_recipe(*recipe)};
    if (what.recipe == nullptr) return Error{unknown_recipe(*recipe)};
    return what;
  }
  if (feature == nullptr)
    return Error{"Say what to compute: --recipe NAME (" + join(recipe_names()) +
                 ") or --feature NAME (emoscope features --list)."};
  Computation what{.feature = find_feature(*feature)};
  if (what.feature == nullptr) return Error{unknown_feature(*feature)};
  what.settings = FeatureSettings(all_parameters(*what.feature));
  for (const std::string& list : args.all("--set"))
    if (auto fault = apply_settings(list, what.settings); !fault.empty()) return Error{std::move(fault)};
  return what;
}

Result<Sources> chosen_sources(const Arguments& args) {
  std::vector<std::string> names = args.files;
  for (const std::string& list : args.all("--files-from")) {
    auto listed = read_name_list(list);
    if (!listed) return Error{listed.error()};
    names.insert(names.end(), listed.value().begin(), listed.value().end());
  }
  if (names.empty())
    return Error{args.has("--files-from") ? "The list of --files-from names no files."
                                          : "Name at least one sound file or folder, or --files-from LIST."};
  return gather_sources(names);
}

FeatureProduct product_of(const Computation& what, FeatureFormat format, const std::string& file) {
  try {
    const auto clip = read_clip(file);
    if (!clip) return {.error = clip.error()};
    auto matrix = what.compute({clip.value().samples, clip.value().sample_rate_hz});
    if (!matrix) return {.error = file + ": " + matrix.error()};
    FeatureProduct product;
    if (format == FeatureFormat::json) product.text.lines = json_line(what, file, matrix.value());
    if (format == FeatureFormat::csv) product.text = csv_text(what, file, matrix.value());
    product.matrix = std::move(matrix.value());
    if (format != FeatureFormat::npy) product.matrix.values = {};
    return product;
  } catch (const std::exception& e) {
    return {.error = file + ": the features could not be computed (" + e.what() + "). Is there enough memory for it?"};
  }
}

// A row is drawn on stderr only where it stands in nobody's way.
bool shows_progress(const Arguments& args, const Destination& to) {
  const bool rows_on_screen = to.path.empty() && stdout_is_terminal();
  return args.has("--progress") || (stderr_is_terminal() && !rows_on_screen);
}

int compute_all(const Computation& what, const Destination& to, const Sources& sources, int threads,
                bool progress_shown) {
  auto sink = open_sink(to, what, sources.files);
  if (!sink) return complain(sink.error());
  Progress progress(sources.files.size(), progress_shown);
  int status = 0;
  for (const std::string& error : sources.errors) {
    progress.say(error);
    status = 2;
  }
  std::string fatal;
  work_in_order(
      sources.files.size(), threads, [&](std::size_t i) { return product_of(what, to.format, sources.files[i]); },
      [&](std::size_t i, FeatureProduct product) {
        if (product.error.empty()) {
          fatal = sink.value()->write(i, std::move(product));
          return fatal.empty();
        }
        progress.say(product.error);
        status = 2;
        return true;
      },
      [&](std::size_t done) { progress.update(done); });
  if (fatal.empty()) fatal = sink.value()->finish();
  if (!fatal.empty()) {
    progress.say(fatal);
    status = 2;
  }
  return status;
}

}  // namespace

int features_command(const std::vector<std::string>& words) {
  Arguments args;
  const auto error =
      parse_arguments(words, {"--recipe", "--feature", "--set", "--format", "--out", "--threads", "--files-from"}, args,
                      {"--list", "--progress", "--help"}, {"--set", "--files-from"});
  if (!error.empty()) return complain(error);
  if (args.has("--help")) return help_command({"features"});
  if (args.has("--list")) return list_command(args);
  const auto what = chosen_computation(args);
  if (!what) return complain(what.error());
  const auto to = choose_destination(args.option("--format"), args.option("--out"));
  if (!to) return complain(to.error());
  const auto threads = threads_option(args);
  if (!threads) return complain(threads.error());
  const auto sources = chosen_sources(args);
  if (!sources) return complain(sources.error());
  return compute_all(what.value(), to.value(), sources.value(), threads.value(), shows_progress(args, to.value()));
}

int recipe_command(const std::vector<std::string>& words) {
  Arguments args;
  if (const auto error = parse_arguments(words, {}, args, {"--help"}); !error.empty()) return complain(error);
  if (args.has("--help")) return help_command({"recipe"});
  if (args.files.empty()) {
    std::cout << recipe_list();
    return 0;
  }
  if (args.files.size() > 1) return complain("Name one recipe: " + join(recipe_names()) + ".");
  const Recipe* recipe = find_recipe(args.files[0]);
  if (recipe == nullptr) return complain(unknown_recipe(args.files[0]));
  nlohmann::ordered_json json{{"name", recipe->name}, {"version", recipe->version}};
  for (const auto& [key, value] : recipe->definition) json[std::string(key)] = nlohmann::ordered_json::parse(value);
  std::cout << json.dump(2) << '\n';
  return 0;
}

}  // namespace emo::native
