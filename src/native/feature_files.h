// Where computed features go: stdout or one file, a file a source in a folder, or one array of all.
#pragma once
#include <memory>

#include "native/feature_text.h"
#include "native/files.h"

namespace emo::native {

enum class FeatureFormat : unsigned char { json, csv, npy };
inline constexpr std::string_view kFeatureFormatNames[] = {"json", "csv", "npy"};

struct Destination {
  FeatureFormat format = FeatureFormat::json;
  std::filesystem::path path{};  // empty: stdout
  bool folder = false;
};

// From --format and --out. A folder is what exists as one, or ends in "/", or has no extension; else
// a file. Without --format: json on stdout, npy in a folder, otherwise what the file's extension says. Error: the two
// disagree, an unknown format, npy without --out, a file in a folder that does not exist.
Result<Destination> choose_destination(const std::optional<std::string>& format, const std::optional<std::string>& out);

// One sound's features, on their way.
struct FeatureProduct {
  FeatureMatrix matrix{};
  CsvText text{};  // json: lines alone
};

class FeatureSink {
 public:
  virtual ~FeatureSink() = default;
  // In order of the sources, without those that failed. Error: the sentence that ends the command.
  virtual Result<void> write(std::size_t source, FeatureProduct product) = 0;
  virtual Result<void> finish() = 0;
};

// Error: the destination cannot be made, or is one of the sources.
Result<std::unique_ptr<FeatureSink>> open_sink(const Destination& to, const Computation& what,
                                               const std::vector<std::string>& sources);

}  // namespace emo::native
