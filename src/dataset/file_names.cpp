#include "dataset/file_names.h"

#include "dataset/grammars.h"

namespace emo {
namespace {

Result<Utterance> utterance_from(std::string_view file, const Result<ClipFields>& fields) {
  if (!fields) return Error{std::string(file) + ": " + fields.error()};
  return utterance_of(fields.value());
}

}  // namespace

Result<Utterance> parse_ravdess_name(std::string_view file) { return utterance_from(file, read_ravdess(file)); }

Result<Utterance> parse_tess_name(std::string_view file) { return utterance_from(file, read_tess(file)); }

Result<Utterance> parse_file_name(std::string_view file) {
  if (auto ravdess = parse_ravdess_name(file)) return ravdess;
  if (auto tess = parse_tess_name(file)) return tess;
  return Error{
      std::string(file) +
      ": the name is neither of RAVDESS (03-01-06-01-02-01-12) nor of TESS (OAF_back_angry). Give its label in "
      "a table with --labels."};
}

}  // namespace emo
