#include "native/files.h"

#include <array>
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

std::string wav_header(std::size_t data_bytes, int sample_rate_hz) {
  std::string header;
  const auto number = [&](std::size_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) header += static_cast<char>(value >> (8 * i) & 0xFF);
  };
  const auto rate = static_cast<std::size_t>(sample_rate_hz);
  header += "RIFF";
  number(4 + (8 + 18) + (8 + 4) + 8 + data_bytes, 4);
  header += "WAVEfmt ";
  number(18, 4);
  number(3, 2);  // IEEE float
  number(1, 2);  // channel
  number(rate, 4);
  number(4 * rate, 4);
  number(4, 2);
  number(32, 2);
  number(0, 2);  // no extension
  header += "fact";
  number(4, 4);
  number(data_bytes / 4, 4);
  header += "data";
  number(data_bytes, 4);
  return header;
}

Result<void> put(const fs::path& path, std::string_view header, std::span<const std::byte> body) {
  std::ofstream file(path, std::ios::binary);
  file.write(header.data(), static_cast<std::streamsize>(header.size()));
  file.write(reinterpret_cast<const char*>(body.data()), static_cast<std::streamsize>(body.size()));
  file.close();
  if (!file) return Error{unwritable(path)};
  return {};
}

template <class T>
Result<void> write(const fs::path& path, const char* type, std::span<const T> values, const std::vector<int>& shape) {
  return put(path, npy_header(type, shape), std::as_bytes(values));
}

std::array<fs::path, 2> model_places() {
  std::error_code code;
  const fs::path program = fs::read_symlink("/proc/self/exe", code).parent_path();
  return {program / "models", program / ".." / ".." / "models"};
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

std::string_view text_of(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string unwritable(const fs::path& path) {
  return path.string() + " could not be written. Check the folder, the permissions and the free space.";
}

Result<void> write_file(const fs::path& path, std::string_view bytes) { return put(path, bytes, {}); }

Result<DecodedClip> read_clip(const fs::path& path) {
  // miniaudio's FLAC reader asks for the CPU's abilities when it is first used, without a lock.
  static const bool asked = !decode_clip(std::array<std::uint8_t, 4>{'f', 'L', 'a', 'C'});
  (void)asked;
  auto bytes = read_file(path);
  if (!bytes) return Error{bytes.error()};
  auto clip = decode_clip(bytes.value());
  if (!clip) return Error{path.string() + ": " + clip.error()};
  return clip;
}

Result<void> write_npy(const fs::path& path, std::span<const float> values, const std::vector<int>& shape) {
  return write(path, "<f4", values, shape);
}

Result<void> write_npy(const fs::path& path, std::span<const std::int64_t> values) {
  return write(path, "<i8", values, {static_cast<int>(values.size())});
}

Result<void> write_wav(const fs::path& path, std::span<const float> samples, int sample_rate_hz) {
  constexpr std::size_t kLargest = 0xFFFFFFFFU - 64U;
  if (samples.size_bytes() > kLargest)
    return Error{path.string() + ": a WAV file holds 4 GB at most, and this sound is longer. Write a shorter one."};
  return put(path, wav_header(samples.size_bytes(), sample_rate_hz), std::as_bytes(samples));
}

Result<fs::path> find_model(const std::string& name) {
  std::error_code code;
  for (const fs::path& folder : model_places())
    if (fs::exists(folder / name / "card.json", code)) return (folder / name).lexically_normal();
  return Error{"There is no model \"" + name +
               "\". Name one of the folders under models/, or give --model-dir FOLDER."};
}

Result<fs::path> find_model_list() {
  std::error_code code;
  for (const fs::path& folder : model_places())
    if (fs::exists(folder / "index.json", code)) return (folder / "index.json").lexically_normal();
  return Error{"There is no models/index.json that names the default model. Name one with --model."};
}

}  // namespace emo::native
