#include "explorer/opening.h"

#include <algorithm>
#include <map>

#include "explorer/path_index.h"

namespace emo {
namespace {

constexpr std::size_t kPreviewRows = 10;

bool says_anything(const ClipRow& row) {
  return std::any_of(row.fields.words.begin(), row.fields.words.end(),
                     [](const auto& word) { return !word.empty(); }) ||
         !row.numbers.empty();
}

// Takes the words that `from` has; `gently`: only those that `to` lacks.
void take_over(const ClipFields& from, ClipFields& to, bool gently) {
  for (std::size_t f = 0; f < kFieldCount; ++f)
    if (!from.words[f].empty() && (!gently || to.words[f].empty())) to.words[f] = from.words[f];
}

class Opening {
 public:
  explicit Opening(const OpenOptions& options)
      : options_(options), index_(options.paths), rows_(options.paths.size()) {}

  Result<Opened> run() {
    for (const OpenTable& table : options_.tables) look_at(table);
    recognise_names();
    if (options_.by_table) {
      if (read_.empty() || !read_.front()) return Error{no_table()};
      take_rows_of_table();
    } else {
      for (std::size_t t = 0; t < options_.tables.size(); ++t)
        if (read_[t]) merge(*read_[t], options_.tables[t], report_.tables[t]);
      keep_rows();
    }
    if (auto filled = fill_catalogue(); !filled) return Error{filled.error()};
    finish_report();
    return Opened{std::move(set_), std::move(report_)};
  }

 private:
  void look_at(const OpenTable& table) {
    TableReport& report = report_.tables.emplace_back();
    read_.emplace_back();
    report = look_at_table(table);
    report.rows = 0;
    if (!table.unreadable.empty()) return;
    if (report.mapping.path == kNoColumn && !table.mapping) {
      if (auto sexes = read_sexes(table.cells); sexes && !options_.by_table) {
        report.speakers = static_cast<std::uint32_t>(sexes.value().size());
        sexes_.merge(sexes.value());
        return;
      }
    }
    auto clips = read_clips(table.cells, report.mapping);
    if (!clips) {
      report.problem = clips.error();
      return;
    }
    report.problems = std::move(clips.value().problems);
    report.rows = static_cast<std::uint32_t>(clips.value().rows.size());
    read_.back() = std::move(clips.value().rows);
  }

  void recognise_names() {
    const std::vector<std::string_view> views(options_.paths.begin(), options_.paths.end());
    found_ = recognise(views, {.forced = options_.forced,
                               .folder_depth = options_.folder_depth,
                               .sex_by_actor = sexes_.empty() ? nullptr : &sexes_});
    for (RecognisedFile& file : found_.files) {
      rows_[file.file] = ClipRow{options_.paths[file.file], std::move(file.fields), {}};
    }
    hidden_.assign(options_.paths.size(), false);
    for (const SkippedFile& file : found_.skipped) hidden_[file.file] = file.cause != SkipCause::unlike_name;
  }

  // The file that a row of a table is about; counts what became of the row.
  std::uint32_t file_of(const ClipRow& row, TableReport& report) const {
    const std::uint32_t file = index_.find(row.path);
    if (file == PathIndex::kSeveral)
      ++report.ambiguous;
    else if (file == PathIndex::kNone || hidden_[file])
      ++report.unmatched;
    else {
      ++report.matched;
      return file;
    }
    return kNoFile;
  }

  void merge(const std::vector<ClipRow>& told, const OpenTable& table, TableReport& report) {
    const std::vector<std::size_t> columns = columns_of(table, report.mapping);
    for (const ClipRow& row : told) {
      const std::uint32_t file = file_of(row, report);
      if (file == kNoFile || !says_anything(row)) continue;
      auto& clip = rows_[file];
      const bool named = clip.has_value();
      if (!named) clip = ClipRow{options_.paths[file], {}, {}};
      take_over(row.fields, clip->fields, named && options_.forced != nullptr);
      take_numbers(row.numbers, columns, *clip);
    }
  }

  // Places among number_names_ of a table's columns of numbers.
  std::vector<std::size_t> columns_of(const OpenTable& table, const CsvMapping& mapping) {
    std::vector<std::size_t> places;
    for (const int column : mapping.numbers) {
      const bool named = mapping.header && !table.cells.rows.empty();
      std::string name = "column " + std::to_string(column + 1);
      if (named) name = trimmed(table.cells.rows.front().cells[static_cast<std::size_t>(column)]);
      const auto known = std::find(number_names_.begin(), number_names_.end(), name);
      places.push_back(static_cast<std::size_t>(known - number_names_.begin()));
      if (known == number_names_.end()) number_names_.push_back(std::move(name));
    }
    return places;
  }

  static void take_numbers(const std::vector<float>& from, const std::vector<std::size_t>& columns, ClipRow& to) {
    for (std::size_t i = 0; i < from.size() && i < columns.size(); ++i) {
      if (to.numbers.size() <= columns[i]) to.numbers.resize(columns[i] + 1, kNotKnown);
      to.numbers[columns[i]] = from[i];
    }
  }

  void keep_rows() {
    for (std::uint32_t file = 0; file < rows_.size(); ++file) {
      if (!rows_[file]) continue;
      clips_.push_back(std::move(*rows_[file]));
      report_.kept.push_back(file);
    }
  }

  void take_rows_of_table() {
    TableReport& report = report_.tables.front();
    const std::vector<std::size_t> columns = columns_of(options_.tables.front(), report.mapping);
    std::vector<bool> named(options_.paths.size(), false);
    for (ClipRow& row : *read_.front()) {
      const std::uint32_t file = file_of(row, report);
      ClipRow clip{file == kNoFile ? row.path : options_.paths[file], std::move(row.fields), {}};
      take_numbers(row.numbers, columns, clip);
      if (file != kNoFile) {
        named[file] = true;
        if (rows_[file]) take_over(rows_[file]->fields, clip.fields, true);
      }
      clips_.push_back(std::move(clip));
      report_.kept.push_back(file);
    }
    for (std::uint32_t file = 0; file < options_.paths.size(); ++file)
      if (!named[file] && !hidden_[file])
        unnamed_.push_back({file, SkipCause::unlike_name, options_.paths[file] + ": the table does not name it."});
  }

  Result<void> fill_catalogue() {
    set_.title = options_.title;
    set_.attribution = options_.attribution;
    if (clips_.empty()) return {};
    std::vector<std::size_t> columns;
    for (const std::string& name : number_names_) columns.push_back(set_.catalogue.add_column(name, ""));
    return set_.catalogue.append(clips_, columns);
  }

  void finish_report() {
    std::vector<bool> kept(options_.paths.size(), false);
    for (const std::uint32_t file : report_.kept)
      if (file != kNoFile) kept[file] = true;
    for (SkippedFile& file : found_.skipped)
      if (!kept[file.file] && (!options_.by_table || hidden_[file.file])) report_.skipped.push_back(std::move(file));
    report_.skipped.insert(report_.skipped.end(), unnamed_.begin(), unnamed_.end());
    std::sort(report_.skipped.begin(), report_.skipped.end(),
              [](const SkippedFile& a, const SkippedFile& b) { return a.file < b.file; });
    for (const SkippedFile& file : report_.skipped) ++report_.left_out[static_cast<std::size_t>(file.cause)];
    report_.main = found_.main;
    report_.folder_depth = found_.folder_depth;
    report_.fits = found_.fits;
    report_.summary = summary();
  }

  [[nodiscard]] std::string summary() const {
    std::string text = options_.by_table ? std::to_string(clips_.size()) + " rows of the table." : found_.summary();
    for (const TableReport& table : report_.tables) {
      const std::string name = table.path.empty() ? "the table" : table.path;
      if (table.speakers > 0)
        text += " The sex of " + std::to_string(table.speakers) + " speakers is from " + name + '.';
      if (table.matched > 0)
        text += ' ' + std::to_string(table.matched) + (table.matched == 1 ? " row of " : " rows of ") + name +
                (table.matched == 1 ? " tells" : " tell") + " of these files.";
      if (table.unmatched > 0 && !options_.paths.empty())
        text += ' ' + std::to_string(table.unmatched) + " of " + name + " name a file that is not here.";
      if (table.ambiguous > 0)
        text += ' ' + std::to_string(table.ambiguous) + " of " + name + " could mean several files and were not used.";
    }
    return text;
  }

  [[nodiscard]] std::string no_table() const {
    if (report_.tables.empty()) return "There is no table to read.";
    return report_.tables.front().problem;
  }

  const OpenOptions& options_;
  PathIndex index_;
  Recognition found_;
  SexByActor sexes_;
  std::vector<std::optional<ClipRow>> rows_;               // by file
  std::vector<bool> hidden_;                               // by file: left out whatever a table says
  std::vector<std::optional<std::vector<ClipRow>>> read_;  // by table
  std::vector<std::string> number_names_;
  std::vector<ClipRow> clips_;
  std::vector<SkippedFile> unnamed_;
  BuiltInDataset set_;
  OpenReport report_;
};

}  // namespace

TableReport look_at_table(const OpenTable& table) {
  TableReport report;
  report.path = table.path;
  report.problem = table.unreadable;
  if (!table.unreadable.empty()) return report;
  const CsvTable& cells = table.cells;
  report.mapping = table.mapping ? *table.mapping : guess_mapping(cells);
  const std::size_t first = report.mapping.header && !cells.rows.empty() ? 1 : 0;
  for (std::size_t c = 0; c < cells.columns; ++c)
    report.columns.push_back(first == 1 ? cells.rows.front().cells[c] : std::to_string(c + 1));
  for (std::size_t r = first; r < std::min(cells.rows.size(), first + kPreviewRows); ++r)
    report.preview.push_back(cells.rows[r].cells);
  report.rows = static_cast<std::uint32_t>(cells.rows.size() - first);
  return report;
}

Result<Opened> open_files(const OpenOptions& options) { return Opening(options).run(); }

}  // namespace emo
