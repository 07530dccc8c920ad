#include "native/sources.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string_view>

#include "contract/text.h"

namespace emo::native {
namespace fs = std::filesystem;
namespace {

// Not Opus, AAC and WebM: miniaudio has no decoder for them; in the page the browser decodes them.
constexpr std::array<std::string_view, 9> kEndings{".wav", ".wave", ".flac", ".mp3", ".ogg",
                                                   ".oga", ".aif",  ".aiff", ".aifc"};

bool is_hidden(const fs::path& path) { return path.filename().native().front() == '.'; }

bool is_sound(const fs::path& path) {
  return std::find(kEndings.begin(), kEndings.end(), to_lower(path.extension().string())) != kEndings.end();
}

void gather_folder(const std::string& folder, Sources& sources) {
  std::error_code code;
  std::vector<std::string> found;
  fs::recursive_directory_iterator entry(folder, code);
  for (const fs::recursive_directory_iterator end; !code && entry != end; entry.increment(code)) {
    std::error_code of_entry;
    if (is_hidden(entry->path())) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file(of_entry) && is_sound(entry->path())) {
      found.push_back(entry->path().string());
    }
  }
  if (code) sources.errors.push_back(folder + ": the folder cannot be read to its end (" + code.message() + ").");
  if (!code && found.empty()) sources.errors.push_back(folder + ": the folder holds no sound file.");
  std::sort(found.begin(), found.end());
  sources.files.insert(sources.files.end(), found.begin(), found.end());
}

fs::path normal(const std::string& file) { return fs::absolute(file).lexically_normal(); }

// "" for sources with nothing in common but the root.
fs::path common_folder(const std::vector<fs::path>& files) {
  fs::path common = files.front().parent_path();
  for (const fs::path& file : files) {
    const fs::path folder = file.parent_path();
    fs::path shared;
    for (auto a = common.begin(), b = folder.begin(); a != common.end() && b != folder.end() && *a == *b; ++a, ++b)
      shared /= *a;
    common = shared;
  }
  return common;
}

}  // namespace

std::string sound_endings() {
  std::string listed;
  for (const std::string_view ending : kEndings) listed += (listed.empty() ? "" : ", ") + std::string(ending);
  return listed;
}

Sources gather_sources(const std::vector<std::string>& names) {
  Sources sources;
  for (const std::string& name : names) {
    std::error_code code;
    if (fs::is_directory(name, code)) {
      gather_folder(name, sources);
    } else {
      sources.files.push_back(name);
    }
  }
  return sources;
}

Result<std::vector<std::string>> read_name_list(const std::string& list) {
  std::ifstream file;
  if (list != "-") {
    std::error_code code;
    if (fs::is_directory(list, code)) return Error{list + ": this is a folder. A list is a file with one name a line."};
    file.open(list);
    if (!file) return Error{list + ": the list of files cannot be read. Check the name and its permissions."};
  }
  std::istream& input = list == "-" ? std::cin : file;
  std::vector<std::string> names;
  for (std::string line; std::getline(input, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty()) names.push_back(line);
  }
  return names;
}

std::vector<fs::path> outputs_in(const fs::path& folder, const std::vector<std::string>& sources,
                                 const std::string& ending) {
  if (sources.empty()) return {};
  std::vector<fs::path> files;
  for (const std::string& s : sources) files.push_back(normal(s));
  const fs::path common = common_folder(files);
  std::vector<fs::path> outputs;
  std::map<fs::path, std::set<fs::path>> named;  // what would get that name
  for (const fs::path& file : files) {
    const fs::path below = file.lexically_relative(common);
    outputs.push_back((folder / below).replace_extension(ending));
    named[outputs.back()].insert(file);
  }
  for (std::size_t i = 0; i < files.size(); ++i)
    if (named[outputs[i]].size() > 1) outputs[i] = folder / (files[i].lexically_relative(common).string() + ending);
  return outputs;
}

}  // namespace emo::native
