// The published corpora's real file names (../shared/data/MANIFEST.tsv), and what that table says of them.
#pragma once
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "dataset/clips.h"
#include "dataset/csv.h"
#include "dataset/recognition.h"
#include "dataset/statistics.h"
#include "support/files.h"

namespace emo::test {

struct Manifest {
  std::vector<std::string> corpora, files, emotions, actors, sexes, intensities, statements, repetitions;
};

// Of one corpus, or of all ("").
inline Manifest manifest_of(const std::string& text, std::string_view corpus) {
  const auto table = parse_csv(text, '\t');
  REQUIRE(table.ok());
  REQUIRE(table.value().rows[0].cells[0] == "dataset");
  Manifest m;
  for (std::size_t i = 1; i < table.value().rows.size(); ++i) {
    const auto& cells = table.value().rows[i].cells;
    REQUIRE(cells.size() == 12);
    if (!corpus.empty() && cells[0] != corpus) continue;
    m.corpora.push_back(cells[0]);
    m.files.push_back(cells[1]);
    m.emotions.push_back(cells[2]);
    m.actors.push_back(cells[3]);
    m.sexes.push_back(cells[4]);
    m.intensities.push_back(cells[5]);
    m.statements.push_back(cells[6]);
    m.repetitions.push_back(cells[7]);
  }
  return m;
}

// "" where the recordings are not there: the test is over.
inline std::string manifest_text() {
  const std::string shared = shared_folder();
  const auto bytes = shared.empty() ? std::vector<std::uint8_t>{} : read_bytes(shared + "data/MANIFEST.tsv");
  if (bytes.empty()) {
    if (data_required()) FAIL("../shared/data/MANIFEST.tsv is absent");
    MESSAGE("skipped: ../shared/data is absent");
  }
  return {bytes.begin(), bytes.end()};
}

// The table marks the speakers of four corpora by their language, as in "it_m1".
inline std::string own_code(const std::string& speaker) { return speaker.substr(speaker.find('_') + 1); }

inline Recognition recognised(const Manifest& m) {
  const std::vector<std::string_view> paths(m.files.begin(), m.files.end());
  return recognise(paths);
}

inline Catalogue catalogue_of(const Recognition& r, const Manifest& m) {
  std::vector<ClipRow> rows;
  for (const RecognisedFile& f : r.files) rows.push_back({m.files[f.file], f.fields, {}});
  return catalogue_of(rows);
}

inline std::map<std::string, std::uint32_t> word_counts(const Catalogue& c, Field field) {
  std::map<std::string, std::uint32_t> result;
  for (const WordCount& w : counts_by(c, field, all_rows(c)))
    result[std::string(c.vocabulary(field).word(w.code))] = w.count;
  return result;
}

}  // namespace emo::test
