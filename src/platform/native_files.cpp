#include "platform/native_files.h"

#include <fstream>

namespace emo::native {
namespace fs = std::filesystem;
namespace {

std::string npy_header(const char* type, const std::vector<int>& shape) {
  std::string dims;
  for (int n : shape) dims += std::to_string(n) + ", ";
  if (shape.size() > 1) dims.resize(dims.size() - 2);
  std::string dict = std::string("{'descr': '") + type + "', 'fortran_order': False, 'shape': (" + dims + "), }";
  dict.append(63 - (10 + dict.size()) % 64, ' ');
  dict += '\n';
  std::string header("\x93NUMPY\x01\x00", 8);
  header += static_cast<char>(dict.size() & 0xFF);
  header += static_cast<char>(dict.size() >> 8);
  return header + dict;
}

template <class T>
std::string write(const fs::path& path, const char* type, std::span<const T> values, const std::vector<int>& shape) {
  std::ofstream file(path, std::ios::binary);
  const std::string header = npy_header(type, shape);
  file.write(header.data(), static_cast<std::streamsize>(header.size()));
  file.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size_bytes()));
  file.close();
  return file ? "" : path.string() + " could not be written. Check the folder, the permissions and the free space.";
}

}  // namespace

Result<std::vector<std::uint8_t>> read_file(const fs::path& path) {
  std::error_code code;
  if (!fs::is_regular_file(path, code)) return Error{path.string() + ": there is no such file."};
  std::ifstream file(path, std::ios::binary);
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(fs::file_size(path, code)));
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!file) return Error{path.string() + ": the file cannot be read. Check its permissions."};
  return bytes;
}

Result<DecodedClip> read_clip(const fs::path& path) {
  auto bytes = read_file(path);
  if (!bytes) return Error{bytes.error()};
  auto clip = decode_clip(bytes.value());
  if (!clip) return Error{path.string() + ": " + clip.error()};
  return clip;
}

std::string write_npy(const fs::path& path, std::span<const float> values, const std::vector<int>& shape) {
  return write(path, "<f4", values, shape);
}

std::string write_npy(const fs::path& path, std::span<const std::int64_t> values) {
  return write(path, "<i8", values, {static_cast<int>(values.size())});
}

Result<fs::path> find_model(const std::string& name) {
  std::error_code code;
  const fs::path program = fs::read_symlink("/proc/self/exe", code).parent_path();
  for (const fs::path& folder : {program / "models", program / ".." / ".." / "models"})
    if (fs::exists(folder / name / "card.json", code)) return (folder / name).lexically_normal();
  return Error{"There is no model \"" + name +
               "\". Name one of the folders under models/, or give --model-dir FOLDER."};
}

}  // namespace emo::native
