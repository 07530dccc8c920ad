#include "native/feature_files.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <set>

#include "native/commands.h"
#include "native/files.h"
#include "native/sources.h"

namespace emo::native {
namespace fs = std::filesystem;
namespace {

std::string shape_text(const std::vector<int>& shape) {
  std::string text;
  for (int n : shape) text += (text.empty() ? "" : " × ") + std::to_string(n);
  return text;
}

// JSON lines, or one table: its header once.
class TextStream : public FeatureSink {
 public:
  explicit TextStream(fs::path path) : path_(std::move(path)) {
    if (!path_.empty()) file_.open(path_, std::ios::binary);
  }
  [[nodiscard]] bool opened() const { return path_.empty() || file_.is_open(); }

  Result<void> write(std::size_t, FeatureProduct product) override {
    if (begun_ && product.text.header != header_)
      return Error{
          "The features of these files have unlike columns, so they make no one table. Use --format json, or a folder "
          "as --out."};
    if (!begun_) stream() << product.text.header;
    begun_ = true;
    header_ = std::move(product.text.header);
    stream() << product.text.lines << std::flush;
    return state();
  }
  Result<void> finish() override {
    stream().flush();
    return state();
  }

 private:
  std::ostream& stream() { return path_.empty() ? std::cout : file_; }
  Result<void> state() {
    if (stream()) return {};
    return Error{unwritable(path_.empty() ? "The output" : path_)};
  }

  fs::path path_;
  std::ofstream file_;
  std::string header_;
  bool begun_ = false;
};

class FolderSink : public FeatureSink {
 public:
  FolderSink(FeatureFormat format, std::vector<fs::path> outputs) : format_(format), outputs_(std::move(outputs)) {}

  Result<void> write(std::size_t source, FeatureProduct product) override {
    const fs::path& path = outputs_[source];
    std::error_code code;
    fs::create_directories(path.parent_path(), code);
    if (format_ == FeatureFormat::npy) return write_npy(path, product.matrix.values, product.matrix.shape);
    return write_file(path, product.text.header + product.text.lines);
  }
  Result<void> finish() override { return {}; }

 private:
  FeatureFormat format_;
  std::vector<fs::path> outputs_;
};

// One array: of a single series or feature as it is, else files × its shape, with the files' names beside it.
class StackSink : public FeatureSink {
 public:
  StackSink(fs::path path, const Computation& what, const std::vector<std::string>& sources)
      : path_(std::move(path)), recipe_(what.recipe != nullptr), sources_(sources) {}

  Result<void> write(std::size_t source, FeatureProduct product) override {
    FeatureMatrix& m = product.matrix;
    if (!names_.empty() && m.shape != shape_)
      return Error{sources_[source] + " gives " + shape_text(m.shape) + " numbers, " + names_.front() + " gave " +
                   shape_text(shape_) +
                   ": they make no one array. Name a folder with --out, which gets a file for each."};
    series_ = is_series(m);
    shape_ = m.shape;
    names_.push_back(sources_[source]);
    values_.insert(values_.end(), m.values.begin(), m.values.end());
    return {};
  }

  Result<void> finish() override {
    if (names_.empty()) return {};
    const bool as_it_is = sources_.size() == 1 && (!recipe_ || series_);
    if (as_it_is) return write_npy(path_, values_, shape_);
    shape_.insert(shape_.begin(), static_cast<int>(names_.size()));
    if (auto done = write_npy(path_, values_, shape_); !done) return done;
    std::string list;
    for (const std::string& name : names_) list += name + '\n';
    return write_file(fs::path(path_).replace_extension(".files.txt"), list);
  }

 private:
  fs::path path_;
  bool recipe_;
  bool series_ = false;
  const std::vector<std::string>& sources_;
  std::vector<int> shape_;
  std::vector<float> values_;
  std::vector<std::string> names_;  // of the sources in the array
};

const FeatureFormat* format_of_extension(const std::string& extension) {
  static constexpr FeatureFormat formats[] = {FeatureFormat::json, FeatureFormat::csv, FeatureFormat::npy};
  if (extension == ".json" || extension == ".jsonl" || extension == ".ndjson") return &formats[0];
  if (extension == ".csv") return &formats[1];
  return extension == ".npy" ? &formats[2] : nullptr;
}

bool names_folder(const std::string& out) {
  std::error_code code;
  if (fs::exists(out, code)) return fs::is_directory(out, code);
  return out.ends_with('/') || !fs::path(out).has_extension();
}

Result<void> check_file(const Destination& to, const std::string& out) {
  const FeatureFormat* said = format_of_extension(to.path.extension().string());
  const std::string format(kFeatureFormatNames[static_cast<int>(to.format)]);
  if (said != nullptr && *said != to.format)
    return Error{"--out " + out + " and --format " + format + " contradict each other."};
  if (said == nullptr && to.format == FeatureFormat::npy)
    return Error{"The name of a NumPy file ends in .npy, that of a folder in \"/\": --out " + out + " is neither."};
  std::error_code code;
  const fs::path folder = to.path.parent_path();
  if (!folder.empty() && !fs::is_directory(folder, code)) return Error{folder.string() + ": there is no such folder."};
  return {};
}

}  // namespace

Result<Destination> choose_destination(const std::optional<std::string>& format,
                                       const std::optional<std::string>& out) {
  Destination to;
  if (out) {
    if (out->empty()) return Error{"--out wants the name of a file or a folder."};
    to.path = *out;
    to.folder = names_folder(*out);
  }
  if (format) {
    const auto* const end = std::end(kFeatureFormatNames);
    const auto* const found = std::find(std::begin(kFeatureFormatNames), end, *format);
    if (found == end) return Error{unknown("format", *format, {std::begin(kFeatureFormatNames), end})};
    to.format = static_cast<FeatureFormat>(found - std::begin(kFeatureFormatNames));
  } else if (to.folder) {
    to.format = FeatureFormat::npy;
  } else if (out) {
    const FeatureFormat* said = format_of_extension(to.path.extension().string());
    if (said == nullptr)
      return Error{"The name --out " + *out +
                   " does not say the format: end it in .json, .csv or .npy, or add --format."};
    to.format = *said;
  }
  if (to.path.empty() && to.format == FeatureFormat::npy)
    return Error{"--format npy wants --out FILE.npy or --out FOLDER."};
  if (out && !to.folder)
    if (const auto right = check_file(to, *out); !right) return Error{right.error()};
  return to;
}

Result<std::unique_ptr<FeatureSink>> open_sink(const Destination& to, const Computation& what,
                                               const std::vector<std::string>& sources) {
  std::error_code code;
  std::vector<fs::path> outputs{to.path};
  if (to.folder) {
    fs::create_directories(to.path, code);
    if (!fs::is_directory(to.path, code)) return Error{unwritable(to.path)};
    outputs = outputs_in(to.path, sources, '.' + std::string(kFeatureFormatNames[static_cast<int>(to.format)]));
  }
  std::set<fs::path> read;
  for (const std::string& source : sources) read.insert(fs::weakly_canonical(source, code));
  for (const fs::path& output : outputs)
    if (!output.empty() && read.contains(fs::weakly_canonical(output, code)))
      return Error{output.string() + " is a source and would be overwritten. Choose another --out."};
  if (to.folder) return std::unique_ptr<FeatureSink>(std::make_unique<FolderSink>(to.format, std::move(outputs)));
  if (to.format == FeatureFormat::npy)
    return std::unique_ptr<FeatureSink>(std::make_unique<StackSink>(to.path, what, sources));
  auto stream = std::make_unique<TextStream>(to.path);
  if (!stream->opened()) return Error{unwritable(to.path)};
  return std::unique_ptr<FeatureSink>(std::move(stream));
}

}  // namespace emo::native
