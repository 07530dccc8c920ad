// Which of some files a table means: tables name them with other folders, endings and slashes than they are found with.
#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emo {

class PathIndex {
 public:
  static constexpr std::uint32_t kNone = 0xffffffff, kSeveral = 0xfffffffe;

  explicit PathIndex(std::span<const std::string> paths);

  // The file of the very path; else the one whose name (without ending, A–Z and a–z alike) is the same and that shares
  // the most folders above it, the same ending deciding between two. kSeveral: several are as good. kNone: there is no
  // file of the name.
  [[nodiscard]] std::uint32_t find(std::string_view path) const;

 private:
  std::vector<std::string> paths_;  // in small letters, with slashes
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_stem_;
};

}  // namespace emo
