#include "native/originals.h"

#include <algorithm>
#include <array>

#include "contract/text.h"
#include "dataset/csv.h"
#include "dataset/utterance.h"
#include "native/files.h"

namespace emo::native {
namespace {

constexpr std::array<std::string_view, 3> kColumns{"file", "seconds", "original_sha256"};
constexpr std::size_t kShaDigits = 64, kKeptDigits = 16;

}  // namespace

Result<Originals> read_originals(const std::string& table) {
  const auto bytes = read_file(table);
  if (!bytes) return Error{bytes.error()};
  const auto csv = parse_csv(text_of(bytes.value()));
  if (!csv) return Error{table + ": " + csv.error()};
  const auto& header = csv.value().rows.front().cells;
  std::array<std::size_t, kColumns.size()> places{};
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    const auto at = std::find(header.begin(), header.end(), kColumns[i]);
    if (at == header.end())
      return Error{table + ": the table of originals has no column \"" + std::string(kColumns[i]) +
                   "\" in its first line. It wants file, seconds and original_sha256."};
    places[i] = static_cast<std::size_t>(at - header.begin());
  }
  Originals originals;
  for (std::size_t i = 1; i < csv.value().rows.size(); ++i) {
    const CsvRow& row = csv.value().rows[i];
    const auto fault = [&](const char* what) {
      return Error{table + ", line " + std::to_string(row.line) + ": " + what};
    };
    if (row.cells.size() <= *std::max_element(places.begin(), places.end())) return fault("cells are missing.");
    const auto seconds = parse_number<float>(row.cells[places[1]]);
    if (!seconds || !(*seconds >= 0.0F)) return fault("there is no number of seconds.");
    const std::string_view sha = row.cells[places[2]];
    const auto content = parse_number<std::uint64_t>(sha.substr(0, kKeptDigits), 16);
    if (sha.size() != kShaDigits || !content) return fault("there is no SHA-256 of 64 hexadecimal digits.");
    originals[std::string(stem_of(row.cells[places[0]]))] = {*seconds, *content};
  }
  return originals;
}

}  // namespace emo::native
