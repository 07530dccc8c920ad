#include "explorer/path_index.h"

#include <algorithm>

#include "dataset/clip_fields.h"

namespace emo {
namespace {

std::string plain(std::string_view path) {
  std::string text = to_lower(path);
  std::replace(text.begin(), text.end(), '\\', '/');
  while (text.starts_with("./")) text.erase(0, 2);
  return text;
}

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }  // npos + 1 is 0

std::string_view stem(std::string_view path) {
  const std::string_view name = name_of(path);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

// Folders alike, counted from the file upwards.
std::size_t shared_folders(std::string_view a, std::string_view b) {
  std::size_t shared = 0;
  while (true) {
    const std::size_t slash_a = a.rfind('/');
    const std::size_t slash_b = b.rfind('/');
    if (slash_a == std::string_view::npos || slash_b == std::string_view::npos) return shared;
    a = a.substr(0, slash_a);
    b = b.substr(0, slash_b);
    if (name_of(a) != name_of(b)) return shared;
    ++shared;
  }
}

}  // namespace

PathIndex::PathIndex(std::span<const std::string> paths) {
  paths_.reserve(paths.size());
  for (const std::string& path : paths) {
    paths_.push_back(plain(path));
    by_stem_[std::string(stem(paths_.back()))].push_back(static_cast<std::uint32_t>(paths_.size() - 1));
  }
}

std::uint32_t PathIndex::find(std::string_view path) const {
  const std::string wanted = plain(path);
  const auto same_name = by_stem_.find(stem(wanted));
  if (same_name == by_stem_.end()) return kNone;
  std::uint32_t found = kNone;
  std::size_t best = 0;
  for (const std::uint32_t file : same_name->second) {
    if (paths_[file] == wanted) return file;
    const std::size_t alike =
        1 + 2 * shared_folders(paths_[file], wanted) + (name_of(paths_[file]) == name_of(wanted) ? 1 : 0);
    if (alike == best) found = kSeveral;
    if (alike > best) {
      best = alike;
      found = file;
    }
  }
  return found;
}

}  // namespace emo
