// Files of the tests: the project's own goldens, and ../shared where it is there.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace emo::test {

inline std::vector<std::uint8_t> read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// This folder of the checkout; defined apart, so that no other object file depends on where the checkout lies.
std::string tests_folder();
inline std::string golden_folder() { return tests_folder() + "/golden/"; }

// Empty where the recordings are not there. In CI (EMOSCOPE_REQUIRE_DATA) the caller must fail then.
inline std::string shared_folder() {
  const char* given = std::getenv("EMOSCOPE_SHARED");
  const std::string folder = given != nullptr ? given : tests_folder() + "/../../shared";
  return std::ifstream(folder + "/golden/manifest.json") ? folder + "/" : "";
}

inline bool data_required() { return std::getenv("EMOSCOPE_REQUIRE_DATA") != nullptr; }

struct Npy {
  std::vector<int> shape;
  std::vector<float> values;
};

// Little-endian float32, C order: what the goldens are.
inline Npy read_npy(const std::string& path) {
  const auto bytes = read_bytes(path);
  Npy npy;
  if (bytes.size() < 10) return npy;
  const std::size_t header = 10 + bytes[8] + 256U * bytes[9];
  const std::string dict(bytes.begin() + 10, bytes.begin() + static_cast<std::ptrdiff_t>(header));
  for (std::size_t at = dict.find("'shape': (") + 10; at < dict.size() && dict[at] != ')';) {
    npy.shape.push_back(std::atoi(dict.c_str() + at));
    at = dict.find_first_of(",)", at);
    while (at < dict.size() && (dict[at] == ',' || dict[at] == ' ')) ++at;
  }
  npy.values.resize((bytes.size() - header) / 4);
  std::copy(bytes.begin() + static_cast<std::ptrdiff_t>(header), bytes.end(),
            reinterpret_cast<std::uint8_t*>(npy.values.data()));
  return npy;
}

}  // namespace emo::test
