// emoscope catalogue: a folder of recordings as the page's Data room knows it.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <mutex>
#include <numeric>
#include <optional>

#include "dataset/problem_files.h"
#include "dataset/recognition.h"
#include "dataset/statistics.h"
#include "dataset/utterance.h"
#include "explorer/built_in_dataset.h"
#include "explorer/chart_export.h"
#include "explorer/clip_analysis.h"
#include "features/catalogue.h"
#include "native/commands.h"
#include "native/engine.h"
#include "native/originals.h"
#include "native/pool.h"
#include "native/progress.h"
#include "native/sources.h"

namespace emo::native {
namespace {

namespace fs = std::filesystem;

struct Clip {
  ClipAnalysis analysis{};
  std::vector<float> embedding{};  // empty: none was requested, or nobody speaks
  std::string error{};             // the file cannot be read
  std::string fault{};             // of the model
};

// What a thread needs; taken and given back, so that each is made once a thread.
struct Worker {
  ClipAnalyser analyser{};
  Engine engine{};
};

class Workers {
 public:
  explicit Workers(std::optional<fs::path> model) : model_(std::move(model)) {}

  Result<Worker> take() {
    {
      const std::scoped_lock lock(mutex_);
      if (!idle_.empty()) {
        Worker worker = std::move(idle_.back());
        idle_.pop_back();
        return worker;
      }
    }
    Worker worker;
    if (!model_) return worker;
    auto engine = load_engine({*model_}, true);
    if (!engine) return Error{engine.error()};
    worker.engine = std::move(engine.value());
    return worker;
  }
  void give_back(Worker worker) {
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(worker));
  }

 private:
  std::optional<fs::path> model_;
  std::mutex mutex_;
  std::vector<Worker> idle_;
};

// Where the release of RAVDESS has a recording: Actor_01/03-01-….wav.
std::string official_path(const ClipFields& fields, const std::string& path) {
  if (fields[Field::corpus] != "RAVDESS") return path;
  return "Actor_" + fields[Field::actor] + "/" + std::string(stem_of(path)) + ".wav";
}

Clip analyse_file(const std::string& file, Workers& workers, const AnalysisOptions& options) {
  Clip clip;
  const auto sound = read_clip(file);
  if (!sound) {
    clip.error = sound.error();
    return clip;
  }
  auto worker = workers.take();
  if (!worker) {
    clip.fault = worker.error();
    return clip;
  }
  auto analysis = worker.value().analyser.analyse(sound.value(), options);
  if (!analysis) clip.error = file + ": " + analysis.error();
  if (analysis) clip.analysis = std::move(analysis.value());
  if (analysis && worker.value().engine.inference)
    clip.embedding = clip_embedding(sound.value(), worker.value().engine);
  workers.give_back(std::move(worker.value()));
  return clip;
}

// The row's numbers; NaN throughout where there are none.
void add_features(BuiltInFeatures& features, std::span<const float> values) {
  features.values.insert(features.values.end(), values.begin(), values.end());
  if (values.empty()) features.values.insert(features.values.end(), features.width, kNotKnown);
}

struct Options {
  std::string folder{};
  std::string out{};  // empty: stdout
  bool csv = false;
  bool official_paths = false;
  bool progress = false;
  int threads = 1;
  std::optional<Originals> originals{};
  std::optional<fs::path> model{};
  [[nodiscard]] bool wants_set() const { return !csv && !out.empty(); }
};

Result<Options> options_of(const Arguments& args) {
  Options options{.csv = args.has("--csv"), .official_paths = args.has("--official-paths")};
  if (!args.files.empty()) return Error{"catalogue reads a folder: --data FOLDER, not \"" + args.files.front() + "\"."};
  if (const std::string* folder = args.option("--data")) options.folder = *folder;
  if (!fs::is_directory(options.folder)) return Error{"catalogue wants --data FOLDER with recordings."};
  if (const std::string* out = args.option("--out")) options.out = *out;
  options.progress = args.has("--progress") || stderr_is_terminal();
  const auto threads = threads_option(args);
  if (!threads) return Error{threads.error()};
  options.threads = threads.value();
  if (const std::string* table = args.option("--originals")) {
    auto originals = read_originals(*table);
    if (!originals) return Error{originals.error()};
    options.originals = std::move(originals.value());
  }
  if (!options.wants_set() || args.has("--no-embedding")) return options;
  const auto model = chosen_model(args);
  if (!model) return Error{model.error()};
  options.model = model.value();
  return options;
}

// A recording whose name was understood.
struct Found {
  std::string file;
  std::string name;  // its path in the catalogue
  ClipFields fields{};
};

// In order of their names.
std::vector<Found> found_files(const Options& options, const Sources& sources, const std::vector<std::string>& names,
                               const Recognition& recognition) {
  std::vector<Found> found;
  for (const RecognisedFile& file : recognition.files) {
    const std::string& name = names[file.file];
    found.push_back(
        {sources.files[file.file], options.official_paths ? official_path(file.fields, name) : name, file.fields});
  }
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.name < b.name; });
  return found;
}

// Makes the set row by row.
class SetMaker {
 public:
  SetMaker(const Options& options, BuiltInDataset& set) : options_(options), set_(set) {
    columns_.resize(kMeasureCount);
    std::iota(columns_.begin(), columns_.end(), std::size_t{0});
  }

  // The sentence why not, or empty.
  std::string add(const Found& found, const Clip& clip) {
    ClipRow row{.path = found.name, .fields = found.fields, .numbers = std::vector<float>(kMeasureCount, kNotKnown)};
    if (clip.error.empty()) row.numbers.assign(clip.analysis.measures.begin(), clip.analysis.measures.end());
    std::uint64_t content = clip.analysis.content_hash;
    if (options_.originals) {
      const auto original = options_.originals->find(stem_of(found.name));
      if (original == options_.originals->end()) return found.name + ": the table of originals does not name it.";
      row.numbers[static_cast<std::size_t>(Measure::duration)] = original->second.seconds;
      content = original->second.content;
    }
    hashes_.push_back(content);
    if (const auto error = set_.catalogue.append({&row, 1}, columns_)) return error->message;
    add_features(set_.of(MapFeatures::mlp180), clip.analysis.recipe(ClipRecipe::mlp180).values);
    add_features(set_.of(MapFeatures::embedding), clip.embedding);
    return "";
  }
  void finish() { set_.duplicates = duplicates(hashes_); }

 private:
  const Options& options_;
  BuiltInDataset& set_;
  std::vector<std::size_t> columns_;
  std::vector<std::uint64_t> hashes_;
};

Result<BuiltInDataset> empty_set(const Options& options, const Arguments& args) {
  BuiltInDataset set;
  if (const std::string* title = args.option("--title")) set.title = *title;
  if (const std::string* attribution = args.option("--attribution")) set.attribution = *attribution;
  if (set.title.empty()) set.title = fs::path(options.folder).lexically_normal().filename().string();
  if (!options.wants_set()) return set;
  const Recipe* recipe = find_recipe("mlp180");
  set.of(MapFeatures::mlp180) = {
      .made_by = "mlp180, version " + std::to_string(recipe->version), .width = 180, .values = {}};
  if (!options.model) return set;
  auto engine = load_engine({*options.model}, true);
  if (!engine) return Error{engine.error()};
  const Card& card = engine.value().cards->front();
  set.of(MapFeatures::embedding) = {.made_by = card.name + ", embedding, model.onnx " + card.sha256.substr(0, 12),
                                    .width = static_cast<std::uint32_t>(card.embedding_size),
                                    .values = {}};
  return set;
}

std::string counts_line(const Catalogue& catalogue, Field field) {
  std::string line;
  for (const WordCount& of : counts_by(catalogue, field, all_rows(catalogue)))
    line += (line.empty() ? std::string(kFieldNames[static_cast<std::size_t>(field)]) + ": " : ", ") +
            (of.code == kUnknown ? "unknown" : std::string(catalogue.vocabulary(field).word(of.code))) + ' ' +
            std::to_string(of.count);
  return line;
}

int write_out(const Options& options, const BuiltInDataset& set, const Recognition& recognition) {
  const bool listed = options.csv && options.out.empty();
  std::ostream& told = listed ? std::cerr : std::cout;
  told << recognition.summary() << '\n';
  if (!options.csv && options.out.empty())
    for (const Field field : {Field::emotion, Field::actor, Field::sex, Field::intensity, Field::statement})
      std::cout << counts_line(set.catalogue, field) << '\n';
  if (options.csv && options.out.empty()) std::cout << table_csv(set.catalogue, all_rows(set.catalogue));
  if (options.out.empty()) return 0;
  std::ofstream file(options.out, std::ios::binary);
  if (options.csv) {
    file << table_csv(set.catalogue, all_rows(set.catalogue));
  } else {
    const std::vector<std::uint8_t> bytes = set.to_bytes();
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  file.close();
  if (!file)
    return complain(options.out + " could not be written. Check the folder, the permissions and the free space.");
  std::cout << set.catalogue.row_count() << " rows in " << options.out << '\n';
  return 0;
}

}  // namespace

int catalogue_command(const std::vector<std::string>& words) {
  Arguments args;
  if (const auto error = parse_arguments(
          words, {"--data", "--out", "--model", "--model-dir", "--title", "--attribution", "--originals", "--threads"},
          args, {"--csv", "--official-paths", "--no-embedding", "--progress"});
      !error.empty())
    return complain(error);
  const auto requested = options_of(args);
  if (!requested) return complain(requested.error());
  const Options& options = requested.value();
  const Sources sources = gather_sources({options.folder});
  for (const std::string& error : sources.errors) complain(error);
  std::vector<std::string> names;
  for (const std::string& file : sources.files)
    names.push_back(fs::path(file).lexically_relative(options.folder).generic_string());
  const std::vector<std::string_view> paths(names.begin(), names.end());
  const Recognition recognition = recognise(paths);
  if (recognition.files.empty())
    return complain(options.folder + ": no recording's name tells what it is. " + recognition.summary());
  const std::vector<Found> found = found_files(options, sources, names, recognition);
  auto made = empty_set(options, args);
  if (!made) return complain(made.error());
  BuiltInDataset& set = made.value();
  SetMaker maker(options, set);

  const AnalysisOptions measures{.recipes = static_cast<std::uint8_t>(options.wants_set() ? 1U : 0U)};
  Workers workers(options.model);
  Progress progress(found.size(), options.progress);
  std::string fault;
  int status = sources.errors.empty() ? 0 : 2;
  work_in_order(
      found.size(), options.threads, [&](std::size_t i) { return analyse_file(found[i].file, workers, measures); },
      [&](std::size_t i, Clip clip) {
        if (!clip.error.empty()) {
          progress.say(clip.error);
          status = 2;
        }
        fault = clip.fault.empty() ? maker.add(found[i], clip) : clip.fault;
        return fault.empty();
      },
      [&](std::size_t done) { progress.update(done); });
  if (!fault.empty()) return complain(fault);
  maker.finish();
  return std::max(status, write_out(options, set, recognition));
}

}  // namespace emo::native
