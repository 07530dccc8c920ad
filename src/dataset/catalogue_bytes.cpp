// A catalogue as bytes, all numbers little-endian:
//   "EMOC", u32 version, u64 checksum (FNV-1a of all that follows), u32 rows,
//   u32 bytes of the paths, the paths, u32 end of each path,
//   u32 fields; for each: u32 words, each word as u32 size and bytes, u16 code of each row,
//   u32 columns; for each: name and unit as u32 size and bytes, f32 of each row.
#include <algorithm>
#include <bit>
#include <cstring>
#include <set>

#include "dataset/catalogue.h"

namespace emo {
namespace {

constexpr std::uint32_t kMagic = 0x434F4D45;  // "EMOC"
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeaderBytes = 16;

std::uint64_t checksum(std::span<const std::uint8_t> bytes) {
  std::uint64_t sum = 0xcbf29ce484222325ULL;
  for (const std::uint8_t b : bytes) sum = (sum ^ b) * 0x100000001b3ULL;
  return sum;
}

template <class T>
void put(std::vector<std::uint8_t>& bytes, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

template <class T>
T get(const std::uint8_t* at) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) value |= std::uint64_t{at[i]} << (8 * i);
  return static_cast<T>(value);
}

void put_text(std::vector<std::uint8_t>& bytes, std::string_view text) {
  put(bytes, static_cast<std::uint32_t>(text.size()));
  bytes.insert(bytes.end(), text.begin(), text.end());
}

}  // namespace

std::vector<std::uint8_t> Catalogue::to_bytes() const {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(64 + paths_.size() + row_count() * (4 + 2 * kFieldCount + 4 * columns_.size()));
  put(bytes, kMagic);
  put(bytes, kVersion);
  put(bytes, std::uint64_t{0});
  put(bytes, static_cast<std::uint32_t>(row_count()));
  put(bytes, static_cast<std::uint32_t>(paths_.size()));
  bytes.insert(bytes.end(), paths_.begin(), paths_.end());
  for (const std::uint32_t end : path_ends_) put(bytes, end);
  put(bytes, static_cast<std::uint32_t>(kFieldCount));
  for (std::size_t f = 0; f < kFieldCount; ++f) {
    put(bytes, static_cast<std::uint32_t>(vocabularies_[f].size()));
    for (const std::string& word : vocabularies_[f].words()) put_text(bytes, word);
    for (const Code code : codes_[f]) put(bytes, code);
  }
  put(bytes, static_cast<std::uint32_t>(columns_.size()));
  for (const NumberColumn& column : columns_) {
    put_text(bytes, column.name);
    put_text(bytes, column.unit);
    for (const float value : column.values) put(bytes, std::bit_cast<std::uint32_t>(value));
  }
  const std::uint64_t sum = checksum(std::span(bytes).subspan(kHeaderBytes));
  for (std::size_t i = 0; i < 8; ++i) bytes[8 + i] = static_cast<std::uint8_t>(sum >> (8 * i));
  return bytes;
}

// Every read asks first whether the bytes are there; after a failure all reads give nothing.
class CatalogueReader {
 public:
  explicit CatalogueReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  Result<Catalogue> read() {
    rows_ = number<std::uint32_t>();
    // Bounded before anything is reserved: each row takes more than its share of the bytes.
    if (failed_ || rows_ > bytes_.size()) return damaged("its number of rows");
    if (!read_paths()) return damaged("its paths");
    if (number<std::uint32_t>() != kFieldCount) return damaged("its fields");
    for (std::size_t f = 0; f < kFieldCount; ++f)
      if (!read_field(f)) return damaged("the field \"" + std::string(kFieldNames[f]) + "\"");
    if (!read_columns()) return damaged("its numbers");
    if (at_ != bytes_.size()) return damaged("its end");
    return std::move(catalogue_);
  }

 private:
  static Error damaged(const std::string& where) {
    return Error{"The stored catalogue is damaged (" + where + "). Open the recordings again to make it anew."};
  }

  // nullptr, and failed_ for good, where so many bytes are not left.
  const std::uint8_t* take(std::uint64_t count) {
    if (failed_ || count > bytes_.size() - at_) {
      failed_ = true;
      return nullptr;
    }
    const std::uint8_t* start = bytes_.data() + at_;
    at_ += static_cast<std::size_t>(count);
    return start;
  }

  template <class T>
  T number() {
    const std::uint8_t* start = take(sizeof(T));
    return start == nullptr ? T{} : get<T>(start);
  }

  template <class T>
  bool numbers(std::vector<T>& values) {
    const std::uint8_t* start = take(std::uint64_t{rows_} * sizeof(T));
    if (start == nullptr) return false;
    values.resize(rows_);
    for (std::size_t i = 0; i < rows_; ++i) values[i] = get<T>(start + i * sizeof(T));
    return true;
  }

  std::string_view text(std::size_t size) {
    const std::uint8_t* start = take(size);
    return start == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(start), size);
  }

  bool read_paths() {
    const auto size = number<std::uint32_t>();
    catalogue_.paths_ = text(size);
    if (failed_ || !numbers(catalogue_.path_ends_)) return false;
    const auto& ends = catalogue_.path_ends_;
    return std::is_sorted(ends.begin(), ends.end()) && (ends.empty() ? 0 : ends.back()) == size;
  }

  bool read_field(std::size_t f) {
    Vocabulary vocabulary;
    const auto words = number<std::uint32_t>();
    if (words > kMostWords) return false;
    for (std::uint32_t i = 0; i < words; ++i) {
      const std::string_view word = text(number<std::uint32_t>());
      if (failed_ || word.empty() || vocabulary.add(word) != static_cast<Code>(i)) return false;
    }
    if (f == Catalogue::index(Field::emotion) &&
        (words < kEmotionNames.size() ||
         !std::equal(kEmotionNames.begin(), kEmotionNames.end(), vocabulary.words().begin())))
      return false;
    std::vector<Code>& codes = catalogue_.codes_[f];
    if (!numbers(codes)) return false;
    catalogue_.vocabularies_[f] = std::move(vocabulary);
    return std::all_of(codes.begin(), codes.end(), [&](Code code) { return code == kUnknown || code < words; });
  }

  // Measures that the file does not have, since it is older than they are, are unknown.
  bool read_columns() {
    const auto count = number<std::uint32_t>();
    if (failed_ || count > bytes_.size()) return false;
    for (NumberColumn& measure : catalogue_.columns_) measure.values.assign(rows_, kNotKnown);
    std::set<std::string> read;
    std::vector<std::uint32_t> bits;
    for (std::uint32_t c = 0; c < count; ++c) {
      const std::string name(text(number<std::uint32_t>()));
      const std::string_view unit = text(number<std::uint32_t>());
      if (failed_ || !numbers(bits) || !read.insert(name).second) return false;
      const std::size_t column = catalogue_.find_column(name).value_or(catalogue_.column_count());
      if (column == catalogue_.column_count()) catalogue_.columns_.push_back({name, std::string(unit), {}});
      std::vector<float>& values = catalogue_.columns_[column].values;
      values.resize(bits.size());
      std::transform(bits.begin(), bits.end(), values.begin(), [](std::uint32_t b) { return std::bit_cast<float>(b); });
    }
    return true;
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
  std::uint32_t rows_ = 0;
  Catalogue catalogue_;
};

Result<Catalogue> Catalogue::from_bytes(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < kHeaderBytes || get<std::uint32_t>(bytes.data()) != kMagic)
    return Error{"These bytes are no catalogue of recordings."};
  const auto version = get<std::uint32_t>(bytes.data() + 4);
  if (version != kVersion)
    return Error{"The stored catalogue is of version " + std::to_string(version) + "; this page reads version " +
                 std::to_string(kVersion) + ". Open the recordings again to make it anew."};
  const auto content = bytes.subspan(kHeaderBytes);
  if (get<std::uint64_t>(bytes.data() + 8) != checksum(content))
    return Error{"The stored catalogue is damaged (its checksum differs). Open the recordings again to make it anew."};
  return CatalogueReader(content).read();
}

}  // namespace emo
