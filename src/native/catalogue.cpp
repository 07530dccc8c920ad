// emoscope catalogue: a folder of recordings as the page's Data room knows it.
#include <algorithm>
#include <iostream>
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
  std::vector<float> embedding{};  // empty: not asked for, or nobody speaks
};

struct Product {
  Result<Clip> clip;      // error: the file cannot be read
  Result<void> loaded{};  // the model
};

// What a thread needs.
struct Worker {
  ClipAnalyser analyser{};
  Engine engine{};
};

Result<Worker> make_worker(const std::optional<fs::path>& model) {
  Worker worker;
  if (!model) return worker;
  auto engine = load_engine({*model}, true);
  if (!engine) return Error{engine.error()};
  worker.engine = std::move(engine.value());
  return worker;
}

// Where the release of RAVDESS has a recording: Actor_01/03-01-….wav.
std::string official_path(const ClipFields& fields, const std::string& path) {
  if (fields[Field::corpus] != "RAVDESS") return path;
  return "Actor_" + fields[Field::actor] + "/" + std::string(stem_of(path)) + ".wav";
}

// The row's numbers; NaN throughout where there are none.
void add_features(BuiltInFeatures& features, std::span<const float> values) {
  features.values.insert(features.values.end(), values.begin(), values.end());
  if (values.empty()) features.values.insert(features.values.end(), features.width, kNotKnown);
}

struct CatalogueOptions {
  std::optional<std::string> data{}, out{}, title{}, attribution{}, originals{};
  ModelChoice model{};
  std::vector<std::string> words{};
  Threads threads{};
  bool csv = false;
  bool official_paths = false;
  bool no_embedding = false;
  bool progress = false;
  [[nodiscard]] bool wants_set() const { return !csv && out.has_value(); }
};

// What the options name, found.
struct Request {
  const CatalogueOptions& options;
  std::string folder{};
  std::optional<Originals> originals{};
  std::optional<fs::path> model{};
};

Result<Request> request_of(const CatalogueOptions& options) {
  if (!options.words.empty())
    return Error{"catalogue reads a folder: --data FOLDER, not \"" + options.words.front() + "\"."};
  Request request{.options = options, .folder = options.data.value_or("")};
  if (!fs::is_directory(request.folder)) return Error{"catalogue wants --data FOLDER with recordings."};
  if (options.originals) {
    auto originals = read_originals(*options.originals);
    if (!originals) return Error{originals.error()};
    request.originals = std::move(originals.value());
  }
  if (!options.wants_set() || options.no_embedding) return request;
  const auto model = chosen_model(options.model);
  if (!model) return Error{model.error()};
  request.model = model.value();
  return request;
}

Product analyse_file(const std::string& file, const Request& request, Reserve<Worker>& workers,
                     const AnalysisOptions& options) {
  const auto sound = read_clip(file);
  if (!sound) return {.clip = Error{sound.error()}};
  auto worker = workers.take([&] { return make_worker(request.model); });
  if (!worker) return {.clip = Clip{}, .loaded = Error{worker.error()}};
  auto analysis = worker.value().analyser.analyse(sound.value(), options);
  Clip clip;
  if (analysis) clip.analysis = std::move(analysis.value());
  if (analysis && worker.value().engine.inference)
    clip.embedding = clip_embedding(sound.value(), worker.value().engine);
  workers.give_back(std::move(worker.value()));
  if (!analysis) return {.clip = Error{file + ": " + analysis.error()}};
  return {.clip = std::move(clip)};
}

// A recording whose name was understood.
struct Found {
  std::string file;
  std::string name;  // its path in the catalogue
  ClipFields fields{};
};

// In order of their names.
std::vector<Found> found_files(const CatalogueOptions& options, const Sources& sources,
                               const std::vector<std::string>& names, const Recognition& recognition) {
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
  SetMaker(const Request& request, BuiltInDataset& set) : request_(request), set_(set) {
    columns_.resize(kMeasureCount);
    std::iota(columns_.begin(), columns_.end(), std::size_t{0});
  }

  // clip: null if it could not be read.
  Result<void> add(const Found& found, const Clip* clip) {
    static const Clip unread;
    ClipRow row{.path = found.name, .fields = found.fields, .numbers = std::vector<float>(kMeasureCount, kNotKnown)};
    if (clip != nullptr) row.numbers.assign(clip->analysis.measures.begin(), clip->analysis.measures.end());
    const Clip& of = clip != nullptr ? *clip : unread;
    std::uint64_t content = of.analysis.content_hash;
    if (request_.originals) {
      const auto original = request_.originals->find(stem_of(found.name));
      if (original == request_.originals->end())
        return Error{found.name + ": the table of originals does not name it."};
      row.numbers[static_cast<std::size_t>(Measure::duration)] = original->second.seconds;
      content = original->second.content;
    }
    hashes_.push_back(content);
    if (auto added = set_.catalogue.append({&row, 1}, columns_); !added) return added;
    add_features(set_.of(MapFeatures::mlp180), of.analysis.recipe(ClipRecipe::mlp180).values);
    add_features(set_.of(MapFeatures::embedding), of.embedding);
    return {};
  }
  void finish() { set_.duplicates = duplicates(hashes_); }

 private:
  const Request& request_;
  BuiltInDataset& set_;
  std::vector<std::size_t> columns_;
  std::vector<std::uint64_t> hashes_;
};

Result<BuiltInDataset> empty_set(const Request& request) {
  const CatalogueOptions& options = request.options;
  BuiltInDataset set;
  set.title = options.title.value_or("");
  set.attribution = options.attribution.value_or("");
  if (set.title.empty()) set.title = fs::path(request.folder).lexically_normal().filename().string();
  if (!options.wants_set()) return set;
  const Recipe* recipe = find_recipe("mlp180");
  set.of(MapFeatures::mlp180) = {
      .made_by = "mlp180, version " + std::to_string(recipe->version), .width = 180, .values = {}};
  if (!request.model) return set;
  auto engine = load_engine({*request.model}, true);
  if (!engine) return Error{engine.error()};
  const Card& card = engine.value().cards->front();
  set.of(MapFeatures::embedding) = {.made_by = card.name + ", embedding, model.onnx " + card.sha256.substr(0, 12),
                                    .width = static_cast<std::uint32_t>(card.embedding_size),
                                    .values = {}};
  return set;
}

std::string listed_measures() {
  std::string listed;
  for (const MeasureInfo& measure : kMeasures) listed += (listed.empty() ? "" : ", ") + std::string(measure.name);
  return listed;
}

std::string counts_line(const Catalogue& catalogue, Field field) {
  std::string line;
  for (const WordCount& of : counts_by(catalogue, field, all_rows(catalogue)))
    line += (line.empty() ? std::string(kFieldNames[static_cast<std::size_t>(field)]) + ": " : ", ") +
            (of.code == kUnknown ? "unknown" : std::string(catalogue.vocabulary(field).word(of.code))) + ' ' +
            std::to_string(of.count);
  return line;
}

int write_out(const CatalogueOptions& options, const BuiltInDataset& set, const Recognition& recognition) {
  const bool listed = options.csv && !options.out;
  std::ostream& told = listed ? std::cerr : std::cout;
  told << recognition.summary() << '\n';
  const std::string table = options.csv ? table_csv(set.catalogue, all_rows(set.catalogue)) : "";
  if (listed) std::cout << table;
  if (!options.csv && !options.out)
    for (const Field field : {Field::emotion, Field::actor, Field::sex, Field::intensity, Field::statement})
      std::cout << counts_line(set.catalogue, field) << '\n';
  if (!options.out) return 0;
  std::vector<std::uint8_t> bytes;
  if (!options.csv) bytes = set.to_bytes();
  const auto written = write_file(*options.out, options.csv ? std::string_view(table) : text_of(bytes));
  if (!written) return complain(written.error());
  std::cout << set.catalogue.row_count() << " rows in " << *options.out << '\n';
  return 0;
}

int make_catalogue(const Request& request) {
  const CatalogueOptions& options = request.options;
  const Sources sources = gather_sources({request.folder});
  for (const std::string& error : sources.errors) complain(error);
  std::vector<std::string> names;
  for (const std::string& file : sources.files)
    names.push_back(fs::path(file).lexically_relative(request.folder).generic_string());
  const std::vector<std::string_view> paths(names.begin(), names.end());
  const Recognition recognition = recognise(paths);
  if (recognition.files.empty())
    return complain(request.folder + ": no recording's name tells what it is. " + recognition.summary());
  const std::vector<Found> found = found_files(options, sources, names, recognition);
  auto made = empty_set(request);
  if (!made) return complain(made.error());
  BuiltInDataset& set = made.value();
  SetMaker maker(request, set);

  const AnalysisOptions measures{.recipes = static_cast<std::uint8_t>(options.wants_set() ? 1U : 0U)};
  Reserve<Worker> workers;
  Progress progress(found.size(), options.progress || stderr_is_terminal());
  Result<void> going;
  int status = sources.errors.empty() ? 0 : 2;
  work_in_order(
      found.size(), options.threads.count(),
      [&](std::size_t i) { return analyse_file(found[i].file, request, workers, measures); },
      [&](std::size_t i, Product product) {
        if (!product.clip) {
          progress.say(product.clip.error());
          status = 2;
        }
        going = std::move(product.loaded);
        if (going) going = maker.add(found[i], product.clip ? &product.clip.value() : nullptr);
        return going.ok();
      },
      [&](std::size_t done) { progress.update(done); });
  if (!going) return complain(going.error());
  maker.finish();
  return std::max(status, write_out(options, set, recognition));
}

int catalogue_command(const CatalogueOptions& options) {
  const auto request = request_of(options);
  return request ? make_catalogue(request.value()) : complain(request.error());
}

}  // namespace

void add_catalogue(CommandLine& line) {
  auto options = std::make_shared<CatalogueOptions>();
  Command command = line.add(
      {.name = "catalogue",
       .summary = "what the recordings of a folder are and measure, as a table or for the page",
       .usage = {"--data FOLDER [--out FILE] [options]"},
       .description =
           "What the recordings of a folder are, by their names (of a corpus: emoscope help corpora; or the folder's "
           "name as label), and what they measure: " +
           listed_measures() + ". Without --out and --csv the counts alone, and which files cannot be read.",
       .notes = "Sound files are those that end in " + sound_endings() +
                "; others, Opus and M4A among them, are passed over: convert them first. A file that cannot be read "
                "gets its sentence on stderr and a row without numbers, and the exit status is 2.",
       .examples = {"emoscope catalogue --data recordings/ --csv > recordings.csv",
                    "emoscope catalogue --data recordings/ --title \"My recordings\" --out recordings.bin"}},
      [options] { return catalogue_command(*options); });
  command.option("--data", "FOLDER", options->data, "recordings, with sub-folders")
      .option(
          "--out", "FILE", options->out,
          "what the page's Data room opens at once: catalogue, recipe mlp180, the model's embedding of each clip (the "
          "mean over its windows with speech) and duplicates")
      .flag("--csv", options->csv, "a table instead, into --out or on stdout: path, fields, measures");
  declare_model(command, options->model);
  command.flag("--no-embedding", options->no_embedding, "no model's embedding in --out")
      .option("--title", "TEXT", options->title, "of the set (default: the folder's name)")
      .option("--attribution", "TEXT", options->attribution, "licence and source, one sentence")
      .option("--originals", "TABLE", options->originals,
              "the recordings are changed copies: their originals' seconds, and which of these are equal, from a table "
              "with the columns file, seconds and original_sha256")
      .flag("--official-paths", options->official_paths,
            "RAVDESS' recordings are called as in its release: Actor_01/03-01-01-01-01-01-01.wav")
      .words(options->words);
  declare_threads(command, options->threads);
  declare_progress(command, options->progress);
}

}  // namespace emo::native
