// Plain data to bytes and back by one description: each struct lists its members once, in
//   template <class Archive> void visit(Archive& archive) { archive(first, second, …); }
// Numbers and enums little-endian as they lie in memory (both programs of the page are WebAssembly), text and lists
// with a 32-bit count before them. A reader never reads beyond its bytes and never allocates more than they could fill.
#pragma once
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace emo {

class ByteWriter {
 public:
  static constexpr bool reads = false;
  template <class... T>
  void operator()(T&... values) {
    (one(values), ...);
  }
  std::vector<std::uint8_t> bytes;

 private:
  void raw(const void* data, std::size_t size) {
    const auto* begin = static_cast<const std::uint8_t*>(data);
    bytes.insert(bytes.end(), begin, begin + size);
  }
  template <class T>
  void one(T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>)
      raw(&value, sizeof(T));
    else
      value.visit(*this);
  }
  void one(std::string& text) { items(text); }
  template <class T>
  void one(std::vector<T>& list) {
    items(list);
  }
  template <class List>
  void items(List& list) {
    auto count = static_cast<std::uint32_t>(list.size());
    one(count);
    using T = typename List::value_type;
    if constexpr (std::is_arithmetic_v<T>)
      raw(list.data(), list.size() * sizeof(T));
    else
      for (T& item : list) one(item);
  }
};

class ByteReader {
 public:
  static constexpr bool reads = true;
  explicit ByteReader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}
  template <class... T>
  void operator()(T&... values) {
    (one(values), ...);
  }
  // Everything was there, and nothing is left.
  [[nodiscard]] bool complete() const { return ok_ && rest_.empty(); }

 private:
  void raw(void* data, std::size_t size) {
    if (size == 0) return;
    if (!ok_ || size > rest_.size()) {
      ok_ = false;
      return;
    }
    std::memcpy(data, rest_.data(), size);
    rest_ = rest_.subspan(size);
  }
  template <class T>
  void one(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      std::uint8_t byte = 0;
      raw(&byte, 1);
      value = byte != 0;
    } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      raw(&value, sizeof(T));
    } else {
      value.visit(*this);
    }
  }
  void one(std::string& text) { items(text); }
  template <class T>
  void one(std::vector<T>& list) {
    items(list);
  }
  template <class List>
  void items(List& list) {
    std::uint32_t count = 0;
    one(count);
    using T = typename List::value_type;
    if constexpr (std::is_arithmetic_v<T>) {
      if (!ok_ || count > rest_.size() / sizeof(T)) {
        ok_ = false;
        return;
      }
      list.resize(count);
      raw(list.data(), list.size() * sizeof(T));
    } else {
      list.clear();
      for (std::uint32_t i = 0; i < count && ok_; ++i) {
        if (rest_.empty()) ok_ = false;  // each item takes at least a byte
        one(list.emplace_back());
      }
    }
  }
  std::span<const std::uint8_t> rest_;
  bool ok_ = true;
};

}  // namespace emo
