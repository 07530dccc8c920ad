// emoscope features, emoscope recipe.
#include <algorithm>
#include <exception>
#include <iostream>
#include <nlohmann/json.hpp>

#include "contract/text.h"
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

struct FeaturesOptions {
  std::vector<std::string> words{};  // files, or with --list names of features
  std::optional<std::string> recipe{}, feature{}, format{}, out{};
  std::vector<std::string> settings{}, lists_of_files{};
  Threads threads{};
  bool progress = false;
  bool list = false;
};

int list_command(const FeaturesOptions& options) {
  const auto contradicts = [](const char* option) {
    return complain(std::string("--list and ") + option +
                    " contradict each other: --list takes names of features and --format json.");
  };
  if (options.recipe) return contradicts("--recipe");
  if (options.feature) return contradicts("--feature");
  if (options.out) return contradicts("--out");
  if (!options.settings.empty()) return contradicts("--set");
  if (!options.lists_of_files.empty()) return contradicts("--files-from");
  if (options.threads.wanted) return contradicts("--threads");
  if (options.progress) return contradicts("--progress");
  if (options.format && *options.format != "json")
    return complain("--list is printed as text, or with --format json; \"" + *options.format + "\" is neither.");
  std::vector<const Feature*> chosen;
  for (const std::string& name : options.words) {
    chosen.push_back(find_feature(name));
    if (chosen.back() == nullptr && find_recipe(name) != nullptr)
      return complain(name + " is a recipe, not a feature: emoscope recipe " + name + " prints it.");
    if (chosen.back() == nullptr) return complain(unknown("feature", name, feature_names()));
  }
  if (chosen.empty())
    for (const Feature& f : feature_catalogue()) chosen.push_back(&f);
  std::cout << (options.format ? feature_list_json(chosen) : feature_list(chosen));
  return 0;
}

// --recipe, or --feature with --set.
Result<Computation> chosen_computation(const FeaturesOptions& options) {
  if (options.recipe && options.feature)
    return Error{"--recipe and --feature contradict each other: give one of them."};
  if (options.recipe) {
    if (!options.settings.empty())
      return Error{"--recipe and --set contradict each other: a recipe is fixed. --feature takes --set."};
    Computation what{.recipe = find_recipe(*options.recipe)};
    if (what.recipe == nullptr) return Error{unknown_recipe(*options.recipe)};
    return what;
  }
  if (!options.feature)
    return Error{"Say what to compute: --recipe NAME (" + join(recipe_names()) +
                 ") or --feature NAME (emoscope features --list)."};
  Computation what{.feature = find_feature(*options.feature)};
  if (what.feature == nullptr) return Error{unknown_feature(*options.feature)};
  what.settings = FeatureSettings(all_parameters(*what.feature));
  for (const std::string& list : options.settings)
    if (const auto done = apply_settings(list, what.settings); !done) return Error{done.error()};
  return what;
}

Result<Sources> chosen_sources(const FeaturesOptions& options) {
  std::vector<std::string> names = options.words;
  for (const std::string& list : options.lists_of_files) {
    auto listed = read_name_list(list);
    if (!listed) return Error{listed.error()};
    names.insert(names.end(), listed.value().begin(), listed.value().end());
  }
  if (names.empty())
    return Error{options.lists_of_files.empty() ? "Name at least one sound file or folder, or --files-from LIST."
                                                : "The list of --files-from names no files."};
  return gather_sources(names);
}

Result<FeatureProduct> product_of(const Computation& what, FeatureFormat format, const std::string& file) {
  try {
    const auto clip = read_clip(file);
    if (!clip) return Error{clip.error()};
    auto matrix = what.compute({clip.value().samples, clip.value().sample_rate_hz});
    if (!matrix) return Error{file + ": " + matrix.error()};
    FeatureProduct product;
    if (format == FeatureFormat::json) product.text.lines = json_line(what, file, matrix.value());
    if (format == FeatureFormat::csv) product.text = csv_text(what, file, matrix.value());
    product.matrix = std::move(matrix.value());
    if (format != FeatureFormat::npy) product.matrix.values = {};
    return product;
  } catch (const std::exception& e) {
    return Error{file + ": the features could not be computed (" + e.what() + "). Is there enough memory for it?"};
  }
}

// A row is drawn on stderr only where it stands in nobody's way.
bool shows_progress(const FeaturesOptions& options, const Destination& to) {
  const bool rows_on_screen = to.path.empty() && stdout_is_terminal();
  return options.progress || (stderr_is_terminal() && !rows_on_screen);
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
  Result<void> written;
  work_in_order(
      sources.files.size(), threads, [&](std::size_t i) { return product_of(what, to.format, sources.files[i]); },
      [&](std::size_t i, Result<FeatureProduct> product) {
        if (product) {
          written = sink.value()->write(i, std::move(product.value()));
          return written.ok();
        }
        progress.say(product.error());
        status = 2;
        return true;
      },
      [&](std::size_t done) { progress.update(done); });
  if (written) written = sink.value()->finish();
  if (written) return status;
  progress.say(written.error());
  return 2;
}

int features_command(const FeaturesOptions& options) {
  if (options.list) return list_command(options);
  const auto what = chosen_computation(options);
  if (!what) return complain(what.error());
  const auto to = choose_destination(options.format, options.out);
  if (!to) return complain(to.error());
  const auto sources = chosen_sources(options);
  if (!sources) return complain(sources.error());
  return compute_all(what.value(), to.value(), sources.value(), options.threads.count(),
                     shows_progress(options, to.value()));
}

int recipe_command(const std::vector<std::string>& names) {
  if (names.empty()) {
    std::cout << recipe_list();
    return 0;
  }
  if (names.size() > 1) return complain("Name one recipe: " + join(recipe_names()) + ".");
  const Recipe* recipe = find_recipe(names[0]);
  if (recipe == nullptr) return complain(unknown_recipe(names[0]));
  nlohmann::ordered_json json{{"name", recipe->name}, {"version", recipe->version}};
  for (const auto& [key, value] : recipe->definition) json[std::string(key)] = nlohmann::ordered_json::parse(value);
  std::cout << json.dump(2) << '\n';
  return 0;
}

}  // namespace

void add_features(CommandLine& line) {
  auto options = std::make_shared<FeaturesOptions>();
  Command command = line.add(
      {.name = "features",
       .summary =
           "numbers that describe the sound, as JSON, CSV or NumPy; with --list all features and their parameters",
       .usage = {"FILE... --recipe NAME  [options]", "FILE... --feature NAME [--set NAME=VALUE,...] [options]",
                 "--list [NAME...] [--format json]"},
       .description =
           "A FILE may be a folder: its sound files, with those of its sub-folders, in order of their names.",
       .notes =
           "JSON has null where there is no number. Units and parameters of a feature stand in its lines, and in "
           "--list.\n"
           "A file that cannot be read gets its sentence on stderr, the others are done, and the exit status is 2.\n"
           "Put -- before names that begin with \"-\".",
       .examples = {"emoscope features clip.wav --recipe mlp180 --format csv",
                    "emoscope features recordings/ --recipe logmel64 --out features/",
                    "emoscope features *.flac --feature rms --set frame_length=1024,hop_length=256 --format csv",
                    "find . -name '*.wav' | emoscope features --files-from - --recipe mlp180 --out table.npy"}},
      [options] { return features_command(*options); });
  command
      .option("--recipe", "NAME", options->recipe,
              "the input of a model, exactly as the page and the training make it (emoscope recipe)")
      .option("--feature", "NAME", options->feature,
              "one feature by librosa's or Praat's definition (emoscope features --list)")
      .repeated("--set", "NAME=VALUE,...", options->settings,
                "parameters of the feature, where they are not to be the defaults; may be repeated")
      .option("--format", "FORMAT", options->format,
              "json   one line a file: names, parameters, shape, values row by row\n"
              "csv    one table. Vectors: one row a file. Series: one row a frame, with file and time_s\n"
              "npy    NumPy arrays, float32\n"
              "Default: what the name --out ends in; npy in a folder; json on stdout")
      .option("--out", "FILE|FOLDER", options->out,
              "FILE: one file for all: JSON lines, one table, or one array. An array of several files has the files as "
              "its first axis (vectors of a recipe always: files x n); FILE.files.txt then names them\n"
              "FOLDER: one file a source, called as the source, in like sub-folders. A name that ends in \"/\", has no "
              "extension, or is a folder already. For series of unlike lengths as npy")
      .repeated("--files-from", "LIST", options->lists_of_files,
                "more files, one name a line; \"-\" reads stdin; may be repeated")
      .flag("--list", options->list,
            "names, units and meaning of the features, with every parameter's default and range")
      .words(options->words);
  declare_threads(command, options->threads);
  declare_progress(command, options->progress);
}

void add_recipe(CommandLine& line) {
  auto names = std::make_shared<std::vector<std::string>>();
  line.add({.name = "recipe",
            .summary = "the recipes; one of them whole",
            .usage = {"[NAME]"},
            .description = "Without NAME the recipes; with it everything that defines the recipe, as JSON.",
            .examples = {"emoscope recipe logmel64"}},
           [names] { return recipe_command(*names); })
      .words(*names);
}

}  // namespace emo::native
