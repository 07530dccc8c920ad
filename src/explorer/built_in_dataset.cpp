// A built-in dataset as bytes, all numbers little-endian:
//   "EMOK", u32 version, u64 checksum (FNV-1a of all that follows),
//   u32 size of the catalogue's bytes, these (dataset/catalogue_bytes.cpp),
//   title and attribution as u32 size and bytes,
//   u32 kinds of features; of each: made_by as u32 size and bytes, u32 width, i8 exponent e of each place,
//     u16 of each row and place, row after row: a half h, which stands for h · 2^e,
//   u32 groups of duplicates; of each: u32 count, u32 of each row.
#include "explorer/built_in_dataset.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "explorer/float16.h"

namespace emo {
namespace {

constexpr std::uint32_t kMagic = 0x4B4F4D45;  // "EMOK"
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeaderBytes = 16;
constexpr int kTopExponent = 15;  // the largest of a place comes to lie in 2^14 … 2^15: no half of it overflows
constexpr int kLowestExponent = -128, kHighestExponent = 127;

std::uint64_t checksum(std::span<const std::uint8_t> bytes) {
  std::uint64_t sum = 0xcbf29ce484222325ULL;
  for (const std::uint8_t b : bytes) sum = (sum ^ b) * 0x100000001b3ULL;
  return sum;
}

class Writer {
 public:
  template <class T>
  void number(T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  }
  void block(std::span<const std::uint8_t> data) {
    number(static_cast<std::uint32_t>(data.size()));
    bytes.insert(bytes.end(), data.begin(), data.end());
  }
  void text(const std::string& text) { block({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}); }
  std::vector<std::uint8_t> bytes;
};

// Every read asks first whether the bytes are there; after a failure all reads give nothing.
class Reader {
 public:
  explicit Reader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  std::span<const std::uint8_t> take(std::uint64_t count) {
    if (failed_ || count > rest_.size()) {
      failed_ = true;
      return {};
    }
    const auto taken = rest_.first(static_cast<std::size_t>(count));
    rest_ = rest_.subspan(static_cast<std::size_t>(count));
    return taken;
  }
  template <class T>
  T number() {
    std::uint64_t value = 0;
    const auto bytes = take(sizeof(T));
    for (std::size_t i = 0; i < bytes.size(); ++i) value |= std::uint64_t{bytes[i]} << (8 * i);
    return static_cast<T>(value);
  }
  std::span<const std::uint8_t> block() { return take(number<std::uint32_t>()); }
  std::string text() {
    const auto bytes = block();
    return {bytes.begin(), bytes.end()};
  }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] std::size_t left() const { return rest_.size(); }

 private:
  std::span<const std::uint8_t> rest_;
  bool failed_ = false;
};

// For each place the exponent that brings its largest number to 2^14 … 2^15.
std::vector<std::int8_t> exponents_of(const BuiltInFeatures& features) {
  std::vector<float> largest(features.width);
  for (std::size_t i = 0; i < features.values.size(); ++i)
    if (float& place = largest[i % features.width]; std::isfinite(features.values[i]))
      place = std::max(place, std::abs(features.values[i]));
  std::vector<std::int8_t> exponents;
  for (const float value : largest) {
    int exponent = 0;
    if (value > 0.0F) std::frexp(value, &exponent);  // value in 2^(exponent − 1) … 2^exponent
    exponents.push_back(static_cast<std::int8_t>(
        value > 0.0F ? std::clamp(exponent - kTopExponent, kLowestExponent, kHighestExponent) : 0));
  }
  return exponents;
}

std::vector<double> scales_of(std::span<const std::int8_t> exponents) {
  std::vector<double> scales;
  for (const std::int8_t e : exponents) scales.push_back(std::ldexp(1.0, e));
  return scales;
}

void write_features(Writer& writer, const BuiltInFeatures& features) {
  writer.text(features.made_by);
  writer.number(features.width);
  const std::vector<std::int8_t> exponents = exponents_of(features);
  for (const std::int8_t e : exponents) writer.number(static_cast<std::uint8_t>(e));
  const std::vector<double> scales = scales_of(exponents);
  for (std::size_t i = 0; i < features.values.size(); ++i)
    writer.number(to_half(static_cast<float>(features.values[i] / scales[i % features.width])));
}

bool read_features(Reader& reader, std::size_t rows, BuiltInFeatures& features) {
  features.made_by = reader.text();
  features.width = reader.number<std::uint32_t>();
  const auto exponents = reader.take(features.width);
  const auto halves = reader.take(std::uint64_t{2} * rows * features.width);
  if (reader.failed()) return false;
  features.values.resize(rows * features.width);
  const std::vector<double> scales =
      scales_of({reinterpret_cast<const std::int8_t*>(exponents.data()), exponents.size()});
  for (std::size_t i = 0; i < features.values.size(); ++i) {
    const auto half = static_cast<std::uint16_t>(halves[2 * i] | halves[2 * i + 1] << 8);
    features.values[i] = static_cast<float>(from_half(half) * scales[i % features.width]);
  }
  return true;
}

bool read_duplicates(Reader& reader, std::size_t rows, std::vector<std::vector<std::uint32_t>>& groups) {
  const auto count = reader.number<std::uint32_t>();
  if (reader.failed() || count > reader.left()) return false;
  groups.resize(count);
  for (auto& group : groups) {
    const auto size = reader.number<std::uint32_t>();
    if (reader.failed() || size > reader.left() / 4) return false;
    for (std::uint32_t i = 0; i < size; ++i) group.push_back(reader.number<std::uint32_t>());
    if (size < 2 || std::any_of(group.begin(), group.end(), [&](std::uint32_t row) { return row >= rows; }))
      return false;
  }
  return true;
}

Error damaged(const std::string& where) {
  return Error{"The stored recordings' data is damaged (" + where +
               "). Reload the page, or open the recordings again."};
}

}  // namespace

std::vector<std::uint8_t> BuiltInDataset::to_bytes() const {
  Writer writer;
  writer.number(kMagic);
  writer.number(kVersion);
  writer.number(std::uint64_t{0});
  writer.block(catalogue.to_bytes());
  writer.text(title);
  writer.text(attribution);
  writer.number(static_cast<std::uint32_t>(features.size()));
  for (const BuiltInFeatures& kind : features) {
    assert(kind.values.size() == catalogue.row_count() * kind.width);
    write_features(writer, kind);
  }
  writer.number(static_cast<std::uint32_t>(duplicates.size()));
  for (const auto& group : duplicates) {
    writer.number(static_cast<std::uint32_t>(group.size()));
    for (const std::uint32_t row : group) writer.number(row);
  }
  const std::uint64_t sum = checksum(std::span(writer.bytes).subspan(kHeaderBytes));
  for (std::size_t i = 0; i < 8; ++i) writer.bytes[8 + i] = static_cast<std::uint8_t>(sum >> (8 * i));
  return std::move(writer.bytes);
}

Result<BuiltInDataset> BuiltInDataset::from_bytes(std::span<const std::uint8_t> bytes) {
  Reader reader(bytes);
  if (reader.number<std::uint32_t>() != kMagic || bytes.size() < kHeaderBytes)
    return Error{"These bytes are no stored set of recordings. Open the recordings again."};
  if (const auto version = reader.number<std::uint32_t>(); version != kVersion)
    return Error{"The stored set of recordings is of version " + std::to_string(version) +
                 "; this page reads version " + std::to_string(kVersion) +
                 ". Reload the page, or open the recordings again."};
  if (reader.number<std::uint64_t>() != checksum(bytes.subspan(kHeaderBytes))) return damaged("its checksum differs");

  BuiltInDataset set;
  auto catalogue = Catalogue::from_bytes(reader.block());
  if (!catalogue) return Error{catalogue.error()};
  set.catalogue = std::move(catalogue.value());
  set.title = reader.text();
  set.attribution = reader.text();
  if (reader.number<std::uint32_t>() != kMapFeatureCount) return damaged("its kinds of features");
  const std::size_t rows = set.catalogue.row_count();
  for (BuiltInFeatures& kind : set.features)
    if (!read_features(reader, rows, kind)) return damaged("its features");
  if (!read_duplicates(reader, rows, set.duplicates)) return damaged("its duplicates");
  if (reader.failed() || reader.left() != 0) return damaged("its end");
  return set;
}

}  // namespace emo
